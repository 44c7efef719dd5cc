"""The words an exercise is found by, and which typing errors still lead there."""

from collections.abc import Iterator
from random import Random

import pytest

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.exercises import queries, service, words
from rythm.exercises.catalogue import exercise_id, exercises
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import ChangeExercise, CreateExercise
from rythm.exercises.search import is_one_typo
from rythm.exercises.words import Kind
from tests.fixtures.actors import Gym, Person
from tests.fixtures.walls import Ground, standing

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Bench press", ["bench", "press"]),
        ("  EZ-bar   curl (21s)", ["ez", "bar", "curl", "21s"]),
        ("Farmer\u2019s carry", ["farmers", "carry"]),
        ("D\u00e9velopp\u00e9 couch\u00e9", ["developpe", "couche"]),
        ("Kniebeuge f\u00fcr Gro\u00dfe", ["kniebeuge", "fur", "grosse"]),
        ("\u041f\u0440\u0438\u0441\u0435\u0434", ["\u043f\u0440\u0438\u0441\u0435\u0434"]),
        ("_- /", []),
        ("", []),
    ],
)
def test_words_are_folded(said: str, found: list[str]) -> None:
    assert words.folded(said) == found


def test_where_each_word_stands() -> None:
    found = words.words_of("Push-up press", ["Floor press up", "PUP", "Press"], ["smith machine"])
    assert found == {
        "push": Kind.OF_NAME, "up": Kind.OF_NAME, "pushup": Kind.OF_NAME, "press": Kind.NAME_AND_ALIAS,
        "floor": Kind.OF_ALIAS, "floor press up": Kind.ALIAS, "pup": Kind.ALIAS,
        "smith": Kind.OF_FACT, "machine": Kind.OF_FACT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("bench", "bench", False),
        ("benhc", "bench", True),
        ("bnch", "bench", True),
        ("bbench", "bench", True),
        ("banch", "bench", True),
        ("ebnch", "bench", True),
        ("bencg", "bench", True),
        ("abcd", "bcde", False),
        ("bhenc", "bench", False),
        ("be", "bench", False),
        ("", "a", True),
        ("", "", False),
    ],
)
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    assert words.one_apart(one, other) is words.one_apart(other, one) is apart


def slips(chance: Random, word: str) -> Iterator[str]:
    """Beginnings of a word, each with one slip."""
    for length in range(words.SHORTEST, len(word) + 1):
        part, at, letter = word[:length], chance.randrange(length), chance.choice(ALPHABET)
        yield part[:at] + letter + part[at:]
        yield part[:at] + letter + part[at + 1 :]
        if length > words.SHORTEST:
            yield part[:at] + part[at + 1 :]
        yield part[:at] + part[at : at + 2][::-1] + part[at + 2 :]


def test_every_slip_in_a_word_of_the_library_is_looked_up_and_forgiven_as_on_the_phone() -> None:
    chance = Random(7)
    library = {word for row in exercises().values() for word in words.folded(row.name) if len(word) >= 4}
    tried = 0
    for word in sorted(library):
        spellings = words.spellings(word)
        for typed in slips(chance, word):
            if len(typed) < words.SHORTEST or word.startswith(typed):
                continue
            tried += 1
            assert words.is_typo(typed, word), (typed, word)
            assert is_one_typo(word, typed), (typed, word)
            if len(typed) <= words.LONGEST:
                assert spellings & set(words.looked_up(typed)), (typed, word)
    assert tried > 4000


def test_short_words_are_taken_at_their_word() -> None:
    assert words.looked_up("rwo") == []
    assert words.looked_up("abcd") == ["abc", "abcd", "abd", "acd", "bcd"]
    assert words.asked("a b c d e f g h i j") == list("abcdefgh")


async def names(person: Person, search: str, **which: object) -> list[str]:
    async with open_context(person.credential) as ctx:
        return [row.name for row in (await queries.library(ctx, search=search, **which)).items]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("bp", "Bench press"),
        ("bench", "Bench press"),
        ("benhc pres", "Bench press"),
        ("bnech press", "Bench press"),
        ("dumbel curl", "Dumbbell curl"),
        ("pushup", "Push-up"),
        ("pull ups", "Pull-up"),
        ("barbell bench", "Bench press"),
        ("sqat", "Squat"),
        ("deadlfit", "Deadlift"),
        ("tricep pushdwon", "Triceps pushdown"),
        ("FARMERS CARRY", "Farmer's carry"),
        ("s", "Seated cable row"),
    ],
)
async def test_what_is_meant_comes_first(gym: Gym, built_in: None, search: str, first: str) -> None:
    assert (await names(gym.member, search))[:1] == [first]


async def test_a_right_beginning_is_no_error_unless_somebody_here_made_it_one(
    gym: Gym, built_in: None
) -> None:
    async with open_context(gym.stranger.credential) as ctx:
        for name in ("Zbench", "Benhc press", "Presz"):
            await service.create(ctx, CreateExercise(name=name))
    assert "Zbench" not in await names(gym.stranger, "bench", limit=100)
    assert "Presz" not in await names(gym.stranger, "press", limit=100)
    assert (await names(gym.stranger, "benhc pres"))[:2] == ["Benhc press", "Bench press"]
    assert (await names(gym.member, "benhc pres"))[0] == "Bench press"


