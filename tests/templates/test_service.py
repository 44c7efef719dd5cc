"""Saving templates: limits, order, copies, sharing, and taking them off the shelf."""

from decimal import Decimal
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.exercises import service as exercises
from rythm.exercises.rules import Scope
from rythm.templates import queries, service
from rythm.templates.catalogue import TEMPLATES
from rythm.templates.schemas import (
    CreateTemplate,
    Reorder,
    SaveTemplate,
    TemplateLine,
)
from rythm.templates.sets import PrescribedSet, rows
from tests.fixtures.actors import Gym, Person
from tests.templates.conftest import BENCH, LINES, ROW, SQUAT, own_exercise, seen, visiting, write

pytestmark = pytest.mark.usefixtures("built_in")


async def test_a_new_template_is_version_one_as_it_was_given(gym: Gym) -> None:
    detail = await seen(gym.member, await write(gym.member, "Legs"))
    assert (detail.name, detail.version, detail.scope, detail.owner_name) == ("Legs", 1, Scope.USER, "Member")
    assert (detail.saved_by, detail.archived_at, detail.can_change) == ("Member", None, True)
    assert [line.exercise_id for line in detail.exercises] == [SQUAT, BENCH, ROW]
    assert [line.position for line in detail.exercises] == [0, 1, 2]
    squat = detail.exercises[0]
    assert squat.sets == rows(LINES[0].sets)
    others = set(TemplateLine.model_fields) - {"sets"}
    assert squat.model_dump(include=others) == LINES[0].model_dump(include=others)
    assert (squat.name, squat.measured_by, squat.is_archived) == ("Squat", "weight_reps", False)
    assert [squat.sets[0]["load"], detail.exercises[1].sets[0]["load"]] == ["82.5", None]


async def test_an_order_keeps_supersets_together(gym: Gym) -> None:
    lines = [
        TemplateLine(exercise_id=SQUAT, group_number=1),
        TemplateLine(exercise_id=BENCH, group_number=1),
        TemplateLine(exercise_id=ROW),
    ]
    template_id = await write(gym.member, "Legs", lines=lines)
    with pytest.raises(Invalid) as refused:
        async with open_context(gym.member.credential) as ctx:
            await service.reorder(ctx, template_id, Reorder(order=[SQUAT, ROW, BENCH]))
    assert refused.value.fields == {"order": "The exercises of a superset stand next to each other."}
    async with open_context(gym.member.credential) as ctx:
        await service.reorder(ctx, template_id, Reorder(order=[ROW, BENCH, SQUAT]))
    detail = await seen(gym.member, template_id)
    assert [line.group_number for line in detail.exercises] == [None, 1, 1]


async def test_alternatives_are_held_to_the_same_rules(gym: Gym) -> None:
    private = await own_exercise(gym.coach)
    lines = [TemplateLine(exercise_id=SQUAT, alternatives=[BENCH, private])]
    with pytest.raises(Invalid) as refused:
        await write(gym.coach, "Ours", Scope.TENANT, lines)
    assert refused.value.fields == {
        "exercises.0.alternatives": "A shared template takes shared exercises only."
    }
    mine = await seen(gym.coach, await write(gym.coach, "Mine", lines=lines))
    assert mine.exercises[0].alternative_names == ["Bench press", "Sled"]


async def test_sharing_gives_the_gym_a_copy_without_the_past(gym: Gym) -> None:
    mine = await write(gym.coach, "Mine")
    async with open_context(gym.coach.credential) as ctx:
        await service.update(ctx, mine, SaveTemplate(name="Mine, better", exercises=LINES[:1]))
        shared = await service.share(ctx, mine)
    theirs, own = await seen(gym.stranger, shared.id), await seen(gym.coach, mine)
    assert (theirs.name, theirs.scope, theirs.version, theirs.owner_id) == (
        "Mine, better", Scope.TENANT, 1, gym.coach.id
    )  # fmt: skip
    assert (theirs.summary, theirs.exercises) == ("Shared from a personal template", own.exercises)
    assert (own.scope, own.version) == (Scope.USER, 2)
    with pytest.raises(Conflict, match="shared already"):
        async with open_context(gym.coach.credential) as ctx:
            await service.share(ctx, shared.id)


