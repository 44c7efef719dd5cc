"""Hard sets per muscle and week, held against a target range."""

from datetime import UTC, date, tzinfo
from typing import Literal, get_args
from uuid import UUID

from pydantic import Field
from sqlalchemy import Numeric, String, cast, column, func, literal, select, union_all
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
from rythm.workouts.queries import require_member

WEEKS = 12
AVERAGED = 4
LEAST_SETS, MOST_SETS = 10, 20
"""Hard sets a week for a muscle that is to grow: 10 and more grow it more than fewer do, and 12 to 20 is what
trained people are advised. Sources: B. Schoenfeld, D. Ogborn and J. Krieger, "Dose-response relationship
between weekly resistance training volume and increases in muscle mass", 2017; E. Baz-Valle et al., "A
systematic review of the effects of different resistance training volumes on muscle hypertrophy", 2022."""
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


async def muscle_volume(
    ctx: Context,
    member_id: UUID | None = None,
    *,
    averaged: bool = False,
    weeks: int = WEEKS,
    least: int = LEAST_SETS,
    most: int = MOST_SETS,
    zone: tzinfo = UTC,
) -> MuscleVolume:
    """Sets per muscle this week, or on the average of the four weeks before it.

    A workout counts in the week in which it began; warm-ups and cardio never count. Raises NotFound for a
    member out of reach.
    """
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
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
            col(Exercise.category) != "cardio",
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


def standing(sets: float, least: int, most: int) -> Standing:
    """Where a number of sets lies against a target range, whose ends are within it."""
    if not sets:
        return "none"
    return "below" if sets < least else "above" if sets > most else "within"
