"""What the people page takes, shows and refuses."""

from uuid import UUID

import pytest

from rythm.access.models import Membership
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.identity import queries
from rythm.identity.models import User
from rythm.ui.admin.people.state import PAGE_SIZE, PeopleState
from tests.ui.conftest import said


async def person_in(gym, user_id):
    async with open_context(gym.admin.credential) as ctx:
        return await queries.user(ctx, UUID(str(user_id)))


async def test_everybody_is_listed_and_nobody_changes_themselves_or_somebody_above(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.load()
    by_id = {row.id: row for row in page.rows}
    assert page.loaded
    assert page.total == len(by_id) == len(gym.people())
    assert by_id[str(gym.member.id)].coach == "Coach"
    assert by_id[str(gym.member.id)].can_change
    assert not by_id[str(gym.admin.id)].can_change
    assert not by_id[str(gym.owner.id)].can_change
    assert "org_admin" not in dict(page.roles)


async def test_filters_narrow_the_list_and_load_forgets_them(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.search("STRANGER")
    assert [row.id for row in page.rows] == [str(gym.stranger.id)]
    await page.search("")
    await page.pick_role("coach")
    assert {row.role for row in page.rows} == {"coach"}
    await page.pick_status("disabled")
    assert page.rows == []
    await page.load()
    assert len(page.rows) == len(gym.people())


@pytest.mark.parametrize("payload", ["king", ["coach"], {"a": 1}, 3])
async def test_a_filter_made_up_changes_nothing(gym, opened, payload):
    page = await opened(PeopleState, gym.admin)
    await page.load()
    await page.pick_role(payload)
    assert page.role == ""
    assert len(page.rows) == len(gym.people())


async def test_more_people_come_page_by_page(gym, opened):
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        for n in range(PAGE_SIZE):
            user = User(email=f"extra{n}@{gym.slug}.example", name=f"Extra {n:02}", password_hash="none")
            ctx.db.add(user)
            await ctx.db.flush()
            ctx.db.add(Membership(tenant_id=gym.tenant_id, user_id=user.id, role="athlete"))
    page = await opened(PeopleState, gym.admin)
    await page.load()
    assert page.more
    assert len(page.rows) == PAGE_SIZE
    await page.load_more()
    assert not page.more
    assert len({row.id for row in page.rows}) == page.total == PAGE_SIZE + len(gym.people())


async def test_a_person_is_added_with_a_coach_and_a_password_shown_once(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.load()
    await page.open_add()
    assert (str(gym.coach.id), "Coach") in page.coaches
    await page.add(
        {
            "name": " Ada Berg ",
            "email": f"Ada@{gym.slug}.example",
            "role": "athlete",
            "coach_id": str(gym.coach.id),
        }
    )
    assert (page.panel, page.added) == ("added", "Ada Berg")
    assert len(page.password) >= 10
    row = next(row for row in page.rows if row.name == "Ada Berg")
    assert (row.coach, row.email) == ("Coach", f"ada@{gym.slug}.example")
    await page.close("add")
    assert page.password, "the form that has made room does not take the password along"
    await page.close(page.panel)
    assert page.password == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": ""}, "name"),
        ({"role": "king"}, "role"),
        ({"role": "org_admin"}, "form"),
        ({"coach_id": "x"}, "coach_id"),
        ({"is_admin": "yes"}, "is_admin"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(gym, opened, change, field):
    page = await opened(PeopleState, gym.admin)
    await page.open_add()
    await page.add({"name": "Ada", "email": f"ada@{gym.slug}.example", "role": "athlete"} | change)
    assert list(page.errors) == [field]
    assert page.panel == "add"
    await page.load()
    assert page.total == len(gym.people())


async def test_somebody_who_is_here_already_is_refused_at_the_address(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.open_add()
    await page.add({"name": "Again", "email": gym.member.email, "role": "athlete"})
    assert page.errors == {"email": "This address is in use here."}


async def test_a_role_and_a_coach_change_together(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.open_edit(str(gym.stranger.id))
    assert (page.panel, page.form_role) == ("edit", "athlete")
    await page.save({"role": "athlete", "coach_id": str(gym.other_coach.id)})
    assert (await person_in(gym, gym.stranger.id)).coach_ids == [gym.other_coach.id]
    assert await said(page) == "Stranger is saved."
    await page.open_edit(str(gym.stranger.id))
    await page.save({"role": "coach"})
    changed = await person_in(gym, gym.stranger.id)
    assert (changed.role, changed.coach_ids) == ("coach", [])


async def test_disabling_asks_first_and_can_be_undone(gym, opened):
    page = await opened(PeopleState, gym.admin)
    await page.open_edit(str(gym.member.id))
    await page.ask()
    assert page.asking
    await page.disable()
    assert (await person_in(gym, gym.member.id)).status == "disabled"
    assert (page.panel, page.asking) == ("", False)
    await page.open_edit(str(gym.member.id))
    await page.enable()
    assert (await person_in(gym, gym.member.id)).status == "active"


async def test_oneself_somebody_above_and_a_stranger_cannot_be_changed(gym, next_door, opened):
    page = await opened(PeopleState, gym.admin)
    for person in (gym.admin, gym.owner):
        await page.open_edit(str(person.id))
        await page.disable()
        assert page.errors["form"]
        assert (await person_in(gym, person.id)).status == "active"
    await page.close("edit")
    for other in (str(next_door.member.id), "nonsense", None):
        await page.open_edit(other)
        assert page.panel == ""
        assert "does not exist" in await said(page)


async def test_the_platforms_admin_stands_in_no_gym(system_admin, opened):
    page = await opened(PeopleState, system_admin)
    await page.load()
    assert page.loaded
    assert not page.in_gym
    assert page.rows == []
