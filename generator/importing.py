"""Articles to drafts in the library's folder: reads the files, writes new ones, says what was done.

Nothing that is there is ever touched: a draft is created under a name that nobody has.
"""

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from generator import disk, values, workspace
from generator.draft import new_id
from generator.intake.clean import clean
from generator.intake.draft import write, year
from generator.intake.evidence import shortened
from generator.intake.guess import guess
from generator.intake.lines import Refusal
from generator.intake.places import Places
from generator.intake.read import MAX_BYTES, read
from generator.intake.report import report
from generator.workspace import SurroundingsError, reason

STDIN: Final = Path("-")
# How much of a file's name and folders is shown, in characters.
_NAME: Final = 300


class RefusedError(Exception):
    """An article that cannot be read, and what to do about it."""


def refuse_id(given: str) -> str:
    """Say what is wrong with an id, or nothing."""
    if not re.search(values.ID_PATTERN, given) or len(given) > values.ID_LENGTH:
        return f"只用小写字母、数字和连字符，最多 {values.ID_LENGTH} 字符"
    if given in values.WINDOWS_NAMES | values.SITE_NAMES:
        return f"“{given}”是保留名称，请换一个"
    return ""


class Drafts:
    """The library that drafts are made for, read once; each draft's id is new to it."""

    def __init__(self, cases: Path, today: datetime.date, case_id: str | None = None) -> None:
        inputs = workspace.read_inputs(cases)
        # Of the records nothing is needed but their ids.
        self._library = workspace.read(replace(inputs, records=()), today).library
        self._places = Places(self._library.gazetteer)
        self._taken = workspace.taken_ids(inputs)
        self._cases = cases
        self._today = today.isoformat()
        self._case_id = case_id

    def make(self, path: Path, stdin: BinaryIO | None) -> str:
        """Write the draft of one article and report on it.

        Raises RefusedError for an article that cannot be read, and SurroundingsError where a file
        cannot be read or written. Either way nothing was written.
        """
        # A name may hold the end of a line, and whatever else steers a terminal.
        name = "标准输入" if path == STDIN else shortened(str(path), _NAME)
        text = read(path.name, self._read(path, stdin))
        if isinstance(text, Refusal):
            raise RefusedError(f"{name}：{text.sentence}没有写草稿。")
        cleaned = clean(text, self._library.gazetteer)
        guesses = guess(cleaned.lines, self._library.vocabularies, self._places, self._today)
        if not guesses.parts.practices and not guesses.facts:
            raise RefusedError(f"{name}：清理以后没有剩下正文，没有写草稿。")
        target = self._target(year(guesses, self._today), guesses.title)
        self._create(target, write(guesses, self._today))
        self._taken[target.stem] = target.as_posix()
        return report(f"{name}（{text.read_as}）", target.as_posix(), cleaned, guesses)

    def _read(self, path: Path, stdin: BinaryIO | None) -> bytes:
        if path == STDIN and stdin is None:
            raise SurroundingsError("标准输入没有打开，无法读取。请写明文件，或者把文字用管道送入")
        if path == STDIN and stdin:
            return stdin.read(MAX_BYTES + 1)
        try:
            return disk.read_article(path, MAX_BYTES)
        except OSError as error:
            name = shortened(str(path), _NAME)
            raise SurroundingsError(f"无法读取 {name}：{reason(error)}") from error

    def _target(self, folder: str, title: str) -> Path:
        name = self._case_id or new_id(title, self._taken)
        if name in self._taken:
            raise SurroundingsError(
                f"编号“{name}”已经有了：{self._taken[name]}。没有写草稿，请用 --id 换一个"
            )
        return self._cases / folder / f"{name}.yml"

    def _create(self, target: Path, text: str) -> None:
        try:
            disk.create(target, text.encode())
        except OSError as error:
            raise SurroundingsError(f"无法写入 {target}：{reason(error)}，没有写草稿") from error
