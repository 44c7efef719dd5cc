"""Finding an exercise while one types, on the phone: by words, aliases, initials and with a typo.

The server searches in the database; this is for the library a phone holds, without signal and within a frame.
"""

from typing import Any
from unicodedata import normalize

Row = dict[str, Any]

TYPO_LETTERS = 4
"""Shorter words are too like each other to forgive a slip in them."""
_LETTERS = [
    ["\u00df", "ss"],
    ["\u00f8", "o"],
    ["\u0142", "l"],
    ["\u00e6", "ae"],
    ["\u0111", "d"],
    ["\u0131", "i"],
]
_BREAKS = "-_/()[].,;:'\"\u2019&+"
# what a word of the query costs by where it was found; the sum is the rank of an exercise
_FIRST = 0
_NAME = 1
_ALIAS = 1
_FACT = 4
_INSIDE = 5
_TYPO = 8
_DONE_BEFORE = 3


def fold(text: str) -> str:
    """Lower case, single blanks, no accents, no punctuation: "Développé-Couché" is "developpe couche"."""
    lowered = text.lower()
    found = normalize("NFD", lowered)
    if found != lowered:
        found = "".join([letter for letter in found if letter < "\u0300" or letter > "\u036f"])
    for mark in _BREAKS:
        if mark in found:
            found = found.replace(mark, " ")
    for pair in _LETTERS:
        if pair[0] in found:
            found = found.replace(pair[0], pair[1])
    return " ".join(found.split())


def search_terms(exercise: Row) -> list[list[str]]:
    """What an exercise can be found by: the words of its name, of its aliases, initials, and its facts."""
    name = fold(exercise.get("name") or "").split()
    aliases = [fold(alias).split() for alias in exercise.get("aliases") or []]
    facts = (
        f"{exercise.get('muscle') or ''} {exercise.get('equipment') or ''} {exercise.get('category') or ''}"
    )
    words: list[str] = []
    for alias in aliases:
        words.extend([word for word in alias if word not in words])
    if len(name) > 1:
        words.append("".join(name))  # pullup
    initials = [_initials(each) for each in [name, *aliases] if len(each) > 1]
    return [name, words, initials, fold(facts).split()]


def _initials(words: list[str]) -> str:
    return "".join([word[:1] for word in words])


def match_rank(words_of_exercise: list[list[str]], query: str) -> int:
    """How well an exercise fits what was typed: 0 is best, -1 not at all. Every word has to be found.

    A word fits as the beginning of a word; in words of four letters and more one typo is forgiven (a letter
    too many, too few, another, or two swapped).
    """
    return _rank(words_of_exercise, fold(query).split())


def _rank(terms: list[list[str]], wanted: list[str]) -> int:
    total = 0
    for word in wanted:
        cost = _cost(terms, word)
        if cost < 0:
            return -1
        total += cost
    if wanted and len(wanted) < len(terms[0]):
        total += 1
    return total


def _cost(terms: list[list[str]], word: str) -> int:
    name = terms[0]
    for i in range(len(name)):
        if name[i].startswith(word):
            return _FIRST if i == 0 else _NAME
    for other in terms[1]:
        if other.startswith(word):
            return _ALIAS
    for other in terms[2]:
        if other == word:
            return _ALIAS
    for other in terms[3]:
        if other.startswith(word):
            return _FACT
    if len(word) > 2:
        for other in name:
            if word in other:
                return _INSIDE
    if len(word) >= TYPO_LETTERS:
        for i in [0, 1, 3]:
            for other in terms[i]:
                if is_one_typo(other, word):
                    return _TYPO
    return -1


def is_one_typo(word: str, typed: str) -> bool:
    """Whether what was typed is the word, or its beginning, but for one slip; words of 4 letters and more."""
    length, given = len(word), len(typed)
    if length < TYPO_LETTERS or given > length + 1:
        return False
    at = 0
    while at < length and at < given and word[at] == typed[at]:
        at += 1
    if at >= given or at >= length:
        return True
    rest = typed[at + 1 :]
    if word[at + 1 :].startswith(rest) or word[at:].startswith(rest):
        return True
    if word[at + 1 :].startswith(typed[at:]):
        return True
    swapped = at + 1 < length and at + 1 < given and word[at] == typed[at + 1] and word[at + 1] == typed[at]
    return swapped and word[at + 2 :].startswith(typed[at + 2 :])


def ranked(
    library: list[Row],
    query: str,
    uses: dict[str, int],
    muscle: str | None = None,
    equipment: str | None = None,
    level: str | None = None,
) -> list[Row]:
    """The exercises that fit a query and filters, best first; those this member does come before others.

    Give exercises their `terms` (`search_terms`) once, so that a key costs little. Then by how often they
    were done, the common ones, and the shorter name.
    """
    wanted = fold(query).split()
    found: list[Row] = []
    for exercise in library:
        if (
            muscle
            and exercise.get("muscle") != muscle
            and muscle not in (exercise.get("secondary_muscles") or [])
        ):
            continue
        if equipment and exercise.get("equipment") != equipment:
            continue
        if level and exercise.get("level") != level:
            continue
        rank = _rank(exercise.get("terms") or search_terms(exercise), wanted) if wanted else 0
        if rank >= 0:
            times = uses.get(exercise["id"]) or 0
            if muscle and exercise.get("muscle") != muscle:
                rank += _FACT
            order = [
                max(0, rank - _DONE_BEFORE) if times else rank,
                -times,
                0 if exercise.get("is_common") else 1,
            ]
            name = exercise.get("name") or ""
            found.append({"order": [*order, len(name) if wanted else 0, name.lower()], "exercise": exercise})
    return [row["exercise"] for row in sorted(found, key=_order_of)]


def _order_of(row: Row) -> list[Any]:
    return list(row["order"])
