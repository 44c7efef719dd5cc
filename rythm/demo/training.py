"""Makes up believable training: the same for the same person and day, and never in the future."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import floor
from typing import Literal

from rythm.demo.body import weight_on
from rythm.demo.gym_templates import GYM_TEMPLATES, DemoTemplate
from rythm.demo.people import SEED, DemoPerson, Persona
from rythm.demo.strength import WEEKLY_GAIN, least_kg, loadable, start_strength, step_kg
from rythm.exercises.catalogue import CatalogueExercise, exercises
from rythm.templates.notation import CatalogueLine

DELOAD_EVERY = 5
WORKOUT_NOTES = (
    "Slept badly, still fine.",
    "Gym was full, waited for the rack.",
    "Best session in weeks.",
    "Left knee a little stiff, warmed up longer.",
    "Short on time, rests cut.",
    "New shoes. Big difference.",
    "Everything moved fast today.",
    "Tired from work, kept it honest.",
    "Trained with a friend.",
    "Felt heavy until the third set.",
)
EXERCISE_NOTES = (
    "Grip gave out first.",
    "Paused each rep.",
    "Bench two notches up.",
    "Last rep was a grind.",
    "Use straps next time.",
)


@dataclass(frozen=True, slots=True)
class DemoSet:
    """One set as it was done."""

    kind: Literal["warmup", "working", "drop", "failure"]
    weight_kg: Decimal | None
    reps: int
    rpe: Decimal | None
    done_at: datetime


@dataclass(frozen=True, slots=True)
class DemoExercise:
    """One exercise of a made-up workout."""

    slug: str
    rest_seconds: int
    note: str
    sets: tuple[DemoSet, ...]


@dataclass(frozen=True, slots=True)
class DemoWorkout:
    """One made-up workout, finished; `template` is the name of the gym's template it followed.

    `body_weight_kg` is what its athlete weighed that day.
    """

    template: str
    started_at: datetime
    finished_at: datetime
    note: str
    exercises: tuple[DemoExercise, ...]
    body_weight_kg: Decimal = Decimal(0)


@dataclass(slots=True)
class _Lift:
    """Where somebody stands with one exercise: the weight on the bar, and what they could do at best."""

    weight_kg: Decimal | None
    start: float


def history(athlete: DemoPerson, now: datetime, weeks: int = 12, seed: str = SEED) -> list[DemoWorkout]:
    """The workouts of the `weeks` before `now`, oldest first, the last one today or in the days before.

    Whoever's days count from today has not trained today: the demo opens on a workout to do.
    """
    persona = athlete.persona
    if persona is None:
        return []
    tenant = athlete.email.partition("@")[2].removesuffix(".demo")
    templates = {template.name: template for template in GYM_TEMPLATES[tenant]}
    chance = random.Random(f"{seed}/{athlete.email}/{now.date()}")  # noqa: S311 - no secret
    lifts: dict[str, _Lift] = {}
    done: list[DemoWorkout] = []
    weeks = min(weeks, persona.weeks or weeks)
    for week, day in _days(persona, now.date(), weeks, chance):
        template = templates[persona.templates[len(done) % len(persona.templates)]]
        start = datetime.combine(day, time(persona.hour), UTC) + timedelta(
            seconds=chance.randint(-1_500, 2_700)
        )
        workout = _Session(persona, week, chance, lifts).train(template, start)
        if workout.finished_at <= now:
            done.append(replace(workout, body_weight_kg=weight_on(athlete, persona, day, now.date())))
    return done


def _days(persona: Persona, today: date, weeks: int, chance: random.Random) -> list[tuple[int, date]]:
    """The days on which they trained, each with its week since the start."""
    chosen = []
    missed = {week for week in range(1, weeks - 1) if chance.random() < persona.skipped_weeks}
    for ago in range(weeks * 7, -1, -1):
        day, week = today - timedelta(days=ago), (weeks * 7 - ago) // 7
        skips = chance.random() < persona.skipped_sessions and ago > 7
        if persona.days_count_from_today:
            is_due = ago % 7 in persona.days and ago > 0
        else:
            is_due = day.weekday() in persona.days
        is_last = persona.stopped_days_ago > 0 and ago == persona.stopped_days_ago
        if ago < persona.stopped_days_ago or not (is_due or is_last):
            continue
        # Nobody trains on the eve of the day that has to be their last.
        if is_last or not (skips or week in missed or ago == persona.stopped_days_ago + 1 > 1):
            chosen.append((week, day))
    return chosen


class _Session:
    """One visit to the gym."""

    def __init__(self, persona: Persona, week: int, chance: random.Random, lifts: dict[str, _Lift]) -> None:
        self._persona = persona
        self._week = week
        self._is_deload = week % DELOAD_EVERY == DELOAD_EVERY - 1
        self._chance = chance
        self._lifts = lifts
        self._rates = chance.random() < persona.rates_effort
        self._form = chance.gauss(1.0, 0.012)

    def train(self, template: DemoTemplate, start: datetime) -> DemoWorkout:
        """Works through the template from `start` on."""
        clock = start + timedelta(seconds=self._chance.randint(180, 480))
        exercises_done = []
        for place, line in enumerate(template.exercises):
            exercise, clock = self._exercise(line, place, clock)
            exercises_done.append(exercise)
            clock += timedelta(seconds=self._chance.randint(60, 180))
        note = (
            self._chance.choice(WORKOUT_NOTES) if self._chance.random() < self._persona.writes_notes else ""
        )
        if self._is_deload and self._chance.random() < 0.5:
            note = "Deload, as planned."
        end = clock + timedelta(seconds=self._chance.randint(30, 300))
        return DemoWorkout(template.name, start, end, note, tuple(exercises_done))

    def _exercise(self, line: CatalogueLine, place: int, clock: datetime) -> tuple[DemoExercise, datetime]:
        exercise = exercises()[line.slug]
        lift = self._lifts.get(line.slug) or self._first_time(exercise, line)
        self._lifts[line.slug] = lift
        best = lift.start * (1 + WEEKLY_GAIN[self._persona.level]) ** self._week * self._form
        weight = lift.weight_kg
        if weight is not None and self._is_deload:
            weight = loadable(exercise, float(weight) * 0.85)
        sets = [
            DemoSet("warmup", kg, reps, None, clock) for kg, reps in self._warmups(exercise, weight, place)
        ]
        how_many = max(2, line.sets - 1) if self._is_deload else line.sets
        if self._chance.random() < 0.03:
            how_many = max(1, how_many - 1)
        working = [self._set(line, weight, best, index, how_many, clock) for index in range(how_many)]
        if self._persona.level == "advanced" and exercise.mechanic == "isolation":
            working += self._extra(exercise, working[-1])
        timed = []
        for index, each in enumerate(sets + working):
            lasts = 12 + 3 * each.reps + self._chance.randint(0, 10)
            clock += timedelta(seconds=lasts)
            timed.append(replace(each, done_at=clock))
            if index < len(sets) + len(working) - 1:
                rest = 60 if each.kind == "warmup" else line.rest_seconds
                clock += timedelta(seconds=round(rest * self._chance.uniform(0.8, 1.35)))
        if not self._is_deload:
            self._plan_next(exercise, line, lift, working)
        note = self._chance.choice(EXERCISE_NOTES) if self._chance.random() < 0.02 else ""
        return DemoExercise(line.slug, line.rest_seconds, note, tuple(timed)), clock

    def _first_time(self, exercise: CatalogueExercise, line: CatalogueLine) -> _Lift:
        start = start_strength(self._persona, exercise) * self._chance.uniform(0.94, 1.06)
        if exercise.measured_by != "weight_reps":
            return _Lift(None, start)
        return _Lift(loadable(exercise, 0.98 * start / (1 + (line.reps_max + 2) / 30)), start)

    def _warmups(
        self, exercise: CatalogueExercise, weight: Decimal | None, place: int
    ) -> list[tuple[Decimal, int]]:
        if weight is None or place > 1 or exercise.mechanic != "compound":
            return []
        plan = [(0.5, 8), (0.75, 4)] if place == 0 else [(0.6, 6)]
        steps = [(loadable(exercise, float(weight) * share), reps) for share, reps in plan]
        if place == 0 and exercise.equipment == "barbell" and weight >= 50:
            steps.insert(0, (least_kg(exercise), 10))
        return [(kg, reps) for kg, reps in dict(steps).items() if kg < weight]

    def _set(
        self, line: CatalogueLine, weight: Decimal | None, best: float, index: int, of: int, clock: datetime
    ) -> DemoSet:
        tired = 1 - 0.012 * index
        # Epley's formula the other way round: how many repetitions this weight allows today.
        possible = (
            best * tired * (1 - 0.05 * index) if weight is None else 30 * (best * tired / float(weight) - 1)
        )
        possible += self._chance.gauss(0, 0.4)
        in_reserve = 2.0 if index < of - 1 else 1.0
        reps = max(1, min(line.reps_max, floor(possible - in_reserve + 0.5)))
        rpe = min(10.0, max(6.0, 10 - (possible - reps)))
        rated = Decimal(str(round(rpe * 2) / 2)) if self._rates and self._chance.random() > 0.1 else None
        return DemoSet("working", weight, reps, rated, clock)

    def _extra(self, exercise: CatalogueExercise, last: DemoSet) -> list[DemoSet]:
        if self._is_deload or last.weight_kg is None or self._chance.random() > 0.12:
            return []
        weight = loadable(exercise, float(last.weight_kg) * 0.7)
        return [DemoSet("drop", weight, last.reps + self._chance.randint(0, 3), None, last.done_at)]

    def _plan_next(
        self, exercise: CatalogueExercise, line: CatalogueLine, lift: _Lift, working: list[DemoSet]
    ) -> None:
        """Double progression: more weight once the sets reached the top of the range, less below it."""
        if lift.weight_kg is None:
            return
        step = step_kg(exercise, float(lift.weight_kg))
        sets = [each for each in working if each.kind == "working"]
        if all(each.reps >= line.reps_max for each in sets[:-1]) and sets[-1].reps >= line.reps_max - 1:
            lift.weight_kg = loadable(exercise, float(lift.weight_kg + step))
        elif sets[0].reps < line.reps_min:
            lift.weight_kg = loadable(exercise, float(lift.weight_kg - step))
