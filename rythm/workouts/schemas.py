"""What phones and API clients send about workouts, and what they get back."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, PlainSerializer

from rythm.core.amounts import BodyWeight, Exact, Kilograms
from rythm.core.schema import Input, Name, Note, Read
from rythm.templates.sets import PrescribedSet
from rythm.workouts.metrics import Kind as MetricKind

BATCH = 100
"""At most so many operations in one request."""


EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
"""PostgreSQL keeps times that Python cannot read, and a time zone can push others over Python's edge."""


def _iso(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _zoned(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its zone")
    return value


def _within_living_memory(value: datetime) -> datetime:
    if not EARLIEST <= value < LATEST:
        raise ValueError("a time lies between 1970 and 2100")
    return value


def _half(value: Decimal) -> Decimal:
    if value * 2 % 1:
        raise ValueError("use whole or half points")
    return value


When = Annotated[datetime, AfterValidator(_zoned), PlainSerializer(_iso, when_used="json")]
Moment = Annotated[When, AfterValidator(_within_living_memory)]
Effort = Annotated[Exact, Field(ge=1, le=10), AfterValidator(_half)]
Measured = Annotated[Exact, Field(max_digits=20, decimal_places=10)]
Metres = Annotated[Exact, Field(ge=0, le=1_000_000, decimal_places=2)]
Reps = Annotated[int, Field(ge=0, le=1000)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
Place = Annotated[int, Field(ge=0, le=999)]
Readiness = Annotated[int, Field(ge=1, le=5, description="How fit one feels, from 1 to 5.")]
Rest = Annotated[int, Field(ge=0, le=3600)]


class Kind(StrEnum):
    """What a set is for."""

    WARMUP = "warmup"
    WORKING = "working"
    DROP = "drop"
    FAILURE = "failure"


class WorkoutFields(Input):
    """The fields of a workout an operation may set."""

    title: Annotated[str, Field(max_length=120)] = ""
    template_id: UUID | None = None
    template_version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    started_at: Moment | None = None
    finished_at: Moment | None = None
    note: Note = ""
    body_weight_kg: BodyWeight | None = None
    readiness: Readiness | None = None
    deleted_at: Moment | None = None


class WorkoutExerciseFields(Input):
    """The fields of a workout's exercise an operation may set."""

    workout_id: UUID | None = None
    exercise_id: UUID | None = None
    position: Place = 0
    rest_seconds: Rest = 120
    note: Note = ""
    group_number: Place | None = None
    group_rest_seconds: Rest | None = None
    skipped_at: Moment | None = None
    deleted_at: Moment | None = None


class Target(PrescribedSet):
    """What was prescribed for a set when it was made; what another version says besides is left out."""

    model_config = ConfigDict(extra="ignore")


class SetFields(Input):
    """The fields of a set an operation may set."""

    workout_exercise_id: UUID | None = None
    position: Place = 0
    kind: Kind = Kind.WORKING
    weight_kg: Kilograms | None = None
    reps: Reps | None = None
    rpe: Effort | None = None
    duration_seconds: Seconds | None = None
    distance_m: Metres | None = None
    done_at: Moment | None = None
    rest_seconds: Rest | None = None
    target: Target | None = None
    deleted_at: Moment | None = None


class MetricFields(Input):
    """The fields of something measured of the body an operation may set; `metrics` has what they mean."""

    kind: MetricKind = "weight"
    custom_metric_id: UUID | None = None
    value: Measured | None = None
    measured_at: Moment | None = None
    note: Note = ""
    deleted_at: Moment | None = None


Entity = Literal["workout", "workout_exercise", "set", "metric"]


class Operation(Input):
    """One intent of a person on one device: these fields of this entity, at this time of its clock."""

    op_id: UUID
    seq: Annotated[int, Field(ge=0, le=2**53)]
    entity: Entity
    entity_id: UUID
    fields: dict[str, Any]
    at: Annotated[int, Field(ge=0, le=253_402_300_799_999, description="Milliseconds since 1970.")]


class SyncRequest(Input):
    """Operations a device has not had answered, and up to where it knows the server's changes."""

    user_id: UUID
    device_id: UUID
    cursor: Annotated[int, Field(ge=0, le=2**53)] = 0
    epoch: Annotated[str, Field(max_length=80)] | None = None
    sent_at: Annotated[int, Field(ge=0, le=253_402_300_799_999)]
    operations: Annotated[list[Operation], Field(max_length=BATCH)] = []


class Answered(Read):
    """How one operation was answered; `duplicate` was applied before."""

    op_id: UUID
    status: Literal["applied", "duplicate", "rejected"]
    reason: str | None = None


class WorkoutOut(Read):
    """A workout as phones keep it."""

    id: UUID
    title: str
    template_id: UUID | None
    template_version: int | None
    started_at: When
    finished_at: When | None
    note: str
    body_weight_kg: Exact | None
    readiness: int | None
    deleted_at: When | None


class WorkoutExerciseOut(Read):
    """An exercise of a workout as phones keep it."""

    id: UUID
    workout_id: UUID
    exercise_id: UUID
    position: int
    rest_seconds: int
    note: str
    group_number: int | None
    group_rest_seconds: int | None
    skipped_at: When | None
    deleted_at: When | None


class SetOut(Read):
    """A set as phones keep it."""

    id: UUID
    workout_exercise_id: UUID
    position: int
    kind: Kind
    weight_kg: Exact | None
    reps: int | None
    rpe: Exact | None
    duration_seconds: int | None
    distance_m: Exact | None
    done_at: When | None
    rest_seconds: int | None
    target: dict[str, Any] | None
    deleted_at: When | None


class MetricOut(Read):
    """Something measured of the body as phones keep it."""

    id: UUID
    kind: str
    custom_metric_id: UUID | None
    value: Exact
    measured_at: When
    note: str
    deleted_at: When | None


class Changes(Read):
    """Whole rows, removed ones included."""

    workouts: list[WorkoutOut] = []
    workout_exercises: list[WorkoutExerciseOut] = []
    sets: list[SetOut] = []
    metrics: list[MetricOut] = []


class SyncAnswer(Read):
    """An answer for every operation, and what changed since the cursor."""

    results: list[Answered]
    epoch: str
    cursor: int
    server_time: int = Field(description="The server's clock, milliseconds since 1970.")
    changes: Changes
    more: bool = Field(default=False, description="There are more changes: ask again with this cursor.")


class StartWorkout(Input):
    """Begin a workout, from a template or empty; `id` makes a retry harmless."""

    id: UUID | None = None
    title: Name | None = None
    template_id: UUID | None = None
    readiness: Readiness | None = None
    body_weight_kg: BodyWeight | None = None


class AddExercise(Input):
    """One more exercise in a workout."""

    id: UUID | None = None
    exercise_id: UUID
    position: Place | None = None


class AddSet(SetFields):
    """One more set of an exercise of a workout."""

    id: UUID | None = None


class ChangeSet(Input):
    """Other values for a set; what is left out stays. `done` ticks it or takes the tick back."""

    kind: Kind | None = None
    weight_kg: Kilograms | None = None
    reps: Reps | None = None
    rpe: Effort | None = None
    duration_seconds: Seconds | None = None
    distance_m: Metres | None = None
    done: bool | None = None
