"""The system templates: workouts everybody finds on the first day, made of built-in exercises."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid5

from rythm.exercises.catalogue import NAMESPACE, exercise_id, exercises
from rythm.templates.schemas import TemplateLine
from rythm.templates.sets import alike


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One exercise of a template: how many sets of how many repetitions, and the rest after each set."""

    slug: str
    sets: int
    reps_min: int
    reps_max: int
    rest_seconds: int

    def typed(self) -> TemplateLine:
        """The line as somebody would save it."""
        return TemplateLine(
            exercise_id=exercise_id(self.slug),
            rest_seconds=self.rest_seconds,
            sets=alike(self.sets, self.reps_min, self.reps_max),
        )


@dataclass(frozen=True, slots=True)
class CatalogueTemplate:
    """A system template; its exercises are in the order in which they are done."""

    slug: str
    name: str
    description: str
    exercises: tuple[CatalogueLine, ...]

    @property
    def id(self) -> UUID:
        """The same in every installation."""
        return uuid5(NAMESPACE, f"template/{self.slug}")

    def lines(self) -> list[TemplateLine]:
        """The exercises as somebody would save them."""
        return [each.typed() for each in self.exercises]


def line(said: str) -> CatalogueLine:
    """A line from `squat 3x5-8`, with the exercise's own rest, or from `squat 3x5-8 150s`."""
    slug, work, *rest = said.split()
    sets, _, reps = work.partition("x")
    low, _, high = reps.partition("-")
    seconds = int(rest[0].rstrip("s")) if rest else exercises()[slug].rest_seconds
    return CatalogueLine(slug, int(sets), int(low), int(high or low), seconds)


def template(slug: str, name: str, description: str, *lines: str) -> CatalogueTemplate:
    """A template from lines such as `squat 3x5-8`."""
    return CatalogueTemplate(slug, name, description, tuple(line(said) for said in lines))


_TEMPLATES = (
    template(
        "full-body-a",
        "Full body A",
        "Squat, press and row in under an hour. Alternate with Full body B, a day of rest between them.",
        "squat 3x5-8",
        "bench-press 3x5-8",
        "seated-cable-row 3x8-12",
        "dumbbell-curl 2x10-12",
        "hanging-knee-raise 3x8-15",
    ),
    template(
        "full-body-b",
        "Full body B",
        "Hinge, overhead press and pull-down: the other half of a two or three day week.",
        "deadlift 3x4-6",
        "overhead-press 3x5-8",
        "lat-pulldown 3x8-12",
        "reverse-lunge 2x8-12",
        "rope-pushdown 2x10-15",
    ),
    template(
        "upper-body",
        "Upper body",
        "Two pushes, two pulls and the arms. Pairs with Lower body for a four day week.",
        "bench-press 4x5-8",
        "barbell-row 4x6-10",
        "dumbbell-shoulder-press 3x8-12",
        "lat-pulldown 3x8-12",
        "lateral-raise 3x12-20",
        "hammer-curl 2x10-15",
        "triceps-pushdown 2x10-15",
    ),
    template(
        "lower-body",
        "Lower body",
        "A heavy squat, a hinge, then single joints. Pairs with Upper body for a four day week.",
        "squat 4x5-8",
        "romanian-deadlift 3x8-10",
        "leg-press 3x10-12",
        "seated-leg-curl 3x10-15",
        "standing-calf-raise 4x10-15",
        "cable-crunch 3x10-15",
    ),
    template(
        "push",
        "Push",
        "Chest, shoulders and triceps: the first day of push, pull, legs.",
        "bench-press 4x5-8",
        "overhead-press 3x6-10",
        "incline-dumbbell-press 3x8-12",
        "cable-fly 2x12-15",
        "lateral-raise 3x12-20",
        "rope-pushdown 3x10-15",
    ),
    template(
        "pull",
        "Pull",
        "Back, rear shoulders and biceps: the second day of push, pull, legs.",
        "pull-up 4x5-10",
        "barbell-row 3x6-10",
        "seated-cable-row 3x8-12",
        "face-pull 3x12-20",
        "barbell-curl 3x8-12",
    ),
    template(
        "dumbbells-only",
        "Dumbbells only",
        "The whole body with one pair of dumbbells and a bench. Made for hotel gyms and garages.",
        "goblet-squat 3x8-12",
        "dumbbell-bench-press 3x8-12",
        "dumbbell-row 3x8-12",
        "dumbbell-romanian-deadlift 3x8-12",
        "dumbbell-shoulder-press 2x8-12",
        "dumbbell-curl 2x10-15",
    ),
    template(
        "no-equipment",
        "No equipment",
        "Floor and body weight only. Stop each set two repetitions before you must.",
        "bodyweight-squat 3x12-25",
        "push-up 3x6-20",
        "glute-bridge 3x12-20",
        "pike-push-up 2x6-12",
        "dead-bug 3x8-12",
        "superman 2x10-15",
    ),
)

TEMPLATES: Mapping[str, CatalogueTemplate] = MappingProxyType({each.slug: each for each in _TEMPLATES})
"""The system templates by slug."""
