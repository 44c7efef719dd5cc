"""A prescribed set: what a template says of one set of an exercise, and what a logged set remembers of it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self, cast

from pydantic import AfterValidator, Field, model_validator
from typing_extensions import TypedDict

from rythm.core.amounts import Exact
from rythm.core.schema import Input
from rythm.exercises.schemas import RestSeconds

MAX_SETS = 20
TENTH_DECIMAL = Decimal("1e-10")
"""Weights are kept to ten decimals of a kilogram: a quarter of a pound is exact."""


class Progression(StrEnum):
    """How the load goes on from workout to workout."""

    NONE = "none"
    DOUBLE = "double"
    LINEAR = "linear"
    WENDLER = "531"
    GZCLP = "gzclp"


PROGRESSIONS = {
    Progression.NONE: "none",
    Progression.DOUBLE: "double",
    Progression.LINEAR: "linear",
    Progression.WENDLER: "5/3/1",
    Progression.GZCLP: "GZCLP",
}
"""What people call them."""


class LoadBy(StrEnum):
    """What the number of a load means: kilograms, percent of the one-repetition maximum, or effort."""

    KG = "kg"
    PERCENT = "percent"
    RPE = "rpe"
    RIR = "rir"


LIMITS: dict[LoadBy, tuple[Decimal, Decimal, str]] = {
    LoadBy.KG: (Decimal(0), Decimal(5000), "A weight is from 0 to 5000 kg."),
    LoadBy.PERCENT: (Decimal(1), Decimal(150), "A share of the maximum is from 1 to 150 percent."),
    LoadBy.RPE: (Decimal(1), Decimal(10), "RPE is from 1 to 10."),
    LoadBy.RIR: (Decimal(0), Decimal(10), "Repetitions in reserve are from 0 to 10."),
}
"""The least and the greatest number of each kind of load, and how to say so."""

_TEMPO = re.compile(r"(\d|10|X)-?(\d|10|X)-?(\d|10|X)-?(\d|10|X)", re.IGNORECASE)


def _spelled(tempo: str) -> str:
    """`31x0` as `3-1-X-0`: seconds down, held, up and held, X for as fast as one can."""
    if not tempo:
        return ""
    found = _TEMPO.fullmatch(tempo)
    if found is None:
        raise ValueError("A tempo has four parts, such as 3-1-1-0 or 31X0.")
    return "-".join(found.groups()).upper()


def _exact(number: Decimal) -> Decimal:
    return number.quantize(TENTH_DECIMAL)


Load = Annotated[Exact, Field(ge=0, le=5000), AfterValidator(_exact)]
Distance = Annotated[Exact, Field(gt=0, le=1_000_000, description="In metres."), AfterValidator(_exact)]
Tempo = Annotated[str, Field(max_length=11), AfterValidator(_spelled)]
Reps = Annotated[int, Field(ge=1, le=1000)]
Duration = Annotated[int, Field(ge=1, le=86_400, description="In seconds.")]


class SetRow(TypedDict):
    """A prescribed set as the database and the phone keep it: numbers that must be exact are text."""

    kind: str
    reps_min: int | None
    reps_max: int | None
    load_by: str | None
    load: str | None
    tempo: str
    rest_seconds: int | None
    duration_seconds: int | None
    distance_m: str | None


class PrescribedSet(Input):
    """One set: how many repetitions (a lower number alone means "or more"), how heavy, how slow, how long.

    `load` is in kilograms, percent of the one-repetition maximum, RPE or repetitions in reserve, as `load_by`
    says. What is null is left to the person: `rest_seconds` to the exercise's.
    """

    kind: Literal["warmup", "working", "drop", "failure"] = "working"
    reps_min: Reps | None = None
    reps_max: Reps | None = None
    load_by: LoadBy | None = None
    load: Load | None = None
    tempo: Tempo = ""
    rest_seconds: RestSeconds | None = None
    duration_seconds: Duration | None = None
    distance_m: Distance | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.reps_min and self.reps_max and self.reps_max < self.reps_min:
            raise ValueError("The upper number of repetitions is below the lower one.")
        if (self.load is None) != (self.load_by is None):
            raise ValueError("A load needs both a number and what it counts, or neither.")
        if self.load is not None and self.load_by is not None:
            least, most, words = LIMITS[self.load_by]
            if not least <= self.load <= most:
                raise ValueError(words)
            if self.load_by in (LoadBy.RPE, LoadBy.RIR) and self.load * 2 % 1:
                raise ValueError("Effort goes in steps of a half.")
        return self


def alike(
    count: int = 3,
    reps_min: int | None = 8,
    reps_max: int | None = 10,
    *,
    kg: Decimal | None = None,
    rpe: Decimal | None = None,
) -> list[PrescribedSet]:
    """So many working sets that are all the same, such as three of 8 to 10; `kg` wins over `rpe`."""
    load_by = LoadBy.KG if kg is not None else LoadBy.RPE if rpe is not None else None
    load = kg if kg is not None else rpe
    return [PrescribedSet(reps_min=reps_min, reps_max=reps_max, load_by=load_by, load=load)] * count


def rows(sets: Sequence[PrescribedSet]) -> list[SetRow]:
    """The sets as the database and the phone keep them."""
    return [cast(SetRow, each.model_dump(mode="json")) for each in sets]
