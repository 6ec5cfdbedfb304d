"""Documents -> the files of the index.

    search/manifest.json           {"version", "index", "documents", "fields", "shards",
                                   "facets": [[parameter, title]], "orders": [name]}
    search/<index>-s<n>.bin        a shard of terms, see `shards`
    search/<index>-d<n>.bin        document n: JSON of its id, title, place, time, fields,
                                   traditional characters, [line, syllables] of its names, and
                                   its domain
    search/<index>-t.bin           traditional characters, see `script`
    search/<index>-f-<name>.bin    a facet, by its parameter, see `facets`
    search/<index>-o-<name>.bin    an order, see `facets`

`index` is a hash over the content of all other files, so that a name stands for its content for
ever, files of two builds never mix, and the manifest is as small for 10,000 documents
as for one. Adding a case renumbers documents: hashes of single files would save a reader nothing.
The files are gzipped under an ending that no host takes for a compressed file.
"""

import gzip
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from generator.output import File
from generator.search.facets import Facet, build_facet, build_orders
from generator.search.normalize import normalize
from generator.search.script import build_script, pairs_in
from generator.search.shards import build_shards
from generator.search.sound import sound_of, syllables_of
from generator.search.terms import MOST_DOCUMENTS, MOST_FIELDS, Keys, postings, sounds

VERSION: Final = 3

# Documents whose terms are taken at a time: enough for numpy to be quick, few enough for memory.
_BLOCK: Final = 128
# The fields behind those of the documents: how names sound, see `terms.sounds`.
_SOUNDS: Final = 2
_GZIP_LEVEL: Final = 4  # 9 saves the reader 1 % and costs the build 10 %


@dataclass(frozen=True, slots=True)
class Document:
    """A case as the search knows it.

    `id` names its page `/cases/<id>/`; `title`, `place`, `time` and `domain` are shown in a result
    and may be empty but for the title. `date` (YYYY-MM-DD) orders equals, newest first. `fields`
    are the texts that are searched, by falling weight; line breaks part the paragraphs of a field.
    `choices` are the ids that the document bears, by the facet's parameter; `orders` the texts that
    it is sorted by, by the order's name, the same names for all documents. `names` are those lines
    of the fields that are also found by their pinyin.
    """

    id: str
    title: str
    place: str
    time: str
    date: str
    fields: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    domain: str = ""


def build_index(documents: Iterable[Document], facets: Sequence[Facet] = ()) -> tuple[File, ...]:
    """Give the files of the index, the same for the same documents in any order.

    ValueError with more documents, or fields in one, than a posting has bits for.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    ordered.sort(key=lambda document: document.date, reverse=True)
    fields = max((len(document.fields) for document in ordered), default=0) + _SOUNDS
    if len(ordered) > MOST_DOCUMENTS or fields > MOST_FIELDS:
        raise ValueError(f"at most {MOST_DOCUMENTS} documents of {MOST_FIELDS - _SOUNDS} fields")
    shards = [_pack(shard) for shard in build_shards(_postings(ordered, fields), fields)]
    orders = build_orders([document.orders for document in ordered])
    files = {f"s{n}": shard for n, shard in enumerate(shards)}
    files |= {f"d{n}": _pack(_text(document)) for n, document in enumerate(ordered)}
    if ordered:
        files["t"] = _pack(build_script())
    files |= {f"f-{one.parameter}": _pack(_facet(one, ordered)) for one in facets}
    files |= {f"o-{name}": _pack(order) for name, order in orders.items()}
    name = _name(files)
    manifest = {
        "version": VERSION,
        "index": name,
        "documents": len(ordered),
        "fields": fields,
        "shards": len(shards),
        "facets": [[one.parameter, one.title] for one in facets],
        "orders": list(orders),
    }
    return (
        File("search/manifest.json", json.dumps(manifest, ensure_ascii=False).encode()),
        *(File(f"search/{name}-{part}.bin", file.content) for part, file in files.items()),
    )


def _facet(facet: Facet, documents: Iterable[Document]) -> bytes:
    return build_facet(facet, [one.choices.get(facet.parameter, ()) for one in documents])


def _postings(documents: Sequence[Document], fields: int) -> Keys:
    whole: Keys = np.empty(0, dtype=np.uint64)
    for first in range(0, len(documents), _BLOCK):
        block = documents[first : first + _BLOCK]
        texts = [[normalize(field) for field in document.fields] for document in block]
        names = ["\n".join(map(sound_of, document.names)) for document in block]
        for keys in (postings(texts, first), sounds(names, first, fields - _SOUNDS)):
            # In place: all blocks beside the whole would be twice the memory.
            whole.resize(len(whole) + len(keys), refcheck=False)
            whole[len(whole) - len(keys) :] = keys
    return whole


def _text(document: Document) -> bytes:
    """Give what the browser verifies, cuts and shows; in NFC, where its places are counted."""
    shown = [document.id, document.title, document.place, document.time, document.fields]
    text = _compact(shown)
    beside = _compact([pairs_in(text), _syllables(document), document.domain])
    return f"{text[:-1]},{beside[1:]}".encode()


def _compact(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def _syllables(document: Document) -> list[tuple[int, str]]:
    """Give the number and the syllables of the first line of each name."""
    lines = "\n".join(document.fields).split("\n")
    first = {line: number for number, line in reversed(list(enumerate(lines)))}
    return sorted((first[name], syllables_of(name)) for name in dict.fromkeys(document.names))


@dataclass(frozen=True, slots=True)
class _Packed:
    """A compressed file and the hash of what it holds, which no version of zlib changes."""

    content: bytes
    digest: bytes


def _pack(content: bytes) -> _Packed:
    packed = gzip.compress(content, _GZIP_LEVEL, mtime=0)
    return _Packed(packed, hashlib.sha256(content).digest())


def _name(files: Mapping[str, _Packed]) -> str:
    """Give 16 hexadecimal digits that stand for the files and their names."""
    whole = hashlib.sha256(str(VERSION).encode())
    for part, file in files.items():
        whole.update(f"{part}\n".encode())
        whole.update(file.digest)
    return whole.hexdigest()[:16]
