"""Templates: searched a page at a time, one of them whole, its versions, and those the phone keeps."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, any_, case, literal, or_, select, true, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.core.statements import dicts
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope, search_words
from rythm.identity.models import User
from rythm.templates.differences import Sheet, difference, summary
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.rules import estimated_minutes, may_change, sets_per_muscle
from rythm.templates.schemas import (
    Comparison,
    LineView,
    PhoneLine,
    PhoneTemplate,
    TemplateDetail,
    TemplateRow,
    VersionRow,
)

SHARED = (Scope.SYSTEM, Scope.TENANT)
SLOWEST_SAVE = timedelta(seconds=5)
MAX_VERSION = 2**31 - 1
"""The greatest number PostgreSQL keeps for a version; it refuses to look for a greater one."""

Line = Row[*tuple[Any, ...]]


async def templates(
    ctx: Context,
    *,
    search: str = "",
    scope: str = "",
    status: str = "active",
    limit: int = 50,
    cursor: str | None = None,
) -> Page[TemplateRow]:
    """The templates one may read, by name; `status` is active, archived or empty for both."""
    access.require(ctx, Permission.TEMPLATE_READ)
    key = (col(Template.name_key), col(Template.id))
    owner = aliased(User)
    statement: Select[*tuple[Any, ...]] = (
        select(
            col(Template.id),
            col(Template.name),
            col(Template.name_key),
            col(Template.description),
            col(Template.scope),
            col(Template.version),
            col(TemplateVersion.progression),
            col(Template.owner_id),
            col(owner.name).label("owner_name"),
            col(Template.updated_at),
            col(Template.archived_at),
        )
        .join(TemplateVersion, and_(_version_of(), col(TemplateVersion.number) == col(Template.version)))
        .outerjoin(owner, col(owner.id) == col(Template.owner_id))
        .where(access.within(ctx, Template, Permission.TEMPLATE_READ), *_with_status(status))
        .where(*(col(Template.name_key).contains(word, autoescape=True) for word in search_words(search)))
    )
    if scope:
        statement = statement.where(col(Template.scope) == scope)
    if cursor:
        after = (literal(part) for part in decode_cursor(cursor, str, UUID))
        statement = statement.where(tuple_(*key) > tuple_(*after))
    found = (await ctx.db.execute(statement.order_by(*key).limit(limit + 1))).all()
    last = found[limit - 1] if len(found) > limit else None
    lines = await _lines_of(ctx, [row.id for row in found[:limit]])
    return Page(
        items=[_row(ctx, row, lines[row.id]) for row in found[:limit]],
        next_cursor=encode_cursor(last.name_key, last.id) if last else None,
    )


async def template(ctx: Context, template_id: UUID, *, version: int | None = None) -> TemplateDetail:
    """One template with its exercises, as it is or as it was in an earlier version; raises NotFound."""
    return (await _details(ctx, template_id, [version]))[0]


async def compare(ctx: Context, template_id: UUID, before: int, after: int | None = None) -> Comparison:
    """Two versions of a template, and what changed from `before` to `after` (or to what it is now).

    Raises NotFound.
    """
    old, new = await _details(ctx, template_id, [before, after])
    names = {line.exercise_id: line.name for sheet in (old, new) for line in sheet.exercises}
    for line in (*old.exercises, *new.exercises):
        names |= dict(zip(line.alternatives, line.alternative_names, strict=True))
    changes = difference(_sheet(old), _sheet(new), names)
    return Comparison(before=old, after=new, changes=changes, summary=summary(changes))


def _sheet(detail: TemplateDetail) -> Sheet:
    return Sheet(detail.name, detail.description, detail.progression, detail.exercises)


async def _details(ctx: Context, template_id: UUID, numbers: Sequence[int | None]) -> list[TemplateDetail]:
    """These versions of a template, None for its current one; raises NotFound when one is missing."""
    access.require(ctx, Permission.TEMPLATE_READ)
    if not all(number is None or 0 < number <= MAX_VERSION for number in numbers):
        raise NotFound
    owner, author = aliased(User), aliased(User)
    number = col(TemplateVersion.number)
    asked: ColumnElement[bool] = number.in_([each for each in numbers if each is not None])
    if None in numbers:
        asked = or_(asked, number == col(Template.version))
    statement: Select[*tuple[Any, ...]] = (
        select(
            col(Template.id),
            col(TemplateVersion.name),
            col(TemplateVersion.description),
            col(Template.scope),
            col(TemplateVersion.number).label("version"),
            col(Template.version).label("current_version"),
            col(Template.owner_id),
            col(owner.name).label("owner_name"),
            col(TemplateVersion.created_at).label("saved_at"),
            col(author.name).label("saved_by"),
            col(TemplateVersion.progression),
            col(TemplateVersion.summary),
            col(Template.archived_at),
            col(TemplateVersion.id).label("version_id"),
        )
        .join(TemplateVersion, and_(_version_of(), asked))
        .outerjoin(owner, col(owner.id) == col(Template.owner_id))
        .outerjoin(author, col(author.id) == col(TemplateVersion.author_id))
        .where(col(Template.id) == template_id, access.within(ctx, Template, Permission.TEMPLATE_READ))
    )
    rows = {row.version: row for row in await ctx.db.execute(statement)}
    if not rows:
        raise NotFound
    current = next(iter(rows.values())).current_version
    try:
        found = [rows[each or current] for each in numbers]
    except KeyError:
        raise NotFound from None
    lines = await _views(ctx, [row.version_id for row in rows.values()])
    return [_detail(ctx, row, lines[row.version_id]) for row in found]


def _detail(ctx: Context, row: Line, lines: list[LineView]) -> TemplateDetail:
    return TemplateDetail.model_validate(
        {
            **row._mapping,
            "estimated_minutes": estimated_minutes(lines),
            "sets_per_muscle": sets_per_muscle(lines),
            "can_change": _can_change(ctx, row),
            "exercises": lines,
        }
    )


async def versions(ctx: Context, template_id: UUID, *, before: int | None = None) -> list[VersionRow]:
    """A hundred saves of a template, newest first: the last, or those before a version; raises NotFound."""
    access.require(ctx, Permission.TEMPLATE_READ)
    earlier = col(TemplateVersion.number) < min(MAX_VERSION, max(0, before)) if before is not None else true()
    statement: Select[*tuple[Any, ...]] = (
        select(
            col(TemplateVersion.number),
            col(TemplateVersion.name),
            col(TemplateVersion.summary),
            col(TemplateVersion.created_at).label("saved_at"),
            col(User.name).label("saved_by"),
        )
        .select_from(Template)
        .join(TemplateVersion, _version_of())
        .outerjoin(User, col(User.id) == col(TemplateVersion.author_id))
        .where(col(Template.id) == template_id, access.within(ctx, Template, Permission.TEMPLATE_READ))
        .where(earlier)
        .order_by(col(TemplateVersion.number).desc())
        .limit(100)
    )
    rows = [VersionRow.model_validate(dict(row)) for row in (await ctx.db.execute(statement)).mappings()]
    if not rows:
        raise NotFound
    return rows


async def changed_since(ctx: Context, copied_at: datetime) -> bool:
    """Whether a template the caller may read changed since somebody copied them all.

    A change is as old as its transaction's beginning, and may have been committed a little later.
    """
    access.require(ctx, Permission.TEMPLATE_READ)
    visible = access.within(ctx, Template, Permission.TEMPLATE_READ)
    newer = col(Template.updated_at) > copied_at - SLOWEST_SAVE
    found = await ctx.db.execute(select(literal(1)).select_from(Template).where(visible, newer).limit(1))
    return found.scalar_one_or_none() is not None


async def for_phone(ctx: Context) -> list[PhoneTemplate]:
    """Every template one can start on the phone: my own first, then the gym's, then the built-in ones."""
    access.require(ctx, Permission.TEMPLATE_READ)
    found = await ctx.db.execute(
        _current_lines(
            col(Template.name),
            col(Template.description),
            col(Template.scope),
            col(Template.version),
            col(Template.updated_at),
            col(TemplateVersion.progression).label("plan"),
            col(TemplateExercise.exercise_id),
            col(TemplateExercise.position),
            col(TemplateExercise.note),
            col(TemplateExercise.progression),
            col(TemplateExercise.alternatives),
        )
        .where(_mine_or_shared(ctx), col(Template.archived_at).is_(None))
        .order_by(_closeness(), col(Template.name_key), col(Template.id), col(TemplateExercise.position))
    )
    return [_for_phone(list(rows)) for _, rows in groupby(found.all(), key=lambda row: row.id)]


