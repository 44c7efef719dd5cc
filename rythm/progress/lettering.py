"""Text on a picture: Pillow's own font, which has ASCII only, and what is done about every other letter.

A name is written in the first font of this machine that has all its letters, else piece by piece; what no
font here has is spelled in Latin letters (`romanised`), and what cannot be spelled is left out. So nothing
ever stands there as an empty box.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from PIL import ImageFont, features

from rythm.progress.romanised import romanised

SYSTEM_FONTS = (
    "NotoSans-Regular.ttf", "NotoSans[wdth,wght].ttf", "NotoSans[wght].ttf", "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf", "segoeui.ttf", "Arial Unicode.ttf", "Arial.ttf", "arial.ttf",
    "NotoSansCJK-Regular.ttc", "NotoSansCJK[wght].ttc", "NotoSansCJKsc-Regular.otf", "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf", "Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc", "msyh.ttc", "YuGothR.ttc",
    "malgun.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf", "NotoSansBengali-Regular.ttf", "NotoSansTamil-Regular.ttf",
    "NotoSansThai-Regular.ttf", "NotoSansGeorgian-Regular.ttf", "NotoSansArmenian-Regular.ttf",
    "Nirmala.ttc", "LeelawUI.ttf",
)  # fmt: skip
"""Looked for where this machine keeps its fonts, those with the most alphabets first."""
BUILT_IN = ""
PROBE = 24
MOST_MARKS = 3
"""Above and below one letter; some write towers of them, over the lines beside."""
NO_LETTER = "\uffff"
"""No font has it, so it is drawn as whatever a font draws for a letter it lacks."""


@dataclass(frozen=True)
class Lettering:
    """How a text is written: each piece of it in a font that has its letters."""

    size: int
    text: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def width(self) -> float:
        """How wide it is, in px."""
        return sum(_face(path, self.size).getlength(piece) for piece, path in self.pieces)

    def write(
        self, pen: Any, at: tuple[float, float], fill: str, *, right: bool = False, bold: float = 0
    ) -> None:
        """Write on the baseline from `at`, or up to it; `bold` thickens strokes: fonts have one weight."""
        left, floor = at
        left -= self.width if right else 0
        for piece, path in self.pieces:
            font = _face(path, self.size)
            stroke = {"stroke_width": bold, "stroke_fill": fill}
            pen.text((left, floor), piece, font=font, fill=fill, anchor="ls", **stroke)
            left += font.getlength(piece)


def lettered(text: str, size: int, instead: str = "") -> Lettering:
    """A text as it can be written here; `instead` stands for one of which nothing can be."""
    pieces = _pieces(_plain(text)) or _pieces(instead)
    return Lettering(size, "".join(piece for piece, _ in pieces), pieces)


def fitted(text: str, size: int, width: float, least: int, instead: str = "") -> Lettering:
    """The text no wider than `width` px: smaller down to `least`, then cut."""
    made = lettered(text, size, instead)
    while made.width > width and size > least:
        size = max(least, size - 4)
        made = lettered(text, size, instead)
    words = made.text
    while made.width > width and words:
        words = words[:-1].rstrip()
        made = lettered(words + "...", size)
    return made


@cache
def system_fonts() -> tuple[str, ...]:
    """Where the fonts of `SYSTEM_FONTS` are that this machine has."""
    found = []
    for name in SYSTEM_FONTS:
        try:
            found.append(str(ImageFont.truetype(name, PROBE).path))
        except OSError:
            continue
    return tuple(dict.fromkeys(found))


@cache
def _face(path: str, size: int) -> Any:
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


@lru_cache(8192)
def _has(path: str, letter: str) -> bool:
    """Whether a font has this letter, marks above and below included; a space is in every font."""
    if letter.isspace():
        return True
    if unicodedata.bidirectional(letter[0]) in ("R", "AL") and not features.check("raqm"):
        return False  # it would be written the wrong way round
    face = _face(path, PROBE)
    lacking = bytes(face.getmask(NO_LETTER))
    return all(bytes(face.getmask(part)) != lacking for part in letter)


def _plain(text: str) -> str:
    """The text composed, without what is not written: controls, joiners, variants of emoji."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = (
        one for one in composed if unicodedata.category(one)[0] != "C" and not "\ufe00" <= one <= "\ufe0f"
    )
    return " ".join("".join(kept).split())


def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    letters = _letters(text)
    fonts = (BUILT_IN, *system_fonts())
    for path in fonts:
        if all(_has(path, letter) for letter in letters):
            return (("".join(letters), path),) if letters else ()
    pieces: list[tuple[str, str]] = []
    for letter in letters:
        before = pieces[-1][1] if pieces else BUILT_IN
        having = next((one for one in (before, *fonts) if _has(one, letter)), None)
        words, path = (romanised(letter), BUILT_IN) if having is None else (letter, having)
        words = words if pieces else words[:1].upper() + words[1:]
        if pieces and path == before:
            pieces[-1] = (pieces[-1][0] + words, path)
        elif words:
            pieces.append((words, path))
    return tuple(_tidied(pieces))


def _letters(text: str) -> list[str]:
    """Each letter with the marks that belong to it."""
    letters: list[str] = []
    for one in text:
        if letters and unicodedata.category(one)[0] == "M":
            letters[-1] += one if len(letters[-1]) <= MOST_MARKS else ""
        else:
            letters.append(one)
    return letters


def _tidied(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without the spaces that letters left behind which nothing could write."""
    tidy: list[tuple[str, str]] = []
    for words, path in pieces:
        lead = "" if not tidy or tidy[-1][0].endswith(" ") else " " * words.startswith(" ")
        tail = " " * words.endswith(" ")
        if kept := " ".join(words.split()):
            tidy.append((lead + kept + tail, path))
        elif tidy and lead:
            tidy[-1] = (tidy[-1][0] + " ", tidy[-1][1])
    if tidy:
        tidy[-1] = (tidy[-1][0].rstrip(), tidy[-1][1])
    return tidy
