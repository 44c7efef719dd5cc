"""How the built-in templates are written down: an exercise on a line, as in `squat w2x5,5x5 =linear 180s`."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rythm.exercises.catalogue import exercise_id, exercises
from rythm.templates.schemas import TemplateLine
from rythm.templates.sets import PrescribedSet, Progression

_KINDS = {"": "working", "w": "warmup", "d": "drop", "f": "failure"}
_SETS = re.compile(
    r"(?P<kind>[wdf]?)(?P<count>\d+)x(?P<low>\d+)(?:-(?P<high>\d+)|(?P<unit>[+sm]))?"
    r"(?:@(?P<effort>rpe|rir)?(?P<load>[\d.]+)(?P<share>%)?)?"
)


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One exercise of a template: its sets and the rest after each, and with whom it is done in turn."""

    slug: str
    prescription: tuple[PrescribedSet, ...]
    rest_seconds: int
    group_number: int | None = None
    group_rest_seconds: int | None = None
    progression: Progression | None = None
    alternatives: tuple[UUID, ...] = ()

    @property
    def working(self) -> list[PrescribedSet]:
        """The sets without the warm-ups."""
        return [each for each in self.prescription if each.kind != "warmup"]

    @property
    def sets(self) -> int:
        """How many working sets."""
        return len(self.working)

    @property
    def reps_min(self) -> int:
        """The least number of repetitions of the first working set."""
        return self.working[0].reps_min or 1

    @property
    def reps_max(self) -> int:
        """The greatest number of repetitions of the first working set."""
        return self.working[0].reps_max or self.reps_min

    def typed(self) -> TemplateLine:
        """The line as somebody would save it."""
        return TemplateLine(
            exercise_id=exercise_id(self.slug),
            sets=list(self.prescription),
            rest_seconds=self.rest_seconds,
            group_number=self.group_number,
            group_rest_seconds=self.group_rest_seconds,
            progression=self.progression,
            alternatives=list(self.alternatives),
        )


def line(said: str) -> CatalogueLine:
    """A line from `squat 3x5-8`: the exercise, its sets, and after them in any order what else is to be said.

    Sets are `3x5-8`, `1x5+` (or more), `2x45s` or `1x500m`; with `w`, `d` or `f` before them they are
    warm-ups, drop sets or to failure; `@70%`, `@60` (kg), `@rpe8` or `@rir2` behind them is the load. Then
    `150s` is the rest (else the exercise's own), `&1` or `&1/60s` the superset and its rest, `=531` the
    progression, `~leg-press` an alternative.
    """
    slug, sets, *more = said.split()
    facts: dict[str, Any] = {"rest_seconds": exercises()[slug].rest_seconds}
    for word in more:
        if word.startswith("&"):
            number, _, rest = word[1:].partition("/")
            facts["group_number"] = int(number)
            facts["group_rest_seconds"] = int(rest.rstrip("s")) if rest else None
        elif word.startswith("="):
            facts["progression"] = Progression(word[1:])
        elif word.startswith("~"):
            facts["alternatives"] = (*facts.get("alternatives", ()), exercise_id(word[1:]))
        else:
            facts["rest_seconds"] = int(word.removesuffix("s"))
    prescription = tuple(each for part in sets.split(",") for each in _sets(part))
    return CatalogueLine(slug, prescription, **facts)


def _sets(said: str) -> list[PrescribedSet]:
    found = _SETS.fullmatch(said)
    if found is None:
        raise ValueError(f"These are no sets: {said}")
    low, unit = int(found["low"]), found["unit"]
    how_much: dict[str, Any] = {
        "s": {"duration_seconds": low},
        "m": {"distance_m": low},
        "+": {"reps_min": low},
    }.get(unit or "", {"reps_min": low, "reps_max": int(found["high"] or low)})
    load: dict[str, Any] = {}
    if found["load"]:
        load_by = "percent" if found["share"] else found["effort"] or "kg"
        load = {"load_by": load_by, "load": found["load"]}
    one = PrescribedSet.model_validate({"kind": _KINDS[found["kind"]], **how_much, **load})
    return [one] * int(found["count"])
