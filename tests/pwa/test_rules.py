"""The rules in JavaScript give the answers they give in Python: the same inputs, in both, in batches."""

from __future__ import annotations

import ast
import importlib
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from rythm.core.units import KG_PER_LB
from rythm.web.compile import compiled
from rythm.web.frontend import PACKAGE, compiled_modules

CASES_EACH = 200
MUSCLES = ["chest", "quadriceps", "lats", "lower_back", "biceps"]
EQUIPMENT = ["barbell", "dumbbell", "machine", "kettlebell", "bodyweight", "smith_machine", ""]
MEASURES = [
    "weight_reps",
    "bodyweight_reps",
    "assisted_reps",
    "reps",
    "duration",
    "distance_duration",
    "weight_distance",
]
KINDS = ["warmup", "working", "working", "working", "drop", "failure"]


# ---- what rules are asked with: rows as the phone has them, in which fields may be empty or missing


def row(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A row; what is empty in it may be missing as well."""

    def made(of: dict[str, Any], *, bare: bool) -> dict[str, Any]:
        return {key: value for key, value in of.items() if value is not None or not bare}

    return st.builds(lambda of, bare: made(of, bare=bare), st.fixed_dictionaries(fields), st.booleans())


def none_or(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, st.none())


plate_kg = st.sampled_from(
    [25, 20, 15, 10, 5, 2.5, 1.25, 0.5, 45 * KG_PER_LB, 10 * KG_PER_LB, 2.5 * KG_PER_LB]
)
kg = st.one_of(
    st.integers(0, 1200).map(lambda quarters: quarters / 4),
    st.integers(0, 40000).map(lambda hundredths: hundredths / 100),
    st.integers(0, 900).map(lambda lb: lb * KG_PER_LB),
    st.floats(0, 500),
)
kg_text = st.one_of(
    st.sampled_from(["80.0", "100.0", "83.91458845", "0.0", "82.5", "20.00"]),
    st.integers(0, 30000).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02d}"),
)
reps = st.integers(0, 30)
unit = st.sampled_from(["kg", "lb"])
measure = st.sampled_from([*MEASURES, *["weight_reps"] * 5])
body = none_or(st.integers(400, 1400).map(lambda tenths: tenths / 10))
done = row(
    kind=st.sampled_from(KINDS),
    weight_kg=none_or(kg_text),
    reps=none_or(reps),
    rpe=none_or(st.sampled_from(["6.0", "8.0", "9.5", "10.0"])),
    duration_seconds=none_or(st.integers(0, 4000)),
    distance_m=none_or(st.sampled_from(["0.0", "20.0", "400.0", "5000.0"])),
)
letters = st.text("abcdehinoprstü éèñøßÅÉBP-_()/.'’", max_size=14)
word = st.sampled_from(
    ["bench", "benhc", "pres", "press", "bp", "squat", "sqaut", "row", "dumbell", "chest", "ohp", "é"]
)
query = st.one_of(word, word, st.lists(word, max_size=2).map(" ".join), letters)
known = st.sampled_from(["Bench press", "Barbell squat", "Overhead press", "Dumbbell bench press", "Row"])
names = st.one_of(known, known, letters)
identity = st.sampled_from(["a", "b", "c", "d", "e"])
exercise = st.builds(
    lambda id, fields: {"id": id, **fields},
    identity,
    row(
        name=names,
        aliases=st.lists(names, max_size=2),
        muscle=none_or(st.sampled_from(MUSCLES)),
        secondary_muscles=none_or(st.lists(st.sampled_from(MUSCLES), max_size=3)),
        equipment=none_or(st.sampled_from(EQUIPMENT)),
        category=st.sampled_from(["strength", "mobility", "cardio"]),
        force=st.sampled_from(["push", "pull", ""]),
        mechanic=st.sampled_from(["compound", "isolation"]),
        level=st.sampled_from(["beginner", "advanced"]),
        is_unilateral=st.booleans(),
        is_common=st.booleans(),
        measured_by=measure,
    ),
)
uses = st.dictionaries(identity, st.integers(0, 30))
prescribed = row(
    kind=st.sampled_from(["warmup", "working", "working", "working", "drop"]),
    reps_min=none_or(st.integers(1, 15)),
    reps_max=none_or(st.integers(1, 15)),
    load_by=st.sampled_from([None, None, "kg", "percent", "rpe", "rir"]),
    load=none_or(st.sampled_from(["60.0", "75", "8", "2", "102.5"])),
    distance_m=none_or(st.sampled_from(["20.0", "40.0"])),
    duration_seconds=none_or(st.sampled_from([30, 60, 90])),
)
plan = st.one_of(
    st.builds(lambda one, times: [one] * times, prescribed, st.integers(1, 6)),
    st.lists(prescribed, max_size=5),
    st.sampled_from([[3, 5, 5], [3, 8, 12], [5, 3, 3], [6, 2, 2], [3, 15, 15], [3, 10, 10]]).map(
        lambda of: [{"kind": "working", "reps_min": of[1], "reps_max": of[2]}] * of[0]
    ),
)
line = none_or(row(sets=plan, template_id=none_or(identity)))
straight = st.builds(
    lambda weight, count, made, rpe: (
        [{"kind": "working", "weight_kg": str(weight), "reps": made, "rpe": rpe, "duration_seconds": 45}]
        * count
    ),
    st.sampled_from([20.0, 40.0, 80.0, 100.0, 22.5]),
    st.integers(1, 10),
    st.sampled_from([1, 2, 3, 5, 8, 10, 12, 15, 25]),
    st.sampled_from([None, "8.0", "10.0"]),
)
wave = st.builds(
    lambda most, shares, made: [
        {"kind": "working", "weight_kg": str(2.5 * round(most * share / 2.5)), "reps": made}
        for share in shares
    ],
    st.sampled_from([60, 75, 77.5, 100, 142.5]),
    st.sampled_from([[0.65, 0.75, 0.85], [0.7, 0.8, 0.9], [0.75, 0.85, 0.95], [0.4, 0.5, 0.6]]),
    st.sampled_from([5, 3, 1, 2]),
)
session = row(
    workout_id=identity,
    template_id=none_or(identity),
    body_weight_kg=none_or(st.sampled_from(["80.5", "62.0"])),
    sets=st.one_of(straight, straight, wave, st.lists(done, max_size=5)),
)
lift = row(
    kind=st.sampled_from(KINDS),
    weight_kg=st.sampled_from(["100.0", "80.0", "62.0", "83.91458845", "90.5", None]),
    reps=st.integers(1, 15),
)
best = none_or(
    st.builds(lambda kg: {"value": kg, "at": "2026-01-01"}, st.sampled_from([50, 61.5, 80, 99.99, 110, 140]))
)
bests = none_or(
    row(
        e1rm=best,
        weight=best,
        volume=best,
        reps=st.dictionaries(st.sampled_from(["100.0", "80.0", "62.0", "83.91", "0.0"]), st.integers(1, 30)),
    )
)
library = st.lists(exercise, min_size=3, max_size=8, unique_by=lambda one: one["id"])
stock = st.lists(row(kg=plate_kg, pairs=none_or(st.integers(0, 4))), max_size=7)

CASES: dict[str, st.SearchStrategy[list[Any]]] = {}


def case(name: str, *arguments: st.SearchStrategy[Any]) -> None:
    CASES[name] = st.tuples(*arguments).map(list)


signed = st.floats(-3000, 3000) | st.integers(-100000, 100000).map(lambda n: n / 1000)
typed = st.one_of(
    kg_text, st.text("0123456789.,- −x", max_size=8), st.integers(0, 99999).map(lambda n: str(n / 100))
)
case("rounded", signed, st.integers(0, 4))
case("number_text", signed)
case("shown_weight", kg, unit)
case("weight_text", kg, unit)
case("typed_number", typed)
case("kept_weight", typed, unit)
case("kept_of", kg, unit)
case("step", unit)
case("dumbbell_step", unit)
case("number", st.sampled_from([None, "", "80.0", "83.91458845", 5, 2.5, "0"]))
case("counted_load", measure, none_or(kg), body)
case("is_whole_load", measure, body)
case("volume_of", done, measure, body)
case("e1rm", none_or(kg), none_or(reps))
case("load_for", kg, st.integers(1, 20))
case("rest_after", st.sampled_from(KINDS), none_or(st.integers(0, 600)))
case("floored", kg, st.sampled_from([0, 1.25, 2.5, 5 * KG_PER_LB]))
case(
    "warmup_ramp", kg, st.sampled_from([0, 20, 15, 45 * KG_PER_LB]), st.sampled_from([2.5, 2, 5 * KG_PER_LB])
)
case("muscle_sets", st.dictionaries(identity, st.integers(0, 9)), st.dictionaries(identity, exercise))
case("streak", st.lists(st.integers(0, 3), max_size=8))
case("plates", kg, st.sampled_from([0, 20, 15, 45 * KG_PER_LB]), stock)
case("barbell_step", stock, st.sampled_from([2.5, 5 * KG_PER_LB]))
case(
    "suggestion",
    st.sampled_from(["none", "double", "linear", "531", "gzclp"]),
    line,
    st.one_of(*[st.lists(session, min_size=n, max_size=n) for n in (0, 1, 1, 2, 2, 3, 4)]),
    exercise,
    none_or(st.integers(1, 5)),
    unit,
    body,
    st.sampled_from([None, 2.5, 1.0, 5.0]),
)
case("alternatives", exercise, library, uses, st.lists(identity, max_size=2, unique=True))
case("derived_load", exercise, exercise, none_or(kg), st.lists(session, max_size=2), unit)
case("records", st.one_of(lift, lift, done), bests, measure, body)
case("volume_records", kg, bests)
case("bests_with", bests, st.one_of(lift, done), measure, body, st.sampled_from([None, "2026-02-02"]))
case("bests_with_volume", bests, kg, st.sampled_from([None, "2026-02-02"]))
case("load_key", kg)
case("fold", letters)
case("search_terms", exercise)
case("is_one_typo", word, word)
case(
    "ranked",
    library,
    query,
    uses,
    *[none_or(st.sampled_from(of)) for of in (MUSCLES, EQUIPMENT, ["beginner"])],
)

ASKED_WITHIN = {"match_rank"}
"""Asked below with the words of a real exercise."""
WORKINGS = {
    "targets": "their answers are those of `suggestion`",
    "schemes": "their answers are those of `suggestion`",
    "steps": "their answers are those of `suggestion`",
}


@pytest.fixture(scope="module")
def phone_page(browser: Browser) -> Iterator[Page]:
    """A page with nothing but the compiled rules."""
    page = browser.new_page()
    page.evaluate(f"globalThis.rythm = {{}};{compiled()}")
    yield page
    page.close()


def differs(python: Any, phone: Any) -> bool:
    """Whether two answers differ by more than a billionth; None is null and undefined."""
    if isinstance(python, bool) or isinstance(phone, bool):
        return python is not phone
    if isinstance(python, int | float) and isinstance(phone, int | float):
        return not math.isclose(python, phone, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(python, list | tuple) and isinstance(phone, list):
        return len(python) != len(phone) or any(map(differs, python, phone))
    if isinstance(python, dict) and isinstance(phone, dict):
        return python.keys() != phone.keys() or any(differs(python[key], phone[key]) for key in python)
    return bool(python != phone)


def functions() -> dict[str, Any]:
    """The public functions of the compiled rules, by name; screens have tests of their own."""
    found = {}
    for path in compiled_modules():
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        if ".screen." in name or path.stem in WORKINGS:
            continue
        module = importlib.import_module(name)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[node.name] = getattr(module, node.name)
    return found


FUNCTIONS = functions()


def test_no_rule_is_left_out() -> None:
    assert FUNCTIONS.keys() == CASES.keys() | ASKED_WITHIN


def asked(name: str) -> list[list[Any]]:
    """What a rule is asked: some hundreds of cases, the same in every run."""
    found: list[list[Any]] = []

    @settings(
        max_examples=CASES_EACH * (3 if name == "suggestion" else 1),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(CASES[name])
    def ask(arguments: list[Any]) -> None:
        found.append(arguments)

    ask()
    return found


@pytest.mark.parametrize("name", CASES)
def test_phone_and_server_agree(name: str, phone_page: Page) -> None:
    batch = asked(name)
    told = phone_page.evaluate(
        "([name, batch]) => batch.map((of) => rythm.rules[name](...of) ?? null)", [name, batch]
    )
    for arguments, phone in zip(batch, told, strict=True):
        python = FUNCTIONS[name](*arguments)
        assert not differs(python, phone), f"{name}{tuple(arguments)}: {python} here, {phone} there"


def test_words_are_found_alike(phone_page: Page) -> None:
    bench = {
        "name": "Bench press",
        "aliases": ["BP", "Flat bench"],
        "muscle": "chest",
        "equipment": "barbell",
    }
    queries = ["bp", "bench", "benhc pres", "barbell", "bench xyz", "", "prs", "flat", "ben ch"]
    terms = FUNCTIONS["search_terms"](bench)
    phone = phone_page.evaluate(
        "([of, queries]) => queries.map((q) => rythm.rules.match_rank(rythm.rules.search_terms(of), q))",
        [bench, queries],
    )
    assert phone == [FUNCTIONS["match_rank"](terms, query) for query in queries]
    assert phone[4] == -1
    assert min(phone[:4]) >= 0


def test_readiness_never_raises_a_load_whatever_was_done() -> None:
    suggestion, lowered = FUNCTIONS["suggestion"], 0
    for policy, plan_, sessions, of, _, *rest in asked("suggestion"):
        usual = suggestion(policy, plan_, sessions, of, None, *rest)
        assert suggestion(policy, plan_, sessions, of, 3, *rest) == usual
        if usual is None:
            continue
        assert usual["change"] in ("up", "same", "down", "new", "deload")
        assert usual["reason"].endswith(".")
        sign = -1 if of.get("measured_by") == "assisted_reps" else 1
        for readiness in (1, 2):
            poor = suggestion(policy, plan_, sessions, of, readiness, *rest)
            assert len(poor["sets"]) == len(usual["sets"])
            for before, after in zip(usual["sets"], poor["sets"], strict=True):
                assert after["reps"] == before["reps"]
                assert (before["weight_kg"] is None) == (after["weight_kg"] is None)
                if before["weight_kg"] is not None:
                    assert before["weight_kg"] >= 0
                    assert after["weight_kg"] >= 0
                    assert (before["weight_kg"] - after["weight_kg"]) * sign >= 0
                    lowered += before["weight_kg"] != after["weight_kg"]
    assert lowered > 100, "the question was asked often enough"
