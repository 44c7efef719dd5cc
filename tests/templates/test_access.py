"""The table of rules against the database: who reads, changes and creates which template."""

from dataclasses import fields
from uuid import UUID

import pytest

from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.exercises.rules import Scope
from rythm.identity import people as identity
from rythm.templates import queries, service
from rythm.templates.rules import may_change, may_create, may_read
from rythm.templates.schemas import CreateTemplate, Reorder, SaveTemplate
from tests.fixtures.actors import Gym, Person
from tests.templates.conftest import BENCH, LINES, ROW, SQUAT, Shelf, visiting, write

# For each person the templates they may change, then those they may only read; the others look absent.
SHARED = {"system", "shared_by_coach", "shared_by_admin"}
OF_THE_GYM = {"of_member", "of_stranger", "of_coach", "of_admin", "shared_by_coach", "shared_by_admin"}
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "member": ({"of_member"}, SHARED),
    "stranger": ({"of_stranger"}, SHARED),
    "coach": ({"of_coach", "shared_by_coach"}, {"of_member", "shared_by_admin", "system"}),
    "other_coach": (set(), SHARED),
    "scheduler": (set(), set()),
    "admin": (OF_THE_GYM, {"system"}),
    "owner": (OF_THE_GYM, {"system"}),
    "owner in sister gym": ({"shared_by_sister"}, {"system"}),
    "system_admin": ({"system"}, set()),
    "system_admin in gym": (OF_THE_GYM | {"system"}, set()),
}


def people(gym: Gym, sister: Gym, system_admin: Person) -> dict[str, Person]:
    return {
        **gym.people(),
        "owner in sister gym": visiting(gym.owner, sister),
        "system_admin": system_admin,
        "system_admin in gym": visiting(system_admin, gym),
    }


async def outcome(person: Person, act: str, id: UUID) -> type[Exception] | None:
    """What refuses the person, if anything does."""
    try:
        async with open_context(person.credential) as ctx:
            match act:
                case "read":
                    await queries.template(ctx, id)
                case "versions":
                    await queries.versions(ctx, id)
                case "update":
                    await service.update(ctx, id, SaveTemplate(name="Changed", exercises=LINES))
                case "reorder":
                    await service.reorder(ctx, id, Reorder(order=[ROW, SQUAT, BENCH]))
                case "restore":
                    await service.restore(ctx, id, 1)
                case "compare":
                    await queries.compare(ctx, id, 1)
                case "deactivate":
                    await service.deactivate(ctx, id)
                case "reactivate":
                    await service.reactivate(ctx, id)
            raise AllowedError
    except AllowedError:
        return None
    except (Forbidden, NotFound) as refused:
        return type(refused)


class AllowedError(Exception):
    """Thrown to undo what was allowed, so that the next in the table finds the shelf as it was."""


@pytest.mark.parametrize("who", TABLE)
async def test_reading_and_changing(
    gym: Gym, sister: Gym, system_admin: Person, shelf: Shelf, who: str
) -> None:
    person = people(gym, sister, system_admin)[who]
    changes, reads = TABLE[who]
    no_right_at_all = Forbidden if who == "scheduler" else NotFound
    for field in fields(shelf):
        kind, template_id = field.name, getattr(shelf, field.name)
        for act in ("read", "versions", "compare"):
            expected = None if kind in changes | reads else no_right_at_all
            assert await outcome(person, act, template_id) is expected, (who, act, kind)
        for act in ("update", "reorder", "restore", "deactivate", "reactivate"):
            if act == "reorder" and kind == "system":
                continue  # its exercises are others, see test_service
            expected = None if kind in changes else Forbidden if kind in reads else NotFound
            assert await outcome(person, act, template_id) is expected, (who, act, kind)


