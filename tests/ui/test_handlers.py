"""Every event handler, found by introspection, is run for real by another gym's people: they gain nothing.

They are given all they could hope for: the ids of somebody else's things in every argument, in the address,
in the form, and planted into the state itself. Afterwards not a row has changed and not a name has been told.
The positive control runs the same by the gym's own people, to whom each state does tell or change something.
"""

import inspect
import itertools
import typing
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from pydantic import BaseModel, ValidationError
from reflex.state import BaseState

from rythm.access import Permission
from rythm.access.permissions import reach
from rythm.belongings import background
from rythm.core.actor import Role
from rythm.core.ids import uuid7
from rythm.core.schema import encode_cursor
from rythm.ui import app as pages
from rythm.ui import errors
from rythm.ui.notice import Notice
from rythm.ui.state import permission_of
from tests.ui.conftest import new_session
from tests.ui.estate import Estate, build_estate
from tests.ui.tab import HANDLERS, STATES, Tabs, serving, short

Payload = dict[str, Any]

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()
"""When the estate's member trained last."""

WORDS: Mapping[str, str] = {
    "role": "coach", "status": "active", "scope": "tenant", "field": "rest", "value": "3", "brand": "#2f6bff",
    "text": "canary", "words": "canary", "search": "canary", "name": "Canary", "description": "Canary",
    "muscle": "chest", "equipment": "barbell", "level": "beginner", "shown": "mine", "whose": "members",
    "measured_by": "reps", "purpose": "add", "first": "1", "second": "1",
    "over": "1m", "unit": "lb", "effort": "rir", "setting": "sound", "on": "true", "show": "all",
    "sort": "name", "kind": "",
    "span": "365",
    "day": f"{YESTERDAY}", "key": f"{YESTERDAY:%Y-%m}-01/1",
    "tab": "body",
    "weeks": "26", "which": "12", "metric": "weight",
}  # fmt: skip
"""What a parameter of this name takes; one that is not here takes an id."""

FORMS: Mapping[str, tuple[str, ...]] = {
    "BodyState.save": ("value", "measured_at", "note"),
    "BodyState.aim": ("target", "due_on"),
    "BodyState.add_metric": ("own_name", "own_unit"),
    "BodyState.rename": ("own_name", "own_unit"),
    "ClientsState.agree": ("per_week", "starts_on"),
    "ClientsState.write": ("text",),
    "AnalyticsState.choose": ("first", "last"),
    "CommentsState.save": ("text",),
    "CompareState.choose": ("first", "last", "before_first", "before_last"),
    "MessageState.send": ("text",),
    "VolumeState.aim": ("least_sets", "most_sets"),
    "GymState.save": ("bar_name-1", "bar_kg-1", "plate_kg-2", "pairs-2"),
    "ExerciseFormState.save": (
        "name",
        "muscle",
        "equipment",
        "category",
        "level",
        "rest_seconds",
        "aliases",
        "execution",
        "mistakes",
    ),
    "ImportState.told": ("problem",),
    "LeavingState.told": ("problem",),
    "PeopleState.add": ("email", "name", "role", "coach_id"),
    "PeopleState.save": ("role", "coach_id"),
    "TrainingState.save_bar": ("bar",),
    "TenantsState.create": ("name", "slug", "organisation_name", "admin_name", "admin_email"),
}
"""The fields of the form each handler of a form takes."""

CURSORS = (
    "",
    encode_cursor("", UUID(int=0)),
    encode_cursor("9999-12-31T00:00:00+00:00", UUID(int=2**128 - 1)),
)
GUARDED = [name for name in HANDLERS if isinstance(permission_of(name), Permission)]
GUARDED_STATES = [state for state in STATES if any(HANDLERS[name].states[0] is state for name in GUARDED)]
NAMED = [pytest.param(name, id=short(name)) for name in GUARDED]
OUTSIDERS = {"owner": 1, "admin": 4, "coach": 4, "member": 4, "scheduler": 4}
"""Who tries what part of the ids on each handler: the owner, who may most, all; the others a quarter."""
INSIDERS = {"other_coach": 1, "stranger": 2, "scheduler": 4}
ROUTE_ARGUMENTS = (
    "client_id",
    "workout_id",
    "template_id",
    "exercise_id",
    "member_id",
    "user_id",
    "tenant_id",
)


def parameters(name: str) -> dict[str, inspect.Parameter]:
    """What the handler takes besides its state."""
    taken = inspect.signature(HANDLERS[name].handler.fn).parameters
    return dict(itertools.islice(taken.items(), 1, None))


