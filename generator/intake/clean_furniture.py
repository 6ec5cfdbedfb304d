"""What a page has around its text: menus, counters, buttons, comments, credits of the editing.

Whatever tells where a text comes from stays for the guesses: source, date, 记者, 通讯员, 作者.
"""

import re
from collections.abc import Sequence
from typing import Final

from generator.intake.clean_buttons import BUTTONS, MAYBE_BUTTONS
from generator.intake.lines import HAN, Cleaned, Line, Removal, mend_each

KIND: Final = "网页界面"

_END: Final = re.compile(r"[。！？!?；;…]")
# What says where a text is from, and who wrote it: never cut.
_ORIGIN: Final = re.compile(
    r"来源|时间|日期|通讯员|记者|作者|撰稿|供稿|文字|供图|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}"
)

# The same, named outright: a breadcrumb may run into it.
_TOLD: Final = re.compile(r"(?:来源|时间)\s?[:：]")

_BETWEEN: Final = re.compile(r"[\s|｜/·•>›»→:：\[\]【】()（）、,，_\-—~+*▲▼◀▶◆■□●○…。!！]+")

_NUMBER: Final = r"\d{1,9}(?:[,.]\d{1,9})?\s?[万千kwKW]?\+?\s?[次人个条]?"
_COUNTER: Final = re.compile(
    rf"(?<![{HAN}])[【\[(（]?(?:本文)?(?:总)?(?:已有)?(?:阅读|浏览|点击|访问|点赞|赞|评论|转发|收藏|分享|在看|查看|人气|热度|播放)"
    rf"(?:量|数|次数|人数|数量)?\s?[:：]?\s?[(（\[]?\s?{_NUMBER}\s?[)）\]]?\s?[】\])）]?(?![\d{HAN}])"
    rf"|(?<![\d{HAN}/:：.-]){_NUMBER}\s?(?:阅读|浏览|评论|点赞|在看)(?![{HAN}]|\s?[:：])"
)
_SIZES: Final = re.compile(
    r"(?:[大小]字体\s*){1,2}|[【\[(（]?\s?(?<![大小])(?:字号|字体|文字大小)\s?[:：]?\s?[\[【(（]?(?:\s?[|｜/]?\s?(?:超?大|中|小|默认|标准|A[+-]?)号?){1,5}\s?[)）\]】]{0,2}"
    r"|(?:[【\[(（]\s?(?:大|中|小)\s?[】\])）]\s*){2,3}(?:关闭|打印)?"
    r"|[【\[](?:打印(?:本页|文章)?|关闭(?:窗口|本页)?|收藏|分享|纠错|复制链接)[】\]]"
    rf"|(?<![{HAN}])(?:打印(?:本页|文章)?|关闭(?:窗口|本页)|分享到\s?[:：]?)(?=\s|$)"
)

# Arrows that printed pages set behind a heading.
_ARROWS: Final = re.compile(r"(?:[＞>]{2,}|》{2,})\s*\Z")

_ROLE: Final = (
    r"(?:责任|网络|值班|执行|本期|本版|新媒体|见习|美术|图片|视觉|栏目|文字)?编辑|责编|美编|编审|编校|审核|审校|审读|"
    r"校对|校审|监制|总监制|复核|签发|排版|版式|制图|一审|二审|三审|初审|复审|终审|值班主任|值班总编|主编|总编辑"
)
_WRITERS: Final = r"(?:通讯员|记者|作者|来源|摄影|供图|供稿|撰稿|文字|图片)"
# Without a colon only a surname tells a name from a word: 审核 张三, but 审核 把关.
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田姜范"
    "石姚谭廖邹熊陆郝崔毛邱秦史顾侯邵孟段雷钱汤尹黎乔贺赖龚"
)
_PERSON: Final = rf"(?!{_WRITERS}|{_ROLE})(?:[{HAN}·]{{2,6}}|[{HAN}]\s{{1,2}}[{HAN}])(?![{HAN}])"
_CREDIT: Final = re.compile(
    rf"[【\[(（丨|｜/]?\s?(?<![{HAN}])(?:{_ROLE})(?:\s?[|｜丨/、]\s?(?:{_ROLE}))?"
    rf"(?:\s?[:：|｜丨/]\s?|\s{{1,4}}(?=[{_SURNAMES}]))(?:{_PERSON}[\s、,，/|]{{0,3}}){{1,4}}[】\])）]?"
)

# At the end of a paragraph, credits stand in brackets.
_IN_BRACKETS: Final = re.compile(
    rf"[(（【\[](?=\s?(?:{_ROLE})\s?[:：])[^()（）【】\[\]]{{1,60}}[)）】\]]\s*\Z"
)

_LINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:您)?(?:现在|当前|目前)?(?:的|所在)?(?:的)?位置\s?[:：].{0,80}",
        rf"(?:网站)?首页\s?(?:[>›»→/-]+\s?[{HAN}\w]{{1,16}}\s?){{1,8}}(?:[>›»→]\s?正文)?",
        r"(?:上一篇|下一篇|上一条|下一条|上一版|下一版|相关链接|延伸阅读|推荐阅读)\s?[:：>》][^。]{0,80}",
        r"暂无(?:任何)?(?:评论|留言).{0,14}|(?:还没有|没有)(?:任何)?评论.{0,14}|.{0,6}抢沙发.{0,4}",
        r"(?:欢迎)?\s?(?:你|您)?\s?(?:发表|填写|写下)(?:你的|您的)?(?:评论|留言|看法|观点)\s?[:：].{0,12}",
        r"(?:请)?(?:先)?(?:登录|注册)后?.{0,4}(?:发表|参与|查看)?评论.{0,6}",
        r"(?:共|已有|全部)\s?\d{1,6}\s?(?:条|人|个)(?:评论|参与|留言|跟帖).{0,8}",
        rf"首页(?:[\s|｜]{{1,6}}[{HAN}]{{2,8}}){{2,20}}",
        r"(?:打开|用|使用)?微信.{0,4}扫一扫.{0,16}|扫一扫[,，\s]?(?:分享|关注|下载|添加|在?手机|用手机).{0,12}",
        r"(?:请)?(?:长按|扫描|扫码|识别|点击).{0,10}二维码.{0,8}(?:关注|添加|加群|进群|下载|分享|订阅).{0,10}",
        r"(?:欢迎)?(?:扫码|点击|长按)?.{0,6}(?:蓝字|上方名片|下方卡片).{0,4}关注.{0,8}|关注我们.{0,8}",
        r"(?:点击|戳|长按)?.{0,2}(?:阅读原文|查看原文).{0,10}|喜欢.{0,6}(?:点个|点一个).{0,10}",
        r"[-—=*·\s]{0,12}(?:END|THE END|完|全文完)[-—=*·\s]{0,12}",
        r".{0,80}(?:ICP[备证]|公网安备|网站标识码|增值电信业务).{0,80}",
        r"(?:版权所有|copyright|©|\(c\)).{0,100}|.{0,20}(?:all rights reserved).{0,20}",
        r"(?:本文|本站|以上|转载)?.{0,12}(?:版权归.{0,8}所有|未经.{0,8}(?:授权|许可|同意).{0,10}(?:转载|摘编|镜像)).{0,40}",
        r"(?:免责)?声明\s?[:：].{0,200}(?:侵权|版权|转载|不代表本).{0,100}",
        r"第\s?\d{1,4}\s?页(?:\s?[/,，]?\s?共\s?\d{1,4}\s?页)?|[-—]\s?\d{1,4}\s?[-—]|共\s?\d{1,4}\s?页",
        r"\W{0,4}(?:您好[,，!！]?\s?)?欢迎(?:访问|光临|来到|您).{1,24}",
        r".{0,40}(?:违法和?不良信息|有偿删帖)举报.{0,100}",
        r".{0,60}(?:信息服务|出版|传播视听节目)许可证.{0,30}\d{4,}.{0,12}",
        r"(?:\d{4}-\d{1,2}-\d{1,2}[,，\s]{0,3}\d{0,8}\s?[|｜]?\s?){2,}",
        r"(?:微信图片|图片|IMG|DSC|mmexport)[_-]?\d{4,}\S{0,12}",
        rf"关注[{HAN}]{{2,6}}(?:网|日报|在线|客户端)",
        rf"[{HAN}\w]{{2,12}}(?:\s?[>›»]\s?[{HAN}]{{2,8}}){{2,8}}\s?[>›»]?",
        r"[×✕✖↑△▲]{1,3}",
        r"更多.{0,8}(?:>>|》|＞|请关注|请点击|敬请).{0,20}",
    )
)
_PAGE_NUMBER: Final = re.compile(r"\d{1,3}")
_ACCOUNT: Final = re.compile(r"(?:官方)?(?:微信)?(?:公众号|微博|微信|视频号|抖音号?|头条号|客户端)")
_OWN_ACCOUNT: Final = re.compile(
    rf"[{HAN}]{{2,8}}(?:官方)?(?:微信|微博|抖音|视频号|快手|头条号|客户端)(?:公众号|二维码)?"
)
_NAME: Final = re.compile(rf"[{HAN}\w]{{2,14}}")

# From these words on, what stands at the end of a page is other people's.
_OTHERS_BEGIN: Final = re.compile(
    r"\W{0,4}(?:相关(?:推荐|阅读|新闻|文章|报道|内容)|推荐阅读|热门推荐|热门文章|为你推荐|猜你喜欢|大家都在看|"
    r"最新文章|最新资讯|延伸阅读|(?:网友|最新|热门|全部)?评论(?:列表)?|发表评论|阅读排行|点击排行)\W{0,4}"
)
_LONGEST_TITLE: Final = 60
# So many lines of button words, one below the other, are buttons.
_BAR: Final = 3


