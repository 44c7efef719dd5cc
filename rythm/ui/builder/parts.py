"""What the builder is made of: the template's words, its exercises in order, and what they come to."""

from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex_base.vars import VarData
from reflex_base.vars.base import LiteralVar, Var

from rythm.templates.rules import MAX_EXERCISES
from rythm.ui import kit
from rythm.ui.builder.choosing import FULL
from rythm.ui.builder.draft import PROGRESSIONS, SAYS
from rythm.ui.builder.opened.parts import COMMIT, panel
from rythm.ui.builder.picker import PickerState
from rythm.ui.builder.state import BuilderState
from rythm.ui.kit.markup import attributes

GRIPS = "$/public/rythm/builder.js"


def naming() -> rx.Component:
    """The name, and for a new template whose it is."""
    name = kit.field(
        "Name",
        "name",
        default=BuilderState.name,
        on_blur=BuilderState.rename,
        on_key_down=COMMIT,
        error=BuilderState.errors["name"],
        autocomplete="off",
        placeholder="Upper A",
    )
    scope = kit.select(
        "For",
        "scope",
        BuilderState.scopes,
        value=BuilderState.scope,
        on_change=BuilderState.pick_scope,
        error=BuilderState.errors["scope"],
    )
    return rx.cond(
        BuilderState.is_new & (BuilderState.scopes.length() > 1), kit.grid(name, scope, wide="2-1"), name
    )


def about() -> rx.Component:
    """How the load goes on, and the description."""
    return kit.col(
        kit.select(
            "Progression",
            "progression",
            list(PROGRESSIONS.items()),
            value=BuilderState.progression,
            hint=rx.match(
                BuilderState.progression, *[(key, said) for key, said in SAYS.items()], SAYS["double"]
            ),
            on_change=BuilderState.pick_progression,
        ),
        kit.textarea(
            "Description",
            "description",
            default=BuilderState.description,
            on_blur=BuilderState.describe,
            error=BuilderState.errors["description"],
            placeholder="What it is for, and for whom",
            rows=2,
        ),
    )


def figures() -> rx.Component:
    """Exercises, sets and minutes, and every set as a bar."""
    return kit.row(
        _figure(BuilderState.count, "exercises"),
        _figure(BuilderState.sets, "sets"),
        _figure(BuilderState.minutes, "min"),
        kit.spacer(),
        kit.pulse(BuilderState.bars, label="Each set, as high as its repetitions"),
        gap=6,
        class_name="wide-only",
    )


def _figure(value: Any, unit: str) -> rx.Component:
    return rx.el.p(
        rx.el.span(value, class_name="text-title num"), rx.el.span(" " + unit, class_name="text-small ink-3")
    )


def muscles() -> rx.Component:
    """Working sets per muscle; a helping one counts half."""
    return rx.cond(
        BuilderState.muscles,
        rx.el.ul(
            rx.foreach(
                BuilderState.muscles,
                lambda muscle: rx.el.li(
                    rx.el.span(muscle.name),
                    rx.el.span(
                        rx.el.i(custom_attrs={"style": {"--v": muscle.share}}),
                        class_name="progress",
                        aria_hidden="true",
                    ),
                    rx.el.span(muscle.sets, class_name="num semibold text-right"),
                ),
            ),
            class_name="muscle-sets",
        ),
        rx.el.p("They appear with the first exercise.", class_name="text-small ink-3"),
    )


def _sending(handler: Any, names: tuple[str, str]) -> Var[Any]:
    """The handler as a function the grip can call."""
    chain = EventChain.create(
        value=lambda first, second: handler(first, second),
        args_spec=lambda first, second: [first, second],
        key="_".join(names),
    )
    return LiteralVar.create(chain)


def _on_grip(name: str, handler: Any) -> Var[Any]:
    send = _sending(handler, (name, "grip"))
    data = VarData(imports={GRIPS: [rx.ImportVar(tag=name)]})
    return Var(
        f"((event) => {name}(event, {send!s}))", _var_data=VarData.merge(send._get_all_var_data(), data)
    )


