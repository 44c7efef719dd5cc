"""What lists of exercises are made of: which ones, whose, what hides them, what they are ordered by."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, Uuid, and_, any_, case, func, literal, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.core.statements import given
from rythm.exercises.models import Exercise, ExerciseHiding, ExerciseUse
from rythm.exercises.rules import Scope

SHARED = (Scope.SYSTEM, Scope.TENANT)
WORD = String(collation="C")
MOST_USES = 100_000
STEP = 1000
CALLED_SO, FOUND, MISSPELT = 0, 200_000_000, 400_000_000
"""The ranks begin here; uses count backwards from there, by STEP."""


class Shape(NamedTuple):
    """Which kind of list, as far as its statement depends on it."""

    words: int = 0
    letter: bool = False
    muscle: bool = False
    equipment: bool = False
    level: bool = False
    mine: bool = False
    gym: bool = False
    members: bool = False
    hidden: bool = False
    archived: bool = False
    continued: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether this is asked with every key: of these few the statements are kept."""
        return self.words <= 4 and not (self.members or self.hidden or self.archived)

    @property
    def is_indexed(self) -> bool:
        """Whether the words of exercises are kept ready; of archived ones and of others' own they are not."""
        return not (self.archived or self.members)


def homes(ctx: Context) -> list[Any]:
    """The keys under which the caller's exercises stand: everybody's and the tenant's."""
    return [literal(SYSTEM, Uuid()), *([ctx.actor.tenant_id] if ctx.actor.tenant else [])]


def choice(ctx: Context, *, mine: bool = False) -> ColumnElement[bool]:
    """What one can choose from: not the own exercises of others, though coaches and admins may read them."""
    own = and_(col(Exercise.scope) == Scope.USER, col(Exercise.owner_id) == ctx.actor.user_id)
    chosen = own if mine else or_(col(Exercise.scope).in_(SHARED), own)
    return and_(access.within(ctx, Exercise, Permission.EXERCISE_READ), chosen)


def others(ctx: Context) -> ColumnElement[bool]:
    """What other members within the caller's reach have added for themselves."""
    return and_(
        access.within(ctx, Exercise, Permission.EXERCISE_READ),
        col(Exercise.scope) == Scope.USER,
        col(Exercise.owner_id) != ctx.actor.user_id,
    )


def own(ctx: Context, owner: Any, shape: Shape, *, scope: Any = None) -> ColumnElement[bool]:
    """Of personal exercises the caller's only; of the gym's none that is somebody's."""
    mine = owner == ctx.actor.user_id
    if shape.gym:
        return owner.is_(None) if scope is None else scope == Scope.TENANT
    if shape.mine:
        return mine if scope is None else and_(scope == Scope.USER, mine)
    return or_(owner.is_(None) if scope is None else scope.in_(SHARED), mine)


def facts(shape: Shape, table: Any, muscles: Any) -> list[ColumnElement[bool]]:
    """The filters of the shape; a muscle may be worked along with others."""
    found: list[ColumnElement[bool]] = []
    if shape.muscle:
        found.append(given("muscle", String()) == any_(muscles))
    if shape.equipment:
        found.append(col(table.equipment) == given("equipment", String()))
    if shape.level:
        found.append(col(table.level) == given("level", String()))
    return found


def muscles() -> ColumnElement[Any]:
    """Every muscle an exercise works, the main one first."""
    return func.array_prepend(col(Exercise.muscle), col(Exercise.secondary_muscles))


def is_common() -> ColumnElement[bool]:
    """What somebody here added is never lost among the rare built-in ones."""
    return or_(col(Exercise.scope) != Scope.SYSTEM, col(Exercise.is_common))


def rarely() -> ColumnElement[int]:
    """Orders what is common before the rest."""
    return case((is_common(), 0), else_=1)


def is_hidden(ctx: Context, exercise_id: Any, *, by: str = "anybody") -> ColumnElement[bool]:
    """Whether the caller (`me`), a coach (`gym`) or `anybody` of them keeps it out of the caller's lists."""
    if ctx.actor.tenant is None:
        return literal(False)
    found = select(col(ExerciseHiding.id)).where(hidings(ctx, by=by))
    return found.where(col(ExerciseHiding.exercise_id) == exercise_id).exists()


def hidings(ctx: Context, *, by: str = "anybody") -> ColumnElement[bool]:
    """The hidings that the caller (`me`), a coach (`gym`) or `anybody` of them has made."""
    member = col(ExerciseHiding.member_id)
    mine, everybodys = member == ctx.actor.user_id, member.is_(None)
    whose = {"me": mine, "gym": everybodys, "anybody": or_(mine, everybodys)}[by]
    return and_(col(ExerciseHiding.tenant_id) == ctx.actor.tenant_id, whose)


def hidden(ctx: Context, exercise_id: Any, shape: Shape) -> ColumnElement[bool]:
    """Whether a list of this shape leaves hidden exercises out, or shows them only."""
    is_out_of_sight = is_hidden(ctx, exercise_id)
    return is_out_of_sight if shape.hidden else ~is_out_of_sight


def used(ctx: Context) -> Any:
    """What the caller does here, and how often."""
    tenant_id = ctx.actor.tenant_id if ctx.actor.tenant else None
    return (
        select(col(ExerciseUse.exercise_id).label("id"), col(ExerciseUse.uses))
        .where(col(ExerciseUse.tenant_id) == tenant_id, col(ExerciseUse.member_id) == ctx.actor.user_id)
        .subquery("used")
    )


def counted(uses: Any) -> ColumnElement[int]:
    """What uses take off a rank."""
    return func.least(func.coalesce(uses, 0), MOST_USES) * STEP
