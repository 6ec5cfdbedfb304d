"""Makes the font that share pictures are drawn with, from Noto Serif CJK SC Bold.

    python tools/make_share_font.py NotoSerifCJK-Bold.ttc generator/data/fonts

Needs fonttools, which is no dependency of the generator. The font keeps the characters that a
title may hold: those of GB 2312, the simplified form of every traditional character that OpenCC
knows, the characters of the words in pypinyin's dictionary, and those of the table of regions; and
no features, since pictures are set character by character. Afterwards put the new hash into
`vendored.json`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import opencc
from fontTools import subset
from fontTools.ttLib import TTCollection
from pypinyin.constants import PHRASES_DICT

# In Noto Serif CJK's collection, the face with the forms of the mainland.
SIMPLIFIED = 2
NAME = "NotoSerifSC-Bold.otf"
REGIONS = Path(__file__).parents[1] / "generator" / "data" / "regions.tsv"
# Forms that stand in names of persons and places, and in none of those lists.
NAMES = (
    "喆昇頔洺玥琯翀淏瑄玚珅珝珣珩珽琎琤琬琭瑀瑗瑨璎璟璠璘璩璪昉旸昳晗晞晙暅暐屾岍峣崤嶓巘"
    "彧彣忞愃憕扆旿昃昫昺柷栻梽棨棽榃榑樾沄沚沨泖浐浯淯渼湉湜溁溦漈漷澥瀣炘炟烜焓焱爔牂犇"
    "玕玙玭玹珏珒珜珵琀琄琚琛琲瑊瑒瑢瑭璈璥甪疍皛皞砼碶磡祊禔禤禛稑穄竑笪笮箓篪簃綦翃翙翯耑"
    "芃苊茝荭莙葰蓥虓衎訏訚诜谞赟轵邽邿郇郐郗郚鄌鄑鄗鄘鄠鄩鄫酂钖钘锜镃镆镈镠镵闫阇頔颋颎"
    "骉骕骦鲌鳀鸤麀黇堽堌垟塬埗埇峧崾圪墕堎塱坜滘涌氹沥涠凼"
)
PUNCTUATION = "〓…—–·•″′«»©®™°±×÷≤≥≈￥€£￠℃㎡㎞㎏①②③④⑤⑥⑦⑧⑨⑩"


def gb2312() -> Iterator[str]:
    """Give every character of GB 2312, its punctuation, letters and signs too."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", "ignore")


def characters() -> set[str]:
    """Give every character that the font keeps."""
    simplify = opencc.OpenCC("t2s.json").convert
    unified = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = {simplify(one) for one in unified if simplify(one) != one}
    words = {one for phrase in PHRASES_DICT for one in phrase if simplify(one) == one}
    printed = {chr(code) for code in range(0x20, 0x7F)} | {chr(code) for code in range(0xA0, 0x180)}
    regions = set(REGIONS.read_text(encoding="utf-8"))
    return {*gb2312(), *simplified, *words, *printed, *regions, *NAMES, *PUNCTUATION}


def main() -> None:
    """Write the font."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    font = TTCollection(source).fonts[SIMPLIFIED]
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.recalc_timestamp = False
    work = subset.Subsetter(options)
    work.populate(text="".join(characters()))
    work.subset(font)
    font.save(folder / NAME)
    print(len(font.getBestCmap()), "characters,", (folder / NAME).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
