"""Tables as files: what a spreadsheet makes of them, and that they say what the page says."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rythm.analytics import files, queries
from rythm.analytics.schemas import LookAt
from rythm.core.context import open_context
from tests.analytics.world import NOW, add_person
from tests.fixtures.api import bearer
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout

SPAN = {"first": "2026-08-23", "last": "2026-11-20", "zone": "Europe/Berlin"}


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49 170", "'+49 170"),
        ("-2 sets", "'-2 sets"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("Ann-Marie = strong", "Ann-Marie = strong"),
        ('Sørensen, "Bo"', 'Sørensen, "Bo"'),
        ("", ""),
        (None, ""),
        (-3, "-3"),
        (1234567, "1234567"),
        (12345.5, "12345.5"),
        (0.0, "0"),
        (100.0, "100"),
        (Decimal("17.30"), "17.3"),
        (Decimal(1200), "1200"),
        (date(2026, 3, 2), "2026-03-02"),
    ],
)
def test_a_cell(cell, written):
    assert files.written(cell) == written
    assert rows(files.file(["x"], [[cell]]))[1:] == [[written]] or (
        written == "" and rows(files.file(["x"], [[cell]]))
    )


@pytest.fixture
def get(api):
    async def ask(person, table, **more):
        return await api.get(f"/api/v1/analytics/{table}", params=SPAN | more, headers=bearer(person))

    return ask


async def test_files_say_what_the_page_says(world, get):
    admin = world.gym.admin
    async with open_context(admin.credential) as ctx:
        view = await queries.analytics(ctx, LookAt(**SPAN))
    days = await get(admin, "days.csv")
    assert days.headers["content-type"] == "text/csv; charset=utf-8"
    assert days.headers["content-disposition"] == (
        f'attachment; filename="{world.gym.slug}-days-2026-08-23-to-2026-11-20.csv"'
    )
    assert days.headers["cache-control"] == "no-store"
    head, *lines = rows(days.content)
    assert head == ["Day", "Workouts", "Sets", "Volume kg", "Members who trained"]
    assert [line[:3] for line in lines] == [
        [str(day.day), str(day.workouts), str(day.sets)] for day in view.days
    ]
    templates = rows((await get(admin, "templates.csv")).content)[1:]
    assert [line[:2] for line in templates] == [[row.name, str(row.workouts)] for row in view.templates]
    exercises = rows((await get(admin, "exercises.csv")).content)[1:]
    assert [line[:3] for line in exercises] == [
        [row.name, str(row.workouts), str(row.sets)] for row in view.exercises
    ]
    coaches = rows((await get(admin, "coaches.csv")).content)[1:]
    assert [line[:3] for line in coaches] == [
        [row.name, str(row.clients), str(row.workouts)] for row in view.coaches
    ]
    kept = rows((await get(admin, "retention.csv")).content)[1:]
    assert len(kept) == sum(range(12))
    assert sum(int(line[4]) for line in kept) == sum(sum(row.trained) for row in view.retention.cohorts)
    gyms = rows((await get(world.gym.owner, "tenants.csv")).content)[1:]
    assert [line[1:4] for line in gyms] == [
        [str(view.members), str(view.total.active), str(view.total.workouts)]
    ]


async def test_what_is_behind_a_figure_is_a_file_too(world, get):
    admin = world.gym.admin
    for table, more in (
        ("day", {"day": "2026-11-09"}),
        ("cohort", {"joined": "2026-10-01", "later": 1}),
        (f"templates/{world.templates[0]}", {}),
        (f"exercises/{world.exercises[0]}", {}),
        (f"coaches/{world.gym.coach.id}", {}),
        ("without-coach", {}),
    ):
        told = (await get(admin, table, **more)).json()
        head, *lines = rows((await get(admin, f"{table}.csv", **more)).content)
        assert told["items"], table
        assert [line[head.index("Sets")] for line in lines] == [str(row["sets"]) for row in told["items"]]


async def test_names_that_would_run_are_text(gym, get):
    bad = await add_person(gym, "=HYPERLINK(1)", datetime(2026, 1, 1, tzinfo=UTC), coach=gym.coach)
    exercise = await add_exercise(gym.tenant_id, "@press")
    template = await add_template(gym.coach, "+day")
    lifts = [Lift(exercise, [Done("50", 5)])]
    await log_workout(bad, datetime(2026, 11, 9, 12, tzinfo=UTC), lifts, title="-legs", template_id=template)
    assert rows((await get(gym.coach, "exercises.csv")).content)[1][0] == "'@press"
    assert rows((await get(gym.coach, "templates.csv")).content)[1][0] == "'+day"
    day = rows((await get(gym.coach, "day.csv", day="2026-11-09")).content)[1]
    assert day[:4] == ["2026-11-09", "13:00", "'=HYPERLINK(1)", "'-legs"]
    assert day[4:] == ["60", "1", "250"]


async def test_a_coachs_files_hold_their_clients_only(world, get):
    coach = world.gym.coach
    days = rows((await get(coach, "days.csv")).content)[1:]
    mine = world.of(lambda one: one.person.id in world.coached[coach.id] and str(one.day()) >= SPAN["first"])
    assert sum(int(line[1]) for line in days) == len(mine)
    names = {line[0] for line in rows((await get(coach, f"exercises/{world.exercises[0]}.csv")).content)[1:]}
    assert names <= {name for name, one in world.people.items() if one.id in world.coached[coach.id]}


async def test_days_that_are_none_are_told(world, get):
    answer = await get(world.gym.admin, "days.csv", last="2026-01-01")
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "BAD_REQUEST"


def test_the_year_in_the_name(world):
    period = LookAt(days="365").period(NOW)
    assert files.name("days", "harbor", period) == "harbor-days-2025-11-21-to-2026-11-20.csv"
