"""Exercises from other libraries as ours: what a file's entry says, in the words of this one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from rythm.exercises.schemas import CreateExercise

REST_SECONDS = {
    "olympic": 180,
    "strongman": 180,
    "plyometrics": 90,
    "cardio": 60,
    "mobility": 30,
}
COMPOUND_REST_SECONDS, REST_SECONDS_ELSE = 150, 90
MOST_ALIASES, LONGEST_NAME = 12, 120


class UnusableEntryError(ValueError):
    """An entry that cannot become an exercise; the text says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd about one entry of a file: an error leaves it out, a warning only a part of it."""

    number: int
    entry: str
    reason: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise of another library; `key` names it there for ever, whatever it is called."""

    number: int
    key: str
    data: CreateExercise
    warnings: tuple[str, ...] = field(default=())


def exercise(**said: Any) -> CreateExercise:
    """The exercise with these facts; raises UnusableEntryError with what is wrong about it."""
    said["secondary_muscles"] = [each for each in said["secondary_muscles"] if each != said["muscle"]][:8]
    try:
        return CreateExercise.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        raise UnusableEntryError(f"{first['loc'][0]}: {first['msg'][0].lower()}{first['msg'][1:]}") from None


def text_of(said: object, what: str) -> str:
    """A text that has to be there."""
    if not isinstance(said, str) or not said.strip():
        raise UnusableEntryError(f"it has no {what}")
    return " ".join(said.split())


def rows_of(said: object) -> list[Mapping[str, Any]]:
    """The objects of a list, and nothing else that may stand in it."""
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def translated(words: Mapping[str, str], said: object, what: str) -> str:
    """Our word for another library's; raises UnusableEntryError for one we do not know."""
    found = words.get(str(said).strip().lower())
    if found is None:
        raise UnusableEntryError(f"{what} “{said}” is not known")
    return found


def aliases(names: Iterable[object], name: str) -> list[str]:
    """Other names, each once and none of them the name itself."""
    found: dict[str, str] = {}
    for each in names:
        if isinstance(each, str) and 0 < len(said := " ".join(each.split())) <= LONGEST_NAME:
            found.setdefault(said.casefold(), said)
    found.pop(name.casefold(), None)
    return list(found.values())[:MOST_ALIASES]


def is_unilateral(name: str) -> bool:
    """Whether a name says that one side works at a time."""
    return bool(re.search(r"\b(one|single)[ -](arm|leg|hand)|\balternat|\bsingle\b", name.lower()))


def measured_by(name: str, category: str, equipment: str, force: str) -> str:
    """Which numbers a set most likely has; neither library says it."""
    words = set(re.findall(r"[a-z]+", name.lower()))
    if "assisted" in words:
        return "assisted_reps"
    if category == "mobility":
        return "duration"
    if category == "cardio":
        moving = {"run", "running", "jog", "jogging", "walk", "walking", "bike", "bicycling", "cycling"}
        return "distance_duration" if words & (moving | {"rowing", "treadmill", "trail"}) else "duration"
    if category == "strongman" and words & {"walk", "carry", "drag"}:
        return "weight_distance"
    if category == "plyometrics":
        return "reps" if equipment in ("bodyweight", "") else "weight_reps"
    if words & {"plank", "hold", "hang", "isometric"} or (force == "static" and equipment == "bodyweight"):
        return "duration"
    if equipment in ("bodyweight", "suspension"):
        return "bodyweight_reps"
    return "reps" if equipment in ("band", "") else "weight_reps"


def rest_seconds(category: str, mechanic: str) -> int:
    """A usual rest for this kind of exercise."""
    usual = COMPOUND_REST_SECONDS if mechanic == "compound" else REST_SECONDS_ELSE
    return REST_SECONDS.get(category, usual)
