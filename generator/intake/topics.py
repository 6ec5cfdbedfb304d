"""Domain, tags and category by the vocabularies: what a text speaks of in their own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.intake.evidence import Doubt, Guess, around
from generator.intake.lines import Line
from generator.model import Term

TAGS: Final = 8
# How often a text must use the words of an entry: its name counts threefold.
_NAME: Final = 3
# 党建品牌 is spoken of in “党建+”品牌, too: the halves of a name, so many characters apart.
_APART: Final = 6
_LEAST: Final = 4
# What stands in the headline counts so many times.
_TITLE: Final = 4
# So much more than of the next a text must speak of a domain.
_LEAD: Final = 1.5
_PARTING: Final = re.compile("[，、。；：和与的及等或]|以及|各类")
# Words of descriptions that any case uses.
_COMMON: Final = frozenset({"从业人员", "党组织"})
# What an organization's name ends in, and the category that the vocabulary has for it.
_PARTY: Final = re.compile("(?:机关)?(?:第?[一二三四五六七八九十]+)?党(?:委|组|总支|支部|工委)$")
_CATEGORIES: Final = (
    ("行业党委", "行业党委$"),
    ("学校", "(?:学校|小学|中学|大学|学院|幼儿园)$"),
    ("医院", "(?:医院|卫生院|保健院)$"),
    ("农村", "(?:村|镇|乡)(?:委会|人民政府)?$|合作社$"),
    ("城市社区", "(?:社区|街道)"),
    ("机关", "(?:局|厅|部|办公室|委|人民政府)$"),
    ("国有企业", "(?:公司|集团)"),
    ("两新组织", "(?:协会|商会|园区|联合会)"),
    ("事业单位", "(?:中心|站|院|馆)$"),
)


def tags(
    lines: Sequence[Line], title: str, terms: Sequence[Term], fields: Sequence[Guess]
) -> tuple[Guess, ...]:
    """Guess up to eight tags, the most spoken of first; one that a domain is called comes along."""
    chosen = [(one.term, one.line.number, one.shown) for one in _ranked(lines, title, terms)]
    named = [
        (term, field.line, field.evidence)
        for field in fields
        for term in terms
        if term.name == field.value and term not in [one for one, _, _ in chosen]
    ]
    return tuple(
        Guess(("tags", number), term.id, shown, line)
        for number, (term, line, shown) in enumerate([*named, *chosen][:TAGS])
    )


def domain(
    lines: Sequence[Line], title: str, terms: Sequence[Term]
) -> tuple[tuple[Guess, ...], tuple[Doubt, ...]]:
    """Guess the domain, where the text uses the words of one far more than of any other."""
    ranked = _ranked(lines, title, terms)
    if len(ranked) > 1 and ranked[0].score < _LEAD * ranked[1].score:
        names = "、".join(one.term.name for one in ranked[:4])
        return (), (Doubt(f"行业领域拿不准，文中谈到：{names}"),)
    found = (Guess(("domain",), one.term.name, one.shown, one.line.number) for one in ranked[:1])
    return tuple(found), ()


def category(
    organizations: Sequence[Guess], terms: Sequence[Term]
) -> tuple[tuple[Guess, ...], tuple[Doubt, ...]]:
    """Guess the category by what the foremost organization is called."""
    known = {term.name for term in terms}
    for guess in organizations[:1]:
        name = guess.value["name"]
        bare = name if name.endswith("行业党委") else _PARTY.sub("", name)
        for one, words in _CATEGORIES:
            if one in known and re.search(words, bare):
                unsure = (Doubt(f"“{name}”是国有企业还是两新组织，请核实"),)
                found = (Guess(("category",), one, name, guess.line),)
                return found, unsure if one == "国有企业" else ()
    return (), ()


@dataclass(frozen=True, slots=True)
class _Told:
    """How much a text speaks of an entry, and where it does first."""

    score: int
    term: Term
    line: Line
    shown: str


def _ranked(lines: Sequence[Line], title: str, terms: Sequence[Term]) -> list[_Told]:
    text = "\n".join([*(title,) * _TITLE, *(line.text for line in lines)])
    scored = []
    for term in terms:
        words = [_near(term.name), *map(re.escape, _words(term, terms))]
        # A name of two characters may as well be a piece of others: 公路 in 高速公路.
        weight = _NAME if len(term.name) > 2 else 1
        score = weight * text.count(term.name) + sum(len(re.findall(one, text)) for one in words)
        places = (
            (line, hit) for one in words for line in lines if (hit := re.search(one, line.text))
        )
        told = next(places, None)
        if told and score >= _LEAST:
            scored.append(_Told(score, term, told[0], around(told[0].text, told[1][0])))
    return sorted(scored, key=lambda one: (-one.score, one.term.id))


def _near(name: str) -> str:
    """Give the pattern of a name's halves in one sentence, close to each other."""
    return f"{re.escape(name[:2])}[^。；]{{0,{_APART}}}?{re.escape(name[2:])}"


def _short(word: str) -> str:
    """Give how people shorten a word: 危险化学品 is 危化品."""
    return word[::2] if len(word) > 4 else ""


def _words(term: Term, terms: Sequence[Term]) -> list[str]:
    """Give the words of a description that tell an entry from all others."""
    parts = {part for part in _PARTING.split(term.description) if 2 < len(part) <= 6}
    parts |= {short for part in parts if len(short := _short(part)) > 2}
    others = "，".join(f"{one.name}，{one.description}" for one in terms if one is not term)
    return sorted(part for part in parts - _COMMON - {term.name} if part not in others)
