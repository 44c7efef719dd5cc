"""Reads entries of wger's `exerciseinfo`: facts and names in every language, not the texts of its authors."""

import re
from collections.abc import Mapping
from typing import Any

from rythm.exercises.entries import (
    Entry,
    UnusableEntryError,
    aliases,
    exercise,
    is_unilateral,
    measured_by,
    rest_seconds,
    rows_of,
    text_of,
)

ENGLISH = 2
MUSCLES = {
    "anterior deltoid": "shoulders",
    "biceps brachii": "biceps",
    "biceps femoris": "hamstrings",
    "brachialis": "biceps",
    "erector spinae": "lower_back",
    "gastrocnemius": "calves",
    "gluteus maximus": "glutes",
    "latissimus dorsi": "lats",
    "obliquus externus abdominis": "abdominals",
    "pectoralis major": "chest",
    "quadriceps femoris": "quadriceps",
    "rectus abdominis": "abdominals",
    "serratus anterior": "chest",
    "soleus": "calves",
    "trapezius": "traps",
    "triceps brachii": "triceps",
}
EQUIPMENT = {
    "barbell": "barbell",
    "dumbbell": "dumbbell",
    "kettlebell": "kettlebell",
    "sz-bar": "ez_bar",
    "cable": "cable",
    "machine": "machine",
    "smith machine": "smith_machine",
    "resistance band": "band",
    "swiss ball": "other",
    "pull-up bar": "bodyweight",
    "none (bodyweight exercise)": "bodyweight",
    "gym mat": "bodyweight",
}
"""What is loaded comes first: a dumbbell on a mat is a dumbbell."""
FURNITURE = frozenset({"bench", "incline bench"})
CATEGORY_MUSCLES = {
    "abs": "abdominals",
    "arms": "biceps",
    "back": "lats",
    "calves": "calves",
    "chest": "chest",
    "legs": "quadriceps",
    "shoulders": "shoulders",
}
"""The main muscle where an entry names none but its part of the body."""


def is_one(said: Mapping[str, Any]) -> bool:
    """Whether this looks like an entry of wger."""
    return "translations" in said or "muscles_secondary" in said


def read(number: int, said: Mapping[str, Any]) -> Entry:
    """The entry as an exercise of ours; raises UnusableEntryError."""
    key = said.get("uuid") or said.get("id")
    if not isinstance(key, str | int):
        raise UnusableEntryError("it has no id")
    names = sorted(rows_of(said.get("translations")), key=lambda each: _language(each) != ENGLISH)
    if not names:
        raise UnusableEntryError("it has no name in any language")
    name = text_of(names[0].get("name"), "name")
    others = [other for each in names for other in (each.get("name"), *_aliases(each))]
    warnings: list[str] = []
    part = next((str(each.get("name", "")) for each in rows_of([said.get("category")])), "").lower()
    category = "cardio" if part == "cardio" else "strength"
    muscles = _muscles(said.get("muscles"), warnings) or [CATEGORY_MUSCLES.get(part, "")]
    equipment = _equipment(said.get("equipment"), name, warnings)
    return Entry(
        number,
        f"wger/{key}",
        exercise(
            name=name,
            scope="tenant",
            muscle=muscles[0],
            secondary_muscles=[*muscles[1:], *_muscles(said.get("muscles_secondary"), warnings)],
            equipment=equipment,
            category=category,
            measured_by=measured_by(name, category, equipment, ""),
            is_unilateral=is_unilateral(name),
            rest_seconds=rest_seconds(category, ""),
            aliases=aliases(others, name),
        ),
        tuple(warnings),
    )


def _language(translation: Mapping[str, Any]) -> object:
    said = translation.get("language")
    return said.get("id") if isinstance(said, dict) else said


def _aliases(translation: Mapping[str, Any]) -> list[object]:
    said = translation.get("aliases")
    return (
        [each.get("alias") if isinstance(each, dict) else each for each in said]
        if isinstance(said, list)
        else []
    )


def _muscles(said: object, warnings: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for each in rows_of(said):
        name = str(each.get("name", ""))
        if (muscle := MUSCLES.get(name.lower())) is None:
            warnings.append(f"muscle “{name}” is not known and left out")
        else:
            found[muscle] = None
    return list(found)


def _equipment(said: object, name: str, warnings: list[str]) -> str:
    names = {each.lower(): each for each in (str(row.get("name", "")) for row in rows_of(said))}
    for known, ours in EQUIPMENT.items():
        if known in names:
            return ours
    if unknown := [said for lowered, said in names.items() if lowered not in FURNITURE]:
        warnings.append(f"equipment “{unknown[0]}” is not known and taken as other")
        return "other"
    found = re.search(r"\b(barbell|dumbbell|kettlebell|cable|machine|band)", name.lower())
    return EQUIPMENT.get(found[1], "band") if found else ""
