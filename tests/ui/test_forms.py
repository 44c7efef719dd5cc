"""What becomes of a form: an input, or words at its fields; and of whatever is sent in its place."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import pytest
from pydantic import Field

from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Email, Input, Name
from rythm.ui.forms import fields_of, id_in, in_form, parse


class Colour(StrEnum):
    RED = "red"


class Sample(Input):
    """One field of each kind."""

    name: Name
    email: Email = "a@b.example"
    count: Annotated[int, Field(ge=1, le=20)] = 3
    weight_kg: Decimal | None = None
    colour: Colour = Colour.RED
    coach_id: UUID | None = None


def test_a_form_becomes_an_input():
    data = parse(
        Sample,
        {"name": " Ada ", "email": "ADA@Gym.Example ", "count": "5", "weight_kg": "82.5", "coach_id": ""},
    )
    assert data == Sample(name="Ada", email="ada@gym.example", count=5, weight_kg=Decimal("82.5"))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": ""}, "name", "Fill this in."),
        ({"name": "  "}, "name", "Fill this in."),
        ({"name": None}, "name", "Fill this in."),
        ({"name": ["Ada"]}, "name", "Input should be a valid string"),
        ({"name": "A\x00da"}, "name", "This text holds a character that cannot be stored."),
        ({"email": "ada"}, "email", "Use an address like name@example.com."),
        ({"count": "many"}, "count", "Use a whole number."),
        ({"count": "21"}, "count", "At most 20."),
        ({"count": "0"}, "count", "At least 1."),
        ({"name": "A" * 121}, "name", "At most 120 characters."),
        ({"weight_kg": "heavy"}, "weight_kg", "Use a number."),
        ({"colour": "blue"}, "colour", "Choose one of the list."),
        ({"coach_id": "somebody"}, "coach_id", "Choose one of the list."),
        ({"is_admin": "yes"}, "is_admin", "Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change, field, words):
    with pytest.raises(Invalid) as refused:
        parse(Sample, {"name": "Ada"} | change)
    assert refused.value.fields == {field: words}


@pytest.mark.parametrize("payload", [None, "name=Ada", ["name"], 7, True])
def test_what_is_no_form_is_an_empty_one(payload):
    assert fields_of(payload) == {}
    with pytest.raises(Invalid) as refused:
        parse(Sample, payload)
    assert [*refused.value.fields] == ["name"]


@pytest.mark.parametrize("payload", [None, "", "me", 7, ["a"], {"id": 1}, "0190" * 9, "\x00"])
def test_what_is_no_id_leads_nowhere(payload):
    with pytest.raises(NotFound):
        id_in(payload)


def test_an_id_is_an_id():
    assert id_in("01900000-0000-7000-8000-000000000001") == UUID("01900000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("error", "fields"),
    [
        (Forbidden(), {"form": "Insufficient permissions"}),
        (NotFound("Gone."), {"form": "Gone."}),
        (Conflict("In use.", fields={"slug": "Taken."}), {"slug": "Taken."}),
        (Invalid(fields={"name": "Too long."}), {"name": "Too long."}),
    ],
)
def test_inside_a_form_every_error_is_told_in_the_form(error, fields):
    with pytest.raises(Invalid) as refused, in_form():
        raise error
    assert refused.value.fields == fields


def test_who_is_signed_out_is_not_told_so_in_a_form():
    with pytest.raises(Unauthenticated), in_form():
        raise Unauthenticated
    with pytest.raises(RuntimeError), in_form():
        raise RuntimeError("an accident stays one")
