from hypothesis import given
from hypothesis import strategies as st

from generator.search.normalize import normalize
from generator.search.terms import FIELD_BITS, TERM_SHIFT, Keys, postings, scatter, sounds, spell

CHARACTERS = "安全员工家𠮷ae019.%+- \n"


def read(documents: list[list[str]], first: int = 0) -> dict[tuple[str, int], int]:
    """Give the heaviest field by term and document."""
    return read_keys(postings(documents, first))


def read_keys(keys: Keys) -> dict[tuple[str, int], int]:
    """Give the same of postings that are made."""
    names = spell(keys >> TERM_SHIFT).tobytes().decode("utf-32").replace("\0", "").split("\n")
    numbers = (keys & ((1 << TERM_SHIFT) - 1)).tolist()
    found = {
        (name, number >> FIELD_BITS): number & ((1 << FIELD_BITS) - 1)
        for name, number in zip(names, numbers, strict=False)
    }
    assert len(keys) == len(found)
    return found


def terms_of(text: str) -> set[str]:
    """Give the terms of a text."""
    return {term for term, _ in read([[text]])}


def test_han() -> None:
    """Han text has its characters and its neighbours as terms, and no longer ones."""
    assert {"党", "建", "品", "党建", "建品"} == terms_of("党建品")


def test_name_of_mixed_script() -> None:
    """A name that mixes scripts is found by its parts across their border."""
    assert {"友e", "e家"} < terms_of("卡友e家")


def test_number() -> None:
    """A number is found whole and by every piece of it."""
    assert {"8", "7", ".", "5", "%"} | {"87", "7.", ".5", "5%"} | {"87.", "7.5", ".5%"} | {
        "87.5",
        "7.5%",
    } == terms_of("87.5%")


def test_separator() -> None:
    """Neighbours that punctuation parts are a term of their own, not the same as without it."""
    assert {"全", "服", "全 服"} == terms_of("全 服")


def test_line_break() -> None:
    """A term never reaches across a line break, a field's end or a document's end."""
    assert {("全", 0), ("服", 0), ("务", 0), ("工", 1)} == set(read([["全\n服", "务"], ["工"]]))


def test_heaviest_field() -> None:
    """A term counts where it weighs most in a document."""
    assert {("安", 5): 1, ("全", 5): 0, ("安全", 5): 1} == read([["全", "安全", "安全"]], first=5)


def test_nothing() -> None:
    """Documents without text have no terms."""
    assert {} == read([["", ""], []])
    assert {} == read([[]])


@given(st.text(CHARACTERS, max_size=20))
def test_neighbours(text: str) -> None:
    """Any two neighbouring characters of a text are a term."""
    normal = normalize(text)
    pairs = {normal[at : at + 2] for at in range(len(normal) - 1)}

    assert {pair for pair in pairs if not {" ", "\n"} & set(pair)} <= terms_of(normal)


@given(st.lists(st.text(CHARACTERS.replace("\n", ""), min_size=1, max_size=4), min_size=1))
def test_scatter(terms: list[str]) -> None:
    """Where a term lies is what its code points say, one after the other, as in search.js."""
    spelled = spell(postings([[normalize(term) for term in terms][:8]], 0) >> TERM_SHIFT)
    names = spelled.tobytes().decode("utf-32").replace("\0", "").split("\n")

    expected = []
    for name in names[:-1]:
        value = 0
        for character in name:
            value = (value ^ ord(character)) * 0x9E3779B1 % 2**32
            value ^= value >> 15
        expected.append(value)
    assert expected == scatter(spelled).tolist()


def test_sounds() -> None:
    """Of a name the beginnings of its syllables are terms apart from what stands inside of them."""
    begins = {"HU", "HUO", "HUOC", "CH", "CHE", "HC"}

    expected = {**dict.fromkeys(((one, 3) for one in begins), 4), ("UOCH", 3): 5, ("OCHE", 3): 5}
    assert expected == read_keys(sounds(["HuoChe\nHC"], first=3, field=4))


def test_sounds_begin() -> None:
    """What begins a syllable anywhere counts as beginning one, and no term crosses a border."""
    found = read_keys(sounds(["XiAnJi\nAnJi", ""], first=0, field=4))

    assert (4, 5) == (found["ANJI", 0], found["IANJ", 0])
    assert ("JIAN", 0) not in found


def test_sounds_lie_with_texts() -> None:
    """What sounds like a text lies where the text does, so that both are loaded at once."""
    text = spell(postings([["huoc"]], 0)[-1:] >> TERM_SHIFT)
    sound = spell(sounds(["Huoc"], 0, 1)[-1:] >> TERM_SHIFT)

    assert ([*map(ord, "huoc"), 10], [*map(ord, "HUOC"), 10]) == (
        text[0].tolist(),
        sound[0].tolist(),
    )
    assert scatter(text).tolist() == scatter(sound).tolist()
