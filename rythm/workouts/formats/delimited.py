"""Reading delimited text line by line, so that one broken line never costs the others.

Knows nothing about training: the formats beside it give the records their meaning.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import BinaryIO, TextIO

MAX_BYTES = 10 * 1024 * 1024
MAX_RECORDS = 100_000
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
"""How archives begin, and the spreadsheets that are one; nothing is ever unpacked here."""
# A quoted note may hold line breaks; one that spans more lines than this is a quote somebody forgot to close.
MAX_LINES_PER_RECORD = 60

Source = bytes | str | TextIO | BinaryIO


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read; the message is for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the physical line (from 1) on which it begins, and its fields."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A line that is no record, and why."""

    line: int
    reason: str


def decode(source: Source) -> str:
    """The whole text of an export with plain line feeds; refuses more than 10 MB and anything binary."""
    raw = source if isinstance(source, bytes | str) else source.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise UnreadableFileError(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    if isinstance(raw, bytes) and raw.startswith(ZIPPED):
        raise UnreadableFileError(
            "This file is zipped, or a spreadsheet. Unpack it, or save it as CSV, and choose that file."
        )
    text = raw if isinstance(raw, str) else _text(raw)
    if text.count("\x00") > 0:
        raise UnreadableFileError("This is not a text file: it contains NUL characters.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFileError("The file is empty.")
    return text


def _text(raw: bytes) -> str:
    is_utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Spreadsheets on Windows still save in the machine's code page.
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("The file's characters are neither UTF-8 nor Windows-1252.")


def records(text: str, delimiter: str, first_line: int = 1) -> Iterator[Record | BrokenRecord]:
    """The records of `text` from physical line `first_line` on; blank lines are passed over."""
    lines = StringIO(text).readlines()
    at = first_line - 1
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        found, taken = _record(lines, at, delimiter)
        yield found
        at += taken


def _record(lines: list[str], at: int, delimiter: str) -> tuple[Record | BrokenRecord, int]:
    """The record that begins at index `at`, and the number of lines it takes."""
    last = min(at + MAX_LINES_PER_RECORD, len(lines))
    reader = csv.reader((lines[line] for line in range(at, last)), delimiter=delimiter, strict=True)
    try:
        return Record(at + 1, tuple(next(reader))), reader.line_num
    except csv.Error as error:
        is_open = "unexpected end of data" in str(error)
        if reader.line_num == 1 and not is_open:
            # `"Close" grip`: quotes used as ordinary characters. Take the line as leniently as it can be.
            return _leniently(lines[at], at + 1, delimiter), 1
        return BrokenRecord(at + 1, "a quote is opened here and never closed"), 1


def _leniently(raw: str, line: int, delimiter: str) -> Record | BrokenRecord:
    try:
        return Record(line, tuple(next(csv.reader([raw], delimiter=delimiter))))
    except csv.Error:
        return BrokenRecord(line, f"a field has more than {csv.field_size_limit():,} characters")
