"""Advertising, ways to reach a seller, and the marks of texts that are sold by the page.

A line is advertising when several signs come together: what is sold, and how to get it. A sentence
about such trade (严禁代笔) has the first without the second, a service of a case (拨打热线12345)
the second without the first.
"""

import re
from collections.abc import Iterable
from typing import Final

from generator.intake.lines import HAN, Cleaned, Line, mend_each

ADVERT: Final = "广告联系"
PAID: Final = "付费标记"

# A sentence is advertising when it names somebody to write to and bears another sign beside it.
_WHOM: Final = re.compile(
    r"(?:客服|代理)(?:微信|QQ|电话)?\s?[:：]\s?\w{3,}|(?:微信号?|VX|QQ群?|公众号)\s?[:：]\s?[A-Za-z0-9]"
    r"|(?:请|就|可)联系\s?[:：]|(?:热线|电话|手机|咨询)\s?[:：]?\s?1[3-9]\d{9}"
    r"|(?:订购|订阅|加盟|招商|购买|咨询)(?:热线|电话)\s?[:：]",
    re.IGNORECASE,
)
_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # What is sold.
        r"素材库|素材群|资料包|范文|高质量素材|素材需求",
        r"会员群|网盘群?|svip|vip会员|会员价|年费会员",
        r"代笔|代写|润笔|代发布|代发表",
        r"一键下载|极速下载|材料\d+多?篇|PPT设计",
        r"包邮|优惠价|限时(?:优惠|特惠|抢购)|秒杀|厂家直销|免费领取|点击领取|名额有限",
        # How it is praised.
        r"持续接单|接单中|好评如潮|谨防假冒|请\S{0,8}认准|量大从优|价格面议|欢迎(?:来电|选购)",
        r"欢迎加入|有意加入|添加客服|扫码加|加我微信|长按加",
    )
)
# Words for search engines, of a site that was broken into: phrases between bars, and no sentence.
_BAIT: Final = re.compile(
    r"彩票|赌|博彩|娱乐城|百家乐|成人|免费(?:视频|在线|观看)|在线(?:视频|观看|播放)|中文字幕|无码|官网登录|投注|网址"
)
_SENTENCE: Final = re.compile(r"[^。！？!?]*[。！？!?]*[”’）)]?")

_REACHED_AT: Final = (
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|(?:微信号?|QQ群?|VX)[:：号 ]{0,3}[A-Za-z0-9][\w-]{4,}"
)
_ABOUT_REACHING: Final = r"投稿|来稿|邮箱|信箱|邮件|电话|手机|联系|咨询|微信|QQ|VX|传真|热线"
# (投稿邮箱：a@b.cn) in the middle of a sentence: the sentence stays.
_IN_BRACKETS: Final = re.compile(
    rf"[(（](?=[^()（）]{{0,40}}(?:{_ABOUT_REACHING}))"
    rf"(?=[^()（）]{{0,80}}(?:{_REACHED_AT}))[^()（）]{{1,120}}[)）]",
    re.IGNORECASE,
)
# A line of nothing but labels and what they stand for.
_ONLY_CONTACT: Final = re.compile(
    rf"\W{{0,4}}(?:联系人\s?[:：]\s?[{HAN}]{{2,4}}[\s,，;；、]{{1,4}})?(?:[{HAN}]{{0,8}}(?:{_ABOUT_REACHING})[{HAN}]{{0,6}}\s{{0,2}}[:：]?\s{{0,3}}"
    rf"(?:[{HAN}]{{2,4}}\s{{0,3}})?(?:{_REACHED_AT})[\s,，;；、/。]{{0,4}}){{1,6}}",
    re.IGNORECASE,
)

_PAID_MARK: Final = re.compile(
    r"#{1,4}\s{0,2}paid\s{0,2}_?(?:begin|end|start|content|stop)\s{0,2}#{1,4}"
    r"|[\[【(（](?:以下)?(?:为)?(?:付费|收费|会员|VIP)(?:可见|专享|专属)?(?:内容|阅读|章节|文章|部分)[\]】)）]",
    re.IGNORECASE,
)
_PAID_LINE: Final = re.compile(
    r"\W{0,4}(?:"
    r"(?:本文|全文|文章)?(?:还)?剩余\s{0,2}\d{1,3}(?:\.\d+)?\s?%?.{0,12}(?:付费|购买|会员|订阅|解锁).{0,20}"
    r"|(?:本文|以下|此处|剩余|余下|全文){1,2}(?:内容|部分|文章)?(?:为|是|需要?)?付费.{0,30}"
    r"|(?:试读|免费阅读|预览)(?:已)?(?:结束|到此).{0,24}"
    r"|(?:开通|购买|成为|登录)?(?:VIP)?(?:会员|付费|购买|订阅)后?(?:即可|可以|可|才能)"
    r"(?:继续)?(?:阅读|查看|下载|解锁).{0,16}"
    r"|(?:点击|立即|扫码)(?:付费|购买|解锁|订阅|开通会员).{0,16}"
    r"|(?:解锁|展开|阅读)(?:剩余|余下)?(?:全文|剩余内容).{0,12}"
    r")",
    re.IGNORECASE,
)


def cut_adverts(lines: Iterable[Line]) -> Cleaned:
    """Take out lines that sell something, and addresses to write to."""
    return mend_each(lines, ADVERT, _without_adverts)


def cut_paid(lines: Iterable[Line]) -> Cleaned:
    """Take out what shops set between free and sold text, in the middle of a word even."""
    return mend_each(lines, PAID, _without_paid)


def _without_adverts(text: str) -> tuple[str, list[tuple[str, str]]]:
    if _ONLY_CONTACT.fullmatch(text.strip()):
        return "", [(text.strip(), "")]
    phrases = re.split("[|｜]", text)
    if len(phrases) > 3 and "。" not in text and sum(map(bool, map(_BAIT.search, phrases))) > 2:
        return "", [(text.strip(), "")]
    sentences = [one for one in _SENTENCE.findall(text) if one]
    if _is_advert(text) and all(_has_sign(one) or _WHOM.search(one) for one in sentences):
        return "", [(text.strip(), "")]
    adverts = [one for one in sentences if _is_advert(one)]
    stays = "".join(one for one in sentences if one not in adverts)
    stays, contacts = _cut_all(_IN_BRACKETS, stays)
    return stays, [*((one.strip(), "") for one in adverts), *contacts]


def _is_advert(sentence: str) -> bool:
    return _WHOM.search(sentence) is not None and _has_sign(sentence)


def _has_sign(sentence: str) -> bool:
    return any(sign.search(sentence) for sign in _SIGNS)


def _without_paid(text: str) -> tuple[str, list[tuple[str, str]]]:
    if _PAID_LINE.fullmatch(text.strip()):
        return "", [(text.strip(), "")]
    return _cut_all(_PAID_MARK, text)


def _cut_all(pattern: re.Pattern[str], text: str) -> tuple[str, list[tuple[str, str]]]:
    return pattern.sub("", text), [(one[0], "") for one in pattern.finditer(text)]
