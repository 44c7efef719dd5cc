"""What the platform's page of tenants shows, takes and refuses."""

from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Unauthenticated
from rythm.core.ids import uuid7
from rythm.tenancy import queries
from rythm.tenancy.rules import slug_of
from rythm.ui.system.tenants.state import TenantsState


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Harbor Strength", "harbor-strength"),
        ("  Café Ünique & Co. ", "cafe-unique-co"),
        ("N°1 Gym!", "n1-gym"),
        ("日本", ""),
        ("a" * 60, "a" * 39),
        ("x" * 38 + " y", "x" * 38),
    ],
)
def test_the_short_name_a_name_suggests(name, slug):
    assert slug_of(name) == slug


def form(**change: str) -> dict[str, str]:
    return {
        "name": f"Gym {uuid7().hex[-12:]}",
        "slug": "",
        "organisation_name": "",
        "brand": "#2f6bff",
        "admin_name": "Ada Berg",
        "admin_email": f"ada-{uuid7().hex[-12:]}@gym.example",
    } | change


async def test_a_tenant_is_opened_with_its_first_admin(system_admin, opened):
    page = await opened(TenantsState, system_admin)
    await page.begin()
    typed = form()
    await page.create(typed)
    assert page.errors == {}
    assert (page.panel, page.opened, page.admin) == ("created", typed["name"], typed["admin_email"])
    assert len(page.password) >= 10
    await page.search(typed["name"])
    (row,) = page.rows
    assert (row.slug, row.organisation, row.people) == (slug_of(typed["name"]), typed["name"], 1)
    await page.close("create")
    assert page.password, "the form that has made room does not take the password along"
    await page.close(page.panel)
    assert page.password == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"brand": "blue"}, "brand"),
        ({"admin_email": "ada"}, "admin_email"),
        ({"admin_name": ""}, "admin_name"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field(system_admin, opened, change, field):
    page = await opened(TenantsState, system_admin)
    await page.begin()
    await page.create(form(**change))
    assert field in page.errors
    assert page.panel == "create"


async def test_a_short_name_in_use_is_refused_at_its_field(gym, system_admin, opened):
    page = await opened(TenantsState, system_admin)
    await page.create(form(slug=gym.slug))
    assert page.errors == {"slug": "This short name is in use."}


async def test_a_suspended_tenant_shuts_its_people_out_until_it_is_open_again(gym, system_admin, opened):
    page = await opened(TenantsState, system_admin)
    await page.ask(str(gym.tenant_id))
    assert page.panel == "suspend"
    await page.suspend()
    with pytest.raises(Unauthenticated):
        async with open_context(gym.member.credential):
            pass
    await page.ask(str(gym.tenant_id))
    assert page.panel == "reactivate"
    await page.reactivate()
    async with open_context(gym.member.credential) as ctx:
        assert ctx.actor.person_id == gym.member.id


@pytest.mark.parametrize(
    ("brand", "on_brand"), [("#2b66ff", "#ffffff"), ("#ffd400", "#14170a"), ("#000000", "#ffffff")]
)
async def test_the_preview_chooses_text_that_can_be_read(system_admin, opened, brand, on_brand):
    page = await opened(TenantsState, system_admin)
    await page.pick_brand(brand)
    assert (page.brand, page.on_brand) == (brand, on_brand)
    assert float(page.ratio.split()[0]) >= 4.5


async def test_a_gyms_admin_opens_and_shuts_nothing(gym, next_door, opened):
    page = await opened(TenantsState, gym.admin)
    await page.create(form())
    assert page.errors == {"form": "Insufficient permissions"}
    await page.ask(str(next_door.tenant_id))
    assert page.asked.id == ""
    page.asked.id = str(next_door.tenant_id)
    await page.suspend()
    async with open_context(next_door.admin.credential) as ctx:
        assert (await queries.tenant(ctx, UUID(str(next_door.tenant_id)))).status == "active"
