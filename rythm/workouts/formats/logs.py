"""The form every export is read into: workouts with exercises and sets, and what was wrong, line by line."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any, Literal

from rythm.workouts.formats.readings import (
    METRES_PER,
    UnreadableError,
    clean,
    decimal_number,
    distance_in_metres,
    duration_in_seconds,
    weight_in_kg,
    whole_number,
)
from rythm.workouts.formats.times import local_time

SetKind = Literal["warmup", "working", "drop", "failure"]
WeightUnit = Literal["kg", "lb"]

MAX_TITLE, MAX_NOTE, MAX_EXERCISE_NAME, MAX_GROUP = 120, 2_000, 120, 999
MAX_WORKOUT_SECONDS, MAX_REST_SECONDS = 604_800, 3_600
MIN_WEIGHT_KG = Decimal(-500)
MAX_WEIGHT_KG, MAX_REPS, MAX_SET_SECONDS, MAX_DISTANCE_M = Decimal(5_000), 10_000, 604_800, Decimal(1_000_000)
ODD_WEIGHT_KG, ODD_REPS, ODD_WORKOUT_SECONDS, ODD_DISTANCE_M = Decimal(600), 200, 6 * 3_600, Decimal(200_000)
"""Beyond these a value is kept but flagged: real logs hold slips of the thumb and workouts never finished.

Weight and repetitions are those above which nothing is a record; a test holds them equal.
"""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something about one physical line (from 1): an `error` cost the line, a `warning` kept it."""

    line: int
    reason: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set as it was done; zero in the file means "nothing entered" and becomes None."""

    kind: SetKind
    weight_kg: Decimal | None = None
    reps: int | None = None
    distance_m: Decimal | None = None
    duration_seconds: int | None = None
    rpe: Decimal | None = None
    line: int = field(default=0, compare=False)
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedExercise:
    """One exercise of a workout with its sets in the order of the file."""

    name: str
    note: str = ""
    rest_seconds: int | None = None
    sets: tuple[LoggedSet, ...] = ()
    group_number: int | None = None


@dataclass(frozen=True, slots=True)
class LoggedWorkout:
    """One workout; `local_started_at` is the clock on the member's wall, `started_at` the moment it was."""

    local_started_at: datetime
    started_at: datetime
    title: str
    duration_seconds: int | None = None
    note: str = ""
    exercises: tuple[LoggedExercise, ...] = ()
    line: int = 0
    body_weight_kg: Decimal | None = None
    odd: tuple[str, ...] = ()
    source: str = "strong"

    @property
    def import_key(self) -> str:
        """32 hex digits that stay the same when the same workout is exported again, whatever it contains."""
        said = f"{self.source}\n{self.local_started_at.isoformat(timespec='seconds')}\n{self.title}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Log:
    """What a file says: its workouts, oldest first, and its problems by line.

    `needs_unit` when it has weights or distances without saying what they are in.
    """

    source: str
    workouts: tuple[LoggedWorkout, ...]
    problems: tuple[LineProblem, ...]
    needs_unit: bool = False
    unit: WeightUnit | None = None

    @property
    def errors(self) -> tuple[LineProblem, ...]:
        """The lines that could not be taken."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[LineProblem, ...]:
        """The lines that were taken although they look odd."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


@dataclass(slots=True)
class ExerciseDraft:
    """An exercise while its lines are being read."""

    name: str
    notes: list[str] = field(default_factory=list)
    rest_seconds: int | None = None
    sets: list[LoggedSet] = field(default_factory=list)
    group_number: int | None = None

    def remember(self, said: str) -> None:
        """Keep a note once, however many lines repeat it."""
        note = clean(said, MAX_NOTE, lines=True)
        if note and note not in self.notes:
            self.notes.append(note)

    def finish(self) -> LoggedExercise:
        """The exercise as it is now."""
        note = "\n".join(self.notes)[:MAX_NOTE]
        return LoggedExercise(self.name, note, self.rest_seconds, tuple(self.sets), self.group_number)


