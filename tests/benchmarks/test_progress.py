"""What `benchmarks.progress` measures with: made training is right, files are readable, pages ask little."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
import pytest_asyncio

from benchmarks import exports, years
from benchmarks.cases import Case, cases
from benchmarks.reads import READS, Read
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.core.model import utcnow
from rythm.identity.tokens import access_token
from rythm.workouts import totals
from rythm.workouts.formats.reading import parse
from tests.fixtures.actors import PASSWORD_HASH
from tests.fixtures.database import TestDatabase
from tests.fixtures.queries import QueryCounter

SETS = 540


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def case(db, built_in, test_database: TestDatabase) -> Case:
    """A member of a made gym: three members with ten full workouts each."""
    slug = f"made-{uuid7().hex[-12:]}"
    gym = replace(years.BIG, slug=slug, members=3, coaches=1, sets=SETS, spread=0.0)
    database = urlsplit(test_database.app).path
    years.make(urlsplit(test_database.admin)._replace(path=database).geturl(), PASSWORD_HASH, utcnow(), [gym])
    with psycopg.connect(test_database.owner) as owner:
        assert owner.execute("select current_setting('session_replication_role')").fetchone() == ("origin",)
    async with open_context(BySystem(None)) as ctx:
        tenant = (await ctx.db.execute(years.tenant_of(slug))).scalar_one()
    async with open_context(BySystem(tenant)) as ctx:
        assert await totals.rebuild(ctx) == gym.workouts
    return (await cases(slug, 2))[0]


async def test_what_is_made_adds_up(case: Case) -> None:
    async with open_context(BySystem(case.tenant)) as ctx:
        assert await totals.differences(ctx) == []
        sums = (await ctx.db.execute(years.SUMS)).one()
    assert tuple(sums) == (3, SETS // 18, SETS)


@pytest.mark.parametrize("read", READS, ids=lambda read: read.name)
async def test_a_page_needs_few_queries_and_has_its_route(
    read: Read, case: Case, queries: QueryCounter, api: httpx.AsyncClient
) -> None:
    caller = case.caller(read.role)
    with queries() as asked:
        async with open_context(caller) as ctx:
            shown = await read.call(ctx, case)
    assert shown
    assert len(asked) <= read.most_queries
    if read.route:
        token = access_token(caller.user_id, caller.tenant_id, utcnow())
        path = read.route.format(**asdict(case))
        with queries() as asked:
            answer = await api.get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text
        assert len(asked) <= read.most_queries


def test_the_files_are_whole() -> None:
    now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    for name, text in exports.files(now):
        log = parse(text, "kg")
        assert log.problems == (), name
        lines = sum(len(exercise.sets) for workout in log.workouts for exercise in workout.exercises)
        assert lines == exports.ROWS * (exports.SETS_EACH if name == "StrongLifts" else 1), name
