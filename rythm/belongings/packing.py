"""Writes the archive of the caller, piece by piece, in an order that is the same every time."""

from collections.abc import AsyncIterator, Collection, Iterable
from datetime import datetime
from decimal import Decimal
from functools import cache
from uuid import UUID

import orjson
from sqlalchemy import Uuid, and_, any_, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.belongings.archive import (
    FORMAT,
    VERSION,
    ArchivedExercise,
    ArchivedMetric,
    ArchivedTemplate,
    ArchivedVersion,
    Profile,
    iso,
)
from rythm.belongings.short_lists import short_lists
from rythm.belongings.streams import Grouped, trained
from rythm.body.models import CustomMetric
from rythm.core.amounts import plain
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.core.schema import Input
from rythm.exercises import catalogue
from rythm.exercises.models import Exercise, ExerciseHiding
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.schemas import TemplateLine
from rythm.templates.sets import Progression
from rythm.workouts.models import BodyMetric, TrainingPreference, Workout, WorkoutExercise
from rythm.workouts.preferences import preferences_of

PIECE = 200
"""Entries written at a time."""

Versioned = list[tuple[Template, TemplateVersion, list[TemplateExercise]]]
Versions = dict[UUID, Versioned]


async def archive(ctx: Context) -> AsyncIterator[bytes]:
    """Everything of the caller in the gym they stand in, as the document `Archive` describes.

    Six statements, however much there is; workouts are read while they are written.
    """
    access.require(ctx, Permission.ACCOUNT_MANAGE)
    profile, preferences = await _person(ctx)
    yield _opening(profile, preferences)
    templates = await _templates(ctx)
    exercises = await _exercises(ctx, templates)
    known = {exercise.id for exercise in exercises}
    sections: dict[str, list[Input]] = {
        "exercises": [*exercises],
        "templates": [_template(versions, known) for versions in templates.values()],
        "body_metrics": [*await _metrics(ctx)],
        **await short_lists(ctx),
    }
    for name, entries in sections.items():
        yield b',\n"%s":[' % name.encode()
        for start in range(0, len(entries), PIECE):
            yield _entries(entries[start : start + PIECE], is_first=start == 0)
        yield b"]"
    yield b',\n"workouts":['
    own, is_first = set(templates), True
    async for grouped in trained(ctx, finished=False):
        yield (b"\n" if is_first else b",\n") + _workout(grouped, own)
        is_first = False
    yield b"]}\n"


def _opening(profile: Profile, preferences: Input | None) -> bytes:
    start = {
        "format": FORMAT,
        "version": VERSION,
        "profile": profile.model_dump(mode="json"),
        "preferences": preferences.model_dump(mode="json") if preferences else None,
    }
    return orjson.dumps(start)[:-1]


def _entries(entries: Iterable[Input], *, is_first: bool) -> bytes:
    written = b",\n".join(entry.model_dump_json().encode() for entry in entries)
    return (b"\n" if is_first else b",\n") + written


async def _person(ctx: Context) -> tuple[Profile, Input | None]:
    """The profile, and preferences if the member has said any."""
    mine = [
        col(Membership.tenant_id) == ctx.actor.tenant_id,
        col(Membership.user_id) == ctx.actor.person_id,
    ]
    found = await ctx.db.execute(
        select(col(Membership.created_at), TrainingPreference)
        .outerjoin(
            TrainingPreference,
            and_(
                col(TrainingPreference.tenant_id) == col(Membership.tenant_id),
                col(TrainingPreference.member_id) == col(Membership.user_id),
            ),
        )
        .where(*mine)
    )
    row = found.one_or_none()
    profile = Profile(
        name=ctx.actor.name,
        email=ctx.actor.email,
        gym=ctx.actor.tenant.name if ctx.actor.tenant else "",
        role=ctx.actor.role,
        member_since=row[0] if row else None,
    )
    likes = row[1] if row else None
    return profile, preferences_of(likes, "kg") if likes is not None else None


async def _templates(ctx: Context) -> Versions:
    """The caller's own templates by id, oldest first, with every version."""
    found = await ctx.db.execute(
        select(Template, TemplateVersion, TemplateExercise)
        .join(
            TemplateVersion,
            and_(
                col(TemplateVersion.tenant_key) == col(Template.tenant_key),
                col(TemplateVersion.template_id) == col(Template.id),
            ),
        )
        .outerjoin(
            TemplateExercise,
            and_(
                col(TemplateExercise.tenant_key) == col(TemplateVersion.tenant_key),
                col(TemplateExercise.version_id) == col(TemplateVersion.id),
            ),
        )
        .where(
            col(Template.tenant_key) == ctx.actor.tenant_id,
            col(Template.scope) == "user",
            col(Template.owner_id) == ctx.actor.person_id,
        )
        .order_by(
            col(Template.created_at),
            col(Template.name_key),
            col(Template.id),
            col(TemplateVersion.number),
            col(TemplateExercise.position),
        )
    )
    told: Versions = {}
    for template, version, line in found:
        versions = told.setdefault(template.id, [])
        if not versions or versions[-1][1].id != version.id:
            versions.append((template, version, []))
        if line is not None:
            versions[-1][2].append(line)
    return told


