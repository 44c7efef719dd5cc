"""The gate in front of every event handler, found by introspection: who is refused, and that none forgot it.

A handler without a declared permission, a state that holds a table row, a helper a client could call: each
fails here, whatever page it is on.
"""

import dataclasses
import inspect
import typing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel
from reflex.state import State, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from rythm.access import GRANTS, Permission
from rythm.core.actor import BySystem, Role
from rythm.core.context import open_context
from rythm.rythm import app
from rythm.ui import app as pages
from rythm.ui.marks import EVERYONE, marked
from rythm.ui.state import Gate, permission_of
from tests.fixtures.actors import Gym, Person
from tests.identity.doors import set_disabled, set_status
from tests.ui.conftest import new_session, state_of
from tests.ui.tab import HANDLERS, REGISTERED, STATES, is_ours, serving, short

ALL = [pytest.param(name, id=short(name)) for name in HANDLERS]
GUARDED = [param for param in ALL if isinstance(permission_of(param.values[0]), Permission)]
FRAMEWORK = [name for name, found in REGISTERED.items() if not is_ours(found.states[0])]


def needs(name: str) -> Permission:
    return Permission(permission_of(name))


async def asked(name: str, session: str | None) -> StateUpdate | None:
    """What the gate answers; None lets the event pass."""
    return await Gate().preprocess(app, state_of(session), Event(name=name, payload={}, router_data={}))


def sent_to(answer: StateUpdate | None) -> str:
    """Where a refusal sends the tab, having sent nothing else."""
    assert isinstance(answer, StateUpdate), "the gate let it pass"
    assert answer.delta == {}
    (event,) = answer.events
    return str(event.payload["path"])


def everybody(gym: Gym, system_admin: Person) -> list[Person]:
    return [*gym.people().values(), system_admin]


def test_there_is_something_to_guard():
    assert len(GUARDED) > 20
    assert {"Me", "Notice", "DemoDoors"} <= {state.__name__ for state in STATES}


@pytest.mark.parametrize("name", ALL)
def test_every_handler_says_who_may_call_it(name):
    assert marked(HANDLERS[name].handler.fn) is not None


def test_what_anybody_may_call_is_little():
    """Read each of these twice before it is added here: strangers can call it."""
    public = {short(name) for name in HANDLERS if permission_of(name) == EVERYONE}
    assert public == {"Notice.dismiss", "DemoDoors.load"}


def test_of_the_framework_only_its_own_states_are_open():
    assert {name for name in FRAMEWORK if permission_of(name) != EVERYONE} == set()
    assert {name.rpartition(".")[2] for name in FRAMEWORK} == {
        "hydrate", "hydrate_and_load", "set_is_hydrated", "on_load_internal", "update_vars_internal",
        "handle_frontend_exception", "setvar",
    }, "a new version of Reflex has brought new events: see what they can do"  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_state_can_be_written_to_by_name(state):
    """`setvar` reaches every hand-written setter; ours is refused, and there are no setters."""
    assert permission_of(f"{state.get_full_name()}.setvar") is None
    assert [name for name in state.event_handlers if name.startswith("set_")] == []


async def test_an_undeclared_handler_is_refused_even_to_the_most_powerful(system_admin):
    session = await new_session(system_admin)
    for state in STATES:
        assert sent_to(await asked(f"{state.get_full_name()}.setvar", session)) == "/"
    assert sent_to(await asked("state.no_such_state.load", session)) == "/"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_helpers_cannot_be_called(state):
    """A public function of a state is an event anybody can send; so helpers begin with an underscore."""
    for name, value in vars(state).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            assert name in state.event_handlers, name
    for name in state.event_handlers:
        assert not name.startswith("_")
        if name != "setvar":
            fn = state.event_handlers[name].fn
            assert inspect.iscoroutinefunction(fn) or inspect.isasyncgenfunction(fn), (
                f"{name} blocks the loop"
            )


def parts(annotation: object, seen: set[object] | None = None) -> Iterator[type]:
    """Every class an annotation is made of, through containers, models and dataclasses."""
    seen = set() if seen is None else seen
    for argument in typing.get_args(annotation):
        yield from parts(argument, seen)
    if not isinstance(annotation, type) or annotation in seen:
        return
    seen.add(annotation)
    yield annotation
    if issubclass(annotation, BaseModel) or dataclasses.is_dataclass(annotation):
        for hint in typing.get_type_hints(annotation).values():
            yield from parts(hint, seen)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_states_hold_no_table_rows(state):
    """Vars go to the browser whole; a row would take its secrets along, and its session."""
    for name, field in state.get_fields().items():
        rows = [kind for kind in parts(field.annotated_type) if issubclass(kind, SQLModel)]
        assert rows == [], name


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_var_is_kept_by_the_browser(state):
    """Cookie and local-storage vars are written by the client, whatever their type says."""
    for name, field in state.get_fields().items():
        assert not type(field.default_value()).__module__.startswith("reflex.istate.storage"), name


def test_states_are_flat():
    """A state that inherits from another takes its handlers and vars along; a mixin is of one state."""
    mixins: list[type] = []
    for state in STATES:
        parts = [base for base in state.__bases__ if getattr(base, "_mixin", False)]
        assert [base for base in state.__bases__ if base not in parts] == [State], state.__name__
        mixins += parts
    assert len(set(mixins)) == len(mixins)


