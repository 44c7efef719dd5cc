"""The archive: one JSON document with everything of a member. docs/archive.md explains it field by field.

Whatever the database may hold of a member fits in, so that every archive we write can be read back.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, PlainSerializer, ValidationError, model_validator

from rythm.core.amounts import BodyWeight, Exact
from rythm.core.errors import Invalid
from rythm.core.schema import Input, Name
from rythm.exercises.catalogue import Category, Equipment, Force, Level, MeasuredBy, Mechanic, Muscle
from rythm.exercises.schemas import Alias, Guide, RestSeconds
from rythm.templates.schemas import Lines
from rythm.templates.sets import Progression
from rythm.workouts.metrics import CUSTOM, bounds, fits
from rythm.workouts.metrics import Kind as MetricKind
from rythm.workouts.preferences import Preferences
from rythm.workouts.schemas import EARLIEST, LATEST, Kind, Measured, Target

FORMAT, VERSION = "rythm-archive", 1
LARGEST = 50_000_000
"""Bytes of an archive that is taken."""


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its zone")
    if not EARLIEST <= value < LATEST:
        raise ValueError("a time lies between 1970 and 2100")
    return value.astimezone(UTC)


def iso(value: datetime) -> str:
    """A moment as the archive writes it: UTC, with microseconds."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


Moment = Annotated[datetime, AfterValidator(_moment), PlainSerializer(iso, when_used="json")]
Text = Annotated[str, Field(max_length=2000)]
Title = Annotated[str, Field(max_length=120)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Group = Annotated[int, Field(ge=0, le=999)]
Rest = Annotated[int, Field(ge=0, le=3600)]
Weight = Annotated[
    Exact, Field(ge=-500, le=5000, decimal_places=10, description="Kilograms; help is below 0.")
]


class Profile(Input):
    """Who this was, for people to read: an import changes nobody's name or address."""

    name: Annotated[str, Field(max_length=300)] = ""
    email: Annotated[str, Field(max_length=300)] = ""
    gym: Annotated[str, Field(max_length=300)] = ""
    role: Annotated[str, Field(max_length=40)] = ""
    member_since: Moment | None = None


class ArchivedExercise(Input):
    """An exercise the archive speaks of; `built_in` names one of the built-in library by its key."""

    id: UUID
    built_in: Annotated[str, Field(max_length=120)] | None = None
    name: Name
    muscle: Muscle | Literal[""] = ""
    secondary_muscles: Annotated[list[Muscle], Field(max_length=17, default_factory=list)]
    equipment: Equipment | Literal[""] = ""
    category: Category | Literal[""] = ""
    force: Force = ""
    mechanic: Mechanic | Literal[""] = ""
    level: Level | Literal[""] = ""
    measured_by: MeasuredBy = "weight_reps"
    is_unilateral: bool = False
    rest_seconds: RestSeconds = 120
    aliases: Annotated[list[Alias], Field(max_length=50, default_factory=list)]
    guide: Guide | None = None
    is_hidden: bool = False
    archived_at: Moment | None = None
    merged_into: UUID | None = None


class ArchivedVersion(Input):
    """What a template said after one save."""

    number: Number
    saved_at: Moment
    name: Name
    description: Text = ""
    progression: Progression = Progression.DOUBLE
    summary: Annotated[str, Field(max_length=20_000)] = ""
    exercises: Annotated[Lines, Field(default_factory=list)]


class ArchivedTemplate(Input):
    """A template of one's own with all its versions, oldest first; the last one is what it says now."""

    id: UUID
    created_at: Moment
    updated_at: Moment
    archived_at: Moment | None = None
    versions: Annotated[list[ArchivedVersion], Field(min_length=1, max_length=10_000)]


class ArchivedSet(Input):
    """One set; it was done if it has a `done_at`."""

    kind: Kind = Kind.WORKING
    weight_kg: Weight | None = None
    reps: Annotated[int, Field(ge=0, le=10_000)] | None = None
    rpe: Annotated[Exact, Field(ge=1, le=10, decimal_places=1)] | None = None
    duration_seconds: Annotated[int, Field(ge=0, le=604_800)] | None = None
    distance_m: Annotated[Exact, Field(ge=0, le=1_000_000, decimal_places=2)] | None = None
    rest_seconds: Rest | None = None
    done_at: Moment | None = None
    target: Target | None = None


class ArchivedLine(Input):
    """One exercise of a workout with its sets, in their order."""

    exercise_id: UUID
    rest_seconds: Rest = 120
    note: Text = ""
    group_number: Group | None = None
    group_rest_seconds: Rest | None = None
    skipped_at: Moment | None = None
    sets: Annotated[list[ArchivedSet], Field(max_length=1000, default_factory=list)]


class ArchivedWorkout(Input):
    """One workout; an open one has no `finished_at`."""

    id: UUID
    title: Title = ""
    started_at: Moment
    finished_at: Moment | None = None
    note: Text = ""
    body_weight_kg: BodyWeight | None = None
    readiness: Annotated[int, Field(ge=1, le=5)] | None = None
    source: Annotated[str, Field(max_length=40)] = "app"
    import_key: Annotated[str, Field(max_length=200)] | None = None
    template_id: UUID | None = None
    template_version: Number | None = None
    exercises: Annotated[list[ArchivedLine], Field(max_length=1000, default_factory=list)]


class ArchivedCustomMetric(Input):
    """Something of their own that the member measures."""

    id: UUID
    name: Name
    unit: Annotated[str, Field(max_length=20)] = ""
    archived_at: Moment | None = None


class Measurable(Input):
    """What is measured: a kind, and which custom metric if the kind is `custom`."""

    kind: MetricKind = "weight"
    custom_metric_id: UUID | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if (self.kind == CUSTOM) != (self.custom_metric_id is not None):
            raise ValueError("custom_metric_id goes with the kind custom, and only with it")
        return self


class ArchivedMetric(Measurable):
    """Something measured of the body, in kilograms, centimetres, percent or the metric's own unit."""

    value: Measured
    measured_at: Moment
    note: Text = ""

    @model_validator(mode="after")
    def _can_be_true(self) -> Self:
        if not fits(self.kind, self.value):
            raise ValueError("value must be between {} and {}".format(*bounds(self.kind)))
        return self


class ArchivedGoal(Measurable):
    """Where something measured shall be, and where it stood when the member said so."""

    target: Measured
    start: Measured
    started_at: Moment
    due_on: date | None = None


class ArchivedAchievement(Input):
    """Something the member achieved, and when."""

    key: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9.-]+$")]
    earned_at: Moment