async def test_who_may_not_share(gym: Gym) -> None:
    of_member, of_stranger = await write(gym.member, "Mine"), await write(gym.stranger, "Hers")
    private = await write(gym.coach, "Own", lines=[TemplateLine(exercise_id=await own_exercise(gym.coach))])
    for person, template_id, refusal in (
        (gym.member, of_member, Forbidden),
        (gym.coach, of_member, Forbidden),  # a client's, which the coach may only read
        (gym.coach, of_stranger, NotFound),
        (gym.coach, private, Invalid),
        (gym.scheduler, of_member, NotFound),
    ):
        with pytest.raises(refusal):
            async with open_context(person.credential) as ctx:
                await service.share(ctx, template_id)
    async with open_context(gym.admin.credential) as ctx:
        assert (await service.share(ctx, of_member)).scope == Scope.TENANT


@pytest.mark.parametrize(
    "order",
    [[], [SQUAT, BENCH], [SQUAT, BENCH, BENCH], [SQUAT, BENCH, uuid7()], [SQUAT, BENCH, ROW, ROW]],
    ids=["none", "one missing", "one twice", "a stranger", "one too many"],
)
async def test_an_order_that_is_no_permutation_is_refused(gym: Gym, order: list[UUID]) -> None:
    template_id = await write(gym.member, "Legs")
    with pytest.raises(Invalid) as refused:
        async with open_context(gym.member.credential) as ctx:
            await service.reorder(ctx, template_id, Reorder(order=order))
    assert set(refused.value.fields) == {"order"}
    assert (await seen(gym.member, template_id)).version == 1


async def test_a_new_order_keeps_what_each_line_says(gym: Gym) -> None:
    template_id = await write(gym.member, "Legs")
    async with open_context(gym.member.credential) as ctx:
        await service.reorder(ctx, template_id, Reorder(order=[ROW, SQUAT, BENCH]))
    lines = {line.exercise_id: line for line in (await seen(gym.member, template_id)).exercises}
    assert list(lines) == [ROW, SQUAT, BENCH]
    assert (lines[SQUAT].sets, lines[SQUAT].note) == (rows(LINES[0].sets), "Below parallel")


def line(**values: object) -> dict[str, object]:
    return {"exercise_id": str(SQUAT), **values}


