"""What a gym's training comes to, who is behind each figure, and every table as CSV."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from rythm.access import Permission
from rythm.analytics import comparing, files, load, people, queries, uses
from rythm.analytics.queries import MOST
from rythm.analytics.rules import Period
from rythm.analytics.schemas import Analytics, DayWorkouts, GymCounts, LookAt, LookAtCohort, LookAtDay, People
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.context import Context
from rythm.core.errors import Forbidden, Invalid, NotFound, TooManyRequests, Unauthenticated

router = APIRouter(
    prefix="/analytics",
    tags=["analytics"],
    dependencies=[permits(Permission.ANALYTICS_READ)],
    responses=documented(Unauthenticated, Forbidden, Invalid),
)
Asked = Annotated[LookAt, Query()]
absent = documented(NotFound)
busy = documented(TooManyRequests)


@router.get("")
async def analytics(asked: Asked, ctx: CurrentContext) -> Analytics:
    """Everything of these days: of my clients as a coach, of the gym as its administrator."""
    return await queries.analytics(ctx, asked)


@router.get("/tenants", responses=busy)
async def tenants(asked: Asked, ctx: CurrentContext) -> list[GymCounts]:
    """The gyms of my organisation side by side; for who owns it."""
    return await comparing.gyms(ctx, asked.period(ctx.now))


@router.get("/day")
async def day(asked: Annotated[LookAtDay, Query()], ctx: CurrentContext) -> DayWorkouts:
    """The workouts of one day."""
    return await people.of_day(ctx, asked.day, asked.period(ctx.now))


@router.get("/cohort")
async def cohort(asked: Annotated[LookAtCohort, Query()], ctx: CurrentContext) -> People:
    """Who joined in a month, and what they did some months later."""
    return await people.of_cohort(ctx, asked.joined, asked.later, asked.period(ctx.now))


@router.get("/templates/{template_id}.csv", response_class=Response, responses=absent)
async def template_file(template_id: UUID, asked: Asked, ctx: CurrentContext) -> Response:
    """Everybody who followed a template."""
    period = asked.period(ctx.now)
    view = await people.of_template(ctx, template_id, period, most=MOST)
    return _download(ctx, "template", period, files.people(view, period))


@router.get("/templates/{template_id}", responses=absent)
async def template(template_id: UUID, asked: Asked, ctx: CurrentContext) -> People:
    """Who followed a template."""
    return await people.of_template(ctx, template_id, asked.period(ctx.now))


@router.get("/exercises/{exercise_id}.csv", response_class=Response, responses=absent)
async def exercise_file(exercise_id: UUID, asked: Asked, ctx: CurrentContext) -> Response:
    """Everybody who did an exercise."""
    period = asked.period(ctx.now)
    view = await people.of_exercise(ctx, exercise_id, period, most=MOST)
    return _download(ctx, "exercise", period, files.people(view, period))


@router.get("/exercises/{exercise_id}", responses=absent)
async def exercise(exercise_id: UUID, asked: Asked, ctx: CurrentContext) -> People:
    """Who did an exercise."""
    return await people.of_exercise(ctx, exercise_id, asked.period(ctx.now))


@router.get("/coaches/{coach_id}.csv", response_class=Response, responses=absent)
async def coach_file(coach_id: UUID, asked: Asked, ctx: CurrentContext) -> Response:
    """Every client of a coach."""
    period = asked.period(ctx.now)
    view = await people.of_coach(ctx, coach_id, period, most=MOST)
    return _download(ctx, "clients", period, files.clients(view, period))


@router.get("/coaches/{coach_id}", responses=absent)
async def coach(coach_id: UUID, asked: Asked, ctx: CurrentContext) -> People:
    """A coach's clients."""
    return await people.of_coach(ctx, coach_id, asked.period(ctx.now))


@router.get("/without-coach")
async def without_coach(asked: Asked, ctx: CurrentContext) -> People:
    """Members without a coach."""
    return await people.without_coach(ctx, asked.period(ctx.now))


@router.get("/days.csv", response_class=Response)
async def days_file(asked: Asked, ctx: CurrentContext) -> Response:
    """Workouts, sets and members of each day."""
    period = asked.period(ctx.now)
    by_day, _, _ = await queries.days(ctx, period)
    return _download(ctx, "days", period, files.days(by_day))


@router.get("/retention.csv", response_class=Response)
async def retention_file(asked: Asked, ctx: CurrentContext) -> Response:
    """Who stayed, by month of joining."""
    period = asked.period(ctx.now)
    view, _, _ = await queries.retention(ctx, period)
    return _download(ctx, "retention", period, files.retention(view))


@router.get("/templates.csv", response_class=Response)
async def templates_file(asked: Asked, ctx: CurrentContext) -> Response:
    """Every template that was followed."""
    period = asked.period(ctx.now)
    rows = await uses.templates(ctx, period, most=MOST)
    return _download(ctx, "templates", period, files.used("Template", rows, period))


@router.get("/exercises.csv", response_class=Response)
async def exercises_file(asked: Asked, ctx: CurrentContext) -> Response:
    """Every exercise that was done."""
    period = asked.period(ctx.now)
    rows = await uses.exercises(ctx, period, most=MOST)
    return _download(ctx, "exercises", period, files.used("Exercise", rows, period))


@router.get("/coaches.csv", response_class=Response)
async def coaches_file(asked: Asked, ctx: CurrentContext) -> Response:
    """What each coach carries."""
    period = asked.period(ctx.now)
    return _download(ctx, "coaches", period, files.coaches(await load.coaches(ctx, period)))


@router.get("/tenants.csv", response_class=Response, responses=busy)
async def tenants_file(asked: Asked, ctx: CurrentContext) -> Response:
    """The gyms of my organisation."""
    period = asked.period(ctx.now)
    return _download(ctx, "gyms", period, files.gyms(await comparing.gyms(ctx, period)))


@router.get("/day.csv", response_class=Response)
async def day_file(asked: Annotated[LookAtDay, Query()], ctx: CurrentContext) -> Response:
    """Every workout of one day."""
    period = asked.period(ctx.now)
    view = await people.of_day(ctx, asked.day, period, most=MOST)
    return _download(ctx, "workouts", Period(asked.day, asked.day, period.zone), files.workouts(view, period))


@router.get("/cohort.csv", response_class=Response)
async def cohort_file(asked: Annotated[LookAtCohort, Query()], ctx: CurrentContext) -> Response:
    """Everybody who joined in a month, and what they did some months later."""
    period = asked.period(ctx.now)
    view = await people.of_cohort(ctx, asked.joined, asked.later, period, most=MOST)
    table = f"joined-{asked.joined:%Y-%m}-month-{asked.later}"
    return _download(ctx, table, period, files.people(view, period))


@router.get("/without-coach.csv", response_class=Response)
async def without_coach_file(asked: Asked, ctx: CurrentContext) -> Response:
    """Every member without a coach."""
    period = asked.period(ctx.now)
    view = await people.without_coach(ctx, period, most=MOST)
    return _download(ctx, "without-coach", period, files.clients(view, period))


def _download(ctx: Context, table: str, period: Period, content: bytes) -> Response:
    name = files.name(table, ctx.actor.tenant.slug if ctx.actor.tenant else "rythm", period)
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
