"""Who adds and changes which exercises."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import Conflict, Forbidden, NotFound
from rythm.exercises import queries, service
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ChangeExercise, CreateExercise
from rythm.exercises.service import NameTaken
from tests.fixtures.actors import Gym, Person


async def add(person: Person, name: str, scope: Scope = Scope.USER) -> UUID:
    async with open_context(person.credential) as ctx:
        return (await service.create(ctx, CreateExercise(name=name, scope=scope))).id


@pytest.mark.parametrize(
    ("who", "scopes"),
    [
        ("member", {Scope.USER}),
        ("scheduler", set()),
        ("coach", {Scope.USER, Scope.TENANT}),
        ("admin", {Scope.USER, Scope.TENANT}),
        ("owner", {Scope.USER, Scope.TENANT}),
        ("system_admin", {Scope.SYSTEM}),
    ],
)
async def test_who_may_add_which_scope(gym: Gym, system_admin: Person, who: str, scopes: set[Scope]) -> None:
    person = system_admin if who == "system_admin" else gym.people()[who]
    for scope in Scope:
        if scope in scopes:
            assert await add(person, f"Sled {gym.slug} {scope}", scope)
        else:
            with pytest.raises(Forbidden):
                await add(person, f"Sled {gym.slug} {scope}", scope)


async def test_a_new_exercise_is_as_it_was_given(gym: Gym) -> None:
    data = CreateExercise(
        name="  Sled   drag ",
        muscle="quadriceps",
        secondary_muscles=["glutes"],
        equipment="other",
        measured_by="weight_distance",
        rest_seconds=90,
        aliases=["Prowler"],
    )
    async with open_context(gym.member.credential) as ctx:
        created = await service.create(ctx, data)
    async with open_context(gym.member.credential) as ctx:
        row = await queries.exercise(ctx, created.id)
    assert row.model_dump(include={*data.model_fields_set, "scope", "can_change"}) == {
        **data.model_dump(exclude_unset=True),
        "scope": Scope.USER,
        "can_change": True,
    }


async def test_a_name_is_taken_once_in_each_scope(gym: Gym, next_door: Gym) -> None:
    await add(gym.member, "Sled push")
    await add(gym.coach, "Sled push")
    await add(gym.coach, "Sled push", Scope.TENANT)
    await add(next_door.coach, "Sled push", Scope.TENANT)
    for person, scope in (
        (gym.member, Scope.USER),
        (gym.admin, Scope.TENANT),
        (gym.other_coach, Scope.TENANT),
    ):
        with pytest.raises(NameTaken) as refused:
            await add(person, "sled  PUSH", scope)
        assert "name" in refused.value.fields


async def test_an_archived_name_is_free_until_it_comes_back(gym: Gym) -> None:
    first = await add(gym.member, "Sled push")
    async with open_context(gym.member.credential) as ctx:
        await service.archive(ctx, first)
    second = await add(gym.member, "Sled push")
    with pytest.raises(NameTaken):
        async with open_context(gym.member.credential) as ctx:
            await service.restore(ctx, first)
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, second, ChangeExercise(name="Sled pull"))
    async with open_context(gym.member.credential) as ctx:
        await service.restore(ctx, first)
        assert {row.name for row in (await queries.library(ctx, search="sled pu")).items} == {
            "Sled pull",
            "Sled push",
        }


async def test_what_is_left_out_of_a_change_stays(gym: Gym) -> None:
    added = await add(gym.member, "Sled push")
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, added, ChangeExercise(rest_seconds=45))
    async with open_context(gym.member.credential) as ctx:
        row = await queries.exercise(ctx, added)
    assert (row.name, row.rest_seconds) == ("Sled push", 45)


@pytest.mark.parametrize("change", ["update", "archive", "restore"])
async def test_whose_exercise_may_be_changed(
    gym: Gym, next_door: Gym, system_admin: Person, built_in: None, change: str
) -> None:
    async def run(person: Person, added: UUID) -> None:
        async with open_context(person.credential) as ctx:
            if change == "update":
                await service.update(ctx, added, ChangeExercise(rest_seconds=60))
            else:
                await getattr(service, change)(ctx, added)

    own = await add(gym.member, "My sled")
    shared = await add(gym.coach, "Our sled", Scope.TENANT)
    squat = exercise_id("squat")
    table = [
        (gym.member, own, None),
        (gym.stranger, own, NotFound),
        (gym.coach, own, Forbidden),  # of a client: to read, not to change
        (gym.other_coach, own, NotFound),
        (gym.scheduler, own, NotFound),
        (gym.admin, own, None),
        (gym.owner, own, None),
        (next_door.admin, own, NotFound),
        (system_admin, own, NotFound),  # stands in no tenant
        (gym.member, shared, Forbidden),
        (gym.coach, shared, None),
        (gym.other_coach, shared, Forbidden),
        (gym.admin, shared, None),
        (next_door.owner, shared, NotFound),
        (gym.owner, squat, Forbidden),
    ]
    for person, added, refusal in table:
        if refusal is None:
            await run(person, added)
        else:
            with pytest.raises(refusal):
                await run(person, added)


async def test_a_visitor_adds_for_the_gym_and_owns_nothing_there(gym: Gym, sister: Gym) -> None:
    visitor = Person(gym.owner.id, sister.tenant_id, gym.owner.email, gym.owner.role)
    added = await add(visitor, "Rope climb", Scope.TENANT)
    async with open_context(sister.member.credential) as ctx:
        assert (await queries.exercise(ctx, added)).scope is Scope.TENANT
    with pytest.raises(Forbidden):
        await add(visitor, "My rope climb")


async def test_who_may_hide_from_whom(gym: Gym, sister: Gym, system_admin: Person, built_in: None) -> None:
    squat = exercise_id("squat")
    visitor = Person(gym.owner.id, sister.tenant_id, gym.owner.email, gym.owner.role)
    table = [
        (gym.member, False, None),
        (gym.member, True, Forbidden),
        (gym.coach, True, None),
        (gym.admin, True, None),
        (gym.scheduler, False, NotFound),
        (visitor, False, Forbidden),
        (visitor, True, None),
        (system_admin, True, Forbidden),
    ]
    for person, everybody, refusal in table:
        for verb in (service.hide, service.hide, service.unhide):
            if refusal is None:
                async with open_context(person.credential) as ctx:
                    await verb(ctx, squat, everybody=everybody)
            else:
                with pytest.raises(refusal):
                    async with open_context(person.credential) as ctx:
                        await verb(ctx, squat, everybody=everybody)


async def test_the_hidden_are_out_of_every_list_but_their_own(gym: Gym, built_in: None) -> None:
    squat, plank = exercise_id("squat"), exercise_id("plank")
    async with open_context(gym.coach.credential) as ctx:
        await service.hide(ctx, squat, everybody=True)
    async with open_context(gym.member.credential) as ctx:
        await service.hide(ctx, plank)
    for person, gone in ((gym.member, {squat, plank}), (gym.stranger, {squat})):
        async with open_context(person.credential) as ctx:
            for search in ("squat", "plank", ""):
                found = {row.id for row in (await queries.library(ctx, search=search, limit=100)).items}
                assert not found & gone
            assert {row.id for row in (await queries.library(ctx, hidden=True)).items} == gone
            assert {row.id for row in (await queries.library(ctx, hidden=True, search="squ")).items} == {
                squat
            }
            assert not {row.id for row in await queries.library_for_phone(ctx)} & gone
            assert gone <= {row.id for row in await queries.library_for_phone(ctx, also=gone)}


async def test_a_promoted_exercise_is_the_gyms(gym: Gym) -> None:
    added, taken = await add(gym.member, "Sled"), await add(gym.member, "Rope")
    other = await add(gym.stranger, "Wheel")
    await add(gym.admin, "rope", Scope.TENANT)
    async with open_context(gym.coach.credential) as ctx:
        assert (await queries.exercise(ctx, added)).can_promote
        await service.promote(ctx, added)
        assert not (await queries.exercise(ctx, added)).can_promote
    async with open_context(gym.stranger.credential) as ctx:
        found = (await queries.library(ctx, search="sled", gym=True)).items
        assert [(row.name, row.scope, row.owner_id) for row in found] == [("Sled", Scope.TENANT, None)]
    with pytest.raises(Forbidden):
        async with open_context(gym.member.credential) as ctx:
            await service.update(ctx, added, ChangeExercise(name="Mine"))
    for person, exercise, refusal in (
        (gym.coach, added, Conflict),
        (gym.coach, taken, NameTaken),
        (gym.coach, other, NotFound),  # no client of theirs
        (gym.stranger, other, Forbidden),
        (gym.scheduler, other, Forbidden),
    ):
        with pytest.raises(refusal):
            async with open_context(person.credential) as ctx:
                await service.promote(ctx, exercise)


async def test_uses_add_up_and_are_ones_own(gym: Gym, built_in: None) -> None:
    squat, row = exercise_id("front-squat"), exercise_id("dumbbell-row")
    now = datetime.now(UTC)
    async with open_context(gym.member.credential) as ctx:
        await service.note_use(ctx, {squat: 2, row: 1}, now)
    async with open_context(gym.member.credential) as ctx:
        await service.note_use(ctx, {squat: 1, gym.tenant_id: 4}, now - timedelta(days=9))
        await service.note_use(ctx, {}, now)
        assert await queries.uses(ctx) == {squat: 3, row: 1}
        last = await ctx.db.execute(text("select last_used_at from exercise_use order by uses desc"))
        assert last.scalars().first() == now
    async with open_context(gym.stranger.credential) as ctx:
        assert await queries.uses(ctx) == {}
