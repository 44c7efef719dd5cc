"""Finds the header of an export: which app wrote it, and which column holds what in which unit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rythm.workouts.formats.delimited import Record, UnreadableFileError, records
from rythm.workouts.formats.logs import Builder
from rythm.workouts.formats.readings import UnreadableError

Meaning = tuple[str, str | None]
"""What a column is, and the unit its name gives."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are; `columns` maps what it is to its index and the unit its name gives."""

    line: int
    delimiter: str
    width: int
    columns: Mapping[str, tuple[int, str | None]]
    wanted: tuple[str, ...]

    def cells(self, record: Record) -> dict[str, str]:
        """The record's fields by what they are; raises `UnreadableError` if there are too few or too many."""
        given = len(record.fields)
        needed = 1 + max(self.columns[key][0] for key in self.wanted)
        # A field too many is a decimal comma without quotes: reading on would make 82,5 kg of it 82 kg.
        if not needed <= given <= self.width:
            raise UnreadableError(f"{given} columns instead of {self.width}")
        return {
            key: record.fields[index].strip() if index < given else ""
            for key, (index, _) in self.columns.items()
        }

    def unit_of(self, key: str) -> str | None:
        """The unit that the column's own name gives, as in `Weight (kg)`."""
        return self.columns[key][1] if key in self.columns else None


@dataclass(frozen=True, slots=True)
class Format:
    """An app's export: what its columns mean, which (as shown) it never lacks, and how a line is read.

    Columns are known by their names in lower case with single spaces, in any order.
    """

    source: str
    title: str
    meaning: Callable[[str], Meaning | None]
    wanted: Mapping[str, str]
    read: Callable[[Builder, Header, int, Mapping[str, str]], None]

    def columns(self, names: Sequence[str]) -> dict[str, tuple[int, str | None]]:
        """The columns among these names that are known."""
        found: dict[str, tuple[int, str | None]] = {}
        for index, name in enumerate(names):
            if (known := self.meaning(" ".join(name.strip().casefold().split()))) is not None:
                found.setdefault(known[0], (index, known[1]))
        return found


def find_header(text: str, formats: Sequence[Format]) -> tuple[Format, Header]:
    """The header on the first line that says something, and the format whose header it is.

    Raises `UnreadableFileError`, naming the columns seen and wanted, when it is none of them.
    """
    line = 1
    for raw in text.split("\n"):
        # Excel writes `sep=;` above the header.
        if raw.strip() and not re.fullmatch(r"sep=.", raw.strip(), re.IGNORECASE):
            break
        line += 1
    guesses = []
    for delimiter in (",", ";", "\t"):
        first = next(records(text, delimiter, line), None)
        names = first.fields if isinstance(first, Record) else ()
        for each in formats:
            columns = each.columns(names)
            is_whole = all(key in columns for key in each.wanted)
            guesses.append(
                (
                    (is_whole, len(columns)),
                    each,
                    Header(line, delimiter, len(names), columns, tuple(each.wanted)),
                    names,
                )
            )
    (is_whole, _), best, header, names = max(guesses, key=lambda guess: guess[0])
    if not is_whole:
        missing = ", ".join(shown for key, shown in best.wanted.items() if key not in header.columns)
        seen = ", ".join(name.strip()[:40] for name in names[:20]) or "nothing"
        raise UnreadableFileError(
            f"This does not look like an export from {_either([each.title for each in formats])}. "
            f"For {best.title} there is no column {missing} on line {line}. "
            f"Columns seen: {seen}. Columns wanted: {', '.join(best.wanted.values())}."
        )
    return best, header


def _either(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} or {titles[-1]}"
