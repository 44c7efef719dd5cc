"""What the demo's athletes weigh and measure is believable, always the same, and never to come."""

from datetime import UTC, datetime, timedelta

import pytest

from rythm.demo import body
from rythm.demo.people import TENANTS, DemoPerson
from rythm.demo.training import history
from rythm.workouts.metrics import fits

MOMENTS = [datetime(2026, 11, 20, 10, 20, tzinfo=UTC), datetime(2027, 1, 1, 0, 5, tzinfo=UTC)]
ATHLETES = [person for tenant in TENANTS for person in tenant.athletes]


def name(value: object) -> str:
    return value.email if isinstance(value, DemoPerson) else f"{value:%Y-%m-%d}"


@pytest.mark.parametrize("now", MOMENTS, ids=name)
@pytest.mark.parametrize("athlete", ATHLETES, ids=name)
def test_mornings_on_the_scales(athlete: DemoPerson, now: datetime) -> None:
    told = body.measured(athlete, now, 12)
    assert told == body.measured(athlete, now, 12)
    assert all(fits(kind, value) and at <= now for kind, at, value in told)
    weights = [(at, float(kg)) for kind, at, kg in told if kind == "weight"]
    assert len(weights) >= 3
    persona = athlete.persona
    assert persona is not None
    assert all(abs(kg - persona.bodyweight_kg) < 6 for _, kg in weights)
    days = {at.date(): kg for at, kg in weights}
    for workout in history(athlete, now):
        known = days.get(workout.started_at.date())
        assert known in (None, float(workout.body_weight_kg)), "one weight a day"


def test_some_want_to_be_somewhere_and_are_on_the_way() -> None:
    goals = {athlete.email: goal for athlete in ATHLETES if (goal := body.goal(athlete, MOMENTS[0]))}
    assert "athlete@harbor.demo" in goals
    assert 5 <= len(goals) < len(ATHLETES)
    for athlete in ATHLETES:
        if goal := goals.get(athlete.email):
            persona = athlete.persona
            assert persona is not None
            assert goal.said_on < MOMENTS[0].date() < goal.due_on
            assert abs(float(goal.target_kg) - persona.bodyweight_kg) < 3


def test_the_keen_measure_more() -> None:
    maya = next(athlete for athlete in ATHLETES if athlete.email == "athlete@harbor.demo")
    kinds = [kind for kind, _, _ in body.measured(maya, MOMENTS[0], 12)]
    assert set(kinds) == {"weight", "waist", "hips", "arm", "body_fat"}
    beats = [beat for _, beat in body.pulse(maya, MOMENTS[0], 12)]
    assert len(beats) == 12
    assert beats[0] > beats[-1]
    assert all(at < MOMENTS[0] + timedelta(0) for at, _ in body.pulse(maya, MOMENTS[0], 12))
