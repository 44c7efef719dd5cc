"""Serves a built page at its own address, where the static server would redirect `/today` to `/today/`."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

INDEX = "/index.html"


class Pages:
    """Saves a round trip per first visit: the address stays, the file behind it is found at once."""

    def __init__(self, app: ASGIApp, *, files: Iterable[str]) -> None:
        self.app = app
        self.paths = frozenset("/" + name.removesuffix(INDEX) for name in files if name.endswith(INDEX))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the slash a folder's page needs."""
        if scope["type"] == "http" and scope["path"] in self.paths:
            path = f"{scope['path']}/"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)
