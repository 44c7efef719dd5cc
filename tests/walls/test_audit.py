"""Every change by a person or a job leaves one entry in the trail, in its transaction, without secrets."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm.access.models import Membership
from rythm.audit.models import AuditEntry
from rythm.core.actor import Anonymous, BySystem, Credential
from rythm.core.context import Context, open_context
from rythm.core.ids import uuid7
from rythm.exercises.models import Exercise
from rythm.identity.models import BrowserSession, PlatformAdmin, RefreshFamily, User
from rythm.workouts.models import Workout
from tests.fixtures.actors import PASSWORD_HASH, Gym, Person
from tests.fixtures.walls import TABLES, Ground, identity, standing
from tests.walls.gate import UNHEARD

ENTRIES = select(AuditEntry).order_by(col(AuditEntry.at), col(AuditEntry.id))
AUDITED = [name for name in TABLES if name not in UNHEARD]


async def trail(ctx: Context) -> list[AuditEntry]:
    return list((await ctx.db.execute(ENTRIES.where(col(AuditEntry.created_at) == text("now()")))).scalars())


async def entries(who: Credential) -> list[AuditEntry]:
    async with open_context(who) as ctx:
        return list((await ctx.db.execute(ENTRIES)).scalars())


def workout(gym: Gym, **values: Any) -> Workout:
    return Workout(tenant_id=gym.tenant_id, member_id=gym.member.id, started_at=datetime.now(UTC), **values)


@pytest.mark.parametrize("name", AUDITED)
def test_each_statement_on_each_table_leaves_one_entry(ground: Ground, name: str) -> None:
    mine, table = ground.rows[name], TABLES[name]
    stance = "platform" if name in ("tenant", "organisation", "platform_admin") else "member"
    actor = ground.platform_admin if stance == "platform" else ground.gym.user_id
    draft, column = ground.drafts[name], ground.editable[name]
    statements = [
        ("insert", insert(table).values(draft)),
        ("delete", delete(table).where(*identity(name, draft))),
    ]
    if "update" in ground.granted[name]:
        changed = update(table).where(*identity(name, mine)).values({column: _other(mine.get(column))})
        statements.insert(1, ("update", changed))
    with standing(ground, stance) as db:
        for verb, statement in statements:
            if verb not in ground.granted[name]:
                continue
            before = set(db.execute(select(TABLES["audit_entry"].c.id)).scalars())
            db.execute(statement)
            [entry] = (row for row in db.execute(select(TABLES["audit_entry"])) if row.id not in before)
            assert (entry.action, entry.entity, entry.rows, entry.actor_id) == (verb, name, 1, actor)
            assert entry.tenant_id == (ground.gym.tenant_id if stance == "member" else None)
            row = mine if verb == "update" else draft
            assert entry.entity_id == row.get("id", row.get("user_id"))
            assert set(entry.changes or {}) == (
                {column} if verb == "update" and column not in QUIET else set()
            )


QUIET = ("revision", "clocks", "last_seen_at", "tenant_key")


def _other(value: Any) -> Any:
    return (
        datetime(2020, 2, 29, tzinfo=UTC)
        if isinstance(value, datetime)
        else "another"
        if isinstance(value, str)
        else value
    )


async def test_an_entry_tells_who_changed_what_from_what_to_what(gym: Gym) -> None:
    async with open_context(gym.coach.credential) as ctx:
        it = workout(gym, title="Push")
        ctx.db.add(it)
        await ctx.db.flush()
        it.title, it.note = "Pull", "heavy"
        await ctx.db.flush()
        await ctx.db.delete(it)
        await ctx.db.flush()
        created, changed, deleted = await trail(ctx)
    for entry in (created, changed, deleted):
        assert (entry.tenant_id, entry.actor_id, entry.entity_id) == (gym.tenant_id, gym.coach.id, it.id)
        assert (entry.entity, entry.rows) == ("workout", 1)
    assert [entry.action for entry in (created, changed, deleted)] == ["insert", "update", "delete"]
    assert [entry.changes for entry in (created, deleted)] == [None, None]
    assert changed.changes == {"title": ["Push", "Pull"], "note": ["", "heavy"]}


async def test_a_job_is_named_by_nobody(gym: Gym) -> None:
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        ctx.db.add(workout(gym))
        await ctx.db.flush()
        [entry] = await trail(ctx)
        assert (entry.tenant_id, entry.actor_id, entry.action) == (gym.tenant_id, None, "insert")


async def test_bulk_statements_are_counted(gym: Gym) -> None:
    rows = [workout(gym).model_dump() for _ in range(7)]
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(insert(Workout).values(rows))
        await ctx.db.execute(update(Workout).values(note="all"))
        await ctx.db.execute(delete(Workout))
        found = await trail(ctx)
        assert [(entry.action, entry.rows, entry.entity_id, entry.changes) for entry in found] == [
            ("insert", 7, None, None),
            ("update", 7, None, None),
            ("delete", 7, None, None),
        ]


async def test_what_changes_nothing_is_not_told(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        ctx.db.add(it := workout(gym, title="Same"))
        await ctx.db.flush()
        await ctx.db.execute(update(Workout).where(col(Workout.id) == it.id).values(title="Same"))
        await ctx.db.execute(
            update(Workout).where(col(Workout.id) == it.id).values(revision=9, clocks={"title": 1})
        )
        await ctx.db.execute(delete(Workout).where(col(Workout.id) == uuid7()))
        assert [entry.action for entry in await trail(ctx)] == ["insert"]


async def test_an_upsert_tells_what_it_did(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        row = workout(gym, title="First").model_dump()
        for title in ("First", "Second"):
            put = upsert(Workout).values({**row, "title": title})
            await ctx.db.execute(put.on_conflict_do_update(index_elements=["id"], set_={"title": title}))
        first, second = await trail(ctx)
        assert (first.action, second.action, second.changes) == (
            "insert",
            "update",
            {"title": ["First", "Second"]},
        )


async def test_a_rolled_back_change_leaves_no_entry(gym: Gym) -> None:
    before = len(await entries(BySystem(gym.tenant_id)))
    with pytest.raises(LookupError):
        async with open_context(gym.member.credential) as ctx:
            ctx.db.add(workout(gym))
            await ctx.db.flush()
            assert len(await trail(ctx)) == 1
            raise LookupError
    assert len(await entries(BySystem(gym.tenant_id))) == before
    async with open_context(gym.member.credential) as ctx:
        savepoint = await ctx.db.begin_nested()
        ctx.db.add(workout(gym))
        await ctx.db.flush()
        await savepoint.rollback()
        assert await trail(ctx) == []


async def test_secrets_never_reach_the_trail(gym: Gym, system_admin: Person) -> None:
    secret, later = b"a secret token hash of 32 bytes!", b"another token hash, of 32 bytes!"
    ends = datetime(2100, 1, 1, tzinfo=UTC)
    async with open_context(gym.member.credential) as ctx:
        here = {
            "user_id": gym.member.id,
            "tenant_id": gym.tenant_id,
            "token_hash": secret,
            "expires_at": ends,
        }
        ctx.db.add_all([BrowserSession(**here), RefreshFamily(**here)])
        await ctx.db.flush()
        await ctx.db.execute(
            update(User).where(col(User.id) == gym.member.id).values(password_hash="$argon2id$other")
        )
        await ctx.db.execute(update(BrowserSession).values(token_hash=later))
        await ctx.db.execute(update(RefreshFamily).values(token_hash=later, generation=1))
        await ctx.db.execute(delete(BrowserSession))
        found = await trail(ctx)
    assert {entry.entity: entry.changes for entry in found if entry.action == "update"} == {
        "user_account": {"password_hash": "changed"},
        "browser_session": {"token_hash": "changed"},
        "refresh_family": {"token_hash": "changed", "generation": [0, 1]},
    }
    async with open_context(gym.admin.credential) as ctx:
        ctx.db.add(User(email=f"{uuid7().hex}@trail.example", name="New", password_hash=PASSWORD_HASH))
    everything = " ".join(
        [
            *(str(entry.model_dump()) for entry in await entries(BySystem(gym.tenant_id))),
            *(str(entry.model_dump()) for entry in await entries(system_admin.credential)),
        ]
    )
    for hidden in ("$argon2id$", secret.hex(), later.hex(), secret.decode(), PASSWORD_HASH):
        assert hidden not in everything


async def test_the_platforms_acts_are_the_platforms_to_read(gym: Gym, system_admin: Person) -> None:
    async with open_context(system_admin.credential) as ctx:
        ctx.db.add(PlatformAdmin(user_id=gym.owner.id))
        await ctx.db.flush()
        [entry] = await trail(ctx)
        assert (entry.tenant_id, entry.actor_id, entry.entity_id) == (None, system_admin.id, gym.owner.id)
    assert entry.id not in {entry.id for entry in await entries(BySystem(gym.tenant_id))}
    async with open_context(Anonymous()) as ctx:
        assert (await ctx.db.execute(ENTRIES)).all() == []


async def test_a_neighbour_does_not_read_our_trail(gym: Gym, next_door: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        ctx.db.add(Exercise(tenant_id=gym.tenant_id, owner_id=gym.member.id, name="Row", name_key="row"))
        await ctx.db.flush()
        [entry] = await trail(ctx)
    assert entry.id not in {found.id for found in await entries(next_door.admin.credential)}
    assert {found.tenant_id for found in await entries(next_door.admin.credential)} == {next_door.tenant_id}


async def test_changing_a_membership_is_told(gym: Gym) -> None:
    async with open_context(gym.admin.credential) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == gym.stranger.id).values(role="coach")
        )
        [entry] = await trail(ctx)
        assert (entry.entity, entry.actor_id, entry.changes) == (
            "membership", gym.admin.id, {"role": ["athlete", "coach"]},
        )  # fmt: skip
