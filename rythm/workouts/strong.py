"""Reads the CSV export of the Strong app into workouts; pure, so that it can be tried before it is saved.

Columns are found by header name, in any order. Lines that make no sense are listed and the rest is kept.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Literal

from rythm.workouts.delimited import (
    MAX_RECORDS,
    BrokenRecord,
    Record,
    Source,
    UnreadableFileError,
    decode,
    records,
)
from rythm.workouts.readings import (
    METRES_PER,
    UnreadableError,
    clean,
    decimal_number,
    distance_in_metres,
    duration_in_seconds,
    local_time,
    weight_in_kg,
    whole_number,
)
from rythm.workouts.strong_header import Header, find_header

SetKind = Literal["warmup", "working", "drop", "failure"]
WeightUnit = Literal["kg", "lb"]

KINDS: Mapping[str, SetKind] = {"w": "warmup", "d": "drop", "f": "failure"}

MAX_TITLE, MAX_NOTE, MAX_EXERCISE_NAME = 120, 2_000, 120
MAX_WORKOUT_SECONDS, MAX_REST_SECONDS = 604_800, 3_600
MAX_WEIGHT_KG, MAX_REPS, MAX_SET_SECONDS, MAX_DISTANCE_M = Decimal(5_000), 10_000, 604_800, Decimal(1_000_000)
# Beyond these a value is kept but pointed out: real logs hold slips of the thumb and workouts never finished.
ODD_WEIGHT_KG, ODD_REPS, ODD_WORKOUT_SECONDS, ODD_DISTANCE_M = Decimal(500), 100, 6 * 3_600, Decimal(200_000)


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something about one physical line (from 1): an `error` cost the line, a `warning` kept it."""

    line: int
    reason: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class StrongSet:
    """One set as it was done; zero in the file means "nothing entered" and becomes None."""

    kind: SetKind
    weight_kg: Decimal | None = None
    reps: int | None = None
    distance_m: Decimal | None = None
    duration_seconds: int | None = None
    rpe: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StrongExercise:
    """One exercise of a workout with its sets in the order of the file."""

    name: str
    note: str = ""
    rest_seconds: int | None = None
    sets: tuple[StrongSet, ...] = ()


@dataclass(frozen=True, slots=True)
class StrongWorkout:
    """One workout; `local_started_at` is the clock on the member's wall, `started_at` the moment it was."""

    local_started_at: datetime
    started_at: datetime
    title: str
    duration_seconds: int | None = None
    note: str = ""
    exercises: tuple[StrongExercise, ...] = ()
    line: int = 0

    @property
    def import_key(self) -> str:
        """32 hex digits that stay the same when the same workout is exported again, whatever it contains."""
        said = f"strong\n{self.local_started_at.isoformat(timespec='seconds')}\n{self.title}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StrongLog:
    """What a file says: its workouts, oldest first, and its problems by line."""

    workouts: tuple[StrongWorkout, ...]
    problems: tuple[LineProblem, ...]

    @property
    def errors(self) -> tuple[LineProblem, ...]:
        """The lines that could not be taken."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[LineProblem, ...]:
        """The lines that were taken although they look odd."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


@dataclass(slots=True)
class _ExerciseDraft:
    name: str
    notes: list[str] = field(default_factory=list)
    rest_seconds: int | None = None
    sets: list[StrongSet] = field(default_factory=list)

    def finish(self) -> StrongExercise:
        note = "\n".join(self.notes)[:MAX_NOTE]
        return StrongExercise(self.name, note, self.rest_seconds, tuple(self.sets))


@dataclass(slots=True)
class _WorkoutDraft:
    workout: StrongWorkout
    exercises: list[_ExerciseDraft] = field(default_factory=list)

    def exercise(self, name: str) -> _ExerciseDraft:
        """The exercise being done; a later return to it is an entry of its own, as it was trained."""
        if not self.exercises or self.exercises[-1].name != name:
            self.exercises.append(_ExerciseDraft(name))
        return self.exercises[-1]

    def finish(self) -> StrongWorkout | None:
        done = tuple(draft.finish() for draft in self.exercises if draft.sets)
        return replace(self.workout, exercises=done) if done else None


