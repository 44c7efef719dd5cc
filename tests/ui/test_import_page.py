"""The import page's state: what it says of a file, what it keeps for each name, and how little it sends."""

import json
from datetime import UTC, timedelta
from uuid import UUID

from reflex.utils.format import json_dumps
from sqlalchemy import text, update

from rythm.belongings import arrivals, background
from rythm.belongings.models import ImportFile
from rythm.core.context import open_context
from rythm.identity import leaving
from rythm.ui import words
from rythm.ui.member.account.leaving_state import LeavingState
from rythm.ui.member.imports.matching import PAGE_SIZE, MatchState
from rythm.ui.member.imports.past_state import PastState
from rythm.ui.member.imports.state import ImportState
from rythm.ui.member.today.state import TodayState
from tests.fixtures.actors import Person
from tests.fixtures.training import add_exercise
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, Tab, Tabs, serving, short

HEADER = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps"
NAMES = {short(name): name for name in HANDLERS}


def line(name: str, day: int = 1, weight: str = "80", reps: str = "5") -> str:
    return f"2026-03-{day:02} 18:05:09,Evening,{name},1,{weight},{reps}"


async def keep(who: Person, *lines: str) -> UUID:
    async with open_context(who.credential) as ctx:
        return (await arrivals.keep(ctx, "strong.csv", "\n".join([HEADER, *lines]).encode())).id


async def arrive(tabs: Tabs, who: Person) -> Tab:
    tab = tabs.open(await new_session(who))
    await tab.send(NAMES["ImportState.load"])
    await tab.send(NAMES["PastState.load"])
    return tab


async def imported(who: Person) -> set[tuple[str, int]]:
    async with open_context(who.credential) as ctx:
        rows = await ctx.db.execute(
            text(
                "select e.name, count(*) from workout_set s join exercise e on e.id = s.exercise_id"
                " join workout w on w.id = s.workout_id where w.deleted_at is null group by 1"
            )
        )
        return {(row.name, row.count) for row in rows}


async def test_a_file_goes_from_look_to_done(gym):
    sled = await add_exercise(gym.tenant_id, "Sled drag of ours")
    async with serving() as tabs:
        tab = await arrive(tabs, gym.member)
        assert (await tab.state(ImportState)).stage == "choose"
        lines = (line("Heavy sled drag"), line("Nonsense thing", reps="1271"), line("Third", 2, reps="?"))
        await keep(gym.member, *lines, line("Third", 2), line("Third", 3))
        await tab.send(NAMES["ImportState.told"], {"form": {"problem": ""}})
        page, names = await tab.state(ImportState), await tab.state(MatchState)
        assert (page.stage, page.seen.source, page.seen.needs_unit) == ("look", "Strong", True)
        assert (page.seen.workouts, page.seen.sets, page.seen.period) == (
            "3",
            "4",
            "1 Mar 2026 to 3 Mar 2026",
        )
        assert [one.where for one in page.broken_lines] == ["Line 4"]
        assert [one.reason for one in page.odd_lines] == ["1,271 reps in one set"]
        assert [row.name for row in names.rows] == ["Third", "Heavy sled drag", "Nonsense thing"]

        await tab.send(NAMES["ImportState.start"])
        assert "kg or lb" in (await tab.state(ImportState)).problem
        await tab.send(NAMES["MatchState.take_suggestions"])
        await tab.send(NAMES["MatchState.choose"], {"name": "Third", "value": "leave"})
        await tab.send(NAMES["MatchState.choose"], {"name": "Third", "value": "made up"})
        await tab.send(NAMES["ImportState.pick_unit"], {"unit": "lb"})
        chosen = {row.name: row.chosen for row in (await tab.state(MatchState)).rows}
        assert chosen == {"Third": "leave", "Heavy sled drag": str(sled), "Nonsense thing": "own"}

        await tab.send(NAMES["ImportState.start"])
        await background.finished()
        await tab.send(NAMES["ImportState.watch"])
        page, past = await tab.state(ImportState), await tab.state(PastState)
        assert (page.stage, page.summary.title, page.saved) == ("done", "1 workout is in", 1)
        assert await imported(gym.member) == {("Sled drag of ours", 1), ("Nonsense thing", 1)}
        assert [flag.reason for flag in past.flags] == ["1,271 reps in one set"]
        (row,) = past.rows
        await tab.send(NAMES["PastState.ask"], {"import_id": row.id})
        past = await tab.state(PastState)
        assert past.is_asking and past.asked.goes.startswith("1 workout goes") and past.asked.stays == ""
        await tab.send(NAMES["PastState.undo"])
        past = await tab.state(PastState)
        assert (past.is_asking, past.saved, [one.is_undone for one in past.rows]) == (False, 1, [True])
        assert await imported(gym.member) == set()
        await tab.send(NAMES["ImportState.load"])
        assert (await tab.state(ImportState)).stage == "choose", "what it brought is not in any more"
        assert tabs.errors == []


