"""The builder as both pages show it: the admin's and the member's."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.builder.dialogs import archiving, clash
from rythm.ui.builder.guard import guard
from rythm.ui.builder.parts import about, exercises, figures, foot, muscles, naming, reading
from rythm.ui.builder.picker import picker
from rythm.ui.builder.state import BuilderState
from rythm.ui.builder.versions.parts import aside_versions, history
from rythm.ui.builder.versions.state import VersionsState
from rythm.ui.pwa.heard import heard


def title() -> rx.Var[Any]:
    """The name of the template, as it was saved or typed."""
    named = rx.cond(BuilderState.name, BuilderState.name, "Template")
    return rx.cond(BuilderState.is_new & (BuilderState.name == ""), "New template", named)


def actions() -> list[rx.Component]:
    """What stands at the end of the page's head."""
    changing = rx.fragment(
        _saved_or_not(),
        rx.cond(BuilderState.is_new, rx.fragment(), _more()),
        # Never disabled: a field tells what was typed when it is left, which the press itself does.
        rx.el.span(
            kit.button("Save", kind="primary", on_click=BuilderState.save),
            class_name="wide-only",
        ),
    )
    copying = rx.fragment(
        kit.icon_button("history", "Versions", on_click=VersionsState.open),
        kit.button("Make a copy", icon_name="copy", on_click=BuilderState.copy),
    )
    shown = rx.cond(BuilderState.can_change, changing, copying)
    return [rx.cond(BuilderState.loaded & ~BuilderState.missing, shown, rx.fragment())]


def _saved_or_not() -> rx.Component:
    return rx.cond(
        BuilderState.dirty | BuilderState.is_new,
        kit.row(kit.dot("warning"), "Not saved", gap=2, class_name="text-small ink-2"),
        rx.el.span("Saved", class_name="text-small ink-3"),
    )


def _more() -> rx.Component:
    return kit.menu(
        "template-menu",
        "More",
        kit.menu_item("Versions", VersionsState.open, icon_name="history"),
        rx.cond(
            BuilderState.dirty,
            kit.menu_item("Save as a copy", BuilderState.save_as_copy, icon_name="copy"),
            kit.menu_item("Make a copy", BuilderState.copy, icon_name="copy"),
        ),
        rx.cond(
            BuilderState.can_share & ~BuilderState.dirty,
            kit.menu_item("Share with the gym", BuilderState.share, icon_name="share"),
        ),
        rx.cond(
            BuilderState.is_archived,
            kit.menu_item("Bring back", BuilderState.bring_back, icon_name="archive"),
            kit.menu_item("Archive", kit.show("archive-template"), icon_name="archive", danger=True),
        ),
    )


def _notes() -> rx.Component:
    kept = kit.banner(
        "These changes are not saved yet; they were kept for you. ",
        rx.el.button("Let them go", type="button", on_click=BuilderState.discard),
        tone="info",
    )
    conflict = kit.banner(
        BuilderState.conflict + " ",
        rx.cond(
            BuilderState.dirty,
            rx.el.button("Decide", type="button", on_click=BuilderState.decide),
            rx.el.button("Show it", type="button", on_click=BuilderState.discard),
        ),
        tone="warning",
        alert=True,
    )
    archived = kit.banner(
        "Archived: nobody can start it. ",
        rx.cond(
            BuilderState.can_change,
            rx.el.button("Bring back", type="button", on_click=BuilderState.bring_back),
            rx.fragment(),
        ),
        tone="warning",
        icon_name="archive",
    )
    return rx.fragment(
        kit.form_error(BuilderState.errors["form"]),
        rx.cond(BuilderState.is_kept, kept, rx.fragment()),
        rx.cond(BuilderState.conflict, conflict, rx.fragment()),
        rx.cond(BuilderState.is_archived, archived, rx.fragment()),
    )


def _editor() -> rx.Component:
    return kit.col(naming(), figures(), exercises(), gap=4)


def _aside() -> rx.Component:
    return rx.el.aside(
        rx.cond(BuilderState.can_change, about()),
        rx.el.section(
            rx.el.h2("Sets for each muscle", class_name="semibold"),
            muscles(),
            class_name="col gap-3 wide-only",
        ),
        aside_versions(),
        class_name="builder-aside",
        aria_label="About this template",
    )


def body(all_templates: str) -> rx.Component:
    """The builder with its dialogs; `all_templates` is the way out when there is no such template."""
    template = rx.el.div(
        kit.col(
            _notes(), rx.cond(BuilderState.can_change, _editor(), reading()), gap=4, class_name="builder-main"
        ),
        _aside(),
        rx.cond(BuilderState.can_change, foot()),
        class_name="builder",
        key=BuilderState.generation,
    )
    missing = kit.empty(
        "This template does not exist",
        "It may have been removed, or it is not yours to see.",
        kit.button("All templates", href=all_templates),
    )
    shown = rx.cond(BuilderState.missing, missing, template)
    return rx.fragment(
        rx.cond(BuilderState.loaded, shown, kit.skeleton("head", "line", "block", "block", "block")),
        heard("templates", BuilderState.hear),
        picker(),
        history(),
        archiving(),
        clash(),
        guard(),
        kit.toast(
            BuilderState.removed,
            on_close=BuilderState.forget,
            undo=BuilderState.put_back,
            icon_name="trash",
        ),
    )
