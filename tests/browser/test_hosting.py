"""The site on a host's own server: nginx with the recipe of docs/hosting.md, below a path."""

import gzip
import hashlib
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Page, expect

from generator import aliases, compress
from tests.browser.conftest import ROOT, build_site
from tests.browser.hosting import FOLDER, Host, configure, free_port, recipe, running
from tests.browser.page_types import page_types

BASE = "/anli/"
ZHAOYUAN = "zhaoyuan-chelun-dangjian"
RECORD = f"cases/{ZHAOYUAN}/record.yml"
FOR_EVER = "public, max-age=31536000, immutable"
MOVED = {"cases/old": "cases/new"}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The real library as a host builds and serves it."""
    folder = tmp_path_factory.mktemp("host")
    port = free_port()
    address = f"http://127.0.0.1:{port}{BASE}"
    config = folder / "mkdocs.yml"
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for name in ("docs", "overrides", "cases"):
        text = re.sub(
            rf"(docs_dir|custom_dir|cases): {name}$", rf"\1: {ROOT / name}", text, flags=re.M
        )
    for name, value in {"contact": "https://example.cn/", "expires": '"2027-06-30"'}.items():
        text = text.replace(f'security_{name}: ""', f"security_{name}: {value}")
    config.write_text(text.replace("# site_url:", f"site_url: {address}"), encoding="utf-8")
    site = folder / "www" / "anli"
    build_site(site, "--compress", "--offline", "--config", str(config))
    (site / "nginx-redirects.map").write_bytes(aliases.nginx_map(MOVED, address))
    served = recipe().replace(FOLDER, str(folder / "www"))
    with running(folder, served.replace("listen 80;", f"listen 127.0.0.1:{port};"), port):
        yield Host(port, site, BASE)


def files(host: Host) -> list[str]:
    """Give the files of the site that a reader may have, without the compressed forms."""
    found = [
        path.relative_to(host.site).as_posix() for path in host.site.rglob("*") if path.is_file()
    ]
    forms = {f"{one}{ending}" for one in found for ending in (compress.GZIP, compress.BROTLI)}
    return sorted(set(found) - forms - {".anliku"})


def test_every_file_is_kept_as_long_as_it_is_right(host: Host) -> None:
    """A browser keeps what has a hash in its name for ever, and asks again for all else."""
    kept = {way for way in files(host) if FOR_EVER == host.ask(way).headers["Cache-Control"]}
    others = {host.ask(way).headers["Cache-Control"] for way in files(host) if way not in kept}
    assets = {way for way in files(host) if way.startswith("assets/")}
    hashes = {way: hashlib.sha256((host.site / way).read_bytes()).hexdigest()[:8] for way in assets}
    named = {way for way in assets if f".{hashes[way]}." in way}

    assert {"no-cache"} == others
    assert named | {way for way in files(host) if way.endswith(".bin")} == kept
    assert {way for way in assets if way.endswith((".css", ".js"))} <= named


@pytest.mark.parametrize(
    ("coding", "ending", "read"),
    [("br", ".br", brotli.decompress), ("gzip", ".gz", gzip.decompress)],
)
def test_every_text_is_sent_compressed(host: Host, coding: str, ending: str, read: object) -> None:
    """Who takes a compressed file gets the one that the build made, and it holds the very page."""
    assert callable(read)
    sent = [way for way in files(host) if (host.site / f"{way}{ending}").is_file()]
    assert {"index.html", "404.html", RECORD} <= set(sent)
    for way in sent:
        answer = host.ask(way, Accept_Encoding=coding)
        assert (coding, "Accept-Encoding") == (
            answer.headers["Content-Encoding"],
            answer.headers["Vary"],
        ), way
        assert (host.site / f"{way}{ending}").read_bytes() == answer.body
        assert (host.site / way).read_bytes() == read(answer.body)


def test_who_takes_nothing_compressed_gets_plain_files(host: Host) -> None:
    """A program without any compression gets the files themselves."""
    for way in ("", RECORD, "submit/form.json"):
        answer = host.ask(way)
        assert answer.headers["Content-Encoding"] is None
        assert (host.site / way / ("" if way else "index.html")).read_bytes() == answer.body


def test_the_copy_for_disk_is_not_compressed_twice(host: Host) -> None:
    """The zip that readers unpack holds no compressed forms of its files."""
    [archive] = (host.site / "offline").glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        endings = {Path(name).suffix for name in opened.namelist()}

    assert ".html" in endings
    assert set() == endings & {".gz", ".br"}


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (RECORD, "text/plain; charset=utf-8"),
        ("submit/form.json", "application/json"),
        ("data/cases.ndjson", "application/x-ndjson; charset=utf-8"),
        ("data/cases.csv", "text/csv; charset=utf-8"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("cases/zhaoyuan-chelun-dangjian/cite.bib", "application/x-bibtex; charset=utf-8"),
        (
            "cases/zhaoyuan-chelun-dangjian/cite.ris",
            "application/x-research-info-systems; charset=utf-8",
        ),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_kind_of_file_is_named(host: Host, way: str, kind: str) -> None:
    """A browser is told what a file is, and that its Chinese is UTF-8."""
    answer = host.ask(way)

    assert (200, kind) == (answer.status, answer.headers["Content-Type"])
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "strict-origin-when-cross-origin" == answer.headers["Referrer-Policy"]


def test_what_has_not_changed_is_not_sent_again(host: Host) -> None:
    """A browser that asks again for a page that it has gets no more than a word."""
    tag = host.ask("", Accept_Encoding="br").headers["ETag"]
    again = host.ask("", Accept_Encoding="br", If_None_Match=tag)

    assert (304, b"") == (again.status, again.body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cases/old", "cases/new/"),
        ("cases/old/", "cases/new/"),
        ("cases/old/record.yml", "cases/new/record.yml"),
        ("cases/old?from=a%0ab&x=1", "cases/new/?from=a%0ab&x=1"),
        ("cases", "cases/"),
    ],
)
def test_old_addresses_lead_to_the_new_ones(host: Host, old: str, new: str) -> None:
    """The server itself leads from an old address to the new one, whatever its own name is."""
    answer = host.ask(old)

    assert (301, BASE + new) == (answer.status, answer.headers["Location"])


@pytest.mark.parametrize(
    "way",
    ["nix/", "assets/", "assets/x.01234567.js", ".anliku", ".git/config", "cases/old/a%0d%0aX:b"],
)
def test_what_is_not_there_is_said_so(host: Host, way: str) -> None:
    """A missing or hidden file gives the page of the site that says so, which nobody keeps."""
    answer = host.ask(way)

    assert (404, "no-cache") == (answer.status, answer.headers["Cache-Control"])
    assert (host.site / "404.html").read_bytes() == answer.body


def test_the_recipe_works_at_the_root_too(host: Host, tmp_path: Path) -> None:
    """As the page tells: with `/` in the place of the path, nginx takes the recipe."""
    served = recipe().replace(BASE, "/").replace(FOLDER, str(host.site))
    command = configure(tmp_path, served.replace("listen 80;", f"listen 127.0.0.1:{host.port};"))
    said = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)

    assert 0 == said.returncode, said.stderr
    assert "warn" not in said.stderr


@pytest.mark.parametrize("language", ["caddyfile", "nginx"])
def test_all_recipes_name_one_policy(language: str) -> None:
    """The policy that is tried here stands in each recipe, and allows no inline script."""
    [policy] = re.findall(r'Content-Security-Policy "([^"]*)"', recipe(language))

    assert policy in recipe("nginx")
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a reader, in which a browser has nothing to complain of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (one) => "
        "console.error(`refused: ${one.violatedDirective} ${one.blockedURI} ${one.sourceFile}`))"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(f"{page.url} {one.type}: {one.text}"))
    page.on("pageerror", lambda one: said.append(f"{page.url} {one}"))
    yield page
    context.close()
    assert [] == said


def test_every_kind_of_page_passes_the_policy(tab: Page, host: Host) -> None:
    """No page of any kind asks for what the policy of the recipe refuses."""
    for way in page_types(host.site):
        assert tab.goto(host.url + way).status == 200, way  # type: ignore[union-attr]
        tab.wait_for_load_state("networkidle" if "submit" in way else "load")
    policy = host.ask("").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy


def test_a_missing_page_has_its_styles(browser: Browser, host: Host) -> None:
    """However deep the missing address, its page looks like the site and passes the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    answer = page.goto(f"{host.url}nix/nix/nix/")
    header = page.locator(".al-header").evaluate("one => getComputedStyle(one).position")
    page.get_by_role("link", name="全部案例").first.click()
    expect(page).to_have_url(f"{host.url}cases/")
    context.close()

    assert answer is not None
    assert (404, "sticky") == (answer.status, header)
    # The browser's own word on the page itself.
    assert ["404"] == re.findall("status of ([0-9]+)", " ".join(said))
    assert 1 == len(said)


