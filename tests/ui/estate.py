"""A gym whose names all carry one word, and whose rows have a print: what leaks or changes is seen."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from rythm.belongings.arrivals import keep
from rythm.body import service as body
from rythm.body.schemas import AddCustomMetric, LogMetric, SetGoal
from rythm.coaching import notes
from rythm.community import comments, messages
from rythm.community.schemas import SendMessage, WriteComment
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.model import metadata
from rythm.workouts.import_batches import flags
from rythm.workouts.import_reports import ImportText
from rythm.workouts.imports import import_text
from tests.fixtures.actors import Gym, build_gym
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout
from tests.ui.conftest import new_session

ROWS = "select coalesce(string_agg(t::text, ' ' order by t::text), '')"
WHERE = {"tenant": "id = :tenant", "user_account": "id = any (:people)"}


@dataclass(frozen=True)
class Estate:
    """A gym with one of everything. `word` is in every name, `secret` in what is its member's alone."""

    gym: Gym
    word: str
    secret: str
    ids: dict[str, UUID]
    """An id for each kind of thing, by the name a parameter would have."""
    private_ids: frozenset[UUID]
    """The ids among them of what is the member's alone."""

    async def fingerprint(self) -> str:
        """Changes when any row of the gym or of one of its people does."""
        return await self._print(lambda table: True)

    async def private_print(self) -> str:
        """Changes when a row that is the member's alone does."""
        return await self._print(lambda table: table.startswith(("workout", "import", "comment", "message")))

    async def _print(self, wanted: Callable[[str], bool]) -> str:
        found = hashlib.sha256()
        people = [person.id for person in self.gym.people().values()]
        async with open_context(BySystem(self.gym.tenant_id)) as ctx:
            for table in metadata.sorted_tables:
                where = WHERE.get(table.name, "tenant_id = :tenant" if "tenant_id" in table.c else None)
                if where is not None and wanted(table.name):
                    rows = text(f"{ROWS} from {table} t where {where}")
                    held = {"tenant": self.gym.tenant_id, "people": people}
                    found.update((await ctx.db.execute(rows, held)).scalar_one().encode())
        async with open_context(self.gym.member.credential) as ctx:
            sessions = await ctx.db.execute(
                text(f"{ROWS} from (select id, revoked_at from browser_session) t")
            )
            found.update(sessions.scalar_one().encode())
            own = await ctx.db.execute(
                text(f"{ROWS} from template t where id = :id"), {"id": self.ids["own_template_id"]}
            )
            found.update(own.scalar_one().encode())
        return found.hexdigest()


async def build_estate(organisation_id: UUID | None = None) -> Estate:
    """A new gym full of things, of an owner of its own unless one is given."""
    gym = await build_gym(organisation_id)
    word = gym.slug.removeprefix("gym-")
    secret = word[::-1] + "q"
    now = datetime.now(UTC)
    async with open_context(BySystem(None)) as ctx:
        for name, person in gym.people().items():
            rename = text("update user_account set name = :name where id = :id")
            await ctx.db.execute(rename, {"name": f"Canary {name} {word}", "id": person.id})
    exercise = await add_exercise(gym.tenant_id, f"Canary press {word}", muscle="chest")
    template = await add_template(gym.coach, f"Canary upper {word}", [exercise])
    own_template = await add_template(gym.member, f"Canary own {word} {secret}", [exercise], scope="user")
    lifts = [Lift(exercise, [Done("80", 5), Done("82.5", 5)])]
    titled = f"Canary day {word} {secret}"
    lighter = [Lift(exercise, [Done("75", 5)])]
    await log_workout(gym.member, now - timedelta(days=2), lighter, title=titled)
    done = await log_workout(gym.member, now - timedelta(days=1), lifts, title=titled)
    running = await log_workout(gym.member, now, lifts, title=titled, minutes=None)
    session = await new_session(gym.member, device=f"Canary phone {word} {secret}")
    async with open_context(gym.member.credential) as ctx:
        named = text("select workout_exercise_id, id from workout_set where workout_id = :id limit 1")
        part, row = (await ctx.db.execute(named, {"id": running.id})).one()
        mine = text("select id from browser_session")
        (session_id,) = (await ctx.db.execute(mine)).scalars()
        weight = await body.log(ctx, LogMetric(value="80", note=f"Canary {word} {secret}"))
        own = await body.add_metric(ctx, AddCustomMetric(name=f"Canary pulse {word} {secret}"))
        goal_id = await body.aim(ctx, SetGoal(target="75"))
        head = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps"
        odd = f"{head}\n2026-03-02 18:05:09,{titled},Canary press {word},1,80,1271\n"
        imported = await import_text(ctx, ImportText(text=odd, unit="kg", file_name=f"{titled}.csv"))
        (flag,) = (await flags(ctx)).items
        waits = odd.replace("2026-03-02", "2026-03-03").encode()
        file = await keep(ctx, f"{titled}.csv", waits)
        leave = text("update user_account set leaves_at = :at where id = :id")
        await ctx.db.execute(leave, {"id": gym.member.id, "at": now + timedelta(days=3)})
    assert session and imported.id
    said = f"Canary words {word} {secret}"
    async with open_context(gym.coach.credential) as ctx:
        note = await notes.write(ctx, gym.member.id, f"Canary note {word} {secret}")
        comment = await comments.write(ctx, done.id, WriteComment(text=said))
        message = await messages.send(ctx, gym.member.id, SendMessage(text=said))
    async with open_context(gym.member.credential) as ctx:
        answer = await comments.write(ctx, done.id, WriteComment(text=said))
    private = {
        "entry_id": weight.id,
        "custom_metric_id": own.id,
        "goal_id": goal_id,
        "own_template_id": own_template,
        "workout_id": done.id,
        "open_workout_id": running.id,
        "workout_exercise_id": part,
        "set_id": row,
        "session_id": session_id,
        "note_id": note.id,
        "import_id": imported.id,
        "flag_id": flag.id,
        "file_id": file.id,
        "comment_id": comment.id,
        "answer_id": answer.id,
        "message_id": message.id,
    }
    shared = {
        "tenant_id": gym.tenant_id,
        "organisation_id": gym.organisation_id,
        "member_id": gym.member.id,
        "coach_id": gym.coach.id,
        "exercise_id": exercise,
        "template_id": template,
    }
    return Estate(gym, word, secret, shared | private, frozenset(private.values()))
