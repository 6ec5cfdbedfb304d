"""The copy of the site that is read from disk: what differs there, and how it becomes one file.

Under `file://` a browser refuses `fetch`, and a link to a folder opens no index. So pages link to
files, and each data file of the scripts stands there as a script itself, which hands its bytes to
`anliku.load` in docs/assets/javascripts/site.js.
"""

import base64
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Final

from generator.output import File
from generator.verify import PageFacts

# What scripts load, unless pages link to it: that is for readers to download.
DATA: Final = (".bin", ".json")
# What is for both: word.js makes a document of it.
BOTH: Final = "/record.json"
README: Final = "请先读我.txt"
# No zip tells an earlier day.
_FIRST_DAY: Final = "1980-01-01"
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


def on_disk(files: Iterable[File], pages: Iterable[PageFacts]) -> tuple[File, ...]:
    """Give the generated files as they stand in a copy: those that scripts load as scripts."""
    linked = {target for page in pages for target, _ in page.links}
    return tuple(one for file in files for one in _in_copy(file, file.uri in linked))


def _in_copy(file: File, is_linked: bool) -> Iterator[File]:
    is_data = file.uri.endswith(DATA)
    if is_linked or not is_data:
        yield file
    if is_data and (file.uri.endswith(BOTH) or not is_linked):
        yield _as_script(file)


def _as_script(file: File) -> File:
    return File(f"{file.uri}.js", b'anliku.give("%s");\n' % base64.b64encode(file.content))


def faults(pages: Iterable[PageFacts]) -> list[str]:
    """Name the links that lead nowhere without a web server."""
    return [
        f"离线版的 {page.path} 链接到 {address}，从磁盘上打不开；要写到文件，例如 ../about.md"
        for page in pages
        for address in sorted(page.served)
    ]


def readme(site_name: str, day: str, cases: int) -> File:
    """Give the words that meet a reader in the folder, as a Windows editor shows them best."""
    lines = (
        site_name,
        f"离线版，{cases} 个案例，内容截至 {day}。",
        "",
        "怎样打开：",
        "1. 先把压缩包全部解压，不要在压缩包里直接打开。",
        "2. 双击 index.html，用浏览器浏览和检索，不需要上网。",
        "",
        "请保持文件夹完整：单独拿出来的页面没有样式，也不能检索。",
        "内容不会自动更新；要看新的内容，请回到网站，或重新下载。",
        "",
    )
    return File(README, "\r\n".join(lines).encode("utf-8-sig"))


def pack(files: Mapping[str, bytes], name: str, day: str, stream: IO[bytes]) -> None:
    """Write a zip of one folder `name`; the same files of the same day give the same bytes."""
    year, month, date = (int(part) for part in max(day, _FIRST_DAY).split("-"))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}", (year, month, date, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            # As from one kind of system, whatever it is packed on: a plain file, readable by all.
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, files[path])
