"""Makes up what the demo's athletes weigh and measure, and where they want to be: always the same."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from rythm.demo.people import SEED, DemoPerson, Persona

KEEN = 0.9
"""Who rates nearly every set measures more than their weight, too."""
AIMING_WEEKS = 6


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A weight somebody wants to come to, said on a day and due on another."""

    said_on: date
    target_kg: Decimal
    due_on: date


def weight_on(athlete: DemoPerson, persona: Persona, day: date, today: date) -> Decimal:
    """What they weigh on a day: a slow course that ends at their weight, and the ups and downs of days."""
    weeks_ago = (today - day).days / 7
    noise = _chance(athlete, f"weight/{day}").gauss(0, 0.4)
    return _rounded(persona.bodyweight_kg - drift(athlete) * weeks_ago + noise)


def drift(athlete: DemoPerson) -> float:
    """How much their weight moves in a week, in kg."""
    chance = _chance(athlete, "drift")
    return round(chance.uniform(0.1, 0.3) * (-1 if chance.random() < 0.7 else 1), 2)


def measured(athlete: DemoPerson, now: datetime, weeks: int) -> list[tuple[str, datetime, Decimal]]:
    """Kind, moment and value of what they measured in the mornings of these weeks, none of it to come."""
    persona = athlete.persona
    if persona is None:
        return []
    today, told = now.date(), []
    weeks = min(weeks, persona.weeks or weeks)
    for ago in range(weeks * 7, -1, -1):
        day = today - timedelta(days=ago)
        chance = _chance(athlete, f"morning/{day}")
        at = datetime.combine(day, time(6, chance.randrange(60)), UTC)
        if at > now:
            continue
        if chance.random() < 0.15 + 0.5 * persona.rates_effort:
            told.append(("weight", at, weight_on(athlete, persona, day, today)))
        if persona.rates_effort >= KEEN and ago % 14 == 3:
            told += [(kind, at, value) for kind, value in _tape(athlete, persona, day, today).items()]
    return told


def _tape(athlete: DemoPerson, persona: Persona, day: date, today: date) -> dict[str, Decimal]:
    """Lengths in cm that follow the weight, and body fat that goes with it."""
    chance = _chance(athlete, f"tape/{day}")
    kg = persona.bodyweight_kg - drift(athlete) * (today - day).days / 7
    is_female = persona.sex == "female"
    return {
        "waist": _rounded((60 if is_female else 66) + kg * 0.2 + chance.gauss(0, 0.3)),
        "hips": _rounded((84 if is_female else 82) + kg * 0.2 + chance.gauss(0, 0.3)),
        "arm": _rounded(20 + kg * 0.13 - (today - day).days / 7 * 0.03 + chance.gauss(0, 0.1)),
        "body_fat": _rounded(
            (24 if is_female else 16) + (kg - persona.bodyweight_kg) * 0.6 + chance.gauss(0, 0.2)
        ),
    }


def pulse(athlete: DemoPerson, now: datetime, weeks: int) -> list[tuple[datetime, Decimal]]:
    """The resting pulse of those who look after such things, once a week and slowly falling."""
    persona = athlete.persona
    if persona is None or persona.rates_effort < KEEN:
        return []
    rested = []
    for week in range(weeks, 0, -1):
        at = datetime.combine(now.date() - timedelta(days=week * 7 - 2), time(5, 50), UTC)
        beats = 54 + week * 0.4 + _chance(athlete, f"pulse/{week}").gauss(0, 1)
        rested.append((at, Decimal(round(beats))))
    return rested


def goal(athlete: DemoPerson, now: datetime) -> DemoGoal | None:
    """Where those who are going somewhere want to be, half of the way done by now."""
    persona, course = athlete.persona, drift(athlete)
    if persona is None or (persona.weeks or AIMING_WEEKS) < AIMING_WEEKS or persona.rates_effort < 0.7:
        return None
    target = Decimal(str(round((persona.bodyweight_kg + course * AIMING_WEEKS) * 2) / 2))
    due_on = now.date() + timedelta(weeks=AIMING_WEEKS + (4 if course < -0.15 else 0))
    return DemoGoal(now.date() - timedelta(weeks=AIMING_WEEKS), target, due_on)


def _chance(athlete: DemoPerson, about: str) -> random.Random:
    return random.Random(f"{SEED}/{athlete.email}/{about}")  # noqa: S311 - no secret


def _rounded(value: float) -> Decimal:
    return Decimal(str(round(value, 1)))
