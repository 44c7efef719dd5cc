"""Jobs that go from tenant to tenant, each in a transaction of its own."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from rythm.core.actor import BySystem
from rythm.core.context import Context, open_context
from rythm.tenancy import queries


async def in_each_tenant(work: Callable[[Context], Awaitable[int]]) -> int:
    """Call `work` inside every tenant, again and again until it finds nothing to do; says how much it did.

    A tenant in which it fails keeps nobody waiting: the others come first, then an ExceptionGroup is raised.
    """
    async with open_context(BySystem(None)) as ctx:
        tenants = await queries.every(ctx)
    total = 0
    failed: list[Exception] = []
    for tenant_id in tenants:
        try:
            while done := await _once(tenant_id, work):
                total += done
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"Failed in {len(failed)} of {len(tenants)} tenants.", failed)
    return total


async def _once(tenant_id: UUID, work: Callable[[Context], Awaitable[int]]) -> int:
    async with open_context(BySystem(tenant_id)) as ctx:
        return await work(ctx)