@dataclass(slots=True)
class WorkoutDraft:
    """A workout while its lines are being read."""

    workout: LoggedWorkout
    exercises: list[ExerciseDraft] = field(default_factory=list)

    def exercise(self, name: str) -> ExerciseDraft:
        """The exercise being done; a later return to it is an entry of its own, as it was trained."""
        if not self.exercises or self.exercises[-1].name != name:
            self.exercises.append(ExerciseDraft(name))
        return self.exercises[-1]

    def finish(self) -> LoggedWorkout | None:
        """The workout as it is now; none without a set."""
        done = tuple(draft.finish() for draft in self.exercises if draft.sets)
        return replace(self.workout, exercises=done) if done else None


class Builder:
    """Puts workouts together from what a format finds in its lines, and collects what was wrong with them.

    `above` are the cells of the line before, for formats that leave out what is the same.
    """

    def __init__(
        self, source: str, unit: WeightUnit | None, zone: tzinfo, *, day_first: bool = False
    ) -> None:
        self.source = source
        self.unit = unit
        self.above: Mapping[str, str] = {}
        self._zone = zone
        self._day_first = day_first
        self._moments: dict[str, datetime] = {}
        self._needs_unit = False
        self._drafts: dict[tuple[datetime, str], WorkoutDraft] = {}
        self._problems: list[LineProblem] = []

    def log(self) -> Log:
        """Everything read so far."""
        done = [self._judged(workout) for draft in self._drafts.values() if (workout := draft.finish())]
        done.sort(key=lambda workout: (workout.started_at, workout.line))
        self._problems.sort(key=lambda problem: problem.line)
        return Log(self.source, tuple(done), tuple(self._problems), self._needs_unit, self.unit)

    def _judged(self, workout: LoggedWorkout) -> LoggedWorkout:
        if (workout.duration_seconds or 0) <= ODD_WORKOUT_SECONDS:
            return workout
        reason = f"this workout lasted {round((workout.duration_seconds or 0) / 3_600)} hours"
        self.warn(workout.line, reason)
        return replace(workout, odd=(reason,))

    def refuse(self, line: int, reason: str) -> None:
        """Leave a line out."""
        self._problems.append(LineProblem(line, reason))

    def warn(self, line: int, reason: str) -> None:
        """Keep a line, and point it out."""
        self._problems.append(LineProblem(line, reason, "warning"))

    def name(self, said: str) -> str:
        """An exercise's name."""
        name = clean(said, MAX_EXERCISE_NAME)
        if not name:
            raise UnreadableError("the exercise has no name")
        return name

    def local(self, said: str) -> datetime:
        """A time on the member's wall; see `times.local_time`."""
        if (known := self._moments.get(said)) is None:  # every set of a workout says it again
            known = self._moments[said] = local_time(said, self._zone, day_first=self._day_first)
        return known

    def workout(self, line: int, when: str, title: str, note: str = "") -> WorkoutDraft:
        """The workout that began then under this title; its first note is kept."""
        local = self.local(when)
        title = clean(title, MAX_TITLE) or "Workout"
        draft = self._drafts.get((local, title))
        if draft is None:
            moment = local.replace(tzinfo=self._zone).astimezone(UTC)
            draft = WorkoutDraft(LoggedWorkout(local, moment, title, line=line, source=self.source))
            self._drafts[local, title] = draft
        if not draft.workout.note and (said := clean(note, MAX_NOTE, lines=True)):
            draft.workout = replace(draft.workout, note=said)
        return draft

    def lasted(self, line: int, draft: WorkoutDraft, said: str) -> None:
        """Note how long a workout took, unless that is known; nonsense costs the workout nothing else."""
        if draft.workout.duration_seconds is not None or not said:
            return
        try:
            seconds = duration_in_seconds(said)
            within("time", seconds, MAX_WORKOUT_SECONDS, "seconds")
            draft.workout = replace(draft.workout, duration_seconds=seconds)
        except UnreadableError as error:
            self.warn(line, f"the workout's duration is left out: {error}")

    def set(
        self,
        line: int,
        kind: SetKind,
        *,
        weight_kg: Decimal | None = None,
        reps: str = "",
        distance_m: Decimal | None = None,
        duration: str = "",
        rpe: str = "",
    ) -> LoggedSet:
        """One set of a line; raises UnreadableError when nothing was recorded, or the impossible."""
        done = LoggedSet(
            kind=kind,
            weight_kg=weight_kg or None,
            reps=whole_number("reps", reps),
            distance_m=distance_m or None,
            duration_seconds=duration_in_seconds(duration) or None,
            rpe=self._rpe(line, rpe),
            line=line,
        )
        if not done.reps and (done.duration_seconds or done.distance_m or not done.weight_kg):
            # Apps write 0 where nothing was entered; 0 repetitions under a weight is a failed lift.
            done = replace(done, reps=None)
        within("weight", done.weight_kg, MAX_WEIGHT_KG, "kg")
        if done.weight_kg is not None and done.weight_kg < MIN_WEIGHT_KG:
            raise UnreadableError(f"weight {done.weight_kg:,} kg is less than {MIN_WEIGHT_KG:,}")
        within("reps", done.reps, MAX_REPS, "")
        within("time", done.duration_seconds, MAX_SET_SECONDS, "seconds")
        within("distance", done.distance_m, MAX_DISTANCE_M, "metres")
        if not (done.reps is not None or done.weight_kg or done.duration_seconds or done.distance_m):
            raise UnreadableError("nothing was recorded in this set")
        odd = tuple(_odd(done))
        for reason in odd:
            self.warn(line, reason)
        return replace(done, odd=odd)

    def weight(self, said: str, unit: str | None = None) -> Decimal | None:
        """A weight in kg from one in `unit`, or else in the unit the member chose."""
        return weight_in_kg(said, weight_unit(unit) if unit else self._assumed(said))

    def distance(self, said: str, unit: str | None = None) -> Decimal | None:
        """A distance in metres from one in `unit`; else km or miles, as the member's weights are."""
        known = (unit or ("km" if self._assumed(said) == "kg" else "mi")).casefold()
        if known not in METRES_PER:
            raise UnreadableError(f"distance unit {known[:20]!r} is not known")
        return distance_in_metres(said, known)

    def _assumed(self, said: str) -> WeightUnit:
        if said.strip(" 0.,"):
            self._needs_unit = True
        return self.unit or "kg"

    def _rpe(self, line: int, said: str) -> Decimal | None:
        try:
            rpe = decimal_number("RPE", said)
            if not rpe:
                return None
            if not 1 <= rpe <= 10:
                raise UnreadableError(f"RPE {said} is not between 1 and 10")
            return round(rpe, 1)
        except UnreadableError as error:
            self.warn(line, f"the set is kept without its RPE: {error}")
            return None


def weight_unit(said: str) -> WeightUnit:
    """Which unit of weight is meant."""
    if said.casefold() in ("kg", "kgs"):
        return "kg"
    if said.casefold() in ("lb", "lbs"):
        return "lb"
    raise UnreadableError(f"weight unit {said.casefold()[:20]!r} is neither kg nor lb")


def within(what: str, value: Decimal | int | None, most: Decimal | int, unit: str) -> None:
    """Raise UnreadableError where a value is more than can be kept."""
    if value is not None and value > most:
        raise UnreadableError(f"{what} {value:,} {unit}".rstrip() + f" is more than {most:,}")


def _odd(done: LoggedSet) -> Any:
    if done.reps is not None and done.reps > ODD_REPS:
        yield f"{done.reps:,} reps in one set"
    if done.weight_kg is not None and done.weight_kg > ODD_WEIGHT_KG:
        yield f"{done.weight_kg:.0f} kg on one set"
    if done.distance_m is not None and done.distance_m > ODD_DISTANCE_M:
        yield f"{done.distance_m / 1_000:.0f} km in one set"
