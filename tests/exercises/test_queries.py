"""The library as it is searched, paged and put on the phone."""

from collections.abc import Iterable

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid, NotFound
from rythm.core.schema import encode_cursor
from rythm.exercises import queries as library_queries
from rythm.exercises import service
from rythm.exercises.catalogue import common_ids, exercise_id, exercises
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import CreateExercise
from tests.exercises.test_service import add
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter

pytestmark = pytest.mark.usefixtures("built_in")


async def names(person: Person, **which: object) -> list[str]:
    async with open_context(person.credential) as ctx:
        return [row.name for row in (await library_queries.library(ctx, **{"limit": 100, **which})).items]


def of(gym: Gym, *people: str) -> Iterable[Person]:
    return (gym.people()[name] for name in people)


async def test_the_library_is_built_in_and_the_gyms_and_ones_own(gym: Gym, next_door: Gym) -> None:
    await add(gym.member, "Zz mine")
    await add(gym.coach, "Zz ours", Scope.TENANT)
    await add(next_door.coach, "Zz theirs", Scope.TENANT)
    assert await names(gym.member, search="zz") == ["Zz mine", "Zz ours"]
    for person in of(gym, "stranger", "coach", "admin", "owner"):
        assert await names(person, search="zz") == ["Zz ours"]
    assert "Squat" in await names(gym.member, search="squat")
    with pytest.raises(Forbidden):
        await names(gym.scheduler)


async def test_a_list_keeps_to_ones_own_the_gyms_or_the_members(gym: Gym) -> None:
    await add(gym.member, "Zz mine")
    await add(gym.coach, "Zz ours", Scope.TENANT)
    assert await names(gym.member, mine=True) == ["Zz mine"]
    assert await names(gym.member, gym=True) == ["Zz ours"]
    assert await names(gym.coach, gym=True, search="zz o") == ["Zz ours"]
    assert await names(gym.coach, gym=True, muscle="chest") == []
    assert await names(gym.coach, members=True) == ["Zz mine"]


async def test_a_coach_reads_the_own_exercise_of_a_client_only(gym: Gym, next_door: Gym) -> None:
    added = await add(gym.member, "Zz mine")
    for person, may in (
        (gym.member, True), (gym.coach, True), (gym.admin, True), (gym.owner, True),
        (gym.stranger, False), (gym.other_coach, False), (next_door.coach, False),
    ):  # fmt: skip
        async with open_context(person.credential) as ctx:
            if may:
                row = await library_queries.exercise(ctx, added)
                assert row.can_change == (person != gym.coach)
            else:
                with pytest.raises(NotFound):
                    await library_queries.exercise(ctx, added)


async def test_names_that_begin_so_come_first_and_aliases_last(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        for name, aliases in (("Kubb toss", []), ("Great kubb", []), ("Log throw", ["Kubb king"])):
            await service.create(ctx, CreateExercise(name=name, aliases=aliases))
    assert await names(gym.member, search="kubb") == ["Kubb toss", "Great kubb", "Log throw"]
    assert await names(gym.member, search="KUBB, great!") == ["Great kubb"]
    assert await names(gym.member, search="kubb king") == ["Log throw"]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("bench", ["Bench press"]),
        ("squat", ["Squat"]),
        ("dead", ["Deadlift"]),
        ("row", ["Rowing machine", "Barbell row"]),
        ("press", ["Arnold press", "Bench press"]),
        ("curl", ["Dumbbell curl"]),
        ("pull", ["Pull-up"]),
        ("lat", ["Lat pulldown", "Lateral raise"]),
        ("bp", ["Bench press"]),
        ("ohp", ["Overhead press"]),
        ("RDL", ["Romanian deadlift"]),
        ("skullcrusher", ["Skull crusher"]),
    ],
)
async def test_what_every_gym_does_comes_before_the_rest(gym: Gym, search: str, first: list[str]) -> None:
    found = await names(gym.member, search=search)
    assert found[: len(first)] == first


async def test_without_a_search_the_common_and_our_own_come_first_by_name(gym: Gym) -> None:
    await add(gym.member, "Zz mine")
    common = sorted((row.name for row in exercises().values() if row.is_common), key=str.lower)
    found = await names(gym.member)
    assert [name for name in found[: len(common) + 1] if name != "Zz mine"] == common
    assert "Zz mine" in found[: len(common) + 1]


async def test_muscle_and_equipment_filter(gym: Gym) -> None:
    found = await names(gym.member, muscle="chest", equipment="dumbbell")
    assert "Dumbbell bench press" in found
    works_chest = {
        row.name
        for row in exercises().values()
        if "chest" in (row.muscle, *row.secondary_muscles) and row.equipment == "dumbbell"
    }
    assert set(found) == works_chest


async def test_archived_ones_are_listed_apart(gym: Gym) -> None:
    added = await add(gym.member, "Zz gone")
    async with open_context(gym.member.credential) as ctx:
        await service.archive(ctx, added)
    assert await names(gym.member, search="zz") == []
    assert await names(gym.member, search="zz", archived=True) == ["Zz gone"]


@pytest.mark.parametrize("search", ["", "press"])
async def test_pages_follow_each_other_without_gap_or_double(gym: Gym, search: str) -> None:
    whole, cursor = [], None
    for _ in range(100):
        async with open_context(gym.member.credential) as ctx:
            page = await library_queries.library(ctx, search=search, limit=7, cursor=cursor)
        whole += [row.name for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(whole) > 14
    assert whole[:100] == await names(gym.member, search=search)
    assert len(set(whole)) == len(whole)


async def test_a_cursor_of_something_else_is_refused(gym: Gym) -> None:
    nul = encode_cursor(0, "\x00", exercise_id("squat"))
    huge = encode_cursor(2**31, "squat", exercise_id("squat"))
    for cursor in ("x", "WyJhIl0", "bnVsbA", nul, huge):
        with pytest.raises(Invalid):
            await names(gym.member, cursor=cursor)


async def test_the_phone_has_what_can_be_chosen_and_what_it_still_needs(gym: Gym) -> None:
    kept, gone = await add(gym.member, "Zz kept"), await add(gym.member, "Zz gone")
    hidden = await add(gym.stranger, "Zz hidden")
    async with open_context(gym.member.credential) as ctx:
        await service.archive(ctx, gone)
    async with open_context(gym.member.credential) as ctx:
        choice = {row.id for row in await library_queries.library_for_phone(ctx)}
        needed = {row.id for row in await library_queries.library_for_phone(ctx, also=[gone, hidden])}
        common = {row.id for row in await library_queries.library_for_phone(ctx) if row.is_common}
    assert {kept, exercise_id("squat")} <= choice
    assert gone not in choice
    assert {kept} <= common and common & {row.id for row in exercises().values()} == common_ids()
    assert needed == choice | {gone}


async def test_one_query_each_and_one_more_for_typing_errors(gym: Gym, queries: QueryCounter) -> None:
    for search, many in (("press", 3), ("bp", 2), ("", 2)):
        with queries() as asked:
            await names(gym.member, search=search, muscle="chest")
        assert len(asked) == many, asked
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            await library_queries.library_for_phone(ctx)
    assert len(asked) == 2, asked
