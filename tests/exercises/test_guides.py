"""The texts on the most used exercises: complete, short, each its own, and true to the library."""

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

from rythm.exercises.catalogue import exercises

GUIDES = json.loads(files("rythm.exercises").joinpath("guides.json").read_text("utf-8"))
PARTS = {"setup", "execution", "breathing", "mistakes", "safety", "variations"}
SENTENCES = {"setup": (2, 3), "execution": (2, 4), "breathing": (1, 2), "safety": (1, 3)}
KNOWN = sorted(set(GUIDES) & set(exercises()))
"""A key that is no exercise fails once, in its own test."""


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if sentence]


def test_every_exercise_done_in_every_gym_has_a_guide() -> None:
    assert len(GUIDES) >= 80
    assert set(GUIDES) <= set(exercises())
    assert {slug for slug, row in exercises().items() if row.is_common} <= set(GUIDES)


@pytest.mark.parametrize("slug", KNOWN)
def test_a_guide_has_all_parts_in_a_length_one_reads_between_sets(slug: str) -> None:
    guide = GUIDES[slug]
    assert set(guide) == PARTS
    for part, (least, most) in SENTENCES.items():
        text = guide[part]
        assert least <= len(sentences(text)) <= most, part
        assert 30 <= len(text) <= 420, part
        assert text == text.strip() and text[0].isupper() and text.endswith("."), part
    assert 3 <= len(guide["mistakes"]) <= 4
    for mistake in guide["mistakes"]:
        assert 8 <= len(mistake) <= 90 and not mistake.endswith(".")


@pytest.mark.parametrize("slug", KNOWN)
def test_variations_are_other_exercises_of_the_library(slug: str) -> None:
    names = {row.name for row in exercises().values()} - {exercises()[slug].name}
    variations = GUIDES[slug]["variations"]
    assert 2 <= len(variations) <= 4
    assert len(set(variations)) == len(variations)
    assert set(variations) <= names


def test_no_sentence_stands_in_two_guides() -> None:
    told: Counter[str] = Counter()
    for guide in GUIDES.values():
        texts = [guide[part] for part in SENTENCES] + guide["mistakes"]
        told.update(sentence.strip(" .").lower() for text in texts for sentence in sentences(text))
    assert [sentence for sentence, times in told.items() if times > 1] == []


def test_guides_promise_nothing_a_doctor_would_have_to() -> None:
    told = json.dumps(GUIDES).lower()
    assert re.findall(r"\b(cures?|heals?|rehab\w*|prevents? injur\w*|medical\w*|diagnos\w*)\b", told) == []
