"""How the signed-in person logs training: read, and saved at every touch."""

from typing import Any

import reflex as rx

from rythm import access
from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.core.units import kept_weight, number_text, shown_weight
from rythm.ui.forms import fields_of, parse
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.workouts import preferences
from rythm.workouts.preferences import Preferences

SWITCHES = ("sound", "vibration", "keep_awake", "suggestions")
HEAVIEST_BAR_KG = 100
NO_WEIGHT = "Use the weight of a bar, such as 17.5."


class TrainingState(rx.State):
    """A member's preferences; `saved` counts the changes, so that the phone's copy follows each."""

    loaded: bool = False
    trains: bool = False
    unit: str = "kg"
    effort: str = "rpe"
    sound: bool = True
    vibration: bool = True
    keep_awake: bool = True
    suggestions: bool = True
    bar: str = ""
    errors: dict[str, str] = {}
    saved: int = 0

    @action(Permission.ACCOUNT_MANAGE)
    async def load(self):
        """Read the preferences of whoever trains in this gym; others have none."""
        async with context(self) as ctx:
            may = access.reach(ctx.actor.role, Permission.WORKOUT_LOG) is not None
            self.trains = may and await access.member_id(ctx) is not None
            if self.trains:
                self._show(await preferences.preferences(ctx))
        self.loaded, self.errors = True, {}

    @action(Permission.WORKOUT_LOG)
    async def pick_unit(self, unit: str):
        """Show weights in kilograms or pounds; what was logged stays as exact as it is."""
        await self._change(unit=unit)

    @action(Permission.WORKOUT_LOG)
    async def pick_effort(self, effort: str):
        """Say effort as RPE, as repetitions in reserve, or not at all."""
        await self._change(effort=effort)

    @action(Permission.WORKOUT_LOG)
    async def switch(self, setting: str, on: bool):
        """Turn one of the switches on or off."""
        if setting in SWITCHES:
            await self._change(**{setting: on})

    @action(Permission.WORKOUT_LOG)
    async def save_bar(self, form: dict[str, Any]):
        """Keep the weight of the person's own bar, in the unit they see; empty means the gym's."""
        typed = fields_of(form).get("bar")
        text = typed.strip() if isinstance(typed, str) else ""
        kept = kept_weight(text, self.unit) if text else None
        if text and (kept is None or not 0 < float(kept) <= HEAVIEST_BAR_KG):
            raise Invalid(fields={"bar": NO_WEIGHT})
        await self._change(bar_kg=kept)
        await say(self, "Your bar is saved." if text else "The gym's bars are used.")

    async def _change(self, **change: object) -> None:
        self.errors = {}
        async with context(self) as ctx:
            kept = (await preferences.preferences(ctx)).model_dump(mode="json")
            self._show(await preferences.prefer(ctx, parse(Preferences, kept | change)))
        self.saved += 1

    def _show(self, data: Preferences) -> None:
        self.unit, self.effort = data.unit, data.effort
        self.sound, self.vibration = data.sound, data.vibration
        self.keep_awake, self.suggestions = data.keep_awake, data.suggestions
        kg = data.bar_kg
        self.bar = "" if kg is None else number_text(shown_weight(float(kg), data.unit))
