"""Every route, found by introspection, refuses: the signed out, the wrong role, the other tenant.

Each refusal has its positive control: the same call by the right person succeeds. A route without a declared
permission, or without a row in CALLS, fails the suite.
"""

from collections.abc import Iterator

import pytest
import pytest_asyncio

from rythm.access import GRANTS, Permission
from rythm.api.app import create_api
from rythm.api.deps import Permits, Public, declared
from rythm.core.actor import Role
from tests.api.calls import CALLS, World, build_world
from tests.fixtures.actors import Person, build_gym
from tests.fixtures.api import OWN_PAGE, bearer

EXPECTED_REFUSAL_OF_CONTROL = {
    ("POST", "/api/v1/me/password"): 422,  # no body was sent
    ("POST", "/api/v1/me/deletion"): 422,  # the password is wrong
    ("POST", "/api/v1/exercises/{exercise_id}/promote"): 409,  # it is the gym's already
    ("POST", "/api/v1/exercises/{exercise_id}/merge"): 422,  # into itself
    ("POST", "/api/v1/templates/{template_id}/share"): 409,  # it is the gym's already
}
"""Calls whose right caller is answered by the domain instead."""


def routes() -> Iterator[tuple[str, str, Permits | Public | None]]:
    """Every route of the API: method, path, declared permission."""
    for included in create_api().routes:
        if hasattr(included, "effective_route_contexts"):
            contexts = list(included.effective_route_contexts())
        elif hasattr(included, "dependencies"):
            contexts = [included]
        else:
            continue  # the description of the API itself
        for route in contexts:
            for method in sorted(route.methods):
                yield method, route.path, declared(route.dependencies)


GUARDED = [(method, path, needs) for method, path, needs in routes() if isinstance(needs, Permits)]
NAMED = [pytest.param(*route, id=f"{route[0]} {route[1]}") for route in GUARDED]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def world(db) -> World:
    return await build_world(await build_gym())


def person(world: World, system_admin: Person, name: str) -> Person:
    return system_admin if name == "system_admin" else world.gym.people()[name]


def url(world: World, path: str) -> str:
    return path.format(number=1, **{name: str(id) for name, id in world.ids().items()})


async def call(api, world: World, method: str, path: str, who: Person | None):
    how = CALLS[method, path]
    headers = bearer(who)
    if how.by_cookie and who == world.gym.member:
        headers = {**OWN_PAGE, "Cookie": f"rythm_session={world.cookie}"}
    return await api.request(
        method, url(world, path), json=how.body(world), params=how.query(world), headers=headers
    )


def test_every_route_declares_who_may_call_it():
    missing = [f"{method} {path}" for method, path, needs in routes() if needs is None]
    assert missing == []


def test_every_guarded_route_is_called_here():
    assert {(method, path) for method, path, _ in GUARDED} == set(CALLS)


@pytest.mark.parametrize(("method", "path", "needs"), NAMED)
async def test_signed_out_is_refused(api, world, method, path, needs):
    answer = await call(api, world, method, path, None)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(("method", "path", "needs"), NAMED)
async def test_a_role_without_the_permission_is_refused(api, world, system_admin, method, path, needs):
    everybody = {**world.gym.people(), "system_admin": system_admin}
    without = [who for who in everybody.values() if needs.permission not in GRANTS[who.role]]
    if needs.permission is Permission.ACCOUNT_MANAGE:
        assert without == []
    else:
        assert without
    for who in without:
        answer = await call(api, world, method, path, who)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN"), who.role


@pytest.mark.parametrize(("method", "path", "needs"), [route for route in NAMED if "{" in route.values[1]])
async def test_another_tenants_things_do_not_exist(api, world, next_door, method, path, needs):
    for name in ("member", "coach", "admin", "owner"):
        who = next_door.people()[name]
        if needs.permission not in GRANTS[who.role]:
            continue
        answer = await call(api, world, method, path, who)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND"), name


@pytest.mark.parametrize(("method", "path", "needs"), NAMED)
async def test_the_right_person_gets_through(api, system_admin, method, path, needs):
    own = await build_world(await build_gym())
    answer = await call(api, own, method, path, person(own, system_admin, CALLS[method, path].actor))
    expected = EXPECTED_REFUSAL_OF_CONTROL.get((method, path))
    assert answer.status_code == expected if expected else answer.is_success, answer.text


async def test_another_persons_things_do_not_exist_either(api, world):
    own = world.gym
    for method, path, who in (
        ("GET", "/api/v1/workouts/{workout_id}", own.stranger),
        ("GET", "/api/v1/workouts/{workout_id}", own.other_coach),
        ("PATCH", "/api/v1/sets/{set_id}", own.stranger),
        ("PATCH", "/api/v1/sets/{set_id}", own.coach),
        ("PATCH", "/api/v1/sets/{set_id}", own.admin),
        ("PATCH", "/api/v1/body/entries/{entry_id}", own.coach),
        ("DELETE", "/api/v1/body/goals/{goal_id}", own.stranger),
        ("GET", "/api/v1/clients/{member_id}", own.other_coach),
        ("GET", "/api/v1/coaching/clients/{member_id}", own.other_coach),
        ("GET", "/api/v1/coaching/clients/{member_id}/notes", own.other_coach),
        ("PATCH", "/api/v1/coaching/notes/{note_id}", own.other_coach),
        ("PUT", "/api/v1/coaching/clients/{member_id}/agreements", own.other_coach),
        ("GET", "/api/v1/imports/files/{file_id}", own.stranger),
        ("POST", "/api/v1/imports/files/{file_id}/preview", own.coach),
        ("POST", "/api/v1/imports/files/{file_id}/import", own.admin),
        ("DELETE", "/api/v1/imports/files/{file_id}", own.owner),
        ("GET", "/api/v1/clients/{member_id}/comparison", own.other_coach),
        ("GET", "/api/v1/clients/{member_id}/messages", own.other_coach),
        ("POST", "/api/v1/clients/{member_id}/messages", own.other_coach),
        ("GET", "/api/v1/workouts/{workout_id}/comments", own.other_coach),
        ("POST", "/api/v1/workouts/{workout_id}/comments", own.stranger),
        ("PATCH", "/api/v1/comments/{comment_id}", own.stranger),
        ("DELETE", "/api/v1/comments/{comment_id}", own.other_coach),
        ("POST", "/api/v1/messages/{message_id}/read", own.stranger),
        ("DELETE", "/api/v1/messages/{message_id}", own.other_coach),
        ("DELETE", "/api/v1/me/sessions/{session_id}", own.stranger),
        ("DELETE", "/api/v1/me/sessions/{session_id}", own.owner),
    ):
        answer = await call(api, world, method, path, who)
        assert answer.status_code == 404, (method, path, who.role)


def test_every_role_is_in_the_table():
    assert set(GRANTS) == set(Role)
