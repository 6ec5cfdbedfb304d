"""What an editor relies on when a record is read: its values, its place, all mistakes at once."""

import re
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from generator.dictionary import rows
from generator.figures import Metric
from generator.model import Case
from generator.parse import Source, parse, parse_terms
from tests.factories import ROOT, as_yaml, golden_records, make_case, record, record_text, source


def read(text: str | bytes, file: str = "cases/2023/a-case.yml") -> Case:
    """Read a sound record."""
    parsed = parse(source(text, file))
    assert () == parsed.problems
    assert parsed.record
    return parsed.record.case


def codes(text: str) -> list[str]:
    """Give the codes of what is wrong with a text."""
    return [one.code for one in parse(source(text)).problems]


def test_place_gives_id_and_year() -> None:
    """The id of a case is its file's name, its year its folder's."""
    case = read(record_text(), "cases/1999/huoche-siji.yml")

    assert ("huoche-siji", "1999") == (case.id, case.year)


@pytest.mark.parametrize(
    ("file", "name", "stem", "folder"),
    [
        ("cases/2023/a-b.yml", "a-b.yml", "a-b", "2023"),
        ("/x/2023/a.b.yaml", "a.b.yaml", "a.b", "2023"),
        ("a.yml", "a.yml", "a", ""),
    ],
)
def test_source(file: str, name: str, stem: str, folder: str) -> None:
    """A file's name and folder are told by its posix path alone."""
    one = Source(file, b"")

    assert (name, stem, folder) == (one.name, one.stem, one.folder)


def test_values() -> None:
    """Every field of a record arrives as it was written, whatever YAML makes of its like."""
    [full] = [one for one in golden_records() if one.name == "good-everything"]
    case = read(full.files["cases/2023/a-case.yml"])

    assert ("2022", "2022-06-30") == (
        case.period and case.period.start,
        case.period and case.period.end,
    )
    assert ("2,900", Decimal(2900), "余") == (
        case.metrics[0].value,
        case.metrics[0].decimal,
        case.metrics[0].qualifier,
    )
    assert (None, None, "原文数字缺失") == (
        case.metrics[1].value,
        case.metrics[1].decimal,
        case.metrics[1].missing,
    )
    assert (("实载率", "45.35"), ("", "-")) == case.tables[0].rows
    assert "https://www.example.cn/a?b=c#d" == case.sources[0].url
    assert "370685" == case.platforms[0].region
    assert ("old-id",) == case.aliases
    assert "实施" == case.organizations[0].role


def test_every_field_is_in_the_full_record() -> None:
    """The golden record with everything really has every field of the model."""
    [full] = [one for one in golden_records() if one.name == "good-everything"]
    written = {
        *re.findall(r"[a-z]+(?=: )|[a-z]+(?=:\n)", full.files["cases/2023/a-case.yml"].decode())
    }

    assert {row.key for row in rows()} - written <= {"related", "replaced_by"}


def test_cases_do_not_change() -> None:
    """A case cannot be changed after it was read."""
    case = make_case()

    with pytest.raises(ValidationError):
        case.title = "别的"  # type: ignore[misc]  # that is the test
    assert hash(make_case()) == hash(case)


@pytest.mark.parametrize(
    ("overrides", "found"),
    [
        (
            {"title": None, "tags": [], "regions": "某市", "x": "y"},
            ["AL201", "AL202", "AL207", "AL209"],
        ),
        ({"period": {"from": "2023-02-30"}, "related": ["A", "b", "C"]}, ["AL208"] * 3),
        ({"sources": [{"url": "http://a.cn"}]}, ["AL201", "AL201", "AL208"]),
    ],
)
def test_all_mistakes_at_once(overrides: dict[str, Any], found: list[str]) -> None:
    """An editor hears of all mistakes in the fields of a record at once."""
    assert found == sorted(codes(as_yaml(record(**overrides))))


def test_many_mistakes() -> None:
    """A thousand mistakes are a thousand answers, in the order of their lines."""
    text = record_text() + "".join(f"key{number}: x\n" for number in range(1000))
    problems = parse(source(text)).problems

    assert 1000 == len(problems)
    assert sorted(problems) == list(problems)
    assert [one.line for one in problems] == sorted({one.line for one in problems})


@pytest.mark.parametrize("key", ["list", "word", "id2", "__class__", "model_config", "0", "", " "])
@pytest.mark.parametrize("where", ["", "curation", "period", "brand"])
def test_any_unknown_key(key: str, where: str) -> None:
    """A key that does not exist is an answer wherever it stands and whatever it is called."""
    data = record(period={"from": "2022"}, brand={"name": "甲"})
    (data[where] if where else data).update({key: "x"})
    text = as_yaml(data)

    assert ["AL202"] == codes(text)


def test_comfortable_title() -> None:
    """Sixty characters of title are comfortable, one more is remarked on, 121 are refused."""
    assert [] == codes(record_text(title="题" * 60))
    assert ["AL212"] == codes(record_text(title="题" * 61))
    assert ["AL212"] == codes(record_text(title="题" * 120))
    assert ["AL206"] == codes(record_text(title="题" * 121))


@pytest.mark.parametrize(
    ("length", "found"), [(39, ["AL205"]), (40, []), (300, []), (301, ["AL206"])]
)
def test_length_of_the_summary(length: int, found: list[str]) -> None:
    """A summary has 40 to 300 characters; blanks around it are neither counted nor kept."""
    text = record_text(summary=f"  {'字' * length}\n")

    assert found == codes(text)


