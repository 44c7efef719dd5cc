"""The built-in exercise library, and the matching of other apps' exercise names to it.

The table beside this module holds the facts of one exercise per line, and another file the guides.
`exercises.library` writes them to the database; the ids follow from the slugs, so every installation has the
same ones.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

NAMESPACE = UUID("6f2b1c1e-2f0d-5b7a-9a51-5d0c7a3e4b10")
"""Never to be changed: with it every id of the library would change."""

Muscle = Literal[
    "abdominals", "abductors", "adductors", "biceps", "calves", "chest", "forearms", "glutes", "hamstrings",
    "lats", "lower_back", "middle_back", "neck", "quadriceps", "shoulders", "traps", "triceps",
]  # fmt: skip
Equipment = Literal[
    "band", "barbell", "bodyweight", "cable", "dumbbell", "ez_bar", "kettlebell", "machine", "medicine_ball",
    "other", "plate", "smith_machine", "suspension", "trap_bar",
]  # fmt: skip
Category = Literal["strength", "olympic", "strongman", "plyometrics", "cardio", "mobility"]
Force = Literal["push", "pull", "static", ""]
Mechanic = Literal["compound", "isolation"]
Level = Literal["beginner", "intermediate", "advanced"]
MeasuredBy = Literal[
    "weight_reps",
    "bodyweight_reps",
    "assisted_reps",
    "reps",
    "duration",
    "distance_duration",
    "weight_distance",
]


class CatalogueExercise(BaseModel):
    """One exercise of the built-in library; `measured_by` says which numbers a set of it has.

    The common ones are done in every gym: lists and searches offer them before the rest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    name: str
    muscle: Muscle
    secondary_muscles: tuple[Muscle, ...]
    equipment: Equipment
    category: Category
    force: Force
    mechanic: Mechanic
    level: Level
    is_unilateral: bool
    measured_by: MeasuredBy
    rest_seconds: Annotated[int, Field(ge=15, le=600)]
    aliases: tuple[str, ...]
    is_common: bool = False

    @property
    def id(self) -> UUID:
        """The same in every installation."""
        return exercise_id(self.slug)


def exercise_id(slug: str) -> UUID:
    """The id of the built-in exercise with this slug."""
    return uuid5(NAMESPACE, f"exercise/{slug}")


@cache
def exercises() -> Mapping[str, CatalogueExercise]:
    """The built-in library by slug."""
    table = files("rythm.exercises").joinpath("catalogue.json").read_bytes()
    rows = TypeAdapter(tuple[CatalogueExercise, ...]).validate_json(table)
    return MappingProxyType({row.slug: row for row in rows})


@cache
def guides() -> Mapping[str, Mapping[str, Any]]:
    """How the exercises that are done in every gym are done, by slug."""
    told = files("rythm.exercises").joinpath("guides.json").read_bytes()
    return MappingProxyType(TypeAdapter(dict[str, dict[str, Any]]).validate_json(told))


@cache
def common_ids() -> frozenset[UUID]:
    """The ids of the exercises that are done in every gym."""
    return frozenset(row.id for row in exercises().values() if row.is_common)


def match(name: str) -> str | None:
    """The slug of the built-in exercise that `name` means, in our words or another app's; None if unsure.

    `Bench Press (Barbell)`, `barbell bench press` and `Bench presses` are the same exercise: order of words,
    hyphens, plurals and the usual short forms do not matter, but every word counts.
    """
    return _slugs_by_key().get(matching_key(name))


# How people and apps write the same word; applied after lower-casing and before the plural is cut.
_ONE_WORD = (
    (r"\bpush (up|down)", r"push\1"),
    (r"\bpull (up|down|over|through)", r"pull\1"),
    (r"\bchin up", "chinup"),
    (r"\bpress up", "pressup"),
    (r"\bsit up", "situp"),
    (r"\bstep up", "stepup"),
    (r"\bkick back", "kickback"),
    (r"\bskull crusher", "skullcrusher"),
    (r"\b(bar|dumb|kettle) bell", r"\1bell"),
    (r"\bdb\b", "dumbbell"),
    (r"\bbb\b", "barbell"),
    (r"\bkb\b", "kettlebell"),
    (r"\bohp\b", "overhead press"),
    (r"\bext\b", "extension"),
    (r"\bplate loaded\b", "machine"),
    (r"\b(one|1) (arm|leg)", r"single \2"),
    (r"\b(\w+) legged", r"\1 leg"),
    (r"\bflye\b", "fly"),
    (r"\bflys\b|\bflies\b|\bflyes\b", "fly"),
    (r"\bpresses\b", "press"),
    (r"\blunges\b", "lunge"),
)
_NOISE = frozenset({"a", "the", "with", "on", "and", "grip"})


def matching_key(name: str) -> str:
    """What the spellings of one exercise's name have in common: its words, sorted, without accidents."""
    text = re.sub(r"['\u2019]", "", name.casefold())
    text = " ".join(re.sub(r"[^\w]+", " ", text).replace("_", " ").split())
    for pattern, word in _ONE_WORD:
        text = re.sub(pattern, word, text)
    words = {_singular(word) for word in text.split()} - _NOISE
    return " ".join(sorted(words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _slugs_by_key() -> Mapping[str, str]:
    """Every way a name may be written; a name or alias we wrote down beats one made up with the equipment."""
    keys: dict[str, str] = {}
    for row in exercises().values():
        for name in (row.name, *row.aliases):
            keys.setdefault(matching_key(name), row.slug)
    for row in exercises().values():
        for name in (row.name, *row.aliases):
            keys.setdefault(matching_key(f"{name} {row.equipment}"), row.slug)
    return MappingProxyType(keys)