@pytest.mark.parametrize("name", GUARDED)
async def test_without_a_live_session_nothing_passes(gym, name):
    now = datetime.now(UTC)
    dead = {
        "no cookie": None,
        "empty": "",
        "garbage": "garbage",
        "revoked": await new_session(gym.owner, revoked_at=now),
        "expired": await new_session(gym.owner, expires_at=now - timedelta(seconds=1)),
    }
    for what, session in dead.items():
        assert sent_to(await asked(name, session)) == "/", what


@pytest.mark.parametrize("name", GUARDED)
async def test_a_role_without_the_permission_is_sent_home(gym, system_admin, name):
    homes = {"athlete": "/today", "scheduler": "/account", "coach": "/coach"}
    for who in everybody(gym, system_admin):
        answer = await asked(name, await new_session(who))
        if needs(name) in GRANTS[who.role]:
            assert answer is None, f"{who.role} may"
        else:
            assert sent_to(answer) == homes.get(who.role, "/admin/people"), who.role


def test_every_permission_of_a_page_has_somebody_without_it():
    """Else the test above proves nothing for it."""
    for param in GUARDED:
        without = [role for role in Role if needs(param.values[0]) not in GRANTS[role]]
        assert without or needs(param.values[0]) is Permission.ACCOUNT_MANAGE


PLATFORM = [param for param in GUARDED if needs(param.values[0]) not in GRANTS[Role.ORG_ADMIN]]


@pytest.mark.parametrize("name", PLATFORM)
async def test_who_administers_the_platform_no_longer_is_out_at_once(system_admin, name):
    session = await new_session(system_admin)
    assert await asked(name, session) is None
    async with open_context(BySystem(None)) as ctx:
        await ctx.db.execute(text("delete from platform_admin where user_id = :id"), {"id": system_admin.id})
    assert sent_to(await asked(name, session)) == "/"


@pytest.mark.parametrize("name", [param for param in GUARDED if param not in PLATFORM])
async def test_a_disabled_member_and_a_suspended_gym_are_out_at_once(gym, name):
    who = gym.owner
    session = await new_session(who)
    assert await asked(name, session) is None
    await set_disabled(who)
    assert sent_to(await asked(name, session)) == "/"
    await set_disabled(who, False)
    assert await asked(name, session) is None
    await set_status(gym.tenant_id, "suspended")
    assert sent_to(await asked(name, session)) == "/"


async def test_the_gate_stands_in_front_of_the_application(gym):
    """The same through Reflex's own processor: a refused event changes nothing, a permitted one does."""
    name = next(name for name in HANDLERS if short(name) == "PeopleState.load")
    state = HANDLERS[name].states[0]
    assert isinstance(app._middlewares[0], Gate)
    async with serving() as tabs:
        for session in (None, "garbage", await new_session(gym.member)):
            tab = tabs.open(session)
            await tab.send(name)
            assert tab.went_to(), "sent elsewhere"
            assert (await tab.state(state)).rows == []
        tab = tabs.open(await new_session(gym.admin))
        await tab.send(name)
        assert (tab.went_to(), len((await tab.state(state)).rows)) == ([], len(gym.people()))
        assert tabs.errors == []


async def test_a_page_loads_only_what_its_visitor_may_see(gym):
    """Opening a page sends one event; each of its loads passes the gate on its own."""
    async with serving() as tabs:
        boot = next(name for name in FRAMEWORK if name.endswith(".hydrate_and_load"))
        for who, sees in ((gym.member, False), (gym.admin, True)):
            tab = tabs.open(await new_session(who))
            await tab.send(boot, path="/admin/people")
            people = await tab.state(next(state for state in STATES if state.__name__ == "PeopleState"))
            assert bool(people.rows) is sees
            assert ("/today" in tab.went_to()) is not sees


async def test_a_database_that_is_down_lets_nobody_in(gym, monkeypatch):
    async def down(*args):
        raise ConnectionError("no database")

    session = await new_session(gym.admin)
    monkeypatch.setattr("rythm.core.context._enter", down)
    async with serving() as tabs:
        tab = tabs.open(session)
        name = next(name for name in HANDLERS if short(name) == "PeopleState.load")
        with pytest.raises(ConnectionError):
            await tab.send(name)
        assert (await tab.state(HANDLERS[name].states[0])).rows == []


def test_every_page_says_who_may_see_it():
    public = {page.route for page in pages.PAGES if page.allow is None}
    assert public == {"/"}


def test_a_pages_loads_need_no_more_than_the_page():
    """Whoever may see a page may load it, or it stays empty for them."""
    for page in pages.PAGES:
        for load in page.on_load:
            required = marked(load.fn)
            if page.allow is not None and required != EVERYONE:
                may_see = {role for role in GRANTS if page.allow in GRANTS[role]}
                may_load = {role for role in GRANTS if required in GRANTS[role]}
                assert may_see <= may_load, (page.route, load.fn.__qualname__)


def test_every_page_module_is_in_the_table():
    """A page that is not listed does not exist; a state of a module nobody lists would be tested nowhere."""
    ui = Path(pages.__file__).parent
    written = {
        "rythm.ui." + ".".join(path.relative_to(ui).with_suffix("").parts) for path in ui.glob("*/*/page.py")
    }
    listed = {page.build.__module__ for page in pages.PAGES}
    assert written == listed


def test_the_registry_is_the_applications():
    assert RegistrationContext.get().app is app
