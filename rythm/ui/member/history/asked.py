"""What the address of the history asks for, and the address of what is shown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationError

from rythm.core.errors import Invalid
from rythm.core.schema import Input, Search, decode_cursor
from rythm.progress.history import FIRST_YEAR, LAST_YEAR


def _of_workouts(cursor: str) -> str:
    try:
        decode_cursor(cursor, datetime, UUID)
    except Invalid as error:
        raise ValueError(error.message) from None
    return cursor


class Asked(Input):
    """What is shown of a history; `page` is the cursor its list goes on from."""

    words: Search = ""
    exercise: UUID | None = None
    template: UUID | None = None
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: date | None = None
    page: Annotated[str, Field(max_length=400), AfterValidator(_of_workouts)] | None = None


def asked(parameters: Mapping[str, Any]) -> Asked:
    """What an address asks for; what it says wrong is left out, for people shorten and mistype them."""
    said = {name: parameters[name] for name in Asked.model_fields if name in parameters}
    try:
        return Asked.model_validate(said)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors()}
        return Asked.model_validate({name: value for name, value in said.items() if name not in wrong})


def query(shown: Asked) -> str:
    """The part of the address after the path: `?words=squat&year=2025`, empty when nothing is asked for."""
    said = {name: str(value) for name, value in shown.model_dump().items() if value}
    return f"?{urlencode(said)}" if said else ""
