"""What was said to a client and by them in words, and their weeks as charts, in the unit of whoever looks."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from rythm.community.schemas import Said
from rythm.core.schema import Read
from rythm.core.units import rounded, shown_weight
from rythm.progress.schemas import OneRepMax, WeekVolume
from rythm.ui import routes, words
from rythm.ui.coach.client.charts import TONES, Plot, Stroke
from rythm.ui.kit.geometry import BarChart, LineChart, Series, bar_chart, line_chart, scale

GONE = "Somebody who left"


class TalkLine(Read):
    """Something said, in words; `href` leads to the workout it is about."""

    id: str
    who: str
    about: str
    text: str
    href: str
    is_new: bool


def talk_line(said: Said, now: datetime, zone: tzinfo) -> TalkLine:
    """Something said, as a coach reads it: who, when and about what, and whether it was read."""
    when = words.within(words.moment(said.at, now, zone))
    about = f"on {said.title or 'a workout'}" if said.workout_id else "message"
    read = "" if said.is_new or said.workout_id else ", read" if said.read_at else ", not read yet"
    return TalkLine(
        id=str(said.id),
        who=said.author_name or GONE,
        about=f"{about}, {when}{read}",
        text=said.text,
        href=routes.workout(str(said.workout_id)) if said.workout_id else "",
        is_new=said.is_new,
    )


def volume_chart(weeks: Sequence[WeekVolume], unit: str = "kg") -> BarChart:
    """Tonnes a week, each named by its ISO number; the week that runs is the last."""
    names = [str(week.week.isocalendar().week) for week in weeks]
    return bar_chart("Weekly volume", _thousands(weeks, unit), _thinned(names), unit=heavy_unit(unit))


def volume_plot(weeks: Sequence[WeekVolume], unit: str = "kg") -> Plot:
    """The same for Recharts: what was apart from what is."""
    lifted = _thousands(weeks, unit)
    rows = [
        {"name": f"Week of {day_of(week.week)}", "now" if week is weeks[-1] else "past": value}
        for week, value in zip(weeks, lifted, strict=True)
    ]
    high = scale(lifted, from_zero=True, count=3)[-1] or 1.0
    return Plot(rows=rows, high=high, unit=f" {heavy_unit(unit)}")


def heavy_unit(unit: str) -> str:
    """What volumes of weeks are told in: tonnes, or thousands of pounds."""
    return words.heavy(0, unit)[1]


def _thousands(weeks: Sequence[WeekVolume], unit: str) -> list[float]:
    return [rounded(shown_weight(week.volume_kg, unit) / 1000, 2) for week in weeks]


def _thinned(names: Sequence[str], most: int = 14) -> list[str]:
    """Every second or fourth name, counted from the last, where all would not fit."""
    every = 1 if len(names) <= most else 2 if len(names) <= 2 * most else 4
    return [name if (len(names) - 1 - place) % every == 0 else "" for place, name in enumerate(names)]


def strength_chart(shown: OneRepMax, unit: str = "kg") -> LineChart:
    """The best estimate of each week, one line for each exercise."""
    months = [f"{week:%b}" for week in shown.weeks]
    if months[:1] != months[1:2]:
        months[0] = ""  # the last week of a month leaves no room for its name
    return line_chart(_lines(shown, unit), months, unit=unit, points=[day_of(week) for week in shown.weeks])


def strength_plot(shown: OneRepMax, unit: str = "kg") -> Plot:
    """The same for Recharts."""
    lines = _lines(shown, unit)
    strokes = [
        Stroke(key=f"kg{place}", name=line.name, tone=TONES[place % len(TONES)])
        for place, line in enumerate(lines)
    ]
    rows = [
        {"name": f"Week of {day_of(week)}"}
        | {stroke.key: line.values[at] for stroke, line in zip(strokes, lines, strict=True)}
        for at, week in enumerate(shown.weeks)
    ]
    ticks = scale([kg for line in lines for kg in line.values], count=3)
    return Plot(rows=rows, strokes=strokes, low=ticks[0], high=ticks[-1], unit=f" {unit}")


def _lines(shown: OneRepMax, unit: str) -> list[Series]:
    return [
        Series(line.name, [kg and rounded(shown_weight(kg, unit), 1) for kg in line.best_kg])
        for line in shown.series
    ]


def day_of(day: date) -> str:
    """`3 Nov`."""
    return f"{day.day} {day:%b}"
