"""The built-in exercises reach every installation, the older ones too."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import delete, select, update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.database import database
from rythm.core.migrate import upgrade
from rythm.exercises import queries, service
from rythm.exercises.catalogue import common_ids, exercise_id, exercises, guides
from rythm.exercises.library import install_catalogue
from rythm.exercises.models import Exercise
from rythm.exercises.schemas import ChangeExercise

_FIRST = """
    ab-wheel arnold-press assisted-dip assisted-pull-up back-extension barbell-curl barbell-lunge
    barbell-row battle-ropes bench-dip bench-press bicycle-crunch bird-dog bodyweight-calf-raise
    bodyweight-squat box-jump box-squat bulgarian-split-squat burpee cable-crunch cable-curl cable-fly
    cable-lateral-raise cable-pull-through cable-reverse-fly chest-press chest-supported-row chin-up
    clean-and-jerk close-grip-bench-press close-grip-lat-pulldown concentration-curl crunch cycling
    dead-bug deadlift decline-bench-press decline-dumbbell-press deficit-deadlift dip dumbbell-bench-press
    dumbbell-curl dumbbell-floor-press dumbbell-fly dumbbell-pullover dumbbell-romanian-deadlift
    dumbbell-row dumbbell-shoulder-press dumbbell-shrug dumbbell-stiff-leg-deadlift
    dumbbell-triceps-extension elliptical exercise-bike ez-bar-curl face-pull farmers-carry front-raise
    front-squat glute-bridge glute-ham-raise glute-kickback goblet-squat good-morning hack-squat
    hammer-curl hanging-knee-raise hanging-leg-raise hip-abduction hip-adduction hip-thrust hollow-hold
    incline-bench-press incline-chest-press incline-dumbbell-curl incline-dumbbell-press inverted-row
    jump-rope jump-squat kettlebell-swing knee-push-up lat-pulldown lateral-raise leg-extension leg-press
    leg-press-calf-raise lunge lying-leg-curl machine-hip-thrust machine-lateral-raise
    machine-preacher-curl machine-row machine-shoulder-press machine-shrug mountain-climber
    neutral-grip-pull-up nordic-curl overhead-press overhead-squat overhead-triceps-extension pallof-press
    pause-squat pec-deck pendlay-row pike-push-up pistol-squat plank power-clean preacher-curl pull-up
    push-press push-up rack-pull reverse-curl reverse-fly reverse-lunge reverse-pec-deck romanian-deadlift
    rope-pushdown rowing-machine running russian-twist seated-cable-row seated-calf-raise seated-leg-curl
    seated-overhead-press shrug side-plank single-arm-lat-pulldown single-arm-pushdown single-leg-deadlift
    single-leg-glute-bridge sit-up skull-crusher sled-push smith-machine-bench-press
    smith-machine-overhead-press smith-machine-squat snatch split-squat squat standing-calf-raise
    standing-leg-curl step-up stiff-leg-deadlift straight-arm-pulldown sumo-deadlift superman t-bar-row
    thruster trap-bar-deadlift treadmill-run triceps-kickback triceps-pushdown upright-row walking
    walking-lunge wall-sit wide-grip-cable-row wrist-curl zercher-squat
"""
FIRST = frozenset(_FIRST.split())
"""What the first installations have."""


class _Undo(Exception):
    """Ends a context without keeping what it did."""


def test_no_exercise_is_ever_taken_out() -> None:
    assert len(FIRST) == 160
    assert set(exercises()) >= FIRST


@pytest_asyncio.fixture
async def installation(db, new_database) -> AsyncIterator[None]:
    """A database of this test's own with the library in it: nothing refers to what it takes away."""
    urls = new_database("library_" + os.environ.get("PYTEST_XDIST_WORKER", "main"))
    upgrade(urls.owner)
    pool = vars(database).copy()
    database.configure(urls.app)
    async with open_context(BySystem(None)) as ctx:
        await install_catalogue(ctx)
    yield
    await database.close()
    vars(database).update(pool)


async def test_an_older_installation_gets_exactly_what_it_lacks(installation: None) -> None:
    builtin = {row.id for row in exercises().values()}
    first = {exercise_id(slug) for slug in FIRST}
    there = select(col(Exercise.id)).where(col(Exercise.id).in_(builtin))
    try:
        async with open_context(BySystem(None)) as ctx:
            await ctx.db.execute(delete(Exercise).where(col(Exercise.id).in_(builtin - first)))
            ours = ChangeExercise(rest_seconds=999, aliases=["Ours"])
            await service.update(ctx, exercise_id("squat"), ours)
            await service.update(ctx, exercise_id("plank"), ChangeExercise(guide=None))
            assert set((await ctx.db.execute(there)).scalars()) == first
            await ctx.db.execute(update(Exercise).values(is_common=False))
            older = {"aliases": [], "guide": None}
            await ctx.db.execute(
                update(Exercise)
                .where(col(Exercise.id).in_(map(exercise_id, ("bench-press", "dip"))))
                .values(older)
            )
            missing = len(builtin - first)
            assert await install_catalogue(ctx) == missing + len(common_ids() & first)
            found = await queries.library(ctx, search="cgbp", limit=1)
            assert [row.name for row in found.items] == ["Close-grip bench press"]
            marked = select(col(Exercise.id)).where(col(Exercise.is_common))
            assert set((await ctx.db.execute(marked)).scalars()) == common_ids()
            assert set((await ctx.db.execute(there)).scalars()) == builtin
            squat, bench, plank = [
                await queries.exercise(ctx, exercise_id(slug)) for slug in ("squat", "bench-press", "plank")
            ]
            assert (squat.rest_seconds, squat.aliases) == (999, ["Ours"])
            assert bench.aliases == list(exercises()["bench-press"].aliases)
            assert bench.guide is not None and bench.guide.model_dump() == guides()["bench-press"]
            assert plank.guide is None, "what was taken away stays away"
            added = await queries.exercise(ctx, exercise_id("copenhagen-plank"))
            assert (added.muscle, added.measured_by) == ("adductors", "duration")
            assert await install_catalogue(ctx) == 0
            raise _Undo
    except _Undo:
        pass
