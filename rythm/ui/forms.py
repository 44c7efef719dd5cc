"""Turns a form's data into an input schema, or into messages for its fields."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from rythm.core.errors import AppError, Invalid, NotFound, Unauthenticated

Schema = TypeVar("Schema", bound=BaseModel)

WORDS = {
    "string_too_short": "Fill this in.",
    "missing": "Fill this in.",
    "string_pattern_mismatch": "This does not look right.",
    "uuid_parsing": "Choose one of the list.",
    "enum": "Choose one of the list.",
    "int_parsing": "Use a whole number.",
    "decimal_parsing": "Use a number.",
    "string_too_long": "At most {max_length} characters.",
    "greater_than_equal": "At least {ge}.",
    "less_than_equal": "At most {le}.",
    "multiple_of": "In steps of {multiple_of}.",
}
ADDRESS = "Use an address like name@example.com."
PATTERNS = {
    "email": ADDRESS,
    "admin_email": ADDRESS,
    "slug": "Use small letters, digits and single hyphens.",
    "brand": "Use a colour like #2f6bff.",
}


def parse(schema: type[Schema], data: dict[str, Any]) -> Schema:
    """The input a form describes; empty optional fields are left out.

    Raises Invalid with a message per field.
    """
    filled = {key: value for key, value in fields_of(data).items() if value not in ("", None)}
    try:
        return schema.model_validate(filled)
    except ValidationError as error:
        raise Invalid(fields=messages(error)) from None


def fields_of(payload: object) -> dict[str, Any]:
    """What a form holds; nothing when the payload is no form, for anybody can send one."""
    return payload if isinstance(payload, dict) else {}


def messages(error: ValidationError) -> dict[str, str]:
    """A message in people's words for each wrong field."""
    found: dict[str, str] = {}
    for problem in error.errors():
        field = str(problem["loc"][0]) if problem["loc"] else "form"
        if problem["type"] == "string_pattern_mismatch" and field in PATTERNS:
            found.setdefault(field, PATTERNS[field])
        else:
            words = WORDS.get(problem["type"], "").format(**problem.get("ctx", {}))
            found.setdefault(field, words or problem["msg"].removeprefix("Value error, "))
    return found


def id_in(payload: object) -> UUID:
    """The id a caller names; raises NotFound for anything that is none."""
    try:
        return UUID(str(payload))
    except ValueError:
        raise NotFound from None


@contextmanager
def in_form() -> Iterator[None]:
    """Inside, an error of no field is told above the form: a toast would lie behind a slide-over."""
    try:
        yield
    except Unauthenticated:
        raise
    except AppError as error:
        raise Invalid(error.message, fields=error.fields or {"form": error.message}) from None
