"""All a phone gets when it is filled: what to train, what was lifted, and how this member logs."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from rythm.core.amounts import Exact
from rythm.core.schema import Input, Read
from rythm.exercises.schemas import PhoneExercise
from rythm.templates.schemas import PhoneTemplate
from rythm.tenancy.equipment import Equipment
from rythm.workouts.preferences import Preferences
from rythm.workouts.schemas import Changes, Kind, When

SESSIONS = 4
"""So many of the last times of each exercise: what a suggestion looks at."""

FINISHED = 10
"""So many finished workouts can be changed without signal."""

METRICS = 30
"""So many body weights go along, newest first."""


class DoneSet(Read):
    """A set of one of the last times an exercise was done."""

    weight_kg: Exact | None
    reps: int | None
    rpe: Exact | None
    duration_seconds: int | None
    distance_m: Exact | None
    kind: Kind


class LastTime(Read):
    """An exercise in one finished workout: when, from which template, at which body weight, and its sets."""

    workout_id: UUID
    at: When
    template_id: UUID | None
    body_weight_kg: Exact | None
    sets: list[DoneSet]


class Best(Read):
    """A best value in kg and when it was done."""

    value: float
    at: When


class Bests(Read):
    """The best of one exercise: estimated maximum, load, volume of one workout, and repetitions at a load.

    `reps` are by counted load in kg such as `82.5`, the heaviest loads only.
    """

    e1rm: Best | None = None
    weight: Best | None = None
    volume: Best | None = None
    reps: dict[str, int] = {}


class PhoneUser(Read):
    """Whose phone this is."""

    id: UUID
    name: str
    email: str
    role: str


class PhoneTenant(Read):
    """The gym and its colours."""

    id: UUID
    slug: str
    name: str
    brand: str
    on_brand: str


class Bootstrap(Changes):
    """All a phone needs to train without the server.

    `exercises` is null when the phone said that it has this `library` already, and so are `sessions` and
    `bests` when it has this `history`. The rows are those of workouts that are open and of the last ten that
    are finished.
    """

    user: PhoneUser
    tenant: PhoneTenant | None
    epoch: str
    cursor: int
    server_time: int
    library: str
    exercises: list[PhoneExercise] | None
    uses: dict[UUID, int]
    templates: list[PhoneTemplate]
    history: str
    sessions: dict[UUID, list[LastTime]] | None
    bests: dict[UUID, Bests] | None
    preferences: Preferences
    equipment: Equipment
    body_weight_kg: Exact | None


class FillPhone(Input):
    """What a phone has already: versions of library and history, the count of changes and its epoch."""

    library: Annotated[str, Field(max_length=80)] = ""
    history: Annotated[str, Field(max_length=80)] = ""
    cursor: Annotated[int, Field(ge=0, le=2**53)] = 0
    epoch: Annotated[str, Field(max_length=80)] = ""
