"""Characters that a page lost on its way: a question mark stands for them, and what follows is cut.

當?shù) was 當地(dì), 貧困戶?！本 a quotation that ended. Nobody can mend that but a reader of
the source, so that it is told and stays.
"""

import re
from collections.abc import Iterable
from typing import Final

from generator.intake.lines import HAN, SPOILT, Cleaned, Line, Removal

# Behind a Han character or its marks: a half-width question mark, and no question ends so.
LOST: Final = re.compile(
    rf"(?<=[{HAN}，。、；：！？”])\?(?=[！。，、；：]|[a-zà-ÿāēīōūǎěǐǒǔǖǘǚǜńň]{{1,6}}[)）])"
)


def tell_spoilt(lines: Iterable[Line]) -> Cleaned:
    """Leave all as it is; a removal shows each place with some characters around it."""
    kept = tuple(lines)
    removals = []
    for line in kept:
        for match in LOST.finditer(line.text):
            shown = line.text[max(0, match.start() - 4) : match.end() + 6]
            removals.append(Removal(line.number, SPOILT, shown, shown))
    return Cleaned(kept, tuple(removals))
