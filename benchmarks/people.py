"""The people behind the load: demo members who signed in, each with an open workout to log into."""

from collections.abc import Sequence
from typing import Any

import httpx

from benchmarks.mix import Member
from rythm.demo.people import PASSWORD, TENANTS

EXERCISES_PER_WORKOUT = 2
SETS_PER_EXERCISE = 4


def prepare(url: str, wanted: int) -> list[Member]:
    """Sign members in, for the API and as browsers, and open a workout for each."""
    members = []
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        for email in _athletes()[:wanted]:
            credentials = {"email": email, "password": PASSWORD}
            token = _good(client.post("/api/v1/auth/token", json=credentials))["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            member = Member(email, token, _open_workout(client), _second_page(client))
            del client.headers["Authorization"]
            member.cookies = _browser(client, url, credentials)
            members.append(member)
    return members


def _athletes() -> Sequence[str]:
    """The demo's athletes, the gyms in turn."""
    gyms = (tenant.athletes for tenant in TENANTS)
    return [person.email for pair in zip(*gyms, strict=False) for person in pair]


def _open_workout(client: httpx.Client) -> list[str]:
    """The sets of an unfinished workout: a new one, or the one the demo left open."""
    today = _good(client.get("/api/v1/today"))
    if today["open"]:
        _good(client.delete(f"/api/v1/workouts/{today['open']['id']}"))
    workout = _good(client.post("/api/v1/workouts", json={"title": "Benchmark"}))
    wanted: dict[str, str | int] = {"search": "press", "limit": EXERCISES_PER_WORKOUT}
    sets: list[str] = []
    for exercise in _good(client.get("/api/v1/exercises", params=wanted))["items"]:
        line = {"exercise_id": exercise["id"]}
        part = _good(client.post(f"/api/v1/workouts/{workout['id']}/exercises", json=line))
        address = f"/api/v1/workout-exercises/{part['id']}/sets"
        sets += [_good(client.post(address, json={}))["id"] for _ in range(SETS_PER_EXERCISE)]
    return sets


def _second_page(client: httpx.Client) -> str | None:
    return _good(client.get("/api/v1/workouts", params={"limit": 20}))["next_cursor"]


def _browser(client: httpx.Client, url: str, credentials: dict[str, str]) -> dict[str, str]:
    _good(client.post("/api/v1/session", json=credentials, headers={"Origin": url, "X-Rythm": "1"}))
    cookies = dict(client.cookies)
    client.cookies.clear()
    return cookies


def _good(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json() if answer.content else None
