"""What the library gives to a template: exercises to add, instead of others, or as alternatives."""

from rythm.core.errors import Invalid
from rythm.exercises.rules import Scope
from rythm.templates.rules import MAX_EXERCISES
from rythm.ui.builder import lines as editing
from rythm.ui.builder import typed
from rythm.ui.builder.draft import Draft, Opened, fresh
from rythm.ui.builder.lines import Alternative, Line

FULL = f"A template has at most {MAX_EXERCISES} exercises."
MAY_HOLD = {
    Scope.USER: frozenset(Scope),
    Scope.TENANT: frozenset({Scope.TENANT, Scope.SYSTEM}),
    Scope.SYSTEM: frozenset({Scope.SYSTEM}),
}


MOST_ALTERNATIVES = 10


class Choosing(Draft, mixin=True):
    """How a template takes an exercise in."""

    def _append(self, line: Line) -> None:
        """Put an exercise at the end; raises Invalid when the template is full or has it."""
        lines = self._draft()
        if len(lines) >= MAX_EXERCISES:
            raise Invalid(fields={"exercises": FULL})
        if self._has(line.exercise_id):
            raise Invalid(fields={"exercises": f"{line.name} is in here already."})
        self._take([*lines, line], say=f"{line.name} is added at the end.")

    def _replace(self, exercise_id: str, line: Line) -> None:
        """Put another exercise in the place of one; sets and note stay when it is measured alike."""
        lines = self._draft()
        old = self._line(lines, exercise_id)
        if self._has(line.exercise_id):
            raise Invalid(fields={"exercises": f"{line.name} is in here already."})
        line.group, line.group_rest, line.progression = old.group, old.group_rest, old.progression
        line.alternatives = [each for each in old.alternatives if each.id != line.exercise_id]
        if _measured(line) == _measured(old):
            # What was heavy for the one is not for the other; percent and effort still hold.
            line.sets = [
                typed.merged(one, {"load": "", "load_by": ""} if one.load_by == "kg" else {}, fresh())
                for one in old.sets
            ]
            line.rest, line.note = old.rest, old.note
        lines[lines.index(old)] = editing.numbered(line)
        if self.opened.id == old.exercise_id:
            self.opened = Opened(id=line.exercise_id)
        self._take(lines, undo=f"{line.name} instead of {old.name}.")

    def _stand_in(self, exercise_id: str, other: Alternative) -> int:
        """Name an alternative to an exercise, or take it back; how many there are now or would be."""
        lines = self._draft()
        line = self._line(lines, exercise_id)
        if other.id == line.exercise_id:
            raise Invalid(fields={"exercises": "An exercise is no alternative to itself."})
        left = [each for each in line.alternatives if each.id != other.id]
        if len(left) == len(line.alternatives):
            left.append(other)
        if len(left) <= MOST_ALTERNATIVES:
            line.alternatives = left
            self._take(lines)
        return len(left)

    def _stands_in(self, exercise_id: str, other_id: str) -> bool:
        return any(
            each.id == other_id
            for line in self._lines
            if line.exercise_id == exercise_id
            for each in line.alternatives
        )

    def _has(self, exercise_id: str) -> bool:
        return any(line.exercise_id == exercise_id for line in self._lines)

    def _may_hold(self, scope: Scope) -> bool:
        """Whether this template may hold exercises of a scope: a shared one takes none only some may see."""
        return scope in MAY_HOLD[Scope(self.scope)]


def _measured(line: Line) -> tuple[bool, bool, bool]:
    kinds = (typed.BY_REPS, typed.BY_TIME, typed.BY_DISTANCE)
    return tuple(line.measured_by in kind for kind in kinds)  # type: ignore[return-value]
