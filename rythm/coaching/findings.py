"""What the roster finds in the training of all clients: lifts that stall, unread words, new records."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, array, distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.coaching import rules
from rythm.coaching.figures import Beaten, Stall, Written
from rythm.coaching.gathering import mine
from rythm.coaching.models import Attention
from rythm.core.context import Context
from rythm.core.units import number_text, rounded, shown_weight
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.measures import MOMENT
from rythm.workouts.models import (
    ExerciseBest,
    ExerciseRecord,
    SyncOperation,
    Workout,
    WorkoutExercise,
)

EMPTY: ColumnElement[str] = literal_column("''")
"""Said in the statement itself: of a parameter no plan knows that the index of what has a note will do."""


def _of(ctx: Context, model: Any, ids: Sequence[UUID]) -> ColumnElement[bool]:
    """The rows of these members, as far as the caller may read their training."""
    whose = literal(ids[0]) if len(ids) == 1 else any_(literal(list(ids), ARRAY(Uuid())))
    return and_(access.within(ctx, model, Permission.WORKOUT_READ), col(model.member_id) == whose)


def about(ctx: Context, member_id: UUID) -> dict[str, Select[Any]]:
    """All that is found in the training of one client, to be read with their figures."""
    ids = [member_id]
    return {"stall": _stalls(ctx, ids), "written": _written(ctx, ids), "beaten": _beaten(ctx, ids)}


def told(row: Any, now: datetime, unit: str) -> tuple[Stall | None, Written | None, Beaten | None]:
    """What was found of one client, of a row of figures that has `about` beside it."""

    def part(name: str) -> Any:
        begins = f"{name}_"
        named = {key: value for key, value in row._mapping.items() if key.startswith(begins)}
        return SimpleNamespace(**{key.removeprefix(begins): value for key, value in named.items()})

    stall, words, record = part("stall"), part("written"), part("beaten")
    return (
        _stall(stall, now, unit) if stall.member_id else None,
        _words(words) if words.member_id else None,
        _record(record, unit) if record.member_id else None,
    )


def _stalls(ctx: Context, ids: Sequence[UUID]) -> Select[Any]:
    """One row for each client with a lift that stalls; only bests are read, whatever the history is."""
    since = ctx.now - timedelta(weeks=rules.STALLED_WEEKS)
    member, high, lately = col(ExerciseBest.member_id), col(ExerciseBest.e1rm_at), col(ExerciseBest.lately)
    times = func.cardinality(lately)
    workouts = (times - func.width_bucket(literal(since, MOMENT), lately)).label("workouts")
    return (
        select(
            member,
            col(Exercise.name),
            col(ExerciseBest.e1rm),
            high.label("high_at"),
            workouts,
            (func.count().over(partition_by=member) - 1).label("others"),
        )
        .ext(distinct_on(member))
        .select_from(ExerciseBest)
        .join(Exercise, col(Exercise.id) == col(ExerciseBest.exercise_id))
        .where(
            _of(ctx, ExerciseBest, ids),
            high <= since,
            high > ctx.now - timedelta(weeks=rules.STALLED_LONGEST_WEEKS),
            col(Exercise.mechanic) != "isolation",
            workouts >= rules.STALLED_LEAST_WORKOUTS,
            lately[times] >= ctx.now - timedelta(days=rules.STALLED_LATEST_DAYS),
        )
        .order_by(member, workouts.desc(), col(ExerciseBest.e1rm).desc(), col(Exercise.name))
    )


async def stalls(ctx: Context, ids: Sequence[UUID], unit: str) -> dict[UUID, Stall]:
    """The lift of each client that stalls, the one trained most; `rules.STALLED_WEEKS` says what that is."""
    found = await ctx.db.execute(_stalls(ctx, ids))
    return {row.member_id: _stall(row, ctx.now, unit) for row in found}


def _stall(row: Any, now: datetime, unit: str) -> Stall:
    return Stall(
        exercise=row.name,
        high=_weight(float(row.e1rm), unit),
        high_at=row.high_at.astimezone(UTC),
        weeks=(now - row.high_at).days // 7,
        workouts=row.workouts,
        others=row.others,
    )


def _came(what: Any, *said: str) -> Any:
    """When the last change of one of these fields of a row reached the server, null if no phone sent any."""
    return (
        select(func.max(col(SyncOperation.created_at)))
        .where(
            col(SyncOperation.tenant_id) == col(Workout.tenant_id),
            col(SyncOperation.entity_id) == what,
            col(SyncOperation.status) == "applied",
            col(SyncOperation.fields).op("?|")(array(said)),
        )
        .correlate_except(SyncOperation)
        .scalar_subquery()
    )


def _written(ctx: Context, ids: Sequence[UUID]) -> Select[Any]:
    """One row for each client whose coach has words of theirs to read, the newest of them.

    What counts is when a note became visible: when its workout had ended and both had reached the server.
    """
    said = aliased(WorkoutExercise)
    came = _came(col(said.id), "note")
    newest = aggregate_order_by(col(said.note), came.desc().nulls_last(), col(said.position), col(said.id))
    beside = (
        select(
            func.array_agg(newest, type_=ARRAY(Text()))[1].label("note"),
            func.max(came).label("came"),
        )
        .where(
            col(said.tenant_id) == col(Workout.tenant_id),
            col(said.workout_id) == col(Workout.id),
            col(said.deleted_at).is_(None),
            col(said.note) != EMPTY,
        )
        .lateral()
    )
    member = col(Workout.member_id)
    arrived = case((col(Workout.source) == "app", col(Workout.created_at)))
    ended = _came(col(Workout.id), "note", "finished_at")
    at = func.greatest(col(Workout.finished_at), arrived, ended, beside.c.came)
    noted = (
        select(
            member,
            case(
                (or_(col(Workout.note) == "", beside.c.came > ended), beside.c.note), else_=col(Workout.note)
            ).label("text"),
            col(Workout.title),
            col(Workout.id),
            at.label("at"),
        )
        .select_from(Workout)
        .join(beside, literal(True))
        .where(
            _of(ctx, Workout, ids),
            measures.is_history(),
            col(Workout.import_batch_id).is_(None),
            col(Workout.started_at) > ctx.now - timedelta(days=rules.WROTE_DAYS),
            or_(col(Workout.note) != "", beside.c.note.is_not(None)),
        )
        .cte("noted")
        .prefix_with("materialized")
    )
    looked = cast(col(Attention.seen)[rules.Kind.WROTE]["level"].astext, BigInteger)
    return (
        select(*noted.c, func.count().over(partition_by=noted.c.member_id).label("notes"))
        .ext(distinct_on(noted.c.member_id))
        .select_from(noted)
        .outerjoin(Attention, mine(ctx, noted.c.member_id))
        .where(func.ceil(func.extract("epoch", noted.c.at)) > func.coalesce(looked, 0))
        .order_by(noted.c.member_id, noted.c.at.desc(), noted.c.id.desc())
    )


async def written(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Written]:
    """What each client wrote on workouts of the last days that their coach has not looked at since.

    Imports are no news.
    """
    found = await ctx.db.execute(_written(ctx, ids))
    return {row.member_id: _words(row) for row in found}


def _words(row: Any) -> Written:
    return Written(row.notes, row.text, row.title, row.at)


def _beaten(ctx: Context, ids: Sequence[UUID]) -> Select[Any]:
    """One row for each client with records of the last days, the best of them."""
    kind = col(ExerciseRecord.kind)

    def rank(of: Any) -> ColumnElement[int]:
        return case((of == "weight", 1), (of == "e1rm", 2), else_=3)

    each = (
        select(ExerciseRecord)
        .ext(
            distinct_on(
                col(ExerciseRecord.member_id), col(ExerciseRecord.workout_id), col(ExerciseRecord.exercise_id)
            )
        )
        .where(
            _of(ctx, ExerciseRecord, ids),
            kind != "volume",
            col(ExerciseRecord.at) > ctx.now - timedelta(days=rules.RECORD_DAYS),
            col(ExerciseRecord.at) <= ctx.now,
        )
        .order_by(
            col(ExerciseRecord.member_id),
            col(ExerciseRecord.workout_id),
            col(ExerciseRecord.exercise_id),
            rank(kind),
        )
        .subquery()
    )
    leap = (each.c.value - each.c.before) / func.nullif(each.c.before, 0)
    return (
        select(
            *each.c,
            col(Exercise.name),
            func.count().over(partition_by=each.c.member_id).label("records"),
            func.max(each.c.at).over(partition_by=each.c.member_id).label("newest"),
        )
        .ext(distinct_on(each.c.member_id))
        .select_from(each)
        .join(Exercise, col(Exercise.id) == each.c.exercise_id)
        .order_by(each.c.member_id, rank(each.c.kind), leap.desc().nulls_last(), col(Exercise.name))
    )


async def beaten(ctx: Context, ids: Sequence[UUID], unit: str) -> dict[UUID, Beaten]:
    """The records each client set in the last days, one for each exercise of a workout, and the largest leap.

    The most weight says more than an estimate, and both more than repetitions; volume is no praise.
    """
    found = await ctx.db.execute(_beaten(ctx, ids))
    return {row.member_id: _record(row, unit) for row in found}


def _record(row: Any, unit: str) -> Beaten:
    return Beaten(row.records, record_words(row, unit), row.newest)


def _weight(kg: float, unit: str) -> str:
    """To the tenth, which is more than a plate can tell."""
    return f"{number_text(rounded(shown_weight(kg, unit), 1))} {unit}"


def record_words(row: Any, unit: str) -> str:
    """A record in words: `Bench press 105 kg, 2.5 kg more than before`."""
    more = f"{_weight(float(row.value - row.before), unit)} more than before"
    match row.kind:
        case "weight":
            return f"{row.name} {_weight(float(row.value), unit)}, {more}"
        case "e1rm":
            return f"{row.name}, estimated max {_weight(float(row.value), unit)}, {more}"
    load = f" with {_weight(float(row.load_kg), unit)}" if row.load_kg else ""
    return f"{row.name}: {int(row.value)} reps{load}, {int(row.value - row.before)} more than before"
