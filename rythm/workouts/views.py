"""What is shown of workouts: today, the history and one workout."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from rythm.core.amounts import Exact
from rythm.core.schema import Read
from rythm.templates.sets import SetRow


class WorkoutRow(Read):
    """One finished workout in a list; `pulse` is the volume of each set in order, warm-ups zero.

    `records` is how many bests it broke.
    """

    id: UUID
    title: str
    started_at: datetime
    duration_seconds: int
    volume_kg: float = Field(description="Weight times repetitions of all sets but warm-ups.")
    distance_m: float
    sets: int
    exercises: int
    pulse: list[float]
    records: int = 0


class SetView(Read):
    """One done set; `counted_kg` is what it moved, body weight included where the exercise lifts it.

    `one_rep_max_kg` is an estimate, and null where none can be made.
    """

    id: UUID
    position: int
    kind: str
    weight_kg: Exact | None
    reps: int | None
    rpe: Exact | None
    duration_seconds: int | None
    distance_m: Exact | None
    done_at: datetime
    counted_kg: Exact | None
    volume_kg: float
    one_rep_max_kg: Exact | None


class ExerciseView(Read):
    """One exercise of a workout with its done sets; those of a `group_number` were done in turns."""

    id: UUID
    exercise_id: UUID
    name: str
    measured_by: str
    note: str
    rest_seconds: int = 120
    group_number: int | None = None
    group_rest_seconds: int | None = None
    volume_kg: float
    sets: list[SetView]


class RecordView(Read):
    """A best that a workout broke: `e1rm`, `weight` and `volume` in kg, `reps` at `load_kg`."""

    exercise_id: UUID
    name: str
    kind: str
    value: float
    before: float
    load_kg: float | None
    reps: int | None


class WorkoutDetail(Read):
    """One finished workout, whole."""

    id: UUID
    member_id: UUID
    member_name: str
    title: str
    note: str
    template_id: UUID | None
    template_version: int | None = None
    started_at: datetime
    finished_at: datetime
    body_weight_kg: Exact | None
    duration_seconds: int
    volume_kg: float
    sets: int
    exercises: list[ExerciseView]
    records: list[RecordView] = []


class OpenWorkout(Read):
    """The workout that is going on."""

    id: UUID
    title: str
    started_at: datetime


class NextLine(Read):
    """One exercise of the next template and what it prescribes."""

    name: str
    sets: list[SetRow]


class NextTemplate(Read):
    """The template whose turn it is."""

    id: UUID
    name: str
    minutes: int
    sets: int
    lines: list[NextLine]


class DayView(Read):
    """One day of the week with the volume of each set done on it."""

    date: date
    is_today: bool
    workouts: int
    pulse: list[float]


class WeekView(Read):
    """What was last, and how the week stands.

    `weeks` are workouts per week of the last twelve, oldest first; `streak_weeks` forgives
    one week without and looks back a year at most.
    """

    last: WorkoutRow | None
    days: list[DayView]
    workouts_this_week: int
    weeks: list[int]
    streak_weeks: int


class TodayView(WeekView):
    """What to do now besides: the template whose turn it is, and the workout that is open."""

    next: NextTemplate | None
    open: OpenWorkout | None
