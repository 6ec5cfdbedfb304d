"""What a source names in quotation marks: its brand and the systems."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from generator.intake.evidence import Guess, Sentence, shortened

QUOTE: Final = "“([^“”]{2,30})”"
_LIST: Final = "(?:“[^“”]{2,30}”、?)+"
_ABOUT: Final = (
    "[\u3400-\u9fff]{0,6}(?:党建|服务|工作|治理|志愿|机关|先锋|廉洁)[\u3400-\u9fff]{0,4}"
)
_BRAND: Final = re.compile(f"{QUOTE}(?:{_ABOUT})?(子)?品牌|(子)?品牌(?:名称|为|是|[:：—])*{QUOTE}")
_PARTS: Final = re.compile(
    "((?:“[^“”]{2,30}”[、和及]?)+)等?[一二三四五六七八九十0-9 ]*个?(?:特色)?子品牌"
)
_KIND: Final = (
    "平台|系统|APP|App|app|小程序|公众号|视频号|抖音号|微信群|通行码|二维码|热线|专窗|专线|"
    "数据库|信息库|"
    "信息网|门户"
)
_SYSTEM: Final = re.compile(
    f"({_LIST})等?[^“”，。；、！？\\s]{{0,12}}?(?:{_KIND})(?!化|性|型|工程)"
    f"|(?:APP|App|app|小程序|公众号|平台)(?:名为|叫做|——|：)?{QUOTE}"
    "|“([^“”]{2,20}(?:码|平台|系统|小程序|APP|App|app|公众号))”"
)
_PUT_UP: Final = (
    "建设|搭建|开发|上线|研发|推出|启用|建立|接入|打造|筹建|推广|运行|开通|建成|引入|升级|"
    "应用|研制|自主"
)
_UNQUOTED: Final = re.compile(
    f"(?:{_PUT_UP})+[了的]?(?:全[国省市县]首个|首个|统一的?|集[^，。；]{{2,20}}于一体的)?"
    "([\u3400-\u9fffA-Za-z0-9+]{3,20}?(?:系统|平台|小程序|APP|数据库|信息库))"
    "(?!化|性|型|内|上|建设|建成|推广)"
)
# What any system may be called is no name of one.
_GENERAL: Final = re.compile(
    "(?:手机|微信)?(?:小程序|公众号|APP)|(?:信息化?|该|本|这一|各类|服务|工作|综合|管理|学习|"
    "教育|网络|线上|一个|.*体系|"
    "多功能|.*共享|.*共治)(?:平台|系统)"
)
# What a context speaks of, and the kind that the vocabulary has for it; the first that fits.
_KINDS: Final = (
    ("社交账号", "公众号|视频号|抖音|微信群|微博"),
    ("服务热线", "热线|专线"),
    ("在线教育", "学习|教育|培训|课堂|考试"),
    ("党建信息平台", "党建|党员|党务|党统|支部"),
    ("安全预警", "预警|监测|防控"),
    ("执法监管", "执法|监管|巡查|检验|检测"),
    ("通行管理", "通行"),
    ("政务服务", "政务|办事|审批|一件事|专窗|办证|自助"),
    ("出行服务", "公交|约车|购票|出行|停车"),
    ("企业管理", "企业|标准化"),
    ("物流与采购", "物流|采购|配件|商城"),
    ("数据门户", "数据|门户|信息"),
)


def brand(found: Iterable[Sentence]) -> tuple[Guess, ...]:
    """Guess the brand and its sub-brands."""
    names: Counter[str] = Counter()
    parts: dict[str, None] = {}
    first: dict[str, Sentence] = {}
    for sentence in found:
        for match in _PARTS.finditer(sentence.text):
            parts |= dict.fromkeys(names_in(match[1]))
        for match in _BRAND.finditer(sentence.text):
            name = match[1] or match[4]
            names[name] += 1
            parts |= {name: None} if match[2] or match[3] else {}
            first.setdefault(name, sentence)
    below = {_bare(name) for name in parts}
    own = [name for name in names if _bare(name) not in below]
    if not own:
        return ()
    name = next((one for one in own if names[one] > 1), own[0])
    below.add(_bare(name))
    subordinate = [*parts, *(one for one in own if _bare(one) not in below)]
    value: dict[str, Any] = {"name": name}
    if subordinate:
        value["parts"] = [{"name": one} for one in subordinate]
    sentence = first[name]
    return (Guess(("brand",), value, shortened(sentence.text), sentence.line),)


def platforms(found: Iterable[Sentence], kinds: Sequence[str]) -> tuple[Guess, ...]:
    """Guess the systems, apps and services that a text names; `kinds` are the vocabulary's."""
    systems: dict[str, tuple[str, Sentence]] = {}
    for sentence in found:
        for name, context in _systems(sentence.text):
            systems.setdefault(name, (context, sentence))
    guesses = []
    for number, (name, (context, sentence)) in enumerate(systems.items()):
        kind = next(
            (one for one, words in _KINDS if one in kinds and re.search(words, context)), ""
        )
        value = {"name": name, "kind": kind} if kind else {"name": name}
        guesses.append(Guess(("platforms", number), value, shortened(sentence.text), sentence.line))
    return tuple(guesses)


def names_in(text: str) -> list[str]:
    """Give what stands in quotation marks."""
    return [name.strip("，, ") for name in re.findall(QUOTE, text)]


def _bare(name: str) -> str:
    return re.sub("[^\u3400-\u9fffA-Za-z0-9+]", "", name)


def _systems(text: str) -> Iterator[tuple[str, str]]:
    """Give each system with the words that told it."""
    for match in _SYSTEM.finditer(text):
        for name in names_in(match[1]) if match[1] else [match[2] or match[3]]:
            # “办证系统+党统系统”
            both = name.split("+") if match[3] else [name]
            yield from ((one, match[0]) for one in both if not _GENERAL.fullmatch(one))
    for match in _UNQUOTED.finditer(text):
        name = re.split("[的了]", match[1])[-1]
        if len(name) > 4 and not _GENERAL.fullmatch(name):
            yield name, match[0]
