"""The demo tenants' own templates, and one that a member keeps for himself."""

from collections.abc import Mapping
from dataclasses import dataclass

from rythm.templates.notation import CatalogueLine, line


@dataclass(frozen=True, slots=True)
class DemoTemplate:
    """A template of a demo tenant; `owner` is the address of who wrote it, `personal` keeps it to them."""

    tenant: str
    name: str
    description: str
    owner: str
    exercises: tuple[CatalogueLine, ...]
    personal: bool = False


def _template(
    tenant: str, owner: str, name: str, description: str, *lines: str, personal: bool = False
) -> DemoTemplate:
    exercises = tuple(line(said) for said in lines)
    return DemoTemplate(tenant, name, description, f"{owner}@{tenant}.demo", exercises, personal)


GYM_TEMPLATES: Mapping[str, tuple[DemoTemplate, ...]] = {
    "harbor": (
        _template(
            "harbor", "coach", "Upper A", "Heavy bench and row first, then shoulders. Leave one in the tank.",
            "bench-press 4x5-8 ~dumbbell-bench-press ~chest-press",
            "barbell-row 4x6-10 ~chest-supported-row",
            "overhead-press 3x6-10",
            "lat-pulldown 3x8-12",
            "lateral-raise 3x12-15",
        ),
        _template(
            "harbor", "coach", "Lower A", "Squat day. Warm up longer than you think you need.",
            "squat 4x5-8 ~hack-squat ~leg-press",
            "romanian-deadlift 3x6-10",
            "leg-press 3x10-12",
            "seated-leg-curl 3x10-12",
            "standing-calf-raise 3x10-15",
        ),
        _template(
            "harbor", "coach", "Upper B", "More repetitions, shorter rests, all the small muscles.",
            "incline-dumbbell-press 4x8-10",
            "seated-cable-row 4x8-12",
            "dumbbell-shoulder-press 3x8-12",
            "face-pull 3x12-15",
            "barbell-curl 3x8-12 &1/75s ~ez-bar-curl",
            "rope-pushdown 3x10-15 &1/75s",
        ),
        _template(
            "harbor", "hana", "Lower B", "Pull from the floor while you are fresh, then single legs.",
            "deadlift 3x3-6",
            "front-squat 3x6-8",
            "walking-lunge 3x8-12",
            "lying-leg-curl 3x10-12",
            "hanging-knee-raise 3x8-15",
        ),
        _template(
            "harbor", "hana", "Basics", "The first two months: five movements, learned well.",
            "goblet-squat 3x8-12",
            "dumbbell-bench-press 3x8-12",
            "dumbbell-row 3x8-12",
            "hip-thrust 3x8-12",
            "dead-bug 3x8-12",
        ),
        _template(
            "harbor", "athlete", "Hotel room", "For weeks on the road.",
            "push-up 4x8-15",
            "bulgarian-split-squat 3x8-12 60s",
            "dumbbell-row 3x10-15 60s",
            "dead-bug 3x10-12",
            personal=True,
        ),
    ),
    "north": (
        _template(
            "north", "coach", "Studio A", "The whole body, one round of everything that matters.",
            "goblet-squat 3x8-12",
            "dumbbell-bench-press 3x8-12",
            "seated-cable-row 3x8-12",
            "dumbbell-romanian-deadlift 3x8-12",
            "dead-bug 3x8-12",
        ),
        _template(
            "north", "coach", "Studio B", "The other half of the week: lunges, overhead and swings.",
            "reverse-lunge 3x8-12",
            "dumbbell-shoulder-press 3x8-12",
            "lat-pulldown 3x8-12",
            "kettlebell-swing 4x12-20 60s",
            "cable-crunch 3x10-15",
        ),
        _template(
            "north", "mateo", "Glutes and core", "Hips first, then a middle that holds.",
            "hip-thrust 4x8-12",
            "bulgarian-split-squat 3x8-12",
            "cable-pull-through 3x10-15",
            "hip-abduction 3x12-20",
            "cable-crunch 3x10-15",
        ),
        _template(
            "north", "mateo", "Upper body day", "Presses and rows in pairs, arms to finish.",
            "dumbbell-bench-press 4x8-12",
            "lat-pulldown 4x8-12",
            "dumbbell-shoulder-press 3x8-12",
            "dumbbell-row 3x8-12",
            "hammer-curl 3x10-15 &1/60s",
            "rope-pushdown 3x10-15 &1/60s",
        ),
        _template(
            "north", "athlete", "Lunch break", "Thirty minutes, two pieces of equipment.",
            "goblet-squat 3x10-15 45s",
            "push-up 3x8-20 45s",
            "kettlebell-swing 3x15-20 45s",
            personal=True,
        ),
    ),
}  # fmt: skip
