"""The phone's search finds what people mean in the whole built-in library."""

from __future__ import annotations

import pytest

from rythm.exercises.catalogue import exercises
from tests.pwa import server as fake
from tests.pwa.conftest import Phone, settled

EXERCISES = fake.EXERCISES + [
    {**row.model_dump(include={"name", "equipment", "muscle", "measured_by", "rest_seconds", "is_common"}),
     "id": str(row.id)}
    for row in exercises().values() if row.name not in {known["name"] for known in fake.EXERCISES}
]  # fmt: skip


def test_what_every_gym_does_comes_before_the_rest(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "EXERCISES", EXERCISES)
    page = phone.open()
    settled(page)
    for query, first in (
        ("bench", "Bench press"),
        ("squat", "Squat"),
        ("dead", "Deadlift"),
        ("row", "Rowing machine"),
        ("barbell row", "Barbell row"),
        ("press", "Bench press"),
        ("curl", "Cable curl"),
        ("pull", "Pull-up"),
        ("lat", "Lat pulldown"),
        ("", "Bench press"),
    ):
        page.evaluate("(query) => rythm.search(query)", query)
        found = page.evaluate("rythm.library.get().results.map((r) => r.name)")
        assert found[0] == first, (query, found[:5])
