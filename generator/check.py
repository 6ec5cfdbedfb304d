"""The rules that one record alone cannot keep: ids, vocabularies, regions, relations, dates."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator import advice, comments, values
from generator.library import VOCABULARY_FILES, Vocabularies
from generator.messages import say
from generator.model import UNDISCLOSED, Image, Term
from generator.parse import Record, Terms
from generator.problems import Problem
from generator.regions import Gazetteer, Region
from generator.strict_yaml import Path

_IMPORTED: Final = re.compile(comments.IMPORTED)
VOCABULARY_NAMES: Final = frozenset(f"{stem}.yml" for stem in VOCABULARY_FILES.values())


def image_name(file: str, image: Image) -> str:
    """Give the posix path of a picture that lies beside the record `file`."""
    return f"{file.rsplit('/', 1)[0]}/{image.file}"


def check(
    records: Sequence[Record],
    vocabularies: Vocabularies,
    gazetteer: Gazetteer,
    images: frozenset[str],
    today: str,
    unread: Sequence[str] = (),
) -> tuple[Problem, ...]:
    """Hold every rule across `records`.

    `images` are the posix paths of the picture files beside them; `today` is `YYYY-MM-DD`;
    `unread` are the ids of records with errors of their own, which others may well point at.
    """
    problems: list[Problem] = []
    for record in records:
        problems += _terms(record, vocabularies)
        problems += _regions(record, gazetteer)
        problems += _dates(record, today)
        problems += _repeats(record)
        problems += _images(record, images)
        problems += _passages(record)
    problems += _ids(records)
    problems += _relations(records, unread)
    problems += _replacements(records, unread)
    if not unread:
        # What a record that cannot be read uses is not known.
        problems += _unused_images(records, images)
    return tuple(sorted(problems))


def check_vocabularies(files: Iterable[Terms]) -> tuple[Problem, ...]:
    """Hold what each vocabulary promises: ids and names that are not repeated, known relations."""
    problems: list[Problem] = []
    for file in files:
        problems += _old_ids(file)
        if file.document.data == []:
            hint = "- {id: huoche-siji, name: 货车司机, description: 以货车司机为对象的做法}"
            problems.append(Problem(file.file, 1, 1, "AL315", "词表是空的", hint))
        ids = [term.id for term in file.terms]
        names = [term.name for term in file.terms]
        for number, term in enumerate(file.terms):
            place = file.document.place((number,))
            for kind, value, seen in (("编号", term.id, ids), ("名称", term.name, names)):
                if seen.index(value) < number:
                    message = f"{kind}“{value}”与第 {seen.index(value) + 1} 条重复"
                    problems.append(Problem(file.file, *place, "AL315", message, "合并成一条"))
            for other in term.related:
                if other == term.id:
                    message = "相关条目写了自己"
                    problems.append(Problem(file.file, *place, "AL315", message, "删去这一项"))
                elif other not in ids:
                    message = f"相关条目“{other}”不存在"
                    hint = advice.suggest(other, file.terms)
                    problems.append(Problem(file.file, *place, "AL315", message, hint))
    return tuple(problems)


def _old_ids(file: Terms) -> Iterator[Problem]:
    """Refuse an old id that is another entry's, new or old: it can lead to one place only."""
    holders = {term.id: number for number, term in enumerate(file.terms)}
    for number, term in enumerate(file.terms):
        for place, old in enumerate(term.aliases):
            if old in holders:
                message = f"旧编号“{old}”是第 {holders[old] + 1} 条的编号或旧编号"
                hint = say("alias_taken_mend")
                where = file.document.place((number, "aliases", place))
                yield Problem(file.file, *where, "AL315", message, hint)
            holders.setdefault(old, number)


def check_vocabulary_names(files: Sequence[str]) -> Iterator[Problem]:
    """Refuse what no field reads, and say which vocabulary is missing.

    `files` are the posix paths of the files in `_vocab/`.
    """
    hint = "词表文件：" + "、".join(sorted(VOCABULARY_NAMES))
    for file in files:
        if file.rsplit("/", 1)[-1] not in VOCABULARY_NAMES:
            yield Problem(file, 1, 1, "AL315", "不认识的词表文件", hint)
    present = {file.rsplit("/", 1)[-1] for file in files}
    for name in sorted(VOCABULARY_NAMES - present):
        yield Problem(f"cases/_vocab/{name}", 1, 1, "AL315", "缺少这个词表", hint)