def test_blanks_around_a_text_are_dropped() -> None:
    """Blanks around a text are no part of it."""
    case = read(record_text(title=" 题目 ", background="\n一段。\n\n二段。\n\n"))

    assert ("题目", "一段。\n\n二段。") == (case.title, case.background)


@pytest.mark.parametrize(
    "metric",
    [
        {"label": "甲", "value": "1"},
        {"label": "甲", "change": {"value": "12", "unit": "%"}},
        {"label": "甲", "value": "1", "change": {"value": "12"}},
        {"label": "甲", "missing": "原文数字缺失"},
        {"label": "甲", "missing": "原文数字缺失", "unit": "家", "note": "原文残存“余”字"},
    ],
)
def test_figures_and_holes(metric: dict[str, Any]) -> None:
    """A figure has a value, a change, or a stated hole."""
    assert "甲" == Metric.model_validate(metric).label


@pytest.mark.parametrize(
    "metric",
    [
        {"label": "甲"},
        {"label": "甲", "unit": "家"},
        {"label": "甲", "value": "1", "missing": "原文数字缺失"},
        {"label": "甲", "change": {"value": "1"}, "missing": "原文数字缺失"},
        {"label": "甲", "qualifier": "余", "missing": "原文数字缺失"},
        {"label": "甲", "qualifier": "余", "change": {"value": "1"}},
        {"label": "甲", "value": ""},
    ],
)
def test_figures_that_say_nothing(metric: dict[str, Any]) -> None:
    """A figure that says nothing, or two things at once, is refused."""
    with pytest.raises(ValidationError):
        Metric.model_validate(metric)


@pytest.mark.parametrize(
    ("published", "hint"),
    [
        ("2023/11/20", 'published: "2023-11-20"'),
        ("2023.1.2", 'published: "2023-01-02"'),
        ("2023年11月20日", 'published: "2023-11-20"'),
        ("2023年1月", 'published: "2023-01"'),
        ("2023年", 'published: "2023"'),
        ("２０２３－１－２", 'published: "2023-01-02"'),
        ("“2023年1月2日”", 'published: "2023-01-02"'),
        ("2023/13/20", 'published: "2023-03-03"'),
        ("去年", 'published: "2023-03-03"'),
    ],
)
def test_hints_for_dates(published: str, hint: str) -> None:
    """A date in another form is answered with itself in the right form, where it can be read."""
    text = record_text(sources=[{"title": "甲", "kind": "报纸", "published": published}])

    assert [("AL208", hint)] == [(one.code, one.hint) for one in parse(source(text)).problems]


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("120余", 'value: "120", qualifier: 余'),
        ("约120", 'value: "120", qualifier: 约'),
        ("10余万名", 'value: "10万", qualifier: 余, unit: "名"'),
        ("2，900", 'value: "2,900"'),
        ("29,00", 'value: "2900"'),
        ("100以上", 'value: "100", qualifier: 以上'),
        ("％", 'value: "192.8"'),
        ("1-2-3-4-5-6-7", 'value: "192.8"'),
    ],
)
def test_hints_for_numbers(value: str, hint: str) -> None:
    """A number with words around it is answered with the keys that they belong to."""
    text = record_text(metrics=[{"label": "甲", "value": value}])

    assert [("AL208", hint)] == [(one.code, one.hint) for one in parse(source(text)).problems]


@pytest.mark.parametrize(
    ("file", "hint"),
    [("SIJI.jpg", "file: siji.jpg"), ("si_ji.JPG", "file: si-ji.jpg"), ("甲.png", "file: siji-")],
)
def test_hints_for_pictures(file: str, hint: str) -> None:
    """The name of a picture is answered with the nearest one that it may have."""
    image = {"file": file, "alt": "甲", "caption": "乙", "credit": "丙"}
    [problem] = parse(source(record_text(images=[image]))).problems

    assert ("AL208", hint) == (problem.code, problem.hint[: len(hint)])


@pytest.mark.parametrize(
    "text", ["a: {b: x, 某县}", "a: [{900}]", "a:\n  某县:\n", "a: {，b}", "?"]
)
def test_nothing_behind_unknown_keys(text: str) -> None:
    """Entries without content are an answer wherever they stand, in a record and a vocabulary."""
    assert set(codes(text)) <= {"AL105", "AL106", "AL109", "AL203"} != set()
    assert parse_terms(source(text, "cases/_vocab/tags.yml"))[1]


def test_sample_of_the_submission_page() -> None:
    """The record that the page on submitting tells everybody to copy has no problem."""
    page = (ROOT / "docs" / "submit" / "guide.md").read_text(encoding="utf-8")
    samples = re.findall(r"```yaml\n(title:.*?)```", page, re.DOTALL)

    assert [[]] == [codes(sample) for sample in samples]


def test_vocabulary() -> None:
    """A vocabulary is a list of entries, kept in the order of its file."""
    text = (
        "- {id: b, name: 乙, description: 二}\n- {id: a, name: 甲, description: 一, related: [b]}\n"
    )
    terms, problems = parse_terms(source(text, "cases/_vocab/tags.yml"))

    assert () == problems
    assert [("b", "乙", ()), ("a", "甲", ("b",))] == [
        (term.id, term.name, term.related) for term in terms.terms
    ]


def test_faulty_vocabulary() -> None:
    """Of a faulty vocabulary nothing is used, and each fault has its place."""
    text = "- {id: a, name: 甲, description: 一}\n- {id: B, name: 乙}\n"
    terms, problems = parse_terms(source(text, "cases/_vocab/tags.yml"))

    assert () == terms.terms
    assert [(2, 3, "AL201"), (2, 8, "AL208")] == [
        (one.line, one.column, one.code) for one in sorted(problems)
    ]
