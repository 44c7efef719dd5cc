"""The system templates: workouts everybody finds on the first day, made of built-in exercises."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid5

from rythm.exercises.catalogue import NAMESPACE
from rythm.templates.notation import CatalogueLine, line
from rythm.templates.schemas import TemplateLine
from rythm.templates.sets import Progression


@dataclass(frozen=True, slots=True)
class CatalogueTemplate:
    """A system template; its exercises are in the order in which they are done."""

    slug: str
    name: str
    description: str
    exercises: tuple[CatalogueLine, ...]
    progression: Progression = Progression.DOUBLE

    @property
    def id(self) -> UUID:
        """The same in every installation."""
        return uuid5(NAMESPACE, f"template/{self.slug}")

    def lines(self) -> list[TemplateLine]:
        """The exercises as somebody would save them."""
        return [each.typed() for each in self.exercises]


def template(
    slug: str, name: str, description: str, *lines: str, by: Progression = Progression.DOUBLE
) -> CatalogueTemplate:
    """A template from lines such as `squat 3x5-8`; its load goes on `by` this progression."""
    return CatalogueTemplate(slug, name, description, tuple(line(said) for said in lines), by)


# The first week of the wave in percent of the maximum: 65, 75 and 85 of a training maximum of nine tenths.
_WAVE = "w1x5@36%,w1x5@45%,w1x3@54%,1x5@58.5%,1x5@67.5%,1x5+@76.5%"
_TIER_1, _TIER_2, _TIER_3 = "w2x5,4x3,1x3+ 210s", "w1x5,3x10 150s", "2x15,1x15+ 75s"

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
    template(
        "legs",
        "Legs",
        "Squat, hinge and the small muscles in pairs: the third day of push, pull, legs.",
        "squat w2x5,4x5-8 ~hack-squat ~leg-press",
        "romanian-deadlift 3x8-10 ~dumbbell-romanian-deadlift",
        "leg-press 3x10-12",
        "leg-extension 3x12-15 &1/90s",
        "seated-leg-curl 3x10-15 &1/90s ~lying-leg-curl",
        "standing-calf-raise 4x10-15 ~seated-calf-raise",
    ),
    template(
        "five-by-five-a",
        "Five by five A",
        "Three barbell lifts, five sets of five, a little more each time. Alternate with Five by five B.",
        "squat w2x5,5x5",
        "bench-press w2x5,5x5",
        "barbell-row w1x5,5x5",
        by=Progression.LINEAR,
    ),
    template(
        "five-by-five-b",
        "Five by five B",
        "The other day: squat again, press overhead, and one heavy set off the floor.",
        "squat w2x5,5x5",
        "overhead-press w2x5,5x5",
        "deadlift w3x3,1x5",
        by=Progression.LINEAR,
    ),
    template(
        "wave-squat",
        "Wave, squat day",
        "5/3/1 style: three sets that get heavier week by week, the last one for as many as are clean.",
        f"squat {_WAVE} =531 180s",
        "leg-press 3x10-15 ~hack-squat",
        "back-extension 3x10-15",
        "hanging-leg-raise 3x8-15 ~ab-wheel",
    ),
    template(
        "wave-bench",
        "Wave, bench day",
        "5/3/1 style: heavy bench in a four week wave, then pulling to keep the shoulders even.",
        f"bench-press {_WAVE} =531 180s",
        "dumbbell-row 4x8-12 &1/90s",
        "dumbbell-bench-press 4x10-12 &1/90s",
        "face-pull 3x12-20",
        "triceps-pushdown 3x10-15",
    ),
    template(
        "wave-deadlift",
        "Wave, deadlift day",
        "5/3/1 style: heavy pulls in a four week wave, then legs one at a time.",
        f"deadlift {_WAVE} =531 210s",
        "bulgarian-split-squat 3x8-12 ~reverse-lunge",
        "lying-leg-curl 3x10-12 ~seated-leg-curl",
        "plank 3x45s",
    ),
    template(
        "wave-press",
        "Wave, press day",
        "5/3/1 style: the overhead press in a four week wave, chins between the sets if you like.",
        f"overhead-press {_WAVE} =531 180s",
        "chin-up 4x5-10 ~lat-pulldown",
        "lateral-raise 3x12-20 &1/60s",
        "barbell-curl 3x8-12 &1/60s ~ez-bar-curl",
    ),
    template(
        "tiers-squat",
        "Tiers, squat day",
        "GZCLP style: one heavy lift, one lighter, one for volume. Miss, and the sets change first.",
        f"squat {_TIER_1}",
        f"bench-press {_TIER_2}",
        f"lat-pulldown {_TIER_3}",
        by=Progression.GZCLP,
    ),
    template(
        "tiers-press",
        "Tiers, press day",
        "GZCLP style, the second day: heavy overhead press, lighter deadlift, rows for volume.",
        f"overhead-press {_TIER_1}",
        f"deadlift {_TIER_2}",
        f"dumbbell-row {_TIER_3}",
        by=Progression.GZCLP,
    ),
    template(
        "tiers-bench",
        "Tiers, bench day",
        "GZCLP style, the third day: heavy bench press, lighter squat, pull-downs for volume.",
        f"bench-press {_TIER_1}",
        f"squat {_TIER_2}",
        f"lat-pulldown {_TIER_3}",
        by=Progression.GZCLP,
    ),
    template(
        "tiers-deadlift",
        "Tiers, deadlift day",
        "GZCLP style, the fourth day: heavy deadlift, lighter overhead press, rows for volume.",
        f"deadlift {_TIER_1}",
        f"overhead-press {_TIER_2}",
        f"dumbbell-row {_TIER_3}",
        by=Progression.GZCLP,
    ),
    template(
        "half-an-hour",
        "Half an hour",
        "Three pairs of dumbbell exercises done in turn, so that one half rests while the other works.",
        "goblet-squat 3x8-12 &1/60s ~split-squat",
        "dumbbell-row 3x8-12 &1/60s",
        "dumbbell-bench-press 3x8-12 &2/60s ~push-up",
        "dumbbell-romanian-deadlift 3x8-12 &2/60s",
        "dumbbell-shoulder-press 3x8-12 &3/60s",
        "dumbbell-curl 3x10-15 &3/60s",
    ),
    template(
        "quarter-of-an-hour",
        "Quarter of an hour",
        "Four moves, three rounds, no equipment. Better than a day without.",
        "bodyweight-squat 3x15-20 &1/30s",
        "push-up 3x8-15 &1/30s",
        "reverse-lunge 3x8-12 &1/30s",
        "plank 3x30s &1/30s",
        by=Progression.NONE,
    ),
    template(
        "one-kettlebell",
        "One kettlebell",
        "Swing, squat, press and row with a single bell. Four rounds; rest when a round is done.",
        "kettlebell-swing 4x15 &1/90s",
        "goblet-squat 4x8-12 &1/90s",
        "kettlebell-press 4x6-10 &1/90s",
        "kettlebell-row 4x8-12 &1/90s",
    ),
    template(
        "engine",
        "Engine",
        "Row, carry and swing in rounds: for the lungs, on the days between heavy ones.",
        "rowing-machine 4x500m &1/120s",
        "farmers-carry 4x40m &1/120s",
        "kettlebell-swing 4x15 &1/120s",
        "side-plank 3x30s",
        by=Progression.NONE,
    ),
)

TEMPLATES: Mapping[str, CatalogueTemplate] = MappingProxyType({each.slug: each for each in _TEMPLATES})
"""The system templates by slug."""
