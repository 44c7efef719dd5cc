"""Merging: which exercises are offered, what is said to move, and what has moved afterwards."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.exercises.rules import Scope
from rythm.ui.exercises.merge_state import MergeState, moved
from rythm.workouts import queries
from rythm.workouts.moves import Moves, what_moves
from tests.fixtures.actors import Person
from tests.fixtures.training import Done, Lift, add_template, log_workout
from tests.ui.conftest import said
from tests.ui.exercises.test_library import looking, own, read

pytestmark = pytest.mark.usefixtures("built_in")
NOW = datetime.now(UTC)


async def did(person: Person, exercise_id: UUID, *, days: int = 1, sets: int = 2) -> UUID:
    lifts = [Lift(exercise_id, [Done("80", 5) for _ in range(sets)])]
    return (await log_workout(person, NOW - timedelta(days=days), lifts)).id


async def counted(person: Person, exercise_id: UUID) -> Moves:
    async with open_context(person.credential) as ctx:
        return await what_moves(ctx, exercise_id)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((0, 0, 0, 0), []),
        ((1, 1, 3, 0), ["3 sets in 1 workout"]),
        ((2, 4, 1200, 1), ["1,200 sets in 4 workouts of 2 members", "1 template, each with a new version"]),
        ((0, 0, 0, 2), ["2 templates, each with a new version"]),
    ],
)
def test_what_moves_in_words(facts, words):
    members, workouts, sets, templates = facts
    assert moved(Moves(members=members, workouts=workouts, sets=sets, templates=templates)) == words


async def test_what_would_move_is_counted_over_everybody(gym, next_door):
    shared = await own(gym.coach, "Zz ours", scope=Scope.TENANT)
    nothing = Moves(members=0, workouts=0, sets=0, templates=0)
    assert await counted(gym.admin, shared) == nothing
    await did(gym.member, shared)
    await did(gym.member, shared, days=2, sets=1)
    await did(gym.stranger, shared)
    await add_template(gym.coach, "Upper", [shared])
    assert await counted(gym.admin, shared) == Moves(members=2, workouts=3, sets=5, templates=1)
    with pytest.raises(NotFound):
        await counted(next_door.admin, shared)
    with pytest.raises(Forbidden):
        await counted(gym.member, shared)


async def test_only_what_fits_is_offered(gym, opened):
    gone = await own(gym.member, "Zz bench")
    await own(gym.member, "Zz bench hold", measured_by="duration")
    await own(gym.coach, "Zz bench of the coach")
    stays = await own(gym.coach, "Zz bench of the gym", scope=Scope.TENANT)
    page = await opened(MergeState, gym.coach)
    await page.open(str(gone))
    assert [(each.id, each.name) for each in page.found] == [(str(stays), "Zz bench of the gym")]
    await page.search("bench press")
    assert "Bench press" in [each.name for each in page.found]
    mine = await opened(MergeState, gym.member)
    await mine.open(str(stays))
    assert not mine.is_open
    assert await said(mine) == "Insufficient permissions"


async def test_a_merge_gives_the_history_to_the_one_that_stays(gym, opened):
    gone = await own(gym.member, "Benhc pres")
    workout = await did(gym.member, gone)
    page = await opened(MergeState, gym.admin)
    await page.open(str(gone))
    stays = next(each for each in page.found if each.name == "Bench press")
    await page.pick(stays.id)
    assert (page.gone.name, page.stays.name, page.moves) == (
        "Benhc pres", "Bench press", ["2 sets in 1 workout"],
    )  # fmt: skip
    await page.merge()
    assert (page.errors, page.is_open) == ({}, False)
    assert await said(page) == "Benhc pres is merged into Bench press."
    async with open_context(gym.member.credential) as ctx:
        (done,) = (await queries.workout(ctx, workout)).exercises
    assert done.name == "Bench press"
    shown = await looking(opened, gym.member, gone)
    assert (shown.merged_into, shown.can_change, shown.can_restore) == ("Bench press", False, False)
    assert shown.merged_href.endswith(stays.id)


async def test_a_merge_that_does_not_fit_says_why_where_one_stands(gym, opened):
    gone = await own(gym.member, "Zz bench")
    other = await own(gym.member, "Zz hold", measured_by="duration")
    page = await opened(MergeState, gym.member)
    await page.open(str(gone))
    await page.pick(str(other))
    await page.merge()
    assert "cannot be put together" in page.errors["form"]
    assert page.is_open
    await page.back()
    assert (page.stays.id, page.errors) == ("", {})
    await page.close()
    assert not page.is_open
    shown = await looking(opened, gym.member, gone)
    await read(shown)
    assert shown.merged_into == ""
