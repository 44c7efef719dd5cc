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
    optional: bool
    error: str


@dataclass(frozen=True)
class SetRow:
    """One line of an exercise. `state` is done, active or todo; `record` says which one it is."""

    id: str
    number: str
    label: str
    kind: str
    previous: str
    state: str
    done: bool
    error: str
    cells: list[Cell]
    record: str
    record_value: str
    record_more: str


@dataclass(frozen=True)
class Exercise:
    """An exercise in the open workout; `columns` are the heads of its cells.

    In a superset it has a `letter`, and `place` says whether it is the first, in the middle or last; the
    first carries the superset's title and note. `change` is up, same, down, new or deload.
    """

    id: str
    exercise_id: str
    name: str
    subtitle: str
    note: str
    reason: str
    change: str
    skipped: bool
    rest_seconds: int
    columns: list[str]
    sets: list[SetRow]
    letter: str
    place: str
    group_title: str
    group_note: str


@dataclass(frozen=True)
class Workout:
    """The workout on the screen; `complete` once every set is ticked, `editing` when it is a finished one.

    `left_open` says since when it was left open and `left_at` when its last set was ticked, both in words.
    """

    id: str
    title: str
    note: str
    started_at: str
    editing: bool
    done: int
    total: int
    complete: bool
    volume: str
    unit: str
    progress: str
    pulse: list[Bar]
    readiness: int
    asks_readiness: bool
    left_open: str
    left_at: str
    said: str
    exercises: list[Exercise]


@dataclass(frozen=True)
class Rest:
    """The rest timer; lit bars are the rest that remains. `asks` offers a word when the page is hidden."""

    label: str
    note: str
    over: bool
    asks: bool
    bars: list[bool]


@dataclass(frozen=True)
class SummaryLine:
    """One exercise of a finished workout, with its best set."""

    id: str
    name: str
    detail: str
    best: str


@dataclass(frozen=True)
class RecordLine:
    """A record of a workout: what it is, its value and how much more than before."""

    id: str
    name: str
    detail: str
    value: str
    more: str


@dataclass(frozen=True)
class MuscleLine:
    """The hard sets of a muscle; `share` is of the most, `level` from 1 to 3."""

    id: str
    name: str
    sets: str
    share: float
    level: int


@dataclass(frozen=True)
class Summary:
    """The workout finished last on this phone; `levels` has every muscle, from 0 to 3."""

    id: str
    title: str
    when: str
    duration: str
    volume: str
    unit: str
    sets: int
    compared: str
    pulse: list[Bar]
    records: list[RecordLine]
    records_title: str
    muscles: list[MuscleLine]
    levels: dict[str, int]
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
    plan: str
    changed: str
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
    muscle: str
    equipment: str
    level: str


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
class Plate:
    """One plate on the side of a bar; `size` is from 0 to 1."""

    id: str
    label: str
    size: float
    tone: str


@dataclass(frozen=True)
class BarChoice:
    """A bar that plates can be put on."""

    value: str
    label: str
    picked: bool


@dataclass(frozen=True)
class Choice:
    """An exercise to do instead, with the load to start from."""

    id: str
    name: str
    detail: str
    load: str


@dataclass(frozen=True)
class Menu:
    """What is open over the logger: `kind` is set, exercise, workout, plates or swap."""

    kind: str
    id: str
    exercise_id: str
    title: str
    name: str
    note: str
    rest: str
    own_rest: bool
    set_kind: str
    weighted: bool
    grouped: bool
    below: str
    first: bool
    last: bool
    skipped: bool
    ramp: str
    target: str
    bar: str
    bars: list[BarChoice]
    side: list[Plate]
    loaded: str
    remainder: str
    choices: list[Choice]


@dataclass(frozen=True)
class NextUp:
    """The template whose turn it is, its first exercises named."""

    id: str
    name: str
    facts: str
    lines: list[TemplateLine]
    more: str


@dataclass(frozen=True)
class Weight:
    """The member's weight as it was logged last; `kg` is as it is kept."""

    kg: str
    value: str
    unit: str
    when: str


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
