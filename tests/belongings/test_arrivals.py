"""A file is kept for its member alone, looked at and imported once; whoever sends it too large is stopped."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import func, select, text, update
from sqlmodel import col

from rythm.api.v1 import import_files
from rythm.belongings import arrivals, background
from rythm.belongings.files import Brought, FileRow
from rythm.belongings.models import ImportFile
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import AppError, Conflict, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.workouts.import_reports import HowToRead
from rythm.workouts.models import Workout
from tests.fixtures.actors import Gym, Person
from tests.fixtures.api import ORIGIN, OWN_PAGE, bearer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.workouts.test_imports import FILE, library

__all__ = ["library"]
PATH = "/api/v1/imports/files"
KG = HowToRead(unit="kg")
JUNK = b"x" * 10_485_761


async def keep(who: Person, content: bytes = FILE.encode(), name: str = "strong.csv") -> FileRow:
    async with open_context(who.credential) as ctx:
        return await arrivals.keep(ctx, name, content)


async def start(who: Person, file_id: UUID, how: HowToRead = KG) -> FileRow:
    """Import as the page does, and say how the file stands afterwards."""
    async with open_context(who.credential) as ctx:
        await arrivals.claim(ctx, file_id)
    background.import_beside(who.credential, file_id, how)
    await background.finished()
    return await seen(who, file_id)


async def seen(who: Person, file_id: UUID) -> FileRow:
    async with open_context(who.credential) as ctx:
        return await arrivals.file(ctx, file_id)


async def workouts(who: Person) -> int:
    async with open_context(who.credential) as ctx:
        return (await ctx.db.execute(select(func.count()).select_from(Workout))).scalar_one()


async def change(who: Person, **values: object) -> None:
    async with open_context(who.credential) as ctx:
        await ctx.db.execute(update(ImportFile).values(**values))


async def be_late(who: Person) -> None:
    """Let it have said nothing for longer than it may take to begin."""
    async with open_context(who.credential) as ctx:
        late = ctx.now - arrivals.STARTING - timedelta(seconds=1)
    await change(who, last_seen_at=late)


async def test_a_file_is_looked_at_and_imported_beside_the_page(library: None, gym: Gym) -> None:
    kept = await keep(gym.member)
    assert (kept.name, kept.size, kept.is_archive, kept.state) == ("strong.csv", len(FILE), False, "waiting")
    async with open_context(gym.member.credential) as ctx:
        would = (await arrivals.look(ctx, kept.id, HowToRead())).log
    assert would is not None and would.needs_unit and would.id is None
    assert await workouts(gym.member) == 0
    done = await start(gym.member, kept.id)
    assert (done.state, done.done, done.total) == ("done", would.sets, would.sets)
    assert done.report is not None and done.report.import_id is not None
    assert (done.report.workouts, done.report.sets) == (would.created, would.sets)
    assert await workouts(gym.member) == would.created
    with pytest.raises(Conflict, match="already"):
        await start(gym.member, kept.id)


async def test_names_become_what_was_chosen_or_are_left_out(library: None, gym: Gym) -> None:
    kept, sled = await keep(gym.member), await add_exercise(gym.tenant_id, "Sled")
    names = {"prowler": sled, "Bench Press (Barbell)": None}
    done = await start(gym.member, kept.id, HowToRead(unit="kg", exercises=names))
    assert done.report is not None and done.report.exercises == 1, "the prowler is no new one"
    async with open_context(gym.member.credential) as ctx:
        named = text("select distinct exercise_id from workout_set")
        used = set((await ctx.db.execute(named)).scalars())
        names_used = text("select name from exercise where id = any(:ids)")
        assert sled in used
        assert "Bench press" not in set((await ctx.db.execute(names_used, {"ids": list(used)})).scalars())
    again = await keep(gym.member)
    assert (await start(gym.member, again.id)).report == Brought(
        source="strong", workouts=0, sets=0, exercises=0, known=done.report.workouts, left_out=1
    )


async def test_a_workout_of_which_nothing_is_left_is_left_out(gym: Gym) -> None:
    kept = await keep(gym.member)
    async with open_context(gym.member.credential) as ctx:
        would = (await arrivals.look(ctx, kept.id, KG)).log
    assert would is not None
    nothing = dict.fromkeys((named.name for named in would.exercises), None)
    done = await start(gym.member, kept.id, HowToRead(unit="kg", exercises=nothing))
    assert done.report is not None and (done.report.workouts, done.report.known) == (0, 0)
    assert await workouts(gym.member) == 0


async def test_a_failed_import_writes_nothing_says_why_and_can_be_tried_again(gym: Gym) -> None:
    kept = await keep(gym.member)
    failed = await start(gym.member, kept.id, HowToRead())
    assert (failed.state, failed.problem) == ("waiting", "Choose kg or lb.")
    strange = HowToRead(unit="kg", exercises={"Prowler": uuid4()})
    assert "is not in the library" in (await start(gym.member, kept.id, strange)).problem
    assert await workouts(gym.member) == 0
    assert (await start(gym.member, kept.id)).state == "done"


async def test_an_accident_is_not_told_and_writes_nothing(gym: Gym, monkeypatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret")

    kept = await keep(gym.member)
    monkeypatch.setattr("rythm.workouts.imports.insert_rows", broken)
    odd = (FILE + "\n2026-03-09 07:00:00,Odd,,Prowler,1,60,1271,0,0,,,").encode()
    kept = await keep(gym.member, odd)
    failed = await start(gym.member, kept.id)
    assert (failed.state, failed.problem) == ("waiting", background.UNEXPECTED)
    assert await workouts(gym.member) == 0


async def test_it_says_how_far_it_is_while_it_runs(gym: Gym) -> None:
    lines = [f"2026-01-01 {n // 60:02}:{n % 60:02}:00,W,,Squat,1,100,5,0,0,,," for n in range(1_000)]
    kept = await keep(gym.member, "\n".join([FILE.partition("\n")[0], *lines]).encode())
    heard: list[tuple[int, int]] = []

    async def told(done: int, total: int) -> None:
        heard.append((done, total))
        async with open_context(gym.member.credential) as other:
            await arrivals.say(other, kept.id, done, total)
        now = await seen(gym.member, kept.id)
        assert (now.state, now.done, now.total) == ("running", done, total)
        with pytest.raises(Conflict, match="still being imported"):
            await keep(gym.member)

    async with open_context(gym.member.credential) as ctx:
        await arrivals.claim(ctx, kept.id)
    async with open_context(gym.member.credential) as ctx:
        await arrivals.bring(ctx, kept.id, KG, told)
    assert heard == [(n * 100, 1_000) for n in range(11)]


async def test_the_next_file_takes_the_place_of_the_last(gym: Gym) -> None:
    first, second = await keep(gym.member), await keep(gym.member, name="\x00two\n.csv")
    assert second.name == "two .csv"
    with pytest.raises(NotFound):
        await seen(gym.member, first.id)
    async with open_context(gym.member.credential) as ctx:
        assert (await arrivals.current(ctx)) == second
        await arrivals.forget(ctx, second.id)
        assert await arrivals.current(ctx) is None


async def test_nobody_else_reaches_it(gym: Gym, next_door: Gym) -> None:
    kept = await keep(gym.member)
    others = [gym.stranger, gym.coach, gym.admin, gym.owner, next_door.member, next_door.owner]
    for who in others:
        async with open_context(who.credential) as ctx:
            assert await arrivals.current(ctx) is None
            for act in (
                arrivals.file(ctx, kept.id),
                arrivals.look(ctx, kept.id, KG),
                arrivals.claim(ctx, kept.id),
                arrivals.bring(ctx, kept.id, KG),
                arrivals.forget(ctx, kept.id),
            ):
                with pytest.raises(NotFound):
                    await act
    assert (await seen(gym.member, kept.id)).state == "waiting"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\x00\x00\x00", "NUL"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "NUL"),
        (b"PK\x03\x04" + b"\x00" * 42_000, "This file is zipped"),
        (b"\x1f\x8b\x08" + b"\x00" * 42_000, "This file is zipped"),
        (b"", "empty"),
        (b"a,b\n1,2", "does not look like an export"),
        (b'{"format": "of another program"}', "no archive of Rythm"),
        (b"{\xff\xfe", "not written in UTF-8"),
        (JUNK, "larger than 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_no_export_is_refused_at_once(gym: Gym, content: bytes, says: str) -> None:
    with pytest.raises(AppError, match=says):
        await keep(gym.member, content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_a_file_may_come_in_any_encoding_of_spreadsheets(gym: Gym, encoding: str) -> None:
    kept = await keep(gym.member, FILE.replace("Prowler", "Prügel").encode(encoding))
    async with open_context(gym.member.credential) as ctx:
        would = (await arrivals.look(ctx, kept.id, KG)).log
    assert would is not None and "Prügel" in would.exercises_created


async def test_an_archive_comes_by_the_same_door(gym: Gym, next_door: Gym, api: httpx.AsyncClient) -> None:
    squat = await add_exercise(gym.tenant_id, "Squat of ours")
    async with open_context(gym.member.credential) as ctx:
        now = ctx.now
    for day in (1, 2):
        await log_workout(gym.member, now - timedelta(days=day), [Lift(squat, [Done("100", 5)])])
    archive = (await api.get("/api/v1/me/export.json", headers=bearer(gym.member))).content
    kept = await keep(next_door.member, b"\xef\xbb\xbf" + archive, "everything.json")
    assert kept.is_archive
    async with open_context(next_door.member.credential) as ctx:
        would = (await arrivals.look(ctx, kept.id, HowToRead())).archive
    assert would is not None and (would.workouts, would.new, would.sets) == (2, 2, 2)
    after = await start(next_door.member, kept.id)
    done = after.report
    assert (after.done, after.total) == (2, 2)
    assert done is not None and (done.source, done.workouts) == ("rythm", 2)
    assert done.import_id is not None
    async with open_context(next_door.member.credential) as ctx:
        weights = (await ctx.db.execute(text("select weight_kg from workout_set"))).scalars()
        assert set(weights) == {Decimal(100)}
        seen_again = (await arrivals.look(ctx, kept.id, HowToRead())).archive
    assert seen_again is not None and seen_again.new == 0


async def test_an_archive_that_points_into_nothing_is_refused_by_path(gym: Gym) -> None:
    line = '{"exercise_id": "' + str(uuid7()) + '"}'
    workout = f'{{"id": "{uuid7()}", "started_at": "2024-01-01T00:00:00Z", "exercises": [{line}]}}'
    broken = f'{{"format": "rythm-archive", "version": 1, "workouts": [{workout}]}}'
    kept = await keep(gym.member, broken.encode())
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(Invalid) as refused:
            await arrivals.look(ctx, kept.id, HowToRead())
    assert list(refused.value.fields) == ["workouts.0.exercises.0.exercise_id"]


async def test_files_nobody_imports_are_gone_after_a_day(gym: Gym) -> None:
    old, fresh = await keep(gym.member), await keep(gym.stranger)
    async with open_context(gym.member.credential) as ctx:
        await ctx.db.execute(
            update(ImportFile)
            .where(col(ImportFile.id) == old.id)
            .values(created_at=ctx.now - arrivals.KEPT - timedelta(minutes=1))
        )
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert await arrivals.forget_old_files(ctx) == 1
        assert await arrivals.forget_old_files(ctx) == 0
    assert (await seen(gym.stranger, fresh.id)).state == "waiting"


async def test_the_trail_has_no_copy_of_it(gym: Gym) -> None:
    await start(gym.member, (await keep(gym.member)).id)
    await keep(gym.member)
    async with open_context(gym.admin.credential) as ctx:
        told = text("select action, changes from audit_entry where entity = 'import_file' order by at")
        rows = (await ctx.db.execute(told)).all()
    assert {row.action for row in rows} == {"insert", "update", "delete"}
    assert all("content" not in (row.changes or {}) for row in rows)


async def test_a_raw_body_is_taken(http: httpx.AsyncClient, gym: Gym) -> None:
    answer = await http.post(
        PATH, params={"name": "strong.csv"}, content=FILE.encode("utf-16"), headers=bearer(gym.member)
    )
    assert (answer.status_code, answer.json()["name"], answer.json()["state"]) == (
        201,
        "strong.csv",
        "waiting",
    )
    where = f"{PATH}/{answer.json()['id']}"
    assert (await http.post(f"{where}/preview", json={}, headers=bearer(gym.member))).json()["log"]["created"]
    brought = await http.post(f"{where}/import", json={"unit": "kg"}, headers=bearer(gym.member))
    assert brought.json()["workouts"] == await workouts(gym.member)
    (mine,) = (await http.get(PATH, headers=bearer(gym.member))).json()
    assert (mine["state"], mine["report"]) == ("done", brought.json())
    assert (await http.delete(where, headers=bearer(gym.member))).status_code == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "X-Rythm": "1"}, 403),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, 403),
        (OWN_PAGE, 401),
    ],
    ids=["bare", "foreign", "without our header", "of no session"],
)
async def test_a_browser_needs_a_session_and_our_own_page(
    http: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        read += 1
        yield FILE.encode()

    sent = {**headers, "Cookie": "rythm_session=made-up"}
    answer = await http.post(PATH, content=body(), headers=sent)
    assert answer.status_code == status
    nobody = await http.post(PATH, content=FILE)
    assert nobody.status_code == 401


async def test_reading_stops_where_it_is_too_large(http: httpx.AsyncClient, gym: Gym) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(40):
            sent += 1
            yield b"x" * 1_000_000

    answer = await http.post(PATH, content=endless(), headers=bearer(gym.member))
    assert (answer.status_code, answer.json()["error"]["message"]) == (413, "The file is larger than 10 MB.")
    assert sent < 15


async def test_a_slow_phone_holds_no_transaction_open(gym: Gym, monkeypatch) -> None:
    """Whoever asks PostgreSQL while the body comes finds nobody in a transaction of the upload."""
    opened: list[str] = []
    original = import_files.open_context

    def noted(who: object) -> object:
        opened.append("opened")
        return original(who)

    monkeypatch.setattr(import_files, "open_context", noted)

    class Slow:
        headers = httpx.Headers(bearer(gym.member))
        method = "POST"
        cookies: dict[str, str] = {}

        async def stream(self) -> AsyncIterator[bytes]:
            async with open_context(BySystem(None)) as ctx:
                busy = text(
                    "select count(*) from pg_stat_activity"
                    " where state = 'idle in transaction' and datname = current_database()"
                )
                assert (await ctx.db.execute(busy)).scalar_one() == 0
            await asyncio.sleep(0)
            yield FILE.encode()

    assert await import_files.whole(Slow()) == FILE.encode()
    assert opened == ["opened"]
