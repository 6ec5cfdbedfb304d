"""The templates, what all of them may use, and how one becomes a page.

Whatever a template prints is encoded by `generator.markdown` unless it is `Markup` already, so
that no template can forget it.
"""

from functools import partial
from typing import Any

import jinja2
from markupsafe import Markup

from generator import markdown, urls, wording
from generator.library import Library, named_id
from generator.model import UNDISCLOSED, Case
from generator.output import Page
from generator.settings import Settings


class Templates:
    """The templates with what all of them may use; one for each rendering of a library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("generator"),
            undefined=jinja2.StrictUndefined,
            finalize=markdown.encode,
            # `finalize` encodes all text; with escaping on, what macros give stays `Markup`.
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            library=library,
            settings=settings,
            wording=wording,
            urls=urls,
            named_id=named_id,
            UNDISCLOSED=UNDISCLOSED,
            paragraphs=lambda prose: Markup("\n\n").join(markdown.paragraphs(prose)),
            link=markdown.link,
            code=markdown.code,
            with_code=markdown.with_code,
        )
        self._to_files = settings.to_files
        self._cards: dict[tuple[int, str, int], Markup] = {}

    def page(
        self,
        template: str,
        src_uri: str,
        *,
        title: str,
        description: str,
        hide: tuple[str, ...] = (),
        theme_template: str = "",
        **values: Any,
    ) -> Page:
        """Render one page; `to(target, anchor)` in its template gives relative addresses."""
        values.setdefault("heading", title)

        def to(target: str, anchor: str = "") -> Markup:
            way = urls.relative(src_uri, target, anchor, to_files=self._to_files)
            return Markup(way)  # noqa: S704 # made of ids

        body = self._environment.get_template(template).render(
            values, description=description, to=to, card=partial(self._card, urls.depth(src_uri))
        )
        return Page(src_uri, title, description, body, theme_template, hide)

    def _card(self, depth: int, case: Case, level: int) -> Markup:
        """Give a case as lists show it; rendered once for all pages that lie as deep."""
        key = (depth, case.id, level)
        if key not in self._cards:

            def to(target: str) -> Markup:
                way = urls.from_depth(depth, target, to_files=self._to_files)
                return Markup(way)  # noqa: S704 # made of ids

            card = self._environment.get_template("card.jinja")
            rendered = card.render(case=case, level=level, to=to).strip()
            self._cards[key] = Markup(rendered)  # noqa: S704 # by `finalize`, all of it is safe
        return self._cards[key]
