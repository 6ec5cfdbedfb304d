"""What programs look for at fixed places: robots.txt, security.txt and llms.txt.

RFC 9309, RFC 9116 and https://llmstxt.org/ say what stands in them.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from generator import markdown, urls
from generator.library import Library
from generator.output import File
from generator.settings import LICENCE_NAME, Settings

# So many cases llms.txt names; all of them are in the data files.
NEWEST: Final = 100


def notice_files(library: Library, settings: Settings) -> Iterator[File]:
    """Give the files that the settings allow for."""
    yield File(urls.ROBOTS, robots(settings).encode())
    yield File(urls.LLMS, llms(library, settings).encode())
    if settings.security_contact and settings.security_expires:
        yield File(urls.SECURITY, security(settings).encode())


def robots(settings: Settings) -> str:
    """Say that everything may be read, and where the map is if the site's address is known."""
    told = "User-agent: *\nAllow: /\n"
    if settings.address:
        told += f"\nSitemap: {urls.absolute(settings.address, urls.SITEMAP)}\n"
    return told


def security(settings: Settings) -> str:
    """Say whom to tell of a weakness.

    The file counts at the root of a host alone (RFC 9116, section 3), wherever the site lies on it.
    """
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {settings.security_expires}T00:00:00+08:00",
        "Preferred-Languages: zh, en",
    ]
    if settings.address:
        lines.append(f"Canonical: {urljoin(settings.address, f'/{urls.SECURITY}')}")
    return "".join(f"{line}\n" for line in lines)


def llms(library: Library, settings: Settings) -> str:
    """Say in Markdown what is here and where to read it, in sections of links."""

    def link(name: str, way: str, about: str) -> str:
        return f"- [{markdown.legible(name)}]({settings.address}{way}): {markdown.legible(about)}"

    listed = library.listed
    count = f"共 {len(listed)} 个案例"
    newest = f"，下面是来源日期最新的 {NEWEST} 个" if len(listed) > NEWEST else ""
    lines = [
        f"# {markdown.legible(settings.site_name)}",
        f"> {markdown.legible(settings.description)}",
        f"{count}{newest}。案例记录依{LICENCE_NAME}许可使用，引用时请注明案例网址。",
        "## 案例",
        "\n".join(link(case.title, urls.prose(case.id), case.summary) for case in listed[:NEWEST]),
        "## 数据",
        "\n".join(
            (
                link("cases.ndjson", urls.DATA_NDJSON, "全部案例，每行一个"),
                link("cases.json", urls.DATA_JSON, "全部案例，一个文件"),
                link("metrics.csv", urls.DATA_METRICS, "全部数字，一行一个，注明案例"),
                link("数据说明", urls.address(urls.DATA), "各个文件怎样使用，每个字段是什么意思"),
                link("feed.xml", urls.FEED_ATOM, "最近的收录、修订和撤回"),
            )
        ),
    ]
    return "\n\n".join(line for line in lines if line not in ("", "> ")) + "\n"