class ArchivedComment(Input):
    """What somebody wrote about a workout, or about a set of it; to read, an import leaves it out."""

    workout_id: UUID
    exercise: Annotated[str, Field(max_length=300)] | None = None
    set: Number | None = None
    by: Annotated[str, Field(max_length=300)] = ""
    at: Moment
    text: Text


class ArchivedMessage(Input):
    """What somebody wrote to the member; to read, an import leaves it out."""

    by: Annotated[str, Field(max_length=300)] = ""
    sent_at: Moment
    read_at: Moment | None = None
    text: Text


class Archive(Input):
    """Everything of a member."""

    format: Literal["rythm-archive"]
    version: Literal[1]
    profile: Profile = Field(default_factory=Profile)
    preferences: Preferences | None = None
    exercises: Annotated[list[ArchivedExercise], Field(max_length=20_000, default_factory=list)]
    templates: Annotated[list[ArchivedTemplate], Field(max_length=5_000, default_factory=list)]
    custom_metrics: Annotated[list[ArchivedCustomMetric], Field(max_length=1_000, default_factory=list)]
    body_metrics: Annotated[list[ArchivedMetric], Field(max_length=200_000, default_factory=list)]
    body_goals: Annotated[list[ArchivedGoal], Field(max_length=2_000, default_factory=list)]
    achievements: Annotated[list[ArchivedAchievement], Field(max_length=1_000, default_factory=list)]
    workouts: Annotated[list[ArchivedWorkout], Field(max_length=50_000, default_factory=list)]
    comments: Annotated[list[ArchivedComment], Field(max_length=200_000, default_factory=list)]
    messages: Annotated[list[ArchivedMessage], Field(max_length=200_000, default_factory=list)]


MOST_PROBLEMS = 20


def read(document: bytes) -> Archive:
    """The archive in a document; raises Invalid with what is wrong by path, the first twenty.

    Takes seconds for a large one: not on the event loop.
    """
    try:
        return Archive.model_validate_json(document)
    except ValidationError as error:
        problems: dict[str, str] = {}
        for each in error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]:
            path = ".".join(str(part) for part in each["loc"]) or "body"
            problems.setdefault(path, each["msg"].removeprefix("Value error, "))
        raise Invalid(fields=problems) from None