@pytest.mark.parametrize("who", TABLE)
async def test_the_rules_say_what_the_database_does(
    gym: Gym, sister: Gym, system_admin: Person, shelf: Shelf, who: str
) -> None:
    """Within the tenant where one stands; the wall around it is not a rule of templates."""
    person = people(gym, sister, system_admin)[who]
    owners = {
        "of_member": gym.member,
        "of_stranger": gym.stranger,
        "of_coach": gym.coach,
        "of_admin": gym.admin,
        "shared_by_coach": gym.coach,
        "shared_by_admin": gym.admin,
    }
    for kind in ("system", *owners) if person.tenant_id == gym.tenant_id else ("system",):
        owner = owners.get(kind)
        scope = Scope.SYSTEM if owner is None else Scope.TENANT if kind.startswith("shared") else Scope.USER
        is_owner = owner is not None and owner.id == person.id
        is_coach = person == gym.coach and owner == gym.member
        changes, reads = TABLE[who]
        assert may_change(person.role, scope, is_owner=is_owner) is (kind in changes), (who, kind)
        readable = may_read(person.role, scope, is_owner=is_owner, is_coach=is_coach)
        assert readable is (kind in changes | reads), (who, kind)


@pytest.mark.parametrize("who", TABLE)
async def test_lists_show_what_may_be_read_and_say_what_may_be_changed(
    gym: Gym, sister: Gym, system_admin: Person, shelf: Shelf, who: str
) -> None:
    person = people(gym, sister, system_admin)[who]
    changes, reads = TABLE[who]
    if who == "scheduler":
        with pytest.raises(Forbidden):
            async with open_context(person.credential) as ctx:
                await queries.templates(ctx)
        return
    async with open_context(person.credential) as ctx:
        rows = {row.id: row for row in (await queries.templates(ctx, limit=100)).items}
        for field in fields(shelf):
            kind, template_id = field.name, getattr(shelf, field.name)
            assert (template_id in rows) is (kind in changes | reads), (who, kind)
            if template_id in rows:
                assert rows[template_id].can_change is (kind in changes), (who, kind)
                assert (await queries.template(ctx, template_id)).can_change is (kind in changes)


@pytest.mark.parametrize("who", TABLE)
@pytest.mark.parametrize("scope", Scope)
async def test_creating(
    gym: Gym, sister: Gym, system_admin: Person, built_in: None, who: str, scope: Scope
) -> None:
    person = people(gym, sister, system_admin)[who]
    is_visitor = who in ("owner in sister gym", "system_admin", "system_admin in gym")
    can_own = (
        not is_visitor or (scope is Scope.TENANT and person.tenant_id is not None) or scope is Scope.SYSTEM
    )
    try:
        async with open_context(person.credential) as ctx:
            created = await service.create(ctx, CreateTemplate(name="New", scope=scope, exercises=LINES))
            assert (created.scope, created.owner_id) == (
                scope, None if is_visitor or scope is Scope.SYSTEM else person.id
            )  # fmt: skip
            raise AllowedError
    except AllowedError:
        allowed = True
    except Forbidden as refused:
        allowed = False
        if not may_create(person.role, scope):
            assert (refused.code, refused.message) == ("FORBIDDEN", "Insufficient permissions")
    assert allowed is (may_create(person.role, scope) and can_own), (who, scope)


async def test_another_coach_sees_the_templates_of_their_new_client(gym: Gym, shelf: Shelf) -> None:
    assert await outcome(gym.coach, "read", shelf.of_member) is None
    async with open_context(gym.admin.credential) as ctx:
        await identity.assign_coach(ctx, gym.member.id, gym.other_coach.id)
    assert await outcome(gym.coach, "read", shelf.of_member) is NotFound
    assert await outcome(gym.other_coach, "read", shelf.of_member) is None


async def test_a_visitors_template_is_the_gyms(gym: Gym, sister: Gym, built_in: None) -> None:
    template_id = await write(visiting(gym.owner, sister), "From the owner", Scope.TENANT)
    assert await outcome(sister.member, "read", template_id) is None
    assert await outcome(sister.coach, "update", template_id) is Forbidden
    assert await outcome(sister.admin, "update", template_id) is None
    assert await outcome(gym.admin, "read", template_id) is NotFound
