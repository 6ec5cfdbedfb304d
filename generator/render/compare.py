"""The page that lays cases side by side; its content comes by script, from the address."""

from generator import urls
from generator.output import Page
from generator.render.templates import Templates


def compare_page(templates: Templates) -> Page:
    """Give the page that says how to choose cases, and where they are laid side by side."""
    return templates.page(
        "compare.md.jinja",
        urls.COMPARE,
        title="对比案例",
        description="把两到四个案例并排对照：基本情况、数据、做法、成效。",
        hide=("navigation", "toc"),
        theme_template="compare.html",
    )
