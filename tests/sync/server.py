"""The real server behind a network that loses, doubles and delays."""

import asyncio
import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlmodel import col

from rythm.access.models import Membership
from rythm.core.actor import ByMembership, BySession, BySystem, Role
from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.identity.models import BrowserSession, User
from rythm.workouts import bootstrap, sync
from rythm.workouts.schemas import SyncRequest
from tests.fixtures.actors import PASSWORD_HASH, Gym
from tests.sync.device import Operation
from tests.sync.truth import Truth

Json = dict[str, Any]
Backup = dict[str, list[str]]
TABLES = ("workout", "workout_exercise", "workout_set", "sync_operation", "sync_cursor")
READ = "select to_jsonb(t)::text from {} t where member_id = :member"
WRITE = "insert into {0} select * from jsonb_populate_record(null::{0}, cast(:row as jsonb))"


class Failed(Exception):
    """The server fell over after its work and before its commit."""


@dataclass
class Server:
    """The server as one member's phones reach it, and the truth it is held against."""

    loop: asyncio.AbstractEventLoop
    gym: Gym
    exercises: list[UUID]
    template_id: UUID
    now_ms: int = 1_790_000_000_000
    truth: Truth = field(default_factory=Truth)
    user_id: UUID = field(default_factory=uuid7)
    session: bytes = b""
    operations: dict[str, Operation] = field(default_factory=dict)

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def __post_init__(self) -> None:
        self.run(self._join())
        self.sign_in()

    async def _join(self) -> None:
        email = f"phones-{self.user_id.hex[-12:]}@{self.gym.slug}.example"
        async with open_context(BySystem(None)) as ctx:
            ctx.db.add(User(id=self.user_id, email=email, name="Phones", password_hash=PASSWORD_HASH))
        async with open_context(BySystem(self.gym.tenant_id)) as ctx:
            ctx.db.add(
                Membership(tenant_id=self.gym.tenant_id, user_id=self.user_id, role=Role.ATHLETE.value)
            )

    def sign_in(self) -> None:
        """Begin a browser session."""

        async def begin() -> None:
            self.session = uuid7().bytes + uuid7().bytes
            async with open_context(ByMembership(self.user_id, self.gym.tenant_id)) as ctx:
                ctx.db.add(
                    BrowserSession(
                        user_id=self.user_id,
                        tenant_id=self.gym.tenant_id,
                        token_hash=self.session,
                        expires_at=datetime.now(UTC) + timedelta(days=1),
                    )
                )

        self.run(begin())

    def expire(self) -> None:
        """End the session."""

        async def end() -> None:
            async with open_context(ByMembership(self.user_id, self.gym.tenant_id)) as ctx:
                mine = col(BrowserSession.token_hash) == self.session
                await ctx.db.execute(update(BrowserSession).where(mine).values(revoked_at=datetime.now(UTC)))

        self.run(end())

    def back_up(self) -> tuple[Backup, Truth]:
        """Everything of the member's, as it is now."""

        async def read() -> Backup:
            async with open_context(BySystem(self.gym.tenant_id)) as ctx:
                mine = {"member": self.user_id}
                return {
                    table: list((await ctx.db.execute(text(READ.format(table)), mine)).scalars())
                    for table in TABLES
                }

        return self.run(read()), deepcopy(self.truth)

    def restore(self, backup: tuple[Backup, Truth]) -> None:
        """Put the database back to a backup, as another history of it."""
        rows, truth = backup

        async def write() -> None:
            async with open_context(BySystem(self.gym.tenant_id)) as ctx:
                mine = {"member": self.user_id}
                for table in reversed(TABLES):
                    await ctx.db.execute(text(f"delete from {table} where member_id = :member"), mine)
                for table in TABLES:
                    for row in rows[table]:
                        await ctx.db.execute(text(WRITE.format(table)), {"row": row})
                another = {**mine, "now": moment(self.now_ms)}
                await ctx.db.execute(
                    text("update sync_cursor set rewound_at = :now where member_id = :member"), another
                )

        self.run(write())
        self.truth = deepcopy(truth)
        self.truth.restored = True

    def exchange(self, request: Json, *, fails: bool = False) -> Json:
        """One request, as it arrives; raises Unauthenticated without a session, Failed when it falls over."""

        async def ask() -> Json:
            async with open_context(BySession(self.session), now=moment(self.now_ms)) as ctx:
                answer = await sync.apply(ctx, SyncRequest.model_validate_json(json.dumps(request)))
                if fails:
                    raise Failed
            answered: Json = json.loads(answer.model_dump_json())
            return answered

        answer: Json = self.run(ask())
        assert [result["op_id"] for result in answer["results"]] == [
            op["op_id"] for op in request["operations"]
        ]
        for result in answer["results"]:
            operation = self.operations[result["op_id"]]
            self.truth.take(operation, request["sent_at"], self.now_ms, result["status"])
        return answer

    def bootstrap(self) -> Json:
        """A whole copy; raises Unauthenticated without a session."""

        async def ask() -> Json:
            async with open_context(BySession(self.session), now=moment(self.now_ms)) as ctx:
                answer = await bootstrap.bootstrap(ctx)
            answered: Json = json.loads(answer.model_dump_json())
            return answered

        copy: Json = self.run(ask())
        return copy


def moment(ms: int) -> datetime:
    """Milliseconds as a time."""
    return datetime.fromtimestamp(ms / 1000, UTC)