def _for_phone(rows: Sequence[Line]) -> PhoneTemplate:
    head = rows[0]
    # The outer join gives a template without exercises one row without an exercise.
    lines = [PhoneLine.model_validate(row) for row in rows if row.exercise_id is not None]
    return PhoneTemplate(
        id=head.id,
        name=head.name,
        description=head.description,
        scope=head.scope,
        version=head.version,
        estimated_minutes=estimated_minutes(lines),
        progression=head.plan,
        updated_at=head.updated_at,
        exercises=lines,
    )


def _row(ctx: Context, row: Line, lines: Sequence[Line]) -> TemplateRow:
    return TemplateRow.model_validate(
        {
            **row._mapping,
            "exercise_count": len(lines),
            "set_count": sum(len(line.sets) for line in lines),
            "estimated_minutes": estimated_minutes(lines),
            "can_change": _can_change(ctx, row),
        }
    )


def _can_change(ctx: Context, row: Line) -> bool:
    return may_change(ctx.actor.role, Scope(row.scope), is_owner=row.owner_id == ctx.actor.user_id)


def _with_status(status: str) -> Sequence[ColumnElement[bool]]:
    when = col(Template.archived_at)
    choices = {"active": (when.is_(None),), "archived": (when.is_not(None),)}
    return choices.get(status, ())


