"""What a coach sees of their clients."""

from datetime import datetime
from uuid import UUID

from rythm.coaching.views import RosterRow
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


class ClientHead(Read):
    """Who a client is and how they stand: `standing` is what the roster says of them, reasons and all.

    `unit` is what the caller reads weights in; volumes and estimates are in kg whatever it is. Whoever only
    visits the gym keeps no roster in it.
    """

    client: ClientRow
    standing: RosterRow
    unit: str
    keeps_roster: bool


class ClientView(ClientHead):
    """A client's page."""

    weekly_volume: list[WeekVolume]
    one_rep_max: OneRepMax
    workouts: list[WorkoutRow]
    next_cursor: str | None
