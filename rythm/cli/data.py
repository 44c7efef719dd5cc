"""`rythm migrate`, `rythm seed demo`, `rythm db url`."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlsplit

import typer

from rythm.cli.console import console, step
from rythm.cli.database import bring_up_to_date, given_urls, opened, run
from rythm.cli.options import DataDir, configure
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.embedded_postgres import Cluster
from rythm.core.errors import ConfigurationError
from rythm.core.provision import database_of, password_for, plain, with_login
from rythm.core.settings import Settings
from rythm.demo.seed import seed_demo
from rythm.tenancy import queries as tenancy
from rythm.workouts import totals


class DatabaseRole(StrEnum):
    """The roles of the database one may connect as."""

    APP = "app"
    OWNER = "owner"
    ADMIN = "admin"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("migrate")(migrate_command)
    seed = typer.Typer(help="Fill the database.", no_args_is_help=True)
    seed.command("demo")(seed_demo_command)
    app.add_typer(seed, name="seed")
    db = typer.Typer(help="Look at the database.", no_args_is_help=True)
    db.command("url")(db_url_command)
    db.command("totals")(db_totals_command)
    app.add_typer(db, name="db")


def migrate_command(data_dir: DataDir = None) -> None:
    """Bring the database to the version this program expects; `serve` does it by itself."""
    with opened(configure(data_dir=data_dir)) as up, step("Migrations") as say:
        say("brought up to date" if bring_up_to_date(up.urls) else "up to date")


def seed_demo_command(data_dir: DataDir = None) -> None:
    """Make the two demo gyms with their people and twelve weeks of training, once."""
    with opened(configure(data_dir=data_dir)) as up:
        bring_up_to_date(up.urls)
        with step("Demo") as say:
            say("two gyms made" if run(up.urls, seed_demo()) else "already there")


def db_totals_command(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make them anew first.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Hold the totals of all finished workouts against a full recount; ends with 1 where they differ."""
    with opened(configure(data_dir=data_dir)) as up, step("Totals") as say:
        bring_up_to_date(up.urls)
        made, wrong = run(up.urls, _recount(rebuild))
        found = f"{wrong} differ" if wrong else "all right"
        say(f"{made} workouts made anew, {found}" if rebuild else found)
    if wrong:
        raise typer.Exit(1)


async def _recount(rebuild: bool) -> tuple[int, int]:
    async with open_context(BySystem(None)) as ctx:
        tenants = await tenancy.every(ctx)
    made = wrong = 0
    for tenant_id in tenants:
        async with open_context(BySystem(tenant_id)) as ctx:
            made += await totals.rebuild(ctx) if rebuild else 0
            wrong += len(await totals.differences(ctx))
    return made, wrong


def db_url_command(
    role: Annotated[
        DatabaseRole,
        typer.Option(help="The app's role, the owner's who migrates, or the administrator's who backs up."),
    ] = DatabaseRole.APP,
    data_dir: DataDir = None,
) -> None:
    """Print a connection URL for psql and other tools; it contains the password."""
    chosen = configure(data_dir=data_dir)
    console.print(_url(chosen, role), soft_wrap=True, markup=False)


def _url(chosen: Settings, role: DatabaseRole) -> str:
    if given := given_urls(chosen):
        if role is DatabaseRole.ADMIN:
            raise ConfigurationError(
                "Only you know the administrator: rythm was given the owner's and the app's connection."
            )
        return given.app if role is DatabaseRole.APP else given.owner
    admin_url = chosen.database_url or Cluster(chosen.data_dir).admin_url
    database = database_of(admin_url)
    if role is DatabaseRole.ADMIN:
        return urlsplit(plain(admin_url))._replace(path=f"/{quote(database, safe='')}").geturl()
    name = f"rythm_{role.value}"
    return with_login(admin_url, name, password_for(chosen.secret, name), database)
