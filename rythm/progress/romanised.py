"""Other alphabets in Latin letters, for where there is no font to write them: so as to be read aloud."""

import unicodedata

_SIGNS = {
    "\N{MULTIPLICATION SIGN}": "x", "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{HORIZONTAL ELLIPSIS}": "...", "\N{MIDDLE DOT}": "-",
}  # fmt: skip
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŋ": "ng", "ə": "e",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ү": "u",
    "ұ": "u", "һ": "h",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_SPELLED = _SIGNS | _LATIN | _CYRILLIC | _GREEK
_SOUNDS = ("HANGUL SYLLABLE ", "HIRAGANA LETTER ", "KATAKANA LETTER ")
"""Letters whose name in Unicode is how they sound."""
_HEARD = {"SI": "shi", "TI": "chi", "TU": "tsu", "HU": "fu", "ZI": "ji"}
"""Those Japanese syllables that are spelled otherwise than they are named (Hepburn)."""
_FRACTION = "\N{FRACTION SLASH}"


def romanised(text: str) -> str:
    """The text in ASCII, letters without their accents; what nobody can spell letter by letter is dropped."""
    return "".join(map(_one, unicodedata.normalize("NFC", text)))


def _one(letter: str) -> str:
    if letter.isascii():
        return letter
    small = letter.lower()
    if small in _SPELLED:
        return _as_large(_SPELLED[small], letter)
    plain = unicodedata.normalize("NFKD", letter).replace(_FRACTION, "/")
    if (bare := plain[0].lower()) in _SPELLED:
        return _as_large(_SPELLED[bare], plain[0])
    if ascii_part := plain.encode("ascii", "ignore").decode():
        return ascii_part
    name = unicodedata.name(letter, "")
    sound = next((name.removeprefix(kind) for kind in _SOUNDS if name.startswith(kind)), "")
    return _HEARD.get(sound, sound.lower()) if sound.isalpha() else ""


def _as_large(spelled: str, letter: str) -> str:
    return spelled[:1].upper() + spelled[1:] if letter.isupper() else spelled
