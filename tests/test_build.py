"""Whole builds, as a host runs them: what stands stays whole, and is the same every time."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import urls

ROOT = Path(__file__).parents[1]
MARKER = ".anliku"


def anliku(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run the command and give what it said."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, str]:
    """Give the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the library that a test may break."""
    for name in ("cases", "docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, built once and only looked at."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = anliku("build", "--site-dir", str(site))
    assert done.returncode == 0, done.stderr
    return site


def test_build_says_what_it_made(built: Path) -> None:
    """A finished build names the folder, the numbers of cases, pages and files, and how to look."""
    done = anliku("build", "--site-dir", str(built))
    pages = sum(1 for _ in built.rglob("*.html"))
    files = sum(1 for path in built.rglob("*") if path.is_file())

    assert done.stdout.startswith(
        f"网站已生成：{built}\n共 5 个案例、{pages} 个页面、{files} 个文件，"
    )
    assert f"python3 -m http.server --bind 127.0.0.1 --directory {built} 8000" in done.stdout


def test_two_builds_are_the_same_bytes(built: Path, project: Path) -> None:
    """Time zone, locale, hash seed, folder and order of files change no byte of the site."""
    records = sorted((project / "cases").rglob("*.yml"), reverse=True)
    for record in records:
        content = record.read_bytes()
        record.unlink()
        record.write_bytes(content)
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = anliku("build", cwd=project, **environment)

    assert done.returncode == 0, done.stderr
    assert tree(built) == tree(project / "site")


def test_a_site_has_no_page_twice_and_every_address_of_the_plan(built: Path) -> None:
    """Every address that readers may have noted leads to a page."""
    addresses = (
        "",
        "cases/",
        "cases/huoche-siji-dangjian-shidian/",
        "tags/",
        "tags/huoche-siji/",
        "regions/",
        "regions/370000/",
        "regions/370600/",
        "regions/370685/",
        "regions/undisclosed/",
        "domains/daolu-huoyun/",
        "categories/jiguan/",
        "years/2022/",
        "data/",
        "submit/",
        "about/",
    )

    assert [] == [one for one in addresses if not (built / one / "index.html").is_file()]


def test_assets_are_found_by_their_content_alone(built: Path) -> None:
    """A browser may keep every asset for ever: its name has its hash, and no file names another.

    Only links of pages are verified. A script that named a file by itself would miss it, so a
    template tells the script, through the filter `url`, the address of what it loads later.
    """
    files = [path for path in (built / "assets").rglob("*") if path.suffix in (".css", ".js")]
    own = sorted((ROOT / "docs/assets").glob("*s/*.*s*"))
    names = re.compile(
        r"""["'`][^"'`\s]*(assets/|vendor/|\.js["'`]|\.css["'`])|url\((?!["']?data:)"""
    )

    assert files
    assert [] == [
        path.name
        for path in files
        if hashlib.sha256(path.read_bytes()).hexdigest()[:8] not in path.name
    ]
    # The copy on disk has data beside its place as scripts, which site.js asks for.
    assert ["site.js"] == [
        path.name
        for path in own
        if names.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    for path in (built / "assets/stylesheets").iterdir():
        assert not re.search(r"""url\((?!["']?data:)""", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_a_record_with_errors_leaves_the_old_site(project: Path) -> None:
    """A build that fails for its records changes nothing in the site that stands."""
    anliku("build", cwd=project)
    before = tree(project / "site")
    (project / "cases" / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 1 == done.returncode
    assert "cases/2023/broken.yml:1:1" in done.stderr
    assert "没有生成网站：11 个错误。原来的网站没有改动。" in done.stderr
    assert before == tree(project / "site")
    assert [] == [path.name for path in project.iterdir() if path.name.startswith(".site")]


def test_a_dangling_link_leaves_the_old_site(project: Path) -> None:
    """A hand-written page that links nowhere stops the build and is named."""
    anliku("build", cwd=project)
    before = tree(project / "site")
    about = project / "docs" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[甲](nowhere.md)\n", encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 1 == done.returncode
    assert "nowhere.md" in done.stderr
    assert before == tree(project / "site")


def test_a_page_that_asks_another_host_is_not_published(project: Path) -> None:
    """A picture on another host, put into a hand-written page, stops the build."""
    about = project / "docs" / "about.md"
    text = about.read_text(encoding="utf-8") + '\n<img src="https://example.cn/a.png" alt="">\n'
    about.write_text(text, encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 1 == done.returncode
    assert "about/index.html 会向外部请求 https://example.cn/a.png" in done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "seconds", [*(pytest.param(one, marks=pytest.mark.slow) for one in (0.5, 0.8)), 1.1]
)
def test_a_killed_build_leaves_the_old_site(project: Path, seconds: float) -> None:
    """A build that is killed at any moment leaves the old site whole, and the next one succeeds."""
    anliku("build", cwd=project)
    before = tree(project / "site")
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)

    assert before == tree(project / "site")
    assert 0 == anliku("build", cwd=project).returncode
    assert before == tree(project / "site")
    assert [] == [path.name for path in project.iterdir() if path.name.startswith(".site")]


def test_a_build_killed_between_the_two_renames_is_undone(project: Path) -> None:
    """When only the set-aside site is left, the next build has it back even if it fails itself."""
    anliku("build", cwd=project)
    before = tree(project / "site")
    (project / "site").rename(project / ".site.old")
    (project / "cases" / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 1 == done.returncode
    assert before == tree(project / "site")


def test_a_folder_that_it_did_not_make_is_never_replaced(project: Path) -> None:
    """A folder with somebody's files stays, and the message says what to do."""
    (project / "mine").mkdir()
    (project / "mine" / "thesis.txt").write_text("ten years", encoding="utf-8")
    done = anliku("build", "--site-dir", "mine", cwd=project)

    assert 3 == done.returncode
    assert "不是本程序生成的网站，不能替换" in done.stderr
    assert "ten years" == (project / "mine" / "thesis.txt").read_text(encoding="utf-8")


def test_a_link_is_never_replaced(project: Path) -> None:
    """A symbolic link in the place of the site is refused, and what it points to stays."""
    (project / "real").mkdir()
    (project / "real" / MARKER).write_text("", encoding="utf-8")
    (project / "site").symlink_to(project / "real")
    done = anliku("build", cwd=project)

    assert 3 == done.returncode
    assert [MARKER] == [path.name for path in (project / "real").iterdir()]


def test_a_build_beside_another_is_refused(project: Path) -> None:
    """While one build runs, a second one says so and stops."""
    building = project / ".site.building"
    building.mkdir()
    handle = os.open(building, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    done = anliku("build", cwd=project)
    os.close(handle)

    assert 3 == done.returncode
    assert "另一个构建正在进行" in done.stderr
    assert 0 == anliku("build", cwd=project).returncode


def test_a_build_leaves_another_ones_half_done_flip_alone(project: Path) -> None:
    """Between the two renames of a running build, a second one touches nothing."""
    anliku("build", cwd=project)
    (project / "site").rename(project / ".site.old")
    building = project / ".site.building"
    building.mkdir()
    handle = os.open(building, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    before = tree(project)
    done = anliku("build", cwd=project)
    os.close(handle)

    assert 3 == done.returncode
    assert before == tree(project)


@pytest.mark.parametrize("place", ["cases", "cases/2023", "docs/www", "overrides/www", ".", "/"])
def test_a_site_is_never_put_among_its_sources(project: Path, place: str) -> None:
    """A folder in or around the records, the pages or the settings is refused as a target."""
    before = tree(project)
    done = anliku("build", "--site-dir", place, cwd=project)

    assert 3 == done.returncode
    assert "网站不能放在" in done.stderr
    assert before == tree(project)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind: none", "kind: svn", "forge 的 kind 要是 none、github、gitlab、gitee 之一"),
        ("kind: none", "kind: github", "forge 的 address 要是仓库的网址"),
        ("forge:\n        kind: none", "edit_url: https://example.cn/{file}", "edit_url"),
        ('publisher: ""', "publihser: 某局", "publihser"),
        ('publisher: ""', "publisher: [某局]", "publisher"),
        ('security_contact: ""', "security_contact: a@b.cn", "例如 mailto:anquan@example.cn"),
        ('security_expires: ""', "security_expires: 2027-6-30", "例如 2027-06-30"),
    ],
)
def test_a_wrong_setting_is_named(project: Path, before: str, after: str, said: str) -> None:
    """A wrong setting stops the build before it begins, and its name is told."""
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(before, after), encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 3 == done.returncode
    assert "mkdocs.yml 的设置有误" in done.stderr
    assert said in done.stderr


# Where a withdrawn case may be named, beside its own addresses: its withdrawal, its tombstone, its
# id that stays taken, and the rules that lead from an old address to its page.
MAY_NAME_WITHDRAWN = {
    *("changes/index.html", urls.FORM, urls.DATA_JSON, urls.DATA_SUMS, urls.FEED_ATOM),
    *(urls.FEED_JSON, urls.REDIRECTS, urls.NGINX_MAP),
}
# Who keeps the list or the feed of a tag or a place that it bore hears of it there.
MAY_MARK_WITHDRAWN = re.compile(r"(tags|regions)/[a-z0-9-]+/(cases\.json|feed\.(xml|json))")


def test_a_site_with_an_address(project: Path) -> None:
    """Where the host says where the site is, its map names every page, and crawlers find all."""
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("# site_url:", "site_url: https://a.cn/anli")
    for name, value in {"contact": "mailto:a@b.cn", "expires": "2027-06-30"}.items():
        text = text.replace(f'security_{name}: ""', f"security_{name}: {value}")
    config.write_text(text, encoding="utf-8")
    done = anliku("build", cwd=project)
    site = project / "site"

    assert done.returncode == 0, done.stderr
    found = re.findall(
        "<loc>https://a.cn/anli/(.*)</loc>", (site / "sitemap.xml").read_text("utf-8")
    )
    pages = (path.relative_to(site).parent.as_posix() for path in site.rglob("index.html"))
    assert sorted("" if page == "." else f"{page}/" for page in pages) == sorted(found)
    for name in ("feed.xml", "feed.json", "robots.txt", "llms.txt"):
        assert "https://a.cn/anli/" in (site / name).read_text("utf-8")
    # A day without quotes, which YAML takes for a date
    said = (site / ".well-known" / "security.txt").read_text("utf-8")
    assert "Contact: mailto:a@b.cn\nExpires: 2027-06-30T00:00:00+08:00\n" in said


def test_a_site_without_an_address(built: Path) -> None:
    """Nothing is made up: without an address no map is made, and feeds lead on from themselves."""
    assert not [path for path in built.iterdir() if path.name.startswith("sitemap")]
    assert not (built / ".well-known").exists()
    assert "Sitemap" not in (built / "robots.txt").read_text("utf-8")
    assert 'href="cases/huoche-siji-dangjian-shidian/"' in (built / "feed.xml").read_text("utf-8")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts in a file, each of which it has."""
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def withdraw(project: Path) -> None:
    """Withdraw a case that has an old id and gets another one in its place."""
    edit(
        project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml",
        ("curation:\n", "aliases: [ningbo-old]\ncuration:\n"),
        ("  status: published\n", "  status: withdrawn\n"),
        (
            '  added: "2026-11-22"\n',
            '  added: "2026-11-22"\n'
            "  replaced_by: zhaoyuan-chelun-dangjian\n"
            '  revised:\n    - {date: "2026-11-22", note: 来源声明作废}\n',
        ),
    )


def test_a_withdrawn_case_keeps_its_page_and_leaves_all_else(project: Path) -> None:
    """A withdrawn case stays at its addresses, struck and explained, and is in nothing else."""
    withdraw(project)
    done = anliku("build", cwd=project)
    assert 0 == done.returncode, done.stderr
    site = project / "site"
    own = ("cases/ningbo-yunguan-dangjian-jia/", "cases/ningbo-old/")
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    naming = {
        name
        for name, path in files.items()
        if not name.startswith(own)
        and re.search(
            "ningbo-yunguan-dangjian-jia|推动道路运输管理转型".encode(), path.read_bytes()
        )
    }
    page = (site / own[0] / "index.html").read_text("utf-8")
    changes = (site / "changes" / "index.html").read_text("utf-8")

    marked = {name for name in naming if MAY_MARK_WITHDRAWN.fullmatch(name)}
    assert {"tags/dangjian-pinpai/feed.xml", "regions/330000/cases.json"} <= marked
    assert {"changes/index.html", urls.FORM} <= naming - marked <= MAY_NAME_WITHDRAWN
    assert "<strong>本案例已于2026年11月22日撤回。</strong>原因：来源声明作废。" in page
    assert '请看替代它的案例：<a href="../zhaoyuan-chelun-dangjian/">' in page
    assert '<h1 id="top"><del>宁波运管用' in page
    assert "本案例已撤回，不能引用，也不提供下载。" in page
    assert "<del>宁波运管用" in changes
    assert "来源声明作废。" in changes
    assert not (site / "regions" / "330200").exists()


def test_old_addresses_lead_to_the_new_ones(project: Path) -> None:
    """Pages at former ids lead on by themselves and by a link, and name the new one as the true."""
    withdraw(project)
    edit(project / "mkdocs.yml", ("# site_url:", "site_url: https://example.cn/anli/ #"))
    edit(
        project / "cases" / "_vocab" / "tags.yml",
        ("- id: huoche-siji\n", "- id: huoche-siji\n  aliases: [kache-siji]\n"),
    )
    done = anliku("build", cwd=project)
    assert 0 == done.returncode, done.stderr
    site = project / "site"

    for old, new in (
        ("cases/ningbo-old", "cases/ningbo-yunguan-dangjian-jia"),
        ("tags/kache-siji", "tags/huoche-siji"),
    ):
        page = (site / old / "index.html").read_text("utf-8")
        way = f"../{new.partition('/')[2]}/"
        assert f'content="0; url={way}"' in page
        assert [f'<link rel="canonical" href="https://example.cn/anli/{new}/">'] == re.findall(
            '<link rel="canonical"[^>]*>', page
        )
        assert f'<a href="{way}">' in page
        assert f"/anli/{old}/ /anli/{new}/ 301\n" in (site / urls.REDIRECTS).read_text("utf-8")
    records = [
        site / "cases" / one / "record.json"
        for one in ("ningbo-old", "ningbo-yunguan-dangjian-jia")
    ]
    assert records[0].read_bytes() == records[1].read_bytes()


def test_a_draft_is_not_published(project: Path) -> None:
    """A draft leaves no trace in the site."""
    record = project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    text = record.read_text(encoding="utf-8")
    text = text.replace("  status: published\n", "  status: draft\n")
    record.write_text(text, encoding="utf-8")
    unfinished = project / "cases" / "2026" / "xin.yml"
    unfinished.write_text('title: 甲\ncuration: {status: draft, added: "2026-11-22"}\n', "utf-8")
    done = anliku("build", cwd=project)
    named = [
        path
        for path in (project / "site").rglob("*.html")
        if re.search("ningbo-yunguan|cases/xin|xin.yml", path.read_text("utf-8"))
    ]

    assert (0, []) == (done.returncode, named)
    assert "草稿不进网站，有 2 个。" in done.stdout
    assert "AL701" not in done.stdout + done.stderr


def test_a_picture_stands_beside_its_case(project: Path) -> None:
    """A picture that a record names is published at the case's address with its words."""
    record = project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    image = project / "cases" / "2017" / "ningbo-zhiyuan.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n")
    words = (
        "images:\n  - {file: ningbo-zhiyuan.png, alt: 老党员, caption: 引导乘车, credit: 某某 摄}\n"
    )
    text = record.read_text(encoding="utf-8").replace("sources:\n", words + "sources:\n")
    record.write_text(text, encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 0 == done.returncode, done.stderr
    case = project / "site" / "cases" / "ningbo-yunguan-dangjian-jia"
    assert image.read_bytes() == (case / "ningbo-zhiyuan.png").read_bytes()
    assert 'alt="老党员"' in (case / "index.html").read_text("utf-8")


def test_a_record_stands_beside_its_case(project: Path) -> None:
    """Each published case's record is served as it was reviewed, to the byte, and no other's."""
    drafted = project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    withdrawn = project / "cases" / "2026" / "zhaoyuan-chelun-dangjian.yml"
    for record, status in ((drafted, "draft"), (withdrawn, "withdrawn")):
        text = record.read_text(encoding="utf-8").replace("status: published", f"status: {status}")
        reason = '  revised: [{date: "2026-11-22", note: 来源声明作废}]  # 编者注\n'
        record.write_text(text.rstrip("\n") + "\n" + reason, encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 0 == done.returncode, done.stderr
    given = {one.parent.name: one for one in (project / "site").glob("cases/*/record.yml")}
    kept = {
        one.stem: one
        for one in (project / "cases").glob("2*/*.yml")
        if one not in (drafted, withdrawn)
    }
    assert {stem: one.read_bytes() for stem, one in kept.items()} == {
        stem: one.read_bytes() for stem, one in given.items()
    }


def test_the_form_knows_the_library(project: Path) -> None:
    """The form learns where records are handed in, and of every case its file and its old ids."""
    config = project / "mkdocs.yml"
    forge = "kind: gitlab\n        address: https://git.example.cn/a/b"
    config.write_text(config.read_text("utf-8").replace("kind: none", forge), encoding="utf-8")
    record = project / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("curation:\n", "aliases: [ningbo-old]\ncuration:\n"), "utf-8")
    done = anliku("build", cwd=project)
    assert 0 == done.returncode, done.stderr
    told = json.loads((project / "site" / "submit" / "form.json").read_bytes())
    regions = json.loads((project / "site" / "submit" / "regions.json").read_bytes())

    assert "https://git.example.cn/a/b/-/edit/main/{file}" == told["forge"]["edit"]
    assert {
        "id": "ningbo-yunguan-dangjian-jia",
        "title": "宁波运管用“党建+”推动道路运输管理转型",
        "file": "cases/2017/ningbo-yunguan-dangjian-jia.yml",
        "status": "published",
        "aliases": ["ningbo-old"],
    } in told["cases"]
    assert ["330200", "宁波市", "330000"] in regions["rows"]


def test_mkdocs_alone_builds_the_same_pages(project: Path, built: Path) -> None:
    """`mkdocs build` through the plugin gives the same pages as `anliku build`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    expected = {name: hash_ for name, hash_ in tree(built).items() if name != MARKER}
    assert expected == tree(project / "site")


def test_mkdocs_alone_names_the_faulty_record(project: Path) -> None:
    """`mkdocs build` stops at a record with errors and says where it is."""
    (project / "cases" / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "cases/2023/broken.yml:1:1" in done.stderr


def test_a_hand_written_page_is_never_replaced_by_a_generated_one(project: Path) -> None:
    """A page of the same name in docs/ stops the build instead of vanishing."""
    (project / "docs" / "tags").mkdir()
    (project / "docs" / "tags" / "index.md").write_text("# 我的标签\n", encoding="utf-8")
    done = anliku("build", cwd=project)

    assert 1 == done.returncode
    assert "docs/tags/index.md 与生成的页面重名" in done.stderr
