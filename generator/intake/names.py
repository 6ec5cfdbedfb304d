"""Organizations by their full names: what they end in, and where a name can begin."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from generator.intake.evidence import Guess, around
from generator.intake.lines import Line
from generator.intake.places import Places

MOST: Final = 8
# So many lines from the beginning say who the case is about.
_OPENING: Final = 4
_LONGEST: Final = 32
# A name begins with its place in so many characters.
_NEAR: Final = 12
_ENDINGS: Final = (
    "机关党委|党委|党组|党工委|党总支|党支部|离退休支部|工委|委员会|管委会|管理局|局|厅|"
    "办公室|卫健委|发改委|纪委监委|"
    "人民政府|街道办事处|办事处|居委会|村委会|社区|中心|大队|支队|总队|执法队|救援站|消防站|"
    "工作站|派出所|"
    "有限责任公司|有限公司|公司|集团|合作社|联合社|协会|商会|联合会|总工会|工会|基金会|研究院|"
    "研究所|"
    "学校|小学|中学|大学|学院|幼儿园|医院|卫生院|图书馆|博物馆|文化馆|纪念馆|银行|管理处|"
    "公路处|养老院|敬老院|福利院"
)
_ENDING: Final = re.compile(
    f"(?:{_ENDINGS})(?!面|势|长|限|域|员|部门|联合会|党政|政府|班子|工作|任务|环节|城区|组|"
    f"小学|卫生院|生|校|化|群|"
    "发展|建设[的和]|大局|位置|思想)"
)
# A name may go on behind an ending: 招远市交通运输局 + 机关党支部
_INSIDE: Final = re.compile("[\u3400-\u9fff·]+")
_MINISTRIES: Final = (
    "交通运输部|教育部|财政部|公安部|民政部|司法部|水利部|农业农村部|自然资源部|生态环境部|"
    "商务部|应急管理部|"
    "文化和旅游部|国家卫生健康委|国务院国资委|中共中央组织部|中央组织部|共青团中央|国家邮政局|"
    "国家税务总局"
)
_MINISTRY: Final = re.compile(f"(?:{_MINISTRIES})(?![门分队])")
# Who grants an honor takes no part in the case.
_GRANTS: Final = re.compile(
    "(?:获评|荣获|入选|入围|上榜|获得?(?=[\u3400-\u9fff]{2,12}[“省部厅])|被(?=[^，。；]{2,24}(?:授予|"
    "评为|命名|确定|认定)))[^，。；]{0,40}"
)
# What names an actor even where the text has it once, if it stands in the opening.
_ACTOR: Final = re.compile(
    "(?:合作社|公司|集团|小学|中学|大学|学院|医院|卫生院|图书馆|党总支|党支部|党工委|党委|"
    "社区|大队)$"
)
# What an actor does right behind its name
_ACTS: Final = "(?:坚持|创新|构建|打造|推行|推动|探索|深知|聚焦|立足|围绕|积极|以|把|将)"
# Where a name without a place in front can begin: behind these.
_STOPS: Final = re.compile(
    "[的了由在从向对把被给将让使等及和与为是至到经于以按]|会同|联合|组织|依托|成立|指导|协调|"
    "推荐|参与|走进|争取|支持|领办|领衔|"
    "建立|建设|推动|引导|发挥|下设|其中|通过|来自|当前|目前|近年来|同时|作为|利用|加强|配合|"
    "报请|隶属|选派|"
    "年来|去年|今年|聘请|开展|提升|担任|收集|融入|负责|新建|组建|不断|推行|实行|推出|率先|带动|帮助|设立|打造|完善|如今|主动|积极|进一步|全市|全省|全县|全区|先后|"
    "举办|邀请"
)
# What shows that more than a name stands between a place and an ending.
_BROKEN: Final = re.compile(
    "现有|共|各|辖|有(?!限)|坚持|拥有|境内|地处|[是的了把被将在让使]|围绕|开展|成立|"
    "组织(?!部)|建设(?!局|集团|委|厅|中心|有限|银行)|实现|推进|发挥|"
    "提升|担任|收集|融入|新建|组建|不断|推行|传来|喜讯|联动|走访|访谈|"
    "推荐|联合(?!会|社|党|工)|帮助|助力|打造|紧紧|形成|积极|全面|赴"
)
_SHORT: Final = re.compile(
    "^(?:[市省县区局厅部委街镇乡村个名家位该本我各全其某这那主每此两三二一几多]|上级|地方|有关|相关|"
    "基层|行业|所有|机关|企业|所属|下属|社会|"
    "农村|城市|网格|楼栋|片区|临时|党员|流动|中心|服务|公共|党群|联合|专业|便民|志愿)"
)
# A place and one of these is no name: 益阳市社区
_KIND: Final = re.compile(
    "(?:社区|中心|公司|集团|学校|小学|中学|医院|大队|支队|协会|合作社|党支部|派出所|工作站)"
)
# What stands before the place that a company's name has: 国网余姚市供电公司
_GROUP: Final = re.compile(
    "(?:国网|国家电网|国家税务总局|中国(?:移动|电信|联通|石化|石油|邮政|铁塔)|中[铁建交]|国能)$"
)
_OWNERS: Final = ("公司", "集团", "总队", "支队", "大队", "局", "银行")
_HIDDEN: Final = re.compile("(?:某某?|[xX×*＊]{1,3})[省市县区镇乡村]")


def mentions(lines: Sequence[Line], places: Places) -> Counter[str]:
    """Count the full names of organizations in a text."""
    found: Counter[str] = Counter()
    for line in lines:
        for run in _INSIDE.finditer(_GRANTS.sub("，", line.text)):
            found.update(_in_run(run[0], places))
    opening = "\n".join(line.text for line in lines[:_OPENING])
    loose = {
        name
        for name in found
        if not (_has_place(name, places) or found[name] > 1)
        and not (name in opening and _ACTOR.search(name) and not name.endswith("社区"))
    }
    kept = Counter({name: count for name, count in found.items() if name not in loose})
    tails = {name[start:] for name in kept for start in range(1, len(name))}
    within: Counter[str] = Counter()
    for name, count in kept.items():
        within.update({name[:end]: count for end in range(1, len(name)) if name[:end] in kept})
    # One that is named nowhere but as the beginning of a longer name takes no part: 交通运输部 in
    # 交通运输部公路科学研究院.
    return Counter(
        {name: count for name, count in kept.items() if name not in tails and count > within[name]}
    )


def organizations(
    lines: Sequence[Line], title: str, found: Counter[str], places: Places
) -> tuple[Guess, ...]:
    """Guess the organizations of a case: those that the headline and the text name most."""
    opening = "\n".join(line.text for line in lines[:_OPENING])
    text = "\n".join(line.text for line in lines)

    def weight(name: str) -> tuple[int, int]:
        told = 4 * (name in title) + 2 * (name in opening) + 2 * _has_place(name, places)
        acts = bool(re.search(re.escape(name) + _ACTS, text))
        return found[name] + told + 2 * acts, len(name)

    chosen = sorted(found, key=weight, reverse=True)[:MOST]
    guesses = []
    for number, name in enumerate(chosen):
        line = next((line for line in lines if name in line.text), lines[0])
        role = "实施" if number == 0 or found[name] > 1 else "参与"
        guesses.append(
            Guess(
                ("organizations", number),
                {"name": name, "role": role},
                around(line.text, name),
                line.number,
            )
        )
    return tuple(guesses)


def _in_run(run: str, places: Places) -> Iterator[str]:
    """Find names in a stretch of Han characters."""
    found = list(places.found(run))
    ends = {place.end for place in found}
    # A place that follows another is a piece of it: 烟台市 + 招远市.
    starts = [place.start for place in found if place.start not in ends]
    ministries = list(_MINISTRY.finditer(run))
    starts += [match.start() for match in (*ministries, *_HIDDEN.finditer(run))]
    starts.sort()
    last = (-1, -1)
    for match in _ENDING.finditer(run):
        before = starts[: bisect_left(starts, match.start())][-1:]
        for start, end in _at(run, match.end(), before or places.cities(run, match.start())):
            # 江西省电力公司 + 余江区供电公司: the name of one that belongs to the other.
            first = (
                last[0] if start == last[1] and run[last[0] : start].endswith(_OWNERS) else start
            )
            group = _GROUP.search(run, max(0, first - _NEAR), first)
            last = (group.start() if group else first, end)
            if end - last[0] <= _LONGEST and not _is_kind(run[start:end], places):
                yield run[last[0] : end]
    yield from (match[0] for match in ministries)


def _is_kind(name: str, places: Places) -> bool:
    """Tell whether a name says nothing but what there is at a place."""
    place = next((one for one in places.found(name) if one.start == 0), None)
    return place is not None and bool(_KIND.fullmatch(name, place.end))


def _at(run: str, end: int, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Give where the name begins and ends that ends at a place, if one can begin before it."""
    start = max(starts, default=-1)
    if start >= 0 and end - start <= _LONGEST and not _BROKEN.search(run, start, end):
        yield start, end
        return
    stops = [match.end() for match in _STOPS.finditer(run, max(0, end - _LONGEST), end - 2)]
    start = max(stops, default=0)
    name = run[start:end]
    whole = not (_SHORT.match(name) or _BROKEN.search(name) or _ENDING.search(name[:-3]))
    if whole and 5 <= len(name) <= 24:
        yield start, end


def _has_place(name: str, places: Places) -> bool:
    if _MINISTRY.match(name) or _HIDDEN.match(name):
        return True
    group = re.match(_GROUP.pattern[:-1], name)
    begin = group.end() if group else 0
    named = next((place.start == begin for place in places.found(name)), False)
    return named or (
        places.cities(name, min(len(name), _NEAR)) == [0] and bool(_ACTOR.search(name))
    )
