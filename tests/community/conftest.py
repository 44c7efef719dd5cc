"""A member's workout that can be talked about."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest_asyncio
from sqlalchemy import select
from sqlmodel import col

from rythm.community import comments
from rythm.community.schemas import CommentView, WriteComment
from rythm.core.context import open_context
from rythm.workouts.models import WorkoutSet
from tests.fixtures.actors import Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Trained:
    """A finished workout, one of its sets, and a set of another workout."""

    id: UUID
    set_id: UUID
    other_set_id: UUID


@pytest_asyncio.fixture(loop_scope="session")
async def trained(gym: Gym) -> Trained:
    bench = await add_exercise(gym.tenant_id, "Bench press")
    lifts = [Lift(bench, [Done("80", 5), Done("82.5", 5)])]
    one = await log_workout(gym.member, NOW - timedelta(days=1), lifts)
    two = await log_workout(gym.member, NOW - timedelta(days=3), lifts)
    async with open_context(gym.member.credential) as ctx:
        ids = [
            (
                await ctx.db.execute(
                    select(col(WorkoutSet.id))
                    .where(col(WorkoutSet.workout_id) == each.id)
                    .order_by(col(WorkoutSet.position))
                )
            )
            .scalars()
            .first()
            for each in (one, two)
        ]
    return Trained(one.id, *ids)


async def say(who: Person, workout_id: UUID, text: str, set_id: UUID | None = None) -> CommentView:
    """Comment as this person."""
    async with open_context(who.credential, now=NOW) as ctx:
        return await comments.write(ctx, workout_id, WriteComment(text=text, set_id=set_id))
