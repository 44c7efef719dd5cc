"""How every route of the API is called rightly, and a gym with one of everything a path can name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from rythm.belongings.arrivals import keep
from rythm.body import service as body
from rythm.body.schemas import AddCustomMetric, LogMetric, SetGoal
from rythm.coaching import notes
from rythm.community import comments, messages
from rythm.community.schemas import SendMessage, WriteComment
from rythm.core.context import open_context
from rythm.core.crypto import token_hash
from rythm.core.ids import uuid7
from rythm.identity.models import BrowserSession
from rythm.workouts.import_batches import flags
from rythm.workouts.import_reports import ImportText
from rythm.workouts.imports import import_text
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout


@dataclass(frozen=True)
class World:
    """A gym with one of everything a path can name."""

    gym: Gym
    exercise_id: UUID
    template_id: UUID
    workout_id: UUID
    open_workout_id: UUID
    workout_exercise_id: UUID
    set_id: UUID
    session_id: UUID
    import_id: UUID
    flag_id: UUID
    entry_id: UUID
    custom_metric_id: UUID
    goal_id: UUID
    note_id: UUID
    file_id: UUID
    comment_id: UUID
    message_id: UUID
    cookie: str

    def ids(self) -> dict[str, UUID]:
        return {
            "exercise_id": self.exercise_id,
            "template_id": self.template_id,
            "workout_id": self.workout_id,
            "workout_exercise_id": self.workout_exercise_id,
            "set_id": self.set_id,
            "session_id": self.session_id,
            "import_id": self.import_id,
            "flag_id": self.flag_id,
            "entry_id": self.entry_id,
            "custom_metric_id": self.custom_metric_id,
            "goal_id": self.goal_id,
            "note_id": self.note_id,
            "file_id": self.file_id,
            "comment_id": self.comment_id,
            "message_id": self.message_id,
            "user_id": self.gym.stranger.id,
            "member_id": self.gym.member.id,
            "tenant_id": self.gym.tenant_id,
            "coach_id": self.gym.coach.id,
        }


Body = Callable[[World], dict[str, Any] | None]


@dataclass(frozen=True)
class Call:
    """How a route is called rightly: by whom, and with what."""

    actor: str
    body: Body = lambda world: None
    query: Body = lambda world: None
    by_cookie: bool = False
    """Only a browser may: its right caller comes with the member's session."""


def _line(world: World) -> list[dict[str, Any]]:
    return [{"exercise_id": str(world.exercise_id), "sets": [{"reps_min": 5, "reps_max": 8}]}]


def _sync(world: World) -> dict[str, Any]:
    return {"user_id": str(world.gym.member.id), "device_id": str(uuid7()), "sent_at": 1, "operations": []}


def _cohort(world: World) -> dict[str, Any]:
    return {"joined": "2026-03-01", "later": 1}


def _new_tenant(world: World) -> dict[str, Any]:
    tag = uuid7().hex[-10:]
    return {
        "name": "New gym", "slug": f"new-{tag}", "organisation_name": "Owner",
        "admin_email": f"admin-{tag}@new.example", "admin_name": "Admin",
    }  # fmt: skip


def _new_user(world: World) -> dict[str, Any]:
    return {"email": f"new-{uuid7().hex[-10:]}@new.example", "name": "New", "role": "athlete"}


EXPORT = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-03-02 18:05:09,Upper,Bench press,1,80,1271\n"
)

