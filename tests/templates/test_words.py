"""Prescriptions in the words of a training log."""

from typing import Any

import pytest

from rythm.templates.sets import PrescribedSet, alike, rows
from rythm.templates.words import prescription


def one(**said: Any) -> PrescribedSet:
    return PrescribedSet.model_validate(said)


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        (alike(3), "3 × 8–10"),
        (alike(3, 5, 5), "3 × 5"),
        (alike(1, 5, None), "1 × 5+"),
        (alike(2, None, 8), "2 × up to 8"),
        (alike(2, None, None), "2 sets"),
        ([one()], "1 set"),
        ([one(reps_min=5, reps_max=5, load_by="kg", load="82.50")] * 2, "2 × 5 at 82.5 kg"),
        ([one(reps_min=5, reps_max=5, load_by="percent", load=75)], "1 × 5 at 75 %"),
        ([one(reps_min=5, reps_max=8, load_by="rpe", load="8.5")], "1 × 5–8 at RPE 8.5"),
        ([one(reps_min=5, reps_max=8, load_by="rir", load="0")], "1 × 5–8 with 0 in reserve"),
        ([one(reps_min=6, tempo="31x0")], "1 × 6+, tempo 3-1-X-0"),
        ([one(duration_seconds=45)] * 3, "3 × 0:45"),
        ([one(distance_m="40", load_by="kg", load=24)], "1 × 40 m at 24 kg"),
        ([one(distance_m="5000", duration_seconds=1500)], "1 × 5 km in 25:00"),
        ([one(kind="warmup", reps_min=5, reps_max=5), *alike(3, 5, 5)], "1 × 5 warm-up, 3 × 5"),
        ([*alike(2, 5, 5), one(kind="failure")], "2 × 5, 1 × to failure"),
        ([*alike(2, 5, 5), one(kind="drop", reps_max=12, reps_min=12)], "2 × 5, 1 × 12 drop set"),
    ],
)
def test_prescriptions(sets: list[PrescribedSet], words: str) -> None:
    assert prescription(rows(sets)) == words
