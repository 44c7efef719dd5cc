"""Finds exercises by words, typing errors, muscle and equipment, from narrow rows of one index."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    any_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from rythm.core import statements
from rythm.core.context import Context
from rythm.core.statements import given
from rythm.exercises import shapes, words
from rythm.exercises.models import ExerciseHiding, ExerciseSpelling, ExerciseWord
from rythm.exercises.shapes import CALLED_SO, FOUND, MISSPELT, WORD, Shape
from rythm.exercises.words import FACT, Kind

IN_NAME = (int(Kind.NAME_AND_ALIAS), int(Kind.OF_NAME))
LAST_LETTER = "\U0010ffff"
"""Behind every letter there is: a word and this is behind all that begin with the word."""
MATCHED, TYPED, NAMED = 0, 8, 16
"""Where the asked words' marks begin in the bits of an exercise: found, found as typed, found in the name."""
WHOLE, COMMON, MAIN, HIDDEN = (1 << place for place in range(24, 28))
"""Further bits: an alias is the search, it is done in every gym, works the muscle most, is hidden."""


async def typos(ctx: Context, asked: Sequence[str]) -> list[list[str]]:
    """For each word, the words of the library it may be a typing error or the plural of.

    The beginning of a built-in word is no error; of a word that somebody here wrote down it may be one.
    """
    spellings = [each for word in asked for each in words.looked_up(word)]
    known: dict[str, bool] = {}
    if spellings:
        found = await statements.run(ctx, _spelt, spellings=spellings)
        known = {row.word: row.is_built_in for row in found}
    return [
        [*words.singular(typed), *([] if _is_known(typed, known) else _meant(typed, known))]
        for typed in asked
    ]


def _is_known(typed: str, known: dict[str, bool]) -> bool:
    return any(is_built_in and word.startswith(typed) for word, is_built_in in known.items())


def _meant(typed: str, known: Iterable[str]) -> Iterator[str]:
    return (word for word in known if words.is_meant(typed, word))


def _spelt(ctx: Context) -> Select[*tuple[Any, ...]]:
    spelling = col(ExerciseSpelling.spelling) == any_(given("spellings", ARRAY(WORD)))
    parts = (
        select(col(ExerciseSpelling.word), literal(place == 0).label("is_built_in")).where(
            col(ExerciseSpelling.tenant_key) == home, spelling
        )
        for place, home in enumerate(shapes.homes(ctx))
    )
    each = union_all(*parts).subquery()
    return select(each.c.word, func.bool_or(each.c.is_built_in).label("is_built_in")).group_by(each.c.word)


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
    for home in shapes.homes(ctx)[shape.gym :]:
        yield select(
            col(table.exercise_id).label("id"),
            col(table.name_key),
            (marks + case((col(table.is_common), COMMON), else_=0)).label("bits"),
            literal(0, Integer()).label("uses"),
        ).where(
            col(table.tenant_key) == home,
            condition,
            shapes.own(ctx, col(table.owner_id), shape),
            *shapes.facts(shape, table, col(table.muscles)),
        )


def ranked(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """Words, uses and hidings of an exercise meet in one group: joining them costs several times as much."""
    rows = list(_by_words(ctx, shape) if shape.words else _by_fact(ctx, shape))
    if ctx.actor.tenant is not None:
        used, nothing = shapes.used(ctx), literal(0, Integer())
        rows.append(select(used.c.id, literal("").label("name_key"), nothing, used.c.uses))
        out_of_sight = literal(HIDDEN, Integer())
        rows.append(
            select(col(ExerciseHiding.exercise_id), literal(""), out_of_sight, nothing).where(
                shapes.hidings(ctx)
            )
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
        (_has(each.c.bits, _every(shape) << TYPED), FOUND - shapes.counted(each.c.uses) + place),
        # Whoever types wrongly means the plain thing rather than one of its many variants.
        else_=MISSPELT
        - shapes.counted(each.c.uses)
        + place * 60
        + func.least(func.length(each.c.name_key), 59),
    )
    return select(each.c.id, rank.label("rank"), each.c.name_key)


def _every(shape: Shape) -> int:
    return (1 << shape.words) - 1


def _has(bits: Any, wanted: int) -> ColumnElement[bool]:
    return bits.bitwise_and(literal(wanted, Integer())) == wanted
