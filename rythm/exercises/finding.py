"""Which exercises a list shows, and in which order, from narrow rows: only those of the page are read whole.

What the caller does comes first, then what is done in every gym or was added by somebody here, then the rest
by name; a search puts what is called exactly so before all, and what only a typing error leads to after all.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    any_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.core.statements import given
from rythm.exercises import words
from rythm.exercises.models import Exercise, ExerciseHiding, ExerciseSpelling, ExerciseUse, ExerciseWord
from rythm.exercises.rules import Scope
from rythm.exercises.words import FACT, Kind

SHARED = (Scope.SYSTEM, Scope.TENANT)
WORD = String(collation="C")
IN_NAME = (int(Kind.NAME_AND_ALIAS), int(Kind.OF_NAME))
LAST_LETTER = "\U0010ffff"
"""Behind every letter there is: a word and this is behind all that begin with the word."""
MOST_USES = 100_000
STEP = 1000
CALLED_SO, FOUND, MISSPELT = 0, 200_000_000, 400_000_000
"""The ranks begin here; uses count backwards from there, by STEP."""
MATCHED, TYPED, NAMED = 0, 8, 16
"""Where the asked words' marks begin in the bits of an exercise: found, found as typed, found in the name."""
WHOLE, COMMON, MAIN, HIDDEN = (1 << place for place in range(24, 28))
"""Further bits: an alias is the search, it is done in every gym, works the muscle most, is hidden."""


class Shape(NamedTuple):
    """Which kind of list: of the few there are, each statement is built once."""

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
    def is_indexed(self) -> bool:
        """Whether the words of exercises are kept ready; of archived ones and of others' own they are not."""
        return not (self.archived or self.members)


async def typos(ctx: Context, asked: Sequence[str]) -> list[list[str]]:
    """For each word, the words of the library it may be a typing error or the plural of."""
    spellings = [each for word in asked for each in words.looked_up(word)]
    known: list[str] = []
    if spellings:
        found = await statements.run(ctx, _spelt, spellings=spellings)
        known = [str(row[0]) for row in found]
    return [
        [*words.singular(typed), *(word for word in known if words.is_meant(typed, word))] for typed in asked
    ]


def _spelt(ctx: Context) -> Select[*tuple[Any, ...]]:
    spelling = col(ExerciseSpelling.spelling) == any_(given("spellings", ARRAY(WORD)))
    parts = (
        select(col(ExerciseSpelling.word)).where(col(ExerciseSpelling.tenant_key) == home, spelling)
        for home in homes(ctx)
    )
    each = union_all(*parts).subquery()
    return select(each.c.word).distinct()


def homes(ctx: Context) -> list[Any]:
    """The keys under which the caller's exercises stand: everybody's and the tenant's."""
    return [literal(SYSTEM, Uuid()), *([ctx.actor.tenant_id] if ctx.actor.tenant else [])]