def _template(versions: Versioned, known: Collection[UUID]) -> ArchivedTemplate:
    template = versions[0][0]
    return ArchivedTemplate.model_construct(
        id=template.id,
        created_at=template.created_at,
        updated_at=template.updated_at,
        archived_at=template.archived_at,
        versions=[
            ArchivedVersion.model_construct(
                number=version.number,
                saved_at=version.created_at,
                name=version.name,
                description=version.description,
                progression=Progression(version.progression),
                summary=version.summary,
                exercises=[_template_line(line, known) for line in lines],
            )
            for _, version, lines in versions
        ],
    )


def _template_line(line: TemplateExercise, known: Collection[UUID]) -> TemplateLine:
    fields = {name: getattr(line, name) for name in TemplateLine.model_fields if name != "sets"}
    fields["alternatives"] = [each for each in line.alternatives if each in known]
    return TemplateLine.model_validate({**fields, "sets": line.prescription})


async def _exercises(ctx: Context, templates: Versions) -> list[ArchivedExercise]:
    """The caller's own, and every other one that their training, templates or hidings speak of, by name."""
    here, me = ctx.actor.tenant_id, ctx.actor.person_id
    lines = [line for versions in templates.values() for _, _, lines in versions for line in lines]
    planned = {each for line in lines for each in (line.exercise_id, *line.alternatives)}
    own = and_(col(Exercise.tenant_key) == here, col(Exercise.owner_id) == me, col(Exercise.scope) == "user")
    hidden = select(col(ExerciseHiding.exercise_id)).where(
        col(ExerciseHiding.tenant_id) == here, col(ExerciseHiding.member_id) == me
    )
    done = (
        select(col(WorkoutExercise.exercise_id))
        .join(
            Workout,
            and_(
                col(Workout.tenant_id) == col(WorkoutExercise.tenant_id),
                col(Workout.id) == col(WorkoutExercise.workout_id),
            ),
        )
        .where(
            col(Workout.tenant_id) == here,
            col(Workout.member_id) == me,
            col(Workout.deleted_at).is_(None),
            col(WorkoutExercise.deleted_at).is_(None),
        )
    )
    found = await ctx.db.execute(
        select(Exercise, col(Exercise.id).in_(hidden))
        .where(
            col(Exercise.tenant_key).in_((here, SYSTEM)),
            or_(
                own,
                col(Exercise.id).in_(done),
                col(Exercise.id).in_(hidden),
                col(Exercise.id).in_(select(col(Exercise.merged_into_id)).where(own)),
                col(Exercise.id) == any_(literal(list(planned), ARRAY(Uuid()))),
            ),
        )
        .order_by(col(Exercise.name_key), col(Exercise.archived_at).nulls_first(), col(Exercise.id))
    )
    rows = found.all()
    known = {row.id for row, _ in rows}
    return [_exercise(row, known, is_hidden=is_hidden) for row, is_hidden in rows]


def _exercise(row: Exercise, known: Collection[UUID], *, is_hidden: bool) -> ArchivedExercise:
    own = {"built_in", "guide", "is_hidden", "merged_into"}
    return ArchivedExercise.model_validate(
        {name: getattr(row, name) for name in ArchivedExercise.model_fields if name not in own}
        | {
            "built_in": _slugs().get(row.id),
            "guide": row.guide or None,
            "is_hidden": is_hidden,
            "merged_into": row.merged_into_id if row.merged_into_id in known else None,
        }
    )


@cache
def _slugs() -> dict[UUID, str]:
    return {exercise.id: slug for slug, exercise in catalogue.exercises().items()}


async def _metrics(ctx: Context) -> list[ArchivedMetric]:
    found = await ctx.db.execute(
        select(
            col(BodyMetric.kind),
            col(BodyMetric.custom_metric_id),
            col(BodyMetric.value),
            col(BodyMetric.measured_at),
            col(BodyMetric.note),
        )
        .where(
            col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
            col(BodyMetric.member_id) == ctx.actor.person_id,
            col(BodyMetric.deleted_at).is_(None),
        )
        .outerjoin(
            CustomMetric,
            and_(
                col(CustomMetric.tenant_id) == col(BodyMetric.tenant_id),
                col(CustomMetric.id) == col(BodyMetric.custom_metric_id),
            ),
        )
        .order_by(
            col(BodyMetric.measured_at),
            col(BodyMetric.kind),
            col(CustomMetric.name),
            col(BodyMetric.value),
            col(BodyMetric.note),
        )
    )
    return [ArchivedMetric.model_construct(**row) for row in found.mappings()]


def _workout(grouped: Grouped, own_templates: Collection[UUID]) -> bytes:
    """An `ArchivedWorkout` as JSON; one by a template of the gym's keeps its title only."""
    row, lines = grouped
    if row.pop("template_home") != SYSTEM and row["template_id"] not in own_templates:
        row["template_id"] = row["template_version"] = None
    exercises = []
    for line, _, sets in lines:
        del line["id"]
        for each in sets:
            del each["id"]
        exercises.append(line | {"sets": sets})
    return orjson.dumps(row | {"exercises": exercises}, default=_told, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Decimal):
        return plain(value)
    raise TypeError(f"{type(value).__name__} is in no archive")
