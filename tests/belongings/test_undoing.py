"""The import of an archive is taken back whole: what it added goes, what was there or is changed stays."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from rythm.belongings.undoing import undo, would_go
from rythm.belongings.unpacking import ArchiveReport, unpack
from rythm.body import service as body
from rythm.body.schemas import LogMetric, SetGoal
from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.exercises import queries as library
from rythm.templates import service as templates
from rythm.templates.models import Template
from rythm.templates.schemas import CreateTemplate, SaveTemplate
from rythm.workouts import replicas, service, sync
from rythm.workouts.import_batches import batches
from rythm.workouts.import_reports import ImportRow, Undone
from rythm.workouts.models import BodyMetric, Workout, WorkoutSet
from rythm.workouts.preferences import Preferences, prefer
from rythm.workouts.replicas import Replicas
from rythm.workouts.schemas import ChangeSet
from tests.belongings.everything import archive_of, exported, give_everything, without_ids
from tests.fixtures.actors import Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

pytestmark = pytest.mark.usefixtures("built_in")
LISTS = ("exercises", "templates", "custom_metrics")


async def bring(who: Person, document: dict[str, Any], name: str = "mine.json") -> ArchiveReport:
    async with open_context(who.credential) as ctx:
        return await unpack(ctx, archive_of(document), file_name=name)


async def take_back(who: Person, import_id: UUID | None, *, changed: bool = False) -> Undone:
    assert import_id is not None
    async with open_context(who.credential) as ctx:
        return await undo(ctx, import_id, changed=changed)


async def listed(who: Person) -> list[ImportRow]:
    async with open_context(who.credential) as ctx:
        return (await batches(ctx)).items


async def live(who: Person) -> dict[str, Any]:
    """What somebody has, without what is put away, and of exercises only their own."""
    document = await exported(who)
    for name in LISTS:
        document[name] = [each for each in document[name] if not each["archived_at"]]
    document["exercises"] = [each for each in document["exercises"] if not each["built_in"]]
    return document


@pytest.fixture
async def out(gym: Gym) -> dict[str, Any]:
    """An archive with everything."""
    await give_everything(gym.member)
    return await exported(gym.member)


async def test_an_archive_is_taken_back_whole(gym: Gym, next_door: Gym, out: dict[str, Any]) -> None:
    me = next_door.member
    own = await add_exercise(next_door.tenant_id, "Own lift")
    await log_workout(me, datetime(2022, 1, 1, 9, tzinfo=UTC), [Lift(own, [Done("80", 5)])])
    async with open_context(me.credential) as ctx:
        await templates.create(ctx, CreateTemplate(name="There before", exercises=[]))
        await body.log(ctx, LogMetric(value=Decimal(90), measured_at=datetime(2022, 1, 1, tzinfo=UTC)))
    before = await live(me)
    report = await bring(me, out)
    (row,) = await listed(me)
    assert (row.id, row.source, row.file_name, row.workouts, row.sets) == (
        report.id, "rythm", "mine.json", 3, 7
    )  # fmt: skip
    async with open_context(me.credential) as ctx:
        expected = Undone(workouts=3, kept=0, exercises=0, templates=1, body_metrics=7)
        assert await would_go(ctx, row.id) == expected
        cursor, _ = await sync.reserve(ctx, 0)
    undone = await take_back(me, report.id)
    assert undone == Undone(workouts=3, kept=0, exercises=2, templates=1, body_metrics=7)
    assert await live(me) == before
    async with open_context(me.credential) as ctx:
        heard, _, _ = await replicas.changes(ctx, cursor, cursor + 1, 0, Replicas())
        assert all(each.deleted_at for each in heard.workouts) and len(heard.workouts) == 3
        assert (await library.library(ctx, search="prowler", mine=True)).items == []
    assert (await listed(me))[0].undone_at is not None
    again = await take_back(me, report.id)
    assert again == Undone(workouts=0, kept=0, exercises=0)


async def test_what_was_taken_back_comes_again_as_it_was(
    gym: Gym, next_door: Gym, out: dict[str, Any]
) -> None:
    me = next_door.member
    for _ in range(3):
        report = await bring(me, out)
        assert (report.workouts, report.body_metrics, report.preferences, report.known) == (
            3,
            7,
            True,
            1 if _ else 0,
        )
        assert without_ids(await exported(me)) == without_ids(out)
        same = await bring(me, out)
        assert (same.id, same.workouts, same.templates, same.body_metrics) == (None, 0, 0, 0)
        await take_back(me, report.id)
    assert len(await listed(me)) == 3, "nothing new is no import"
    async with open_context(me.credential) as ctx:
        kept = await ctx.db.execute(select(Workout).where(col(Workout.deleted_at).is_(None)))
        assert kept.first() is None


async def test_what_was_changed_since_stays_unless_one_says_so(
    gym: Gym, next_door: Gym, out: dict[str, Any]
) -> None:
    me = next_door.member
    report = await bring(me, out)
    async with open_context(me.credential) as ctx:
        found = await ctx.db.execute(select(WorkoutSet).where(col(WorkoutSet.done_at).is_not(None)).limit(1))
        changed_set = found.scalar_one()
        await service.change_set(ctx, changed_set.id, ChangeSet(reps=12))
        mine = (
            await ctx.db.execute(
                select(Template).where(col(Template.archived_at).is_(None), col(Template.owner_id) == me.id)
            )
        ).scalar_one()
        await templates.update(ctx, mine.id, SaveTemplate(name="Mine now", exercises=[]))
        weighed = (
            await ctx.db.execute(select(BodyMetric).where(col(BodyMetric.kind) == "waist"))
        ).scalar_one()
        await ctx.db.execute(update(BodyMetric).where(col(BodyMetric.id) == weighed.id).values(revision=9))
        await body.aim(ctx, SetGoal(target=Decimal(70)))
        await prefer(ctx, Preferences(unit="kg"))
    assert report.id is not None
    async with open_context(me.credential) as ctx:
        would = await would_go(ctx, report.id)
    assert would == Undone(workouts=2, kept=1, exercises=0, body_metrics=6, also_kept=2)
    undone = await take_back(me, report.id)
    assert (undone.workouts, undone.kept, undone.templates, undone.body_metrics) == (2, 1, 0, 6)
    assert undone.also_kept == 2
    kept = await live(me)
    assert [each["id"] for each in kept["workouts"]] == [str(changed_set.workout_id)]
    assert [each["versions"][-1]["name"] for each in kept["templates"]] == ["Mine now"]
    assert [each["kind"] for each in kept["body_metrics"]] == ["waist"]
    assert [(each["kind"], each["target"]) for each in kept["body_goals"]] == [("weight", "70.0")]
    assert kept["preferences"]["unit"] == "kg"
    assert "Sled push" in {each["name"] for each in kept["exercises"]}, "a workout that stayed has it"

    all_of_it = await take_back(me, report.id, changed=True)
    assert (all_of_it.workouts, all_of_it.kept, all_of_it.templates, all_of_it.body_metrics) == (1, 0, 1, 1)
    assert all_of_it.also_kept == 0
    kept = await live(me)
    assert (kept["workouts"], kept["templates"], kept["body_metrics"]) == ([], [], [])
    assert kept["body_goals"], "a goal of one's own is none of the archive's"


async def test_a_template_shared_since_is_the_gyms(gym: Gym, next_door: Gym, out: dict[str, Any]) -> None:
    me = next_door.member
    report = await bring(me, out)
    async with open_context(me.credential) as ctx:
        await ctx.db.execute(update(Template).where(col(Template.owner_id) == me.id).values(scope="tenant"))
    undone = await take_back(me, report.id, changed=True)
    assert (undone.templates, undone.also_kept) == (0, 0)
    async with open_context(me.credential) as ctx:
        found = await ctx.db.execute(select(Template.archived_at).where(col(Template.owner_id) == me.id))
        assert None in set(found.scalars())


async def test_what_was_deleted_by_hand_stays_deleted(gym: Gym, next_door: Gym, out: dict[str, Any]) -> None:
    me = next_door.member
    report = await bring(me, out)
    async with open_context(me.credential) as ctx:
        first = (
            await ctx.db.execute(select(Workout).order_by(col(Workout.started_at)).limit(1))
        ).scalar_one()
        await service.discard(ctx, first.id)
    assert (await take_back(me, report.id)).workouts == 2
    assert (await bring(me, out)).workouts == 2


async def test_only_ones_own(gym: Gym, next_door: Gym, out: dict[str, Any]) -> None:
    report = await bring(next_door.member, out)
    for other in (next_door.stranger, next_door.coach, next_door.admin, gym.member):
        with pytest.raises(NotFound):
            await take_back(other, report.id)
    assert len((await live(next_door.member))["workouts"]) == 3


async def test_an_archive_of_measurements_alone_is_an_import_too(gym: Gym) -> None:
    metric = {"kind": "weight", "value": "80", "measured_at": "2024-01-01T00:00:00Z"}
    document = {"format": "rythm-archive", "version": 1, "body_metrics": [metric]}
    report = await bring(gym.member, document)
    async with open_context(gym.member.credential) as ctx:
        revision = text("select revision from sync_cursor where member_id = :me")
        assert (await ctx.db.execute(revision, {"me": gym.member.id})).scalar_one() == 1, "phones ask anew"
    assert (await take_back(gym.member, report.id)).body_metrics == 1
    assert (await live(gym.member))["body_metrics"] == []
