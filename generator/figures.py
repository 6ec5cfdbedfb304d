"""The figures of a record: numbers with their qualifiers and changes, and tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from generator import values
from generator.fields import Cell, Line, Note, Part, Short, field, optional
from generator.messages import say
from generator.values import Number, Ordinal, Year

Qualifier = Literal["约", "近", "超", "逾", "不足", "余", "多", "以上", "约…余"]
MetricKind = Literal["规模", "投入", "活动", "成效"]
Basis = Literal["同比", "环比", "较基期"]


class Change(Part):
    """How a figure moved against a base."""

    value: Number = field("幅度", "变化幅度的数字，下降也写正数。", "201")
    unit: Short | None = optional("单位", "幅度的单位。", "%")
    basis: Basis | None = optional("基准", "与什么相比：同比、环比或较基期。", "同比")
    direction: Literal["增长", "下降"] = field("方向", "增长或下降。", "下降", default="增长")
    qualifier: Qualifier | None = optional("修饰", "幅度前后的约、近、超、余等，照原文。", "超")


class Metric(Part):
    """One figure that the case stands on."""

    label: Line = field("名称", "这个数字说的是什么。", "摸排货车司机")
    value: Number | None = optional("数值", "照原文的数字，可带万、亿；不换算、不补零。", "192.8")
    unit: Short | None = optional("单位", "计量单位。", "万名")
    qualifier: Qualifier | None = optional(
        "修饰", "约、近、超、余等，照原文，不得丢掉：2,900余不是2,900。", "余"
    )
    kind: MetricKind | None = optional(
        "类别", "规模（对象有多大）、投入（人财物）、活动（做了多少）、成效（带来什么）。", "规模"
    )
    year: Year | None = optional("年份", "数字所属的年份，来源写明才填。", "2022")
    change: Change | None = optional(
        "变化", "与以前相比的变化。", {"value": "201", "unit": "%", "basis": "同比"}
    )
    missing: Note | None = optional(
        "缺失", "来源漏了这个数字时写明原因，绝不补填。", "原文数字缺失"
    )
    note: Note | None = optional("说明", "口径、范围等读者需要知道的。", "四个试点省合计")
    source: Ordinal = field("来源", "数字出自 sources 的第几项；不写就是第一项。", "1", default="1")

    @property
    def decimal(self) -> Decimal | None:
        """The exact value, or None where the source has none."""
        return values.decimal(self.value) if self.value else None

    @model_validator(mode="after")
    def _value_or_hole(self) -> Metric:
        if not (self.value or self.change or self.missing):
            raise ValueError(say("metric_empty"))
        if self.missing and (self.value or self.change):
            raise ValueError(say("metric_hole"))
        if self.qualifier and not self.value:
            raise ValueError(say("metric_qualifier"))
        return self


class Table(Part):
    """A series published with the case."""

    title: Line = field("标题", "表的标题。", "2017年一季度交通经济指标")
    columns: tuple[Line, ...] = field(
        "栏目", "各栏的名称。", ["指标", "上季度", "本季度"], min_length=2, max_length=12
    )
    rows: tuple[tuple[Cell, ...], ...] = field(
        "数据",
        '每行一个列表，格数与栏目相同；空格写 ""。',
        [["客运班车实载率", "39.78", "45.35"]],
        min_length=1,
        max_length=200,
    )
    note: Note | None = optional("说明", "单位、口径等。", "实载率单位为%")

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                counts = {"cells": len(row), "columns": len(self.columns)}
                raise ValueError(say("table_ragged", number=number, **counts))
        return self
