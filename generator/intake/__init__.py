"""From a text as an editor finds it to a draft record: read, clean, guess, flag."""