def parse(source: Source, unit: WeightUnit, zone: tzinfo = UTC) -> StrongLog:
    """Reads an export whose weights are in `unit` unless it names one, with times on the clock of `zone`.

    Raises `UnreadableFileError` when it is no Strong export at all; all else is a problem of a line.
    """
    text = decode(source)
    header = find_header(text)
    reader = _Reader(header, unit, zone)
    for count, record in enumerate(records(text, header.delimiter, header.line + 1), start=1):
        if count > MAX_RECORDS:
            raise UnreadableFileError(f"The file has more than {MAX_RECORDS:,} rows; import it in parts.")
        reader.read(record)
    return reader.log()


class _Reader:
    """Turns records into workouts and collects what was wrong with them."""

    def __init__(self, header: Header, unit: WeightUnit, zone: tzinfo) -> None:
        self._header = header
        self._unit: WeightUnit = unit
        self._zone = zone
        self._drafts: dict[tuple[datetime, str], _WorkoutDraft] = {}
        self._problems: list[LineProblem] = []

    def read(self, record: Record | BrokenRecord) -> None:
        """Takes one record, or notes why not."""
        if isinstance(record, BrokenRecord):
            self._problems.append(LineProblem(record.line, record.reason))
            return
        try:
            self._take(record)
        except UnreadableError as error:
            self._problems.append(LineProblem(record.line, str(error)))

    def log(self) -> StrongLog:
        """Everything read so far."""
        done = [workout for draft in self._drafts.values() if (workout := draft.finish())]
        for workout in done:
            if (workout.duration_seconds or 0) > ODD_WORKOUT_SECONDS:
                hours = round((workout.duration_seconds or 0) / 3_600)
                self._warn(workout.line, f"this workout lasted {hours} hours")
        done.sort(key=lambda workout: (workout.started_at, workout.line))
        self._problems.sort(key=lambda problem: problem.line)
        return StrongLog(tuple(done), tuple(self._problems))

    def _take(self, record: Record) -> None:
        cell = self._header.cells(record)
        name = clean(cell["exercise"], MAX_EXERCISE_NAME)
        if not name:
            raise UnreadableError("the exercise has no name")
        order = cell["order"].casefold()
        if order == "rest timer":
            rest = duration_in_seconds(cell.get("seconds", ""))
            _within("rest", rest, MAX_REST_SECONDS, "seconds")
            exercise = self._workout(record.line, cell).exercise(name)
            exercise.rest_seconds = exercise.rest_seconds or rest
            return
        if order == "note":
            self._remember_note(self._workout(record.line, cell).exercise(name), cell)
            return
        done = self._set(record.line, order, cell)
        exercise = self._workout(record.line, cell).exercise(name)
        exercise.sets.append(done)
        self._remember_note(exercise, cell)

    def _workout(self, line: int, cell: Mapping[str, str]) -> _WorkoutDraft:
        local = local_time(cell["date"], self._zone)
        title = clean(cell["title"], MAX_TITLE) or "Workout"
        draft = self._drafts.get((local, title))
        if draft is None:
            moment = local.replace(tzinfo=self._zone).astimezone(UTC)
            draft = _WorkoutDraft(StrongWorkout(local, moment, title, line=line))
            self._drafts[local, title] = draft
        if draft.workout.duration_seconds is None and cell.get("duration"):
            draft.workout = replace(draft.workout, duration_seconds=self._duration(line, cell["duration"]))
        if not draft.workout.note and (note := clean(cell.get("workout_note", ""), MAX_NOTE, lines=True)):
            draft.workout = replace(draft.workout, note=note)
        return draft

    def _duration(self, line: int, said: str) -> int | None:
        try:
            seconds = duration_in_seconds(said)
            _within("time", seconds, MAX_WORKOUT_SECONDS, "seconds")
            return seconds
        except UnreadableError as error:
            self._warn(line, f"the workout's duration is left out: {error}")
            return None

    def _set(self, line: int, order: str, cell: Mapping[str, str]) -> StrongSet:
        done = StrongSet(
            kind=_kind(order),
            weight_kg=weight_in_kg(cell["weight"], self._weight_unit(cell)) or None,
            reps=whole_number("reps", cell["reps"]),
            distance_m=distance_in_metres(cell.get("distance", ""), self._distance_unit(cell)) or None,
            duration_seconds=duration_in_seconds(cell.get("seconds", "")) or None,
            rpe=self._rpe(line, cell.get("rpe", "")),
        )
        if not done.reps and (done.duration_seconds or done.distance_m or not done.weight_kg):
            # Strong writes 0 where nothing was entered; 0 repetitions under a weight is a failed lift.
            done = replace(done, reps=None)
        _within("weight", done.weight_kg, MAX_WEIGHT_KG, "kg")
        _within("reps", done.reps, MAX_REPS, "")
        _within("time", done.duration_seconds, MAX_SET_SECONDS, "seconds")
        _within("distance", done.distance_m, MAX_DISTANCE_M, "metres")
        if not (done.reps is not None or done.weight_kg or done.duration_seconds or done.distance_m):
            raise UnreadableError("nothing was recorded in this set")
        if done.reps is not None and done.reps > ODD_REPS:
            self._warn(line, f"{done.reps:,} reps in one set")
        if done.weight_kg is not None and done.weight_kg > ODD_WEIGHT_KG:
            self._warn(line, f"{done.weight_kg:.0f} kg on one set")
        if done.distance_m is not None and done.distance_m > ODD_DISTANCE_M:
            self._warn(line, f"{done.distance_m / 1_000:.0f} km in one set")
        return done

    def _rpe(self, line: int, said: str) -> Decimal | None:
        try:
            rpe = decimal_number("RPE", said)
            if not rpe:
                return None
            if not 1 <= rpe <= 10:
                raise UnreadableError(f"RPE {said} is not between 1 and 10")
            return round(rpe, 1)
        except UnreadableError as error:
            self._warn(line, f"the set is kept without its RPE: {error}")
            return None

    def _weight_unit(self, cell: Mapping[str, str]) -> WeightUnit:
        said = (self._header.unit_of("weight") or cell.get("weight_unit") or self._unit).casefold()
        if said in ("kg", "kgs"):
            return "kg"
        if said in ("lb", "lbs"):
            return "lb"
        raise UnreadableError(f"weight unit {said[:20]!r} is neither kg nor lb")

    def _distance_unit(self, cell: Mapping[str, str]) -> str:
        said = self._header.unit_of("distance") or cell.get("distance_unit")
        said = (said or ("km" if self._unit == "kg" else "mi")).casefold()
        if said not in METRES_PER:
            raise UnreadableError(f"distance unit {said[:20]!r} is not known")
        return said

    def _remember_note(self, exercise: _ExerciseDraft, cell: Mapping[str, str]) -> None:
        note = clean(cell.get("note", ""), MAX_NOTE, lines=True)
        if note and note not in exercise.notes:
            exercise.notes.append(note)

    def _warn(self, line: int, reason: str) -> None:
        self._problems.append(LineProblem(line, reason, "warning"))


def _kind(order: str) -> SetKind:
    if order in KINDS:
        return KINDS[order]
    if re.fullmatch(r"[0-9]{1,4}(\.0)?", order):
        return "working"
    raise UnreadableError(f"set order {order[:20]!r} is not a number, W, D, F, Rest Timer or Note")


def _within(what: str, value: Decimal | int | None, most: Decimal | int, unit: str) -> None:
    if value is not None and value > most:
        raise UnreadableError(f"{what} {value:,} {unit}".rstrip() + f" is more than {most:,}")