def _terms(record: Record, vocabularies: Vocabularies) -> Iterator[Problem]:
    case = record.case
    # A vocabulary that could not be read is empty, and said to be faulty once: not in each record.
    known = {term.id for term in vocabularies.tags}
    for number, tag in enumerate(case.tags):
        if known and tag not in known:
            message = say("unknown_tag", tag=tag)
            hint = advice.suggest(tag, vocabularies.tags)
            yield record.problem("AL304", ("tags", number), message, hint)
    named: list[tuple[Path, str, str]] = [
        (("domain",), case.domain, "domains"),
        (("category",), case.category, "categories"),
    ]
    named += [
        (("platforms", number, "kind"), platform.kind, "platform_kinds")
        for number, platform in enumerate(case.platforms)
    ]
    named += [
        (("honors", number, "level"), honor.level, "honor_levels")
        for number, honor in enumerate(case.honors)
        if honor.level
    ]
    for path, name, vocabulary in named:
        terms: tuple[Term, ...] = getattr(vocabularies, vocabulary)
        if terms and name not in {term.name for term in terms}:
            message = say("unknown_term", name=name, vocabulary=VOCABULARY_FILES[vocabulary])
            hint = say("options", listed="、".join(term.name for term in terms))
            yield record.problem("AL305", path, message, hint)


def _regions(record: Record, gazetteer: Gazetteer) -> Iterator[Problem]:
    case = record.case
    named: list[tuple[Path, str]] = []
    if case.regions != UNDISCLOSED:
        named += [(("regions", number), name) for number, name in enumerate(case.regions)]
    named += [
        (("platforms", number, "region"), platform.region)
        for number, platform in enumerate(case.platforms)
        if platform.region
    ]
    for path, name in named:
        if fault := region_fault(name, gazetteer):
            yield record.problem(fault[0], path, *fault[1:])


def region_fault(name: str, gazetteer: Gazetteer) -> tuple[str, str, str] | None:
    """Give code, message and hint where `name` is not one region, else None."""
    resolution = gazetteer.resolve(name)
    if resolution.found:
        return None
    if resolution.candidates:
        listed = "；".join(_region(gazetteer, one) for one in resolution.candidates[:12])
        message = say("region_ambiguous", name=name, number=len(resolution.candidates))
        return "AL307", message, say("region_ambiguous_mend", listed=listed)
    near = gazetteer.suggest(name)
    hint = say("region_unknown_mend")
    if several := advice.on_joined(name):
        hint = several
    elif near:
        listed = "、".join(f"{one.name} {one.code}" for one in near)
        hint = say("region_meant", listed=listed)
    return "AL306", say("region_unknown", name=name), hint


def _region(gazetteer: Gazetteer, region: Region) -> str:
    return f"{gazetteer.full_name(region.code)} {region.code}"


def _dates(record: Record, today: str) -> Iterator[Problem]:
    curation = record.case.curation
    dated: list[tuple[Path, str]] = [(("curation", "added"), curation.added)]
    dated += [
        (("curation", "revised", number, "date"), revision.date)
        for number, revision in enumerate(curation.revised)
    ]
    dated += [
        (("sources", number, "published"), source.published)
        for number, source in enumerate(record.case.sources)
        if source.published
    ]
    if record.case.period and record.case.period.start:
        dated.append((("period", "from"), record.case.period.start))
    for path, date in dated:
        if values.first_day(date) > today:
            message = say("future", date=date)
            yield record.problem("AL312", path, message, say("future_mend", today=today))
    yield from _before_its_sources(record, today)
    before = curation.added
    for number, revision in enumerate(curation.revised):
        if revision.date < before:
            path = ("curation", "revised", number, "date")
            message = say("revised_before", date=revision.date, before=before)
            yield record.problem("AL311", path, message, say("revised_before_mend"))
        before = revision.date
    published = record.case.sources[0].published
    if published and record.case.year != published[:4]:
        message = say("other_year", right=published[:4], year=record.case.year)
        hint = say("move", right=published[:4])
        yield record.problem("AL303", ("sources", 0, "published"), message, hint)
    if not published and record.case.year != curation.added[:4]:
        message = say("undated", right=curation.added[:4])
        hint = say("move", right=curation.added[:4])
        yield record.problem("AL303", ("curation", "added"), message, hint)


