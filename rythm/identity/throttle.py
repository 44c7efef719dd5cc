"""How often sign-in may be tried: per account and per address."""

import time

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
        redis = settings().redis_url
        storage: Storage = RedisStorage(f"async+{redis}", implementation="redispy") if redis else MemoryStorage()
        _limiter = FixedWindowRateLimiter(storage)
    return _limiter


async def before_try(email: str, address: str) -> None:
    """Count a try; raises TooManyRequests, with the seconds to wait, when there were too many."""
    if not await _limits().test(PER_ADDRESS, "address", address):
        raise TooManyRequests(await _wait(PER_ADDRESS, "address", address))
    if not await _limits().hit(PER_ACCOUNT, "account", email):
        raise TooManyRequests(await _wait(PER_ACCOUNT, "account", email))


async def after_failure(address: str) -> None:
    """Count a failure against the address it came from."""
    await _limits().hit(PER_ADDRESS, "address", address)


async def after_success(email: str) -> None:
    """Forget the account's tries."""
    await _limits().clear(PER_ACCOUNT, "account", email)


async def _wait(limit: RateLimitItem, *key: str) -> int:
    window = await _limits().get_window_stats(limit, *key)
    return int(window.reset_time - time.time()) + 1
