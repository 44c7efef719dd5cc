"""What the demo's coaches agreed with their clients, have seen of them, and noted about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rythm.coaching import agreements, attention, notes
from rythm.core.actor import ByMembership
from rythm.core.context import open_context
from rythm.demo.people import TENANTS

MET_DAYS_AGO = 4
"""When the coaches last wrote something down."""


@dataclass(frozen=True, slots=True)
class DemoClient:
    """What a coach keeps of a client: workouts a week since so many weeks ago, notes, days of snooze.

    `looked_days_ago` is when they last read what the client wrote.
    """

    agreed: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    snoozed_days: int = 0
    looked_days_ago: int = 0


CLIENTS: Mapping[str, DemoClient] = {
    "athlete@harbor.demo": DemoClient(
        ((13, 3), (8, 4)), ("Competes in the spring. Keep deadlift day away from her long run on Sundays.",)
    ),
    "jonas@harbor.demo": DemoClient(((13, 3),), ("Night shifts this month. Rather calls than writes.",)),
    "priya@harbor.demo": DemoClient(((13, 3),)),
    "leo@harbor.demo": DemoClient(
        ((13, 4),),
        ("Wants 140 on the bench. Sleeps badly since the baby came: ask before adding sets.",),
    ),
    "kofi@harbor.demo": DemoClient(((13, 3),), ("New job since October, an hour each way.",)),
    "sofia@harbor.demo": DemoClient(((3, 3),), looked_days_ago=10),
    "amara@harbor.demo": DemoClient(((13, 4),)),
    "elin@harbor.demo": DemoClient(((13, 3),), ("Two weeks in the mountains, as told.",), snoozed_days=14),
    "athlete@north.demo": DemoClient(((13, 3),)),
    "carla@north.demo": DemoClient(((13, 3),)),
    "thandi@north.demo": DemoClient(((13, 4),)),
    "eli@north.demo": DemoClient(((13, 4),), looked_days_ago=10),
}


async def coach_clients(homes: Mapping[str, tuple[UUID, UUID]], now: datetime) -> None:
    """Let each coach have looked after their clients; `homes` are tenant and person by address."""
    for tenant in TENANTS:
        for coach, clients in tenant.clients.items():
            tenant_id, coach_id = homes[coach]
            who = ByMembership(coach_id, tenant_id)
            for email in clients:
                kept, member = CLIENTS.get(email, DemoClient()), homes[email][1]
                async with open_context(who, now=now - timedelta(days=MET_DAYS_AGO)) as ctx:
                    for weeks, per_week in kept.agreed:
                        day = (now - timedelta(weeks=weeks)).date()
                        await agreements.agree(ctx, member, per_week, day)
                    for text in kept.notes:
                        await notes.write(ctx, member, text)
                    if kept.snoozed_days:
                        await attention.put_off(ctx, member, now + timedelta(days=kept.snoozed_days))
                async with open_context(who, now=now - timedelta(days=kept.looked_days_ago)) as ctx:
                    await attention.look(ctx, member)
