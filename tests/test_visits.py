"""Asking addresses outside, of a server on this machine."""

import datetime
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli, links, visits
from generator.links import Known, Link
from generator.workspace import SurroundingsError
from tests.factories import ROOT, record_text

TODAY = datetime.date(2026, 11, 22)


class Host(ThreadingHTTPServer):
    """A host whose answers stand in a table; it notes what it is asked."""

    answers: dict[tuple[str, str], int]
    asked: list[tuple[str, str]]


class Answer(BaseHTTPRequestHandler):
    server: Host

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path))
        status = self.server.answers.get((self.command, self.path), 404)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/there" if self.path == "/moved" else self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815 # the names that the server calls

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[Host]:
    """A host on the loopback address."""
    server = Host(("127.0.0.1", 0), Answer)
    server.answers, server.asked = {}, []
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address(host: Host, path: str) -> str:
    """Give an address on the host."""
    return f"http://127.0.0.1:{host.server_port}{path}"


def test_a_page_that_is_there_is_asked_for_its_head_alone(host: Host) -> None:
    """A host that answers HEAD is asked for nothing more, through a redirect as well."""
    host.answers = {("HEAD", "/there"): 200, ("HEAD", "/moved"): 301}
    visitor = visits.Visitor(pause=0)

    assert [200, 200] == [visitor.ask(address(host, path)) for path in ("/there", "/moved")]
    assert [("HEAD", "/there"), ("HEAD", "/moved"), ("HEAD", "/there")] == host.asked


@pytest.mark.parametrize("refusal", [403, 404, 405, 501])
def test_a_refusal_of_head_is_no_answer(host: Host, refusal: int) -> None:
    """What refuses HEAD is asked the way a browser asks, and that answer counts."""
    host.answers = {("HEAD", "/a"): refusal, ("GET", "/a"): 200, ("HEAD", "/b"): refusal}
    visitor = visits.Visitor(pause=0)

    assert [200, 404] == [visitor.ask(address(host, path)) for path in ("/a", "/b")]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_peace_has_it(host: Host, status: int) -> None:
    """A host that says it is too much is not asked again in the same run."""
    host.answers = {("HEAD", "/a"): status}
    visitor = visits.Visitor(pause=0)

    assert [status, 0, 0] == [visitor.ask(address(host, path)) for path in ("/a", "/b", "/c")]
    assert [("HEAD", "/a")] == host.asked


def test_no_answer_is_no_fault(host: Host) -> None:
    """A circle of redirects, a host that is not there and a broken name give no answer."""
    host.answers = {("HEAD", "/circle"): 301}
    visitor = visits.Visitor(pause=0)
    nowhere = ("http://127.0.0.1:1/", "http://a..b/")

    assert [0] * 3 == [visitor.ask(one) for one in (address(host, "/circle"), *nowhere)]


def test_a_host_is_given_time(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two questions to one host there is a pause; another host is asked meanwhile."""
    slept: list[float] = []
    monkeypatch.setattr(visits.time, "sleep", slept.append)
    monkeypatch.setattr(visits.time, "monotonic", lambda: 100.0)
    host.answers = {("HEAD", "/a"): 200, ("HEAD", "/b"): 200}
    visitor = visits.Visitor(pause=2)
    visitor.ask(address(host, "/a"))
    visitor.ask(address(host, "/b"))
    visitor.ask(address(host, "/a").replace("127.0.0.1", "localhost"))

    assert [2.0] == slept


def link(one: str) -> Link:
    """Give a link of some record."""
    return Link(one, "cases/2023/x.yml", 1, 1, False)


def test_answers_are_remembered_one_by_one(tmp_path: Path) -> None:
    """A run that is stopped has kept what it learnt, and the next one goes on from there."""
    memory = tmp_path / "memory.json"
    found = [link("https://a.example.cn/"), link("https://b.example.cn/")]

    def stopped(one: str) -> int:
        if one == "https://b.example.cn/":
            raise KeyboardInterrupt
        return 404

    with pytest.raises(KeyboardInterrupt):
        visits.visit(found, memory, TODAY, stopped, lambda *_: None)
    asked: list[str] = []
    known = visits.visit(
        found, memory, TODAY, lambda one: asked.append(one) or 200, lambda *_: None
    )

    assert ["https://b.example.cn/"] == asked
    assert {
        "https://a.example.cn/": Known("2026-11-22", 404, ("2026-11-22",)),
        "https://b.example.cn/": Known("2026-11-22", 200),
    } == known
    assert known == links.read_memory(memory.read_text(encoding="utf-8"))


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    """A file that is no memory is named and not written over."""
    memory = tmp_path / "notes.json"
    memory.write_text("[]", encoding="utf-8")

    with pytest.raises(SurroundingsError, match="不是 anliku links 的记录"):
        visits.visit([link("https://a.example.cn/")], memory, TODAY, lambda _: 200, lambda *_: None)
    assert "[]" == memory.read_text(encoding="utf-8")


def test_the_command_names_the_record(tmp_path: Path) -> None:
    """The command names record, line and way out for a page that is gone, and fails nothing."""
    cases = Path(shutil.copytree(ROOT / "cases", tmp_path / "cases"))
    gone, kept = "https://www.example.cn/gone", "https://web.example.cn/kept"
    file = cases / "2023" / "a-case.yml"
    sources = [{"title": "一", "kind": "网页", "url": gone, "archived": kept}]
    file.write_text(record_text(sources=sources, related=None), encoding="utf-8")
    line = next(n for n, one in enumerate(file.read_text("utf-8").splitlines(), 1) if gone in one)
    today = datetime.date.today().isoformat()
    memory = tmp_path / "memory.json"
    # Asked today, so that the command asks nobody.
    dead = Known(today, 404, ("2026-11-01", "2026-11-02", "2026-11-03"))
    memory.write_text(links.write_memory({gone: dead, kept: Known(today, 200)}), encoding="utf-8")
    command = ["links", "--cases", str(cases), "--memory", str(memory)]
    done = CliRunner().invoke(cli.anliku, command)

    assert (0, "") == (done.exit_code, done.stderr)
    assert (
        f"cases/2023/a-case.yml:{line}:10\n"
        f"  提醒：网页已经不在：{gone}（2026-11-03）\n"
        "  改法：来源已有存档网址，读者仍能看到；文章若搬了家，把 url 换成新的网址\n"
        "2 个网址：1 个正常，1 个已经不在，0 个还不能断定。\n"
    ) == done.stdout
