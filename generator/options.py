"""What several commands take: their options, and what is refused before anything is done."""

import re
from functools import partial
from pathlib import Path
from typing import Final

import click

from generator import importing, workspace

_MAX_PORT: Final = 65535

config = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    metavar="文件",
    help="MkDocs 的配置文件，默认 mkdocs.yml。",
)
cases = click.option(
    "--cases",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="案例文件夹，默认用配置里的。",
)
library = click.option(
    "--cases",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help=f"案例文件夹，默认 {workspace.DEFAULT}/。",
)
target = partial(click.option, type=click.Path(path_type=Path))


def address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no address with a port."""
    match = re.fullmatch(r"[^\s:]+:([0-9]{1,5})", value or "")
    if value is not None and not (match and int(match[1]) <= _MAX_PORT):
        raise click.BadParameter("写成 地址:端口，例如 127.0.0.1:8000")
    return value


def new_id(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse an id that no new draft can have."""
    if value is not None and (wrong := importing.refuse_id(value)):
        raise click.BadParameter(wrong)
    return value
