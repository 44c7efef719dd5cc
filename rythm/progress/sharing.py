"""What stands on the picture of a workout, and the picture."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from rythm.core.context import Context
from rythm.core.units import number_text, shown_weight
from rythm.progress.picture import Fact, Line, Picture, draw
from rythm.workouts import queries
from rythm.workouts.preferences import unit
from rythm.workouts.views import ExerciseView, SetView, WorkoutDetail

BRAND = "#c8f135"


async def picture(ctx: Context, workout_id: UUID, zone: tzinfo = UTC) -> bytes:
    """A finished workout as PNG, in the caller's unit and the gym's colour; raises NotFound."""
    detail = await queries.workout(ctx, workout_id)
    tenant = ctx.actor.tenant
    shown = picture_of(
        detail,
        gym=tenant.name if tenant else "Rythm",
        brand=tenant.brand if tenant else BRAND,
        unit=await unit(ctx),
        zone=zone,
    )
    return await asyncio.to_thread(draw, shown)


def picture_of(detail: WorkoutDetail, *, gym: str, brand: str, unit: str, zone: tzinfo) -> Picture:
    """The words and bars of the picture. Of the member it says the first name and nothing else."""
    best = {record.exercise_id for record in detail.records}
    facts = [Fact("Time", *_time(detail.duration_seconds))]
    if detail.volume_kg > 0:
        facts.append(Fact("Volume", f"{shown_weight(detail.volume_kg, unit):,.0f}", unit))
    facts.append(Fact("Sets", str(detail.sets)))
    return Picture(
        brand=brand,
        gym=gym,
        day=_day(detail.started_at.astimezone(zone)),
        title=detail.title or "Workout",
        by=first_name(detail.member_name),
        facts=tuple(facts),
        lines=tuple(
            Line(one.name, summed_up(one.sets, unit), one.exercise_id in best) for one in detail.exercises
        ),
        records=_counted(len(detail.records), "record"),
        bars=bars(detail),
    )


def first_name(name: str) -> str:
    """What somebody is called; nothing where only an address is known."""
    first = name.split()[0] if name.split() else ""
    return "" if "@" in first else first


def summed_up(sets: Sequence[SetView], unit: str) -> str:
    """The working sets and the best of them: `4 sets, 85 kg x 6`."""
    work = [one for one in sets if one.kind != "warmup"] or list(sets)
    top = max(work, key=lambda one: (one.one_rep_max_kg or 0, one.counted_kg or 0, one.reps or 0))
    told = figures(top, unit)
    return _counted(len(work), "set") + (f", {told}" if told else "")


def figures(one: SetView, unit: str) -> str:
    """A set in short: `85 kg x 6`, `12 reps`, `5.2 km in 24:10`, `1:30`."""
    load = f"{number_text(shown_weight(float(one.weight_kg), unit))} {unit}" if one.weight_kg else ""
    if one.reps:
        return f"{load} x {one.reps}" if load else _counted(one.reps, "rep")
    metres = float(one.distance_m or 0)
    way = f"{metres / 1000:,.1f} km" if metres >= 1000 else f"{metres:,.0f} m" if metres else ""
    clock = "{}:{:02}".format(*divmod(one.duration_seconds, 60)) if one.duration_seconds else ""
    return ", ".join(part for part in (load, " in ".join(part for part in (way, clock) if part)) if part)


def bars(detail: WorkoutDetail) -> tuple[tuple[float, bool], ...]:
    """A bar from 0 to 1 for the volume of each set, the best of each exercise marked."""
    sets = [(exercise, one) for exercise in detail.exercises for one in exercise.sets]
    top = max((one.volume_kg for _, one in sets), default=0)
    return tuple(
        (0.15 + 0.85 * one.volume_kg / top if top else 0.45, one is best_of(exercise))
        for exercise, one in sets
    )


def best_of(exercise: ExerciseView) -> SetView | None:
    """The first set with the highest estimate of the exercise."""
    estimated = [one for one in exercise.sets if one.one_rep_max_kg is not None]
    return max(estimated, key=lambda one: one.one_rep_max_kg or 0, default=None)


def _time(seconds: int) -> tuple[str, str]:
    minutes = round(seconds / 60)
    return (f"{minutes}", "min") if minutes < 60 else (f"{minutes // 60}:{minutes % 60:02}", "h")


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b} {at.year}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
