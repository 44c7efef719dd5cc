"""`rythm user create`: the first administrator, and anybody else."""

from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy import text

from rythm.cli.console import console
from rythm.cli.database import bring_up_to_date, opened, run
from rythm.cli.options import DataDir, configure
from rythm.core.actor import BySystem, Role
from rythm.core.context import open_context
from rythm.core.errors import ConfigurationError, Invalid, NotFound
from rythm.identity import people
from rythm.identity.schemas import AddUser


def register(app: typer.Typer) -> None:
    """Add the commands."""
    user = typer.Typer(help="The people who can sign in.", no_args_is_help=True)
    user.callback()(lambda: None)  # keeps `create` a subcommand while it is the only one
    user.command("create")(create_command)
    app.add_typer(user, name="user", help="The people who can sign in.")


def create_command(
    email: Annotated[str, typer.Option(prompt="E-mail address", help="What they sign in with.")],
    name: Annotated[
        str | None, typer.Option(help="Their name (default: the first part of the address).")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="RYTHM_PASSWORD", help="Asked for when not given; better not on the command line."
        ),
    ] = None,
    system_admin: Annotated[
        bool, typer.Option("--system-admin", help="They administer the whole platform.")
    ] = False,
    tenant: Annotated[str | None, typer.Option(help="The slug of the gym they belong to.")] = None,
    role: Annotated[Role, typer.Option(help="Their role there.")] = Role.ATHLETE,
    data_dir: DataDir = None,
) -> None:
    """Create a person who can sign in: a system administrator, or somebody of a gym.

    Somebody of another gym keeps their name and password; a system administrator needs an address of their
    own.
    """
    if system_admin == (tenant is not None):
        raise ConfigurationError("Say either --system-admin or --tenant SLUG (with --role).")
    if not system_admin and role in (Role.SYSTEM_ADMIN, Role.SYSTEM):
        raise ConfigurationError(f"Nobody is {role.value} in a gym: use --system-admin.")
    chosen = configure(data_dir=data_dir)
    password = password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    name = name or email.partition("@")[0]
    with opened(chosen) as up:
        bring_up_to_date(up.urls)
        if tenant is None:
            run(up.urls, _create_system_admin(email, name, password))
        else:
            run(up.urls, _create_in_tenant(tenant, email, name, role, password))
    console.print(f"[green]✓[/] {email} can sign in.", highlight=False)


async def has_system_admin() -> bool:
    """Whether anybody administers the platform."""
    async with open_context(BySystem(None)) as ctx:
        return bool((await ctx.db.execute(text("select app.has_system_admin()"))).scalar_one())


async def _create_system_admin(email: str, name: str, password: str) -> None:
    data = _checked(email, name, Role.SYSTEM_ADMIN, password)
    async with open_context(BySystem(None)) as ctx:
        await people.create_system_admin(ctx, data.email, data.name, password)


async def _create_in_tenant(slug: str, email: str, name: str, role: Role, password: str) -> None:
    data = _checked(email, name, role, password)
    async with open_context(BySystem(None)) as ctx:
        found = await ctx.db.execute(text("select id from tenant where slug = :slug"), {"slug": slug.lower()})
        tenant_id = found.scalar_one_or_none()
    if tenant_id is None:
        raise NotFound(f"There is no gym with the slug {slug!r}.")
    async with open_context(BySystem(tenant_id)) as ctx:
        await people.add(ctx, data)


def _checked(email: str, name: str, role: Role, password: str) -> AddUser:
    try:
        return AddUser(email=email, name=name, role=role, password=password)
    except ValidationError as error:
        first = error.errors()[0]
        raise Invalid(f"The {first['loc'][0]} is not usable: {first['msg']}.") from error
