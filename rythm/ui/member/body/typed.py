"""What was typed on the body page, as what is kept of it."""

from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from rythm.body import amounts
from rythm.body.schemas import MetricRow, Which
from rythm.core.errors import Invalid, NotFound
from rythm.ui.member.body import words
from rythm.workouts.metrics import bounds, fits

NO_NUMBER = "Use a number, such as 82.5."


def amount(metric: MetricRow, typed: object, unit: str, field: str) -> Decimal:
    """The value as it is kept; raises Invalid in the reader's unit."""
    kept = amounts.kept(metric.kind, text(typed), unit) if text(typed) else None
    if kept is None:
        raise Invalid(fields={field: NO_NUMBER})
    if not fits(metric.kind, kept):
        least, most = (words.amount(metric, edge, unit, 0) for edge in bounds(metric.kind))
        raise Invalid(fields={field: f"Between {least} and {most}."})
    return kept


def one(metrics: list[MetricRow], key: str) -> MetricRow:
    """The metric the page calls so; raises NotFound."""
    found = next((each for each in metrics if words.key_of(each) == key), None)
    if found is None:
        raise NotFound
    return found


def which(metric: MetricRow) -> Which:
    """How services name a metric."""
    return Which(kind=metric.kind, custom_metric_id=metric.custom_metric_id)


def text(said: object) -> str:
    """What a field holds, if it is text."""
    return said.strip() if isinstance(said, str) else ""


def day_of(said: object, field: str) -> date:
    """The day a field names; raises Invalid."""
    try:
        return date.fromisoformat(text(said))
    except ValueError:
        raise Invalid(fields={field: "Choose a day."}) from None


def moment(day: date, now: datetime, zone: tzinfo) -> datetime:
    """Now if the day is today; of another day its noon."""
    if day == now.astimezone(zone).date():
        return now
    try:
        return datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        raise Invalid(fields={"measured_at": "Choose a day."}) from None


def moved(was: datetime, day: date, now: datetime, zone: tzinfo) -> datetime | None:
    """The new moment of an entry whose day was changed; None when it stays."""
    return None if was.astimezone(zone).date() == day else moment(day, now, zone)
