"""`rythm serve`, `rythm build`, `rythm stop`."""

import os
import threading
from contextlib import ExitStack
from typing import Annotated

import typer
from rich.panel import Panel
from rich.table import Table

from rythm.cli.console import complain, console, step
from rythm.cli.database import Opened, bring_up_to_date, is_embedded, opened, run, serve_from
from rythm.cli.options import DataDir, configure
from rythm.core.embedded_postgres import Cluster
from rythm.core.errors import ConfigurationError
from rythm.core.leases import Lease, dismiss, holders
from rythm.core.settings import Settings
from rythm.demo.seed import opens_to_all, seed_demo
from rythm.web import build as frontend_build
from rythm.web import frontend, serve
from rythm.web.serve import Listen

SERVING = "serve"
"""The purpose of a server's lease in `<data dir>/run`."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve_command)
    app.command("build")(build_command)
    app.command("stop")(stop_command)


def serve_command(
    host: Annotated[str | None, typer.Option(help="The address to listen on (default: 127.0.0.1).")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to listen on (default: 8000).")
    ] = None,
    data_dir: DataDir = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Server processes; more than one needs REDIS_URL (default: 1)."),
    ] = None,
    demo: Annotated[
        bool | None,
        typer.Option(
            "--demo/--no-demo",
            help="Two demo gyms with known passwords (default: on with the embedded database).",
        ),
    ] = None,
    demo_anyway: Annotated[
        bool, typer.Option("--demo-anyway", help="Let others than this machine reach the demo accounts.")
    ] = False,
) -> None:
    """Run everything: database, migrations, frontend, pages, API and websocket on one port.

    The first start makes a PostgreSQL of its own in the data directory, unless DATABASE_URL names yours, and
    builds the frontend. Ctrl-C stops it all.
    """
    chosen = configure(host=host, port=port, data_dir=data_dir, workers=workers, demo=demo)
    chosen = _with_demo(chosen, anyway=demo_anyway)
    listen = Listen(chosen.host, chosen.port, chosen.workers)
    serve.require_free(listen)
    serve.require_state_store(listen.workers, chosen.redis_url)
    with ExitStack() as stack:
        with step("Database") as say:
            up = stack.enter_context(opened(chosen))
            say(_described(up))
        with step("Migrations") as say:
            say("brought up to date" if bring_up_to_date(up.urls) else "up to date")
        if not demo_anyway:
            _require_closed_demo(chosen, up)
        _serve(chosen, listen, up)


def _serve(chosen: Settings, listen: Listen, up: Opened) -> None:
    if chosen.demo:
        with step("Demo") as say:
            say("two gyms made" if run(up.urls, seed_demo()) else "already there")
    with step("Frontend") as say:
        say("built" if frontend_build.ensure(say) else "up to date")
    hint = None if chosen.demo else _first_steps(up)
    lease = Lease(chosen.data_dir / "run", SERVING).acquire()
    stopping = threading.Event()
    if up.cluster is not None:
        threading.Thread(
            target=_watch, args=(up.cluster, stopping), name="watch-database", daemon=True
        ).start()
    serve_from(up.urls)
    try:
        serve.run(listen, chosen.data_dir, on_ready=lambda: _greet(chosen, listen, hint))
    finally:
        stopping.set()
        lease.release()
        console.print("Stopped.")


def _with_demo(chosen: Settings, *, anyway: bool) -> Settings:
    """Decide on demo mode and refuse to show its accounts to the network."""
    if "demo" not in chosen.model_fields_set:
        chosen = configure(demo=is_embedded(chosen))
    if chosen.demo and not anyway and (where := _offered_to_others(chosen)):
        raise ConfigurationError(
            f"The demo accounts' passwords are known to everybody, so they are not offered on {where}: "
            "add --no-demo, or --demo-anyway if you mean it."
        )
    return chosen


def _offered_to_others(chosen: Settings) -> str:
    """Where others than this machine reach the server, directly or through a proxy; empty for nowhere."""
    if not Listen(chosen.host, chosen.port).is_loopback():
        return chosen.host
    return next(iter(chosen.public_origins), "")


def _require_closed_demo(chosen: Settings, up: Opened) -> None:
    """What once was a demo keeps an administrator of the platform whom everybody can sign in as."""
    if (where := _offered_to_others(chosen)) and run(up.urls, opens_to_all()):
        raise ConfigurationError(
            "This database has the demo's accounts, whose passwords are known to everybody, and "
            f"{where} is for others too: choose another --data-dir, or add --demo-anyway if you mean it."
        )


def _described(up: Opened) -> str:
    if up.cluster is not None:
        return f"embedded PostgreSQL {up.cluster.binaries.version}"
    from rythm.core.provision import shown

    return shown(up.urls.app)


def _watch(cluster: Cluster, stopping: threading.Event) -> None:
    """Start the embedded database again if it dies while we serve."""
    while not stopping.wait(1.0):
        try:
            if cluster.revive():
                complain("The embedded database had died and was started again.")
        except ConfigurationError as error:
            complain(error)
            stopping.wait(10)


def _first_steps(up: Opened) -> str | None:
    from rythm.cli.people import has_system_admin

    if run(up.urls, has_system_admin()):
        return None
    return "Nobody can sign in yet: `rythm user create --system-admin --email you@example.org`"


def _greet(chosen: Settings, listen: Listen, hint: str | None) -> None:
    table = Table.grid(padding=(0, 2))
    for origin in chosen.public_origins or (listen.url,):
        table.add_row("Open", f"[bold]{origin}[/]")
    if chosen.demo:
        table.add_row("Sign in", "athlete@harbor.demo   coach@harbor.demo   admin@harbor.demo")
        table.add_row("", "athlete@north.demo    coach@north.demo    admin@north.demo")
        table.add_row("", "system@rythm.demo")
        table.add_row("Password", "[bold]rythm-demo[/]")
    if hint:
        table.add_row("Next", hint)
    table.add_row("Data", f"[dim]{chosen.data_dir}[/]")
    table.add_row("Stop", "[dim]Ctrl-C[/]")
    console.print(
        Panel(table, title="[bold]Rythm is ready[/]", title_align="left", expand=False, padding=(1, 2))
    )


def build_command(
    force: Annotated[bool, typer.Option("--force", help="Build even though nothing has changed.")] = False,
) -> None:
    """Build the frontend from the sources, if they have changed; `serve` does it by itself."""
    if not force and frontend.is_current():
        console.print("The frontend is up to date.")
        return
    with step("Frontend") as say:
        frontend_build.build(say, force=force)
        say("built")


def stop_command(data_dir: DataDir = None) -> None:
    """Stop the server and the embedded database of a data directory, also after a crash left them behind."""
    chosen = configure(data_dir=data_dir)
    marks = chosen.data_dir / "run"
    asked = dismiss(marks, SERVING) + dismiss(marks, "database")
    if stubborn := holders(marks):
        numbers = ", ".join(map(str, stubborn))
        raise ConfigurationError(
            f"Process {numbers} did not stop when asked: end it with `kill -9 {numbers}`."
        )
    cluster = Cluster(chosen.data_dir)
    stopped = cluster.stop() if is_embedded(chosen) and cluster.exists() else False
    if asked or stopped:
        console.print("Stopped.")
    else:
        console.print(f"Nothing was running in {os.path.relpath(chosen.data_dir)}.")
