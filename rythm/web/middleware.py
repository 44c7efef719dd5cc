"""The layers around the whole application, in one place and in their order."""

from starlette.types import ASGIApp

from rythm.core.settings import settings
from rythm.web.binding import SessionBinding
from rythm.web.cookies import session_cookie_name
from rythm.web.frontend import FRONTEND
from rythm.web.guard import Guard
from rythm.web.headers import SecurityHeaders, read_hashes
from rythm.web.pages import Pages


def wrap(app: ASGIApp) -> ASGIApp:
    """The application inside its guards; give it to Reflex as the last `api_transformer`."""
    chosen, hashes = settings(), read_hashes(FRONTEND)
    pages = Pages(app, files=hashes)
    bound = SessionBinding(pages, secret=chosen.secret, cookie_name=session_cookie_name())
    guarded = Guard(bound, public_origins=chosen.public_origins)
    return SecurityHeaders(guarded, hashes=hashes, https=chosen.secure_cookies)
