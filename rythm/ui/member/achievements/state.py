"""What the member has achieved, family by family, in words."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Read
from rythm.core.units import KG_PER_LB
from rythm.progress import achieving
from rythm.progress.achievements import FAMILIES, RULES, Family
from rythm.progress.schemas import Achievement, AchievementFamily
from rythm.ui import words
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of
from rythm.workouts import preferences

RULE_OF = {rule.key: rule for rule in RULES}
FAMILY_OF = {family.key: family for family in FAMILIES}


class Earned(Read):
    """One achievement that is there; `is_new` until it was seen."""

    rule: str
    day: str
    is_new: bool


class FamilyCard(Read):
    """One family: what is there, the next one with the share of the way, and what comes later."""

    key: str
    title: str
    note: str
    now: str
    earned: list[Earned]
    next_rule: str
    next_done: str
    share: float
    later: list[str]


class AchievementsState(rx.State):
    """The page of achievements."""

    loaded: bool = False
    earned: int = 0
    of: int = 0
    fresh: int = 0
    families: list[FamilyCard] = []

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read and note what was achieved; whoever sees it here has seen it."""
        zone = zone_of(self)
        async with context(self) as ctx:
            unit = (await preferences.ways(ctx))[0].unit
            view = await achieving.achievements(ctx, zone=zone, seeing=True)
        self.fresh = sum(one.is_new for family in view.families for one in family.achievements)
        self.families = [card(FAMILY_OF[one.key], one, unit, ctx.now, zone) for one in view.families]
        self.earned, self.of, self.loaded = view.earned, view.of, True


def card(family: Family, told: AchievementFamily, unit: str, now: datetime, zone: tzinfo) -> FamilyCard:
    """A family as its card shows it."""
    done = [one for one in told.achievements if one.earned_at is not None]
    open_ones = [one for one in told.achievements if one.earned_at is None]
    upcoming = open_ones[0] if open_ones else None
    share = min(1.0, told.now / upcoming.threshold) if upcoming else 1.0
    return FamilyCard(
        key=family.key,
        title=family.title,
        note=family.note,
        now=amount(family, told.now, unit),
        earned=[_earned(family, one, unit, now, zone) for one in reversed(done)],
        next_rule=rule(family, upcoming.threshold, unit) if upcoming else "",
        next_done=f"{figure(family, told.now, unit)} of {amount(family, upcoming.threshold, unit)}"
        if upcoming
        else "",
        share=round(share, 3),
        later=[rule(family, one.threshold, unit) for one in open_ones[1:]],
    )


def _earned(family: Family, one: Achievement, unit: str, now: datetime, zone: tzinfo) -> Earned:
    return Earned(
        rule=rule(family, one.threshold, unit),
        day=words.day(one.earned_at, now, zone) if one.earned_at else "",
        is_new=one.is_new,
    )


def rule(family: Family, threshold: float, unit: str) -> str:
    """The rule in words: `Finish 50 workouts`."""
    many = f"{figure(family, threshold, unit)}{words.TIMES}"
    return family.says.format(many if family.exercise else amount(family, threshold, unit))


def rules_of(keys: Iterable[str], unit: str) -> list[str]:
    """The rules behind these keys, in words; a key this version does not know is left out."""
    known = [RULE_OF[key] for key in keys if key in RULE_OF]
    return [rule(FAMILY_OF[one.family], one.threshold, unit) for one in known]


def amount(family: Family, number: float, unit: str) -> str:
    """A figure of a family with what it counts: `50 workouts`, `100,000 kg`, `1.5× body weight`."""
    if family.exercise:
        return f"{figure(family, number, unit)}{words.TIMES} body weight"
    if family.noun == "kg":
        return f"{figure(family, number, unit)} {unit}"
    return words.count(int(number), family.noun)


def figure(family: Family, number: float, unit: str) -> str:
    """The number alone: `1,000`, `1.25`."""
    if family.exercise:
        return f"{number:.2f}".rstrip("0").rstrip(".")
    if family.noun == "kg" and unit == "lb":
        return f"{number / KG_PER_LB:,.0f}"
    return f"{number:,.0f}"
