"""Versions of templates: they stay, say what they changed, are compared and restored, and never lost."""

import asyncio

import pytest
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.exercises import service as exercises
from rythm.exercises.catalogue import exercises as catalogue
from rythm.exercises.rules import Scope
from rythm.templates import queries, service
from rythm.templates import queries as template_queries
from rythm.templates.schemas import (
    CreateTemplate,
    Reorder,
    Restore,
    SaveTemplate,
    TemplateLine,
)
from rythm.templates.sets import Progression, alike
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter
from tests.templates.conftest import BENCH, LINES, ROW, SQUAT, own_exercise, seen, write

pytestmark = pytest.mark.usefixtures("built_in")


async def test_every_save_is_a_version_and_the_old_ones_stay(gym: Gym) -> None:
    template_id = await write(gym.member, "Legs")
    async with open_context(gym.member.credential) as ctx:
        changed = SaveTemplate(
            name="Legs, light", description="Easy", exercises=LINES[:1], expected_version=1
        )
        await service.update(ctx, template_id, changed)
    now, before = await seen(gym.member, template_id), await seen(gym.member, template_id, version=1)
    assert (now.name, now.description, now.version, len(now.exercises)) == ("Legs, light", "Easy", 2, 1)
    assert (before.name, before.version, before.current_version, len(before.exercises)) == ("Legs", 1, 2, 3)
    async with open_context(gym.member.credential) as ctx:
        assert [row.number for row in await queries.versions(ctx, template_id)] == [2, 1]
        events = await ctx.db.execute(
            text(
                "select payload ->> 'version' from outbox_event "
                "where payload ->> 'template_id' = :id order by id"
            ),
            {"id": str(template_id)},
        )
        assert list(events.scalars()) == ["1", "2"]


async def test_a_version_is_written_in_one_statement_however_long(gym: Gym, queries: QueryCounter) -> None:
    ids = [row.id for row in catalogue().values()][:20]
    lines = [TemplateLine(exercise_id=each) for each in ids]
    template_id = await write(gym.member, "Long", lines=lines)
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            await service.reorder(ctx, template_id, Reorder(order=ids[::-1]))
    assert sum("INSERT INTO template_exercise" in statement for statement in asked) == 1
    detail = await seen(gym.member, template_id)
    assert [line.exercise_id for line in detail.exercises] == ids[::-1]


async def test_a_save_on_top_of_another_is_refused_and_says_whose(gym: Gym) -> None:
    template_id = await write(gym.coach, "Ours", Scope.TENANT)
    async with open_context(gym.admin.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name="Theirs", expected_version=1))
    theirs = await seen(gym.coach, template_id)
    for act, data in (
        (service.update, (SaveTemplate(name="Mine", expected_version=1),)),
        (service.reorder, (Reorder(order=[], expected_version=1),)),
        (service.restore, (1, Restore(expected_version=1))),
    ):
        with pytest.raises(service.SavedMeanwhile, match="Admin saved version 2") as refused:
            async with open_context(gym.coach.credential) as ctx:
                await act(ctx, template_id, *data)
        told = refused.value
        assert (told.number, told.saved_by, told.saved_at) == (2, "Admin", theirs.saved_at)
        assert told.fields == {"version": "2", "saved_by": "Admin", "saved_at": theirs.saved_at.isoformat()}
    assert (await seen(gym.coach, template_id)).version == 2


async def test_whoever_was_overtaken_can_take_theirs_save_on_top_or_keep_a_copy(gym: Gym) -> None:
    template_id = await write(gym.coach, "Ours", Scope.TENANT)
    async with open_context(gym.admin.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name="Theirs", expected_version=1))
    mine = SaveTemplate(name="Mine", exercises=LINES, expected_version=1)
    with pytest.raises(service.SavedMeanwhile) as overtaken:
        async with open_context(gym.coach.credential) as ctx:
            await service.update(ctx, template_id, mine)
    kept = CreateTemplate(name="Mine (copy)", exercises=mine.exercises)
    async with open_context(gym.coach.credential) as ctx:
        copied = await service.create(ctx, kept)
        on_top = mine.model_copy(update={"expected_version": overtaken.value.number})
        await service.update(ctx, template_id, on_top)
    now = await seen(gym.coach, template_id)
    assert (now.name, now.version, now.saved_by) == ("Mine", 3, "Coach")
    assert (await seen(gym.coach, copied.id)).exercises == now.exercises


async def test_each_save_says_what_it_changed(gym: Gym) -> None:
    template_id = await write(gym.member, "Legs")
    light = SaveTemplate(
        name="Legs",
        progression=Progression.LINEAR,
        exercises=[LINES[1], LINES[0].model_copy(update={"rest_seconds": 90})],
    )
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, template_id, light)
        await service.reorder(ctx, template_id, Reorder(order=[SQUAT, BENCH]))
        await service.restore(ctx, template_id, 1)
        await service.update(ctx, template_id, SaveTemplate(name="Legs", exercises=LINES))
        told = {row.number: row.summary for row in await queries.versions(ctx, template_id)}
    assert told == {
        1: "Created",
        2: "Progression double → linear; Removed Barbell row; Squat rest 3:00 → 1:30, moved down",
        3: "Bench press moved down",
        4: "Restored version 1: Progression linear → double; Squat rest 1:30 → 3:00; Added Barbell row",
        5: "As it was.",
    }
    assert (await seen(gym.member, template_id, version=2)).summary == told[2]


