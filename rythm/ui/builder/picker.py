"""The library in a dialog: exercises to add, one instead of another, or alternatives to one."""

from typing import Any, Literal
from uuid import UUID

import reflex as rx

from rythm.access import Permission
from rythm.core.errors import Invalid
from rythm.core.schema import Input, Read
from rythm.exercises import queries
from rythm.exercises.schemas import FindExercises
from rythm.ui import kit
from rythm.ui.builder import lines
from rythm.ui.builder.choosing import MOST_ALTERNATIVES
from rythm.ui.builder.lines import Alternative
from rythm.ui.builder.state import BuilderState
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action, context

SHOWN = 40
Purpose = Literal["add", "replace", "alternative"]
TITLES = {"add": "Add exercises", "replace": "Instead of ", "alternative": "Alternatives to "}


class Wanted(Input):
    """What an exercise is chosen for, and which one it is about."""

    purpose: Purpose = "add"
    exercise_id: UUID | None = None


class Found(Read):
    """An exercise of the library."""

    id: str
    name: str
    detail: str
    is_added: bool


class PickerState(rx.State):
    """What the search finds, and which of it the template has already."""

    is_open: bool = False
    title: str = TITLES["add"]
    purpose: str = "add"
    words: str = ""
    found: list[Found] = []
    errors: dict[str, str] = {}

    _about: str = ""

    @action(Permission.TEMPLATE_CHANGE)
    async def open(self) -> None:
        """Show the library from its beginning, to add from."""
        await self._begin("add", "")

    @action(Permission.TEMPLATE_CHANGE)
    async def open_for(self, purpose: str, exercise_id: str) -> None:
        """Show the library to replace an exercise of the template, or to name alternatives to it."""
        wanted = parse(Wanted, {"purpose": purpose, "exercise_id": exercise_id})
        await self._begin(wanted.purpose, str(wanted.exercise_id or ""))

    @action(Permission.TEMPLATE_CHANGE)
    async def close(self) -> None:
        """Leave the library."""
        self.is_open = False

    @action(Permission.TEMPLATE_CHANGE)
    async def find(self, words: str) -> None:
        """Search the library."""
        self.errors = {}
        self.words = parse(FindExercises, {"search": words}).search
        await self._find()

    @action(Permission.TEMPLATE_CHANGE)
    async def choose(self, exercise_id: str) -> None:
        """Take an exercise for what the library was opened for."""
        self.errors = {}
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
        builder = await self.get_state(BuilderState)
        line = lines.added(exercise)
        if self.purpose == "add":
            builder._append(line)
        elif self.purpose == "replace":
            builder._replace(self._about, line)
            self.is_open = False
        else:
            other = Alternative(id=line.exercise_id, name=line.name)
            if builder._stand_in(self._about, other) > MOST_ALTERNATIVES:
                raise Invalid(fields={"exercises": f"At most {MOST_ALTERNATIVES} alternatives."})
        self.found = [self._marked(each, builder) for each in self.found]

    async def _begin(self, purpose: Purpose, about: str) -> None:
        builder = await self.get_state(BuilderState)
        name = builder._line(builder._draft(), about).name if about else ""
        self.is_open, self.errors, self.words, self.found = True, {}, "", []
        self.purpose, self._about, self.title = purpose, about, TITLES[purpose] + name
        await self._find()

    async def _find(self) -> None:
        builder = await self.get_state(BuilderState)
        async with context(self) as ctx:
            page = await queries.library(ctx, search=self.words, limit=SHOWN)
        self.found = [
            self._marked(
                Found(
                    id=str(row.id),
                    name=row.name,
                    detail=lines.detail(row.equipment, row.muscle),
                    is_added=False,
                ),
                builder,
            )
            for row in page.items
            if builder._may_hold(row.scope)
        ]

    def _marked(self, found: Found, builder: BuilderState) -> Found:
        chosen = (
            builder._stands_in(self._about, found.id)
            if self.purpose == "alternative"
            else builder._has(found.id)
        )
        return found.model_copy(update={"is_added": chosen})


def _row(exercise: Any) -> rx.Component:
    return kit.line(
        exercise.name,
        exercise.detail,
        on_click=PickerState.choose(exercise.id),
        end=rx.cond(
            exercise.is_added, kit.badge("Added", tone="accent"), kit.icon("plus", "sm", class_name="ink-3")
        ),
        chevron=False,
        key=exercise.id,
    )


def picker() -> rx.Component:
    """The dialog."""
    return kit.dialog(
        "exercise-picker",
        PickerState.title,
        kit.col(
            kit.search(
                "Name, muscle or equipment", name="exercise-search",
                on_change=PickerState.find.debounce(200), auto_focus=True,
            ),
            kit.form_error(PickerState.errors["exercises"]),
            rx.cond(
                PickerState.found,
                kit.rows(rx.foreach(PickerState.found, _row)),
                kit.empty("No exercise found", "Try fewer letters, or another name for it."),
            ),
            class_name="ink picker",
        ),
        actions=[kit.button("Done", kind="primary", on_click=PickerState.close)],
        opened=PickerState.is_open,
        on_close=PickerState.close,
        wide=True,
    )  # fmt: skip
