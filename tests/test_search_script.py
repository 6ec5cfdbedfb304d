import pytest

from generator.search.script import ambiguous, build_script, pairs_in, simplified

KILOBYTE = 1000


def test_pairs() -> None:
    """A traditional character has its simplified one, also where a code for simplified has both."""
    assert ["货", "车", "后", "于", "𠀾"] == [simplified()[one] for one in "貨車後於𠁞"]


@pytest.mark.parametrize("character", ["乾", "著", "藉", "徵", "货", "党"])
def test_simplified_stays(character: str) -> None:
    """A character that simplified texts are written with is not taken for another."""
    assert character not in simplified()


def test_once_is_enough() -> None:
    """No simplified character is itself the traditional one of another."""
    assert not set(simplified().values()) & simplified().keys()
    assert not ambiguous().keys() & simplified().keys()


def test_pairs_of_a_text() -> None:
    """A text carries each of its own traditional characters once, and nothing else."""
    assert "車车開开" == pairs_in("開車，开车，開")
    assert "" == pairs_in("著名的货车司机")


def test_size() -> None:
    """The table is small enough to be loaded for a query that would find nothing."""
    assert len(build_script()) < 16 * KILOBYTE
