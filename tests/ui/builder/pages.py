"""A builder as somebody has it open."""

from uuid import UUID

from rythm.core.context import open_context
from rythm.templates import queries
from rythm.ui import routes
from rythm.ui.builder.picker import PickerState
from rythm.ui.builder.state import BuilderState
from tests.fixtures.training import add_exercise


async def editing(opened, person, template_id) -> BuilderState:
    page = await opened(BuilderState, person, routes.template(str(template_id)))
    await loaded(page)
    return page


async def loaded(page: BuilderState) -> None:
    async for _ in page.load():
        pass


async def picking(page: BuilderState) -> PickerState:
    return await page.get_state(PickerState)


async def template_of(person, template_id, version=None):
    async with open_context(person.credential) as ctx:
        return await queries.template(ctx, UUID(str(template_id)), version=version)


async def exercises_of(gym, *names: str) -> list[UUID]:
    return [await add_exercise(gym.tenant_id, name) for name in names]


def order_of(page: BuilderState) -> list[str]:
    return [row.name for block in page.blocks for row in block.rows]
