"""The list of templates: what it shows and how it is narrowed."""

from uuid import UUID

from rythm.ui.admin.templates.state import PAGE_SIZE, TemplatesState
from tests.fixtures.training import add_exercise, add_template


async def exercises_of(gym, *names: str) -> list[UUID]:
    return [await add_exercise(gym.tenant_id, name) for name in names]


async def test_the_list_tells_scopes_and_states_apart(gym, opened):
    ids = await exercises_of(gym, "Squat")
    await add_template(gym.coach, "Shared lower", ids)
    await add_template(gym.member, "My own", ids, scope="user")
    page = await opened(TemplatesState, gym.coach)
    await page.load()
    rows = {row.name: row for row in page.rows}
    assert rows["Shared lower"].can_change
    assert (rows["Shared lower"].scope, rows["Shared lower"].summary) == ("Gym", "Gym, 1 exercise, 10 min")
    assert not rows["My own"].can_change, "a coach reads a client's template and leaves it as it is"
    await page.pick_scope("user")
    assert [row.name for row in page.rows] == ["My own"]
    await page.pick_scope("")
    await page.search("shared lower")
    assert [row.name for row in page.rows] == ["Shared lower"]
    await page.pick_status("archived")
    assert page.rows == []
    await page.pick_scope("everything")
    assert page.scope == ""


async def test_a_list_that_hears_of_a_change_shows_it_and_stays_as_it_was_narrowed(gym, opened):
    ids = await exercises_of(gym, "Squat")
    for n in range(PAGE_SIZE + 5):
        await add_template(gym.coach, f"Wombat {n:02}", ids)
    page = await opened(TemplatesState, gym.coach)
    await page.refresh()
    assert page.rows == []  # nothing was asked for yet
    await page.load()
    await page.search("wombat")
    await page.load_more()
    before = [row.name for row in page.rows]
    assert len(before) == PAGE_SIZE + 5
    await add_template(gym.admin, "Wombat 00, new", ids)
    await add_template(gym.admin, "Not sought", ids)
    await page.refresh()
    assert [row.name for row in page.rows] == [before[0], "Wombat 00, new", *before[1:-1]]
    assert (page.words, page.more) == ("wombat", True)
