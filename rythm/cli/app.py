"""The commands, gathered."""

from typing import Annotated

import typer

from rythm import __version__
from rythm.cli import data, diagnosis, exports, imports, people, serving

app = typer.Typer(
    name="rythm",
    help="""Rythm: a self-hosted platform for gyms, coaches and the people they train.

    `rythm serve` is all you need to try it: it runs its own PostgreSQL, fills it with two demo gyms and
    prints where to open it. Settings come from options, then from the environment (`RYTHM_PORT=9000`),
    then from a file `.env` in the current folder.

    For production set `DATABASE_URL` (PostgreSQL 15 or newer) and `RYTHM_PUBLIC_ORIGINS`, then run
    `rythm user create --system-admin`. `rythm doctor` says what is missing.
    """,
    rich_markup_mode="markdown",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
serving.register(app)
data.register(app)
people.register(app)
imports.register(app)
exports.register(app)
diagnosis.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rythm {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Rythm's command line."""
