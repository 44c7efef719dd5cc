"""All that the rules of the roster look at of one client."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stall:
    """A lift that stalls: its best estimated maximum in words, the weeks since, its workouts of late.

    `others` are how many more lifts of the client stall.
    """

    exercise: str
    high: str
    high_at: datetime
    weeks: int
    workouts: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What a client wrote and their coach has not seen: how many notes, the newest, on what and when."""

    count: int
    text: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Beaten:
    """Records of the last days: how many, when the newest fell, and the best of them in words."""

    count: int
    best: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the rules look at of one client; `here_days` since they joined, percent from 0 to 100.

    With `is_agreed` false `agreed` is only what they usually do.
    """

    here_days: int
    silent_days: int | None
    last_workout_at: datetime | None
    agreed: int
    compliance: int | None = None
    compliance_before: int | None = None
    stall: Stall | None = None
    written: Written | None = None
    beaten: Beaten | None = None
    is_agreed: bool = True