def _grip(row: Any) -> rx.Component:
    return rx.el.button(
        kit.icon("grip", "sm"),
        type="button",
        class_name="grip",
        custom_attrs=attributes(
            aria_label="Move " + row.name + ", with the arrow keys",
            onPointerDown=_on_grip("drag", BuilderState.place),
            onKeyDown=_on_grip("nudge", BuilderState.move),
        ),
    )


def _steps(row: Any) -> rx.Component:
    return rx.el.span(
        kit.icon_button("arrow-up", "Move " + row.name + " up", size="sm", disabled=row.is_first,
                        on_click=BuilderState.move(row.id, -1)),
        kit.icon_button("arrow-down", "Move " + row.name + " down", size="sm", disabled=row.is_last,
                        on_click=BuilderState.move(row.id, 1)),
        class_name="steps",
    )  # fmt: skip


def _menu(row: Any) -> rx.Component:
    return kit.menu(
        "menu-" + row.id,
        "More for " + row.name,
        kit.menu_item("Move up", BuilderState.move(row.id, -1), icon_name="arrow-up"),
        kit.menu_item("Move down", BuilderState.move(row.id, 1), icon_name="arrow-down"),
        rx.cond(
            row.can_link,
            kit.menu_item("Superset with the next", BuilderState.link(row.id), icon_name="link"),
        ),
        rx.cond(
            row.mark != "",
            kit.menu_item("Out of the superset", BuilderState.unlink(row.id), icon_name="layers"),
        ),
        kit.menu_item("Replace", PickerState.open_for("replace", row.id), icon_name="sync"),
        kit.menu_item("Take out", BuilderState.remove(row.id), icon_name="trash", danger=True),
    )


def _exercise(row: Any) -> rx.Component:
    is_open = BuilderState.opened.id == row.id
    summary = rx.el.span(
        rx.cond(row.warm, rx.el.span(row.warm, ", ", class_name="num")),
        rx.el.span(row.amount, class_name="num ink-2"),
        rx.cond(row.load, rx.el.span(", ", row.load, class_name="num")),
        rx.cond(row.rest, rx.el.span(", rest ", row.rest, class_name="num")),
        class_name="phone-only text-small ink-3",
    )
    opener = rx.el.button(
        rx.el.span(
            kit.row(
                rx.cond(row.mark, kit.badge(row.mark, tone="accent")),
                rx.el.span(row.name, class_name="medium truncate"),
                rx.cond(row.wrong, kit.badge("Check", tone="danger")),
                gap=2,
            ),
            rx.el.span(
                row.detail,
                rx.cond(row.warm, rx.el.span(", ", row.warm)),
                class_name="text-small ink-3 truncate wide-only block",
            ),
            summary,
            class_name="grow",
        ),
        rx.el.span(row.amount, class_name="told num medium wide-only truncate"),
        rx.el.span(row.load, class_name="told num ink-2 wide-only truncate"),
        rx.el.span(row.rest, class_name="told num ink-2 wide-only"),
        type="button",
        class_name="exercise-open",
        on_click=BuilderState.open(row.id),
        custom_attrs=attributes(aria_expanded=rx.cond(is_open, "true", "false")),
    )
    return rx.el.li(
        rx.el.div(
            _grip(row),
            rx.el.h2(opener, class_name="grow"),
            _steps(row),
            _menu(row),
            class_name="exercise-head",
        ),
        rx.cond(is_open, panel(), rx.fragment()),
        class_name="exercise",
        custom_attrs={"data-exercise": row.id},
        key=row.id,
    )


def _group_head(block: Any) -> rx.Component:
    rest = rx.el.span(
        rx.el.label("Rest after the round", html_for="round-" + block.id),
        rx.el.input(
            type="text",
            key=block.rest,
            default_value=block.rest,
            placeholder=block.usual,
            on_blur=lambda value: BuilderState.rest_round(block.group, value),
            on_key_down=COMMIT,
            class_name="input num",
            custom_attrs=attributes(
                id="round-" + block.id,
                aria_invalid=rx.cond(block.error, "true", "false"),
                aria_describedby="round-error-" + block.id,
                autoComplete="off",
            ),
        ),
        class_name="group-rest",
    )
    return rx.el.div(
        rx.el.h2(block.title),
        rest,
        rx.el.span(
            kit.icon_button("arrow-up", "Move " + block.title + " up", size="sm",
                            on_click=BuilderState.move_group(block.group, -1)),
            kit.icon_button("arrow-down", "Move " + block.title + " down", size="sm",
                            on_click=BuilderState.move_group(block.group, 1)),
            class_name="row gap-0",
        ),
        rx.el.p(block.error, class_name="error", custom_attrs=attributes(id="round-error-" + block.id)),
        class_name="group-head",
    )  # fmt: skip


