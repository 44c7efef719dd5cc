"""A gym's bars and plates: what the plate calculator may put on a bar."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from sqlalchemy import select, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.amounts import KG_PER_LB, Exact
from rythm.core.context import Context
from rythm.core.schema import Input
from rythm.tenancy.models import Tenant

Unit = Literal["kg", "lb"]
MOST_BARS, MOST_PLATES = 12, 24

BarName = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
BarWeight = Annotated[Exact, Field(ge=0, le=100, max_digits=14, decimal_places=10)]
PlateWeight = Annotated[Exact, Field(gt=0, le=100, max_digits=14, decimal_places=10)]


class Bar(Input):
    """A bar by the name people know it by, and its weight in kg."""

    name: BarName
    kg: BarWeight


class Plates(Input):
    """Plates of one weight in kg, and how many pairs of them one bar can get."""

    kg: PlateWeight
    pairs: Annotated[int, Field(ge=1, le=50)]


class Equipment(Input):
    """The bars and plates of a gym, heaviest plate first; `unit` is what is stamped on them."""

    unit: Unit = "kg"
    bars: Annotated[list[Bar], Field(max_length=MOST_BARS)]
    plates: Annotated[list[Plates], Field(max_length=MOST_PLATES)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if len({bar.name.lower() for bar in self.bars}) < len(self.bars):
            raise ValueError("Two bars have the same name.")
        if len({plates.kg for plates in self.plates}) < len(self.plates):
            raise ValueError("A plate is listed twice: add its pairs together.")
        self.plates.sort(key=lambda plates: -plates.kg)
        return self


Stamped = tuple[Decimal, tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]
USUAL: dict[Unit, Stamped] = {
    "kg": (
        Decimal(1),
        (("Olympic bar", "20"), ("Women's bar", "15")),
        (("25", 4), ("20", 4), ("15", 2), ("10", 2), ("5", 2), ("2.5", 2), ("1.25", 2)),
    ),
    "lb": (
        KG_PER_LB,
        (("Olympic bar", "45"), ("Women's bar", "35")),
        (("45", 5), ("35", 2), ("25", 2), ("10", 2), ("5", 2), ("2.5", 2)),
    ),
}
"""For each unit its kilograms, and the bars and plates that bear it: names, weights, pairs."""


def usual(unit: Unit = "kg") -> Equipment:
    """What a gym has as long as it has said nothing, by the unit on its plates."""
    in_kg, bars, plates = USUAL[unit]
    return Equipment(
        unit=unit,
        bars=[Bar(name=name, kg=Decimal(weight) * in_kg) for name, weight in bars],
        plates=[Plates(kg=Decimal(weight) * in_kg, pairs=pairs) for weight, pairs in plates],
    )


def equipment_of(stored: dict[str, Any] | None) -> Equipment:
    """A gym's equipment from its row; the usual one until the gym says otherwise."""
    return Equipment.model_validate(stored) if stored else usual()


async def equipment(ctx: Context) -> Equipment:
    """The bars and plates of the gym the caller stands in."""
    access.require(ctx, Permission.WORKOUT_LOG)
    found = await ctx.db.execute(select(col(Tenant.equipment)).where(col(Tenant.id) == ctx.actor.tenant_id))
    return equipment_of(found.scalar_one())


async def equip(ctx: Context, data: Equipment) -> Equipment:
    """Say which bars and plates the gym has from now on; raises Forbidden for all but its administrators."""
    access.require(ctx, Permission.GYM_MANAGE, Reach.TENANT)
    await ctx.db.execute(
        update(Tenant)
        .where(col(Tenant.id) == ctx.actor.tenant_id)
        .values(equipment=data.model_dump(mode="json"))
    )
    return data
