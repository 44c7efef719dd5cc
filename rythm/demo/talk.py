"""What the demo's coaches and athletes say to each other: comments on workouts and sets, and messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rythm.community import comments, messages
from rythm.community.schemas import SendMessage, WriteComment
from rythm.core.actor import ByMembership
from rythm.core.context import Context, open_context
from rythm.workouts.queries import workout, workouts_of


@dataclass(frozen=True)
class Said:
    """A comment on the workout so many before the last, on its heaviest set or as a whole."""

    ago: int
    by_coach: bool
    text: str
    on_set: bool = False
    hours: int = 3
    """After the workout."""


@dataclass(frozen=True)
class Conversation:
    """What a coach and an athlete said; of the messages all but the last have been read."""

    coach: str
    athlete: str
    said: tuple[Said, ...] = ()
    messages: tuple[tuple[int, str], ...] = ()
    """Days ago, and words."""


CONVERSATIONS = (
    Conversation(
        "coach@harbor.demo",
        "athlete@harbor.demo",
        (
            Said(4, True, "Good bar speed. Keep the elbows under the bar on the way up.", on_set=True),
            Said(4, False, "Felt it on the last two reps. Will film it on Friday.", on_set=True, hours=5),
            Said(2, True, "Nice pace between the sets today, that is how it should feel."),
            Said(0, False, "Left shoulder was a bit tight in the warm-up, fine once it was warm."),
            Said(0, True, "This one moved well. Add 2.5 kg next time.", on_set=True, hours=4),
        ),
        ((12, "Deload next week: same exercises, two sets less."), (1, "Great week. Sleep in on Sunday.")),
    ),
    Conversation(
        "coach@harbor.demo",
        "sofia@harbor.demo",
        (
            Said(1, True, "A little deeper, and it is a very good squat.", on_set=True),
            Said(1, False, "Is my stance too narrow?", on_set=True, hours=6),
        ),
        ((3, "Bring flat shoes on Thursday, we look at your squat."),),
    ),
    Conversation(
        "coach@north.demo",
        "athlete@north.demo",
        (Said(1, True, "Strong. Leave one rep in the tank next time.", on_set=True),),
        ((2, "The gym opens at 7 on Saturday, not at 6."),),
    ),
)


async def write(homes: Mapping[str, tuple[UUID, UUID]], now: datetime) -> None:
    """Say all of it, each at its time; only the latest message and the latest comments wait to be read."""
    for talk in CONVERSATIONS:
        tenant_id, coach_id = homes[talk.coach]
        member_id = homes[talk.athlete][1]
        coach, athlete = ByMembership(coach_id, tenant_id), ByMembership(member_id, tenant_id)
        async with open_context(athlete, now=now) as ctx:
            done = (await workouts_of(ctx, member_id, limit=1 + max(said.ago for said in talk.said))).items
        for said in talk.said:
            if said.ago >= len(done):
                continue
            row = done[said.ago]
            at = min(
                row.started_at + timedelta(hours=said.hours), now - timedelta(minutes=5 - said.hours % 5)
            )
            async with open_context(coach if said.by_coach else athlete, now=at) as ctx:
                await comments.read(ctx, row.id)
                set_id = await _heaviest(ctx, row.id) if said.on_set else None
                await comments.write(ctx, row.id, WriteComment(text=said.text, set_id=set_id))
        for days, text in talk.messages:
            async with open_context(coach, now=now - timedelta(days=days)) as ctx:
                sent = await messages.send(ctx, member_id, SendMessage(text=text))
            if (days, text) != talk.messages[-1]:
                async with open_context(athlete, now=now - timedelta(days=days, hours=-2)) as ctx:
                    await messages.read(ctx, sent.id)
        for row in done[: talk.said[-1].ago] + done[talk.said[-1].ago + 1 :]:
            for who in (coach, athlete):
                async with open_context(who, now=row.started_at + timedelta(days=1)) as ctx:
                    await comments.read(ctx, row.id)


async def _heaviest(ctx: Context, workout_id: UUID) -> UUID | None:
    detail = await workout(ctx, workout_id)
    sets = [each for exercise in detail.exercises for each in exercise.sets]
    return max(sets, key=lambda each: each.volume_kg).id if sets else None
