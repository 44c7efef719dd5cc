"""How often sign-in may be tried: per account and per address."""

import time
from ipaddress import IPv4Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter

from rythm.core.errors import TooManyRequests
from rythm.core.settings import settings

PER_ACCOUNT = parse("10 per 15 minutes")
PER_ADDRESS = parse("60 per 15 minutes")

_limiter: FixedWindowRateLimiter | None = None


def _limits() -> FixedWindowRateLimiter:
    global _limiter
    if _limiter is None:
        storage: Storage = MemoryStorage()
        if redis := settings().redis_url:
            storage = RedisStorage(f"async+{redis}", implementation="redispy")
        _limiter = FixedWindowRateLimiter(storage)
    return _limiter


async def before_try(email: str, address: str) -> None:
    """Count a try before the password is looked at, so that many at once do not slip through together.

    Raises TooManyRequests, with the seconds to wait, when there were too many.
    """
    for limit, kind, whose in ((PER_ADDRESS, "address", network(address)), (PER_ACCOUNT, "account", email)):
        if not await _limits().hit(limit, kind, whose):
            raise TooManyRequests(await _wait(limit, kind, whose))


async def after_success(email: str, address: str) -> None:
    """Forget the account's tries and take this one back from the address: a whole gym may share one."""
    await _limits().clear(PER_ACCOUNT, "account", email)
    key = PER_ADDRESS.key_for("address", network(address))
    await _limits().storage.incr(key, PER_ADDRESS.get_expiry(), amount=-1)


def network(address: str) -> str:
    """Whose address it is: with IPv6 everybody has a whole /64 to choose from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))


async def _wait(limit: RateLimitItem, *key: str) -> int:
    window = await _limits().get_window_stats(limit, *key)
    return int(window.reset_time - time.time()) + 1