def test_a_reader_is_not_hindered_by_the_policy(tab: Page, host: Host) -> None:
    """Searching, choosing, comparing, sorting, switching the display and printing work under it."""
    tab.goto(f"{host.url}cases/?q=司机")
    expect(tab.locator("#search-status")).to_contain_text("找到")
    tab.locator("#results [data-basket]").first.click()
    tab.locator("#results [data-basket]").nth(1).click()
    tab.locator(".al-basket-bar").get_by_role("link", name="对比").click()
    expect(tab.locator(".al-compare-heading")).to_have_count(2)
    tab.locator("[data-display=elder]").click()
    tab.locator("[data-display=colours]").click()
    tab.goto(f"{host.url}metrics/?sort=-value")
    expect(tab.locator("th[aria-sort=descending]")).to_have_count(1)
    tab.goto(f"{host.url}timeline/")
    tab.goto(f"{host.url}cases/{ZHAOYUAN}/")
    tab.emulate_media(media="print")
    assert tab.pdf().startswith(b"%PDF")


def test_the_form_works_under_the_policy(tab: Page, host: Host) -> None:
    """A correction is opened, written, checked, previewed and taken home under the policy."""
    tab.goto(f"{host.url}submit/?case={ZHAOYUAN}")
    tab.locator(".al-form-ready").wait_for()
    title = tab.locator("[id='field-record.title']")
    title.fill("")
    title.blur()
    expect(tab.locator("[id='field-record.title-faults']")).not_to_be_empty()
    title.fill("新的标题")
    tab.locator("#form-reason").fill("标题写错了")
    expect(tab.locator("#form-preview-place h1, #form-preview-place h2").first).to_be_visible()
    expect(tab.locator("#form-preview-place")).to_contain_text("新的标题")
    expect(tab.locator("#form-verdict")).to_have_text("检查通过，可以提交。")
    with tab.expect_download() as waiting:
        tab.locator("#form-download").click()
    assert "新的标题" in waiting.value.path().read_text(encoding="utf-8")


def test_the_policy_is_at_work(browser: Browser, host: Host) -> None:
    """A script that somebody slips into a page is refused."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{host.url}about/")
    page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); }"
    )
    ran = page.evaluate("() => window.ran")
    context.close()

    assert ran is None
