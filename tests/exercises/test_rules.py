"""How names are compared and searched."""

import pytest

from rythm.exercises.rules import lowered, search_words


@pytest.mark.parametrize(
    ("name", "key"),
    [("Bench press", "bench press"), ("  Bench   PRESS ", "bench press"), ("Übung\t1", "übung 1"), ("", "")],
)
def test_names_are_compared_in_lower_case_with_single_spaces(name: str, key: str) -> None:
    assert lowered(name) == key


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("Press (DB)", ["press", "db"]),
        ("pull-up", ["pull", "up"]),
        ("100%_sure", ["100", "sure"]),
        ("''; --", []),
        ("a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]),
    ],
)
def test_a_search_is_its_words(search: str, words: list[str]) -> None:
    assert search_words(search) == words