def candidates(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """The id, rank and name of the exercises of one page, in order."""
    if shape.is_indexed and (shape.words or shape.muscle or shape.equipment):
        found = _ranked(ctx, shape)
    elif shape.is_indexed and not shape.hidden:
        found = _in_order(ctx, shape)
    else:
        found = _picked(ctx, shape)
    each = found.subquery("found")
    key = (each.c.rank, each.c.name_key, each.c.id)
    page = select(each).order_by(*key).limit(given("rows", Integer()))
    return page.where(tuple_(*key) > _cursor()) if shape.continued else page


def _cursor() -> Any:
    return tuple_(given("after_rank", Integer()), given("after_name", String()), given("after_id", Uuid()))


def _by_words(ctx: Context, shape: Shape) -> Any:
    """One row for each word of an exercise that an asked word begins or is a typing error of."""
    word = col(ExerciseWord.word)
    for number in range(shape.words):
        asked, bit = given(f"word_{number}", WORD), 1 << number
        kind = col(ExerciseWord.kind)
        # Every other exercise has a word that begins with a certain letter: then only its name is meant.
        first = word == literal(FACT, WORD) + asked
        begins = first if shape.letter else and_(word >= asked, word < given(f"behind_{number}", WORD))
        misspelt = word == any_(given(f"typos_{number}", ARRAY(WORD)))
        whole = and_(kind <= int(Kind.ALIAS), word == given("whole", WORD))
        marks = literal(bit << MATCHED, Integer()) + case((kind.in_(IN_NAME), bit << NAMED), else_=0)
        as_typed = literal(bit << TYPED, Integer()) + case((whole, WHOLE), else_=0)
        yield from _marked(ctx, shape, begins, marks + as_typed)
        yield from _marked(ctx, shape, misspelt, marks)


def _by_fact(ctx: Context, shape: Shape) -> Any:
    """One row for each exercise that works the asked muscle, or else is done with the asked equipment."""
    asked = given("muscle" if shape.muscle else "equipment", WORD)
    return _marked(ctx, shape, col(ExerciseWord.word) == literal(FACT, WORD) + asked, literal(0, Integer()))


def _marked(ctx: Context, shape: Shape, condition: ColumnElement[bool], marks: Any) -> Any:
    table = ExerciseWord
    if shape.muscle:
        marks = marks + case((col(table.muscles)[1] == given("muscle", String()), MAIN), else_=0)
    for home in homes(ctx)[shape.gym :]:
        yield select(
            col(table.exercise_id).label("id"),
            col(table.name_key),
            (marks + case((col(table.is_common), COMMON), else_=0)).label("bits"),
            literal(0, Integer()).label("uses"),
        ).where(
            col(table.tenant_key) == home,
            condition,
            _own(ctx, col(table.owner_id), shape),
            *_facts(shape, table, col(table.muscles)),
        )


def _ranked(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """Words, uses and hidings of an exercise meet in one group: joining them costs several times as much."""
    rows = list(_by_words(ctx, shape) if shape.words else _by_fact(ctx, shape))
    if ctx.actor.tenant is not None:
        used, nothing = _used(ctx), literal(0, Integer())
        rows.append(select(used.c.id, literal("").label("name_key"), nothing, used.c.uses))
        out_of_sight = literal(HIDDEN, Integer())
        rows.append(
            select(col(ExerciseHiding.exercise_id), literal(""), out_of_sight, nothing).where(_hidings(ctx))
        )
    word = union_all(*rows).subquery("word")
    bits = func.bit_or(word.c.bits)
    each = (
        select(
            word.c.id,
            func.max(word.c.name_key).label("name_key"),
            bits.label("bits"),
            func.max(word.c.uses).label("uses"),
        )
        .group_by(word.c.id)
        .having(func.max(word.c.name_key) != "")
        .having(_has(bits, _every(shape) << MATCHED))
        .having(_has(bits, HIDDEN) if shape.hidden else ~_has(bits, HIDDEN))
        .subquery("each")
    )
    place = (
        case(
            (func.starts_with(each.c.name_key, given("beginning", String())), 0),
            (_has(each.c.bits, _every(shape) << NAMED), 2),
            else_=4,
        )
        + case((_has(each.c.bits, COMMON), 0), else_=1)
        + (case((_has(each.c.bits, MAIN), 0), else_=6) if shape.muscle else 0)
    )
    called_so = or_(_has(each.c.bits, WHOLE), each.c.name_key == given("beginning", String()))
    rank = case(
        (called_so, CALLED_SO + place),
        (_has(each.c.bits, _every(shape) << TYPED), FOUND - _counted(each.c.uses) + place),
        # Whoever types wrongly means the plain thing rather than one of its many variants.
        else_=MISSPELT - _counted(each.c.uses) + place * 60 + func.least(func.length(each.c.name_key), 59),
    )
    return select(each.c.id, rank.label("rank"), each.c.name_key)


def _every(shape: Shape) -> int:
    return (1 << shape.words) - 1


def _has(bits: Any, wanted: int) -> ColumnElement[bool]:
    return bits.bitwise_and(literal(wanted, Integer())) == wanted


def _in_order(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """What the caller does, and from the beginning of the alphabet as much as a page needs of each sort."""
    used = _used(ctx)
    name, id = col(Exercise.name_key), col(Exercise.id)
    choosable = and_(
        _own(ctx, col(Exercise.owner_id), shape, scope=col(Exercise.scope)),
        col(Exercise.archived_at).is_(None),
        *_facts(shape, Exercise, _muscles()),
        _hidden(ctx, id, shape),
    )
    done = select(id, (FOUND - _counted(used.c.uses) + _rarely()).label("rank"), name).join(
        used, used.c.id == id
    )
    sorts = (col(Exercise.is_common).is_(True), col(Exercise.is_common).is_(False))
    parts = [done.where(choosable)]
    for home, sort, rank in (
        *((homes(ctx)[0], sort, FOUND + nth) for nth, sort in enumerate(sorts)),
        *((home, literal(True), FOUND) for home in homes(ctx)[1:]),
    ):
        part = select(id, literal(rank, Integer()).label("rank"), name).where(
            col(Exercise.tenant_key) == home, sort, choosable, id.not_in(select(used.c.id))
        )
        if shape.continued:
            part = part.where(tuple_(literal(rank, Integer()), name, id) > _cursor())
        parts.append(
            select(
                part.order_by(name, id).limit(given("rows", Integer())).subquery()
            )  # each sort its own page
        )
    return select(union_all(*parts).subquery("sort"))


def _picked(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """Archived, hidden or other members' own: few, so that they are just read through."""
    used = _used(ctx)
    when = col(Exercise.archived_at)
    aliases = func.lower(func.array_to_string(col(Exercise.aliases), " "))
    asked = [given(f"word_{number}", String()) for number in range(shape.words)]
    return (
        select(
            col(Exercise.id),
            (FOUND - _counted(used.c.uses) + _rarely()).label("rank"),
            col(Exercise.name_key),
        )
        .outerjoin(used, used.c.id == col(Exercise.id))
        .where(
            _others(ctx) if shape.members else choice(ctx, mine=shape.mine),
            literal(True) if not shape.gym else col(Exercise.scope) == Scope.TENANT,
            when.is_not(None) if shape.archived else when.is_(None),
            col(Exercise.merged_into_id).is_(None),
            *_facts(shape, Exercise, _muscles()),
            *(or_(col(Exercise.name_key).contains(word), aliases.contains(word)) for word in asked),
            literal(True) if shape.archived else _hidden(ctx, col(Exercise.id), shape),
        )
    )


def choice(ctx: Context, *, mine: bool = False) -> ColumnElement[bool]:
    """What one can choose from: not the own exercises of others, though coaches and admins may read them."""
    own = and_(col(Exercise.scope) == Scope.USER, col(Exercise.owner_id) == ctx.actor.user_id)
    chosen = own if mine else or_(col(Exercise.scope).in_(SHARED), own)
    return and_(access.within(ctx, Exercise, Permission.EXERCISE_READ), chosen)


def is_common() -> ColumnElement[bool]:
    """What somebody here added is never lost among the rare built-in ones."""
    return or_(col(Exercise.scope) != Scope.SYSTEM, col(Exercise.is_common))


def is_hidden(ctx: Context, exercise_id: Any, *, by: str = "anybody") -> ColumnElement[bool]:
    """Whether the caller (`me`), a coach (`gym`) or `anybody` of them keeps it out of the caller's lists."""
    if ctx.actor.tenant is None:
        return literal(False)
    hidings = select(col(ExerciseHiding.id)).where(_hidings(ctx, by=by))
    return hidings.where(col(ExerciseHiding.exercise_id) == exercise_id).exists()


def _hidings(ctx: Context, *, by: str = "anybody") -> ColumnElement[bool]:
    member = col(ExerciseHiding.member_id)
    mine, everybodys = member == ctx.actor.user_id, member.is_(None)
    whose = {"me": mine, "gym": everybodys, "anybody": or_(mine, everybodys)}[by]
    return and_(col(ExerciseHiding.tenant_id) == ctx.actor.tenant_id, whose)


def _hidden(ctx: Context, exercise_id: Any, shape: Shape) -> ColumnElement[bool]:
    hidden = is_hidden(ctx, exercise_id)
    return hidden if shape.hidden else ~hidden


def _used(ctx: Context) -> Any:
    """What the caller does here, and how often."""
    tenant_id = ctx.actor.tenant_id if ctx.actor.tenant else None
    return (
        select(col(ExerciseUse.exercise_id).label("id"), col(ExerciseUse.uses))
        .where(col(ExerciseUse.tenant_id) == tenant_id, col(ExerciseUse.member_id) == ctx.actor.user_id)
        .subquery("used")
    )


def _counted(uses: Any) -> ColumnElement[int]:
    return func.least(func.coalesce(uses, 0), MOST_USES) * STEP


def _rarely() -> ColumnElement[int]:
    return case((is_common(), 0), else_=1)


def _others(ctx: Context) -> ColumnElement[bool]:
    return and_(
        access.within(ctx, Exercise, Permission.EXERCISE_READ),
        col(Exercise.scope) == Scope.USER,
        col(Exercise.owner_id) != ctx.actor.user_id,
    )


def _own(ctx: Context, owner: Any, shape: Shape, *, scope: Any = None) -> ColumnElement[bool]:
    """Of personal exercises the caller's only; of the gym's none that is somebody's."""
    mine = owner == ctx.actor.user_id
    if shape.gym:
        return owner.is_(None) if scope is None else scope == Scope.TENANT
    if shape.mine:
        return mine if scope is None else and_(scope == Scope.USER, mine)
    return or_(owner.is_(None) if scope is None else scope.in_(SHARED), mine)


def _muscles() -> ColumnElement[Any]:
    return func.array_prepend(col(Exercise.muscle), col(Exercise.secondary_muscles))


def _facts(shape: Shape, table: Any, muscles: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if shape.muscle:
        found.append(given("muscle", String()) == any_(muscles))
    if shape.equipment:
        found.append(col(table.equipment) == given("equipment", String()))
    if shape.level:
        found.append(col(table.level) == given("level", String()))
    return found
