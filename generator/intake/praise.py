"""Honors: what a source says was won, by whom it was granted, and of which level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.intake.evidence import YEAR, Guess, Sentence, shortened
from generator.intake.quoted import names_in

_WON: Final = re.compile(
    "(?:获评|荣获|获得|获颁|荣膺|喜获|斩获|评为|评选为|授予|命名为|入选|确定为|列为|列入|"
    "认定为|评定为|选为|"
    "摘得|夺得|跻身|(?<![收查捕])获(?=[\u3400-\u9fff“]))(?:了|为)?"
)
_PRIZE: Final = re.compile(
    "[\u3400-\u9fff0-9“”（）·]{2,36}?(?:先进(?:集体|单位|基层党组织|典型|党组织)|"
    "示范(?:单位|点|县|区(?!域)|市|社|村|岗|项目|案例|党支部|基地)|(?:典型|优秀|创新|"
    "最佳)案例|文明单位|"
    "优秀(?:单位|集体|项目|组织)|突出单位|[一二三特]等奖|[金银铜]奖|称号|样板(?:支部|县)|模范集体|"
    "青年文明号|红旗党支部|服务中心)"
)
_QUOTED: Final = re.compile(
    "[^“”。；，]{0,40}?(?:“[^“”]{2,30}”(?:[^“”。；，]{0,16}|，))*“[^“”]{2,30}”"
)
# 获得A、B、“C”等荣誉称号
_LIST: Final = re.compile(
    "([^。；，]{2,120}?)等(?:[多一二三四五六七八九十0-9]+[项个])?(?:荣誉|称号|奖项|表彰)"
)
_GIVEN: Final = re.compile("(?:颁发|授予|评选|命名|表彰)的")
# 授予“抗洪”突出贡献单位: what is in quotation marks is the half of the name.
_HALF: Final = re.compile(
    "“([^“”]{2,20})”([\u3400-\u9fff]{0,8}(?:单位|集体|个人|奖|党组织|班组))(?![\u3400-\u9fff]{2})"
)
# A short name in quotation marks is a part of a longer one: 嘉兴市“五星级”党群服务中心
_SHORT: Final = 4
_AROUND: Final = re.compile("[\u3400-\u9fff0-9]{0,12}“[^“”]{2,4}”[\u3400-\u9fff]{2,14}")
_GRANTER: Final = "[\u3400-\u9fff]{2,20}(?:部|厅|委员会|委|局|人民政府|政府|总工会|团中央)"
_GRANTED: Final = re.compile(f"[被由]({_GRANTER})$")
# How the names of honors of a level begin.
_LEVELS: Final = (
    (
        "部级",
        re.compile(
            "(?:交通运输|教育|财政|公安|民政|水利|农业农村|应急管理|文化和旅游|"
            "[\u3400-\u9fff]{2,6})部(?!级)"
        ),
    ),
    (
        "国家级",
        re.compile("(?:[0-9年度第届一二三四五六七八九十 ]*)(?:全国|国家|中国|国务院|共青团中央)"),
    ),
    (
        "省级",
        re.compile(
            "(?:[0-9年度第届一二三四五六七八九十 ]*)(?:全省|省级?|[^市县]{2,3}省|"
            "[^市县]{2,6}自治区)"
        ),
    ),
    ("市级", re.compile("(?:[0-9年度第届一二三四五六七八九十 ]*)(?:全市|市级?|[^省县]{2,4}市)")),
    (
        "县级",
        re.compile(
            "(?:[0-9年度第届一二三四五六七八九十 ]*)(?:全县|县级?|全区|区级|[^省市]{1,4}县)"
        ),
    ),
)


def honors(found: Iterable[Sentence], levels: Sequence[str]) -> tuple[Guess, ...]:
    """Guess the honors of a text; `levels` are those of the vocabulary."""
    named: dict[str, tuple[dict[str, str], Sentence]] = {}
    for sentence in found:
        for name, by, before in _won(sentence.text):
            value = {"name": name}
            value |= {"by": by} if by else {}
            if years := YEAR.findall(name) or YEAR.findall(before):
                value["year"] = years[-1]
            if level := _level(name, by, levels):
                value["level"] = level
            named.setdefault(name, (value, sentence))
    return tuple(
        Guess(("honors", number), value, shortened(sentence.text), sentence.line)
        for number, (value, sentence) in enumerate(named.values())
    )


def _won(text: str) -> Iterator[tuple[str, str, str]]:
    """Give each honor with who granted it and what stands before it."""
    end = 0
    for match in _WON.finditer(text):
        if match.start() < end:
            continue
        following = _WON.search(text, match.end())
        rest = text[match.end() : following.start() if following else len(text)]
        before = text[end : match.start()]
        quoted = _QUOTED.match(rest)
        opening = rest[: rest.find("“")] if quoted else ""
        granted = _GRANTED.search(before)
        by = granted[1] if granted else ""
        by = by or (opening if re.fullmatch(_GRANTER, opening) else "")
        if listed := _LIST.match(rest):
            for name in _GIVEN.split(listed[1])[-1].split("、"):
                yield name.removeprefix("“").removesuffix("”"), by, text[: match.start()]
            end = match.end()
            continue
        if plain := _PRIZE.match(opening if quoted else rest):
            yield plain[0].removesuffix("称号").strip("“”的"), by, text[: match.start()]
        if quoted:
            for name in _named(quoted[0], rest):
                yield name, by, text[: match.start()]
        end = match.end() if (quoted or plain) else end


def _named(quoted: str, rest: str) -> Iterator[str]:
    halves = {match[1]: match[0] for match in _HALF.finditer(rest)}
    for name in names_in(quoted):
        if name in halves:
            yield halves[name]
            continue
        longer = _AROUND.search(rest) if len(name) <= _SHORT else None
        if longer and f"“{name}”" in longer[0]:
            before, _, behind = longer[0].partition("“")
            yield f"{re.split('[和及、]', before)[-1]}“{behind}"
        else:
            yield name


def _level(name: str, by: str, levels: Sequence[str]) -> str:
    for subject in (by, name):
        for level, words in _LEVELS:
            if level in levels and subject and words.match(subject):
                return level
    return ""