def takes_a_form(name: str) -> bool:
    return any(
        typing.get_origin(one.annotation) is dict or one.annotation is dict
        for one in parameters(name).values()
    )


def may(role: Role, name: str) -> bool:
    """Whether a role has the handler's permission."""
    permission = permission_of(name)
    return isinstance(permission, Permission) and reach(role, permission) is not None


def payload(name: str, id_: UUID) -> Payload:
    """The handler's arguments, with this id wherever one could be."""
    filled: Payload = {}
    for parameter in parameters(name).values():
        if typing.get_origin(parameter.annotation) is dict or parameter.annotation is dict:
            filled[parameter.name] = {field: _word(field, id_) for field in FORMS.get(short(name), ())}
        elif parameter.annotation in (int, float):
            filled[parameter.name] = 1
        else:
            filled[parameter.name] = WORDS.get(parameter.name, str(id_))
    return filled


def _word(field: str, id_: UUID) -> str:
    if field.endswith("email"):
        return f"{uuid7().hex}@new.example"
    if field.endswith("_id"):
        return str(id_)
    if field in ("first", "last"):
        return str(YESTERDAY)
    said = {"slug": f"new-{uuid7().hex[-10:]}", "role": "athlete", "bar": "17.5", "bar_kg-1": "20"}
    said |= {"value": "80", "measured_at": "2026-01-05", "target": "70", "due_on": "2100-01-05"}
    said |= {"least_sets": "8", "most_sets": "16"}
    said |= {"per_week": "4", "starts_on": "2026-01-05"}
    said |= {"before_first": "2025-12-01", "before_last": "2025-12-31"}
    return (said | {"plate_kg-2": "25", "pairs-2": "2"}).get(field, "New")


def plant(state: BaseState, id_: UUID, cursor: str) -> None:
    """Put the id wherever the state keeps one, as if it had got there by an event we did not think of."""
    for name, field in type(state).get_fields().items():
        held = getattr(state, name)
        if "cursor" in name:
            setattr(state, name, cursor)
        elif isinstance(held, str) and (name.endswith("id") or name.startswith("_")):
            setattr(state, name, str(id_))
        elif isinstance(held, BaseModel):
            setattr(state, name, held.model_copy(update=_ids_of(held.__class__, id_)))
        elif isinstance(held, list) and not held:
            setattr(state, name, list(_forged(field.annotated_type, id_)))


def _ids_of(kind: type[BaseModel], id_: UUID) -> dict[str, str]:
    return {name: str(id_) for name in kind.model_fields if name == "id" or name.endswith("_id")}


def _forged(annotation: Any, id_: UUID) -> Iterator[BaseModel]:
    for kind in typing.get_args(annotation):
        if isinstance(kind, type) and issubclass(kind, BaseModel) and (ids := _ids_of(kind, id_)):
            words = {
                name: "New"
                for name, field in kind.model_fields.items()
                if field.annotation is str and field.is_required()
            }
            try:
                yield kind(**words | ids)
            except ValidationError:
                continue


def address(state: type[BaseState], id_: UUID) -> str:
    """The page the state is made for, with this id in it."""
    folder = state.__module__.rpartition(".")[0]
    if ".builder" in folder:
        folder = "rythm.ui.admin.template"
    for page in pages.PAGES:
        if page.build.__module__.rpartition(".")[0] == folder:
            return "/".join(str(id_) if part.startswith("[") else part for part in page.route.split("/"))
    return "/"


def tries(name: str, ids: Iterable[UUID]) -> Iterator[tuple[UUID, Payload, str]]:
    """Every id in turn, with the cursors that may lead on."""
    state = HANDLERS[name].states[0]
    cursors = (
        CURSORS if any("cursor" in field for field in state.get_fields()) and "more" in name else CURSORS[:1]
    )
    for id_ in ids:
        for cursor in cursors:
            yield id_, payload(name, id_), cursor


def share(name: str, estate: Estate, part: int, of: int) -> list[UUID]:
    """A part of the ids; which one changes from handler to handler, so that a page meets all of them."""
    return list(estate.ids.values())[(part + GUARDED.index(name)) % of :: of]


async def runs(tabs: Tabs, session: str, name: str, ids: Iterable[UUID]) -> AsyncIterator[tuple[UUID, str]]:
    """Run the handler with each id; yields the id planted and all that the tab has got by it."""
    state = HANDLERS[name].states[0]
    for id_, arguments, cursor in tries(name, ids):
        tab = tabs.open(session)
        path = address(state, id_)
        query = {argument: str(id_) for argument in ROUTE_ARGUMENTS}
        await tab.arrive(path, **query)
        plant(await tab.state(state), id_, cursor)
        await tab.send(name, arguments, path, **query)
        yield id_, await tab.all_of(state) + await tab.all_of(Notice)
        tabs.close(tab)


