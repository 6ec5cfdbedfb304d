"""A Markdown extension: blocks that need no Markdown are taken out before anything looks for some.

Python-Markdown and MkDocs each parse a whole page, in Python, to find where its raw HTML begins and
ends, and then hold every paragraph against twenty patterns; for our pages that is most of the time.
Two kinds of block, parted by blank lines, need none of it: raw HTML as CommonMark has it
(section 4.6, kind 6: from a block's tag to the next blank line), and a single line in which all
punctuation is character references, as `generator.markdown` writes the text of a record.
"""

import re
from itertools import groupby
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

# Behind `fenced_code` (25), whose blocks may hold blank lines and HTML as text; before the parsers
# of MkDocs (21) and of Python-Markdown (20).
_PRIORITY: Final = 22
_TAG: Final = re.compile(r"</?([a-z][a-z0-9-]*)[\s>/]", re.IGNORECASE)
_TEXT: Final = r"[^!-/:-@\[-`{-~\n\x02\x03]"
_PLAIN: Final = re.compile(rf"(?![ \t]){_TEXT}+(?:&#[0-9]+;{_TEXT}*)*|(?:&#[0-9]+;{_TEXT}*)+")


class _FinishedBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        blocks = map(self._finished, re.split(r"\n{2,}", "\n".join(lines).strip("\n")))
        parts: list[str] = []
        for done, group in groupby(blocks, key=lambda block: block[0]):
            texts = [text for _, text in group]
            parts += [self.md.htmlStash.store("\n".join(texts))] if done else texts
        return "\n\n".join(parts).split("\n")

    def _finished(self, block: str) -> tuple[bool, str]:
        """Tell whether a block is finished, and give it as HTML where it is."""
        if _PLAIN.fullmatch(block):
            return True, f"<p>{block}</p>"
        tag = _TAG.match(block)
        return bool(tag and self.md.is_block_level(tag[1])), block


class FinishedBlocksExtension(Extension):
    """Takes finished blocks into Python-Markdown's own stash of raw HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # Python-Markdown's name
        """Register the preprocessor."""
        md.preprocessors.register(_FinishedBlocks(md), "finished_blocks", _PRIORITY)


def makeExtension(**_: object) -> FinishedBlocksExtension:  # noqa: N802 # Python-Markdown's name
    """Give the extension to Python-Markdown, which looks for this function."""
    return FinishedBlocksExtension()
