"""Library to pages: Jinja templates in, safe Markdown out."""

from generator.render.manual import manual_pages
from generator.render.offline import Copy, offline_page
from generator.render.pages import problem_page, render
from generator.render.templates import Settings

__all__ = ["Copy", "Settings", "manual_pages", "offline_page", "problem_page", "render"]
