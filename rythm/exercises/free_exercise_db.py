"""Reads entries of free-exercise-db (github.com/yuhonas/free-exercise-db): public-domain JSON, one list."""

from collections.abc import Mapping
from typing import Any, get_args

from rythm.exercises.catalogue import Muscle
from rythm.exercises.entries import (
    Entry,
    UnusableEntryError,
    exercise,
    is_unilateral,
    measured_by,
    rest_seconds,
    text_of,
    translated,
)

MUSCLES = {muscle.replace("_", " "): muscle for muscle in get_args(Muscle)}
EQUIPMENT = {
    "none": "",
    "body only": "bodyweight",
    "bands": "band",
    "barbell": "barbell",
    "cable": "cable",
    "dumbbell": "dumbbell",
    "e-z curl bar": "ez_bar",
    "exercise ball": "other",
    "foam roll": "other",
    "kettlebells": "kettlebell",
    "machine": "machine",
    "medicine ball": "medicine_ball",
    "other": "other",
}
CATEGORIES = {
    "strength": "strength",
    "powerlifting": "strength",
    "olympic weightlifting": "olympic",
    "strongman": "strongman",
    "plyometrics": "plyometrics",
    "cardio": "cardio",
    "stretching": "mobility",
}
LEVELS = {"beginner": "beginner", "intermediate": "intermediate", "expert": "advanced"}
FORCES = {"none": "", "push": "push", "pull": "pull", "static": "static"}
MECHANICS = {"none": "", "compound": "compound", "isolation": "isolation"}
LONGEST_TEXT = 2000


def is_one(said: Mapping[str, Any]) -> bool:
    """Whether this looks like an entry of free-exercise-db."""
    return "primaryMuscles" in said


def read(number: int, said: Mapping[str, Any]) -> Entry:
    """The entry as an exercise of ours; raises UnusableEntryError."""
    name, key = text_of(said.get("name"), "name"), text_of(said.get("id"), "id")
    muscles = _muscles(said.get("primaryMuscles"))
    category = translated(CATEGORIES, said.get("category"), "category")
    equipment = translated(EQUIPMENT, said.get("equipment"), "equipment")
    if "smith machine" in name.lower():
        equipment = "smith_machine"
    force = translated(FORCES, said.get("force"), "force")
    mechanic = translated(MECHANICS, said.get("mechanic"), "mechanic")
    return Entry(
        number,
        f"free-exercise-db/{key}",
        exercise(
            name=name,
            scope="tenant",
            muscle=muscles[0] if muscles else "",
            secondary_muscles=[*muscles[1:], *_muscles(said.get("secondaryMuscles"))],
            equipment=equipment,
            category=category,
            force=force,
            mechanic=mechanic,
            level=translated(LEVELS, said.get("level"), "level"),
            measured_by=measured_by(name, category, equipment, force),
            is_unilateral=is_unilateral(name),
            rest_seconds=rest_seconds(category, mechanic),
            guide={"execution": told} if (told := _told(said.get("instructions"))) else None,
        ),
    )


def _muscles(said: object) -> list[str]:
    if said is None:
        return []
    if not isinstance(said, list):
        raise UnusableEntryError("its muscles are no list")
    return list(dict.fromkeys(translated(MUSCLES, each, "muscle") for each in said))


def _told(said: object) -> str:
    """The instructions as one text, as many whole steps as there is room for."""
    told = ""
    for step in said if isinstance(said, list) else []:
        longer = f"{told} {step}".strip() if isinstance(step, str) else told
        if len(longer) > LONGEST_TEXT:
            break
        told = " ".join(longer.split())
    return told
