"""The command line: `rythm serve`, and everything an operator needs beside it."""

import signal
import sys

from rythm.core.errors import AppError, ConfigurationError


def main() -> None:
    """Run a command; expected failures are one line each and exit code 2 (set-up) or 1 (refusal)."""
    from rythm.cli.app import app
    from rythm.cli.console import complain

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app(prog_name="rythm")
    except ConfigurationError as error:
        complain(error)
        sys.exit(2)
    except AppError as error:
        complain("; ".join([error.message, *(f"{name}: {text}" for name, text in error.fields.items())]))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
