"""Which exercises may be meant by names of other apps: those that share the most words with them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import text

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.core.schema import Read
from rythm.exercises import words
from rythm.exercises.words import Kind

MOST_NAMES = 500
"""For so many names at once; the others get no suggestions."""

# A word found counts for the name, and one that the exercise has besides against it.
_SUGGEST = text(
    """
    with asked as (
        select * from unnest(cast(:numbers as integer[]), cast(:bases as text[]), cast(:words as text[]))
            as asked (number, base, word)
    ), found as (
        select asked.number, known.tenant_key, known.exercise_id, known.name_key,
               count(distinct asked.base) as hits,
               count(distinct asked.base) filter (where known.kind in (:name_and_alias, :of_name)) as named,
               bool_or(known.is_common) as is_common
        from asked join exercise_word known on known.word = asked.word and known.tenant_key = any(:homes)
        where (known.owner_id is null or known.owner_id = :member) and known.kind <= :of_fact
        group by asked.number, known.tenant_key, known.exercise_id, known.name_key
    ), placed as (
        select found.*, row_number() over (
            partition by number order by hits desc, named desc, is_common desc, length(name_key), name_key
        ) as place
        from found
        where hits * 2 > (select count(distinct base) from asked where asked.number = found.number)
              or (hits >= 2 and named >= 1)
    )
    select placed.number, exercise.id, exercise.name
    from placed join exercise on exercise.tenant_key = placed.tenant_key and exercise.id = placed.exercise_id
    where placed.place <= :most and exercise.archived_at is null
    order by placed.number, placed.place
    """
)


class Suggestion(Read):
    """An exercise that may be meant."""

    id: UUID
    name: str


async def suggestions(
    ctx: Context, names: Collection[str], member_id: UUID, *, most: int = 3
) -> dict[str, list[Suggestion]]:
    """For each name at most so many exercises that the member can use, the likeliest first; in one query."""
    access.require(ctx, Permission.EXERCISE_READ)
    wanted = list(names)[:MOST_NAMES]
    asked = [
        (number, base, word)
        for number, name in enumerate(wanted)
        for base in dict.fromkeys(words.asked(name))
        for word in {base, base.removesuffix("s"), base.removesuffix("es"), f"{base}s"}
        if word
    ]
    if not asked:
        return {}
    numbers, bases, spelt = zip(*asked, strict=True)
    values: dict[str, Any] = {
        "numbers": list(numbers),
        "bases": list(bases),
        "words": list(spelt),
        "homes": [SYSTEM, ctx.actor.tenant_id],
        "member": member_id,
        "most": most,
        "name_and_alias": int(Kind.NAME_AND_ALIAS),
        "of_name": int(Kind.OF_NAME),
        "of_fact": int(Kind.OF_FACT),
    }
    found: dict[str, list[Suggestion]] = {}
    for row in await ctx.db.execute(_SUGGEST, values):
        found.setdefault(wanted[row.number], []).append(Suggestion(id=row.id, name=row.name))
    return found
