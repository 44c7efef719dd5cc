"""What is said about a body, and what is shown of it.

Values are in what their kind is kept in: kilograms, centimetres, percent, or a custom metric's own unit.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from rythm.body.rules import Standing
from rythm.core.amounts import Exact
from rythm.core.schema import Input, Name, Note, Read
from rythm.workouts.metrics import CUSTOM, Kind, bounds, fits
from rythm.workouts.schemas import Measured, Moment, When

Unit = Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)]


class Which(Input):
    """One thing that is measured: a kind, and the custom metric when the kind is `custom`."""

    kind: Kind = "weight"
    custom_metric_id: UUID | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> "Which":
        if (self.kind == CUSTOM) != (self.custom_metric_id is not None):
            raise ValueError("custom_metric_id goes with the kind custom, and only with it")
        return self


class LogMetric(Which):
    """Something measured, now unless said otherwise; `id` makes a retry harmless."""

    id: UUID | None = None
    value: Measured
    measured_at: Moment | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _can_be_true(self) -> "LogMetric":
        if not fits(self.kind, self.value):
            raise ValueError("value must be between {} and {}".format(*bounds(self.kind)))
        return self


class ChangeMetric(Input):
    """Other words for something measured; what is left out stays."""

    value: Measured | None = None
    measured_at: Moment | None = None
    note: Note | None = None


class AddCustomMetric(Input):
    """Something of one's own to measure."""

    name: Name
    unit: Unit = ""


class ChangeCustomMetric(Input):
    """Another name or unit; what was logged keeps its numbers."""

    name: Name | None = None
    unit: Unit | None = None


class SetGoal(Which):
    """Where something measured shall be, and by when."""

    target: Measured
    due_on: date | None = None

    @model_validator(mode="after")
    def _can_be_true(self) -> "SetGoal":
        if not fits(self.kind, self.target):
            raise ValueError("target must be between {} and {}".format(*bounds(self.kind)))
        return self


class EntryRow(Read):
    """One measurement."""

    id: UUID
    kind: Kind
    custom_metric_id: UUID | None
    value: Exact
    measured_at: When
    note: str


class CustomMetricRow(Read):
    """Something of one's own to measure."""

    id: UUID
    name: str
    unit: str
    archived_at: When | None


class GoalRow(Read):
    """Where something measured shall be, and where it stood when that was said."""

    id: UUID
    target: Exact
    start: Exact
    started_at: When
    due_on: date | None


class MetricRow(Read):
    """Something one may measure: its last value, and its goal; `name` and `unit` are a custom metric's."""

    kind: Kind
    custom_metric_id: UUID | None
    name: str
    unit: str
    value: Exact | None
    measured_at: When | None
    first_at: When | None
    goal: GoalRow | None


class TrendPoint(Read):
    """A day or week with readings: their mean, and the trend there."""

    day: date
    value: float
    trend: float


class TrendView(Read):
    """The course of one metric; `step_days` is 1, or 7 and more where it is told by weeks."""

    kind: Kind
    custom_metric_id: UUID | None
    step_days: int
    points: list[TrendPoint]
    current: float | None = Field(description="Where the trend stands.")
    per_week: float | None = Field(description="How the trend has moved lately; null with under a week.")
    standing: Standing | None = Field(description="How the goal stands; null without one.")
    share: float | None
    arrives_on: date | None
    needed_per_week: float | None
    reached_on: date | None = Field(description="When the trend first came to the goal.")
