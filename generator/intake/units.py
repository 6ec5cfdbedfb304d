"""What figures are counted in: measure words and units, as regular expressions."""

import re
from typing import Final

_NAMED: Final = """
    个百分点 百分点 个工作日 个小时 个月 个星期 个学时 个课时 个学分 平方公里 平方千米 平方米
    立方米 千瓦时 兆瓦时 公里 千米 厘米 毫米 海里 华里 公斤 千克 毫克 公顷 毫升 千瓦 兆瓦 小时
    分钟 工作日 人次 户次 家次 场次 台次 辆次 车次 班次 航次 批次 架次 艘次 件次 条次 只次 例次
    频次 趟次 课次 篇次 人天 标箱 标准箱 学时 课时 学分 美元 港元 欧元 方面 用户 群众 词条 台套
    件套 床位 车位 泊位 学位 门店 斤 克 吨 升 米 亩 元 人 名 位 户 家 件 项 条 次 起 宗 例 台 辆
    艘 架 列 部 套 份 张 本 册 篇 期 场 轮 批 支 组 队 对 只 头 羽 尾 匹 株 棵 盆 所 座 处 间 栋
    幢 层 床 片 块 段 根 口 眼 盏 顿 桌 课 节 门 堂 科 类 种 款 封 字 枚 幅 首 集 则 瓶 袋 箱 包
    盒 桶 顶 把 副 双 粒 滴 朵 筐 捆 村 镇 乡 县 省 市 倍 成 番 分 天 周 年 秒 方 趟 遍 道 面 股
    笔 单 班 个
"""
_LATIN: Final = "km²|km|kWh|kW|MW|GW|kg|m²|m³|m|㎡|㎥|TEU|GB|TB|PB|MB|％|%|‰|℃|mg|ml"
# What may be counted by a numeral in characters. Left out is what is rather a name, an order or a
# duration there: 三级, 二层, 五年, 三天, 八度.
_BY_CHARACTERS: Final = """
    个百分点 百分点 平方公里 平方米 立方米 公里 千米 公斤 公顷 人次 户次 家次 场次 批次 方面 用户
    群众 小时 吨 亩 元 人 名 位 户 家 件 项 条 次 起 例 台 辆 艘 架 套 份 张 本 册 篇 期 场 轮 批
    支 组 对 只 头 株 棵 所 座 处 间 栋 幢 块 类 种 款 封 枚 首 部 倍 成 番 方 省 市 县 村 个
"""
# A measure word that these follow is the beginning of another word: 12部门, 3条件.
_NOT_BEFORE: Final = {
    "部": "门分队委级署位",
    "家": "庭长园",
    "条": "件例",
    "项": "目",
    "门": "诊户票",
    "组": "织长合建",
    "场": "所地馆景均",
    "对": "口象外接比照",
    "面": "积向临对试",
    "道": "路",
    "股": "份",
    "支": "部持出付撑援行线",
    "种": "植子养",
    "处": "理置长室于",
    "起": "来步点到草码",
    "所": "有长属",
    "座": "谈位",
    "分": "布别类组局管散析支期批级包行成之",
    "成": "员立功为效果本都长品",
    "队": "伍长员",
    "方": "便案式法针言可能",
    "首": "批个次届家创",
    "元": "旦宵",
    "县": "级域城委",
    "市": "级域区场民直委属",
    "省": "级委厅直道份",
    "村": "级民委居庄支干组",
    "镇": "级区",
    "乡": "级村镇亲贤",
    "期": "间末待满望",
    "批": "准复",
    "名": "单称字誉录为列",
    "位": "置于",
    "人": "社均民才工口格力居文心大",
    "年": "级度轻货",
    "字": "号形典",
    "节": "约能点水日假",
    "课": "题程堂",
    "科": "技学室普",
    "集": "体中团市合聚约",
    "类": "似",
    "口": "号碑岸",
    "头": "部",
    "天": "然",
    "次": "日年要",
    "包": "括联保抓",
    "把": "关手控脉",
    "层": "级面次",
    "方面": "军",
    "单": "位独一项个元",
    "班": "子组级长车",
}


def _any(words: str) -> str:
    return "|".join(
        f"{word}(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else word
        for word in sorted(words.split(), key=len, reverse=True)
    )


# The longer before the shorter: 人次 is not 人, 个月 is not 个.
# 河次, 桌次: anything can be counted by the time.
_TIMES: Final = "(?![余多几数万亿千百])[\u3400-\u9fff]次(?![日年要序数第])"
UNIT: Final = re.compile(rf"(?:{_LATIN})(?![A-Za-z])|{_TIMES}|{_any(_NAMED)}")
COUNTED: Final = re.compile(rf"[%％]|{_any(_BY_CHARACTERS)}")
# Units that say how much something moved rather than how large it is.
RELATIVE: Final = frozenset({"%", "‰", "个百分点", "百分点", "成", "倍", "番"})
# 台（套）, 册（件）, 元/亩: the second unit belongs to the first.
SECOND: Final = re.compile(
    "[（(](?:台|套|件|次|个|组|家|户|名|人|处|册|张|只|条|项|间|座|批)[）)]|"
    "[/／][\u3400-\u9fff]{1,5}"
)
# 5大功能区: what 大 counts is named behind it.
GREAT: Final = re.compile(
    r"大(?!会|学|报告|精神|以来)(?:[\u3400-\u9fff]{2,3}?(?=[在和与的是为])|"
    r"[\u3400-\u9fff]{2,4}?(?=以及|以上|[^\u3400-\u9fff]|$))"
)
