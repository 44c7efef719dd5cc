"""From numbers to the places of things in a chart. Pure; positions are percentages from the top left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

Numbers = Sequence[float | None]


@dataclass
class Tick:
    """A value on the side of a chart, or words below it, and where they stand."""

    at: float
    label: str


@dataclass
class Dot:
    """A marked point of a line."""

    x: float
    y: float
    look: str = ""


@dataclass
class Line:
    """One line of a chart: its path, the area below it, and the words at its end."""

    name: str
    path: str
    area: str
    tone: str
    end_label: str = ""
    end_y: float = 0
    dots: list[Dot] = field(default_factory=list)


@dataclass
class LineChart:
    """Everything a line chart draws, ready for a state Var."""

    lines: list[Line]
    sides: list[Tick]
    marks: list[Tick]
    ends: bool
    summary: str
    head: list[str]
    table: list[list[str]]
    empty: bool = False


@dataclass
class Bar:
    """One bar: height and planned height from 0 to 1, and the words below it."""

    value: float
    label: str
    kind: str = ""
    plan: float = 0


@dataclass
class BarChart:
    """Everything a bar chart draws, ready for a state Var."""

    bars: list[Bar]
    sides: list[Tick]
    summary: str
    head: list[str]
    table: list[list[str]]
    empty: bool = False


@dataclass
class Series:
    """Values of one line, None where there is none; `records` are the indexes to mark."""

    name: str
    values: Numbers
    records: Sequence[int] = ()


def nice_step(span: float, count: int = 4) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that cuts a span into about `count` parts."""
    if span <= 0:
        return 1.0
    rough = span / count
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def scale(values: Numbers, *, from_zero: bool = False, count: int = 4) -> list[float]:
    """Round values that enclose all given ones, lowest first; at least two."""
    known = [v for v in values if v is not None]
    if not known:
        return [0.0, 1.0]
    low = min(0.0, *known) if from_zero else min(known)
    high = max(0.0, *known) if from_zero else max(known)
    if high == low:
        room = abs(high) * 0.1 or 1.0
        low, high = (0.0 if from_zero else low - room), high + room
    step = nice_step(high - low, count)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(n * step, 6) for n in range(first, last + 1)]


def compact(value: float, unit: str = "") -> str:
    """A number as charts write it: 1,200, 97.5, no needless zeros; the unit behind it."""
    words = f"{value:,.1f}".removesuffix(".0").replace("-", "\N{MINUS SIGN}")
    return f"{words} {unit}".strip()


def positions(values: Numbers, low: float, high: float) -> list[tuple[float, float] | None]:
    """(x, y) of every value in a box of 100 by 100, first value left, `low` at the bottom."""
    span = (high - low) or 1.0
    step = 100 / (len(values) - 1) if len(values) > 1 else 0.0
    return [
        None if v is None else (round(i * step, 2), round(100 - (v - low) / span * 100, 2))
        for i, v in enumerate(values)
    ]


def path(points: Sequence[tuple[float, float] | None]) -> str:
    """An SVG path through the points that are there; gaps are bridged, since a pause is not a zero."""
    known = [p for p in points if p is not None]
    return "".join(f"{'L' if i else 'M'}{x:g} {y:g}" for i, (x, y) in enumerate(known))


def area(points: Sequence[tuple[float, float] | None]) -> str:
    """The path closed along the bottom edge; empty for fewer than two points."""
    known = [p for p in points if p is not None]
    if len(known) < 2:
        return ""
    return f"{path(points)}L{known[-1][0]:g} 100L{known[0][0]:g} 100Z"


def apart(places: Sequence[float], gap: float, top: float = 0, bottom: float = 100) -> list[float]:
    """The places moved as little as needed so that neighbours are at least `gap` apart, order kept."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    lowest = top
    for i in order:
        moved[i] = max(moved[i], lowest)
        lowest = moved[i] + gap
    highest = bottom
    for i in reversed(order):
        moved[i] = min(moved[i], highest)
        highest = moved[i] - gap
    return [round(place, 2) for place in moved]


def spark(values: Numbers) -> str:
    """The path of a sparkline in a box of 100 by 100; empty when there is nothing to connect."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    if low == high:
        return "M0 50L100 50"
    return path(positions(values, low, high))


def course(name: str, values: Numbers, unit: str = "") -> str:
    """What a line says, in words."""
    known = [v for v in values if v is not None]
    if not known:
        return f"{name}: no values yet"
    first, last = known[0], known[-1]
    if len(known) == 1:
        return f"{name}: {compact(last, unit)}"
    verb = "rose" if last > first else "fell" if last < first else "stayed"
    if verb == "stayed":
        return f"{name} stayed at {compact(last, unit)}"
    return f"{name} {verb} from {compact(first, unit)} to {compact(last, unit)}"


