"""The pulse: vertical bars that carry data. Logo, weeks, sets, loading and small bar charts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.markup import Flag, Text, attributes, classes, each, properties

Tone = Literal["", "on", "ink", "mid", "plan", "gap", "warn", "bad", "text"]
Size = Literal["sm", "md", "lg", "xl", "hero"]


@dataclass
class Beat:
    """One bar: its height from 0 to 1 and its tone."""

    value: float
    tone: str = "mid"


@dataclass
class Day:
    """One column of the week: five bars, and in words what they say."""

    letter: str
    words: str
    kind: str = "rest"
    bars: list[float] = field(default_factory=lambda: [0.06] * 5)
    now: bool = False


def beats(
    numbers: Sequence[float], *, tone: Tone = "mid", last: Tone | None = None, top: float | None = None
) -> list[Beat]:
    """Bars for numbers, scaled to the largest (or to `top`); the last one may have a tone of its own."""
    ceiling = top if top is not None else max(numbers, default=0)
    made = [Beat(round(min(1.0, max(0.0, n / ceiling)), 3) if ceiling > 0 else 0.0, tone) for n in numbers]
    if made and last is not None:
        made[-1] = Beat(made[-1].value, last)
    return made


def five(numbers: Sequence[float], top: float | None = None) -> list[float]:
    """Five bar heights, 0 to 1, that keep the course of any number of values (sets of a workout, say)."""
    if not numbers:
        return [0.06] * 5
    ceiling = top or max(numbers)
    bars: list[float] = []
    for slot in range(5):
        start = slot * len(numbers) // 5
        part = numbers[start : max(start + 1, (slot + 1) * len(numbers) // 5)]
        bars.append(round(max(0.12, min(1.0, sum(part) / len(part) / ceiling)), 3) if ceiling > 0 else 0.06)
    return bars


def _bar(beat: Any) -> rx.Component:
    return rx.el.i(class_name=beat.tone, custom_attrs=properties(v=beat.value))


def _figure(
    bars: list[Any], size: Size, floor: bool, fill: bool, label: Text | None, class_name: Text
) -> rx.Component:
    return rx.el.span(
        *bars,
        class_name=classes(
            "pulse",
            "" if size == "md" else f"pulse-{size}",
            "pulse-floor" if floor else "",
            "pulse-fill" if fill else "",
            class_name,
        ),
        custom_attrs=attributes(
            role="img" if label is not None else None,
            aria_label=label,
            aria_hidden="true" if label is None else None,
        ),
    )


def pulse(
    bars: Sequence[Beat] | rx.Var[Any],
    *,
    label: Text | None = None,
    size: Size = "md",
    floor: bool = True,
    fill: bool = False,
    class_name: Text = "",
) -> rx.Component:
    """Bars of a list of Beats, plain or from state; `label` says in words what they show."""
    return _figure(each(bars, _bar), size, floor, fill, label, class_name)


def pulse_of(
    heights: Sequence[float] | rx.Var[Any],
    *,
    tone: Tone = "mid",
    label: Text | None = None,
    size: Size = "md",
    floor: bool = False,
    class_name: Text = "",
) -> rx.Component:
    """Bars of bare heights (0 to 1), all in one tone."""

    def bar(height: Any) -> rx.Component:
        return rx.el.i(class_name=tone, custom_attrs=properties(v=height))

    return _figure(each(heights, bar), size, floor, False, label, class_name)


def loading(label: str | None = None) -> rx.Component:
    """The moving pulse, for waits under way; it takes the colour of the text around it."""
    return pulse(
        [Beat(v, "") for v in (0.4, 0.8, 1, 0.6)], size="sm", floor=False, class_name="loading", label=label
    )


def week(days: Sequence[Day] | rx.Var[Any], *, label: Text) -> rx.Component:
    """Seven days of five bars each: done, today, planned or rest."""

    def column(day: Any) -> rx.Component:
        now: Any = rx.cond(day.now, "now", "") if isinstance(days, rx.Var) else ("now" if day.now else "")
        return rx.el.li(
            pulse_of(day.bars, tone="", class_name=day.kind),
            rx.el.span(day.letter, aria_hidden="true"),
            rx.el.span(day.words, class_name="sr-only"),
            class_name=now,
        )

    return rx.el.ol(*each(days, column), class_name="week", aria_label=label)


def progress(value: float | rx.Var[Any], *, label: Text) -> rx.Component:
    """A bar filled from 0 to 1."""
    share: Any = value
    return rx.el.span(
        rx.el.i(custom_attrs=properties(v=value)),
        class_name="progress",
        role="progressbar",
        custom_attrs=attributes(
            aria_label=label, aria_valuenow=share * 100, aria_valuemin="0", aria_valuemax="100"
        ),
    )


def logo(word: Flag | Text = True) -> rx.Component:
    """The mark, with its name or with a name of your own beside it."""
    heights = ((0.32, ""), (0.62, ""), (1, "on"), (0.45, ""), (0.75, ""))
    name: list[Any] = [] if word is False else ["Rythm" if word is True else word]
    return rx.el.span(pulse([Beat(v, tone) for v, tone in heights], floor=False), *name, class_name="logo")
