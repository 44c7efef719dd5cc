"""Turns a form's data into an input schema, or into messages for its fields."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rythm.core.errors import Invalid

Schema = TypeVar("Schema", bound=BaseModel)

WORDS = {
    "string_too_short": "Fill this in.",
    "missing": "Fill this in.",
    "string_pattern_mismatch": "This does not look right.",
    "uuid_parsing": "Choose one of the list.",
    "enum": "Choose one of the list.",
    "int_parsing": "Use a whole number.",
    "decimal_parsing": "Use a number.",
}
PATTERNS = {"email": "Use an address like name@example.com."}


def parse(schema: type[Schema], data: dict[str, Any]) -> Schema:
    """The input a form describes; empty optional fields are left out. Raises Invalid with a message per field."""
    try:
        return schema.model_validate({key: value for key, value in data.items() if value not in ("", None)})
    except ValidationError as error:
        raise Invalid(fields=messages(error)) from None


def messages(error: ValidationError) -> dict[str, str]:
    """A message in people's words for each wrong field."""
    found: dict[str, str] = {}
    for problem in error.errors():
        field = str(problem["loc"][0]) if problem["loc"] else "form"
        if problem["type"] == "string_pattern_mismatch" and field in PATTERNS:
            found.setdefault(field, PATTERNS[field])
        else:
            words = WORDS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
            found.setdefault(field, words)
    return found