def cut_furniture(lines: Sequence[Line]) -> Cleaned:
    """Take out whole lines of furniture, and pieces of it in lines that say more."""
    text, tail = _without_tail(lines)
    text, bar = _without_bar(text)
    pieces = mend_each(text, KIND, _mend)
    whole, around = _without_orphans(lines, pieces.lines)
    return Cleaned(whole, (*tail, *bar, *pieces.removals, *around))


def _mend(text: str) -> tuple[str, list[tuple[str, str]]]:
    stripped = text.strip()
    if not stripped or "\t" in text:
        return text, []
    if _is_furniture(stripped):
        return "", [(stripped, "")]
    stays, cuts = text, []
    short = len(stripped) <= 120 and not _END.search(stripped)
    for pattern in (_COUNTER, _SIZES, _CREDIT, _ARROWS) if short else (_IN_BRACKETS,):
        cuts += [(one[0].strip(), "") for one in pattern.finditer(stays)]
        stays = pattern.sub(" ", stays).rstrip() if cuts else stays
    return stays, cuts


def _is_furniture(text: str) -> bool:
    if len(text) > 300:
        return False
    if any(pattern.fullmatch(text) for pattern in _LINES):
        return not _TOLD.search(text)
    words = {one for one in _BETWEEN.split(text) if one}
    certain = len(words) > 2 or bool(words & BUTTONS)
    return bool(words) and words <= BUTTONS | MAYBE_BUTTONS and certain


def _without_bar(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Removal]]:
    """Take out buttons one below the other, none of which tells alone that it is one."""
    gone: dict[int, str] = {}
    run: list[Line] = []
    for line in (*lines, Line(0, "。")):
        if _is_buttons(line.text):
            run.append(line)
        elif line.text.strip():
            if len(run) >= _BAR:
                gone |= {one.number: one.text.strip() for one in run}
            run = []
    removals = [Removal(number, KIND, text) for number, text in gone.items()]
    return [line for line in lines if line.number not in gone], removals


def _without_tail(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Removal]]:
    """Take out titles of other texts and comment boxes below the last sentence of the text."""
    texts = [line.text.strip() for line in lines]
    prose = [at for at, text in enumerate(texts) if _is_prose(text)]
    after = range(prose[-1] + 1 if prose else len(lines), len(lines))
    start = next((at for at in after if _OTHERS_BEGIN.fullmatch(texts[at])), len(lines))
    gone = {
        lines[at]
        for at in after
        if _is_foot(texts[at]) or (at >= start and not _stays(lines[at].text))
    }
    kept = [line for line in lines if line not in gone]
    return kept, [Removal(one.number, KIND, one.text.strip()) for one in lines if one in gone]


def _is_foot(text: str) -> bool:
    """Tell what below a text is furniture even alone: a button, an account of the site's own."""
    return _is_buttons(text) or bool(_OWN_ACCOUNT.fullmatch(text))


def _is_buttons(text: str) -> bool:
    """Tell a line of nothing but button words. 大, 中, 小 alone are cells of a table as well."""
    words = {one.upper() for one in _BETWEEN.split(text) if one}
    is_word = any(len(one) > 1 for one in words)
    return is_word and words <= BUTTONS | MAYBE_BUTTONS and "\t" not in text


def _is_prose(text: str) -> bool:
    return "。" in text or len(text) > _LONGEST_TITLE


def _stays(text: str) -> bool:
    return not text.strip() or "\t" in text or _ORIGIN.search(text) is not None


def _without_orphans(
    before: Sequence[Line], after: Sequence[Line]
) -> tuple[tuple[Line, ...], list[Removal]]:
    """Take out what furniture leaves alone: page numbers, and the names above its accounts."""
    stays = {line.number for line in after}
    filled = [line for line in before if line.text.strip()]
    gone = {
        line.number: line.text.strip()
        for above, line, below in zip([None, *filled], filled, [*filled[1:], None], strict=False)
        if line.number in stays and _is_orphan(above, line, below, stays)
    }
    removals = [Removal(number, KIND, text) for number, text in gone.items()]
    return tuple(line for line in after if line.number not in gone), removals


def _is_orphan(above: Line | None, line: Line, below: Line | None, stays: set[int]) -> bool:
    text = line.text.strip()
    if _PAGE_NUMBER.fullmatch(text):
        # A number below a short line may be its cell of a table that was pasted as lines.
        return above is not None and (
            above.number not in stays or _is_prose(above.text) or bool(_TOLD.search(above.text))
        )
    owns = below is not None and below.number == line.number + 1 and below.number not in stays
    return owns and bool(_NAME.fullmatch(text) and below and _ACCOUNT.fullmatch(below.text.strip()))
