"""The terms of a text: what the index can be asked for.

Of a normal form (`normalize`) the terms are

- every character,
- every two neighbours (党建, e家, 4亿, .5), also with what separates them (全 服 of 安全，服务),
- every three and four neighbours among `a-z0-9.%+-`: pairs of digits are in nearly every document,
  so that a number needs more to be told apart. A piece of a number is found like the whole,
- of how names sound (`sound`), in capitals to be told from text: every two and three letters from
  where a syllable begins, and every four letters.

A term never reaches across a line break. A posting is a term's presence in a document with the
heaviest field that has it, packed into 64 bits so that sorting the numbers sorts the postings:

    term 44 bits | document 17 bits | field 3 bits
    term: kind 2 bits | two code points of 21 bits, or up to four ASCII characters of 7 bits
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

FIELD_BITS: Final = 3
DOCUMENT_BITS: Final = 17
TERM_SHIFT: Final = FIELD_BITS + DOCUMENT_BITS
MOST_FIELDS: Final = 1 << FIELD_BITS
MOST_DOCUMENTS: Final = 1 << DOCUMENT_BITS

_CODE_BITS: Final = 21
_ASCII_BITS: Final = 7
_SEPARATED: Final = 1 << 42
_ASCII: Final = 2 << 42
_BORDER, _BLANK = ord("\n"), ord(" ")
# The longest term, and the line break that ends each term in a shard.
_TERM_WIDTH: Final = 5


def postings(documents: Sequence[Sequence[str]], first: int) -> Keys:
    """Give the sorted postings of documents numbered from `first`, one for a term in a document.

    A document is its fields in their order, already normal forms.
    """
    lengths = np.array([len(field) + 1 for fields in documents for field in fields], dtype=np.int64)
    text = "".join(chain.from_iterable((field, "\n") for fields in documents for field in fields))
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    owners = np.array(
        [
            number << FIELD_BITS | field
            for number, fields in enumerate(documents, first)
            for field in range(len(fields))
        ],
        dtype=np.uint64,
    )
    return _heaviest(_keys(codes, np.repeat(owners, lengths)))


def sounds(documents: Sequence[str], first: int, field: int) -> Keys:
    """Give the same of how the names in documents sound, each a text of `sound.sound_of`.

    The field is `field` where a syllable begins with the term, and the one behind it elsewhere.
    """
    text = "".join(f"{lines}\n" for lines in documents)
    codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8).astype(np.uint64)
    lengths = [len(lines) + 1 for lines in documents]
    numbers = np.arange(first, first + len(documents), dtype=np.uint64)
    owners = np.repeat(numbers << FIELD_BITS | np.uint64(field), lengths)
    return _heaviest(_sound_keys(codes, owners))


def _sound_keys(codes: Keys, owners: Keys) -> Keys:
    letter = codes != _BORDER
    begins = letter & (codes < ord("a"))
    capitals = codes & ~np.uint64(0x20)
    two = letter[:-1] & letter[1:]
    three = two[:-1] & letter[2:]
    four = three[:-1] & letter[3:]

    pairs = capitals[:-1] << _CODE_BITS | capitals[1:]
    threes = capitals[:-2] << 2 * _ASCII_BITS | capitals[1:-1] << _ASCII_BITS | capitals[2:]
    fours = threes[:-1] << _ASCII_BITS | capitals[3:]
    found = [
        (pairs, two & begins[:-1], owners),
        (_ASCII | threes, three & begins[:-2], owners),
        (_ASCII | fours, four & begins[:-3], owners),
        (_ASCII | fours, four & ~begins[:-3], owners + np.uint64(1)),
    ]
    return np.concatenate(
        [terms[here] << TERM_SHIFT | mine[: len(here)][here] for terms, here, mine in found]
    )


def _heaviest(keys: Keys) -> Keys:
    """Sort postings, and give of each term in a document the one in the heaviest field."""
    keys.sort()
    heaviest = np.ones(len(keys), dtype=np.bool_)
    heaviest[1:] = (keys[1:] ^ keys[:-1]) >> FIELD_BITS != 0
    return keys[heaviest]


def _keys(codes: Keys, owners: Keys) -> Keys:
    """Give every posting of every place in the text, unsorted; an owner is document and field."""
    blank = codes == _BLANK
    solid = ~blank & (codes != _BORDER)
    ascii_ = solid & (codes < 1 << _ASCII_BITS)
    pair = solid[:-1] & solid[1:]
    separated = solid[:-2] & blank[1:-1] & solid[2:]
    three = ascii_[:-2] & ascii_[1:-1] & ascii_[2:]
    four = three[:-1] & ascii_[3:]

    pairs = codes[:-1] << _CODE_BITS | codes[1:]
    around = _SEPARATED | codes[:-2] << _CODE_BITS | codes[2:]
    ascii_pairs = codes[:-1] << _ASCII_BITS | codes[1:]
    threes = ascii_pairs[:-1] << _ASCII_BITS | codes[2:]
    fours = threes[:-1] << _ASCII_BITS | codes[3:]
    found = [
        (codes, solid),
        (pairs, pair),
        (around, separated),
        (_ASCII | threes, three),
        (_ASCII | fours, four),
    ]
    return np.concatenate(
        [terms[here] << TERM_SHIFT | owners[: len(here)][here] for terms, here in found]
    )


def spell(terms: Keys) -> Codes:
    """Give the code points of packed terms, a row each: the term, a line break, zeros between."""
    rows = np.zeros((len(terms), _TERM_WIDTH), dtype=np.uint32)
    rows[:, -1] = _BORDER
    ascii_ = terms >= _ASCII
    separated = ~ascii_ & (terms >= _SEPARATED)
    plain = terms[~ascii_]
    rows[~ascii_, 0] = plain >> _CODE_BITS & (1 << _CODE_BITS) - 1
    rows[separated, 1] = _BLANK
    rows[~ascii_, 2] = plain & (1 << _CODE_BITS) - 1
    for column in range(4):
        shift = _ASCII_BITS * (3 - column)
        rows[ascii_, column] = terms[ascii_] >> shift & (1 << _ASCII_BITS) - 1
    return rows


def scatter(spelled: Codes) -> Codes:
    """Give a hash of each spelled term; `shardOf` of search-files.js gives the same.

    Capitals count as small, so that a text and what sounds like it are loaded together.
    """
    hashes = np.zeros(len(spelled), dtype=np.uint32)
    for column in range(_TERM_WIDTH - 1):
        codes = spelled[:, column]
        codes = np.where((codes >= ord("A")) & (codes <= ord("Z")), codes | np.uint32(0x20), codes)
        mixed = (hashes ^ codes) * np.uint32(0x9E3779B1)
        hashes = np.where(codes == 0, hashes, mixed ^ mixed >> 15)
    return hashes
