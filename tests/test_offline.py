"""The copy for reading from disk, as a host makes it: whole, the same every time, or not at all."""

import base64
import io
import re
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from generator import offline, urls
from generator.disk import Files
from generator.output import File
from generator.verify import PageFacts, html_paths, read_pages
from tests.test_build import anliku, project, tree

__all__ = ["project"]

NAME = "anli-2026-11-22"
ZIP = f"offline/{NAME}.zip"
# What is for web servers and search engines, and the pages that hand out the copy.
ONLINE = {
    *(".anliku", "404.html", "robots.txt", "llms.txt", "offline/index.html", ZIP),
    *("_redirects", "nginx-redirects.map"),
}
SERVED = re.compile(r"(.*/)?feed\.(xml|json)|(tags|regions)/[^/]+/cases\.json")

# What is for readers or written by hand, and loaded by no script.
AS_IT_IS = ("data/", "assets/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site with its copy, built once and only looked at."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = anliku("build", "--offline", "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    assert f"离线版：{site / ZIP}\n" in done.stdout
    return site


@pytest.fixture(scope="module")
def copy(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader has after unpacking."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(built / ZIP) as archive:
        archive.extractall(folder)
    assert [NAME] == [path.name for path in folder.iterdir()]
    return folder / NAME


def in_copy(name: str) -> set[str]:
    """Give the names in the copy of a file of the site: what scripts load is a script there."""
    if SERVED.fullmatch(name) or name in ONLINE:
        return set()
    if name.endswith("/record.json"):
        return {name, f"{name}.js"}
    downloaded = name.startswith(AS_IT_IS) or name.endswith("/cite.json")
    loaded = name.endswith((".bin", ".json")) and not downloaded
    return {f"{name}.js" if loaded else name}


def test_a_copy_holds_the_whole_site(built: Path, copy: Path) -> None:
    """Every page and file of the site is in the copy, and a word on how to open it."""
    assert set(tree(copy)) == {
        offline.README,
        *(one for name in tree(built) for one in in_copy(name)),
    }


def test_scripts_stand_in_for_data(built: Path, copy: Path) -> None:
    """Each data file that scripts load hands over the bytes that the site serves."""
    loaded = [name for name in tree(built) if f"{name}.js" in in_copy(name)]

    assert {"cases", "compare", "metrics", "search"} <= {name.partition("/")[0] for name in loaded}
    for name in loaded:
        script = (copy / f"{name}.js").read_bytes()
        given = script.removeprefix(b'anliku.give("').removesuffix(b'");\n')
        assert (built / name).read_bytes() == base64.b64decode(given, validate=True)


def test_every_link_ends_in_a_file(copy: Path) -> None:
    """No page of the copy has a link that only a web server could follow."""
    files = Files(copy)

    assert [] == offline.faults(read_pages(files, html_paths(files), "/"))


@pytest.mark.parametrize(
    ("address", "served"),
    [
        ("../", True),
        ("..", True),
        (".", True),
        ("./?q=x", True),
        ("a/#top", True),
        ("/index.html", True),
        ("../index.html", False),
        ("a.zip", False),
        ("#top", False),
        ("?q=x/", False),
        ("", False),
        ("https://a.cn/", False),
    ],
)
def test_what_only_a_server_leads_on_from(address: str, served: bool) -> None:
    """A link to a folder or from the root is a fault of a copy; to a file it is none."""
    html = f'<title>甲</title><a href="{address}">甲</a>'.encode()

    assert served == bool(offline.faults(read_pages({"x/a.html": html}, ["x/a.html"], "/")))


def test_data_that_readers_download_stays() -> None:
    """A JSON file that a page links to is in the copy as it is; others become scripts."""
    page = PageFacts("data/index.html", "/", links={("data/cases.json", "")})
    files = [File("data/cases.json", b"[]"), File("search/a.json", b"{}"), File("a/b.png", b"x")]

    assert (files[0], File("search/a.json.js", b'anliku.give("e30=");\n'), files[2]) == (
        offline.on_disk(files, [page])
    )


def test_the_data_of_a_case_is_there_twice() -> None:
    """The data of a case, which pages link to and Word documents are made of, is both."""
    page = PageFacts("cases/a/index.html", "/", links={("cases/a/record.json", "")})
    file = File("cases/a/record.json", b"{}")
    script = File("cases/a/record.json.js", b'anliku.give("e30=");\n')

    assert (file, script) == offline.on_disk([file], [page])
    assert (script,) == offline.on_disk([file], [])


def test_the_zip_opens_everywhere(built: Path) -> None:
    """The zip has plain files only, names for every system, and the library's day."""
    with zipfile.ZipFile(built / ZIP) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None

    assert sorted(entry.filename for entry in entries) == [entry.filename for entry in entries]
    for entry in entries:
        utf8 = bool(entry.flag_bits & 0x800)
        assert utf8 or entry.filename.isascii()
        assert max(len(part.encode()) for part in entry.filename.split("/")) <= 255
        assert (2026, 11, 22, 0, 0, 0) == entry.date_time
        assert stat.S_IFREG | 0o644 == entry.external_attr >> 16


def test_a_day_before_all_zips() -> None:
    """A library whose records are older than the zip format is packed all the same."""
    stream = io.BytesIO()
    offline.pack({"index.html": b"x"}, "anli", "1921-07-23", stream)
    with zipfile.ZipFile(stream) as archive:
        (entry,) = archive.infolist()

    assert ("anli/index.html", (1980, 1, 1, 0, 0, 0)) == (entry.filename, entry.date_time)


def test_the_page_says_what_there_is(built: Path) -> None:
    """The page 离线版 names size, cases and day, and links to the zip; every footer leads to it."""
    page = (built / urls.file(urls.OFFLINE)).read_text("utf-8")
    size = f"{(built / ZIP).stat().st_size / 1_000_000:.1f} MB".replace(".", "&#46;")

    assert f'<a class="al-download" href="{NAME}.zip" download>下载离线版（{size}）</a>' in page
    assert "5 个案例" in page
    assert "2026年11月22日" in page
    assert '<a href="offline/">离线版</a>' in (built / "index.html").read_text("utf-8")


def test_without_the_option_there_is_no_trace(built: Path, tmp_path: Path) -> None:
    """A site built without --offline has no such page, no zip and no link, and is the same else."""
    assert 0 == anliku("build", "--site-dir", str(tmp_path / "site")).returncode
    site = tree(tmp_path / "site")
    pages = html_paths(site)

    assert set(site) == set(tree(built)) - {"offline/index.html", ZIP}
    assert [] == [
        one for one in pages if "offline/" in (tmp_path / "site" / one).read_text("utf-8")
    ]


def test_a_copy_leads_to_no_other_copy(copy: Path) -> None:
    """Inside of a copy there is neither the page that hands it out nor a link to it."""
    assert [] == [path for path in copy.rglob("*.html") if "离线版" in path.read_text("utf-8")]
    assert not (copy / "offline").exists()


def test_two_builds_are_the_same_bytes(built: Path, project: Path) -> None:
    """Time zone, locale, hash seed and folder change no byte of the site or of the zip."""
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = anliku("build", "--offline", cwd=project, **environment)

    assert done.returncode == 0, done.stderr
    assert tree(built) == tree(project / "site")


def test_pages_cite_the_site(project: Path) -> None:
    """A page of the copy names as its address the one that the page has on the site.

    What is for sharing stands on the site, where each page names a picture that is there, and not
    in the copy.
    """
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("# site_url:", "site_url: https://example.cn/anli/")
    config.write_text(text, encoding="utf-8")
    done = anliku("build", "--offline", cwd=project)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(project / "site" / ZIP) as archive:
        page = archive.read(f"{NAME}/cases/huoche-siji-dangjian-shidian/index.html").decode()
        pictures = [name for name in archive.namelist() if name.endswith("share.png")]
    site = Files(project / "site")
    named = re.compile(rb'<meta property="og:image" content="https://example.cn/anli/([^"]*)">')
    found = {path: named.findall(site[path]) for path in html_paths(site) if path != "404.html"}

    address = "https://example.cn/anli/cases/huoche-siji-dangjian-shidian/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert ([], 0) == (pictures, page.count("og:"))
    assert {1} == {len(one) for one in found.values()}
    assert {one.decode() for [one] in found.values()} <= set(site)


def leftovers(folder: Path) -> list[str]:
    """Name what a build has left beside the site."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".site")]


def test_a_record_with_errors_leaves_the_old_site(project: Path) -> None:
    """With --offline too, a build that fails for its records changes nothing."""
    anliku("build", "--offline", cwd=project)
    before = tree(project / "site")
    (project / "cases" / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    done = anliku("build", "--offline", cwd=project)

    assert 1 == done.returncode
    assert "没有生成网站：11 个错误。原来的网站没有改动。" in done.stderr
    assert before == tree(project / "site")
    assert [] == leftovers(project)


def test_a_link_that_needs_a_server_is_named(project: Path) -> None:
    """A hand-written link to a folder stops the build of a copy and is told with its remedy."""
    about = project / "docs" / "about.md"
    text = about.read_text(encoding="utf-8") + '\n<p><a href="../cases/">案例</a></p>\n'
    about.write_text(text, encoding="utf-8")

    assert 0 == anliku("build", cwd=project).returncode
    before = tree(project / "site")
    done = anliku("build", "--offline", cwd=project)
    assert 1 == done.returncode
    assert "离线版的 about/index.html 链接到 ../cases/，从磁盘上打不开" in done.stderr
    assert before == tree(project / "site")
    assert [] == leftovers(project)


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(0.8, marks=pytest.mark.slow),
        1.1,
        pytest.param(1.4, marks=pytest.mark.slow),
    ],
)
def test_a_killed_build_leaves_the_old_site(project: Path, seconds: float) -> None:
    """A build that is killed at any moment leaves the old site whole, and the next one succeeds."""
    anliku("build", "--offline", cwd=project)
    before = tree(project / "site")
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--offline"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)

    assert before == tree(project / "site")
    assert 0 == anliku("build", "--offline", cwd=project).returncode
    assert before == tree(project / "site")
    assert [] == leftovers(project)


def test_a_full_disk_leaves_the_old_site(project: Path) -> None:
    """A zip that cannot be written to its end stops the build, and the old site stands."""
    anliku("build", cwd=project)
    before = tree(project / "site")
    # No file may grow beyond 1.3 MB: all of the site is smaller, the zip is not.
    command = ["sh", "-c", 'ulimit -f 2600; exec "$@"', "sh", sys.executable, "-m", "generator"]
    done = subprocess.run(
        [*command, "build", "--offline"], cwd=project, capture_output=True, text=True, check=False
    )

    assert 3 == done.returncode
    assert "读写失败" in done.stderr
    assert before == tree(project / "site")
    assert [] == leftovers(project)


def test_an_old_address_leads_on_from_disk(project: Path) -> None:
    """In a copy, the page at a former id leads to the file of the case."""
    record = project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("curation:\n", "aliases: [ningbo-old]\ncuration:\n"), "utf-8")
    done = anliku("build", "--offline", cwd=project)
    assert 0 == done.returncode, done.stderr
    with zipfile.ZipFile(project / "site" / ZIP) as archive:
        page = archive.read(f"{NAME}/cases/ningbo-old/index.html").decode()

    assert 'content="0; url=../ningbo-yunguan-dangjian-jia/index.html"' in page
    assert '<a href="../ningbo-yunguan-dangjian-jia/index.html">' in page
