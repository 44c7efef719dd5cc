"""Finds the header of an export: which app wrote it, and which column holds what in which unit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rythm.core.cells import from_text
from rythm.workouts.formats.delimited import Record, UnreadableFileError, records
from rythm.workouts.formats.logs import Builder
from rythm.workouts.formats.readings import UnreadableError

Meaning = tuple[str, str | None]
"""What a column is, and the unit its name gives."""
Columns = dict[str, tuple[int, str | None]]
"""What the columns are: the index of each, and the unit its name gives."""
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are; `is_translated` if they are known by their places, not by their names."""

    line: int
    delimiter: str
    width: int
    columns: Columns
    wanted: tuple[str, ...]
    is_translated: bool = False

    def cells(self, record: Record) -> dict[str, str]:
        """The record's fields by what they are; raises `UnreadableError` if there are too few or too many."""
        given = len(record.fields)
        needed = 1 + max(self.columns[key][0] for key in self.wanted)
        # A field too many is a decimal comma without quotes: reading on would make 82,5 kg of it 82 kg.
        if not needed <= given <= self.width:
            raise UnreadableError(f"{given} columns instead of {self.width}")
        return {
            key: from_text(record.fields[index].strip()) if index < given else ""
            for key, (index, _) in self.columns.items()
        }

    def unit_of(self, key: str) -> str | None:
        """The unit that the column's own name gives, as in `Weight (kg)`."""
        return self.columns[key][1] if key in self.columns else None


@dataclass(frozen=True, slots=True)
class Format:
    """An app's export: what its columns mean, which (as shown) it never lacks, and how a line is read.

    Columns are known by their names in lower case with single spaces, in any order; with `layout` by their
    order too, as where names come twice. `by_shape` knows a header in another language by the line below it.
    `mend` puts a line together again that has a field too many, if it is clear how.
    """

    source: str
    title: str
    meaning: Callable[[str], Meaning | None]
    wanted: Mapping[str, str]
    read: Callable[[Builder, Header, int, Mapping[str, str]], None]
    layout: Callable[[Sequence[str]], Columns] | None = None
    by_shape: Callable[[Sequence[str], Sequence[str]], Columns | None] | None = None
    mend: Callable[[Header, Record], Record | None] | None = None

    def columns(self, names: Sequence[str]) -> Columns:
        """The columns among these names that are known."""
        names = [" ".join(name.strip().casefold().split()) for name in names]
        if self.layout is not None:
            return self.layout(names)
        found: Columns = {}
        for index, name in enumerate(names):
            if (known := self.meaning(name)) is not None:
                found.setdefault(known[0], (index, known[1]))
        return found

    def cells(self, header: Header, record: Record) -> dict[str, str]:
        """The record's fields by what they are; raises `UnreadableError` if there are too few or too many."""
        if self.mend is not None and len(record.fields) > header.width:
            record = self.mend(header, record) or record
        return header.cells(record)


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
    for delimiter in DELIMITERS:
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
        if (known := _by_shape(text, line, formats)) is not None:
            return known
        raise UnreadableFileError(
            f"This does not look like an export from {_either([each.title for each in formats])}. "
            + _why(best, header, names)
        )
    return best, header


def _why(best: Format, header: Header, names: Sequence[str]) -> str:
    """What the first line has and lacks; of a file that is something else altogether only what it says."""
    seen = ", ".join(name.strip()[:40] for name in names[:20]) or "nothing"
    if not header.columns:
        return f"Its first line says: {seen[:200]}"
    missing = ", ".join(shown for key, shown in best.wanted.items() if key not in header.columns)
    return (
        f"For {best.title} there is no column {missing} on line {header.line}. "
        f"Columns seen: {seen}. Columns wanted: {', '.join(best.wanted.values())}."
    )


def _by_shape(text: str, line: int, formats: Sequence[Format]) -> tuple[Format, Header] | None:
    for delimiter in DELIMITERS:
        found = [each for each in islice(records(text, delimiter, line), 2) if isinstance(each, Record)]
        if len(found) < 2:
            continue
        names, first = (each.fields for each in found)
        for each in formats:
            if each.by_shape is not None and (columns := each.by_shape(names, first)) is not None:
                return each, Header(line, delimiter, len(names), columns, tuple(each.wanted), True)
    return None


def _either(titles: Sequence[str]) -> str:
    titles = list(dict.fromkeys(titles))
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} or {titles[-1]}"