CALLS: dict[tuple[str, str], Call] = {
    ("GET", "/api/v1/me"): Call("member"),
    ("POST", "/api/v1/me/tenant"): Call("member", lambda w: {"tenant": w.gym.slug}, by_cookie=True),
    ("POST", "/api/v1/me/password"): Call("member", lambda w: None),
    ("GET", "/api/v1/me/sessions"): Call("member"),
    ("DELETE", "/api/v1/me/sessions"): Call("member"),
    ("DELETE", "/api/v1/me/sessions/{session_id}"): Call("member"),
    ("POST", "/api/v1/me/deletion"): Call("member", lambda w: {"password": "not the right one"}),
    ("DELETE", "/api/v1/me/deletion"): Call("member"),
    ("GET", "/api/v1/exercises"): Call("member"),
    ("POST", "/api/v1/exercises"): Call("member", lambda w: {"name": f"Mine {uuid7()}"}),
    ("GET", "/api/v1/exercises/{exercise_id}"): Call("member"),
    ("PATCH", "/api/v1/exercises/{exercise_id}"): Call("admin", lambda w: {"rest_seconds": 90}),
    ("POST", "/api/v1/exercises/{exercise_id}/archive"): Call("admin"),
    ("POST", "/api/v1/exercises/{exercise_id}/restore"): Call("admin"),
    ("POST", "/api/v1/exercises/{exercise_id}/hide"): Call("member"),
    ("POST", "/api/v1/exercises/{exercise_id}/unhide"): Call("coach", lambda w: {"everybody": True}),
    ("POST", "/api/v1/exercises/{exercise_id}/promote"): Call("admin"),
    ("POST", "/api/v1/exercises/{exercise_id}/merge"): Call(
        "admin", lambda w: {"into_id": str(w.exercise_id)}
    ),
    ("GET", "/api/v1/exercises/{exercise_id}/progress"): Call("member"),
    ("GET", "/api/v1/exercises/{exercise_id}/history"): Call("member"),
    ("GET", "/api/v1/progress/records"): Call("member"),
    ("GET", "/api/v1/progress/volume"): Call("member"),
    ("GET", "/api/v1/live"): Call("member"),
    ("GET", "/api/v1/templates"): Call("member"),
    ("POST", "/api/v1/templates"): Call("member", lambda w: {"name": "Mine", "exercises": _line(w)}),
    ("GET", "/api/v1/templates/{template_id}"): Call("member"),
    ("PUT", "/api/v1/templates/{template_id}"): Call(
        "coach", lambda w: {"name": "Better", "exercises": _line(w)}
    ),
    ("DELETE", "/api/v1/templates/{template_id}"): Call("coach"),
    ("GET", "/api/v1/templates/{template_id}/versions"): Call("member"),
    ("GET", "/api/v1/templates/{template_id}/versions/{number}"): Call("member"),
    ("GET", "/api/v1/templates/{template_id}/versions/{number}/compare"): Call("member"),
    ("POST", "/api/v1/templates/{template_id}/versions/{number}/restore"): Call("coach"),
    ("POST", "/api/v1/templates/{template_id}/copy"): Call("member"),
    ("POST", "/api/v1/templates/{template_id}/share"): Call("coach"),
    ("POST", "/api/v1/templates/{template_id}/order"): Call(
        "coach", lambda w: {"order": [str(w.exercise_id)]}
    ),
    ("POST", "/api/v1/templates/{template_id}/reactivate"): Call("coach"),
    ("GET", "/api/v1/imports"): Call("member"),
    ("POST", "/api/v1/imports"): Call("member", lambda w: {"text": EXPORT, "unit": "kg"}),
    ("POST", "/api/v1/imports/preview"): Call("member", lambda w: {"text": EXPORT}),
    ("DELETE", "/api/v1/imports/{import_id}"): Call("member"),
    ("GET", "/api/v1/imports/{import_id}/undo"): Call("member"),
    ("GET", "/api/v1/imports/files"): Call("member"),
    ("POST", "/api/v1/imports/files"): Call("member", lambda w: {"format": "rythm-archive", "version": 1}),
    ("GET", "/api/v1/imports/files/{file_id}"): Call("member"),
    ("POST", "/api/v1/imports/files/{file_id}/preview"): Call("member", lambda w: {}),
    ("POST", "/api/v1/imports/files/{file_id}/import"): Call("member", lambda w: {"unit": "kg"}),
    ("DELETE", "/api/v1/imports/files/{file_id}"): Call("member"),
    ("GET", "/api/v1/imports/flags"): Call("member"),
    ("POST", "/api/v1/imports/flags/{flag_id}/review"): Call("member"),
    ("GET", "/api/v1/today"): Call("member"),
    ("GET", "/api/v1/workouts"): Call("member"),
    ("GET", "/api/v1/workouts/{workout_id}"): Call("member"),
    ("GET", "/api/v1/workouts/{workout_id}/picture.png"): Call("member"),
    ("GET", "/api/v1/progress/calendar"): Call("member"),
    ("GET", "/api/v1/progress/narrowings"): Call("member"),
    ("POST", "/api/v1/workouts"): Call("other_coach", lambda w: {"title": "Now"}),
    ("POST", "/api/v1/workouts/{workout_id}/finish"): Call("member"),
    ("DELETE", "/api/v1/workouts/{workout_id}"): Call("member"),
    ("POST", "/api/v1/workouts/{workout_id}/restore"): Call("member"),
    ("POST", "/api/v1/workouts/{workout_id}/exercises"): Call(
        "member", lambda w: {"exercise_id": str(w.exercise_id)}
    ),
    ("DELETE", "/api/v1/workout-exercises/{workout_exercise_id}"): Call("member"),
    ("POST", "/api/v1/workout-exercises/{workout_exercise_id}/sets"): Call("member", lambda w: {"reps": 5}),
    ("PATCH", "/api/v1/sets/{set_id}"): Call("member", lambda w: {"reps": 6, "done": True}),
    ("DELETE", "/api/v1/sets/{set_id}"): Call("member"),
    ("GET", "/api/v1/sync/bootstrap"): Call("member"),
    ("GET", "/api/v1/sync/workouts/{workout_id}"): Call("member"),
    ("POST", "/api/v1/sync"): Call("member", _sync),
    ("GET", "/api/v1/me/preferences"): Call("member"),
    ("PUT", "/api/v1/me/preferences"): Call("member", lambda w: {"unit": "lb"}),
    ("GET", "/api/v1/me/export.csv"): Call("member"),
    ("GET", "/api/v1/me/export.json"): Call("member"),
    ("POST", "/api/v1/me/archive"): Call("member", lambda w: {"format": "rythm-archive", "version": 1}),
    ("GET", "/api/v1/progress/achievements"): Call("member"),
    ("POST", "/api/v1/progress/achievements/seen"): Call("member"),
    ("GET", "/api/v1/body/metrics"): Call("member"),
    ("GET", "/api/v1/body/trend"): Call("member"),
    ("GET", "/api/v1/body/entries"): Call("member"),
    ("POST", "/api/v1/body/entries"): Call("member", lambda w: {"value": "81.5"}),
    ("PATCH", "/api/v1/body/entries/{entry_id}"): Call("member", lambda w: {"value": "81.5"}),
    ("DELETE", "/api/v1/body/entries/{entry_id}"): Call("member"),
    ("POST", "/api/v1/body/entries/{entry_id}/restore"): Call("member"),
    ("GET", "/api/v1/body/custom-metrics"): Call("member"),
    ("POST", "/api/v1/body/custom-metrics"): Call("member", lambda w: {"name": f"Mine {uuid7()}"}),
    ("PATCH", "/api/v1/body/custom-metrics/{custom_metric_id}"): Call("member", lambda w: {"unit": "bpm"}),
    ("DELETE", "/api/v1/body/custom-metrics/{custom_metric_id}"): Call("member"),
    ("POST", "/api/v1/body/custom-metrics/{custom_metric_id}/restore"): Call("member"),
    ("PUT", "/api/v1/body/goals"): Call("member", lambda w: {"target": "75"}),
    ("DELETE", "/api/v1/body/goals/{goal_id}"): Call("member"),
    ("GET", "/api/v1/tenants/current/equipment"): Call("member"),
    ("PUT", "/api/v1/tenants/current/equipment"): Call("admin", lambda w: {"bars": [], "plates": []}),
    ("GET", "/api/v1/clients"): Call("coach"),
    ("GET", "/api/v1/clients/{member_id}"): Call("coach"),
    ("GET", "/api/v1/coaching/roster"): Call("coach"),
    ("GET", "/api/v1/coaching/clients/{member_id}"): Call("coach"),
    ("POST", "/api/v1/coaching/clients/{member_id}/seen"): Call(
        "coach", lambda w: {"reasons": [{"kind": "low", "level": 60}]}
    ),
    ("DELETE", "/api/v1/coaching/clients/{member_id}/seen"): Call("coach"),
    ("POST", "/api/v1/coaching/clients/{member_id}/look"): Call("coach"),
    ("PUT", "/api/v1/coaching/clients/{member_id}/snooze"): Call("coach", lambda w: {"days": 3}),
    ("DELETE", "/api/v1/coaching/clients/{member_id}/snooze"): Call("coach"),
    ("GET", "/api/v1/coaching/clients/{member_id}/agreements"): Call("coach"),
    ("PUT", "/api/v1/coaching/clients/{member_id}/agreements"): Call(
        "coach", lambda w: {"per_week": 4, "starts_on": "2026-01-05"}
    ),
    ("GET", "/api/v1/coaching/clients/{member_id}/notes"): Call("coach"),
    ("POST", "/api/v1/coaching/clients/{member_id}/notes"): Call("coach", lambda w: {"text": "Knee"}),
    ("PATCH", "/api/v1/coaching/notes/{note_id}"): Call("coach", lambda w: {"text": "Better"}),
    ("DELETE", "/api/v1/coaching/notes/{note_id}"): Call("coach"),
    ("POST", "/api/v1/coaching/notes/{note_id}/restore"): Call("coach"),
    ("GET", "/api/v1/analytics"): Call("coach"),
    ("GET", "/api/v1/analytics/tenants"): Call("owner"),
    ("GET", "/api/v1/analytics/day"): Call("coach", query=lambda w: {"day": "2026-03-02"}),
    ("GET", "/api/v1/analytics/cohort"): Call("coach", query=_cohort),
    ("GET", "/api/v1/analytics/templates/{template_id}"): Call("coach"),
    ("GET", "/api/v1/analytics/exercises/{exercise_id}"): Call("admin"),
    ("GET", "/api/v1/analytics/coaches/{coach_id}"): Call("coach"),
    ("GET", "/api/v1/analytics/templates/{template_id}.csv"): Call("coach"),
    ("GET", "/api/v1/analytics/exercises/{exercise_id}.csv"): Call("admin"),
    ("GET", "/api/v1/analytics/coaches/{coach_id}.csv"): Call("admin"),
    ("GET", "/api/v1/analytics/without-coach"): Call("admin"),
    ("GET", "/api/v1/analytics/days.csv"): Call("coach"),
    ("GET", "/api/v1/analytics/retention.csv"): Call("coach"),
    ("GET", "/api/v1/analytics/templates.csv"): Call("coach"),
    ("GET", "/api/v1/analytics/exercises.csv"): Call("admin"),
    ("GET", "/api/v1/analytics/coaches.csv"): Call("admin"),
    ("GET", "/api/v1/analytics/tenants.csv"): Call("owner"),
    ("GET", "/api/v1/analytics/day.csv"): Call("coach", query=lambda w: {"day": "2026-03-02"}),
    ("GET", "/api/v1/analytics/cohort.csv"): Call("coach", query=_cohort),
    ("GET", "/api/v1/analytics/without-coach.csv"): Call("admin"),
    ("GET", "/api/v1/clients/{member_id}/comparison"): Call("coach"),
    ("GET", "/api/v1/clients/{member_id}/messages"): Call("coach"),
    ("POST", "/api/v1/clients/{member_id}/messages"): Call("coach", lambda w: {"text": "Well done"}),
    ("GET", "/api/v1/messages"): Call("member"),
    ("POST", "/api/v1/messages/{message_id}/read"): Call("member"),
    ("DELETE", "/api/v1/messages/{message_id}"): Call("coach"),
    ("GET", "/api/v1/comments/new"): Call("member"),
    ("GET", "/api/v1/workouts/{workout_id}/comments"): Call("coach"),
    ("POST", "/api/v1/workouts/{workout_id}/comments"): Call("coach", lambda w: {"text": "Elbows in"}),
    ("POST", "/api/v1/workouts/{workout_id}/comments/read"): Call("member"),
    ("PATCH", "/api/v1/comments/{comment_id}"): Call("member", lambda w: {"text": "Otherwise"}),
    ("DELETE", "/api/v1/comments/{comment_id}"): Call("member"),
    ("POST", "/api/v1/comments/{comment_id}/restore"): Call("member"),
    ("GET", "/api/v1/users"): Call("admin"),
    ("POST", "/api/v1/users"): Call("admin", _new_user),
    ("GET", "/api/v1/users/{user_id}"): Call("admin"),
    ("PATCH", "/api/v1/users/{user_id}"): Call("admin", lambda w: {"role": "athlete"}),
    ("POST", "/api/v1/users/{user_id}/disable"): Call("admin"),
    ("POST", "/api/v1/users/{user_id}/enable"): Call("admin"),
    ("PUT", "/api/v1/users/{user_id}/coach"): Call("admin", lambda w: {"coach_id": str(w.gym.coach.id)}),
    ("GET", "/api/v1/tenants"): Call("system_admin"),
    ("POST", "/api/v1/tenants"): Call("system_admin", _new_tenant),
    ("GET", "/api/v1/tenants/{tenant_id}"): Call("admin"),
    ("PATCH", "/api/v1/tenants/{tenant_id}"): Call("system_admin", lambda w: {"name": "Renamed"}),
    ("POST", "/api/v1/tenants/{tenant_id}/suspend"): Call("system_admin"),
    ("POST", "/api/v1/tenants/{tenant_id}/reactivate"): Call("system_admin"),
}


