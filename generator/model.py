"""The record: `Case` and its parts, the one contract.

The reader, the JSON Schema, the data dictionary and the form all come from these classes: each
field carries its Chinese title, what it is for, an example and its limits. Instances are frozen.
"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, model_validator

from generator import values
from generator.fields import (
    Line,
    Note,
    Part,
    Prose,
    Regions,
    Short,
    Summary,
    field,
    hold_sources,
    optional,
    several,
)
from generator.figures import Metric, Table
from generator.messages import say
from generator.values import Date, Day, Https, Id, ImageName, Year

UNDISCLOSED: Final = "undisclosed"

Role = Literal["实施", "指导", "推荐", "报送", "参与"]
SourceKind = Literal["报纸", "网页", "期刊", "图书", "文件", "汇编"]
Status = Literal["draft", "published", "withdrawn"]
RevisionKind = Literal["修订", "文字"]


class Organization(Part):
    """An organization and its part in the case."""

    name: Line = field("名称", "单位全称，不用简称。", "招远市交通运输局")
    role: Role = field(
        "角色", "在案例中的角色：实施、指导、推荐、报送或参与。", "实施", default="实施"
    )


class Period(Part):
    """The time in which the practice ran."""

    start: Date | None = optional("起", "年、年月或日期，以来源写明的为限。", "2022", alias="from")
    end: Date | None = optional("止", "年、年月或日期；仍在进行的不填。", "2022", alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if not (self.start or self.end):
            raise ValueError(say("period_empty"))
        if self.start and self.end and values.first_day(self.start) > values.last_day(self.end):
            raise ValueError(say("period_order", start=self.start, end=self.end))
        return self


class BrandPart(Part):
    """A sub-brand, or one element that a brand is made of."""

    name: Line = field("名称", "子品牌或组成部分的名称。", "温馨港湾")
    about: Note | None = optional("说明", "由谁打造、指什么。", "平湖市港航管理服务中心的子品牌")


class Brand(Part):
    """A 党建品牌."""

    name: Line = field("名称", "党建品牌的名称，不加引号。", "金平湖·我先行")
    slogan: Line | None = optional("口号", "品牌的口号或理念。", "党建强促行业强")
    parts: tuple[BrandPart, ...] = several(
        "组成", "子品牌或组成部分。", [{"name": "温馨港湾", "about": "港航管理服务中心的子品牌"}]
    )


class Practice(Part):
    """One of the 主要做法."""

    title: Line = field("小标题", "这一做法的小标题。", "多方筛查，摸清党员底数")
    body: Prose = field("正文", "用自己的话写；空一行分段。", "综合运用数据比对、入企走访……")


class Platform(Part):
    """A system, app or service that the case names."""

    name: Line = field("名称", "系统、应用或服务的名称，不加引号。", "卡友E家")
    kind: Short = field("类型", "取自 _vocab/platform-kinds.yml。", "党建信息平台")
    purpose: Note = field("用途", "做什么用，进展如何。", "为货车司机提供线上党群服务")
    region: Line | None = optional("地区", "使用的地区，写法同 regions。", "江苏省")
    operator: Line | None = optional("建设单位", "由谁建设或运营。", "江苏省交通运输厅")


class Honor(Part):
    """An award or a public recognition."""

    name: Line = field("名称", "荣誉的全称。", "全省优秀春运集体")
    recipient: Line | None = optional("获得者", "谁获得；与案例单位相同可不填。", "亚太物流党支部")
    by: Line | None = optional("授予单位", "由谁授予。", "浙江省人民政府")
    year: Year | None = optional("年份", "授予年份，来源写明才填。", "2022")
    level: Short | None = optional("级别", "取自 _vocab/honor-levels.yml。", "省级")


class Image(Part):
    """A picture beside the record."""

    file: ImageName = field("文件", "与记录放在同一文件夹的图片文件名。", "siji-zhijia.jpg")
    alt: Note = field("替代文字", "看不到图片的人需要知道的内容。", "货车司机在司机之家阅读")
    caption: Note = field("图注", "图片下方的说明。", "司机之家一角")
    credit: Line = field("署名", "摄影者或提供者。", "裴成 摄")


class Author(Part):
    """A credited writer."""

    name: Line = field("姓名", "作者姓名或机构名，一人一条。", "王翔翔")
    role: Short | None = optional("身份", "记者、通讯员、责编等。", "通讯员")


class Source(Part):
    """Where the case comes from, with all that a citation needs."""

    title: Line = field("标题", "来源文章的标题。", "舌尖上崛起百亿级产业")
    publisher: Line | None = optional("媒体或机构", "报纸、网站或发文单位。", "乡村干部报网")
    authors: tuple[Author, ...] = several(
        "作者", "全部署名作者，一人一条。", [{"name": "王翔翔", "role": "通讯员"}]
    )
    published: Date | None = optional("发布日期", "以来源写明的为限；没有就不填。", "2023-03-03")
    url: Https | None = optional("网址", "https:// 开头的网址。", "https://www.example.cn/a/1.html")
    archived: Https | None = optional(
        "存档网址",
        "网页存档里的同一篇文章，原网址失效时读者还能看到。",
        "https://web.example.cn/2023/https/www.example.cn/a/1.html",
    )
    kind: SourceKind = field("类型", "报纸、网页、期刊、图书、文件或汇编。", "报纸")
    note: Note | None = optional("说明", "版次、转载等。", "整版，图片由平湖市交通运输局提供")


class Selection(Part):
    """The call or edition that a case was chosen in."""

    collection: Line = field("征集", "征集活动或案例库的名称。", "大众党建案例库")
    issue: Line | None = optional("期次", "第几期或哪一批。", "第一批")


class Revision(Part):
    """One change of a published record, and why."""

    date: Day = field("日期", "修订的日期。", "2026-11-21")
    note: Note = field("原因", "一句话说明改了什么、为什么。", "补充来源的发布日期")
    kind: RevisionKind = field(
        "类型",
        "修订：内容有变；文字：只改了错字、标点和措辞，不通知订阅的读者。不写就是修订。",
        "文字",
        default="修订",
    )


class Waiver(Part):
    """A warning about personal data that was looked at and holds no harm."""

    code: Literal["AL402", "AL403", "AL404", "AL405"] = field(
        "代码", "哪一种提醒可以不理会。", "AL402"
    )
    reason: Note = field("理由", "为什么可以公开。", "是单位对外公布的服务热线")


class Curation(Part):
    """What the editors say of the record itself."""

    status: Status = field(
        "状态",
        "draft 草稿（只在预览中出现）、published 发布、withdrawn 撤回（页面保留并标明）。",
        "published",
    )
    added: Day = field("收录日期", "收录进本库的日期。", "2026-11-21")
    replaced_by: Id | None = optional(
        "替代案例", "撤回的案例由哪一个案例替代，写那个案例的编号。", "pinghu-jiaotong-dangjian"
    )
    revised: tuple[Revision, ...] = several(
        "修订", "每次修订一条。", [{"date": "2026-11-22", "note": "更正单位名称"}]
    )
    notes: tuple[Note, ...] = several("来源状况", "读者应当知道的来源情况。", ["原文数字缺失"])
    waivers: tuple[Waiver, ...] = several(
        "豁免",
        "看过并认为可以公开的个人信息提醒，一种一条，写明理由。",
        [{"code": "AL402", "reason": "是单位对外公布的服务热线"}],
        max_length=4,
    )

    @model_validator(mode="after")
    def _reason_given(self) -> Curation:
        if self.status == "withdrawn" and not self.revised:
            raise ValueError(say("withdrawn"))
        if self.status != "withdrawn" and self.replaced_by:
            raise ValueError(say("replaced_not_withdrawn"))
        return self


class Case(Part):
    """One case, one file. `id` and `year` come from the file's place, not from its text."""

    id: Id = Field(exclude=True)
    year: Year = Field(exclude=True)
    title: Line = field("标题", "不超过 120 字，最好在 60 字以内。", "货车司机群体党建试点")
    summary: Summary = field(
        "摘要",
        "40 至 300 字，单独读也能明白。",
        "2022年，交通运输部在江苏、四川、贵州、甘肃四省开展货车司机群体党建试点，摸清党员底数，建起流动党员党支部和司机之家。",
    )
    organizations: tuple[Organization, ...] = field(
        "单位",
        "至少一个，写全称。",
        [{"name": "招远市交通运输局", "role": "实施"}],
        min_length=1,
        max_length=40,
    )
    category: Short = field("组织类别", "取自 _vocab/categories.yml。", "机关")
    domain: Short = field("行业领域", "取自 _vocab/domains.yml。", "道路货运")
    tags: tuple[Id, ...] = field(
        "标签",
        "1 至 8 个，取自 _vocab/tags.yml 的 id。",
        ["huoche-siji"],
        min_length=1,
        max_length=8,
    )
    regions: Regions = field(
        "地区", "全路径、无歧义的名称或六位代码；来源隐去地名的写 undisclosed。", ["山东省招远市"]
    )
    period: Period | None = optional("时间", "做法实施的时间。", {"from": "2022", "to": "2022"})
    brand: Brand | None = optional("党建品牌", "品牌和子品牌。", {"name": "金平湖·我先行"})
    background: Prose = field("案例背景", "为什么要做；空一行分段。", "全国有1700多万名货车司机……")
    practices: tuple[Practice, ...] = field(
        "主要做法",
        "至少一条。",
        [{"title": "多方筛查", "body": "综合运用……"}],
        min_length=1,
        max_length=20,
    )
    outcomes: Prose = field("主要成效", "做成了什么，数字照原文。", "累计惠及企业300余家……")
    lessons: Prose | None = optional("经验启示", "来源谈到的经验；没有就不填。", "行业党委要……")
    metrics: tuple[Metric, ...] = several(
        "数据",
        "案例依据的每一个数字。",
        [{"label": "摸排货车司机", "value": "192.8", "unit": "万名"}],
        max_length=200,
    )
    tables: tuple[Table, ...] = several(
        "表格",
        "随案例发布的成组数据。",
        [{"title": "季度指标", "columns": ["指标", "本季度"], "rows": [["实载率", "45.35"]]}],
        max_length=20,
    )
    platforms: tuple[Platform, ...] = several(
        "平台系统",
        "案例提到的每一个系统、应用或服务。",
        [{"name": "卡友E家", "kind": "党建信息平台", "purpose": "线上党群服务"}],
        max_length=60,
    )
    honors: tuple[Honor, ...] = several(
        "荣誉", "获得的表彰。", [{"name": "全省优秀春运集体", "level": "省级"}], max_length=60
    )
    images: tuple[Image, ...] = several(
        "图片",
        "与记录放在一起的图片。",
        [{"file": "a.jpg", "alt": "内容", "caption": "图注", "credit": "作者"}],
        max_length=20,
    )
    sources: tuple[Source, ...] = field(
        "来源",
        "至少一个，署名作者写全。",
        [{"title": "舌尖上崛起百亿级产业", "kind": "报纸"}],
        min_length=1,
        max_length=20,
    )
    selection: Selection | None = optional(
        "入选", "入选的征集活动。", {"collection": "大众党建案例库"}
    )
    related: tuple[Id, ...] = several(
        "相关案例", "编辑指定的相关案例编号。", ["pinghu-jiaotong-dangjian"], max_length=12
    )
    aliases: tuple[Id, ...] = several(
        "旧编号", "用过的编号，最早的在前；旧网址会转到这里。", ["zhaoyuan-dangjian"], max_length=12
    )
    curation: Curation = field(
        "编校", "收录、修订与来源状况。", {"status": "published", "added": "2026-11-21"}
    )

    @model_validator(mode="after")
    def _sources_are_there(self) -> Case:
        hold_sources("metrics", (one.source for one in self.metrics), len(self.sources))
        return self


class Term(Part):
    """One entry of a vocabulary in `cases/_vocab/`."""

    id: Id = field("编号", "小写字母、数字和连字符。", "huoche-siji")
    name: Short = field("名称", "读者看到的名称。", "货车司机")
    description: Note = field("说明", "一句话说明什么归在这里。", "以货车司机群体为对象的做法")
    related: tuple[Id, ...] = several("相关", "相近条目的编号。", ["liudong-dangyuan"])
    aliases: tuple[Id, ...] = several("旧编号", "用过的编号，旧网址会转到这里。", ["kache-siji"])
