"""What is typed and not saved yet, and what the page shows of it."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import reflex as rx

from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.templates.rules import estimated_minutes, sets_per_muscle
from rythm.templates.schemas import TemplateLine
from rythm.templates.sets import SetRow, rows
from rythm.ui import kit
from rythm.ui.builder import lines as editing
from rythm.ui.builder import order, quick, typed
from rythm.ui.builder.lines import Alternative, Block, Line
from rythm.ui.builder.typed import SetLine
from rythm.ui.builder.unsaved import Was, changes

PROGRESSIONS = {
    "none": "None",
    "double": "Double progression",
    "linear": "Linear",
    "531": "5/3/1",
    "gzclp": "GZCLP",
}
SAYS = {
    "none": "The weight stays what the template or the last workout says.",
    "double": "More repetitions first; when every set reaches the top of its range, the weight goes up.",
    "linear": "A little more weight after each workout in which every repetition was done.",
    "531": "Four-week waves from a training maximum: fives, threes, 5/3/1, then an easy week.",
    "gzclp": "The weight goes up while the sets are done; after a miss, more sets of fewer repetitions.",
}


class Opened(Read):
    """The exercise that is open: what stands beside its sets."""

    id: str = ""
    name: str = ""
    mark: str = ""
    rest: str = ""
    note: str = ""
    progression: str = ""
    says: str = ""
    quick: str = ""
    quick_error: str = ""
    examples: list[str] = []
    by_reps: bool = True
    by_time: bool = False
    by_distance: bool = False
    alternatives: list[Alternative] = []
    errors: dict[str, str] = {}


class Muscle(Read):
    """The sets one muscle gets, and how that compares to the one with most."""

    name: str
    sets: str
    share: float


@dataclass(frozen=True)
class Counted:
    """A right line as the rules count it."""

    sets: Sequence[SetRow]
    rest_seconds: int
    group_number: int | None
    group_rest_seconds: int | None
    muscle: str
    secondary_muscles: list[str]


class Draft(rx.State, mixin=True):
    """The exercises as they are typed. The page gets them closed, and the open one whole."""

    name: str = ""
    description: str = ""
    changes: list[str] = []
    blocks: list[Block] = []
    count: int = 0
    sets: int = 0
    minutes: int = 0
    muscles: list[Muscle] = []
    bars: list[kit.Beat] = []
    dirty: bool = False
    scope: str = "user"
    progression: str = "double"
    errors: dict[str, str] = {}
    opened: Opened = Opened()
    open_sets: list[SetLine] = []
    open_group: int = 0
    is_detailed: bool = False
    announced: str = ""
    removed: str = ""

    _lines: list[Line] = []
    _was: Was | None = None
    _before: list[Line] = []
    _quick_error: str = ""

    def _draft(self) -> list[Line]:
        """The exercises, to be changed and given to `_take`."""
        return copy.deepcopy(self._lines)

    def _take(self, lines: list[Line], *, undo: str = "", say: str = "") -> None:
        """Go on with these exercises; with `undo` the ones before can be had back, and that is why."""
        if undo:
            self._before, self.removed = self._draft(), undo
        self._lines, self.dirty, self.announced = lines, True, say
        self._check()

    def _check(self) -> list[TemplateLine]:
        """Mark what is wrong, count what is right, show it all, and return the lines that are right."""
        lines = self._draft()
        pairs = [(line, editing.check(line)) for line in lines]
        right = [(line, taken) for line, taken in pairs if taken is not None]
        counted = [
            Counted(
                rows(taken.sets),
                taken.rest_seconds,
                taken.group_number,
                taken.group_rest_seconds,
                line.muscle,
                line.secondary_muscles,
            )
            for line, taken in right
        ]
        self._lines = lines
        self._put(
            blocks=order.drawn(lines),
            count=len(lines),
            sets=sum(len(each.sets) for each in counted),
            minutes=estimated_minutes(counted),
            muscles=_muscles(sets_per_muscle(counted)),
            bars=editing.bars([taken for _, taken in right]),
        )
        self._show_changes(lines)
        self._show_open(lines)
        return [taken for _, taken in right]

    def _show_changes(self, lines: list[Line]) -> None:
        told = []
        if self.dirty and self._was is not None:
            told = changes(copy.deepcopy(self._was), self._as_is(lines))
        self._put(changes=told)

    def _as_is(self, lines: list[Line]) -> Was:
        return Was(name=self.name, description=self.description, progression=self.progression, lines=lines)

    def _show_open(self, lines: list[Line]) -> None:
        line = next((line for line in lines if line.exercise_id == self.opened.id), None)
        if line is None:
            self._put(opened=Opened(), open_sets=[], open_group=0)
            return
        mark = next(row.mark for block in self.blocks for row in block.rows if row.id == line.exercise_id)
        shown = Opened(
            id=line.exercise_id,
            name=line.name,
            mark=mark,
            rest=line.rest,
            note=line.note,
            progression=line.progression,
            says=SAYS[line.progression or self.progression],
            quick=quick.write(line.sets, line.measured_by),
            quick_error=self._quick_error,
            examples=quick.examples(line.measured_by),
            by_reps=line.measured_by in typed.BY_REPS,
            by_time=line.measured_by in typed.BY_TIME,
            by_distance=line.measured_by in typed.BY_DISTANCE,
            alternatives=line.alternatives,
            errors=line.errors,
        )
        self._put(opened=shown, open_sets=line.sets, open_group=line.group)

    def _put(self, **shown: Any) -> None:
        """Set what has changed, so that no more than that travels."""
        for name, value in shown.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    def _line(self, lines: list[Line], exercise_id: object) -> Line:
        """The line of an exercise; raises NotFound."""
        for line in lines:
            if line.exercise_id == str(exercise_id):
                return line
        raise NotFound


def fresh() -> str:
    """A new id for a set that is to be drawn anew."""
    return uuid4().hex[:8]


def _muscles(counted: dict[str, float]) -> list[Muscle]:
    most = max(counted.values(), default=1)
    return [
        Muscle(name=name.replace("_", " ").capitalize(), sets=f"{sets:g}", share=round(sets / most, 2))
        for name, sets in counted.items()
    ]
