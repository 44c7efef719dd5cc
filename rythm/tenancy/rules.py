"""When text can be read on a tenant's colour, and what short name a tenant's name makes."""

import re
import unicodedata

MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA, for text of ordinary size."""

INK, PAPER, BLACK = "#14170a", "#ffffff", "#000000"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as `#c8f135`, from 1 to 21.

    (L1 + 0.05) / (L2 + 0.05) with the lighter colour's luminance first: WCAG 2.2, "contrast ratio".
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(text: str, background: str) -> bool:
    """Whether text of this colour can be read on this background."""
    return contrast(text, background) >= MIN_CONTRAST


def text_on(background: str) -> str:
    """The colour of text that can be read on a background: our ink or white, or black if neither is enough.

    One of white and black always is: where white has less than 4.5, black has more than 21 / 4.5.
    """
    best = max((INK, PAPER), key=lambda text: contrast(text, background))
    return best if is_readable(best, background) else BLACK


def slug_of(name: str) -> str:
    """The short name to suggest for a name: `Harbor Strength & Co.` makes `harbor-strength-co`."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:39].strip("-")


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, from 0 to 1: WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