def of(**values: object) -> dict[str, object]:
    """A line with one set."""
    return line(sets=[values])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"exercises": [line(), line()]}, "twice"),
        ({"exercises": [line(exercise_id=str(uuid7())) for _ in range(21)]}, "at most 20"),
        ({"exercises": [line(sets=[])]}, "at least 1 item"),
        ({"exercises": [line(sets=[{}] * 21)]}, "at most 20 items"),
        ({"exercises": [line(sets=3)]}, "valid list"),
        ({"exercises": [of(reps_min=9, reps_max=8)]}, "below the lower one"),
        ({"exercises": [of(reps_min=0)]}, "greater than or equal to 1"),
        ({"exercises": [of(kind="easy")]}, "'warmup', 'working', 'drop' or 'failure'"),
        ({"exercises": [of(load_by="rpe", load="8.3")]}, "steps of a half"),
        ({"exercises": [of(load_by="rpe", load=11)]}, "RPE is from 1 to 10"),
        ({"exercises": [of(load_by="rir", load="10.5")]}, "in reserve are from 0 to 10"),
        ({"exercises": [of(load_by="percent", load=151)]}, "from 1 to 150 percent"),
        ({"exercises": [of(load_by="kg", load=5001)]}, "less than or equal to 5000"),
        ({"exercises": [of(load_by="kg", load=-1)]}, "greater than or equal to 0"),
        ({"exercises": [of(load_by="kg", load="NaN")]}, "finite number"),
        ({"exercises": [of(load_by="kg")]}, "both a number and what it counts"),
        ({"exercises": [of(load=80)]}, "both a number and what it counts"),
        ({"exercises": [of(tempo="slow")]}, "four parts"),
        ({"exercises": [of(rest_seconds=1801)]}, "less than or equal to 1800"),
        ({"exercises": [of(distance_m=0)]}, "greater than 0"),
        ({"exercises": [of(cadence=90)]}, "Extra inputs"),
        ({"exercises": [line(alternatives=[str(SQUAT)])]}, "no alternative to itself"),
        ({"exercises": [line(alternatives=[str(BENCH)] * 2)]}, "in here twice"),
        ({"exercises": [line(progression="fast")]}, "'531' or 'gzclp'"),
        ({"exercises": [line(group_number=1)]}, "two exercises at least"),
        ({"progression": "fast"}, "'531' or 'gzclp'"),
        ({"name": "  "}, "at least 1 character"),
        ({"description": "a\x00b"}, "cannot be stored"),
        ({"owner_id": str(uuid7())}, "Extra inputs"),
    ],
)
def test_what_no_template_may_be(data: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        CreateTemplate.model_validate({"name": "Legs", **data})


def test_twenty_exercises_fit_and_odd_weights_are_rounded_to_what_is_stored() -> None:
    odd = {"load_by": "kg", "load": 74.99999999999999, "tempo": "31x0"}
    twenty = [line(exercise_id=str(uuid7()), sets=[odd]) for _ in range(20)]
    saved = CreateTemplate.model_validate({"name": "Legs", "exercises": twenty})
    assert saved.exercises[0].sets[0].load == Decimal(75)
    exact = PrescribedSet.model_validate({**odd, "load": "83.91458845"})
    assert [(row["load"], row["tempo"]) for row in rows([saved.exercises[0].sets[0], exact])] == [
        ("75.0", "3-1-X-0"),
        ("83.91458845", "3-1-X-0"),
    ]


async def test_exercises_a_template_may_not_have_are_named(gym: Gym, next_door: Gym) -> None:
    private, hers = await own_exercise(gym.coach), await own_exercise(gym.stranger)
    theirs = await own_exercise(next_door.coach, scope=Scope.TENANT)
    table = [
        (gym.coach, Scope.USER, private, None),
        (gym.coach, Scope.TENANT, private, "A shared template takes shared exercises only."),
        (gym.member, Scope.USER, hers, "This exercise does not exist."),
        (gym.member, Scope.USER, theirs, "This exercise does not exist."),
        (gym.member, Scope.USER, uuid7(), "This exercise does not exist."),
    ]
    for person, scope, exercise_id, message in table:
        lines = [LINES[0], TemplateLine(exercise_id=exercise_id)]
        if message is None:
            assert await write(person, "With it", scope, lines)
            continue
        with pytest.raises(Invalid) as refused:
            await write(person, "With it", scope, lines)
        assert refused.value.fields == {"exercises.1.exercise_id": message}


async def test_an_administrator_may_save_a_members_template_with_their_own_exercise(gym: Gym) -> None:
    lines = [*LINES, TemplateLine(exercise_id=await own_exercise(gym.member))]
    template_id = await write(gym.member, "Mine", lines=lines)
    async with open_context(gym.admin.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name="Better", exercises=lines))
    assert (await seen(gym.member, template_id)).saved_by == "Admin"


