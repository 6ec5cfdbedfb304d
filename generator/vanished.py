"""What a change takes away from readers: addresses that were published and lead nowhere now.

Whoever cites a case relies on its address. So a record that was published is never removed or
renamed without a word: another record has its id among the old ones, or it stays, withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator import aliases
from generator.library import VOCABULARY_FILES, Library, build_library
from generator.model import Case, Term
from generator.parse import Source, parse, parse_terms
from generator.problems import Problem


def check(
    before: Sequence[Source], now: Library, present: frozenset[str], unread: frozenset[str]
) -> tuple[Problem, ...]:
    """Name what was published and is not any more, nor leads on.

    `before` are the files that a change touches, as they were: records and vocabularies. `present`
    are the ids that have a file now, `unread` those of them whose record has errors: nobody knows
    what it will be.
    """
    cases = {source: case for source in before if (case := _published(source))}
    problems = [*_cases(cases, now, present, unread), *_terms(before, cases.values(), now)]
    return tuple(sorted(problems))


def _published(source: Source) -> Case | None:
    """Give the case that a file was, if readers could see it."""
    if "/_vocab/" in source.file:
        return None
    record = parse(source).record
    return record.case if record and record.case.curation.status != "draft" else None


def _cases(
    cases: dict[Source, Case], now: Library, present: frozenset[str], unread: frozenset[str]
) -> Iterator[Problem]:
    living = unread.union(*({case.id, *case.aliases} for case in now.cases))
    for source, case in cases.items():
        lost = [one for one in (*case.aliases, case.id) if one not in living]
        if not lost or case.id in unread:
            continue
        written = f"aliases: [{', '.join(lost)}]"
        if case.id not in lost:
            message = f"旧编号{_quoted(lost)}从 aliases 里删去了，旧网址会打不开"
            hint = f"写回 {written}"
        elif case.id in present:
            message = f"已发布的案例“{case.id}”改成了草稿，网址会打不开"
            hint = (
                "改回 status: published；"
                "不再公开，就写 status: withdrawn，在 revised 里写明日期和原因"
            )
        else:
            message = f"已发布的案例{_quoted(lost)}被删去或改了名，网址会打不开"
            hint = (
                f"改了名，就在新的记录里写 {written}；"
                "不再公开，就恢复这个文件，写 status: withdrawn，在 revised 里写明日期和原因"
            )
        yield Problem(source.file, 1, 1, "AL317", message, hint)


def _terms(before: Iterable[Source], cases: Iterable[Case], now: Library) -> Iterator[Problem]:
    files = {source.stem: source for source in before if "/_vocab/" in source.file}
    old = {
        field: parse_terms(files[stem])[0].terms
        for field, stem in VOCABULARY_FILES.items()
        if stem in files
    }
    # What records bear that the change leaves alone, they bear still: each says so, if it is gone.
    past = build_library(cases, replace(now.vocabularies, **old), now.gazetteer)
    for facet, field in aliases.TERMS.items():
        kept: tuple[Term, ...] = getattr(now.vocabularies, field)
        living = {one for term in kept for one in (term.id, *term.aliases)}
        # A vocabulary that cannot be read is empty, and said to be faulty.
        for term in old.get(field, ()) if living else ():
            lost = [one for one in (*term.aliases, term.id) if one not in living]
            if lost and past.has_page(facet, term.id):
                message = f"“{term.name}”的编号{_quoted(lost)}被删去或改了，网址会打不开"
                hint = f"在接替它的那一条里写 aliases: [{', '.join(lost)}]"
                file = files[VOCABULARY_FILES[field]].file
                yield Problem(file, 1, 1, "AL317", message, hint)


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