async def test_few_questions_for_the_page(gym, queries):
    await keep(gym.member, *(line(f"Unknown {n}", n % 28 + 1, reps="1271") for n in range(200)))
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        for name in ("ImportState.load", "PastState.load"):
            with queries() as asked:
                await tab.send(NAMES[name])
            assert len(asked) <= 7, "the gate's one, and six"


async def test_another_exercise_is_looked_for_and_what_was_chosen_stays(gym):
    other = await add_exercise(gym.tenant_id, "Zercher carry of ours")
    async with serving() as tabs:
        await keep(gym.member, line("Utterly unlike"))
        tab = await arrive(tabs, gym.member)
        await tab.send(NAMES["MatchState.choose"], {"name": "Utterly unlike", "value": "other"})
        await tab.send(NAMES["MatchState.search"], {"text": "zercher carry of"})
        names = await tab.state(MatchState)
        assert (names.looking_for, [one.id for one in names.found][:1]) == ("Utterly unlike", [str(other)])
        await tab.send(NAMES["MatchState.pick"], {"exercise_id": str(other)})
        await tab.send(NAMES["ImportState.pick_unit"], {"unit": "kg"})
        (row,) = (await tab.state(MatchState)).rows
        assert (row.chosen, row.options[0].label) == (str(other), "Zercher carry of ours")
        assert not (await tab.state(MatchState)).is_looking


async def test_a_name_that_was_matched_wrongly_is_corrected(gym):
    bench, other = (
        await add_exercise(gym.tenant_id, "Benchy"),
        await add_exercise(gym.tenant_id, "Zercher thing"),
    )
    async with serving() as tabs:
        await keep(gym.member, line("Benchy"), line("Utterly unlike", 2))
        tab = await arrive(tabs, gym.member)
        names = await tab.state(MatchState)
        assert ([row.name for row in names.rows], names.unknown, names.known) == (["Utterly unlike"], 1, 1)
        await tab.send(NAMES["MatchState.show"], {"listed": "known"})
        (row,) = (await tab.state(MatchState)).rows
        assert (row.name, row.chosen) == ("Benchy", str(bench))
        await tab.send(NAMES["MatchState.choose"], {"name": "Benchy", "value": "other"})
        await tab.send(NAMES["MatchState.search"], {"text": "zercher thing"})
        await tab.send(NAMES["MatchState.pick"], {"exercise_id": str(other)})
        await tab.send(NAMES["ImportState.pick_unit"], {"unit": "kg"})
        await tab.send(NAMES["ImportState.start"])
        await background.finished()
        assert await imported(gym.member) == {("Zercher thing", 1), ("Utterly unlike", 1)}
        assert tabs.errors == []


async def test_many_names_come_in_pages_and_little_goes_to_the_browser(gym):
    lines = [line(f"Unknown thing number {n}", n % 28 + 1) for n in range(400)]
    lines += [line(f"Broken {n}", reps="x" * 30) for n in range(500)]
    lines += [line("Odd", n % 28 + 1, reps="1271") for n in range(100)]
    async with serving() as tabs:
        await keep(gym.member, *lines)
        tab = await arrive(tabs, gym.member)
        names = await tab.state(MatchState)
        assert (len(names.rows), names.where) == (PAGE_SIZE, "1 to 12 of 401")
        await tab.send(NAMES["MatchState.turn"], {"by": -1})
        assert (await tab.state(MatchState)).where == "1 to 12 of 401"
        for _ in range(40):
            await tab.send(NAMES["MatchState.turn"], {"by": 1})
        names = await tab.state(MatchState)
        assert (names.where, names.is_last, len(names.rows)) == ("397 to 401 of 401", True, 5)
        pages = [await tab.state(kind) for kind in (ImportState, MatchState, PastState)]
        sizes = [len(json_dumps({name: getattr(page, name) for name in page.base_vars})) for page in pages]
        assert sum(sizes) < 20_000, sizes


async def test_a_page_opened_while_it_runs_says_how_far_it_is(gym):
    async with serving() as tabs:
        file_id = await keep(gym.member, line("Squat"))
        async with open_context(gym.member.credential) as ctx:
            await arrivals.claim(ctx, file_id)
        tab = await arrive(tabs, gym.member)
        page = await tab.state(ImportState)
        assert (page.stage, page.progress_words) == ("running", "Reading the file")
        async with open_context(gym.member.credential) as ctx:
            await arrivals.say(ctx, file_id, 1_500, 6_000)
        await tab.send(NAMES["ImportState.watch"])
        page = await tab.state(ImportState)
        assert (page.progress, page.progress_words) == (0.25, "1,500 of 6,000 sets")
        await tab.send(NAMES["ImportState.discard"])
        assert (await tab.state(ImportState)).stage == "running", "it cannot be thrown away now"
        async with open_context(gym.member.credential) as ctx:
            died = ctx.now - arrivals.STARTING - timedelta(seconds=1)
            await ctx.db.execute(update(ImportFile).values(last_seen_at=died))
        await tab.send(NAMES["ImportState.watch"])
        page = await tab.state(ImportState)
        assert (page.stage, page.problem) == ("look", arrivals.WAS_INTERRUPTED)


