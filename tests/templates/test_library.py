"""The built-in exercises and templates are installed once, by the platform, and read by everybody."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden
from rythm.exercises import library as exercise_library
from rythm.templates import library as template_library
from rythm.templates import queries, service
from rythm.templates.catalogue import TEMPLATES, template
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.schemas import SaveTemplate
from rythm.templates.sets import rows
from tests.fixtures.actors import Gym, Person


async def test_installing_twice_adds_once(db, gym: Gym) -> None:
    async with open_context(BySystem(None)) as ctx:
        await exercise_library.install_catalogue(ctx)
        await template_library.install_catalogue(ctx)
    async with open_context(BySystem(None)) as ctx:
        assert await template_library.install_catalogue(ctx) == 0
    async with open_context(gym.member.credential) as ctx:
        push = await ctx.db.get(Template, TEMPLATES["push"].id)
        assert push is not None and (push.scope, push.version, push.tenant_id) == ("system", 1, None)
        lines = await ctx.db.execute(
            select(TemplateExercise)
            .join(TemplateVersion, col(TemplateVersion.id) == col(TemplateExercise.version_id))
            .where(col(TemplateVersion.template_id) == push.id)
            .order_by(col(TemplateExercise.position))
        )
        expected = [(line.exercise_id, rows(line.sets)) for line in TEMPLATES["push"].lines()]
        assert [(line.exercise_id, line.prescription) for line in lines.scalars()] == expected


async def test_an_old_installation_gets_what_is_new_and_keeps_what_was_changed(
    gym: Gym, system_admin: Person, built_in: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = template(
        f"extra-{gym.slug}", "Extra", "One more.", "squat w1x5,3x5 ~leg-press", "bench-press 3x5 =531"
    )
    monkeypatch.setattr(template_library, "TEMPLATES", {**TEMPLATES, "extra": more})
    async with open_context(BySystem(None)) as ctx:
        assert await template_library.install_catalogue(ctx) == 1
    async with open_context(system_admin.credential) as ctx:
        await service.update(ctx, more.id, SaveTemplate(name="Our own"))
        await service.deactivate(ctx, more.id)
    async with open_context(BySystem(None)) as ctx:
        assert await template_library.install_catalogue(ctx) == 0
    async with open_context(gym.member.credential) as ctx:
        now, first = [await queries.template(ctx, more.id, version=number) for number in (2, 1)]
    assert (now.name, now.archived_at is not None, now.exercises) == ("Our own", True, [])
    assert (first.summary, first.exercises[0].alternative_names) == ("Comes with Rythm", ["Leg press"])
    assert [line.progression for line in first.exercises] == [None, "531"]


async def test_only_the_platform_installs(gym: Gym, system_admin: Person) -> None:
    for person in gym.people().values():
        for install in (exercise_library.install_catalogue, template_library.install_catalogue):
            with pytest.raises(Forbidden):
                async with open_context(person.credential) as ctx:
                    await install(ctx)
    async with open_context(system_admin.credential) as ctx:
        await exercise_library.install_catalogue(ctx)
        await template_library.install_catalogue(ctx)
