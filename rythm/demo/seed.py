"""Fills an installation with the demo: two gyms, their people, templates and twelve weeks of training."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from rythm.body import service as metrics
from rythm.body.schemas import AddCustomMetric, LogMetric, SetGoal
from rythm.core.actor import Anonymous, ByMembership, BySystem, Role
from rythm.core.context import Context, inside, open_context
from rythm.core.model import SYSTEM
from rythm.demo import body, talk
from rythm.demo.gym_templates import GYM_TEMPLATES, DemoTemplate
from rythm.demo.people import PASSWORD, SYSTEM_ADMIN, TENANTS, DemoPerson, DemoTenant
from rythm.demo.training import DemoWorkout, history
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.library import install_catalogue as install_exercises
from rythm.exercises.rules import Scope
from rythm.identity import passwords, people
from rythm.identity.schemas import AddUser
from rythm.progress.achieving import award_some
from rythm.templates import service as templates
from rythm.templates.library import install_catalogue as install_templates
from rythm.templates.schemas import CreateTemplate
from rythm.tenancy import queries as tenancy_queries
from rythm.tenancy import service as tenancy
from rythm.tenancy.schemas import CreateTenant
from rythm.workouts.recording import (
    FinishedExercise,
    FinishedSet,
    FinishedWorkout,
    SharedRef,
    record,
    record_metrics,
)

WEEKS = 12

Homes = dict[str, tuple[UUID, UUID]]
"""Tenant and person by e-mail address."""


async def seed_demo(now: datetime | None = None) -> bool:
    """Make the demo gyms unless they are there; True when they were made.

    All of it happens in one transaction, so that an interrupted start leaves nothing half-made.
    """
    moment = now or datetime.now(UTC)
    homes: Homes = {}
    async with open_context(BySystem(None), now=moment) as ctx:
        there = await tenancy_queries.tenants(ctx, search=TENANTS[0].slug)
        if any(tenant.slug == TENANTS[0].slug for tenant in there.items):
            return False
        await install_exercises(ctx)
        await install_templates(ctx)
        for tenant in TENANTS:
            await _open(ctx, tenant, homes)
        await people.create_system_admin(ctx, SYSTEM_ADMIN.email, SYSTEM_ADMIN.name, PASSWORD)
    await _write_personal_templates(homes)
    await talk.write(homes, moment)
    await _aim(homes, moment)
    for tenant_id in {tenant_id for tenant_id, _ in homes.values()}:
        async with open_context(BySystem(tenant_id), now=moment) as ctx:
            await award_some(ctx)
    return True


async def opens_to_all() -> bool:
    """Whether the demo's administrator of the platform still has the password everybody knows."""
    async with open_context(Anonymous()) as ctx:
        found = await ctx.db.execute(
            text("select * from app.find_login(:address)"), {"address": SYSTEM_ADMIN.email}
        )
        login = found.mappings().one_or_none()
    if login is None or not login["is_platform"]:
        return False
    right, _ = await passwords.verify_password(PASSWORD, login["password_hash"])
    return right


async def _open(ctx: Context, tenant: DemoTenant, homes: Homes) -> None:
    opened_at = ctx.now - timedelta(weeks=WEEKS + 1)
    row = await tenancy.create(
        replace(ctx, now=opened_at),
        CreateTenant(
            slug=tenant.slug,
            name=tenant.name,
            brand=tenant.brand,
            on_brand=tenant.on_brand,
            organisation_name=tenant.name,
        ),
    )
    async with inside(ctx, row.id) as there:
        ids = await _add_people(there, tenant)
        homes |= {email: (row.id, person_id) for email, person_id in ids.items()}
        shared = [template for template in GYM_TEMPLATES[tenant.slug] if not template.personal]
        then = replace(there, now=opened_at)
        refs = {
            template.name: SharedRef((await templates.create(then, _sheet(template))).id, row.id)
            for template in shared
        }
        for athlete in tenant.athletes:
            workouts = history(athlete, ctx.now, WEEKS)
            await record(
                there, ids[athlete.email], [_finished(each, refs) for each in workouts], source="demo"
            )
            await record_metrics(there, ids[athlete.email], body.measured(athlete, ctx.now, WEEKS))


async def _add_people(ctx: Context, tenant: DemoTenant) -> dict[str, UUID]:
    """Everybody of a tenant by address, staff first, since athletes are given their coach."""
    coach_of = {client: coach for coach, clients in tenant.clients.items() for client in clients}
    ids: dict[str, UUID] = {}
    for person in tenant.people:
        coach = coach_of.get(person.email)
        added = await people.add(
            replace(ctx, now=_joined_at(person, ctx.now)),
            AddUser(
                email=person.email,
                name=person.name,
                role=Role(person.role),
                password=PASSWORD,
                coach_id=ids[coach] if coach else None,
            ),
        )
        ids[person.email] = added.user.id
    return ids


def _joined_at(person: DemoPerson, now: datetime) -> datetime:
    weeks = person.persona.weeks if person.persona and person.persona.weeks else WEEKS + 1
    return now - timedelta(weeks=weeks, hours=6)


def _sheet(template: DemoTemplate) -> CreateTemplate:
    return CreateTemplate(
        name=template.name,
        description=template.description,
        scope=Scope.USER if template.personal else Scope.TENANT,
        exercises=[line.typed() for line in template.exercises],
    )


def _finished(workout: DemoWorkout, refs: Mapping[str, SharedRef]) -> FinishedWorkout:
    return FinishedWorkout(
        title=workout.template,
        started_at=workout.started_at,
        finished_at=workout.finished_at,
        note=workout.note,
        template=refs[workout.template],
        template_version=1,
        body_weight_kg=workout.body_weight_kg,
        exercises=tuple(
            FinishedExercise(
                exercise=SharedRef(exercise_id(exercise.slug), SYSTEM),
                rest_seconds=exercise.rest_seconds,
                note=exercise.note,
                sets=tuple(
                    FinishedSet(done.kind, done.done_at, done.weight_kg, done.reps, done.rpe)
                    for done in exercise.sets
                ),
            )
            for exercise in workout.exercises
        ),
    )


async def _write_personal_templates(homes: Homes) -> None:
    """Only their owner can write these."""
    for shelf in GYM_TEMPLATES.values():
        for template in shelf:
            if template.personal:
                tenant_id, person_id = homes[template.owner]
                async with open_context(ByMembership(person_id, tenant_id)) as ctx:
                    await templates.create(ctx, _sheet(template))


async def _aim(homes: Homes, now: datetime) -> None:
    """Goals, and a metric of one's own: only oneself can say them."""
    for athlete in (person for tenant in TENANTS for person in tenant.athletes):
        tenant_id, person_id = homes[athlete.email]
        wanted, beats = body.goal(athlete, now), body.pulse(athlete, now, WEEKS)
        async with open_context(ByMembership(person_id, tenant_id), now=now) as ctx:
            if wanted is not None:
                said_at = now - (now.date() - wanted.said_on)
                await metrics.aim(
                    replace(ctx, now=said_at), SetGoal(target=wanted.target_kg, due_on=wanted.due_on)
                )
            if beats:
                own = await metrics.add_metric(ctx, AddCustomMetric(name="Resting pulse", unit="bpm"))
                for at, value in beats:
                    which = {"kind": "custom", "custom_metric_id": own.id}
                    await metrics.log(ctx, LogMetric(**which, value=value, measured_at=at))
