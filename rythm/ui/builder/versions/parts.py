"""What the panel of versions is made of."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.builder.parts import reading_line
from rythm.ui.builder.state import BuilderState
from rythm.ui.builder.versions.state import VersionsState


def aside_versions() -> rx.Component:
    """The last versions beside the builder on a laptop."""
    return rx.cond(
        BuilderState.is_new,
        rx.fragment(),
        rx.el.section(
            kit.row(
                rx.el.h2("Versions", class_name="semibold grow"),
                kit.button("All", kind="quiet", size="sm", on_click=VersionsState.open,
                           aria_label="All versions"),
            ),
            rx.cond(
                BuilderState.changes,
                rx.el.div(
                    rx.el.h3(f"Changes since version {BuilderState.version}", class_name="medium"),
                    rx.el.ul(
                        rx.foreach(
                            BuilderState.changes,
                            lambda words: rx.el.li(
                                rx.el.b("~", class_name="ink-info", aria_hidden="true"), words
                            ),
                        ),
                        class_name="changes mt-1",
                    ),
                    class_name="ver",
                ),
            ),
            rx.el.ol(rx.foreach(BuilderState.versions, _beside)),
            rx.el.p(
                "A workout already begun keeps its version. The next one begins with the newest.",
                class_name="text-small ink-3 mt-2",
            ),
            class_name="wide-only",
        ),
    )  # fmt: skip


def _beside(version: Any) -> rx.Component:
    current = version.number == BuilderState.version
    return rx.el.li(
        kit.row(
            rx.el.button(
                rx.el.span("Version ", version.number, class_name="medium"),
                type="button",
                class_name="link-plain",
                on_click=VersionsState.look(version.number),
            ),
            rx.cond(current, kit.badge("Current", tone="accent")),
            class_name="between",
        ),
        rx.cond(version.summary, rx.el.p(version.summary, class_name="text-small ink-2")),
        rx.el.p(version.saved, class_name="text-caption ink-3"),
        class_name="ver",
        key=version.number,
    )


def history() -> rx.Component:
    """Every version, one of them, or what changed between two."""
    return rx.fragment(
        kit.slide_over(
            "template-versions",
            rx.match(
                VersionsState.mode,
                ("look", f"Version {VersionsState.number}"),
                ("compare", "Compare versions"),
                "Versions",
            ),
            kit.form_error(VersionsState.errors["form"]),
            rx.match(VersionsState.mode, ("look", _looked()), ("compare", _compared()), _listed()),
            opened=VersionsState.is_open,
            on_close=VersionsState.close,
            wide=True,
        ),
        kit.confirm(
            "restore-version",
            f"Restore version {VersionsState.number}?",
            "It becomes the newest version. All others stay, and what is not saved is let go.",
            action="Restore",
            on_confirm=VersionsState.restore,
            opened=VersionsState.is_confirming,
            on_close=VersionsState.keep,
            destroys=False,
        ),
    )


def _listed() -> rx.Component:
    return rx.el.ol(rx.foreach(VersionsState.rows, _version))


def _version(version: Any) -> rx.Component:
    is_current = version.number == VersionsState.current
    restore = rx.cond(
        VersionsState.can_change & ~is_current,
        kit.button(
            "Restore",
            kind="quiet",
            size="sm",
            aria_label=f"Restore version {version.number}",
            on_click=VersionsState.ask(version.number),
        ),
    )
    return rx.el.li(
        kit.row(
            rx.el.h3("Version ", version.number, class_name="medium grow"),
            rx.cond(is_current, kit.badge("Current", tone="accent")),
        ),
        rx.cond(version.summary, rx.el.p(version.summary, class_name="text-small ink-2")),
        rx.el.p(version.saved, class_name="text-caption ink-3"),
        kit.row(
            kit.button(
                "Look at",
                kind="quiet",
                size="sm",
                aria_label=f"Look at version {version.number}",
                on_click=VersionsState.look(version.number),
            ),
            rx.cond(
                ~is_current,
                kit.button(
                    "Compare with current",
                    kind="quiet",
                    size="sm",
                    aria_label=f"Compare version {version.number} with the current one",
                    on_click=VersionsState.compare(
                        version.number.to_string(), VersionsState.current.to_string()
                    ),
                ),
            ),
            kit.spacer(),
            restore,
            gap=0,
            class_name="ver-acts",
        ),
        class_name="ver",
        key=version.number,
    )


def _back() -> rx.Component:
    return kit.button("All versions", icon_name="back", kind="quiet", size="sm", on_click=VersionsState.back)


def _looked() -> rx.Component:
    return kit.col(
        kit.row(
            _back(),
            kit.spacer(),
            rx.cond(
                VersionsState.can_change & (VersionsState.number != VersionsState.current),
                kit.button("Restore", size="sm", on_click=VersionsState.ask(VersionsState.number)),
            ),
        ),
        rx.el.p(VersionsState.said, class_name="text-small ink-3"),
        rx.el.h3(VersionsState.title, class_name="text-title"),
        rx.cond(
            VersionsState.description,
            rx.el.p(VersionsState.description, class_name="ink-2 prewrap text-small"),
        ),
        rx.el.ol(rx.foreach(VersionsState.readings, reading_line), class_name="order"),
    )


def _compared() -> rx.Component:
    return kit.col(
        kit.row(_back()),
        kit.grid(
            kit.select(
                "From",
                "first",
                VersionsState.numbers,
                value=VersionsState.first,
                on_change=lambda value: VersionsState.compare(value, VersionsState.second),
            ),
            kit.select(
                "To",
                "second",
                VersionsState.numbers,
                value=VersionsState.second,
                on_change=lambda value: VersionsState.compare(VersionsState.first, value),
            ),
            columns=2,
        ),
        rx.cond(
            VersionsState.changes,
            rx.el.ul(rx.foreach(VersionsState.changes, _change), class_name="changes"),
            rx.el.p("Nothing differs between these two.", class_name="ink-2"),
        ),
    )


def _change(change: Any) -> rx.Component:
    tone = rx.match(change.tone, ("success", "ink-success"), ("danger", "ink-danger"), "ink-info")
    return rx.el.li(
        rx.el.b(change.sign, class_name=tone, aria_hidden="true"),
        rx.el.span(
            change.words,
            rx.cond(change.before, rx.el.del_(change.before, class_name="prewrap block")),
            rx.cond(change.after, rx.el.span(change.after, class_name="prewrap block num ink-2")),
        ),
    )
