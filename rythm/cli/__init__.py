"""The command line: `rythm serve`, and everything an operator needs beside it."""

import signal
import sys
from types import FrameType

from rythm.core.errors import AppError, ConfigurationError


def main() -> None:
    """Run a command; expected failures are one line each and exit code 2 (set-up) or 1 (refusal)."""
    # By Python's own handler asyncio makes of Ctrl-C a wish to cancel, and some code in a task hears none.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    for number in (signal.SIGTERM, signal.SIGHUP):  # so that a started database is left in order
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda got, _: sys.exit(128 + got))
    try:
        from rythm.cli.app import app

        app(prog_name="rythm")
    except ConfigurationError as error:
        _complain(str(error))
        sys.exit(2)
    except AppError as error:
        _complain("; ".join([error.message, *(f"{name}: {text}" for name, text in error.fields.items())]))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _complain(message: str) -> None:
    sys.stderr.write(f"rythm: {' '.join(message.split())}\n")
