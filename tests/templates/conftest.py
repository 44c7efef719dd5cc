"""Templates of every scope and owner, written through the service."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

import pytest_asyncio

from rythm.core.context import open_context
from rythm.exercises import service as exercises
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import CreateExercise
from rythm.templates import queries, service
from rythm.templates.catalogue import TEMPLATES
from rythm.templates.schemas import CreateTemplate, TemplateDetail, TemplateLine
from rythm.templates.sets import alike
from tests.fixtures.actors import Gym, Person

SQUAT, BENCH, ROW = (exercise_id(slug) for slug in ("squat", "bench-press", "barbell-row"))
LINES = [
    TemplateLine(
        exercise_id=SQUAT,
        sets=alike(4, 5, 8, kg=Decimal("82.5")),
        rest_seconds=180,
        note="Below parallel",
    ),
    TemplateLine(exercise_id=BENCH, sets=alike(3, 6, 6), rest_seconds=120),
    TemplateLine(exercise_id=ROW),
]


async def write(
    person: Person, name: str, scope: Scope = Scope.USER, lines: list[TemplateLine] | None = None
) -> UUID:
    """A template of this person, as version 1."""
    data = CreateTemplate(name=name, scope=scope, exercises=LINES if lines is None else lines)
    async with open_context(person.credential) as ctx:
        return (await service.create(ctx, data)).id


def visiting(person: Person, gym: Gym) -> Person:
    """The person, standing in another gym than their own."""
    return replace(person, tenant_id=gym.tenant_id)


async def seen(person: Person, template_id: UUID, version: int | None = None) -> TemplateDetail:
    async with open_context(person.credential) as ctx:
        return await queries.template(ctx, template_id, version=version)


async def own_exercise(person: Person, name: str = "Sled", scope: Scope = Scope.USER) -> UUID:
    async with open_context(person.credential) as ctx:
        return (await exercises.create(ctx, CreateExercise(name=name, scope=scope))).id


@dataclass(frozen=True)
class Shelf:
    """One template of each kind, seen from the gym."""

    system: UUID
    of_member: UUID
    of_stranger: UUID
    of_coach: UUID
    of_admin: UUID
    shared_by_coach: UUID
    shared_by_admin: UUID
    next_door: UUID
    shared_next_door: UUID
    shared_by_sister: UUID


@pytest_asyncio.fixture(loop_scope="session")
async def shelf(gym: Gym, next_door: Gym, sister: Gym, built_in: None) -> Shelf:
    """One template of each kind."""
    return Shelf(
        system=TEMPLATES["push"].id,
        of_member=await write(gym.member, "Member's"),
        of_stranger=await write(gym.stranger, "Stranger's"),
        of_coach=await write(gym.coach, "Coach's"),
        of_admin=await write(gym.admin, "Admin's"),
        shared_by_coach=await write(gym.coach, "Coach shares", Scope.TENANT),
        shared_by_admin=await write(gym.admin, "Admin shares", Scope.TENANT),
        next_door=await write(next_door.member, "Outsider's"),
        shared_next_door=await write(next_door.coach, "Outsider shares", Scope.TENANT),
        shared_by_sister=await write(sister.coach, "Sister shares", Scope.TENANT),
    )