async def test_what_i_do_comes_before_what_everybody_does(gym: Gym, built_in: None) -> None:
    front, box = exercise_id("front-squat"), exercise_id("box-squat")
    async with open_context(gym.member.credential) as ctx:
        await service.note_use(ctx, {front: 2, box: 9}, ctx.now)
    assert (await names(gym.member, "squ"))[:3] == ["Box squat", "Front squat", "Squat"]
    assert (await names(gym.member, "squat"))[:3] == ["Squat", "Box squat", "Front squat"], "called just so"
    assert (await names(gym.member, ""))[:2] == ["Box squat", "Front squat"]
    assert (await names(gym.member, "", muscle="glutes"))[:2] == ["Box squat", "Front squat"]
    assert (await names(gym.stranger, "squ"))[0] == "Squat", "that is the member's own affair"


async def test_filters_narrow_a_search(gym: Gym, built_in: None) -> None:
    library = exercises().values()
    for which in (
        {"muscle": "chest"},
        {"equipment": "cable"},
        {"level": "advanced"},
        {"muscle": "triceps", "equipment": "dumbbell"},
        {"equipment": "barbell", "level": "intermediate"},
        {"muscle": "glutes", "equipment": "kettlebell", "level": "beginner"},
    ):
        found = await names(gym.member, "", limit=100, **which)
        wanted = {
            row.name
            for row in library
            if which.get("muscle", row.muscle) in (row.muscle, *row.secondary_muscles)
            and which.get("equipment", row.equipment) == row.equipment
            and which.get("level", row.level) == row.level
        }
        assert found and set(found) <= wanted
        assert len(found) == min(100, len(wanted))
        pressed = await names(gym.member, "press", limit=100, **which)
        assert set(pressed) <= wanted
    assert (await names(gym.member, "", muscle="chest"))[0] == "Bench press", "its main muscle first"


async def test_words_follow_whatever_happens_to_an_exercise(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        added = (await service.create(ctx, CreateExercise(name="Zzoom lift", aliases=["Zzwift"]))).id
    assert await names(gym.member, "zzoom") == await names(gym.member, "zzwift") == ["Zzoom lift"]
    assert await names(gym.member, "zzom lift") == ["Zzoom lift"]
    assert await names(gym.stranger, "zzoom") == []
    async with open_context(gym.member.credential) as ctx:
        await service.update(ctx, added, ChangeExercise(name="Zzap lift", aliases=[], equipment="cable"))
    assert await names(gym.member, "zzoom") == await names(gym.member, "zzwift") == []
    assert await names(gym.member, "zzap", equipment="cable") == ["Zzap lift"]
    async with open_context(gym.member.credential) as ctx:
        await service.archive(ctx, added)
    assert await names(gym.member, "zzap") == []
    assert await names(gym.member, "zzap", archived=True) == ["Zzap lift"]
    async with open_context(gym.member.credential) as ctx:
        await service.restore(ctx, added)
    async with open_context(gym.coach.credential) as ctx:
        await service.promote(ctx, added)
    assert await names(gym.stranger, "zzap") == ["Zzap lift"]


async def test_a_rename_changes_the_words_in_place(gym: Gym) -> None:
    data = CreateExercise(name="Zzoom press", scope=Scope.TENANT)
    async with open_context(gym.coach.credential) as ctx:
        added = await service.create(ctx, data)
        await service.update(ctx, added.id, ChangeExercise(muscle="chest"))
    assert await names(gym.member, "zzoom", muscle="chest") == ["Zzoom press"]
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await words.forget(ctx, [added.id])
        found = (await ctx.db.execute(words.unindexed(Scope.TENANT))).scalars()
        assert added.id in {row.id for row in found}


def test_behind_the_wall_words_are_found_by_the_index_alone(ground: Ground) -> None:
    """Row security lets an index be used for comparisons that leak nothing, and for no others."""
    ask = "explain (costs off) select exercise_id from exercise_word"
    ask += f" where tenant_key = '{ground.gym.tenant_id}'"
    with ground.admin.connect() as db:
        db.exec_driver_sql("analyze exercise_word")
    for condition in ("word >= 'be' and word < 'bf'", "word = any(array['bench', 'beach'])"):
        with standing(ground, "member") as db:
            db.exec_driver_sql("set local enable_seqscan = off")
            db.exec_driver_sql("set local enable_bitmapscan = off")
            plan = " ".join(row[0] for row in db.exec_driver_sql(f"{ask} and {condition}"))
            index_condition = plan.partition("Index Cond:")[2].partition("Filter:")[0]
            assert "Index Only Scan using ix_exercise_word_tenant_key_word" in plan
            assert "word" in index_condition and "tenant_key" in index_condition, plan
