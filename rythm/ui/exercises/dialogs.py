"""The menu of an exercise, and what stands over a page that has one."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.exercises.deeds import Deeds


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
        item(one.can_change & ~one.is_archived, "Put away", Deeds.archive, "archive", danger=True),
        item(one.can_restore, "Bring back", Deeds.restore, "archive"),
    )


def exercise_deeds(after: Any) -> rx.Component:
    """The questions and the line that offers to take back, once on a page; `after` shows the page anew."""
    return rx.fragment(
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
