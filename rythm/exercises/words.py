"""The words an exercise is found by, and the spellings a word typed wrongly is found by: kept in step here.

Row-level security keeps PostgreSQL from using an index for `ilike` and the like, so everything is found by
equality or by a range: a word by its beginning, and a word with one typing error by what is left of it and of
what was typed when one letter is taken out of each.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, Select, Uuid, and_, any_, delete, literal, or_, select, text
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.exercises.models import Exercise, ExerciseWord
from rythm.exercises.rules import Scope

MOST_WORDS = 8
"""A search looks for so many words; nobody types more."""
LONGEST = 12
"""Typing errors are looked for in so many letters of a word."""
SHORTEST = 4
"""A word must have so many letters to be taken for a typing error of another."""


FACT = "="
"""Stands before a muscle, an equipment or the name's first letter: kept like words to be found like words."""


class Kind(IntEnum):
    """Where a word stands; an alias is whole, of an alias is one of its words, a fact is no word at all."""

    NAME_AND_ALIAS = 0
    ALIAS = 1
    OF_NAME = 2
    OF_ALIAS = 3
    OF_FACT = 4
    FACT = 5


def folded(said: str) -> list[str]:
    """The words of a text in lower case without accents, apostrophes and punctuation."""
    plain = unicodedata.normalize("NFKD", said.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", re.sub(r"['’‘`´]", "", plain))


def asked(search: str) -> list[str]:
    """The words a search looks for."""
    return [word[:60] for word in folded(search)[:MOST_WORDS]]


def words_of(name: str, aliases: Iterable[str], facts: Iterable[str] = ()) -> dict[str, Kind]:
    """Each word of an exercise with the best place it stands in; `push-up` is `pushup` as well.

    Initials of the name are a word too: `ibp` is an incline bench press.
    """
    found: dict[str, Kind] = {}

    def add(word: str, kind: Kind) -> None:
        found[word] = min(kind, found.get(word, kind))

    for said, kind in (
        (name, Kind.OF_NAME),
        *((alias, Kind.OF_ALIAS) for alias in aliases),
        *((fact, Kind.OF_FACT) for fact in facts),
    ):
        for part in said.split():
            pieces = folded(part)
            for word in (*pieces, "".join(pieces)):
                add(word, kind)
    if len(folded(name)) > 1:
        add("".join(word[0] for word in folded(name)), Kind.OF_ALIAS)
    for whole in (" ".join(folded(alias)) for alias in aliases):
        is_in_name = found.get(whole) in (Kind.OF_NAME, Kind.NAME_AND_ALIAS)
        found[whole] = Kind.NAME_AND_ALIAS if is_in_name else Kind.ALIAS
    found.pop("", None)
    return found


def spellings(word: str) -> set[str]:
    """Every beginning of a word of at least three letters, whole and with each one letter left out."""
    beginnings = [word[:length] for length in range(SHORTEST - 1, min(len(word), LONGEST) + 1)]
    return {spelling for beginning in beginnings for spelling in (beginning, *_with_one_out(beginning))}


def looked_up(word: str) -> list[str]:
    """The spellings to look up for a word that may be typed wrongly; none for a short one."""
    if len(word) < SHORTEST:
        return []
    return sorted({word[:LONGEST], *_with_one_out(word[:LONGEST])})


def singular(word: str) -> list[str]:
    """A short word without its plural ending; of a longer one that is forgiven like a typing error."""
    return [word[:-1]] if len(word) == SHORTEST - 1 and word.endswith("s") else []


def is_meant(typed: str, word: str) -> bool:
    """Whether a word that was not typed may be meant by one that was."""
    return len(typed) >= SHORTEST and not word.startswith(typed) and is_typo(typed, word)


def is_typo(typed: str, word: str) -> bool:
    """Whether a beginning of the word, or all of it, is one typing error away."""
    return any(
        one_apart(typed, word[:length])
        for length in range(len(typed) - 1, len(typed) + 2)
        if SHORTEST - 1 <= length <= len(word)
    )


def one_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed or swapped with its neighbour makes one the other."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[:start] + one[start : start + 2][::-1] + one[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped == other


def _with_one_out(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


ADD = text(
    """
    with words as (
        insert into exercise_word
            (tenant_id, exercise_id, word, kind, owner_id, is_common, name_key, muscles, equipment, level)
        select tenant_id, exercise_id, word, kind, owner_id, is_common, name_key, muscles, equipment, level
        from jsonb_populate_recordset(cast(null as exercise_word), cast(:words as jsonb))
        on conflict do nothing
    )
    insert into exercise_spelling (id, tenant_id, spelling, word)
    select fresh.id, fresh.tenant_id, fresh.spelling, fresh.word
    from jsonb_populate_recordset(cast(null as exercise_spelling), cast(:spellings as jsonb)) fresh
    where not exists (
        select from exercise_spelling known
        where known.tenant_key = '00000000-0000-0000-0000-000000000000'
          and known.spelling = fresh.spelling and known.word = fresh.word
    )
    on conflict do nothing
    """
)
"""Adds the rows that `rows` makes, given as JSON."""


async def index(ctx: Context, exercises: Sequence[Exercise], *, are_new: bool = False) -> None:
    """Let these exercises be found by their words as they are now; archived ones are found by none."""
    await ctx.db.flush()
    if not are_new:
        await forget(ctx, [exercise.id for exercise in exercises])
    live = [exercise for exercise in exercises if exercise.archived_at is None]
    await add(ctx, [{name: getattr(exercise, name) for name in FACTS} for exercise in live])


async def add(ctx: Context, exercises: Iterable[Mapping[str, Any]]) -> None:
    """Let these new exercises, given by their FACTS, be found by their words."""
    words, told = rows(exercises)
    if words:
        connection = await ctx.db.connection()
        await connection.execute(
            ADD, {"words": orjson.dumps(words).decode(), "spellings": orjson.dumps(told).decode()}
        )


async def forget(ctx: Context, exercise_ids: Collection[UUID]) -> None:
    """Let these exercises be found by no word."""
    ids = literal(list(exercise_ids), ARRAY(Uuid()))
    await ctx.db.execute(
        delete(ExerciseWord)
        .where(col(ExerciseWord.exercise_id) == any_(ids))
        .execution_options(synchronize_session=False)
    )


def unindexed(scope: Scope, also: Collection[UUID] = ()) -> Select[Any]:
    """The exercises of a scope that can be chosen but are found by no word, and those of `also`."""
    has_words = select(col(ExerciseWord.word)).where(
        col(ExerciseWord.tenant_key) == col(Exercise.tenant_key),
        col(ExerciseWord.exercise_id) == col(Exercise.id),
    )
    missing = and_(col(Exercise.scope) == scope, col(Exercise.archived_at).is_(None), ~has_words.exists())
    return select(Exercise).where(or_(missing, col(Exercise.id) == any_(literal(list(also), ARRAY(Uuid())))))


FACTS = (
    "id",
    "tenant_id",
    "scope",
    "owner_id",
    "is_common",
    "name",
    "name_key",
    "aliases",
    "muscle",
    "secondary_muscles",
    "equipment",
    "level",
)
"""The columns of an exercise that its words repeat or are made of."""


def rows(exercises: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of `exercise_word` and `exercise_spelling` for exercises given by their FACTS."""
    words: list[dict[str, Any]] = []
    spelt: set[tuple[UUID | None, str]] = set()
    for each in exercises:
        facts = [each["muscle"], *each["secondary_muscles"], each["equipment"]]
        said = [fact.replace("_", " ") for fact in (each["muscle"], each["equipment"])]
        known = words_of(each["name"], each["aliases"], said)
        known |= {FACT + fact: Kind.FACT for fact in (*facts, "".join(folded(each["name"]))[:1]) if fact}
        common = {
            "tenant_id": each["tenant_id"],
            "exercise_id": each["id"],
            "owner_id": each["owner_id"] if each["scope"] == Scope.USER else None,
            "is_common": each["is_common"] or each["scope"] != Scope.SYSTEM,
            "name_key": each["name_key"],
            "muscles": [each["muscle"], *each["secondary_muscles"]],
            "equipment": each["equipment"],
            "level": each["level"],
        }
        words += (common | {"word": word, "kind": int(kind)} for word, kind in known.items())
        spelt |= {
            (each["tenant_id"], word)
            for word, kind in known.items()
            if kind is not Kind.FACT and " " not in word and len(word) >= SHORTEST
        }
    return words, [
        {"id": uuid7(), "tenant_id": tenant_id, "spelling": spelling, "word": word}
        for tenant_id, word in sorted(spelt, key=str)
        for spelling in sorted(spellings(word))
    ]