def _block(block: Any) -> rx.Component:
    is_group = block.group > 0
    holds_open = (BuilderState.opened.id == block.id) | (is_group & (BuilderState.open_group == block.group))
    look = [
        "card block",
        rx.cond(is_group, "grouped", ""),
        rx.cond(holds_open, "is-open", ""),
    ]
    return rx.el.li(
        rx.cond(is_group, _group_head(block), rx.fragment()),
        rx.el.ul(rx.foreach(block.rows, _exercise)),
        class_name=look,
        key=block.id,
    )


def exercises() -> rx.Component:
    """The exercises in their order, and the way to more."""
    full = BuilderState.count >= MAX_EXERCISES
    add = kit.button("Add exercises", icon_name="plus", on_click=PickerState.open, disabled=full)
    filled = kit.col(
        rx.el.ol(
            rx.foreach(BuilderState.blocks, _block), class_name="order", custom_attrs={"data-order": ""}
        ),
        kit.row(add, rx.cond(full, rx.el.p(FULL, class_name="text-small ink-3"), rx.fragment())),
        gap=3,
    )
    unfilled = kit.empty(
        "No exercises yet", "Choose from the library; sets, repetitions and rest follow.", add
    )
    return rx.fragment(
        rx.cond(BuilderState.blocks, filled, unfilled),
        rx.el.div(BuilderState.announced, class_name="sr-only", role="status"),
    )


def foot() -> rx.Component:
    """On a phone: what it comes to so far, and the button that saves, always within reach."""
    return rx.el.div(
        rx.cond(
            BuilderState.errors["form"],
            rx.el.p(kit.icon("alert", "sm"), BuilderState.errors["form"], class_name="error foot-error"),
        ),
        rx.el.div(
            rx.el.details(
                rx.el.summary(
                    kit.row(
                        rx.el.span(BuilderState.sets, " sets", class_name="num semibold"),
                        rx.el.span("about ", BuilderState.minutes, " min", class_name="num ink-2"),
                        kit.icon("chevron-down", "sm", class_name="ink-3"),
                        gap=2,
                    ),
                ),
                rx.el.p("Sets for each muscle", class_name="label"),
                muscles(),
            ),
            kit.button("Save", kind="primary", on_click=BuilderState.save),
            class_name="foot-line items-end",
        ),
        class_name="foot phone-only",
    )


def reading() -> rx.Component:
    """The template as those see it who may not change it."""
    return kit.col(
        kit.banner(
            BuilderState.reason, " Make a copy to have one of your own.", tone="info", icon_name="lock"
        ),
        rx.cond(
            BuilderState.description,
            rx.el.p(BuilderState.description, class_name="ink-2 prewrap"),
            rx.fragment(),
        ),
        figures(),
        rx.el.ol(
            rx.foreach(BuilderState.readings, reading_line),
            class_name="order",
        ),
        gap=4,
    )


def reading_line(one: Any) -> rx.Component:
    """An exercise with its sets in words."""
    return rx.el.li(
        kit.card(
            kit.row(
                rx.cond(one.mark, kit.badge(one.mark, tone="accent")),
                rx.el.h2(one.name, class_name="medium grow"),
                rx.el.span(one.more, class_name="text-small ink-3 num"),
                gap=2,
            ),
            rx.el.p(one.detail, class_name="text-small ink-3"),
            rx.el.ol(rx.foreach(one.sets, rx.el.li), class_name="read-sets num"),
            rx.cond(one.note, rx.el.p(one.note, class_name="text-small ink-3 mt-2 prewrap"), rx.fragment()),
        ),
        key=one.id,
    )
