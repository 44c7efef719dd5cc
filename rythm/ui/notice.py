"""One line from the server to the person: what was done, or why not."""

from functools import partial

import reflex as rx

from rythm.ui import kit
from rythm.ui.marks import EVERYONE, mark


class Notice(rx.State):
    """The line shown now; empty for none."""

    text: str = ""
    is_error: bool = False

    @partial(mark, EVERYONE)
    async def dismiss(self):
        """Take the line away."""
        self.text = ""


async def say(state: rx.State, text: str) -> None:
    """Show a good word on the caller's page."""
    notice = await state.get_state(Notice)
    notice.text, notice.is_error = text, False


def notice() -> rx.Component:
    """Where the line appears, once on every page."""
    return kit.toast(Notice.text, on_close=Notice.dismiss)
