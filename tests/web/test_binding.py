"""A tab's token is worth nothing without the session it was made in."""

from urllib.parse import parse_qs
from uuid import UUID

import pytest

from rythm.core.crypto import token_hash
from rythm.web import sockets
from rythm.web.binding import SESSION_ENDED, SessionBinding, bound_token
from rythm.web.cookies import PLAIN, SECURE, session_token
from tests.web.asgi import Echo, Socket, request

SECRET = "a secret of a good length, for the tests"


def binding(app: Echo, cookie_name: str = PLAIN) -> SessionBinding:
    return SessionBinding(app, secret=SECRET, cookie_name=cookie_name)


async def token_seen(cookie: str, query: str = "token=tab-1&EIO=4&transport=websocket") -> str:
    """The token that reaches Reflex for a handshake with this cookie."""
    app = Echo()
    socket = Socket(binding(app), headers=[("cookie", cookie)], query=query)
    await socket.settle()
    await socket.hang_up()
    seen = parse_qs(app.scopes[0]["query_string"].decode())
    assert seen["EIO"] == ["4"], "the rest of the address is kept"
    return seen["token"][0]


async def test_the_token_depends_on_session_and_tab() -> None:
    mine = await token_seen("rythm_session=one")
    assert UUID(mine).version == 4
    assert mine == await token_seen("theme=dark; rythm_session=one")
    assert mine != await token_seen("rythm_session=two")
    assert mine != await token_seen("rythm_session=one", "token=tab-2&EIO=4")
    assert mine != await token_seen("")
    assert mine != "tab-1"


async def test_the_token_of_another_session_leads_nowhere() -> None:
    """Whoever has seen what the server calls the state still cannot ask for it."""
    stolen = await token_seen("rythm_session=victim")
    assert stolen != await token_seen("rythm_session=thief", f"token={stolen}&EIO=4")
    assert stolen != await token_seen("", f"token={stolen}&EIO=4")


async def test_the_token_header_is_bound_too() -> None:
    app = Echo()
    await request(
        binding(app), "/x", headers=[("cookie", "rythm_session=one"), ("reflex-client-token", "tab-1")]
    )
    key = binding(app).key
    wanted = bound_token(key, token_hash("one"), "tab-1").encode()
    assert dict(app.scopes[0]["headers"])[b"reflex-client-token"] == wanted


async def test_other_addresses_are_left_alone() -> None:
    app = Echo()
    await request(binding(app), "/page", query="token=tab-1")
    assert app.scopes[0]["query_string"] == b"token=tab-1"


@pytest.mark.parametrize(
    ("header", "name", "found"),
    [
        ("rythm_session=abc", PLAIN, "abc"),
        ("a=1; rythm_session=abc; b=2", PLAIN, "abc"),
        ("__Host-rythm_session=abc", SECURE, "abc"),
        ("rythm_session=planted", SECURE, ""),
        ("__Host-rythm_session=abc", PLAIN, ""),
        ("", PLAIN, ""),
        ('theirs={"a": 1}; a b=1; rythm_session=abc; odd="', PLAIN, "abc"),
        ("xrythm_session=abc", PLAIN, ""),
    ],
)
def test_only_the_cookie_of_our_name_counts(header: str, name: str, found: str) -> None:
    assert session_token(header, name) == found


async def test_ending_a_session_ends_its_sockets_and_no_others() -> None:
    apps = [Echo(), Echo(), Echo()]
    one, again, other = (
        Socket(binding(app), headers=[("cookie", f"rythm_session={name}")], query="token=t")
        for app, name in zip(apps, ("ending", "ending", "living"), strict=True)
    )
    for socket in (one, again, other):
        await socket.settle()
    assert sockets.count(token_hash("ending")) == 2
    assert await sockets.close_session(token_hash("ending")) == 2
    for socket in (one, again):
        await socket.settle()
        assert socket.closed_with == SESSION_ENDED
        await socket.say("one more event")
    assert apps[0].heard == apps[1].heard == [], "what arrives after the close reaches nobody"
    assert one.sent[-1]["type"] == "websocket.close"
    assert one.task.done()
    await other.say("hello")
    assert apps[2].heard == ["hello"]
    await other.hang_up()
    assert sockets.count(token_hash("ending")) == sockets.count(token_hash("living")) == 0
    assert await sockets.close_session(token_hash("ending")) == 0
