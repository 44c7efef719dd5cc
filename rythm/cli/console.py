"""What the terminal shows: steps as they happen, and one line for an error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

console = Console(highlight=False)

Say = Callable[[str], None]


@contextmanager
def step(name: str) -> Iterator[Say]:
    """Show a step while it runs and its outcome when it is done; the block may say what it is at."""
    began, words = time.monotonic(), ""

    def say(text: str) -> None:
        nonlocal words
        words = text
        if console.is_terminal:
            status.update(f"{name}: {escape(text)}")

    with console.status(name) as status:
        yield say
    console.print(
        f"[green]✓[/] {name:<10} [dim]{escape(words)} ({time.monotonic() - began:.1f} s)[/]", soft_wrap=True
    )


def complain(message: object) -> None:
    """One line on standard error."""
    text = " ".join(str(message).split())
    sys.stderr.write(f"rythm: {text}\n")
