"""The library as files for programs: one module for each form."""
