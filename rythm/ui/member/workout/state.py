"""One finished workout in words."""

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.ui import kit, routes, words
from rythm.ui.forms import id_in
from rythm.ui.state import action, context
from rythm.ui.workout_lines import heights
from rythm.ui.zone import zone_of
from rythm.workouts import queries
from rythm.workouts.views import ExerciseView, SetView, WorkoutDetail

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


class ExerciseCard(Read):
    """One exercise with its sets."""

    id: str
    name: str
    total: str
    note: str
    estimates: bool
    sets: list[SetLine]


class WorkoutState(rx.State):
    """The workout shown."""

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
    sets: str = ""
    bars: list[kit.Beat] = []
    exercises: list[ExerciseCard] = []
    _shown: str = ""

    @action(Permission.WORKOUT_READ)
    async def load(self):
        """Read the workout in the address."""
        if self._shown != self.workout_id:
            self.loaded = self.missing = False
            yield
        try:
            async with context(self) as ctx:
                detail = await queries.workout(ctx, id_in(self.workout_id))
        except NotFound:
            self.missing, self.loaded, self._shown = True, False, ""
            return
        self._shown, self.is_mine = self.workout_id, detail.member_id == ctx.actor.user_id
        zone = zone_of(self)
        day = words.day(detail.started_at, ctx.now, zone)
        self.when = f"{day}, {words.hour(detail.started_at, zone)} to {words.hour(detail.finished_at, zone)}"
        self.who, self.up = (
            detail.member_name,
            routes.HISTORY if self.is_mine else routes.client(str(detail.member_id)),
        )
        self._show(detail)
        self.missing, self.loaded = False, True

    def _show(self, detail: WorkoutDetail) -> None:
        self.title, self.note = detail.title or "Workout", detail.note
        self.duration = words.duration(detail.duration_seconds)
        self.volume, self.sets = words.kilos(detail.volume_kg), str(detail.sets)
        self.exercises = [exercise_card(exercise) for exercise in detail.exercises]
        self.bars = bars(detail)


def exercise_card(exercise: ExerciseView) -> ExerciseCard:
    """An exercise and its sets in words."""
    best = best_set(exercise)
    numbers = iter(range(1, len(exercise.sets) + 1))
    return ExerciseCard(
        id=str(exercise.id),
        name=exercise.name,
        total=f"{words.kilos(exercise.volume_kg)} kg" if exercise.volume_kg else "",
        note=exercise.note,
        estimates=best is not None,
        sets=[
            SetLine(
                id=str(done.id),
                number=LETTERS.get(done.kind) or str(next(numbers)),
                label=KINDS.get(done.kind, "Set"),
                done=figures(done),
                rpe=words.load(done.rpe) if done.rpe is not None else "",
                estimate=words.estimate(done.one_rep_max_kg) if done.one_rep_max_kg is not None else "",
                is_best=done is best,
            )
            for done in exercise.sets
        ],
    )


def figures(done: SetView) -> str:
    """What was done: `85 kg × 6`, `12 reps`, `1:30`, `5.2 km in 24:10`."""
    parts = []
    if done.weight_kg is not None and done.reps is not None:
        parts.append(f"{words.load(done.weight_kg)} kg {words.TIMES} {done.reps}")
    elif done.reps is not None:
        parts.append(words.count(done.reps, "rep"))
    elif done.weight_kg is not None:
        parts.append(f"{words.load(done.weight_kg)} kg")
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
