"""The mix of API calls that is measured: what members do, four reads to one write."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.wire import request

SEARCHES = ("bench", "squat", "row", "curl", "press db", "lunge", "deadlift", "pull")


@dataclass
class Member:
    """Somebody signed in, with an open workout to log into and a history to read."""

    email: str
    token: str
    set_ids: list[str]
    second_page: str | None = None
    cookies: dict[str, str] = field(default_factory=dict)


def operations(member: Member, host: str) -> dict[str, Iterator[bytes]]:
    """Endless requests of one member by operation; no two logged sets in a row are the same."""

    def get(path: str) -> bytes:
        return request("GET", path, host=host, token=member.token)

    history = ["/api/v1/workouts?limit=20"]
    if member.second_page:
        history.append(f"/api/v1/workouts?limit=20&cursor={member.second_page}")
    return {
        "list exercises": itertools.cycle([get("/api/v1/exercises?limit=50")]),
        "search exercises": itertools.cycle(
            [get(f"/api/v1/exercises?limit=20&search={words.replace(' ', '%20')}") for words in SEARCHES]
        ),
        "today": itertools.cycle([get("/api/v1/today?zone=Europe/Berlin")]),
        "log a set": itertools.cycle(
            [
                request("PATCH", f"/api/v1/sets/{set_id}", host=host, token=member.token, body=_set(number))
                for number in range(4)
                for set_id in member.set_ids
            ]
        ),
        "history page": itertools.cycle([get(path) for path in history]),
    }


OPERATIONS = ("list exercises", "search exercises", "today", "log a set", "history page")


def _set(number: int) -> bytes:
    values = {"weight_kg": f"{60 + 2.5 * number:g}", "reps": 5 + number, "rpe": "8", "done": number % 2 == 0}
    return json.dumps(values).encode()
