"""Numbers, times and days as people read them; pages write no format of their own."""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from rythm.core.units import shown_weight, weight_text

TIMES = "\N{MULTIPLICATION SIGN}"


def count(number: int, noun: str) -> str:
    """`1 set`, `22 sets`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def kilos(kg: float | Decimal) -> str:
    """Whole kilograms with thousands: `7,940`."""
    return f"{float(kg):,.0f}"


def tonnes(kg: float) -> str:
    """Tonnes to one place: `17.3`, and a plain `0`."""
    return f"{kg / 1000:,.1f}" if kg else "0"


def heavy(kg: float, unit: str) -> tuple[str, str]:
    """What a year came to, in thousands, with its unit: `1,024` t, `2,257` k lb; to one place below 100."""
    value = shown_weight(kg, unit) / 1000
    return (
        f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value else "0",
        f"k {unit}" if unit == "lb" else "t",
    )


def whole(kg: float, unit: str) -> str:
    """A whole weight with thousands and its unit: `7,940 kg`, `17,505 lb`."""
    return f"{shown_weight(float(kg), unit):,.0f} {unit}"


def exact(kg: float | Decimal, unit: str) -> str:
    """A weight on the bar with its unit: `82.5 kg`, `185 lb`."""
    return weight_text(float(kg), unit).replace("-", "\N{MINUS SIGN}")


def load(kg: Decimal) -> str:
    """A weight on the bar, without needless zeros: `82.5`, and a true minus for help."""
    return f"{kg.quantize(Decimal('0.01')).normalize():f}".replace("-", "\N{MINUS SIGN}")


def estimate(kg: Decimal) -> str:
    """An estimated maximum, to the tenth of a kilogram it deserves at most: `110.8`."""
    return load(kg.quantize(Decimal("0.1")))


def duration(seconds: int) -> str:
    """`58 min`, `1 h 04`; under a minute `45 s`."""
    if seconds < 60:
        return f"{max(0, seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"


def stopwatch(seconds: int) -> str:
    """`1:30`, `1:02:03`."""
    hours, rest = divmod(max(0, seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def distance(metres: float | Decimal) -> str:
    """`800 m`, `5.2 km`."""
    value = float(metres)
    return f"{value:,.0f} m" if value < 1000 else f"{value / 1000:,.1f} km"


def long_day(moment: datetime, zone: tzinfo) -> str:
    """`Friday, 20 November`."""
    local = moment.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B}"


def day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """`Today`, `Yesterday`, `Wed 11 Nov`, and with the year when it is another one."""
    local, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    if (ago := (today - local).days) in (0, 1):
        return "Yesterday" if ago else "Today"
    return short_day(local, today)


def date_of(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The same without the weekday, where there is little room: `11 Nov`."""
    said = day(moment, now, zone)
    return said.partition(" ")[2] if said.count(" ") == 2 and not said[0].isdigit() else said


def within(words: str) -> str:
    """A day's words inside a sentence: `yesterday`, `today, 18:05`, but `Wed 11 Nov`."""
    return words[:1].lower() + words[1:] if words.startswith(("Today", "Yesterday")) else words


def short_day(that: date, today: date) -> str:
    """`Wed 11 Nov`, `11 Nov 2025`."""
    if that.year != today.year:
        return f"{that.day} {that:%b %Y}"
    return f"{that:%a} {that.day} {that:%b}"


def month(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """`November`, and with the year when it is another one."""
    local = moment.astimezone(zone)
    return f"{local:%B}" if local.year == now.astimezone(zone).year else f"{local:%B %Y}"


def month_of(day: date) -> str:
    """`November 2026`."""
    return f"{day:%B %Y}"


def moment(then: datetime, now: datetime, zone: tzinfo) -> str:
    """When something was said: `Today, 18:05`, `Wed 11 Nov, 18:05`, and of another year only the day."""
    said = day(then, now, zone)
    return said if said[:1].isdigit() else f"{said}, {hour(then, zone)}"


def hour(moment: datetime, zone: tzinfo) -> str:
    """`18:05`."""
    return f"{moment.astimezone(zone):%H:%M}"


def greeting(now: datetime, zone: tzinfo, name: str) -> str:
    """`Evening, Maya`, by the hour where the person is."""
    at = now.astimezone(zone).hour
    part = "Night" if at < 5 else "Morning" if at < 12 else "Afternoon" if at < 18 else "Evening"
    first = name.split()[0] if name.split() else ""
    return f"{part}, {first}" if first else part
