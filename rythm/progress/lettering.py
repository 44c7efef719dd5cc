"""Text on a picture: Pillow's own font, which has ASCII only, and what is done about every other letter."""

import unicodedata
from functools import cache
from typing import Any

from PIL import ImageFont

SYSTEM_FONTS = (
    "NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial Unicode.ttf", "Arial.ttf",
)  # fmt: skip
"""Looked for where this machine keeps its fonts, for names that ASCII cannot spell."""

_SPELLED = str.maketrans(
    {
        "\N{MULTIPLICATION SIGN}": "x", "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{HORIZONTAL ELLIPSIS}": "...", "\N{MIDDLE DOT}": "-",
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i",
    }
)  # fmt: skip


def spelled(text: str) -> str:
    """The text in ASCII, letters without their accents; letters of other scripts are dropped."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    return " ".join(plain.encode("ascii", "ignore").decode().split())


@cache
def built_in(size: int) -> Any:
    """Pillow's own font at a size in px."""
    return ImageFont.load_default(size)


@cache
def of_system(size: int) -> Any | None:
    """A font of this machine that has more letters, if there is one."""
    for name in SYSTEM_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def set_in(text: str, size: int, instead: str = "") -> tuple[str, Any]:
    """A text with the font it can be drawn in; `instead` stands for one that nothing here can write."""
    if text.isascii():
        return text, built_in(size)
    font = of_system(size)
    return (text, font) if font is not None else (spelled(text) or instead, built_in(size))


def fitted(text: str, size: int, width: float, least: int, instead: str = "") -> tuple[str, Any]:
    """The text no wider than `width` px: smaller down to `least`, then cut."""
    while True:
        words, font = set_in(text, size, instead)
        if font.getlength(words) <= width:
            return words, font
        if size <= least:
            break
        size = max(least, size - 4)
    while words and font.getlength(words + "...") > width:
        words = words[:-1].rstrip()
    return words + "...", font
