"""The demo's training is believable, always the same, and never in the future."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from rythm.demo.gym_templates import GYM_TEMPLATES
from rythm.demo.people import SYSTEM_ADMIN, TENANTS, DemoPerson
from rythm.demo.strength import REFERENCE_KG, REFERENCE_REPS, least_kg, step_kg
from rythm.demo.training import DemoWorkout, history
from rythm.exercises.catalogue import exercises

MOMENTS = [
    datetime(2026, 11, 20, 10, 20, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2026, 7, 6, 18, 30, tzinfo=UTC),
]
ATHLETES = [person for tenant in TENANTS for person in tenant.athletes]


def name(value: object) -> str:
    return value.email if isinstance(value, DemoPerson) else f"{value:%Y-%m-%d}"


everybody = pytest.mark.parametrize("athlete", ATHLETES, ids=name)
whenever = pytest.mark.parametrize("now", MOMENTS, ids=name)


def best(workouts: list[DemoWorkout], slug: str) -> float:
    """The highest estimated one-rep maximum (Epley) in these workouts."""
    return max(
        float(done.weight_kg) * (1 + done.reps / 30)
        for workout in workouts
        for exercise in workout.exercises
        for done in exercise.sets
        if exercise.slug == slug and done.weight_kg is not None
    )


@everybody
@whenever
def test_time_runs_forwards_and_ends_now(athlete: DemoPerson, now: datetime) -> None:
    workouts = history(athlete, now)
    for before, after in pairwise(workouts):
        assert before.finished_at < after.started_at
    for workout in workouts:
        assert timedelta(minutes=20) < workout.finished_at - workout.started_at < timedelta(minutes=100)
        moments = [done.done_at for exercise in workout.exercises for done in exercise.sets]
        assert workout.started_at < moments[0] and moments[-1] < workout.finished_at <= now
        assert all(before < after for before, after in pairwise(moments))
        assert 5 <= workout.started_at.hour <= 21


@everybody
@whenever
def test_numbers_are_what_a_gym_has_and_a_person_lifts(athlete: DemoPerson, now: datetime) -> None:
    for workout in history(athlete, now):
        slugs = [exercise.slug for exercise in workout.exercises]
        assert len(set(slugs)) == len(slugs)
        for done_exercise in workout.exercises:
            exercise = exercises()[done_exercise.slug]
            assert any(done.kind == "working" for done in done_exercise.sets)
            for done in done_exercise.sets:
                assert 1 <= done.reps <= 25
                assert done.rpe is None or (6 <= done.rpe <= 10 and done.rpe % 1 in (0, 0.5))
                if exercise.measured_by != "weight_reps":
                    assert done.weight_kg is None
                    continue
                assert done.weight_kg is not None
                assert least_kg(exercise) <= done.weight_kg <= 320
                assert done.weight_kg % step_kg(exercise, float(done.weight_kg)) == 0


@whenever
def test_personas_show_what_a_coach_looks_for(now: datetime) -> None:
    for tenant in TENANTS:
        by_email = {person.email: history(person, now) for person in tenant.athletes}
        hero = by_email[f"athlete@{tenant.slug}.demo"]
        assert (now.date() - hero[-1].started_at.date()).days == 1
        assert hero[0].started_at.date() <= now.date() - timedelta(weeks=11)
        weeks = Counter((now.date() - workout.started_at.date()).days // 7 for workout in hero)
        assert all(1 <= weeks[week] <= 4 for week in range(12))
        last = {
            email: (now.date() - workouts[-1].started_at.date()).days for email, workouts in by_email.items()
        }
        assert list(last.values()).count(9) >= 1, "one has stopped nine days ago"
        started = [(now.date() - workouts[0].started_at.date()).days for workouts in by_email.values()]
        assert sum(days <= 21 for days in started) == 1, "one is new"
        away = sum(days >= 27 for days in last.values())
        assert away == (tenant.slug == "north"), "one has been away for a month"
        assert sum(days <= 7 for days in last.values()) == 7 - away


@whenever
def test_people_get_stronger(now: datetime) -> None:
    (maya,) = (person for person in ATHLETES if person.email == "athlete@harbor.demo")
    workouts = history(maya, now)
    third = len(workouts) // 3
    for slug in ("bench-press", "squat", "deadlift"):
        assert 1.01 < best(workouts[-third:], slug) / best(workouts[:third], slug) < 1.4


@whenever
def test_the_hero_has_trained_for_more_than_a_year_and_was_away(now: datetime) -> None:
    (maya,) = (person for person in ATHLETES if person.email == "athlete@harbor.demo")
    workouts = history(maya, now)
    weeks = Counter((now.date() - workout.started_at.date()).days // 7 for workout in workouts)
    assert max(weeks) >= 62
    assert sum(weeks[week] == 0 for week in range(60)) == 4, "three weeks away and once one"


def test_the_same_day_gives_the_same_history_and_nobody_shares_theirs() -> None:
    now = MOMENTS[0]
    first = {person.email: history(person, now) for person in ATHLETES}
    assert first == {person.email: history(person, now) for person in ATHLETES}
    later = {person.email: history(person, now + timedelta(hours=3)) for person in ATHLETES}
    assert all(later[email][: len(workouts)] == workouts for email, workouts in first.items())
    assert len({tuple(workout.started_at for workout in workouts) for workouts in first.values()}) == 16
    assert history(ATHLETES[0], now, seed="other") != first[ATHLETES[0].email]
    assert history(SYSTEM_ADMIN, now) == []


def test_the_cast_is_complete() -> None:
    for tenant in TENANTS:
        roles = Counter(person.role for person in tenant.people)
        owners = roles.pop("org_admin", 0)
        assert roles == {"tenant_admin": 1, "coach": 2, "athlete": 8}
        emails = {person.email for person in tenant.people}
        assert {f"{who}@{tenant.slug}.demo" for who in ("athlete", "coach", "admin")} <= emails
        assert len(emails) == len({person.name for person in tenant.people}) == 11 + owners
        assert len(tenant.clients[f"coach@{tenant.slug}.demo"]) >= 5
        coached = {email for clients in tenant.clients.values() for email in clients}
        assert coached == {person.email for person in tenant.athletes}


def test_templates_name_real_exercises_that_we_know_strength_for() -> None:
    for tenant in TENANTS:
        templates = GYM_TEMPLATES[tenant.slug]
        trained = {name for person in tenant.athletes if person.persona for name in person.persona.templates}
        assert trained <= {template.name for template in templates if not template.personal}
        for template in templates:
            assert template.owner in {person.email for person in tenant.people}
            assert len({each.slug for each in template.exercises}) == len(template.exercises) <= 20
            for each in template.exercises:
                assert each.slug in exercises()
                assert each.slug in REFERENCE_KG.keys() | REFERENCE_REPS.keys()
