"""nginx with the recipe of docs/hosting.md, run as a host would, on a free port of this machine."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

from generator import urls
from tests.browser.conftest import ROOT

RECIPES = (ROOT / "docs" / urls.HOSTING).read_text(encoding="utf-8")
FOLDER = "/srv/www"
# What a Debian package's own nginx.conf says around a recipe, without its folders and its user.
FRAME = """
load_module {modules}/ngx_http_brotli_static_module.so;
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path temp;
    proxy_temp_path temp;
    fastcgi_temp_path temp;
    uwsgi_temp_path temp;
    scgi_temp_path temp;
    {recipe}
}}
"""


def recipe(language: str = "nginx") -> str:
    """Give the sample of the page that is in a language."""
    [found] = re.findall(rf"^```{language}\n(.*?)^```", RECIPES, re.DOTALL | re.MULTILINE)
    return str(found)


def nginx() -> str:
    """Give the program, which lies where only an administrator's shell looks."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, "no nginx here; tools/nginx.sh brings it"
    return found


def modules() -> str:
    """Give the folder of nginx's modules."""
    said = subprocess.run([nginx(), "-V"], capture_output=True, text=True, check=True).stderr
    folder = re.findall(r"--modules-path=(\S+)", said)[-1]
    has_brotli = Path(folder, "ngx_http_brotli_static_module.so").is_file()
    assert has_brotli, "nginx has no module for .br files; tools/nginx.sh brings it"
    return str(folder)


def configure(folder: Path, text: str) -> list[str]:
    """Write a configuration below a folder; give the command that runs nginx with it."""
    config = folder / "nginx.conf"
    config.write_text(FRAME.format(modules=modules(), recipe=text), encoding="utf-8")
    return [nginx(), "-p", str(folder), "-e", "error.log", "-c", str(config)]


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Host:
    """A site in a folder, and the server that serves it below a path."""

    port: int
    site: Path
    base: str

    @property
    def url(self) -> str:
        """The address of the site's root."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    def ask(self, way: str, **headers: str) -> Answer:
        """Ask for what is below the site's root; redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", self.base + way, headers=names)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@contextmanager
def running(folder: Path, text: str, port: int) -> Iterator[None]:
    """Run nginx until the block ends; it is awaited, and ended by its own handle."""
    with subprocess.Popen(configure(folder, text)) as process:
        try:
            _await(port, process, folder)
            yield
        finally:
            process.terminate()


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")
