"""Applies what phones did while nobody was looking, once and in order, and tells them what others did."""

from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Executable, func, inspect, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.bulk import insert_rows
from rythm.core.context import Context, attempt
from rythm.core.errors import Conflict, Forbidden
from rythm.core.ids import uuid7
from rythm.core.statements import given
from rythm.workouts import replicas
from rythm.workouts.models import SyncCursor, SyncOperation
from rythm.workouts.replicas import Rejected, Replicas
from rythm.workouts.replication import intent_ms
from rythm.workouts.schemas import Answered, Operation, SyncAnswer, SyncRequest

VISITOR = "You visit this gym: only its members log training here."
WRONG_PERSON = "These changes belong to somebody else. Sign in as the person who made them."


async def apply(ctx: Context, request: SyncRequest) -> SyncAnswer:
    """Apply each operation once, in the device's order, and answer each; a bad one never blocks the rest.

    A phone that knows another epoch knows a history that is gone, since the database was restored: it has to
    be filled anew, and sends again what it did lately. What this database has not seen then applies as if it
    came late, each field only if it is still the later intent.
    Raises Conflict when the operations belong to another person than the one signed in.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    if request.user_id != ctx.actor.person_id:
        raise Conflict(WRONG_PERSON)
    before, epoch = await reserve(ctx, len(request.operations))
    known = await _answered_before(ctx, request.operations)
    fresh = [operation for operation in request.operations if operation.op_id not in known]
    try:
        async with attempt(ctx):
            held, answers = await _apply_all(ctx, request, fresh, before)
    except (IntegrityError, DataError):
        held, answers = await _apply_singly(ctx, request, fresh, before)
    repeated = [operation for operation in request.operations if operation.op_id in known]
    await held.fetch(ctx, repeated)
    epoch = await noticed(ctx, epoch, before, request.cursor, request.epoch)
    same = request.epoch in (None, "", epoch)
    cursor = request.cursor if same else before  # what it counted is another history
    changes, cursor, more = await replicas.changes(ctx, cursor, before, len(request.operations), held)
    answers |= known
    return SyncAnswer(
        results=[answers[operation.op_id] for operation in request.operations],
        epoch=epoch,
        cursor=cursor,
        server_time=round(ctx.now.timestamp() * 1000),
        changes=changes,
        more=more,
    )


async def reserve(ctx: Context, count: int) -> tuple[int, str]:
    """Lock the member's counter and take `count` numbers; returns the last one before them, and the epoch.

    The lock gives all of a member's devices one order, so a phone never misses a change that commits late.
    The epoch names this history of the database: another one after a restore. Raises Forbidden for an
    administrator who only visits this gym.
    """
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)
    revision, epoch, rewound_at = (await statements.run(ctx, _taking, count=count)).one()
    return int(revision) - count, _named(epoch, rewound_at)


def _named(epoch: str, rewound_at: datetime | None) -> str:
    return f"{epoch}-{rewound_at.timestamp():.0f}" if rewound_at else epoch


async def noticed(ctx: Context, epoch: str, revision: int, known: int, known_epoch: str | None) -> str:
    """The epoch for this phone: another one begins when it knows more changes than this history ever had.

    A backup that was played back into the same database leaves no other trace.
    """
    if known <= revision or known_epoch not in (None, "", epoch):
        return epoch
    found = await ctx.db.execute(
        update(SyncCursor)
        .where(
            col(SyncCursor.tenant_id) == ctx.actor.tenant_id,
            col(SyncCursor.member_id) == ctx.actor.person_id,
        )
        .values(rewound_at=ctx.now)
        .returning(func.app.epoch())
    )
    return _named(str(found.scalar_one()), ctx.now)


def _taking(ctx: Context) -> Executable:
    count = given("count", BigInteger())
    table: Any = inspect(SyncCursor).local_table  # with the class the ORM would plan a bulk insert each time
    counter = upsert(table).values(
        tenant_id=ctx.actor.tenant_id, member_id=ctx.actor.person_id, revision=count
    )
    return counter.on_conflict_do_update(
        index_elements=["tenant_id", "member_id"], set_={"revision": table.c.revision + count}
    ).returning(table.c.revision, func.app.epoch(), table.c.rewound_at)


async def _answered_before(ctx: Context, operations: list[Operation]) -> dict[UUID, Answered]:
    """The answers of operations that came before: what was applied is a duplicate, a rejection stays one."""
    if not operations:
        return {}
    found = await ctx.db.execute(
        select(col(SyncOperation.op_id), col(SyncOperation.status), col(SyncOperation.reason)).where(
            col(SyncOperation.tenant_id) == ctx.actor.tenant_id,
            col(SyncOperation.op_id).in_([operation.op_id for operation in operations]),
        )
    )
    return {
        op_id: Answered(
            op_id=op_id, status="rejected" if status == "rejected" else "duplicate", reason=reason
        )
        for op_id, status, reason in found.all()
    }


async def _apply_all(
    ctx: Context, request: SyncRequest, operations: list[Operation], before: int
) -> tuple[Replicas, dict[UUID, Answered]]:
    held = Replicas()
    await held.fetch(ctx, operations)
    answers: dict[UUID, Answered] = {}
    for number, operation in enumerate(operations, start=1):
        answers.setdefault(operation.op_id, _apply_one(ctx, request, held, operation, before + number))
    await ctx.db.flush()
    await replicas.note_uses(ctx, held)
    await _remember(ctx, request, operations, answers)
    return held, answers


async def _apply_singly(
    ctx: Context, request: SyncRequest, operations: list[Operation], before: int
) -> tuple[Replicas, dict[UUID, Answered]]:
    """After PostgreSQL refused the batch: each operation on its own, so that only the impossible fail."""
    held, answers = Replicas(), dict[UUID, Answered]()
    for number, operation in enumerate(operations):
        try:
            async with attempt(ctx):
                part, answer = await _apply_all(ctx, request, [operation], before + number)
            held.merge(part)
        except (IntegrityError, DataError):
            reason = "The database refuses this value."
            answer = {operation.op_id: Answered(op_id=operation.op_id, status="rejected", reason=reason)}
            await _remember(ctx, request, [operation], answer)
        answers |= answer
    return held, answers


def _apply_one(
    ctx: Context, request: SyncRequest, held: Replicas, operation: Operation, revision: int
) -> Answered:
    at_ms = intent_ms(operation.at, request.sent_at, ctx.now)
    try:
        held.apply(ctx, operation, at_ms, revision)
    except Rejected as rejection:
        return Answered(op_id=operation.op_id, status="rejected", reason=str(rejection))
    return Answered(op_id=operation.op_id, status="applied")


async def _remember(
    ctx: Context, request: SyncRequest, operations: list[Operation], answers: dict[UUID, Answered]
) -> None:
    if not operations:
        return
    rows = {
        operation.op_id: remembered(
            ctx,
            request.device_id,
            operation,
            replicas.moment(intent_ms(operation.at, request.sent_at, ctx.now)),
            answers[operation.op_id].status,
            answers[operation.op_id].reason,
        )
        for operation in operations
    }
    await insert_rows(ctx, SyncOperation, list(rows.values()))


def remembered(
    ctx: Context, device_id: UUID, operation: Operation, at: datetime, status: str, reason: str | None = None
) -> dict[str, Any]:
    """The row that keeps an operation and its answer."""
    return {
        "id": uuid7(),
        "created_at": ctx.now,
        "tenant_id": ctx.actor.tenant_id,
        "op_id": operation.op_id,
        "member_id": ctx.actor.person_id,
        "device_id": device_id,
        "seq": operation.seq,
        "entity": operation.entity,
        "entity_id": operation.entity_id,
        "fields": keepable(operation.fields),
        "at": at,
        "status": status,
        "reason": reason,
    }


def keepable(said: object, depth: int = 4) -> Any:
    """What was said as far as PostgreSQL can hold it: what is refused may be anything, and is kept too."""
    match said:
        case None | bool():
            return said
        case int() if abs(said) < 2**63:
            return said
        case float() if isfinite(said):
            return said
        case dict() if depth:
            return {keepable(str(key)): keepable(value, depth - 1) for key, value in said.items()}
        case list() if depth:
            return [keepable(value, depth - 1) for value in said]
        case str():
            return said.replace("\x00", "").encode("utf-8", "replace").decode()
    return None
