"""How the pages of imports say apps, days and sizes."""

from datetime import date

SOURCES = {
    "strong": "Strong",
    "hevy": "Hevy",
    "fitnotes": "FitNotes",
    "stronglifts": "StrongLifts",
    "rythm": "Rythm archive",
}


def plain_day(day: date) -> str:
    """`3 Mar 2022`."""
    return f"{day.day} {day:%b %Y}"


def period(first: date | None, last: date | None) -> str:
    """`3 Mar 2022 to 14 Nov 2026`, or the one day; empty for none."""
    if first is None or last is None:
        return ""
    return plain_day(first) if first == last else f"{plain_day(first)} to {plain_day(last)}"


def size(bytes: int) -> str:
    """`12 kB`, `3.4 MB`."""
    return f"{max(1, round(bytes / 1_000)):,} kB" if bytes < 1_000_000 else f"{bytes / 1_000_000:.1f} MB"
