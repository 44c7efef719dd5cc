"""Statements built once and run often: putting one together costs several times what running it does.

`run(ctx, build)` calls `build` with a stand-in context whose person, tenant and time are open parameters,
keeps what it returns for every caller of the same role, and runs it with the values of the real caller. So
`build` may use whatever takes a context, such as `access.within`, as long as it compares them in SQL and
never decides by them in Python: a truth value raises, but `==` of two open parameters is just false there.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BindParameter, DateTime, Executable, Result, Uuid, bindparam
from sqlalchemy.types import TypeEngine

from rythm.core.actor import Actor, Role, TenantRef
from rythm.core.context import Context

PERSON, TENANT, NOW = "caller_person", "caller_tenant", "caller_now"


async def run(
    ctx: Context, build: Callable[..., Executable], *shape: Any, **values: Any
) -> Result[*tuple[Any, ...]]:
    """Run the statement that `build(ctx, *shape)` makes, with `values` for what it left open by `given`.

    `shape` says which variant is meant: hashable, and of few possible values, since each is kept for ever.
    """
    actor = ctx.actor
    statement = _built(build, actor.role, actor.user_id is not None, actor.tenant is not None, shape)
    caller = {PERSON: actor.user_id, TENANT: actor.tenant.id if actor.tenant else None, NOW: ctx.now}
    return await ctx.db.execute(statement, caller | values)


def dicts(found: Result[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Every row by column name, at a third of the cost of `mappings()`."""
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


def given(name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
    """A value left open until the statement runs; running without it is an error."""
    return bindparam(name, type_=kind, required=True)


@cache
def _built(
    build: Callable[..., Executable], role: Role, is_person: bool, in_tenant: bool, shape: tuple[Any, ...]
) -> Executable:
    return build(_stand_in(role, is_person, in_tenant), *shape)


def _stand_in(role: Role, is_person: bool, in_tenant: bool) -> Context:
    """A context whose values are still open; it has no database."""
    person = cast(UUID, given(PERSON, Uuid())) if is_person else None
    tenant = None
    if in_tenant:
        open_id = cast(UUID, given(TENANT, Uuid()))
        tenant = TenantRef(open_id, cast(UUID, None), slug="", name="", brand="", on_brand="")
    now = cast(datetime, given(NOW, DateTime(timezone=True)))
    return Context(cast(Any, None), Actor(person, role, tenant), now)
