"""Holes: where a source lost its numbers and only the unit stands, as in 车辆辆 or 检查企业家次.

A hole that could as well be a word (企业家) counts only in a text with holes beyond doubt.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_NUMERAL: Final = "0-9一二两三四五六七八九十百千万亿几数多〓.点"
_LONG: Final = (
    "万人次|人次|场次|家次|户次|台次|万元|亿元|平方米|平方公里|公里|公顷|万条|万件|万名|万人|"
    "万户|万个|万亩|"
    "亩|吨"
)
_SHORT: Final = (
    "人|名|户|家|件|项|条|次|起|例|台|辆|艘|部|套|份|本|册|场|批|支|组|座|处|所|栋|间|张|个|元"
)
_STOP: Final = "(?=[，、。；：！？,;“（(]|$)"
_SURE: Final = (
    # 余名, 万余辆: what is left of 20余名
    re.compile(rf"(?<![{_NUMERAL}其业剩结盈残富])余(?P<unit>(?:万|亿)?(?:{_LONG}|{_SHORT}))"),
    re.compile(r"(?<![0-9.〓一二两三四五六七八九十百零])(?P<unit>[%％])"),
    # 客运线X条, 资金   万元
    re.compile(
        rf"(?:(?<![A-Za-z])[XxＸ×*＊]{{1,4}}|(?<=[\u3400-\u9fff])[ \u3000]{{2,}})[余多]?"
        rf"(?P<unit>(?:万|亿)?(?:{_LONG}|{_SHORT}))(?![\u3400-\u9fff]?[县市区省镇乡村])"
    ),
    # 车辆辆, 病例例
    re.compile(rf"(?<=(?P<twice>[辆例件户位]))(?P<unit>(?P=twice)){_STOP}"),
    re.compile(
        rf"(?<=[\u3400-\u9fff])(?<![{_NUMERAL}每余按单均的])(?P<unit>家次|户次|台次|万元|亿元|"
        rf"万条|万件|万名|万户|万个){_STOP}"
    ),
)
_MYRIAD: Final = re.compile(rf"(?<![{_NUMERAL}])万余(?P<unit>{_LONG}|{_SHORT})")
_MAYBE: Final = re.compile(
    rf"(?<=[\u3400-\u9fff])(?<![{_NUMERAL}每余各这那某首的])(?P<unit>{_LONG}|{_SHORT}){_STOP}"
)
# The words before it, so many characters, must speak of an amount.
_NEAR: Final = 80
_COUNTING: Final = re.compile(
    "现有|共有|拥有|共|累计|先后|开展|组建|组织|吸纳|征集|储备|排查|检查|上传|发动|建成|建立|"
    "新建|新增|投入|完成|"
    "选派|培训|走访|解决|化解|办理|发放|覆盖|惠及|服务|会诊|推送|创建|成立|设立|发现|整改|救助|慰问"
)
# Words that end in a measure word.
_WORDS: Final = """
    专家 国家 大家 商家 店家 农家 赢家 行家 全家 回家 搬家 厂家 各家 人家 自家 管家 住家 一家 独家
    居家 业家 姓名 签名 报名 知名 著名 闻名 排名 实名 提名 命名 更名 第名 冠名 匿名 书名 地名 莫名
    美名 整个 各个 每个 几个 多个 首个 这个 那个 两个 哪个 事项 选项 款项 专项 强项 各项 多项 立项
    奖项 单项 任项 逐项 分项 一项 收支 分支 开支 透支 干支 平台 舞台 柜台 电台 阳台 后台 前台 吧台
    讲台 擂台 出台 上台 站台 灶台 窗台 登台 烟台 中台 阶台 邢台 月台 层次 档次 多次 首次 再次 依次
    逐次 其次 人次 班次 批次 车次 频次 名次 此次 本次 每次 屡次 初次 上次 一次 梯次 线条 链条 面条
    信条 教条 油条 头条 金条 纸条 苗条 萧条 枝条 逐条 条件 文件 软件 硬件 案件 事件 证件 部件 配件
    零件 邮件 附件 信件 构件 组件 要件 急件 物件 稿件 快件 一件 批件 车辆 农户 住户 用户 客户 窗户
    账户 落户 入户 商户 门户 散户 困户 大户 业户 租户 逐户 每户 养户 军户 过户 储户 小组 班组 重组
    分组 机组 专组 课组 作组 导组 查组 市场 现场 农场 广场 会场 操场 立场 战场 林场 牧场 赛场 职场
    机场 到场 入场 工场 货场 考场 车场 一场 场场 气场 场所 厕所 出所 究所 住所 诊所 哨所 会所 法所
    务所 理所 业所 讲座 插座 银座 就座 客座 底座 好处 深处 事处 去处 益处 坏处 妙处 用处 长处 实处
    细处 高处 远处 难处 管处 何处 此处 到处 理处 惩处 查处 务处 身份 股份 月份 年份 省份 部份 成份
    县份 备份 基本 成本 根本 版本 样本 资本 课本 书本 剧本 文本 标本 日本 本本 读本 蓝本 干部 全部
    总部 内部 外部 支部 党部 西部 东部 北部 南部 中部 局部 本部 事部 传部 队部 俱部 织部 输部 专场
    成套 配套 整套 外套 圈套 手套 一套 被套 相册 名册 手册 注册 画册 图册 史册 造册 大批 审批 一批
    分批 首批 报批 获批 呈批 一起 共起 发起 引起 兴起 崛起 对起 掀起 缘起 奋起 雄起 唤起 撑起 承起
    扛起 案例 事例 比例 条例 范例 惯例 先例 图例 病例 实例 特例 民间 时间 空间 期间 房间 车间 中间
    之间 夜间 世间 乡间 晚间 其间 工人 个人 客人 老人 他人 主人 众人 本人 亲人 军人 家人 夫人 诗人
    党人 成人 感人 带人 领人 病人 人人 责人 纪人 单元 多元 一元 元元 公元 状元 紧张 扩张 主张 开张
    夸张
"""


_KNOWN: Final = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Hole:
    """A lost number: the unit that is left, and its place in the text."""

    unit: str
    start: int
    end: int


def has_holes(texts: Iterable[str]) -> bool:
    """Tell whether a text lost numbers: two of them beyond doubt."""
    return sum(1 for text in texts for _ in _sure(text)) > 1


def holes(text: str, *, holed: bool) -> tuple[Hole, ...]:
    """Find the lost numbers of a sentence; `holed` tells whether the text is known to have some."""
    found = list(_sure(text))
    if holed:
        found += [_hole(match) for match in _MYRIAD.finditer(text)]
        found += _maybe(text, known=bool(found))
    unique: list[Hole] = []
    for hole in sorted(found, key=lambda one: (one.start, -one.end)):
        if not unique or hole.start >= unique[-1].end:
            unique.append(hole)
    return tuple(unique)


def _sure(text: str) -> Iterator[Hole]:
    for pattern in _SURE:
        yield from (_hole(match) for match in pattern.finditer(text))


def _maybe(text: str, *, known: bool) -> Iterator[Hole]:
    for match in _MAYBE.finditer(text):
        word = text[match.start() - 1 : match.end()]
        clause = text[max(0, match.start() - _NEAR) : match.start()]
        # 现有企业家、车辆辆: beside another hole, even an entrepreneur is one.
        listed = known and word == "业家" and re.search("现有|共有|拥有", clause)
        if (word not in _KNOWN or listed) and _COUNTING.search(clause):
            yield _hole(match)


def _hole(match: re.Match[str]) -> Hole:
    return Hole(match["unit"].replace("％", "%"), match.start(), match.end())
