"""Finding an exercise on the phone while one types."""

import json

import pytest

from rythm.exercises.search import fold, is_one_typo, match_rank, ranked, search_terms
from rythm.web.frontend import PACKAGE

LIBRARY = [
    one | {"id": one["slug"]} for one in json.loads((PACKAGE / "exercises" / "catalogue.json").read_text())
]
for one in LIBRARY:
    one["terms"] = search_terms(one)


def found(query, uses=None, **filters):
    return [one["name"] for one in ranked(LIBRARY, query, uses or {}, **filters)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Développé-Couché", "developpe couche"),
        ("  Lat   pulldown (wide) ", "lat pulldown wide"),
        ("Straße", "strasse"),
        ("Skør Łydka", "skor lydka"),
        ("farmer's walk", "farmer s walk"),
        ("---", ""),
        ("1½ squat", "1½ squat"),
    ],
)
def test_words_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    "query",
    [
        "bp", "bench", "Bench press", "benhc pres", "bnech", "bech press", "benchh press", "bench pess",
        "press bench", "BB bench", "flat bench", "bench barbell", "benchpress",
    ],
)  # fmt: skip
def test_the_bench_press_is_found(query):
    assert found(query)[0] == "Bench press"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("ohp", "Overhead press"),
        ("squat", "Squat"),
        ("sqaut", "Squat"),
        ("dead", "Deadlift"),
        ("daedlift", "Deadlift"),
        ("rdl", "Romanian deadlift"),
        ("pullup", "Pull-up"),
        ("pull up", "Pull-up"),
        ("push-up", "Push-up"),
        ("lat pul", "Lat pulldown"),
        ("db row", "Dumbbell row"),
    ],
)
def test_what_people_type_finds_what_they_mean(query, name):
    assert name in found(query)[:3]


def test_every_word_has_to_be_found():
    assert found("bench xyzq") == []
    assert found("bpx") == []
    assert match_rank(search_terms({"name": "Bench press"}), "") == 0


def test_short_words_forgive_nothing():
    assert not is_one_typo("row", "raw")
    assert match_rank(search_terms({"name": "Row"}), "raw") == -1


@pytest.mark.parametrize(
    ("typed", "is_it"),
    [
        ("press", True),
        ("pres", True),
        ("prss", True),
        ("ppress", True),
        ("prass", True),
        ("rpess", True),
        ("perss", True),
        ("presss", True),
        ("prexx", False),
        ("spers", False),
        ("pressing", False),
    ],
)
def test_one_slip_is_forgiven(typed, is_it):
    assert is_one_typo("press", typed) is is_it


def test_what_this_member_does_comes_before_its_equals():
    by_name = found("bench")
    assert by_name[0] == "Bench press"
    dumbbells = next(one["id"] for one in LIBRARY if one["name"] == "Dumbbell bench press")
    assert found("bench", {dumbbells: 12})[0] == "Dumbbell bench press"
    assert found("", {dumbbells: 1})[0] == "Dumbbell bench press"
    assert found("squat", {dumbbells: 12})[0] == "Squat", "use does not outweigh the word"


def test_without_a_query_the_common_come_first():
    common = {one["name"] for one in LIBRARY if one.get("is_common")}
    everything = found("")
    assert len(everything) == len(LIBRARY)
    assert set(everything[: len(common)]) == common


def test_filters():
    rows = ranked(LIBRARY, "press", {}, muscle="triceps", equipment="dumbbell", level="beginner")
    assert rows
    assert all(one["equipment"] == "dumbbell" and one["level"] == "beginner" for one in rows)
    assert all("triceps" in [one["muscle"], *one["secondary_muscles"]] for one in rows)
    ranks = [one["muscle"] != "triceps" for one in ranked(LIBRARY, "", {}, muscle="triceps")]
    assert ranks == sorted(ranks), "those for the muscle come before those it helps in"
    assert found("", muscle="wings") == []


def test_an_exercise_may_lack_everything_but_its_id():
    assert ranked([{"id": "a"}], "", {}) == [{"id": "a"}]
    assert ranked([{"id": "a"}], "x", {}) == []
