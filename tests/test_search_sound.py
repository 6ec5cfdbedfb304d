import pytest

from generator import pinyin
from generator.search.sound import sound_of, syllables_of


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("货车司机", "HuoCheSiJi", "HCSJ"),
        ("重庆", "ChongQing", "CQ"),
        ("绿色", "LvSe", "LS"),
        ("貨車", "HuoChe", "HC"),
        ("卡友 E家", "KaYouEJia", "KYEJ"),
        ("APP党建", "AppDangJian", "ADJ"),
        ("“党建”＋服务", "DangJian\nFuWu", "DJ\nFW"),
        ("党建，服务", "DangJian\nFuWu", "DJ\nFW"),
        ("", "", ""),
    ],
)
def test_sound(name: str, full: str, initials: str) -> None:
    """A name is typed in full or by initials, without what stands between its characters."""
    assert f"{full}\n{initials}" == sound_of(name)


def test_syllables() -> None:
    """Each Han character has its syllable, or a mark where nobody knows one."""
    assert "ka you jia ?" == syllables_of("卡友E家5々")


def test_spelled() -> None:
    """Every character of a text has its own part, whatever stands around it."""
    text = "重庆，app 𠮷々2022年"

    assert ("chong", "qing", "，", "a", "p", "p", " ") == pinyin.spelled(text)[:7]
    assert len(text) == len(pinyin.spelled(text))


def test_syllables_of_runs() -> None:
    """For order, what is no Han character stays one part."""
    assert ("huo", "che", "app 2022", "nian") == pinyin.syllables("货车APP 2022年")
