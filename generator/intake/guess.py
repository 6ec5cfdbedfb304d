"""All guesses about one article: composition, no rules of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.intake.evidence import Doubt, Guess, Sentence, sentences, shortened
from generator.intake.figures import metrics
from generator.intake.head import (
    bylines,
    headline,
    is_byline,
    is_note,
    joined,
    published,
    publisher,
)
from generator.intake.headings import heading_of
from generator.intake.lines import Line
from generator.intake.names import mentions, organizations
from generator.intake.parts import Parts, parts
from generator.intake.places import Places, regions
from generator.intake.praise import honors
from generator.intake.quoted import brand, platforms
from generator.intake.topics import category, domain, tags
from generator.intake.writers import writers
from generator.library import Vocabularies

_STARTED: Final = re.compile(
    r"(?:自|从)?((?:19|20)[0-9]{2})\s*年(?:\s*([0-9]{1,2})\s*月)?(?:以来|起|开始|启动|申请成立)"
)
# So many numbers that nobody could read are shown.
_UNREAD: Final = 12


@dataclass(frozen=True, slots=True)
class Guesses:
    """What an article seems to say: facts, the parts of its text, and what is doubted.

    `tables` are lines whose cells are parted by tabs.
    """

    facts: tuple[Guess, ...]
    parts: Parts
    tables: tuple[Line, ...]
    doubts: tuple[Doubt, ...]

    @property
    def title(self) -> str:
        """The headline, where there is one."""
        return next((str(one.value) for one in self.at("title")), "")

    def at(self, *path: str | int) -> tuple[Guess, ...]:
        """Give the guesses at a place of the record, or below it."""
        return tuple(one for one in self.facts if one.path[: len(path)] == path)


def guess(lines: Sequence[Line], vocabularies: Vocabularies, known: Places, today: str) -> Guesses:
    """Guess what can be guessed of the lines of a clean article; `today` is `YYYY-MM-DD`."""
    lines = tuple(line for line in lines if line.text.strip())
    tables = tuple(line for line in lines if "\t" in line.text.strip())
    texts = joined([line for line in lines if "\t" not in line.text.strip()])
    if not texts:
        return Guesses((), Parts(), tables, (Doubt("没有找到正文"),))
    title, title_lines, others = headline(texts)
    used = title_lines.union(others) | {
        line for line, text in bylines(texts) if text == line.text.strip() and is_byline(text)
    }
    body = tuple(line for line in texts if line not in used)
    heading = title.value if title else ""
    facts, doubts = _facts(texts, body, heading, vocabularies, known)
    spoken = tuple(sentences(body))
    numbers, unread = metrics(spoken)
    dated = published(texts, today)
    facts = (
        *((title,) if title else ()),
        *facts,
        *_period(spoken, dated, today),
        *brand(spoken),
        *numbers,
        *platforms(spoken, [one.name for one in vocabularies.platform_kinds]),
        *honors(spoken, [one.name for one in vocabularies.honor_levels]),
        *publisher(texts),
        *writers(texts),
        *dated,
    )
    told = parts(body)
    doubts = (
        *_above(others),
        *doubts,
        *unread[:_UNREAD],
        *_below(told),
        *_missing(facts, told, tables),
    )
    return Guesses(facts, told, tables, doubts)


def _facts(
    texts: Sequence[Line],
    body: Sequence[Line],
    heading: str,
    vocabularies: Vocabularies,
    known: Places,
) -> tuple[tuple[Guess, ...], tuple[Doubt, ...]]:
    """Guess who, where and about what."""
    told = [line for line in texts if not is_note(line)]
    mentioned = mentions(told, known)
    bodies = organizations(told, heading, mentioned, known)
    kind, about_kind = category(bodies, vocabularies.categories)
    where, unclear = regions(texts, heading, mentioned, known)
    field, about_field = domain(body, heading, vocabularies.domains)
    subject = (*field, *tags(body, heading, vocabularies.tags, field))
    return (*bodies, *kind, *subject, *where), (*unclear, *about_kind, *about_field)


def _period(spoken: Sequence[Sentence], dated: Sequence[Guess], today: str) -> tuple[Guess, ...]:
    """Guess when it began: 2021年以来; 去年以来 where the year of publication is known."""
    for sentence in spoken:
        if match := _STARTED.search(sentence.text):
            month = int(match[2]) if match[2] else 0
            start = f"{match[1]}-{month:02}" if 0 < month <= 12 else match[1]
            if start <= today[: len(start)]:
                return (_begun(start, sentence),)
    for sentence in spoken[:6]:
        if dated and re.search("(?<![到至比较])去年", sentence.text):
            return (_begun(str(int(dated[0].value[:4]) - 1), sentence),)
    return ()


def _begun(start: str, sentence: Sentence) -> Guess:
    return Guess(("period",), {"from": start}, shortened(sentence.text), sentence.line)


def _below(told: Parts) -> Iterator[Doubt]:
    """Say which practices have headings of their own below them: each may be a practice."""
    for one in told.practices:
        found = [(line, heading_of(line)) for line in one.lines if line != one.heading]
        titles = [heading.title for _, heading in found if heading and heading.runs_in]
        if len(titles) > 1:
            shown = shortened("；".join(titles))
            yield Doubt(
                f"“{shortened(one.title)}”里还有小标题，可以分成几条：{shown}", one.heading.number
            )


def _above(others: Sequence[Line]) -> tuple[Doubt, ...]:
    """Say what stands above the headline and is not in the draft."""
    shown = shortened("；".join(line.text.strip() for line in others))
    return (Doubt(f"标题上面的文字没有写进草稿：“{shown}”", others[0].number),) if others else ()


def _missing(facts: Sequence[Guess], told: Parts, tables: Sequence[Line]) -> tuple[Doubt, ...]:
    """Say what a record needs and the source does not seem to tell."""
    needed = {
        "title": "没有找到标题",
        "organizations": "没有找到单位全称",
        "regions": "没有认出地区：来源隐去地名的写 undisclosed",
        "domain": "没有合适的行业领域，请从词表中选，或提出新增",
        "category": "没有认出组织类别",
        "tags": "没有合适的标签，请从词表中选，或提出新增",
    }
    known = {one.path[0] for one in facts}
    doubts = [Doubt(about) for key, about in needed.items() if key not in known]
    if not any(one.path[-1] == "published" for one in facts):
        doubts.append(Doubt("来源没有写明发布日期，不要推算"))
    for name, lines in (("背景", told.background), ("成效", told.outcomes), ("启示", told.lessons)):
        if not lines:
            doubts.append(Doubt(f"没有找到“{name}”一类的小标题，请从正文中归纳"))
    if tables:
        doubts.append(Doubt("有表格，要收录的写进 tables", tables[0].number))
    return tuple(doubts)
