"""Logging and correcting, custom metrics, goals; what phones sent shows, and strangers reach nothing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rythm.body import queries as body
from rythm.body import service
from rythm.body.rules import Standing
from rythm.body.schemas import (
    AddCustomMetric,
    ChangeCustomMetric,
    ChangeMetric,
    LogMetric,
    MetricRow,
    SetGoal,
    Which,
)
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from tests.fixtures.actors import Gym, Person
from tests.fixtures.phone import Phone
from tests.fixtures.queries import QueryCounter

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOBODYS = "01890000-0000-7000-8000-000000000000"
WEIGHT, WAIST = Which(), Which(kind="waist")


def as_of(person: Person, now: datetime = NOW):
    return open_context(person.credential, now=now)


async def weigh(person: Person, *told: tuple[int, str], kind: str = "weight") -> None:
    """Log a value so many days ago each."""
    async with as_of(person) as ctx:
        for ago, value in told:
            at = NOW - timedelta(days=ago)
            await service.log(ctx, LogMetric(kind=kind, value=value, measured_at=at))


async def metric_of(person: Person, which: Which = WEIGHT) -> MetricRow:
    async with as_of(person) as ctx:
        rows = await body.metrics(ctx)
    return next(
        row for row in rows if (row.kind, row.custom_metric_id) == (which.kind, which.custom_metric_id)
    )


async def test_what_is_logged_is_listed_newest_first_and_can_be_corrected(gym: Gym):
    await weigh(gym.member, (3, "83.91458845"), (1, "83.2"), (2, "83.5"))
    async with as_of(gym.member) as ctx:
        page = await body.entries(ctx, WEIGHT, limit=2)
        rest = await body.entries(ctx, WEIGHT, limit=2, cursor=page.next_cursor)
        assert [str(row.value.normalize()) for row in (*page.items, *rest.items)] == [
            "83.2",
            "83.5",
            "83.91458845",
        ]
        assert rest.next_cursor is None
        last = page.items[0]
        changed = await service.change(ctx, last.id, ChangeMetric(value="82.9", note="after the run"))
        assert (changed.value, changed.note, changed.measured_at) == (
            Decimal("82.9"),
            "after the run",
            last.measured_at,
        )
        moved = await service.change(ctx, last.id, ChangeMetric(measured_at=NOW - timedelta(days=9), note=""))
        assert (moved.value, moved.note) == (Decimal("82.9"), "")
    assert (await metric_of(gym.member)).value == Decimal("83.5")


async def test_what_is_removed_can_be_taken_back(gym: Gym):
    await weigh(gym.member, (1, "80"), (0, "81"))
    async with as_of(gym.member) as ctx:
        newest = (await body.entries(ctx, WEIGHT)).items[0]
        await service.remove(ctx, newest.id)
        assert [row.value for row in (await body.entries(ctx, WEIGHT)).items] == [80]
        with pytest.raises(NotFound):
            await service.change(ctx, newest.id, ChangeMetric(value="5"))
        await service.restore(ctx, newest.id)
    assert (await metric_of(gym.member)).value == 81


async def test_a_phone_and_the_page_have_one_list(gym: Gym):
    phone = Phone(gym.member)
    sent = phone.meant("metric", uuid7(), kind="weight", value="82.4", measured_at="2026-11-19T07:00:00Z")
    assert (await phone.send(sent)).results[0].status == "applied"
    assert (await metric_of(gym.member)).value == Decimal("82.4")
    await weigh(gym.member, (0, "81.9"))
    await weigh(gym.member, (0, "90"), kind="waist")
    heard = (await phone.send()).changes.metrics
    assert {(row.kind, str(row.value.normalize())) for row in heard} == {
        ("weight", "81.9"),
        ("waist", "9E+1"),
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "waist", "value": "4"},
        {"kind": "body_fat", "value": "81"},
        {"kind": "custom", "value": "5"},
        {"kind": "weight", "value": "80", "custom_metric_id": NOBODYS},
        {"kind": "custom", "value": "80", "custom_metric_id": NOBODYS},
        {"kind": "waist", "value": "1e9"},
    ],
    ids=str,
)
async def test_a_phone_cannot_say_what_cannot_be(gym: Gym, fields: dict[str, str]):
    phone = Phone(gym.member)
    answer = await phone.send(phone.meant("metric", uuid7(), **fields))
    assert answer.results[0].status == "rejected"


async def test_a_phone_cannot_turn_a_weight_into_a_waist(gym: Gym):
    phone, row = Phone(gym.member), uuid7()
    await phone.send(phone.meant("metric", row, value="82.4"))
    answer = await phone.send(phone.meant("metric", row, kind="waist"))
    assert answer.results[0].status == "rejected"


@pytest.mark.parametrize(
    ("kind", "value"), [("weight", "0.9"), ("weight", "1001"), ("waist", "4.9"), ("body_fat", "0.5")]
)
async def test_what_cannot_be_true_is_refused(gym: Gym, kind: str, value: str):
    with pytest.raises(ValueError, match="between"):
        LogMetric(kind=kind, value=value)
    await weigh(gym.member, (0, "20"), kind=kind)
    async with as_of(gym.member) as ctx:
        row = (await body.entries(ctx, Which(kind=kind))).items[0]
        with pytest.raises(Invalid):
            await service.change(ctx, row.id, ChangeMetric(value=value))


async def test_nobody_measures_the_future(gym: Gym):
    async with as_of(gym.member) as ctx:
        with pytest.raises(Invalid):
            await service.log(ctx, LogMetric(value="80", measured_at=NOW + timedelta(days=2)))


async def test_a_metric_of_ones_own(gym: Gym):
    async with as_of(gym.member) as ctx:
        pulse = await service.add_metric(ctx, AddCustomMetric(name="Resting pulse", unit="bpm"))
        with pytest.raises(service.NameTaken):
            await service.add_metric(ctx, AddCustomMetric(name="resting PULSE"))
    which = Which(kind="custom", custom_metric_id=pulse.id)
    async with as_of(gym.member) as ctx:
        await service.log(ctx, LogMetric(**which.model_dump(), value="12345.5"))
        renamed = await service.change_metric(ctx, pulse.id, ChangeCustomMetric(name="Pulse"))
        assert (renamed.name, renamed.unit) == ("Pulse", "bpm")
    shown = await metric_of(gym.member, which)
    assert (shown.name, shown.unit, shown.value) == ("Pulse", "bpm", Decimal("12345.5"))
    async with as_of(gym.member) as ctx:
        await service.archive_metric(ctx, pulse.id)
    async with as_of(gym.member) as ctx:
        assert [row.kind for row in await body.metrics(ctx)].count("custom") == 0
        again = await service.add_metric(ctx, AddCustomMetric(name="pulse", unit="/min"))
        assert (again.id, again.archived_at) == (pulse.id, None)
    assert (await metric_of(gym.member, which)).value == Decimal("12345.5")


async def test_another_members_metric_is_nobodys(gym: Gym, next_door: Gym):
    async with as_of(gym.member) as ctx:
        pulse = await service.add_metric(ctx, AddCustomMetric(name="Pulse"))
    which = Which(kind="custom", custom_metric_id=pulse.id)
    for who in (gym.stranger, gym.coach, gym.admin, next_door.member):
        async with as_of(who) as ctx:
            with pytest.raises(NotFound):
                await service.log(ctx, LogMetric(**which.model_dump(), value="1"))
            with pytest.raises(NotFound):
                await service.archive_metric(ctx, pulse.id)
            with pytest.raises(NotFound):
                await service.aim(ctx, SetGoal(**which.model_dump(), target="1"))
    phone = Phone(gym.stranger)
    meant = phone.meant("metric", uuid7(), kind="custom", custom_metric_id=str(pulse.id), value="1")
    assert (await phone.send(meant)).results[0].status == "rejected"


async def test_a_goal_from_where_one_stands_to_being_there(gym: Gym):
    async with as_of(gym.member) as ctx:
        with pytest.raises(Invalid) as first:
            await service.aim(ctx, SetGoal(target="80"))
        assert first.value.fields == {"target": "Log where you are first."}
    await weigh(gym.member, (28, "84"), (21, "83.5"), (14, "83"), (7, "82.5"), (0, "82"))
    async with as_of(gym.member) as ctx:
        with pytest.raises(Invalid):
            await service.aim(ctx, SetGoal(target="82.43"))
        with pytest.raises(Invalid):
            await service.aim(ctx, SetGoal(target="80", due_on=date(2026, 11, 1)))
        goal = await service.aim(ctx, SetGoal(target="80"))
        assert await service.aim(ctx, SetGoal(target="81")) == goal, "in place of the one before"
        view = await body.trend(ctx, WEIGHT)
        assert (view.standing, view.arrives_on is not None) == (Standing.ON_COURSE, True)
        assert view.per_week == pytest.approx(-0.3914, abs=1e-4)
    shown = (await metric_of(gym.member)).goal
    assert shown is not None
    assert (shown.start, shown.target) == (Decimal("82.43"), 81)
    later = NOW + timedelta(days=30)
    async with as_of(gym.member, later) as ctx:
        for ago, value in ((28, "80.9"), (9, "80.5"), (2, "83")):
            await service.log(ctx, LogMetric(value=value, measured_at=later - timedelta(days=ago)))
        view = await body.trend(ctx, WEIGHT, days=7)
        assert (view.standing, view.reached_on) == (Standing.REACHED, date(2026, 12, 11)), (
            "and not on a dry day"
        )
        await service.drop_goal(ctx, shown.id)
        assert (await body.trend(ctx, WEIGHT)).standing is None


async def test_days_are_the_readers_and_the_trend_begins_before_the_span(gym: Gym):
    berlin, old = ZoneInfo("Europe/Berlin"), NOW - timedelta(days=40)
    async with as_of(gym.member) as ctx:
        for at, value in (
            (old, "90"),
            (datetime(2026, 11, 18, 23, 30, tzinfo=UTC), "80"),  # after midnight in Berlin
            (datetime(2026, 11, 19, 6, 0, tzinfo=UTC), "82"),
            (datetime(2026, 11, 20, 6, 0, tzinfo=UTC), "81"),
        ):
            await service.log(ctx, LogMetric(value=value, measured_at=at))
        view = await body.trend(ctx, WEIGHT, days=30, zone=berlin)
        assert [(point.day.day, point.value) for point in view.points] == [(19, 81.0), (20, 81.0)]
        assert 81 < view.points[0].trend < 81.2, "what came before the span still weighs"
        utc = await body.trend(ctx, WEIGHT, days=30)
        assert [point.day.day for point in utc.points] == [18, 19, 20]
        whole = await body.trend(ctx, WEIGHT, days=None)
        assert (whole.step_days, len(whole.points)) == (7, 2)
        await service.log(ctx, LogMetric(value="99", measured_at=NOW - timedelta(days=15 * 365)))
        whole = await body.trend(ctx, WEIGHT, days=None)
        assert (whole.step_days, whole.points[0].value, len(whole.points)) == (14, 99, 3)


async def test_a_coach_reads_their_clients_and_nobody_else_does(gym: Gym, next_door: Gym):
    await weigh(gym.member, (0, "82"))
    async with as_of(gym.coach) as ctx:
        assert (await body.entries(ctx, WEIGHT, member_id=gym.member.id)).items[0].value == 82
        assert (await body.trend(ctx, WEIGHT, member_id=gym.member.id)).current == 82
    for who in (gym.stranger, gym.other_coach, next_door.admin):
        async with as_of(who) as ctx:
            for asked in (
                body.metrics(ctx, gym.member.id),
                body.entries(ctx, WEIGHT, member_id=gym.member.id),
            ):
                with pytest.raises(NotFound):
                    await asked


async def test_only_ones_own_can_be_changed(gym: Gym):
    await weigh(gym.member, (1, "83"), (0, "82"))
    async with as_of(gym.member) as ctx:
        row = (await body.entries(ctx, WEIGHT)).items[0]
        goal = await service.aim(ctx, SetGoal(target="80"))
    for who in (gym.coach, gym.stranger, gym.admin):
        async with as_of(who) as ctx:
            for deed in (
                service.change(ctx, row.id, ChangeMetric(value="70")),
                service.remove(ctx, row.id),
                service.restore(ctx, row.id),
                service.drop_goal(ctx, goal),
            ):
                with pytest.raises(NotFound):
                    await deed


async def test_visitors_log_nothing(gym: Gym, sister: Gym):
    owner = Person(gym.owner.id, sister.tenant_id, gym.owner.email, gym.owner.role)
    async with as_of(owner) as ctx:
        with pytest.raises(Forbidden):
            await service.log(ctx, LogMetric(value="80"))
        with pytest.raises(Forbidden):
            await service.add_metric(ctx, AddCustomMetric(name="Pulse"))
    async with as_of(gym.scheduler) as ctx:
        with pytest.raises(Forbidden):
            await service.log(ctx, LogMetric(value="80"))


@pytest.mark.parametrize("days", [1, 60])
async def test_as_many_queries_however_much_there_is(gym: Gym, queries: QueryCounter, days: int):
    await weigh(gym.member, *((day, "80") for day in range(days)))
    async with as_of(gym.member) as ctx:
        with queries() as asked:
            rows = await body.metrics(ctx)
            await body.trend(ctx, WEIGHT, among=rows)
            await body.entries(ctx, WEIGHT)
    assert len(asked) == 3
