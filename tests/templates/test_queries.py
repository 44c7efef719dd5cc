"""Templates as they are listed, paged and put on the phone."""

from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Invalid, NotFound
from rythm.exercises.rules import Scope
from rythm.templates import queries as template_queries
from rythm.templates.catalogue import TEMPLATES
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter
from tests.templates.conftest import BENCH, ROW, SQUAT, Shelf, write

pytestmark = pytest.mark.usefixtures("built_in")


async def names(person: Person, **which: object) -> list[str]:
    async with open_context(person.credential) as ctx:
        return [row.name for row in (await template_queries.templates(ctx, **{"limit": 100, **which})).items]


async def test_a_row_sums_the_current_version_up(gym: Gym) -> None:
    await write(gym.member, "Zz legs")
    await write(gym.member, "Zz empty", lines=[])
    async with open_context(gym.member.credential) as ctx:
        empty, legs = (await template_queries.templates(ctx, search="zz")).items
    assert (empty.exercise_count, empty.set_count, empty.estimated_minutes) == (0, 0, 0)
    assert (legs.exercise_count, legs.set_count, legs.estimated_minutes) == (3, 10, 35)
    assert (legs.owner_name, legs.scope, legs.version, legs.archived_at) == ("Member", Scope.USER, 1, None)


async def test_search_and_scope_filter(gym: Gym) -> None:
    await write(gym.coach, "Zz Upper heavy", Scope.TENANT)
    await write(gym.coach, "Zz upper light")
    assert await names(gym.coach, search="UPPER zz") == ["Zz Upper heavy", "Zz upper light"]
    assert await names(gym.coach, search="upper", scope="tenant") == ["Zz Upper heavy"]
    assert await names(gym.coach, search="zz", scope="user") == ["Zz upper light"]
    assert set(await names(gym.coach, scope="system")) >= {each.name for each in TEMPLATES.values()}
    assert await names(gym.coach, search="zz_upper%") == ["Zz Upper heavy", "Zz upper light"]


async def test_pages_follow_each_other_without_gap_or_double(gym: Gym) -> None:
    for name in ("Zz same", "Zz same", "Zz same", "Zz a", "zz B"):
        await write(gym.member, name, lines=[])
    whole: list[UUID] = []
    cursor = None
    for _ in range(10):
        async with open_context(gym.member.credential) as ctx:
            page = await template_queries.templates(ctx, search="zz", limit=2, cursor=cursor)
        whole += [row.id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(whole) == len(set(whole)) == 5
    with pytest.raises(Invalid):
        await names(gym.member, cursor="nonsense")


async def test_an_absent_version_is_not_found(gym: Gym) -> None:
    template_id = await write(gym.member, "Legs")
    for version in (0, 2, -1, 10**12, 10**30):
        with pytest.raises(NotFound):
            async with open_context(gym.member.credential) as ctx:
                await template_queries.template(ctx, template_id, version=version)


async def test_the_phone_has_ones_own_first_then_the_gyms_then_the_built_in(gym: Gym, shelf: Shelf) -> None:
    async with open_context(gym.coach.credential) as ctx:
        found = await template_queries.for_phone(ctx)
    shown = [each.id for each in found]
    assert shown[:3] == [shelf.of_coach, shelf.shared_by_admin, shelf.shared_by_coach]
    assert shelf.system in shown[3:]
    # A client's template is to look at, not to train by.
    assert shelf.of_member not in shown
    first = found[0].model_dump(mode="json")
    assert [line["exercise_id"] for line in first["exercises"]] == [str(each) for each in (SQUAT, BENCH, ROW)]
    assert first["exercises"][0] == {
        "exercise_id": str(SQUAT),
        "position": 0,
        "group_number": None,
        "group_rest_seconds": None,
        "rest_seconds": 180,
        "note": "Below parallel",
        "progression": None,
        "alternatives": [],
        "sets": [
            {
                "kind": "working",
                "reps_min": 5,
                "reps_max": 8,
                "load_by": "kg",
                "load": "82.5",
                "tempo": "",
                "rest_seconds": None,
                "duration_seconds": None,
                "distance_m": None,
            }
        ]
        * 4,
    }
    head = {"id", "name", "description", "scope", "version", "estimated_minutes", "progression", "updated_at"}
    assert set(first) == head | {"exercises"}
    assert first["progression"] == "double"


async def test_the_phone_gets_a_template_without_exercises_too(gym: Gym) -> None:
    template_id = await write(gym.member, "Empty", lines=[])
    async with open_context(gym.member.credential) as ctx:
        found = {each.id: each for each in await template_queries.for_phone(ctx)}
    assert (found[template_id].exercises, found[template_id].estimated_minutes) == ([], 0)


async def test_few_queries_each(gym: Gym, shelf: Shelf, queries: QueryCounter) -> None:
    asks = {
        "list": (lambda ctx: template_queries.templates(ctx, search="s"), 3),
        "one": (lambda ctx: template_queries.template(ctx, shelf.of_member), 3),
        "versions": (lambda ctx: template_queries.versions(ctx, shelf.of_member), 2),
        "phone": (lambda ctx: template_queries.for_phone(ctx), 2),
    }
    for name, (ask, most) in asks.items():
        with queries() as asked:
            async with open_context(gym.admin.credential) as ctx:
                await ask(ctx)
        assert len(asked) == most, (name, asked)
