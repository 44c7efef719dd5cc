"""The library in a dialog, to choose the exercises of a template from."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.core.schema import Read
from rythm.exercises import queries
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import FindExercises
from rythm.ui import kit
from rythm.ui.admin.template import lines
from rythm.ui.admin.template.state import TemplateState
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action, context

SHOWN = 40
MAY_CONTAIN = {
    Scope.USER: frozenset(Scope),
    Scope.TENANT: frozenset({Scope.TENANT, Scope.SYSTEM}),
    Scope.SYSTEM: frozenset({Scope.SYSTEM}),
}
"""A shared template shows its exercises to all its readers, so it takes none that only some may see."""


class Found(Read):
    """An exercise of the library."""

    id: str
    name: str
    detail: str
    is_added: bool


class PickerState(rx.State):
    """What the search finds, and which of it the template has already."""

    is_open: bool = False
    found: list[Found] = []
    errors: dict[str, str] = {}

    @action(Permission.TEMPLATE_CHANGE)
    async def open(self) -> None:
        """Show the library from its beginning."""
        self.is_open, self.errors = True, {}
        await self._find("")

    @action(Permission.TEMPLATE_CHANGE)
    async def close(self) -> None:
        """Leave the library."""
        self.is_open = False

    @action(Permission.TEMPLATE_CHANGE)
    async def find(self, words: str) -> None:
        """Search the library."""
        self.errors = {}
        await self._find(parse(FindExercises, {"search": words}).search)

    @action(Permission.TEMPLATE_CHANGE)
    async def add(self, exercise_id: str) -> None:
        """Put an exercise at the end of the template."""
        self.errors = {}
        async with context(self) as ctx:
            exercise = await queries.exercise(ctx, id_in(exercise_id))
        editor = await self.get_state(TemplateState)
        editor._append(lines.added(exercise))
        self.found = [each.model_copy(update={"is_added": editor._has(each.id)}) for each in self.found]

    async def _find(self, words: str) -> None:
        editor = await self.get_state(TemplateState)
        async with context(self) as ctx:
            page = await queries.library(ctx, search=words, limit=SHOWN)
        fitting = [lines.added(row) for row in page.items if row.scope in MAY_CONTAIN[Scope(editor.scope)]]
        self.found = [
            Found(
                id=line.exercise_id,
                name=line.name,
                detail=line.detail,
                is_added=editor._has(line.exercise_id),
            )
            for line in fitting
        ]


def _row(exercise: Any) -> rx.Component:
    return kit.line(
        exercise.name,
        exercise.detail,
        on_click=PickerState.add(exercise.id),
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
        "Add exercises",
        kit.col(
            kit.search(
                "Name of an exercise", name="exercise-search", on_change=PickerState.find.debounce(250),
                auto_focus=True,
            ),
            kit.form_error(PickerState.errors["exercises"]),
            rx.cond(
                PickerState.found,
                kit.rows(rx.foreach(PickerState.found, _row)),
                kit.empty("No exercise found", "Try fewer letters."),
            ),
            class_name="ink",
        ),
        actions=[kit.button("Done", kind="primary", on_click=PickerState.close)],
        opened=PickerState.is_open,
        on_close=PickerState.close,
        wide=True,
    )  # fmt: skip
