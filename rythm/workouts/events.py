"""What happens to workouts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rythm.core.events import Event


@dataclass(frozen=True, slots=True)
class WorkoutFinished(Event):
    """A member finished a workout."""

    name: ClassVar[str] = "workout.finished.v1"
    workout_id: UUID
    member_id: UUID
