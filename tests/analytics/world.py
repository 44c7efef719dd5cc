"""A gym with a year of training that a test can count up by itself, set by set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text, update
from sqlmodel import col

from rythm.access.models import CoachAssignment, Membership
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.identity.models import User
from tests.fixtures.actors import PASSWORD_HASH, Gym, Person
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Logged:
    """A finished workout as it was written down."""

    person: Person
    at: datetime
    template: UUID | None
    sets: dict[UUID, int]

    def day(self, zone=BERLIN) -> date:
        return self.at.astimezone(zone).date()


@dataclass
class World:
    """Who belongs to the gym, when they joined, and all they did."""

    gym: Gym
    people: dict[str, Person] = field(default_factory=dict)
    joined: dict[UUID, datetime] = field(default_factory=dict)
    left: set[UUID] = field(default_factory=set)
    coached: dict[UUID, set[UUID]] = field(default_factory=dict)
    done: list[Logged] = field(default_factory=list)
    exercises: list[UUID] = field(default_factory=list)
    templates: list[UUID] = field(default_factory=list)

    def of(self, wanted: Callable[[Logged], bool]) -> list[Logged]:
        return [each for each in self.done if wanted(each)]


async def joined_at(person: Person, moment: datetime) -> None:
    async with open_context(BySystem(person.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Membership).where(col(Membership.user_id) == person.id).values(created_at=moment)
        )


async def add_person(gym: Gym, name: str, joined: datetime, *, coach: Person | None = None) -> Person:
    """An athlete of the gym."""
    person = Person(
        uuid7(), gym.tenant_id, f"{name.lower()}-{uuid7().hex[-8:]}@{gym.slug}.example", gym.member.role
    )
    async with open_context(BySystem(None)) as ctx:
        ctx.db.add(User(id=person.id, email=person.email, name=name, password_hash=PASSWORD_HASH))
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        ctx.db.add(
            Membership(tenant_id=gym.tenant_id, user_id=person.id, role=person.role, created_at=joined)
        )
        if coach is not None:
            await ctx.db.flush()
            ctx.db.add(CoachAssignment(tenant_id=gym.tenant_id, coach_id=coach.id, member_id=person.id))
    return person


async def build_world(gym: Gym, seed: int = 1) -> World:
    """Eight members who joined in the months before `NOW`, one of whom has left, and 90 workouts."""
    chance = Random(seed)
    world = World(gym)
    await joined_at(gym.member, NOW - timedelta(days=300))
    await joined_at(gym.stranger, NOW - timedelta(days=40))
    world.people = {"Member": gym.member, "Stranger": gym.stranger}
    world.joined = {gym.member.id: NOW - timedelta(days=300), gym.stranger.id: NOW - timedelta(days=40)}
    for number, (name, ago) in enumerate(
        {"Ada": 390, "Ben": 200, "Cleo": 199, "Dov": 101, "Eve": 66, "Fay": 8}.items()
    ):
        moment = NOW - timedelta(days=ago)
        coach = (gym.coach, gym.other_coach, None)[number % 3]
        person = await add_person(gym, name, moment, coach=coach)
        world.people[name], world.joined[person.id] = person, moment
        if coach is not None:
            world.coached.setdefault(coach.id, set()).add(person.id)
    world.coached.setdefault(gym.coach.id, set()).add(gym.member.id)
    world.exercises = [await add_exercise(gym.tenant_id, name) for name in ("Press", "Row", "Squat")]
    world.templates = [await add_template(gym.coach, name) for name in ("Upper", "Lower")]
    for _ in range(90):
        await _train(world, chance)
    # Just before and just after midnight in Berlin, and the coach's own training.
    await _train(world, chance, datetime(2026, 11, 9, 22, 59, tzinfo=UTC))
    await _train(world, chance, datetime(2026, 11, 9, 23, 1, tzinfo=UTC))
    bench = [Lift(world.exercises[0], [Done("50", 5)])]
    await log_workout(gym.coach, NOW - timedelta(days=2), bench)
    await log_workout(gym.member, NOW - timedelta(days=2), bench, minutes=None)
    await log_workout(gym.member, NOW - timedelta(days=2), bench, deleted=True)
    gone = world.people["Dov"]
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            text("update membership set disabled_at = :now where user_id = :id"), {"now": NOW, "id": gone.id}
        )
    world.left.add(gone.id)
    return world


async def _train(world: World, chance: Random, at: datetime | None = None) -> None:
    person = chance.choice([one for name, one in world.people.items() if name != "Fay"])
    began = world.joined[person.id]
    moment = at or began + (NOW - began) * chance.random() ** 0.5
    template = chance.choice([None, *world.templates])
    chosen = chance.sample(world.exercises, chance.randint(1, 3))
    sets = {exercise: chance.randint(1, 4) for exercise in chosen}
    lifts = [
        Lift(one, [Done("20", 5, kind="warmup"), *(Done("60", 5) for _ in range(count))])
        for one, count in sets.items()
    ]
    await log_workout(person, moment, lifts, template_id=template)
    world.done.append(Logged(person, moment, template, sets))
