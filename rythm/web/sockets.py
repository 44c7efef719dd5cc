"""The open websockets of this process by session, so that ending a session also ends its sockets."""

from collections import defaultdict
from collections.abc import Awaitable, Callable

Close = Callable[[], Awaitable[None]]

_open: dict[bytes, set[Close]] = defaultdict(set)


def register(session: bytes, close: Close) -> None:
    """Note an open socket of a session."""
    _open[session].add(close)


def forget(session: bytes, close: Close) -> None:
    """The socket has ended."""
    _open[session].discard(close)
    if not _open[session]:
        del _open[session]


def count(session: bytes) -> int:
    """How many sockets of a session are open in this process."""
    return len(_open.get(session, ()))


async def close_session(session: bytes) -> int:
    """Close every socket of a session (by its token's hash) in this process; says how many there were."""
    closing = list(_open.get(session, ()))
    for close in closing:
        await close()
    return len(closing)
