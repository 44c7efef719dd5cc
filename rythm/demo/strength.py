"""How strong the demo's people are, and which weights their gyms have."""

from decimal import Decimal

from rythm.demo.people import Persona
from rythm.exercises.catalogue import CatalogueExercise

# One-rep maximum in kg of a man of 80 kg who has trained for two years; dumbbells per hand. Round numbers,
# made to look right together in a demo; nobody should train by them.
REFERENCE_KG = {
    "barbell-curl": 45, "barbell-row": 88, "bench-press": 95, "bulgarian-split-squat": 30,
    "cable-crunch": 60, "cable-pull-through": 62, "deadlift": 160, "dumbbell-bench-press": 40,
    "dumbbell-romanian-deadlift": 44, "dumbbell-row": 44, "dumbbell-shoulder-press": 29,
    "face-pull": 38, "front-squat": 105, "goblet-squat": 42, "hammer-curl": 20, "hip-abduction": 85,
    "hip-thrust": 145, "incline-dumbbell-press": 36, "kettlebell-swing": 40, "lat-pulldown": 82,
    "lateral-raise": 15, "leg-press": 230, "lying-leg-curl": 62, "overhead-press": 62,
    "reverse-lunge": 30, "romanian-deadlift": 128, "rope-pushdown": 42, "seated-cable-row": 82,
    "seated-leg-curl": 68, "squat": 130, "standing-calf-raise": 120, "walking-lunge": 30,
}  # fmt: skip
# Repetitions of the same man without any weight.
REFERENCE_REPS = {"push-up": 26, "hanging-knee-raise": 16, "dead-bug": 20}

_LEVEL = {"beginner": 0.62, "intermediate": 0.95, "advanced": 1.22}
WEEKLY_GAIN = {"beginner": 0.014, "intermediate": 0.007, "advanced": 0.004}
_LOWER = frozenset({"quadriceps", "hamstrings", "glutes", "calves", "adductors", "abductors", "lower_back"})


def start_strength(persona: Persona, exercise: CatalogueExercise) -> float:
    """The one-rep maximum in kg, or the most repetitions, on the first day of the history."""
    level = _LEVEL[persona.level]
    if exercise.measured_by in ("bodyweight_reps", "reps"):
        return REFERENCE_REPS[exercise.slug] * level * (1.0 if persona.sex == "male" else 0.7)
    sex = 1.0 if persona.sex == "male" else (0.8 if exercise.muscle in _LOWER else 0.66)
    # Strength grows with bodyweight to the power of two thirds, as a muscle's cross-section does.
    build: float = (persona.bodyweight_kg / 80) ** (2 / 3)
    return REFERENCE_KG[exercise.slug] * level * sex * build


def step_kg(exercise: CatalogueExercise, weight_kg: float) -> Decimal:
    """The next heavier weight's distance: plates, pin stacks and what stands on the rack."""
    match exercise.equipment:
        case "barbell" | "ez_bar" | "trap_bar" | "smith_machine":
            return Decimal("2.5")
        case "dumbbell":
            return Decimal(1) if weight_kg < 10 else Decimal(2)
        case "kettlebell":
            return Decimal(4)
        case "cable":
            return Decimal("2.5")
        case _:
            return Decimal(5)


def least_kg(exercise: CatalogueExercise) -> Decimal:
    """The lightest there is: the bare bar, the first plate, the smallest bell."""
    return {"barbell": Decimal(20), "kettlebell": Decimal(8), "dumbbell": Decimal(2)}.get(
        exercise.equipment, Decimal(5)
    )


def loadable(exercise: CatalogueExercise, weight_kg: float) -> Decimal:
    """The heaviest weight that can be loaded and is not above `weight_kg`."""
    step = step_kg(exercise, weight_kg)
    return max(least_kg(exercise), Decimal(int(weight_kg / float(step) + 1e-9)) * step)
