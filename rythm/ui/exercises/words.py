"""How pages call what the library knows of an exercise: muscles, equipment, and how sets are measured."""

from typing import Any, get_args

from rythm.exercises.catalogue import Category, Equipment, MeasuredBy, Muscle
from rythm.ui.words import stopwatch

MEASURES: dict[str, tuple[str, str]] = {
    "weight_reps": (
        "Weight and reps",
        "Each set has a weight and repetitions, as in a bench press.",
    ),
    "bodyweight_reps": (
        "Body weight and reps",
        "You lift yourself, as in a pull-up. A weight typed in is added to your own.",
    ),
    "assisted_reps": (
        "Help and reps",
        "The weight typed in is help, as on an assisted pull-up machine: it is taken off your own.",
    ),
    "reps": ("Reps only", "Repetitions and nothing else, as in a jumping jack."),
    "duration": ("Time", "How long a set lasts, as in a plank."),
    "distance_duration": ("Distance and time", "How far and how long, as in a run."),
    "weight_distance": (
        "Weight and distance",
        "A weight carried or pushed over a way, as in a farmer's carry.",
    ),
}
LEVELS = {"beginner": "Beginner", "intermediate": "Intermediate", "advanced": "Advanced"}
MECHANICS = {"compound": "Several joints", "isolation": "One joint"}
FORCES = {"push": "Push", "pull": "Pull", "static": "Hold"}
RESTS = (0, 30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 300)

Pairs = list[tuple[str, str]]


def named(key: str) -> str:
    """`lower_back` as people write it: `Lower back`."""
    return key.replace("_", " ").capitalize().replace("Ez bar", "EZ-bar")


def detail(muscle: str, equipment: str) -> str:
    """The line below a name: `Chest, barbell`."""
    tool = "" if equipment == "other" else named(equipment)
    first, *rest = [part for part in (named(muscle), tool) if part] or [""]
    return ", ".join([first, *(part if part.startswith("EZ") else part.lower() for part in rest)])


def _options(kind: Any) -> Pairs:
    return sorted(((key, named(key)) for key in get_args(kind)), key=lambda pair: pair[1])


MUSCLE_OPTIONS = _options(Muscle)
EQUIPMENT_OPTIONS = _options(Equipment)
CATEGORY_OPTIONS = [(key, named(key)) for key in get_args(Category)]
LEVEL_OPTIONS = list(LEVELS.items())
MECHANIC_OPTIONS = list(MECHANICS.items())
FORCE_OPTIONS = list(FORCES.items())
MEASURE_OPTIONS = [(key, MEASURES[key][0]) for key in get_args(MeasuredBy)]


def rest(seconds: int) -> str:
    """`2:00`, or `None` where the next set follows at once."""
    return stopwatch(seconds) if seconds else "None"


def rest_options(kept: int) -> Pairs:
    """The usual rests, and the one it has now."""
    return [(str(seconds), rest(seconds)) for seconds in sorted({*RESTS, kept})]
