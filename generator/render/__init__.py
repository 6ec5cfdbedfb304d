"""Library to pages: Jinja templates in, safe Markdown out."""

from generator.render.pages import problem_page, render
from generator.render.templates import Settings

__all__ = ["Settings", "problem_page", "render"]
