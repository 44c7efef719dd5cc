"""Hard sets per muscle and week, held against a target range."""

from datetime import UTC, date, tzinfo
from typing import Any, Literal, get_args
from uuid import UUID

from pydantic import Field
from sqlalchemy import (
    Numeric,
    String,
    any_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import clock
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.exercises.catalogue import Muscle
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseTotal
from rythm.workouts.preferences import sets_aimed_at
from rythm.workouts.queries import require_member
from rythm.workouts.rules import CARDIO

WEEKS = 12
AVERAGED = 4
HELPS = 0.5
"""What a set counts for a muscle that helps, as in `workouts.rules.muscle_sets`."""

Standing = Literal["none", "below", "within", "above"]


class MuscleSets(Read):
    """The hard sets of one muscle; `weeks` has one number for each week of `MuscleVolume.weeks`."""

    muscle: Muscle
    sets: float = Field(description="In the week or on the average that was asked for.")
    standing: Standing = Field(description="Against the target range.")
    weeks: list[float]


class MuscleVolume(Read):
    """Sets per muscle; `weeks` are Mondays, oldest first, the week that runs last."""

    least: int
    most: int
    weeks: list[date]
    muscles: list[MuscleSets] = Field(description="Every muscle, the one with the most sets first.")


class Contributor(Read):
    """An exercise that trained a muscle; `sets` as they count for it."""

    exercise_id: UUID
    name: str
    sets: float


async def muscle_volume(
    ctx: Context,
    member_id: UUID | None = None,
    *,
    averaged: bool = False,
    weeks: int = WEEKS,
    least: int | None = None,
    most: int | None = None,
    zone: tzinfo = UTC,
) -> MuscleVolume:
    """Sets per muscle this week, or on the average of the four weeks before it.

    A workout counts in the week in which it began; warm-ups and cardio never count. The range is what the
    member aims at where `least` or `most` is not said. Raises NotFound for a member out of reach.
    """
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    aim = await sets_aimed_at(ctx, member_id)
    least = aim.least if least is None else least
    most = aim.most if most is None else most
    starts = clock.week_starts(ctx.now, zone, max(weeks, AVERAGED + 1))
    total = (
        select(
            measures.slot(col(ExerciseTotal.started_at), starts).label("week"),
            col(Exercise.muscle),
            col(Exercise.secondary_muscles).label("helpers"),
            func.sum(ExerciseTotal.sets).label("sets"),
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(
            access.within(ctx, ExerciseTotal, Permission.WORKOUT_READ),
            col(ExerciseTotal.member_id) == member_id,
            col(ExerciseTotal.started_at) >= starts[0],
            col(Exercise.category) != CARDIO,
        )
        .group_by("week", col(Exercise.id))
        .cte("total")
    )
    helper = (
        func.unnest(total.c.helpers, type_=String)
        .table_valued(column("muscle", String))
        .render_derived()
        .lateral("helper")
    )
    each = union_all(
        select(total.c.week, total.c.muscle, cast(total.c.sets, Numeric).label("sets")),
        select(total.c.week, helper.c.muscle, total.c.sets * literal(HELPS, Numeric))
        .select_from(total.join(helper, helper.c.muscle != total.c.muscle)),
    ).subquery()  # fmt: skip
    found = await ctx.db.execute(
        select(each.c.muscle, each.c.week, func.sum(each.c.sets).label("sets"))
        .where(each.c.muscle.in_(get_args(Muscle)))
        .group_by(each.c.muscle, each.c.week)
    )
    by_week = {(row.muscle, row.week): float(row.sets) for row in found}
    rows = []
    for muscle in get_args(Muscle):
        counts = [by_week.get((muscle, number), 0.0) for number in range(1, len(starts) + 1)]
        sets = sum(counts[-1 - AVERAGED : -1]) / AVERAGED if averaged else counts[-1]
        rows.append(
            MuscleSets(muscle=muscle, sets=sets, standing=standing(sets, least, most), weeks=counts[-weeks:])
        )
    rows.sort(key=lambda row: (-row.sets, -sum(row.weeks), row.muscle))
    return MuscleVolume(
        least=least, most=most, weeks=[start.date() for start in starts[-weeks:]], muscles=rows
    )


async def contributors(
    ctx: Context, muscle: str, member_id: UUID | None = None, *, averaged: bool = False, zone: tzinfo = UTC
) -> list[Contributor]:
    """The exercises that made up a muscle's sets, those with the most first; empty for no muscle."""
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    starts = clock.week_starts(ctx.now, zone, AVERAGED + 1)
    since, until, weeks = (starts[0], starts[-1], AVERAGED) if averaged else (starts[-1], None, 1)
    share = case((col(Exercise.muscle) == muscle, 1), else_=HELPS)
    sets = func.sum(ExerciseTotal.sets) * cast(share, Numeric) / weeks
    chosen: Any = (
        select(col(Exercise.id).label("exercise_id"), col(Exercise.name), sets.label("sets"))
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(
            access.within(ctx, ExerciseTotal, Permission.WORKOUT_READ),
            col(ExerciseTotal.member_id) == member_id,
            col(ExerciseTotal.started_at) >= since,
            col(ExerciseTotal.sets) > 0,
            col(Exercise.category) != CARDIO,
            or_(col(Exercise.muscle) == muscle, literal(muscle) == any_(col(Exercise.secondary_muscles))),
        )
        .group_by(col(Exercise.id))
        .order_by(sets.desc(), col(Exercise.name))
        .limit(8)
    )
    if until is not None:
        chosen = chosen.where(col(ExerciseTotal.started_at) < until)
    return [Contributor.model_validate(row) for row in await ctx.db.execute(chosen)]


def standing(sets: float, least: int, most: int) -> Standing:
    """Where a number of sets lies against a target range, whose ends are within it."""
    if not sets:
        return "none"
    return "below" if sets < least else "above" if sets > most else "within"
