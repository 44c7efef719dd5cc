"""Sharing a workout as a picture: a look at it first, then the phone's own sheet or a file."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.workout.state import WorkoutState
from rythm.ui.pwa.away import while_away

SHARE = "share"
FILE = "workout.png"
CAN_SHARE: Any = rx.Var("!!globalThis.navigator?.canShare", _var_type=bool)
"""A browser that hands files to other apps; read once the page is loaded, so it is no part of its HTML."""


def share_dialog() -> rx.Component:
    """The picture, loaded when it is asked for, and what can be done with it."""
    state = WorkoutState
    picture = rx.el.img(
        src=state.picture,
        alt=state.picture_said,
        loading="lazy",
        class_name="picture",
        custom_attrs={"width": "1080", "height": "1350"},
    )
    save = kit.button("Save picture", href=state.picture, away=True, download=FILE, icon_name="download")
    return kit.dialog(
        SHARE,
        "Share this workout",
        rx.el.p("It has your first name, your gym and what you did.", class_name="text-small"),
        while_away("The picture is drawn once there is signal; close this and open it again then."),
        picture,
        actions=[
            kit.button("Close", kind="quiet", on_click=kit.hide(SHARE)),
            save,
            rx.cond(
                CAN_SHARE,
                kit.button("Share", kind="primary", icon_name="share", on_click=_send()),
                rx.fragment(),
            ),
        ],
    )


def _send() -> Any:
    """Fetches the picture and opens the phone's sheet with it; closing the sheet is no error."""
    address: Any = WorkoutState.picture
    return kit.compiled(
        rx.Var(
            f"fetch({address!s}).then((answer) => answer.blob()).then((made) => navigator.share("
            f"{{ files: [new File([made], {FILE!r}, {{ type: made.type }})] }})).catch(() => {{}})",
            _var_data=address._get_all_var_data(),
        )
    )
