"""What the phone's store shows: the shapes of its views, as assets/rythm/*.js fills them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar of a pulse: its height from 0 to 1, and `on`, `ink`, `gap` or nothing."""

    id: str
    v: float
    kind: str


@dataclass(frozen=True)
class Cell:
    """One field of a set, with the text that stands in it and the value of last time as a hint."""

    id: str
    set_id: str
    field: str
    label: str
    value: str
    hint: str
    error: str


@dataclass(frozen=True)
class SetRow:
    """One line of an exercise. `state` is done, active or todo."""

    id: str
    number: str
    label: str
    kind: str
    previous: str
    state: str
    done: bool
    active: bool
    error: str
    cells: list[Cell]


@dataclass(frozen=True)
class Exercise:
    """An exercise in the open workout; `columns` are the heads of its cells."""

    id: str
    exercise_id: str
    name: str
    subtitle: str
    rest_seconds: int
    columns: list[str]
    sets: list[SetRow]


@dataclass(frozen=True)
class Workout:
    """The open workout. `complete` means that every set is ticked."""

    id: str
    title: str
    started_at: str
    done: int
    total: int
    complete: bool
    volume: str
    progress: str
    pulse: list[Bar]
    exercises: list[Exercise]


@dataclass(frozen=True)
class Rest:
    """The rest timer; lit bars are the rest that remains."""

    label: str
    note: str
    over: bool
    bars: list[bool]


@dataclass(frozen=True)
class SummaryLine:
    """One exercise of a finished workout, with its best set."""

    id: str
    name: str
    detail: str
    best: str


@dataclass(frozen=True)
class Summary:
    """The workout finished last on this phone."""

    id: str
    title: str
    when: str
    duration: str
    volume: str
    sets: int
    pulse: list[Bar]
    exercises: list[SummaryLine]


@dataclass(frozen=True)
class TemplateLine:
    """One exercise of a template and what it prescribes, in words."""

    name: str
    detail: str


@dataclass(frozen=True)
class TemplateCard:
    """A template in the phone's copy of the library."""

    id: str
    name: str
    description: str
    scope: str
    exercises: int
    sets: int
    minutes: int
    lines: list[TemplateLine]


@dataclass(frozen=True)
class Found:
    """An exercise that a search found."""

    id: str
    name: str
    detail: str


@dataclass(frozen=True)
class Library:
    """The exercise picker: at most forty results of `total`."""

    query: str
    results: list[Found]
    total: int


@dataclass(frozen=True)
class Person:
    """The member who is signed in."""

    id: str
    name: str
    email: str
    role: str


@dataclass(frozen=True)
class Gym:
    """The member's tenant and its colours."""

    id: str
    slug: str
    name: str
    brand: str
    on_brand: str


@dataclass(frozen=True)
class Session:
    """Who is signed in, as of the last sync."""

    user: Person
    tenant: Gym


@dataclass(frozen=True)
class Net:
    """How the queue stands. `label` is empty when there is nothing to say."""

    online: bool
    waiting: int
    state: str
    label: str


@dataclass(frozen=True)
class Auth:
    """The sign-in form. `retry_after` counts the seconds down to the next allowed attempt."""

    busy: bool
    error: str
    email_error: str
    password_error: str
    retry_after: int


@dataclass(frozen=True)
class Toast:
    """One line for the member; `action` is the word on its button, or nothing."""

    message: str
    kind: str
    action: str


@dataclass(frozen=True)
class Finishing:
    """How many sets are ticked and how many are not, at the moment Finish was pressed."""

    left: int
    done: int


@dataclass(frozen=True)
class Menu:
    """What the logger's menu is about: a set or an exercise."""

    kind: str
    id: str
    title: str
    detail: str


@dataclass(frozen=True)
class Password:
    """The change-password form: under way, and what was wrong with which field."""

    busy: bool
    error: str
    current: str
    fresh: str


@dataclass(frozen=True)
class Update:
    """A new version of the app; there is no such thing where no worker keeps this one."""

    offered: bool