async def build_world(gym: Gym) -> World:
    exercise_id = await add_exercise(gym.tenant_id, "Bench press")
    template_id = await add_template(gym.coach, "Upper A", [exercise_id])
    now = datetime.now(UTC)
    done = await log_workout(gym.member, now - timedelta(days=1), [Lift(exercise_id, [Done("80", 5)])])
    running = await log_workout(gym.member, now, [Lift(exercise_id, [Done("80", 5)])], minutes=None)
    async with open_context(gym.member.credential) as ctx:
        part, row = (
            await ctx.db.execute(
                text("select workout_exercise_id, id from workout_set where workout_id = :id"),
                {"id": running.id},
            )
        ).one()
        cookie = uuid7().hex
        session = BrowserSession(
            user_id=gym.member.id,
            tenant_id=gym.tenant_id,
            token_hash=token_hash(cookie),
            expires_at=now + timedelta(days=1),
        )
        ctx.db.add(session)
        earlier = EXPORT.replace("2026-03-02", "2026-01-02")
        imported = await import_text(ctx, ImportText(text=earlier, unit="kg"))
        (flag,) = (await flags(ctx)).items
        measured = await body.log(ctx, LogMetric(value="80"))
        pulse = await body.add_metric(ctx, AddCustomMetric(name="Pulse"))
        goal_id = await body.aim(ctx, SetGoal(target="75"))
        file = await keep(ctx, "strong.csv", EXPORT.replace("2026-03-02", "2026-02-02").encode())
        said = await comments.write(ctx, done.id, WriteComment(text="Felt heavy"))
    async with open_context(gym.coach.credential) as ctx:
        note = await notes.write(ctx, gym.member.id, "Knee")
        sent = await messages.send(ctx, gym.member.id, SendMessage(text="Good week"))
    made = (
        done.id, running.id, part, row, session.id, imported.id, flag.id,
        measured.id, pulse.id, goal_id, note.id, file.id, said.id, sent.id,
    )  # fmt: skip
    return World(gym, exercise_id, template_id, *made, cookie)
