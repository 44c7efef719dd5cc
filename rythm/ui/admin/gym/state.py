"""The gym's bars and plates: read, changed as a form, saved whole."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.core.schema import Read
from rythm.core.units import kept_weight, number_text, shown_weight
from rythm.tenancy import equipment
from rythm.tenancy.equipment import MOST_BARS, MOST_PLATES, Equipment, Unit, usual
from rythm.ui.forms import fields_of
from rythm.ui.notice import say
from rythm.ui.state import action, context

NO_NAME = "Give the bar a name."
NO_WEIGHT = "Use a weight such as {}."
NO_PAIRS = "1 to 50 pairs."
TWICE = "It is in here already."
LIGHTEST, HEAVIEST = 0, 100
"""Kilograms of a bar or plate."""


class BarLine(Read):
    """A bar as the form shows it; its fields are named by its key."""

    key: str
    name: str = ""
    weight: str = ""


class PlateLine(Read):
    """Plates of one weight as the form shows them."""

    key: str
    weight: str = ""
    pairs: str = ""


class GymState(rx.State):
    """The form: what is typed stays in the browser until it is saved."""

    loaded: bool = False
    in_gym: bool = True
    unit: str = "kg"
    bars: list[BarLine] = []
    plates: list[PlateLine] = []
    errors: dict[str, str] = {}
    reach: str = ""

    _made: int = 0
    _kept: Equipment | None = None

    @action(Permission.GYM_MANAGE)
    async def load(self):
        """Show what the gym has, or what is usual; a form that shows it is left as it is typed.

        It is asked for again whenever the connection comes back.
        """
        async with context(self) as ctx:
            self.in_gym = ctx.actor.tenant is not None
            if self.in_gym and (kept := await equipment.equipment(ctx)) != self._kept:
                self._show(kept)
        self.loaded = True

    @action(Permission.GYM_MANAGE)
    async def pick_unit(self, unit: str):
        """Begin anew in the other unit: with what the gym has in it, or else with what is usual."""
        if unit not in ("kg", "lb"):
            return
        async with context(self) as ctx:
            kept = await equipment.equipment(ctx)
        self._show(kept if kept.unit == unit else usual(_unit(unit)))

    @action(Permission.GYM_MANAGE)
    async def add_bar(self):
        """One more bar, to be filled in."""
        if len(self.bars) < MOST_BARS:
            self.bars = [*self.bars, BarLine(key=self._key())]

    @action(Permission.GYM_MANAGE)
    async def add_plates(self):
        """One more weight of plates, to be filled in."""
        if len(self.plates) < MOST_PLATES:
            self.plates = [*self.plates, PlateLine(key=self._key())]

    @action(Permission.GYM_MANAGE)
    async def remove(self, key: str):
        """Take a bar or plates out; nothing is lost until the form is saved."""
        self.bars = [bar for bar in self.bars if bar.key != key]
        self.plates = [plates for plates in self.plates if plates.key != key]

    @action(Permission.GYM_MANAGE)
    async def start_over(self):
        """Go back to what is saved."""
        async with context(self) as ctx:
            self._show(await equipment.equipment(ctx))

    @action(Permission.GYM_MANAGE)
    async def save(self, form: dict[str, Any]):
        """Keep the bars and plates of the form; phones hear of it with their next sync."""
        self.errors = {}
        data = read(fields_of(form), _unit(self.unit))
        async with context(self) as ctx:
            self._show(await equipment.equip(ctx, data))
        await say(self, "Bars and plates are saved.")

    def _key(self) -> str:
        self._made += 1
        return str(self._made)

    def _show(self, data: Equipment) -> None:
        def shown(kg: Decimal) -> str:
            return number_text(shown_weight(float(kg), data.unit))

        self._kept, self.errors, self.unit = data, {}, data.unit
        self.bars = [BarLine(key=self._key(), name=bar.name, weight=shown(bar.kg)) for bar in data.bars]
        self.plates = [
            PlateLine(key=self._key(), weight=shown(plates.kg), pairs=str(plates.pairs))
            for plates in data.plates
        ]
        self.reach = reach(data)


def read(fields: dict[str, Any], unit: Unit) -> Equipment:
    """The equipment a form describes; raises Invalid with a message for each wrong field.

    Fields are named by what they are and the key of their line: `bar_name-3`, `plate_kg-7`.
    """
    texts = {name: said.strip() for name, said in fields.items() if isinstance(said, str)}
    names, weights = _named(texts, "bar_name-"), _named(texts, "plate_kg-")
    if len(names) > MOST_BARS or len(weights) > MOST_PLATES:
        raise Invalid(f"At most {MOST_BARS} bars and {MOST_PLATES} weights of plates.")
    errors = {
        name: NO_NAME for name in names if not 1 <= len(texts[name]) <= 40 or not texts[name].isprintable()
    }
    bars = [
        {
            "name": texts[name],
            "kg": _weight(texts, name.replace("name", "kg", 1), unit, errors, least=LIGHTEST),
        }
        for name in names
    ]
    plates = [
        {
            "kg": _weight(texts, name, unit, errors),
            "pairs": _pairs(texts, name.replace("plate_kg", "pairs", 1), errors),
        }
        for name in weights
    ]
    _unlike(errors, [(name, texts[name].lower()) for name in names])
    _unlike(errors, [(name, str(plate["kg"])) for name, plate in zip(weights, plates, strict=True)])
    if errors:
        raise Invalid("Some numbers are not right.", fields=errors)
    return Equipment.model_validate({"unit": unit, "bars": bars, "plates": plates})


def reach(data: Equipment) -> str:
    """What can be loaded, in words: from the lightest bar to the heaviest with every plate."""
    if not data.bars:
        return "Without a bar nothing can be loaded: add one."
    bars = [bar.kg for bar in data.bars]
    most = max(bars) + 2 * sum(plates.kg * plates.pairs for plates in data.plates)
    least, heaviest = (number_text(shown_weight(float(kg), data.unit)) for kg in (min(bars), most))
    return f"Loads from {least} to {heaviest} {data.unit}, with every plate on the heaviest bar."


def _unit(said: str) -> Unit:
    return "lb" if said == "lb" else "kg"


def _named(texts: dict[str, str], prefix: str) -> list[str]:
    return [name for name in texts if name.startswith(prefix)]


def _weight(
    texts: dict[str, str], name: str, unit: Unit, errors: dict[str, str], *, least: float = 0.01
) -> str:
    kept = kept_weight(texts.get(name, ""), unit)
    if kept is None or not least <= float(kept) <= HEAVIEST:
        errors[name] = NO_WEIGHT.format("45" if unit == "lb" else "20")
        return "0"
    return kept


def _pairs(texts: dict[str, str], name: str, errors: dict[str, str]) -> int:
    said = texts.get(name, "")
    if said.isascii() and said.isdigit() and len(said) <= 3 and 1 <= int(said) <= 50:
        return int(said)
    errors[name] = NO_PAIRS
    return 1


def _unlike(errors: dict[str, str], named: Sequence[tuple[str, str]]) -> None:
    """Complain about every field whose value an earlier one has already."""
    seen: set[str] = set()
    for name, value in named:
        if value in seen:
            errors.setdefault(name, TWICE)
        seen.add(value)