async def test_a_version_is_restored_whole_as_a_new_one(gym: Gym) -> None:
    sled = await own_exercise(gym.member)
    first = [
        TemplateLine(exercise_id=SQUAT, group_number=1, group_rest_seconds=90, alternatives=[sled]),
        TemplateLine(exercise_id=sled, group_number=1, group_rest_seconds=90, sets=alike(5, 20, 20)),
        TemplateLine(exercise_id=BENCH, progression=Progression.WENDLER, note="Pause"),
    ]
    template_id = await write(gym.member, "Legs", lines=first)
    async with open_context(gym.member.credential) as ctx:
        bare = SaveTemplate(name="Bare", description="Short", progression=Progression.NONE)
        await service.update(ctx, template_id, bare)
        await exercises.archive(ctx, sled)
    async with open_context(gym.member.credential) as ctx:
        await service.restore(ctx, template_id, 1, Restore(expected_version=2))
    now, then = await seen(gym.member, template_id), await seen(gym.member, template_id, version=1)
    passing = {"version", "saved_at", "summary"}
    assert now.model_dump(exclude=passing) == then.model_dump(exclude=passing)
    assert (now.version, now.exercises[1].is_archived, now.exercises[0].alternative_names) == (
        3, True, ["Sled"]
    )  # fmt: skip
    for number in (0, 4, -1, 10**12):
        with pytest.raises(NotFound):
            async with open_context(gym.member.credential) as ctx:
                await service.restore(ctx, template_id, number)


async def test_of_two_who_save_at_once_one_is_told_of_the_other(gym: Gym) -> None:
    template_id = await write(gym.coach, "Ours", Scope.TENANT)

    async def save(person: Person, name: str) -> str:
        try:
            async with open_context(person.credential) as ctx:
                await service.update(ctx, template_id, SaveTemplate(name=name, expected_version=1))
        except service.SavedMeanwhile as told:
            return f"overtaken by {told.saved_by}"
        return "saved"

    outcomes = await asyncio.gather(save(gym.coach, "Coach's"), save(gym.admin, "Admin's"))
    assert sorted(outcomes) in (["overtaken by Admin", "saved"], ["overtaken by Coach", "saved"])
    assert (await seen(gym.coach, template_id)).version == 2


async def test_versions_are_read_a_hundred_at_a_time(gym: Gym) -> None:
    template_id = await write(gym.member, "Legs", lines=[])
    async with open_context(gym.member.credential) as ctx:
        for _ in range(101):
            await service.update(ctx, template_id, SaveTemplate(name="Legs"))
        newest = await queries.versions(ctx, template_id)
        rest = await queries.versions(ctx, template_id, before=newest[-1].number)
        assert [row.number for row in (*newest, *rest)] == list(range(102, 0, -1))
        for before in (1, 0, -1):
            with pytest.raises(NotFound):
                await queries.versions(ctx, template_id, before=before)
        assert len(await queries.versions(ctx, template_id, before=10**20)) == 100


async def test_two_versions_are_compared(gym: Gym, queries: QueryCounter) -> None:
    template_id = await write(gym.member, "Legs", lines=[TemplateLine(exercise_id=SQUAT, alternatives=[ROW])])
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name="Legs", exercises=LINES[:2]))
        await service.update(ctx, template_id, SaveTemplate(name="Legs 2", exercises=LINES[:2]))
    with queries() as asked:
        async with open_context(gym.member.credential) as ctx:
            found = await template_queries.compare(ctx, template_id, 1, 2)
    assert len(asked) == 4
    assert (found.before.version, found.after.version, found.after.current_version) == (1, 2, 3)
    assert [(each.what, each.exercise) for each in found.changes] == [
        ("sets", "Squat"),
        ("rest", "Squat"),
        ("alternatives", "Squat"),
        ("note", "Squat"),
        ("added", "Bench press"),
    ]
    async with open_context(gym.member.credential) as ctx:
        back = await template_queries.compare(ctx, template_id, 3, 1)
        assert back.summary.startswith("Renamed to Legs; Removed Bench press; Squat 4 × 5–8 at 82.5 kg → ")
        assert (await template_queries.compare(ctx, template_id, 2)).summary == "Renamed to Legs 2"
        assert (await template_queries.compare(ctx, template_id, 2, 2)).changes == []
        for numbers in ((1, 4), (0, 1), (9, None)):
            with pytest.raises(NotFound):
                await template_queries.compare(ctx, template_id, *numbers)
