"""`rythm export`: everything of a member, as one archive or as CSV."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Annotated, BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from rythm.belongings import packing
from rythm.belongings.strong_csv import strong_csv
from rythm.cli.database import bring_up_to_date, opened, run
from rythm.cli.imports import member_of
from rythm.cli.options import DataDir, configure
from rythm.core.actor import ByMembership
from rythm.core.context import Context, open_context
from rythm.core.errors import ConfigurationError

HELP = "Take everything of a member along."
Member = Annotated[str, typer.Option(help="The member's e-mail address.")]
Tenant = Annotated[str | None, typer.Option(help="The gym's slug, when the member has several.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file to write (default: the screen).")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    exports = typer.Typer(help=HELP, no_args_is_help=True)
    exports.command("archive")(archive_command)
    exports.command("csv")(csv_command)
    app.add_typer(exports, name="export", help=HELP)


def archive_command(
    member: Member, output: Output = None, tenant: Tenant = None, data_dir: DataDir = None
) -> None:
    """Write everything of a member in a gym as one JSON archive, which `rythm import archive` reads back."""
    _export(member, tenant, output, data_dir, packing.archive)


def csv_command(
    member: Member,
    output: Output = None,
    tenant: Tenant = None,
    time_zone: Annotated[str, typer.Option(help="Whose clock the times are on.")] = "UTC",
    data_dir: DataDir = None,
) -> None:
    """Write a member's finished workouts as CSV that readers of Strong's export understand, in their unit."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigurationError(f"{time_zone!r} is no time zone: write it like Europe/Berlin.") from error
    _export(member, tenant, output, data_dir, lambda ctx: strong_csv(ctx, zone))


def _export(
    email: str,
    slug: str | None,
    output: Path | None,
    data_dir: Path | None,
    pieces: Callable[[Context], AsyncIterator[bytes]],
) -> None:
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        if output is None:
            run(up.urls, _write(email, slug, sys.stdout.buffer, pieces))
            sys.stdout.buffer.flush()
            return
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("wb") as file:
                run(up.urls, _write(email, slug, file, pieces))
            part.replace(output)
        except OSError as error:
            raise ConfigurationError(f"{output} cannot be written ({error.strerror}).") from error
        finally:
            part.unlink(missing_ok=True)


async def _write(
    email: str, slug: str | None, file: BinaryIO, pieces: Callable[[Context], AsyncIterator[bytes]]
) -> None:
    who = await member_of(email, slug)
    async with open_context(ByMembership(who.user_id, who.tenant_id)) as ctx:
        async for piece in pieces(ctx):
            file.write(piece)
