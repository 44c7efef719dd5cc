"""One finished workout in words."""

from decimal import Decimal
from urllib.parse import urlencode

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.core.units import number_text, rounded, shown_weight
from rythm.progress import achieving
from rythm.ui import kit, routes, words
from rythm.ui.forms import id_in
from rythm.ui.member.achievements.state import rules_of
from rythm.ui.member.workout.again import Again, again_of
from rythm.ui.pwa.screen.worth import record_words
from rythm.ui.state import action, context
from rythm.ui.workout_lines import heights
from rythm.ui.zone import zone_of
from rythm.workouts import preferences, queries
from rythm.workouts.views import ExerciseView, RecordView, SetView, WorkoutDetail

LETTERS = {"warmup": "W", "drop": "D", "failure": "F"}
KINDS = {"warmup": "Warm-up", "drop": "Drop set", "failure": "To failure", "working": "Set"}


class SetLine(Read):
    """One set in words; `is_best` marks the best estimate of its exercise."""

    id: str
    number: str
    label: str
    done: str
    rpe: str
    estimate: str
    is_best: bool


class RecordLine(Read):
    """A record that the workout broke: whose, which, how much and how much more than before."""

    name: str
    detail: str
    value: str
    more: str


class ExerciseCard(Read):
    """One exercise with its sets."""

    id: str
    name: str
    total: str
    note: str
    estimates: bool
    sets: list[SetLine]


class WorkoutState(rx.State):
    """The workout shown: a page says nothing of another than the one in its address."""

    loaded: bool = False
    missing: bool = False
    is_mine: bool = True
    title: str = ""
    when: str = ""
    who: str = ""
    note: str = ""
    up: str = routes.HISTORY
    duration: str = ""
    volume: str = ""
    volume_unit: str = ""
    sets: str = ""
    bars: list[kit.Beat] = []
    exercises: list[ExerciseCard] = []
    records: list[RecordLine] = []
    achieved: list[str] = []
    again: Again | None = None
    picture: str = ""
    picture_said: str = ""
    shown: str = ""

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Read the workout in the address."""
        if self.shown != self.workout_id:
            self.loaded = self.missing = False
            yield
        try:
            async with context(self) as ctx:
                detail = await queries.workout(ctx, id_in(self.workout_id))
                is_mine = detail.member_id == ctx.actor.user_id
                keys, unit = (
                    await achieving.earned_in(ctx, detail) if is_mine else ([], await preferences.unit(ctx))
                )
        except NotFound:
            self.missing, self.loaded, self.shown = True, False, self.workout_id
            return
        self.shown, self.is_mine = self.workout_id, is_mine
        self.achieved = rules_of(keys, unit)
        zone = zone_of(self)
        day = words.day(detail.started_at, ctx.now, zone)
        self.when = f"{day}, {words.hour(detail.started_at, zone)} to {words.hour(detail.finished_at, zone)}"
        self.who, self.up = (
            detail.member_name,
            routes.HISTORY if self.is_mine else routes.client(str(detail.member_id)),
        )
        self._show(detail, unit)
        self.again = again_of(detail) if self.is_mine else None
        self.picture = f"/api/v1/workouts/{detail.id}/picture.png?{urlencode({'zone': str(zone)})}"
        self.picture_said = f"{self.title}, {self.when}: {self.duration}, {self.volume} {self.volume_unit}"
        self.missing, self.loaded = False, True

    def _show(self, detail: WorkoutDetail, unit: str) -> None:
        self.title, self.note = detail.title or "Workout", detail.note
        self.duration = words.duration(detail.duration_seconds)
        self.volume, _, self.volume_unit = words.whole(detail.volume_kg, unit).partition(" ")
        self.sets = str(detail.sets)
        self.exercises = [exercise_card(exercise, unit) for exercise in detail.exercises]
        self.records = [record_line(record, unit) for record in detail.records]
        self.bars = bars(detail)


def record_line(record: RecordView, unit: str) -> RecordLine:
    """A record in the words that the phone says it in when it falls."""
    told = record_words(
        {"kind": record.kind, "value": record.value, "before": record.before, "load": record.load_kg}, unit
    )
    return RecordLine(name=record.name, detail=told["words"], value=told["value"], more=told["more"])


def exercise_card(exercise: ExerciseView, unit: str = "kg") -> ExerciseCard:
    """An exercise and its sets in words."""
    best = best_set(exercise)
    numbers = iter(range(1, len(exercise.sets) + 1))
    return ExerciseCard(
        id=str(exercise.id),
        name=exercise.name,
        total=words.whole(exercise.volume_kg, unit) if exercise.volume_kg else "",
        note=exercise.note,
        estimates=best is not None,
        sets=[
            SetLine(
                id=str(done.id),
                number=LETTERS.get(done.kind) or str(next(numbers)),
                label=KINDS.get(done.kind, "Set"),
                done=figures(done, unit),
                rpe=words.load(done.rpe) if done.rpe is not None else "",
                estimate=_estimate(done.one_rep_max_kg, unit),
                is_best=done is best,
            )
            for done in exercise.sets
        ],
    )


def _estimate(kg: Decimal | None, unit: str) -> str:
    return "" if kg is None else number_text(rounded(shown_weight(float(kg), unit), 1))


def figures(done: SetView, unit: str = "kg") -> str:
    """What was done: `85 kg × 6`, `12 reps`, `1:30`, `5.2 km in 24:10`."""
    parts = []
    load = "" if done.weight_kg is None else words.exact(done.weight_kg, unit)
    if load and done.reps is not None:
        parts.append(f"{load} {words.TIMES} {done.reps}")
    elif done.reps is not None:
        parts.append(words.count(done.reps, "rep"))
    elif load:
        parts.append(load)
    way = [] if done.distance_m is None else [words.distance(done.distance_m)]
    if done.duration_seconds is not None:
        way.append(words.stopwatch(done.duration_seconds))
    if way:
        parts.append(" in ".join(way))
    return ", ".join(parts) or "Done"


def bars(detail: WorkoutDetail) -> list[kit.Beat]:
    """One bar for each set, gaps between exercises, the best set of each exercise in accent."""
    sets = [(exercise, done) for exercise in detail.exercises for done in exercise.sets]
    tall = heights([worth(done) for _, done in sets], most=len(sets) or 1)
    made: list[kit.Beat] = []
    before = None
    for (exercise, done), height in zip(sets, tall, strict=True):
        if before is not None and before is not exercise:
            made.append(kit.Beat(0, "gap"))
        made.append(kit.Beat(height, "on" if done is best_set(exercise) else "mid"))
        before = exercise
    return made


def best_set(exercise: ExerciseView) -> SetView | None:
    """The first set with the highest estimate of the exercise."""
    return max(
        (done for done in exercise.sets if done.one_rep_max_kg is not None),
        key=lambda done: done.one_rep_max_kg or 0,
        default=None,
    )


def worth(done: SetView) -> float:
    """The volume of a set."""
    return done.volume_kg