async def test_an_archived_exercise_stays_in_and_cannot_be_added(gym: Gym) -> None:
    sled = await own_exercise(gym.member)
    with_it = [TemplateLine(exercise_id=sled)]
    template_id, other = await write(gym.member, "Mine", lines=with_it), await write(gym.member, "Other")
    async with open_context(gym.member.credential) as ctx:
        await exercises.archive(ctx, sled)
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, template_id, SaveTemplate(name="Mine 2", exercises=[*with_it, *LINES]))
    assert (await seen(gym.member, template_id)).exercises[0].is_archived
    with pytest.raises(Invalid, match="archived"):
        async with open_context(gym.member.credential) as ctx:
            await service.update(ctx, other, SaveTemplate(name="Other", exercises=with_it))


async def test_a_deactivated_template_leaves_the_lists_and_comes_back(gym: Gym) -> None:
    template_id = await write(gym.member, "Zz legs")

    async def listed(status: str) -> bool:
        async with open_context(gym.member.credential) as ctx:
            page = await queries.templates(ctx, status=status, search="zz")
            on_phone = {each.id for each in await queries.for_phone(ctx)}
            assert (template_id in on_phone) is await is_active()
            return template_id in {row.id for row in page.items}

    async def is_active() -> bool:
        return (await seen(gym.member, template_id)).archived_at is None

    for act in (service.deactivate, service.deactivate):
        async with open_context(gym.member.credential) as ctx:
            await act(ctx, template_id)
    assert [await listed(status) for status in ("active", "archived", "")] == [False, True, True]
    for act in (service.reactivate, service.reactivate):
        async with open_context(gym.member.credential) as ctx:
            await act(ctx, template_id)
    assert [await listed(status) for status in ("active", "archived", "")] == [True, False, True]
    async with open_context(gym.member.credential) as ctx:
        told = await ctx.db.execute(
            text("select name from outbox_event where payload ->> 'template_id' = :id order by id"),
            {"id": str(template_id)},
        )
        assert list(told.scalars()) == [
            "template.saved.v1",
            "template.deactivated.v1",
            "template.reactivated.v1",
        ]


async def test_a_copy_is_ones_own(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        copied = await service.copy(ctx, TEMPLATES["push"].id)
    detail = await seen(gym.member, copied.id)
    assert (detail.name, detail.scope, detail.owner_id) == ("Push (copy)", Scope.USER, gym.member.id)
    assert len(detail.exercises) == len(TEMPLATES["push"].exercises)
    private = await write(
        gym.member, "Mine", lines=[TemplateLine(exercise_id=await own_exercise(gym.member))]
    )
    with pytest.raises(Invalid):  # the coach may read it, but has no such exercise
        async with open_context(gym.coach.credential) as ctx:
            await service.copy(ctx, private)


async def test_a_system_template_is_the_platforms_and_of_built_in_exercises(
    gym: Gym, system_admin: Person
) -> None:
    template_id = await write(system_admin, f"Platform {gym.slug}", Scope.SYSTEM)
    assert (await seen(gym.member, template_id)).owner_id is None
    async with open_context(system_admin.credential) as ctx:
        await service.reorder(ctx, template_id, Reorder(order=[ROW, SQUAT, BENCH]))
        await service.deactivate(ctx, template_id)
    ours = await own_exercise(gym.coach, scope=Scope.TENANT)
    with pytest.raises(Invalid, match="built-in"):
        await write(visiting(system_admin, gym), "Zz", Scope.SYSTEM, [TemplateLine(exercise_id=ours)])
    with pytest.raises(Forbidden):
        await write(system_admin, "Nowhere", Scope.TENANT)


async def test_saves_are_in_the_audit_trail(gym: Gym) -> None:
    template_id = await write(gym.coach, "Ours", Scope.TENANT)
    async with open_context(gym.coach.credential) as ctx:
        entries = await ctx.db.execute(
            text(
                "select actor_id, action, entity, rows from audit_entry "
                "where entity like 'template%' order by entity"
            )
        )
        told = [tuple(row) for row in entries]
    assert told == [
        (gym.coach.id, "insert", "template", 1),
        (gym.coach.id, "insert", "template_exercise", 3),
        (gym.coach.id, "insert", "template_version", 1),
    ]
    assert template_id
