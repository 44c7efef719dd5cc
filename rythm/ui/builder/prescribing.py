"""What says how each exercise is done: set by set, all sets at once, and what stands beside them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from rythm.access import Permission
from rythm.core.errors import NotFound
from rythm.core.schema import Input
from rythm.templates.sets import MAX_SETS, Progression
from rythm.ui.builder import quick
from rythm.ui.builder.draft import Draft, Opened, fresh
from rythm.ui.builder.lines import Line, numbered
from rythm.ui.builder.typed import Cell, SetLine, merged, tidy
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action

Value = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]
CHOICES = {
    "kind": frozenset({"warmup", "working", "drop", "failure"}),
    "load_by": frozenset({"", "kg", "percent", "rpe", "rir"}),
}


class Typed(Input):
    """Something typed into a field beside the sets of an exercise."""

    exercise_id: UUID
    field: Literal["rest", "note", "progression"]
    value: Value = ""


class TypedCell(Input):
    """Something typed into a field of a set of the open exercise."""

    set_id: Annotated[str, StringConstraints(max_length=40)]
    field: Cell
    value: Value = ""


class Said(Input):
    """A quick entry for an exercise."""

    exercise_id: UUID
    text: Value = ""


class RoundRest(Input):
    """The rest after a round of a group."""

    group: Annotated[int, Field(ge=1, le=20)]
    value: Value = ""


class Prescribing(Draft, mixin=True):
    """The open exercise and its sets."""

    @action(Permission.TEMPLATE_CHANGE)
    async def open(self, exercise_id: str) -> None:
        """Open an exercise, or close it when it is open."""
        line = self._line(self._draft(), id_in(exercise_id))
        self._quick_error = ""
        self.opened = Opened() if self.opened.id == line.exercise_id else Opened(id=line.exercise_id)
        self._show_open(self._draft())

    @action(Permission.TEMPLATE_CHANGE)
    async def change(self, exercise_id: str, field: str, value: str) -> None:
        """Take over what was typed beside the sets."""
        typed = parse(Typed, {"exercise_id": exercise_id, "field": field, "value": value})
        lines = self._draft()
        line = self._line(lines, typed.exercise_id)
        chosen = [each.value for each in Progression]
        if typed.field == "progression" and typed.value and typed.value not in chosen:
            raise NotFound
        if getattr(line, typed.field) != typed.value:
            setattr(line, typed.field, typed.value)
            self._take(lines)

    @action(Permission.TEMPLATE_CHANGE)
    async def say_all(self, exercise_id: str, text: str) -> None:
        """Take over `4 sets of 6-8 at RPE 8` for all sets but warm-ups; what differed can be had back."""
        said = parse(Said, {"exercise_id": exercise_id, "text": text})
        lines = self._draft()
        line = self._line(lines, said.exercise_id)
        written = quick.write(line.sets, line.measured_by)
        if said.text in ("", written):
            self._quick_error = ""
            self._show_open(lines)
            return
        try:
            read = quick.read(said.text, line.measured_by)
        except ValueError as error:
            self._quick_error = str(error)
            self._show_open(lines)
            return
        self._quick_error = ""
        warm = [one for one in line.sets if one.kind == "warmup"][: MAX_SETS - read.sets]
        line.sets = [*warm, *(SetLine(id=fresh(), **read.each) for _ in range(read.sets))]
        line.rest = read.rest or line.rest
        self._take(lines_with(lines, line), undo="" if written else f"All sets of {line.name} are alike now.")

    @action(Permission.TEMPLATE_CHANGE)
    async def change_set(self, set_id: str, field: str, value: str) -> None:
        """Take over what was typed into a set."""
        typed = parse(TypedCell, {"set_id": set_id, "field": field, "value": value})
        lines = self._draft()
        line, place = self._open_set(lines, typed.set_id)
        one = line.sets[place]
        if typed.value not in CHOICES.get(typed.field, {typed.value}):
            raise NotFound
        value = tidy(typed.field, typed.value)
        if getattr(one, typed.field) == value:
            return
        setattr(one, typed.field, value)
        if typed.field == "load" and typed.value and not one.load_by:
            one.load_by = "kg"
        if typed.field == "load_by" and not typed.value:
            line.sets[place] = merged(one, {"load": ""}, fresh())
        self._take(lines_with(lines, line))

    @action(Permission.TEMPLATE_CHANGE)
    async def add_set(self) -> None:
        """Add a set like the last one."""
        lines = self._draft()
        line = self._line(lines, self.opened.id)
        if len(line.sets) < MAX_SETS:
            line.sets.append(merged(line.sets[-1], {}, fresh()))
            self._take(lines_with(lines, line), say=f"Set {len(line.sets)} is added.")

    @action(Permission.TEMPLATE_CHANGE)
    async def add_warmup(self) -> None:
        """Add a warm-up set before the working sets."""
        lines = self._draft()
        line = self._line(lines, self.opened.id)
        if len(line.sets) < MAX_SETS:
            warm = sum(one.kind == "warmup" for one in line.sets)
            like = {"kind": "warmup", "load": "", "load_by": "", "rest": ""}
            line.sets.insert(warm, merged(line.sets[0], like, fresh()))
            self._take(lines_with(lines, line), say="A warm-up is added.")

    @action(Permission.TEMPLATE_CHANGE)
    async def double_set(self, set_id: str) -> None:
        """Add a set like this one after it."""
        lines = self._draft()
        line, place = self._open_set(lines, set_id)
        if len(line.sets) < MAX_SETS:
            line.sets.insert(place + 1, merged(line.sets[place], {}, fresh()))
            self._take(lines_with(lines, line), say=f"Set {place + 2} is added.")

    @action(Permission.TEMPLATE_CHANGE)
    async def remove_set(self, set_id: str) -> None:
        """Take a set out; the last one stays."""
        lines = self._draft()
        line, place = self._open_set(lines, set_id)
        if len(line.sets) > 1:
            del line.sets[place]
            self._take(lines_with(lines, line), undo=f"Set {place + 1} of {line.name} is taken out.")

    @action(Permission.TEMPLATE_READ)
    async def show_details(self) -> None:
        """Show tempo and rest of every set on a phone, or hide them."""
        self.is_detailed = not self.is_detailed

    @action(Permission.TEMPLATE_CHANGE)
    async def rest_round(self, group: int, value: str) -> None:
        """Take over the rest after a round of a superset."""
        typed = parse(RoundRest, {"group": group, "value": value})
        lines = self._draft()
        members = [line for line in lines if line.group == typed.group]
        if members and members[0].group_rest != typed.value:
            for line in members:
                line.group_rest = typed.value
            self._take(lines)

    @action(Permission.TEMPLATE_CHANGE)
    async def drop_alternative(self, alternative_id: str) -> None:
        """Take an alternative of the open exercise out."""
        lines = self._draft()
        line = self._line(lines, self.opened.id)
        gone = str(id_in(alternative_id))
        left = [each for each in line.alternatives if each.id != gone]
        if len(left) < len(line.alternatives):
            line.alternatives = left
            self._take(lines, undo="The alternative is taken out.")

    def _open_set(self, lines: list[Line], set_id: object) -> tuple[Line, int]:
        """The open exercise and the place of one of its sets; raises NotFound."""
        line = self._line(lines, self.opened.id)
        for place, one in enumerate(line.sets):
            if one.id == set_id:
                return line, place
        raise NotFound


def lines_with(lines: list[Line], line: Line) -> list[Line]:
    """The lines, the sets of one of them counted anew."""
    numbered(line)
    return lines