ARCHIVE = {
    "format": "rythm-archive",
    "version": 1,
    "body_metrics": [{"kind": "weight", "value": "80", "measured_at": "2024-01-01T00:00:00Z"}],
    "workouts": [
        {"id": str(UUID(int=7 << 76 | 2 << 62)), "title": "Old", "started_at": "2024-01-01T10:00:00Z"}
    ],
}


async def bring_archive(tab: Tab, who: Person, document: dict) -> ImportState:
    async with open_context(who.credential) as ctx:
        await arrivals.keep(ctx, "mine.json", json.dumps(document).encode())
    await tab.send(NAMES["ImportState.load"])
    await tab.send(NAMES["ImportState.start"])
    await background.finished()
    await tab.send(NAMES["ImportState.watch"])
    await tab.send(NAMES["PastState.load"])
    return await tab.state(ImportState)


async def test_an_archive_is_listed_and_taken_back_like_any_import(gym):
    async with serving() as tabs:
        tab = await arrive(tabs, gym.member)
        page = await bring_archive(tab, gym.member, ARCHIVE)
        assert (page.summary.title, page.summary.asides) == ("1 workout is in", ["Also 1 measurement."])
        (row,) = (await tab.state(PastState)).rows
        assert row.title == "Rythm archive, 1 workout"
        await tab.send(NAMES["PastState.ask"], {"import_id": row.id})
        past = await tab.state(PastState)
        assert past.asked.goes.startswith("1 workout and 1 measurement go from your account, and")
        await tab.send(NAMES["PastState.undo"])
        past = await tab.state(PastState)
        assert (past.rows[0].is_undone, past.is_asking, past.is_busy) == (True, False, False)


async def test_an_archive_whose_workouts_are_here_brings_the_rest(gym):
    async with serving() as tabs:
        tab = await arrive(tabs, gym.member)
        await bring_archive(tab, gym.member, ARCHIVE | {"body_metrics": []})
        async with open_context(gym.member.credential) as ctx:
            await arrivals.keep(ctx, "mine.json", json.dumps(ARCHIVE).encode())
        await tab.send(NAMES["ImportState.load"])
        assert (await tab.state(ImportState)).seen.go == "Import what is new"
        page = await bring_archive(tab, gym.member, ARCHIVE)
        assert page.summary.title == "No workout was new"
        assert page.summary.asides[0] == "In came 1 measurement."


async def test_what_the_browser_could_not_send_is_said(gym):
    async with serving() as tabs:
        tab = await arrive(tabs, gym.member)
        await tab.send(NAMES["ImportState.told"], {"form": {"problem": "The file is larger than 10 MB."}})
        page = await tab.state(ImportState)
        assert (page.stage, page.problem) == ("choose", "The file is larger than 10 MB.")


async def test_leaving_can_be_taken_back(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["LeavingState.load"])
        page = await tab.state(LeavingState)
        assert (page.loaded, page.trains, page.leaves) == (True, True, "")
        await tab.send(NAMES["LeavingState.told"], {"form": {"problem": "This is not your password."}})
        assert (await tab.state(LeavingState)).problem == "This is not your password."
        async with open_context(gym.member.credential) as ctx:
            soon = text("update user_account set leaves_at = :at where id = :id")
            await ctx.db.execute(soon, {"at": ctx.now + timedelta(days=14), "id": gym.member.id})
        await tab.send(NAMES["LeavingState.told"], {"form": {"problem": ""}})
        page = await tab.state(LeavingState)
        assert page.leaves != "" and not page.asking
        await tab.send(NAMES["LeavingState.stay"])
        await tab.send(NAMES["LeavingState.load"])
        assert (await tab.state(LeavingState)).leaves == ""


async def test_today_says_that_one_leaves_and_takes_it_back(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["TodayState.load"])
        assert (await tab.state(TodayState)).leaves == ""
        async with open_context(gym.member.credential) as ctx:
            when = text("update user_account set leaves_at = :at where id = :id")
            in_two_weeks = ctx.now + timedelta(days=14)
            await ctx.db.execute(when, {"at": in_two_weeks, "id": gym.member.id})
        await tab.send(NAMES["TodayState.load"])
        assert (await tab.state(TodayState)).leaves == words.long_day(in_two_weeks, UTC)
        await tab.send(NAMES["TodayState.stay"])
        assert (await tab.state(TodayState)).leaves == ""
        async with open_context(gym.member.credential) as ctx:
            assert await leaving.leaves_at(ctx) is None
