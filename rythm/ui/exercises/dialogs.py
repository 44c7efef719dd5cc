"""The menu of an exercise, and what stands over a page that has one."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.exercises.deeds import Deeds
from rythm.ui.exercises.form_state import ExerciseFormState
from rythm.ui.exercises.merge_state import MergeState
from rythm.ui.pwa.refresh import refresh


def exercise_menu(
    ident: Any, label: Any, one: Any, after: Any, *, also: tuple[Any, ...] = ()
) -> rx.Component:
    """What may be done with `one`, which has an id and says what is allowed; `after` shows the page anew.

    `also` are items that stand before.
    """

    def item(allowed: Any, words: str, deed: Any, icon_name: Any, *, danger: bool = False) -> rx.Component:
        return rx.cond(
            allowed,
            kit.menu_item(words, [deed(one.id), after], icon_name=icon_name, danger=danger),
            rx.fragment(),
        )

    return kit.menu(
        ident,
        label,
        *also,
        item(one.can_hide & ~one.is_hidden, "Hide from my lists", Deeds.hide, "eye"),
        item(one.can_hide & one.is_hidden, "Show in my lists", Deeds.unhide, "eye"),
        item(one.can_hide_here & ~one.is_hidden_here, "Hide for the whole gym", Deeds.hide_here, "people"),
        item(one.can_hide_here & one.is_hidden_here, "Show in the gym", Deeds.unhide_here, "people"),
        rx.cond(
            one.can_promote,
            kit.menu_item("Share with the gym", Deeds.ask(one.id), icon_name="share"),
            rx.fragment(),
        ),
        rx.cond(
            one.can_merge,
            kit.menu_item("Merge into another", MergeState.open(one.id), icon_name="layers"),
            rx.fragment(),
        ),
        item(one.can_change & ~one.is_archived, "Put away", Deeds.archive, "archive", danger=True),
        item(one.can_restore, "Bring back", Deeds.restore, "archive"),
    )


def exercise_deeds(after: Any) -> rx.Component:
    """The questions and the line that offers to take back, once on a page; `after` shows the page anew."""
    return rx.fragment(
        _merge(after),
        kit.confirm(
            "share-exercise",
            rx.cond(Deeds.asked != "", f"Share {Deeds.asked_name} with the gym?", ""),
            "Everybody in the gym can choose it then, and you look after it. What was logged with it stays.",
            action="Share",
            destroys=False,
            on_confirm=[Deeds.promote, after],
            opened=Deeds.asked != "",
            on_close=Deeds.keep,
        ),
        kit.toast(Deeds.done, on_close=Deeds.forget, undo=[Deeds.undo, after]),
    )


def phone_follows() -> rx.Component:
    """Lets the member's phone, too, know what was added, changed or hidden here."""
    return rx.fragment(*(refresh(state.saved) for state in (ExerciseFormState, Deeds, MergeState)))


def _merge(after: Any) -> rx.Component:
    """First which exercise stays, then what moves."""
    chosen = MergeState.stays.id != ""
    return kit.dialog(
        "merge-exercise",
        f"Merge {MergeState.gone.name}",
        kit.form_error(MergeState.errors["form"]),
        rx.cond(chosen, _question(), _search()),
        actions=[
            rx.cond(
                chosen,
                kit.button("Choose another", kind="quiet", on_click=MergeState.back),
                kit.button("Cancel", kind="quiet", on_click=MergeState.close),
            ),
            rx.cond(
                chosen,
                kit.button("Merge", kind="destroy", on_click=[MergeState.merge, after]),
                rx.fragment(),
            ),
        ],
        opened=MergeState.is_open,
        on_close=MergeState.close,
        wide=True,
    )


def _search() -> rx.Component:
    return kit.col(
        rx.el.p(
            "Choose the exercise that stays. It takes over the sets, templates and records; ",
            rx.el.strong(MergeState.gone.name, class_name="semibold ink"),
            " is put away.",
        ),
        kit.search(
            "The exercise that stays",
            name="survivor-search",
            on_change=MergeState.search.debounce(200),
            auto_focus=True,
        ),
        rx.cond(
            MergeState.found,
            kit.rows(rx.foreach(MergeState.found, _candidate)),
            kit.empty("No other exercise found", "Try fewer letters."),
        ),
        class_name="ink",
    )


def _candidate(exercise: Any) -> rx.Component:
    return kit.line(exercise.name, exercise.detail, on_click=MergeState.pick(exercise.id), key=exercise.id)


def _question() -> rx.Component:
    return kit.col(
        kit.rows(
            kit.line(MergeState.gone.name, MergeState.gone.detail, end=kit.badge("Goes")),
            kit.line(MergeState.stays.name, MergeState.stays.detail, end=kit.badge("Stays", tone="accent")),
        ),
        rx.cond(
            MergeState.moves,
            rx.fragment(
                rx.el.p("This moves over:"),
                rx.el.ul(
                    rx.foreach(
                        MergeState.moves,
                        lambda move: rx.el.li(
                            kit.icon("check", "xs", class_name="ink-success"), move, class_name="row gap-2"
                        ),
                    ),
                    class_name="col gap-2",
                ),
            ),
            rx.el.p("Nobody has used it yet, so nothing moves."),
        ),
        rx.el.p("A merge cannot be taken back.", class_name="text-small ink-3"),
        class_name="ink mt-2",
    )
