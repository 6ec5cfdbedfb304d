"""What can be wrong with a record, as values: `Problem`, and the catalogue of its codes.

Nothing about content is ever raised. An exception that leaves the core is a fault of the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning", "note"]

# code -> what it is about, in words that an editor reads. A code never changes its meaning and is
# never used again: editors and scripts rely on it.
CODES: Final[dict[str, tuple[Severity, str]]] = {
    # The file and its text
    "AL101": ("error", "文件编码不是 UTF-8"),
    "AL102": ("error", "文件太大"),
    "AL103": ("error", "含有看不见的控制字符"),
    "AL104": ("error", "用了全角空格或制表符来排版"),
    "AL105": ("error", "YAML 写法有误"),
    "AL106": ("error", "用了记录不允许的 YAML 功能"),
    "AL107": ("error", "层次太深或内容太多"),
    "AL108": ("error", "同一个键写了两次"),
    "AL109": ("error", "键后面用了全角冒号，或整个文件不是键和值"),
    "AL110": ("warning", "“ #”之后的文字会被当作注释丢掉"),
    "AL111": ("error", "不是可以收录的文件"),
    # One field
    "AL201": ("error", "缺少必填的键"),
    "AL202": ("error", "不认识的键"),
    "AL203": ("error", "键后面没有内容"),
    "AL204": ("error", "内容的形状不对"),
    "AL205": ("error", "文字太短"),
    "AL206": ("error", "文字太长"),
    "AL207": ("error", "不在可选范围内"),
    "AL208": ("error", "格式不对"),
    "AL209": ("error", "条目太少"),
    "AL210": ("error", "条目太多"),
    "AL211": ("error", "内容自相矛盾"),
    "AL212": ("warning", "标题偏长"),
    "AL213": ("error", "列表里有重复"),
    # Across records
    "AL301": ("error", "编号重复"),
    "AL302": ("error", "文件名不能作编号"),
    "AL303": ("error", "文件放错了年份文件夹"),
    "AL304": ("error", "标签不在词表中"),
    "AL305": ("error", "名称不在词表中"),
    "AL306": ("error", "地区查不到"),
    "AL307": ("error", "地区名有歧义"),
    "AL308": ("error", "相关案例不存在"),
    "AL309": ("error", "相关案例指向自己"),
    "AL310": ("error", "旧编号与别的编号冲突"),
    "AL311": ("error", "日期先后不对"),
    "AL312": ("error", "日期在将来"),
    "AL313": ("error", "图片文件不存在"),
    "AL314": ("warning", "图片没有被任何记录使用"),
    "AL315": ("error", "词表有误"),
    "AL316": ("error", "替代案例不存在"),
    "AL317": ("error", "已发布的网址会失效"),
    # Personal data: a record may waive a warning, with a reason; see `Waiver`
    "AL401": ("error", "含有身份证号码"),
    "AL402": ("warning", "含有电话号码"),
    "AL403": ("warning", "含有车牌号码"),
    "AL404": ("warning", "含有银行卡号码"),
    "AL405": ("warning", "含有私人邮箱"),
    # Beside what the library has
    "AL501": ("warning", "与另一个案例内容相近"),
    "AL502": ("warning", "同一来源已有案例"),
    # How it is written: never more than a word of advice
    "AL601": ("note", "简称用在全称前面"),
    "AL602": ("note", "有空话套话"),
    "AL603": ("note", "主要成效没有数字"),
    "AL604": ("note", "这一部分偏短"),
    # What a draft has still to say
    "AL701": ("note", "草稿还没有写完"),
    "AL702": ("error", "要发布的记录还留着来源的原文"),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that somebody should mend, and how.

    `line` and `column` count from 1. `hint` shows what right looks like. The order of the fields
    is the order of listing: by file, then by place.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """`error` fails the build; `warning` and `note` do not."""
        return CODES[self.code][0]

    def as_dict(self) -> dict[str, str | int]:
        """Give the seven names of the JSON form, in their documented order."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "hint": self.hint,
        }


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the problems that fail a build."""
    return tuple(problem for problem in problems if problem.severity == "error")


def mattering(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep errors and warnings: advice is for those who ask for a check."""
    return tuple(problem for problem in problems if problem.severity != "note")