def _mine_or_shared(ctx: Context) -> ColumnElement[bool]:
    chosen = or_(col(Template.scope).in_(SHARED), col(Template.owner_id) == ctx.actor.user_id)
    return and_(access.within(ctx, Template, Permission.TEMPLATE_READ), chosen)


def _closeness() -> ColumnElement[int]:
    return case((col(Template.scope) == Scope.USER, 0), (col(Template.scope) == Scope.TENANT, 1), else_=2)


def names_now(exercise_id: UUID) -> ColumnElement[bool]:
    """Whether a template's current version has this exercise, or names it as an alternative."""
    return (
        select(col(TemplateExercise.id))
        .join(TemplateVersion, _line_of())
        .where(
            _version_of(),
            col(TemplateVersion.number) == col(Template.version),
            or_(
                col(TemplateExercise.exercise_id) == exercise_id,
                literal(exercise_id) == any_(col(TemplateExercise.alternatives)),
            ),
        )
        .correlate(Template)
        .exists()
    )


def _version_of() -> ColumnElement[bool]:
    return and_(
        col(TemplateVersion.tenant_key) == col(Template.tenant_key),
        col(TemplateVersion.template_id) == col(Template.id),
    )


def _line_of() -> ColumnElement[bool]:
    return and_(
        col(TemplateExercise.tenant_key) == col(TemplateVersion.tenant_key),
        col(TemplateExercise.version_id) == col(TemplateVersion.id),
    )


def _current_lines(*columns: Any) -> Select[*tuple[Any, ...]]:
    """The lines of templates' current versions; a template without any gives one row of nulls."""
    return (
        select(
            col(Template.id),
            col(TemplateExercise.prescription).label("sets"),
            col(TemplateExercise.rest_seconds),
            col(TemplateExercise.group_number),
            col(TemplateExercise.group_rest_seconds),
            *columns,
        )
        .select_from(Template)
        .join(TemplateVersion, and_(_version_of(), col(TemplateVersion.number) == col(Template.version)))
        .outerjoin(TemplateExercise, _line_of())
    )


async def _lines_of(ctx: Context, template_ids: Sequence[UUID]) -> dict[UUID, list[Line]]:
    lines: dict[UUID, list[Line]] = defaultdict(list)
    if not template_ids:
        return lines
    found = await ctx.db.execute(
        _current_lines().where(col(Template.id).in_(template_ids), col(TemplateExercise.id).is_not(None))
    )
    for row in found:
        lines[row.id].append(row)
    return lines


async def _views(ctx: Context, version_ids: Collection[UUID]) -> dict[UUID, list[LineView]]:
    """The lines of each of these versions, with what the library says about their exercises."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            col(TemplateExercise.version_id),
            col(TemplateExercise.exercise_id),
            col(TemplateExercise.position),
            col(TemplateExercise.prescription).label("sets"),
            col(TemplateExercise.rest_seconds),
            col(TemplateExercise.group_number),
            col(TemplateExercise.group_rest_seconds),
            col(TemplateExercise.note),
            col(TemplateExercise.progression),
            col(TemplateExercise.alternatives),
            col(Exercise.name),
            col(Exercise.equipment),
            col(Exercise.muscle),
            col(Exercise.secondary_muscles),
            col(Exercise.measured_by),
            col(Exercise.archived_at).is_not(None).label("is_archived"),
        )
        .join(Exercise, col(Exercise.id) == col(TemplateExercise.exercise_id))
        .where(col(TemplateExercise.version_id).in_(version_ids))
        .order_by(col(TemplateExercise.position))
    )
    rows = dicts(await ctx.db.execute(statement))
    names = await _names(ctx, {each for row in rows for each in row["alternatives"]})
    views: dict[UUID, list[LineView]] = {version_id: [] for version_id in version_ids}
    for row in rows:
        row["alternatives"] = [each for each in row["alternatives"] if each in names]
        row["alternative_names"] = [names[each] for each in row["alternatives"]]
        views[row["version_id"]].append(LineView.model_validate(row))
    return views


async def _names(ctx: Context, exercise_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those exercises that the caller may see."""
    if not exercise_ids:
        return {}
    found = await ctx.db.execute(
        select(col(Exercise.id), col(Exercise.name)).where(
            col(Exercise.id).in_(exercise_ids), access.within(ctx, Exercise, Permission.EXERCISE_READ)
        )
    )
    return {row.id: row.name for row in found}
