"""Library to pages: Jinja templates in, safe Markdown out."""

from generator.render.manual import manual_pages
from generator.render.offline import Copy, offline_page
from generator.render.pages import problem_page, render

__all__ = ["Copy", "manual_pages", "offline_page", "problem_page", "render"]
