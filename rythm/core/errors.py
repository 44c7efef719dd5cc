"""Errors people may see; each carries its own code, status and message."""

from collections.abc import Mapping


class ConfigurationError(Exception):
    """The program cannot run as it is set up; the message says what to do."""


class AppError(Exception):
    """An expected refusal; rendered by the API as JSON, by pages as field errors, a toast or a redirect."""

    code = "INTERNAL_ERROR"
    status = 500
    message = "Something went wrong."

    def __init__(self, message: str | None = None, *, fields: Mapping[str, str] | None = None) -> None:
        self.message = message or type(self).message
        self.fields = dict(fields or {})
        super().__init__(self.message)


class NotFound(AppError):
    """It does not exist, or it is not the caller's to see: both look the same."""

    code, status, message = "NOT_FOUND", 404, "This does not exist, or you may not see it."


class Forbidden(AppError):
    """The caller may see it but not do this."""

    code, status, message = "FORBIDDEN", 403, "Insufficient permissions"


class Unauthenticated(AppError):
    """Nobody is signed in, or the session has ended."""

    code, status, message = "UNAUTHENTICATED", 401, "Sign in to continue."


class Conflict(AppError):
    """It clashes with what is already there."""

    code, status, message = "CONFLICT", 409, "This clashes with what is already there."


class Invalid(AppError):
    """The input is wrong; `fields` says which part and why."""

    code, status, message = "BAD_REQUEST", 422, "Check the marked fields."


class QuotaExceeded(AppError):
    """The plan does not cover more of this."""

    code, status, message = "QUOTA_EXCEEDED", 402, "Your plan does not cover more of this."


class Gone(AppError):
    """It was there and has been removed."""

    code, status, message = "GONE", 410, "This has been removed."


class TooManyRequests(AppError):
    """Too often; `retry_after` says in how many seconds to try again."""

    code, status, message = "RATE_LIMITED", 429, "Too many tries."

    def __init__(self, retry_after: int, message: str | None = None) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(message or f"Too many tries. Try again in {waiting(self.retry_after)}.")


def waiting(seconds: int) -> str:
    """A waiting time in words: seconds under two minutes, else minutes."""
    return f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