def _before_its_sources(record: Record, today: str) -> Iterator[Problem]:
    # A source may well be added later; but one of them was there when the case came in.
    added = record.case.curation.added
    dates = [source.published for source in record.case.sources]
    known = [date for date in dates if date]
    first = min(known, key=values.first_day, default="")
    if len(known) == len(dates) and added < values.first_day(first) <= today:
        message = say("added_before", added=added, first=first)
        hint = say("added_before_mend")
        yield record.problem("AL311", ("curation", "added"), message, hint)


def _repeats(record: Record) -> Iterator[Problem]:
    case = record.case
    lists: dict[str, Sequence[str]] = {
        "tags": case.tags,
        "related": case.related,
        "aliases": case.aliases,
    }
    if case.regions != UNDISCLOSED:
        lists["regions"] = case.regions
    for key, items in lists.items():
        for number, item in enumerate(items):
            if item in items[:number]:
                message = say("repeated", item=item)
                yield record.problem("AL213", (key, number), message, say("repeated_mend"))


def _images(record: Record, images: frozenset[str]) -> Iterator[Problem]:
    for number, image in enumerate(record.case.images):
        if (name := image_name(record.file, image)) not in images:
            message = f"找不到图片“{image.file}”"
            hint = f"把图片放到 {name}，文件名大小写一致"
            yield record.problem("AL313", ("images", number, "file"), message, hint)


def _passages(record: Record) -> Iterator[Problem]:
    """Refuse the source's own words in a record that is no draft: its file is published too."""
    text, status = record.document.text, record.case.curation.status
    if status == "draft":
        return
    known = comments.read(text, record.document).values()
    left = [one for group in known for one in group if _IMPORTED.match(one)]
    if left:
        line = text.count("\n", 0, text.index(f"# {left[0]}")) + 1
        message = say("passages", status=status, count=len(left))
        yield Problem(record.file, line, 1, "AL702", message, say("passages_mend"))


def _unused_images(records: Iterable[Record], images: frozenset[str]) -> Iterator[Problem]:
    used = {image_name(record.file, image) for record in records for image in record.case.images}
    for image in sorted(images - used):
        message = "没有记录用到这张图片"
        yield Problem(image, 1, 1, "AL314", message, "写进记录的 images，或删去图片")


def _ids(records: Sequence[Record]) -> Iterator[Problem]:
    holders: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.file):
        holders.setdefault(record.case.id, []).append(record)
    for same in holders.values():
        for record in same:
            # Nobody knows which was meant to have the name: each hears of the other.
            other = next((one for one in same if one is not record), None)
            if other:
                message = say("id_taken", id=record.case.id, file=other.file)
                yield Problem(record.file, 1, 1, "AL301", message, say("id_taken_mend"))
    aliases: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: record.file):
        for number, alias in enumerate(record.case.aliases):
            holder = holders[alias][0] if alias in holders else aliases.setdefault(alias, record)
            if holder is not record or alias == record.case.id:
                message = say("alias_taken", alias=alias, file=holder.file)
                yield record.problem("AL310", ("aliases", number), message, say("alias_taken_mend"))


def _relations(records: Sequence[Record], unread: Sequence[str]) -> Iterator[Problem]:
    ids = sorted({*unread, *(record.case.id for record in records)})
    known = frozenset(ids)
    for record in records:
        for number, other in enumerate(record.case.related):
            path: Path = ("related", number)
            if other == record.case.id:
                yield record.problem("AL309", path, say("related_self"), say("related_self_mend"))
            elif other not in known:
                near = difflib.get_close_matches(other, ids, n=1)
                hint = say("related_meant", id=near[0]) if near else say("related_mend")
                yield record.problem("AL308", path, say("related_unknown", id=other), hint)


def _replacements(records: Sequence[Record], unread: Sequence[str]) -> Iterator[Problem]:
    published = (one.case.id for one in records if one.case.curation.status == "published")
    ids = sorted({*unread, *published})
    for record in records:
        other = record.case.curation.replaced_by
        path: Path = ("curation", "replaced_by")
        if other == record.case.id:
            yield record.problem("AL316", path, say("replaced_self"), say("replaced_mend"))
        elif other and other not in ids:
            near = difflib.get_close_matches(other, ids, n=1)
            hint = say("related_meant", id=near[0]) if near else say("replaced_mend")
            yield record.problem("AL316", path, say("replaced_unknown", id=other), hint)
