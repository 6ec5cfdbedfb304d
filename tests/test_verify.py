"""What a host relies on in the look at a finished site: whole, and asking nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.verify import verify


def page(body: str, head: str = "") -> bytes:
    """Give a page."""
    text = f"<!doctype html><html><head><title>甲</title>{head}</head><body>{body}</body></html>"
    return text.encode()


SITE = {
    "index.html": page('<h1 id="top">甲</h1><a href="cases/a/#top">乙</a><a href="./">丙</a>'),
    "cases/index.html": page(
        '<a href="a/">甲</a><a href="..">乙</a><a href="?q=x#results">丙</a><p id="results">'
    ),
    "cases/a/index.html": page(
        '<h1 id="top">甲</h1><a href="../../">乙</a><a href="#top">丙</a><img src="p%20q.jpg">'
        '<a href="https://a.cn/x">丁</a><img src="data:image/png;base64,AA=="><a href="..">戊</a>'
        '<img srcset="p%20q.jpg 1x, ../../assets/x.png 2x">',
        '<link rel="stylesheet" href="../../assets/x.css"><link rel="canonical" href="https://a.cn/">',
    ),
    "cases/a/p q.jpg": b"",
    "assets/x.css": b"a{background:url(x.png)} b{background:url(data:image/png;base64,AA)}",
    "assets/x.png": b"",
    "404.html": page(
        '<a href="/">甲</a><a href="/cases/a/#top">乙</a><script src="/assets/x.js"></script>'
    ),
    "assets/x.js": b"",
}  # fmt: skip


def faults(body: str = "", head: str = "", css: str = "", base: str = "/") -> list[str]:
    """Give the faults of the sound site with one page and one style sheet added."""
    added = {"x/index.html": page(body, head), "x.css": css.encode()}
    return verify({**SITE, **added}, [], base)


def test_clean_site() -> None:
    """A sound site has no fault."""
    assert [] == verify(SITE, SITE)


def test_missing_files() -> None:
    """Every file that was to be there and is not is named."""
    assert ["缺少文件 cases/b/index.html", "缺少文件 sitemap.xml"] == verify(
        SITE, ["sitemap.xml", "index.html", "cases/b/index.html"]
    )


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../cases/b/", "cases/b/index.html"),
        ("b/", "x/b/index.html"),
        ("../cases/a", "cases/a"),
        ("/b.html", "b.html"),
        ("../../../b/", "../../b/index.html"),
        ("../cases/a/p%20r.jpg", "cases/a/p r.jpg"),
    ],
)
def test_dangling_links(link: str, target: str) -> None:
    """A link to a page or file that is not there is named with the page that bears it."""
    assert [f"x/index.html 链接到不存在的 {target}"] == faults(f'<a href="{link}">甲</a>')


@pytest.mark.parametrize(
    "element",
    [
        '<img src="no.png">',
        '<img srcset="no.png 2x">',
        '<img srcset="../assets/x.png 1x, no.png 2x">',
        '<script src="no.png"></script>',
        '<link rel="stylesheet" href="no.png">',
        '<link rel="icon" href="no.png">',
        '<source src="no.png">',
        '<form action="no.png"></form>',
    ],
)
def test_dangling_files(element: str) -> None:
    """A picture, script, style sheet or target of a form that is not there is named, too."""
    assert ["x/index.html 链接到不存在的 x/no.png"] == faults(element)


@pytest.mark.parametrize(
    ("link", "where"),
    [
        ("#no", "x/index.html"),
        ("../#no", "index.html"),
        ("../cases/a/#no", "cases/a/index.html"),
        ("../cases/a/?q=1#no", "cases/a/index.html"),
        ("../cases/a/#Top", "cases/a/index.html"),
    ],
)
def test_missing_anchors(link: str, where: str) -> None:
    """A link to a place that a page does not have is named."""
    anchor = link.partition("#")[2]

    assert [f"x/index.html 链接到{where} 中不存在的位置 #{anchor}"] == [
        fault.replace("链接到 ", "链接到") for fault in faults(f'<a href="{link}">甲</a>')
    ]


def test_a_missing_target_is_named_once() -> None:
    """A dangling link of the theme is one fault, with the number of pages that bear it."""
    site = {f"{name}/index.html": page('<a href="/no/">甲</a>') for name in "abc"}

    assert ["a/index.html 链接到不存在的 no/index.html（另有 2 处）"] == verify(site, [])


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://e.cn/x"></script>',
        '<script src="//e.cn/x"></script>',
        '<script src="HTTPS://e.cn/x"></script>',
        '<img src="https://e.cn/x">',
        '<img src=" https://e.cn/x ">',
        '<img src="ht&#10;tps://e.cn/x">',
        '<img src="https:e.cn">',
        '<img srcset="https://e.cn/x 2x">',
        '<img srcset="../assets/x.png 1x, https://e.cn/x 2x">',
        '<picture><source srcset="//e.cn/x"></picture>',
        '<iframe src="https://e.cn/x"></iframe>',
        '<embed src="https://e.cn/x">',
        '<object data="https://e.cn/x"></object>',
        '<video src="https://e.cn/x"></video>',
        '<video poster="https://e.cn/x"></video>',
        '<audio src="https://e.cn/x"></audio>',
        '<track src="https://e.cn/x">',
        '<form action="https://e.cn/x"></form>',
        '<form action="javascript:x"></form>',
        '<input type="image" src="https://e.cn/x">',
        '<button formaction="https://e.cn/x">甲</button>',
        '<svg><image href="https://e.cn/x"/></svg>',
        '<svg><image xlink:href="https://e.cn/x"/></svg>',
        '<svg><use href="https://e.cn/x#y"/></svg>',
        '<link rel="stylesheet" href="https://e.cn/x">',
        '<link rel="STYLESHEET" href="https://e.cn/x">',
        '<link rel="preconnect" href="https://e.cn">',
        '<link rel="dns-prefetch" href="//e.cn">',
        '<link rel="alternate stylesheet" href="https://e.cn/x">',
        '<link rel="manifest" href="https://e.cn/x">',
        '<link href="https://e.cn/x">',
        '<base href="https://e.cn/">',
        '<meta http-equiv="refresh" content="0; url=https://e.cn/">',
        '<meta http-equiv="Refresh" content="0; URL=\'https://e.cn/\'">',
        '<meta http-equiv="refresh" content="0;https://e.cn/">',
        '<p style="background:url(https://e.cn/x)">甲</p>',
        "<p style=\"background:URL('//e.cn/x')\">甲</p>",
        "<style>p{background:url(https://e.cn/x)}</style>",
        '<style>@import "https://e.cn/x";</style>',
        '<iframe srcdoc="&lt;script src=https://e.cn&gt;"></iframe>',
        '<a href="https://a.cn" ping="https://e.cn/x">甲</a>',
        '<img src="http://[">',
    ],
)
def test_foreign_requests(element: str) -> None:
    """Whatever would make a browser ask another host, or send to it, is a fault."""
    assert {True} == {fault.startswith("x/index.html ") for fault in faults(body=element)}


@pytest.mark.parametrize(
    "css",
    [
        "a{background:url(https://e.cn/x)}",
        "a{background:url( '//e.cn/x' )}",
        "a{background:URL(https://e.cn/x)}",
        '@import "https://e.cn/x.css";',
        "@import url(https://e.cn/x.css);",
        '@import url("https://e.cn/x.css");',
        "@IMPORT 'https://e.cn/x.css';",
        "@font-face{src:url(https://e.cn/x.woff2)}",
        "a{background:url(http://[)}",
    ],
)
def test_foreign_style(css: str) -> None:
    """A style sheet that asks another host is a fault."""
    assert [True] == [one.startswith("x.css 引用了外部地址 ") for one in faults(css=css)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java&#9;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://e.cn/",
        "//e.cn/",
        "mailto:a@b.cn",
        "http://[",
    ],
)
def test_links_that_are_not_allowed(address: str) -> None:
    """A link that a reader follows is to the site itself or https; nothing else passes."""
    assert [True] == ["有不允许的链接" in one for one in faults(f'<a href="{address}">甲</a>')]
    assert [True] == ["有不允许的链接" in one for one in faults(f'<area href="{address}">')]


@pytest.mark.parametrize(
    "element",
    [
        '<a href="https://e.cn/x?y#z" rel="external noopener">甲</a>',
        '<link rel="canonical" href="https://e.cn/x">',
        '<link rel="alternate" href="https://e.cn/x">',
        '<img src="data:image/png;base64,AA==">',
        '<meta http-equiv="refresh" content="0; url=../cases/a/">',
        '<p style="color:red">甲</p>',
        "<script>let a = 'https://e.cn';</script>",
    ],
)
def test_allowed(element: str) -> None:
    """Links by https, and addresses that only tell, are no faults."""
    assert [] == faults(element)


def test_duplicate_ids() -> None:
    """An id that stands twice on a page is a fault; on two pages it is none."""
    assert ["x/index.html 有重复的 id a"] == faults('<p id="a">甲</p><h2 id="a">乙</h2>')


@pytest.mark.parametrize("content", [b"", b" \n", b"<!-- -->"])
def test_empty_pages(content: bytes) -> None:
    """An empty page is a fault."""
    assert [True] == ["是空的" in one for one in verify({"a.html": content}, [])]


def test_below_a_path() -> None:
    """Absolute links are read as the site is published: below its path."""
    site = {"index.html": page(""), "404.html": page('<a href="/anli/">甲</a>')}

    assert [] == verify(site, [], "/anli/")
    assert ["404.html 链接到不存在的 anli/index.html"] == verify(site, [], "/")


@given(st.binary() | st.text(st.sampled_from("<>\"'= ahrefscimgl:/[].#?&;\n")).map(str.encode))
def test_any_page(content: bytes) -> None:
    """Any bytes whatsoever for a page or a style sheet give faults or none, never a crash."""
    found = verify({"a.html": b"<a href='" + content, "b.html": content, "c.css": content}, [])

    assert [] == [one for one in found if not one]
