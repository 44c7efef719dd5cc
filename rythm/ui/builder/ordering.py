"""What moves, ties and takes out exercises."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rythm.access import Permission
from rythm.core.schema import Input
from rythm.ui.builder import order
from rythm.ui.builder.draft import Draft
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action


class Step(Input):
    """An exercise, or a group by its number, and how far it goes: one place up or down."""

    exercise_id: UUID | None = None
    group: Annotated[int, Field(ge=1, le=20)] | None = None
    step: Literal[-1, 1]


class Drop(Input):
    """An exercise and its new place among the others."""

    exercise_id: UUID
    place: Annotated[int, Field(ge=0, le=40)]


class Ordering(Draft, mixin=True):
    """Order, supersets and circuits; every change says the new place for those who do not see it."""

    @action(Permission.TEMPLATE_CHANGE)
    async def move(self, exercise_id: str, step: int) -> None:
        """Put an exercise one place up or down."""
        asked = parse(Step, {"exercise_id": exercise_id, "step": step})
        lines = self._draft()
        self._line(lines, asked.exercise_id)
        before = [(line.exercise_id, line.group) for line in lines]
        lines = order.shifted(lines, str(asked.exercise_id), asked.step)
        if [(line.exercise_id, line.group) for line in lines] != before:
            self._take(lines, say=order.where(lines, str(asked.exercise_id)))

    @action(Permission.TEMPLATE_CHANGE)
    async def place(self, exercise_id: str, place: int) -> None:
        """Put an exercise where it was dropped."""
        asked = parse(Drop, {"exercise_id": exercise_id, "place": place})
        lines = self._draft()
        self._line(lines, asked.exercise_id)
        lines = order.placed(lines, str(asked.exercise_id), asked.place)
        self._take(lines, say=order.where(lines, str(asked.exercise_id)))

    @action(Permission.TEMPLATE_CHANGE)
    async def move_group(self, group: int, step: int) -> None:
        """Put a superset or circuit past what stands before or after it."""
        asked = parse(Step, {"group": group, "step": step})
        lines = order.group_shifted(self._draft(), asked.group or 0, asked.step)
        if [line.exercise_id for line in lines] != [line.exercise_id for line in self._lines]:
            self._take(lines, say="The superset is moved.")

    @action(Permission.TEMPLATE_CHANGE)
    async def link(self, exercise_id: str) -> None:
        """Tie an exercise to the one after it."""
        lines = self._draft()
        line = self._line(lines, id_in(exercise_id))
        lines = order.linked(lines, line.exercise_id)
        self._take(lines, say=order.where(lines, line.exercise_id))

    @action(Permission.TEMPLATE_CHANGE)
    async def unlink(self, exercise_id: str) -> None:
        """Take an exercise out of its superset."""
        lines = self._draft()
        line = self._line(lines, id_in(exercise_id))
        lines = order.unlinked(lines, line.exercise_id)
        self._take(lines, say=order.where(lines, line.exercise_id))

    @action(Permission.TEMPLATE_CHANGE)
    async def remove(self, exercise_id: str) -> None:
        """Take an exercise out; `put_back` undoes it."""
        lines = self._draft()
        line = self._line(lines, id_in(exercise_id))
        left = order.settled([each for each in lines if each is not line])
        self._take(left, undo=f"{line.name} is taken out.")

    @action(Permission.TEMPLATE_CHANGE)
    async def put_back(self) -> None:
        """Have the exercises as they were before the last thing that can be undone."""
        if self.removed:
            self._quick_error, self.removed = "", ""
            self._take(self._before, say="Undone.")
            self._before = []

    @action(Permission.TEMPLATE_CHANGE)
    async def forget(self) -> None:
        """Let go of what could be undone."""
        self.removed, self._before = "", []
