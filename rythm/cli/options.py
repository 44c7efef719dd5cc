"""Options that several commands share, and the settings that follow from them."""

import os
from pathlib import Path
from typing import Annotated

import typer
from dotenv import load_dotenv
from pydantic import ValidationError

from rythm.core.errors import ConfigurationError
from rythm.core.settings import Settings, settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Where the embedded database and the secret live (default: ./.rythm).",
        show_default=False,
    ),
]


def configure(**given: object) -> Settings:
    """The settings with the command line's options on top, here and in every process started from here."""
    load_dotenv(Path(".env"))
    for name, value in given.items():
        if value is not None:
            os.environ[f"RYTHM_{name.upper()}"] = str(value)
    folder = Path(os.environ.get("RYTHM_DATA_DIR") or ".rythm").expanduser().absolute()
    os.environ["RYTHM_DATA_DIR"] = str(folder)
    settings.cache_clear()
    try:
        return settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        name = name if name.isupper() else f"RYTHM_{name.upper()}"
        raise ConfigurationError(f"{name} is not usable: {first['msg']}.") from error
