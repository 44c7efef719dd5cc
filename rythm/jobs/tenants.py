"""Jobs that go from tenant to tenant, each in a transaction of its own."""

from collections.abc import Awaitable, Callable

from rythm.core.actor import BySystem
from rythm.core.context import Context, open_context
from rythm.tenancy import queries


async def in_each_tenant(work: Callable[[Context], Awaitable[int]]) -> int:
    """Call `work` inside every tenant, again and again until it finds nothing to do; says how much it did."""
    async with open_context(BySystem(None)) as ctx:
        tenants = await queries.every(ctx)
    total = 0
    for tenant_id in tenants:
        done = 1
        while done:
            async with open_context(BySystem(tenant_id)) as ctx:
                done = await work(ctx)
            total += done
    return total
