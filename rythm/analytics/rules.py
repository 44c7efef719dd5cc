"""Which days are looked at, and what shares and changes are; no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from rythm.core import clock

COHORTS = 12
"""So many months of joining are held against each other, the month of the last day among them."""

MOST_DAYS = 1_830
"""Five years are looked at at once, at most."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of a time zone, first and last included."""

    first: date
    last: date
    zone: tzinfo

    @property
    def days(self) -> list[date]:
        """Every day, the first one first."""
        return [self.first + DAY * number for number in range((self.last - self.first).days + 1)]

    @property
    def since(self) -> datetime:
        """When the first day begins."""
        return clock.midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """When the day after the last one begins."""
        return clock.midnight(self.last + DAY, self.zone)

    @property
    def before(self) -> datetime:
        """When as many days before the first one begin."""
        return clock.midnight(self.first - DAY * len(self.days), self.zone)

    @property
    def months(self) -> list[datetime]:
        """When the months of joining begin, oldest first, the last day's month last."""
        return clock.month_starts(self.last, self.zone, COHORTS)

    def whole_months(self, now: datetime) -> int:
        """How many of the months have ended."""
        ended = clock.month_starts(self.last, self.zone, 1)[0] + timedelta(days=32)
        return COHORTS if now >= clock.midnight(ended.date().replace(day=1), self.zone) else COHORTS - 1


def months_after(month: date, count: int) -> date:
    """The first of the month so many months later."""
    year, rest = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, rest + 1, 1)


def share(part: int, whole: int) -> int | None:
    """A part in whole per cent, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def change(now: int, before: int) -> str:
    """What became of a number, in per cent of what it was before: `+12 %`, with a true minus."""
    if not before:
        return ""
    difference = share(abs(now - before), before) or 0
    sign = "\N{MINUS SIGN}" if now < before and difference else "+" if difference else "\N{PLUS-MINUS SIGN}"
    return f"{sign}{difference} %"
