"""Keeps credentials out of the log: Reflex writes whole events, cookies included, into it."""

import logging
import re

from rythm.core import log

_SECRETS = re.compile(
    r"((?:__Host-)?rythm_session=|[Bb]earer\s+|['\"]authorization['\"]:\s*['\"])[^;,'\"\s}]+", re.IGNORECASE
)
_FRAMEWORK = ("reflex", "reflex_base", "engineio", "socketio", "granian", "_granian")


def redacted(text: str) -> str:
    """The text with session cookies and bearer tokens blotted out."""
    return _SECRETS.sub(r"\1…", text)


def install() -> None:
    """Redact every log record of the frameworks from now on, tracebacks too; our own hold no values."""
    log.configure()
    make = logging.getLogRecordFactory()
    formatter = logging.Formatter()

    def record(*args: object, **kwargs: object) -> logging.LogRecord:
        made = make(*args, **kwargs)
        if made.name.partition(".")[0] in _FRAMEWORK:
            made.msg, made.args = redacted(made.getMessage()), ()
            if made.exc_info:
                made.exc_text = redacted(formatter.formatException(made.exc_info))
        return made

    logging.setLogRecordFactory(record)
