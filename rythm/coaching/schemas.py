"""What a coach sees of their clients."""

from datetime import datetime
from uuid import UUID

from rythm.core.schema import Read
from rythm.progress.schemas import OneRepMax, WeekVolume
from rythm.workouts.views import WorkoutRow


class ClientRow(Read):
    """A client in the list; `weeks` are workouts per week of the last twelve, oldest first."""

    id: UUID
    name: str
    joined_at: datetime
    last_workout_at: datetime | None
    last_title: str | None
    is_training: bool
    sessions_this_week: int
    weeks: list[int]
    why: str
    note: str
    is_behind: bool


class ClientView(Read):
    """A client's page."""

    client: ClientRow
    weekly_volume: list[WeekVolume]
    one_rep_max: OneRepMax
    workouts: list[WorkoutRow]
    next_cursor: str | None
