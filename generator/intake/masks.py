"""Numbers that count nothing: dates, ordinals, times of day, slogans, names with a number in them.

`mask` puts a blank mark over each, one for each character, so that places in the text stay.
"""

import re
from typing import Final

MARK: Final = "〓"

_NUMERAL: Final = "[一二两三四五六七八九十百千]"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_ORDER: Final = (
    # Dates and times
    rf"{_YEAR}\s?[-—–~～至到]+\s?{_YEAR}\s?年?度?",
    rf"{_YEAR}\s?年?\s?[-/.年]\s?[0-9]{{1,2}}\s?[-/.月]\s?[0-9]{{1,2}}\s?[日号]?",
    rf"{_YEAR}\s?年度?(?:\s?第?[一二三四1-4]\s?季度)?(?:\s?[0-9]{{1,2}}\s?月[份底初]?)?",
    rf"[〔\[（(【]\s?{_YEAR}\s?[〕\]）)】](?:\s?[0-9]{{1,9}}\s?号)?",
    r"(?<![0-9个])[0-9]{1,2}\s?月[份底初]?(?:\s?[0-9]{1,2}\s?[日号])?",
    r"[0-9]{1,2}\s?日(?!元|均)",
    r"[0-9]{1,2}\s?[:：]\s?[0-9]{2}(?::[0-9]{2})?",
    r"(?:上午|下午|早上|早晨|清晨|凌晨|中午|晚上|晚|每天|当天|当日|"
    r"日)\s?[0-9]{1,2}\s?[时点]半?(?:[0-9]{1,2}分)?",
    r"[0-9]{1,2}\s?[时点](?:[0-9]{1,2}\s?分|许|半|整)",
    r"[0-9]?0\s?年代|[0-9]0\s?后",
    r"[7７]\s?[×xX*]\s?24\s?小时|24\s?小时",
    r"[0-9]{1,9}\s?(?:多|余)?\s?年\s?(?:以来|来|前|后|间|级|期|制)",
    r"[0-9]{1,9}\s?(?:天|个月|周|小时|分钟)\s?(?:以来|来|前|后)(?!续|台|勤)",
    r"[0-9]{1,9}\s?(?:周?\s?岁|周年)",
    # Names with a number in them
    r"[0-9]{1,9}\s?[+＋][\s0-9A-Za-zＮ]*(?:[+＋>＞=＝]\s?[0-9A-Za-zＮ]+)*|[A-Za-z]{1,12}\s?[+＋]\s?[0-9]{1,9}",
    r"[0-9A-Za-z]{1,12}(?:\s?[×xX*＞>≥=]\s?[0-9A-Za-z]{1,12})+",
    r"[0-9]{1,9}\s?对\s?[0-9]{1,9}|[0-9]{1,9}\s?[:：]\s?[0-9]{1,9}",
    r"(?<![A-Za-z])[A-Za-z]{1,12}[-‑]?[0-9][0-9.]*(?:[-‑][0-9]{1,9})?",
    r"[0-9]{1,9}(?:\.[0-9]{1,9})?(?!(?:km|kW|MW|GW|kg|m[²³]|m|TEU|[GTPM]B|mg|"
    r"ml)(?![A-Za-z]))[A-Za-zＡ-Ｚ]+",
    r"第\s?(?:[0-9]{1,9}|[一二两三四五六七八九十百千零〇]{1,8})",
    r"[0-9]{1,9}\s?号|[0-9]{1,9}\s?路(?!口|段)|[0-9]{1,9}\s?(?:国道|省道|县道|高速)",
    r"[0-9]{1,9}(?:\.[0-9]{1,9})?\s?(?:次方|版|星|级|届|代(?!表)|年级|楼|班(?!次|线)|世纪)",
    r"[0-9]{1,9}\s?(?:热线|专线|平台|工程|工作法|机制|模式|体系|战略|车辆救援|公里生活圈|"
    r"分钟[^，。；、]{0,6}圈)",
    r"[0-9]{1,9}\s?[-—–~～]\s?[0-9]{1,9}(?:\.[0-9]{1,9})?",
    r"1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|(?<![0-9])[0-9]{15,}",
    r"(?<![从由0-9.])[0-9]{1,9}(?:\.[0-9]{1,9})?\s?[至到]\s?[0-9]{1,9}(?:\.[0-9]{1,9})?",
    # One of four, a unit of the police or the fire service
    rf"(?:{_NUMERAL}|[0-9]){{1,3}}大[\u3400-\u9fff]{{1,8}}之一",
    rf"{_NUMERAL}{{1,3}}(?:支队|大队|中队)(?!伍)",
    # Rates, which say how often rather than how much
    r"每\s?[0-9]{1,9}(?:\.[0-9]{1,9})?",
    # Marks of a list
    r"[（(]\s?[0-9]{1,2}\s?[）)]|(?m:^\s?[0-9]{1,2}\s?(?:[.．、](?![0-9])|$))",
    # Words with a numeral in them that counts nothing
    rf"{_NUMERAL}个(?:[“‘]?一)|(?:十[一二三四五六七八九]?|二十|二十一)大(?!{_NUMERAL})",
    r"四面八方|五湖四海|四通八达|三番五次|千家万户|万家灯火|千方百计|千万不|万分|十分|万一|"
    r"百分百|三三两两|三心二意",
    r"两个维护|两个确立|四个意识|四个自信|四个全面|三个代表|两个一百年|五个认同|六个必须|"
    r"八项规定|两个务必",
    r"[每数几]\s?[一二两三四五六七八九十百千万]{1,8}|"
    r"[一二两三四五六七八九十]{1,4}\s?[至到、]\s?[一二两三四五六七八九十]{1,4}(?=[名个人家次天])",
    r"[一二三四五六七八九]对[一二三四五六七八九]|[三五七八]门[峡县]|[五]家渠|七台河|三台县|"
    r"二维码|三农|双十一",
    r"(?<![之一二三四五六七八九十])[初十]?[一二三四五六七八九十]{1,4}(?:月|日|届|中全会|级|层|年|天|周|季度|季|点|线|维|等奖|"
    r"号|岁|代|世纪)",
    r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十]{1,4}[）)]",
)
_MASKED: Final = re.compile("|".join(_ORDER))
_BOOK: Final = re.compile("《[^《》]{1,60}》")
_QUOTED: Final = re.compile('[“‘"「]([^“”‘’"「」，。；！？]{1,24})[”’"」]')
_NAME: Final = 14
# What stays of a name in quotation marks: a percentage, and a list by number, as in “三组关系”.
_PERCENT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*[%％]")
_LISTED: Final = re.compile(r"[两三四五六七八九十]+(?:[组项类种条]|个|大)[\u3400-\u9fff]{2,4}")
_NUMBER: Final = re.compile("[0-9０-９一二两三四五六七八九十百千万亿％]")
_WIDE: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def mask(text: str) -> str:
    """Cover what counts nothing; digits come out half-width, the length is kept."""
    if not _NUMBER.search(text):
        return text
    text = _BOOK.sub(_cover, text.translate(_WIDE))
    text = _QUOTED.sub(_quoted, text)
    return _MASKED.sub(_cover, text)


def _cover(match: re.Match[str]) -> str:
    return MARK * len(match[0])


def _quoted(match: re.Match[str]) -> str:
    inside = match[1]
    if _LISTED.fullmatch(inside):
        return match[0]
    kept = _PERCENT.search(inside)
    if not kept:
        # A long one may be a sentence that counts: “行业党委1名委员+业务科室1名指导员”
        covered = "[0-9一二两三四五六七八九十百千万亿]"
        return re.sub(
            covered if len(inside) <= _NAME else covered.replace("0-9", ""), MARK, match[0]
        )
    start, end = kept.span()
    covered = MARK * start + kept[0] + MARK * (len(inside) - end)
    return match[0][0] + covered + match[0][-1]
