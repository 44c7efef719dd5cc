"""The people behind the reads of `benchmarks.progress`, and what each is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from benchmarks.years import tenant_of
from rythm.core.actor import ByMembership, BySystem
from rythm.core.context import open_context

_CASES = text(
    """
    select m.user_id, c.coach_id, a.user_id, t.workout_id, x.exercise_id, w.template_id
    from membership m
    join coach_assignment c on c.tenant_id = m.tenant_id and c.member_id = m.user_id
    join membership a on a.tenant_id = m.tenant_id and a.role = 'tenant_admin'
    cross join lateral (
        select workout_id, count(*) over () as many from workout_total
        where tenant_id = m.tenant_id and member_id = m.user_id order by started_at desc limit 1
    ) t
    join workout w on w.id = t.workout_id
    cross join lateral (
        select exercise_id from exercise_total
        where tenant_id = m.tenant_id and member_id = m.user_id and e1rm_kg is not null
        group by exercise_id order by count(*) desc, exercise_id limit 1
    ) x
    where m.role = 'athlete' order by t.many desc, m.user_id
    """
)


@dataclass(frozen=True)
class Case:
    """A member of a gym with their coach and administrator, their last workout and what they do most."""

    tenant: UUID
    member: UUID
    coach: UUID
    admin: UUID
    workout: UUID
    exercise: UUID
    template: UUID

    def caller(self, role: str) -> ByMembership:
        """The way in of the member, coach or admin."""
        return ByMembership(getattr(self, role), self.tenant)


async def cases(slug: str, most: int) -> Sequence[Case]:
    """Members of a gym: the one with the longest history, the shortest, and others evenly between."""
    async with open_context(BySystem(None)) as ctx:
        tenant = (await ctx.db.execute(tenant_of(slug))).scalar_one()
    async with open_context(BySystem(tenant)) as ctx:
        rows = [Case(tenant, *row) for row in await ctx.db.execute(_CASES)]
    step = max(1.0, (len(rows) - 1) / (most - 1))
    return [rows[round(n * step)] for n in range(most) if round(n * step) < len(rows)]