def sparse(labels: Sequence[str], every: int = 3) -> list[str]:
    """The last label and every third before it; those between are empty, for there is no room."""
    return [text if (len(labels) - 1 - i) % every == 0 else "" for i, text in enumerate(labels)]


def _marks(labels: Sequence[str], most: int = 6) -> list[Tick]:
    """Labels below a line: each text once, where it begins, and not more than `most` of them."""
    starts = [(i, text) for i, text in enumerate(labels) if text and (i == 0 or labels[i - 1] != text)]
    every = max(1, ceil(len(starts) / most))
    step = 100 / (len(labels) - 1) if len(labels) > 1 else 0.0
    marks = [Tick(round(i * step, 2), text) for i, text in starts[::every]]
    return [mark for mark in marks if mark.at <= 94 or len(marks) == 1]


def line_chart(
    series: Sequence[Series], labels: Sequence[str], *, unit: str = "", points: Sequence[str] | None = None
) -> LineChart:
    """A line chart of one to three series over the same points.

    `labels` has one text per point for below the line (repeat "Sep" for all of September); `points` may name
    the points more exactly for the table. One series gets values at the side, several get their name and last
    value at the end of the line instead.
    """
    ticks = scale([v for one in series for v in one.values], count=3)
    low, high = ticks[0], ticks[-1]
    lines: list[Line] = []
    for number, one in enumerate(series):
        placed = positions(one.values, low, high)
        known = [p for p in placed if p is not None]
        dots = [Dot(p[0], p[1]) for i in one.records if (p := placed[i]) is not None and p is not known[-1]]
        if known:
            dots.append(Dot(known[-1][0], known[-1][1], "last" if len(series) == 1 else "end"))
        last = next((v for v in reversed(one.values) if v is not None), None)
        lines.append(
            Line(
                name=one.name,
                path=path(placed),
                area=area(placed) if len(series) == 1 else "",
                tone=f"series-{number % 3 + 1}",
                end_label="" if last is None else compact(last),
                end_y=known[-1][1] if known else 50.0,
                dots=dots,
            )
        )
    for one_line, place in zip(lines, apart([one.end_y for one in lines], 20), strict=True):
        one_line.end_y = place
    names = points or labels
    return LineChart(
        lines=lines,
        sides=[Tick(round(100 - (t - low) / (high - low) * 100, 2), compact(t)) for t in ticks],
        marks=_marks(labels),
        ends=len(series) > 1,
        summary=". ".join(course(one.name, one.values, unit) for one in series),
        head=["", *[f"{one.name}, {unit}" if unit else one.name for one in series]],
        table=[
            [str(names[i]), *["" if one.values[i] is None else compact(one.values[i] or 0) for one in series]]
            for i in range(len(names))
            if any(one.values[i] is not None for one in series)
        ],
        empty=not any(v is not None for one in series for v in one.values),
    )


def bar_chart(
    name: str,
    values: Sequence[float],
    labels: Sequence[str],
    *,
    unit: str = "",
    plan: Sequence[float] | None = None,
    current: int | None = -1,
    quiet: Sequence[int] = (),
    points: Sequence[str] | None = None,
) -> BarChart:
    """A bar chart of one value per label; `current` is the bar in accent, `quiet` are the pale ones.

    `points` names the bars in words and in the table where there is no room for every label below them.
    """
    names = points or labels
    ticks = scale([*values, *(plan or ())], from_zero=True, count=3)
    high = ticks[-1] or 1.0
    now = None if current is None or not values else current % len(values)
    bars = [
        Bar(
            value=round(value / high, 4),
            label=labels[i],
            kind="now" if i == now else "quiet" if i in quiet else "none" if value == 0 else "",
            plan=round(plan[i] / high, 4) if plan and plan[i] > value else 0,
        )
        for i, value in enumerate(values)
    ]
    peak = max(range(len(values)), key=lambda i: values[i]) if values else 0
    summary = f"{name}: no values yet"
    if values and any(values):
        shown = now if now is not None else len(values) - 1
        summary = (
            f"{name}: {compact(values[shown], unit)} in {names[shown]}, "
            f"most {compact(values[peak], unit)} in {names[peak]}"
        )
    return BarChart(
        bars=bars,
        sides=[Tick(round(100 - t / high * 100, 2), compact(t, unit)) for t in ticks[1:]],
        summary=summary,
        head=["", f"{name}, {unit}" if unit else name],
        table=[[names[i], compact(value)] for i, value in enumerate(values)],
        empty=not any(values),
    )