async def learnt(
    tabs: Tabs,
    session: str,
    name: str,
    estate: Estate,
    words: tuple[str, ...],
    ids: set[UUID],
    tried: Iterable[UUID] | None = None,
) -> list[str]:
    """What of these words and ids somebody has got by running the handler with everything they can name."""
    found = []
    async for planted, text in runs(tabs, session, name, tried or estate.ids.values()):
        found += [word for word in words if word in text.lower()]
        found += [
            f"{kind} {id_}" for kind, id_ in estate.ids.items() if id_ in ids - {planted} and str(id_) in text
        ]
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(db):
    async with serving() as opened:
        yield opened
        await background.finished()
        assert opened.errors == []


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def estate(db) -> Estate:
    """The gym others are after."""
    return await build_estate()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def elsewhere(db) -> Estate:
    """The gym of those who are."""
    return await build_estate()


def test_every_form_is_filled_in():
    forms = {short(name) for name in GUARDED if takes_a_form(name)}
    assert forms == set(FORMS), "say in FORMS which fields the form has"


@pytest.mark.parametrize("name", NAMED)
async def test_another_gyms_people_gain_nothing(tabs, estate, elsewhere, name):
    before, words, ids = await estate.fingerprint(), (estate.word, estate.secret), set(estate.ids.values())
    for part, (who, of) in enumerate(OUTSIDERS.items()):
        session = await new_session(elsewhere.gym.people()[who])
        tried = share(name, estate, part, of)
        assert await learnt(tabs, session, name, estate, words, ids, tried) == [], who
    assert await estate.fingerprint() == before


@pytest.mark.parametrize("name", NAMED)
async def test_the_same_gyms_people_do_not_reach_what_is_the_members_alone(tabs, estate, name):
    before, ids = await estate.private_print(), set(estate.private_ids)
    for part, (who, of) in enumerate(INSIDERS.items()):
        session = await new_session(estate.gym.people()[who])
        tried = share(name, estate, part, of)
        assert await learnt(tabs, session, name, estate, (estate.secret,), ids, tried) == [], who
    assert await estate.private_print() == before


@pytest.mark.parametrize("state", GUARDED_STATES, ids=lambda state: state.__name__)
async def test_the_gyms_own_people_are_served(tabs, system_admin, state):
    """The control: by the same harness, each state tells or changes something of the gym."""
    own = await build_estate()
    people = (own.gym.member, own.gym.coach, own.gym.admin, own.gym.owner, system_admin)
    sessions = [await new_session(who) for who in people]
    before = await own.fingerprint()
    for name, session in itertools.product(GUARDED, sessions):
        if HANDLERS[name].states[0] is state and await learnt(tabs, session, name, own, (own.word,), set()):
            return
    assert await own.fingerprint() != before


JUNK = [
    None, True, 7, -1, 10**30, 1.5, float("inf"), "", " ", "\x00", "ä" * 20_000, "%_\\", "' or 1=1 --",
    "0" * 36, str(UUID(int=0)), [], ["coach"], {}, {"id": 1}, [[{}]],
]  # fmt: skip


@pytest.mark.parametrize("name", [param for param in NAMED if parameters(param.values[0])])
async def test_nonsense_is_answered_and_never_an_accident(tabs, elsewhere, system_admin, monkeypatch, name):
    """Type hints of handlers are wishes: a client sends what it likes."""
    accidents: list[Any] = []
    monkeypatch.setattr(errors.log, "error", lambda *args, **facts: accidents.append(facts), raising=False)
    state = HANDLERS[name].states[0]
    good = payload(name, elsewhere.ids["exercise_id"])
    owner = elsewhere.gym.owner
    session = await new_session(owner if may(Role.ORG_ADMIN, name) else system_admin)
    for junk in JUNK:
        for parameter, value in good.items():
            bad = [junk]
            if isinstance(value, dict):
                bad += [value | {field: junk} for field in value]
            for instead in bad:
                tab = tabs.open(session)
                await tab.arrive(address(state, elsewhere.ids["template_id"]))
                await tab.send(name, good | {parameter: instead})
                assert accidents == [], (parameter, instead)
                tabs.close(tab)
    assert tabs.errors == []
