"""Password hashing: argon2id, two at a time and off the event loop, so a flood of sign-ins stalls nobody."""

import asyncio
import secrets

from passlib.context import CryptContext

from rythm.core.errors import Invalid

_hashes = CryptContext(
    schemes=["argon2", "bcrypt"],
    deprecated="auto",
    argon2__type="ID",
    argon2__memory_cost=19_456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
"""OWASP's floor for argon2id: 19 MiB, two passes, one lane. bcrypt hashes verify and are upgraded."""

_two_at_a_time = asyncio.Semaphore(2)
_nobody = ""

SHORTEST, LONGEST = 10, 200


async def hash_password(password: str) -> str:
    """The hash to store."""
    async with _two_at_a_time:
        return await asyncio.to_thread(_hashes.hash, password)


async def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is right, and a better hash to store if the stored one is weak.

    With nothing stored it takes as long and answers no, so that the time tells nobody who exists.
    """
    global _nobody
    if not _nobody:
        _nobody = await hash_password(secrets.token_urlsafe(16))
    possible = stored is not None and len(password) <= LONGEST
    async with _two_at_a_time:
        right, better = await asyncio.to_thread(_verify, password[:LONGEST], stored or _nobody)
    return (right, better) if possible else (False, None)


def _verify(password: str, stored: str) -> tuple[bool, str | None]:
    if _hashes.identify(stored) != "bcrypt":
        verified: tuple[bool, str | None] = _hashes.verify_and_update(password, stored)
        return verified
    # bcrypt looks at 72 bytes; programs of old cut the rest off, today's library refuses it.
    right = _hashes.verify(password.encode()[:72], stored)
    return right, _hashes.hash(password) if right else None


def require_good(password: str, *, email: str, field: str = "password") -> None:
    """Raise Invalid unless the password is long enough and not just the person's address."""
    problem = None
    if len(password) < SHORTEST:
        problem = f"Use at least {SHORTEST} characters."
    elif len(password) > LONGEST:
        problem = f"Use at most {LONGEST} characters."
    elif len(set(password)) < 4:
        problem = "Use more than a few different characters."
    elif email.partition("@")[0] and password.lower() in (email, email.partition("@")[0] * 2):
        problem = "Do not use your e-mail address."
    if problem:
        raise Invalid(fields={field: problem})


def temporary_password() -> str:
    """A password to hand to a new person: readable, 60 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))
