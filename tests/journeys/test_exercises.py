"""What people do with the library: find, look up, add, hide, share and merge exercises."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from rythm.core.ids import uuid7
from tests.fixtures.browser import LAPTOP, NewVisitor

MEMBER, COACH, ADMIN = "eli@north.demo", "coach@north.demo", "admin@north.demo"
TITLE = "Garage session"


def dialog(page: Page):
    return page.locator("dialog[open]")


def menu(page: Page, *, of: str = "More"):
    """Open a menu; only what is seen of it may be pressed."""
    page.get_by_role("button", name=of, exact=True).click()
    return page.locator(".menu:popover-open")


def find(page: Page, words: str) -> None:
    page.get_by_role("searchbox").first.fill(words)


def first_found(page: Page):
    return page.locator("main a[href^='/exercise/']").first


def log_with(page: Page, exercise_id: str) -> None:
    """A workout with two sets of an exercise, sent as the member's phone sends it."""
    me = page.request.get("/api/v1/me").json()
    begun = datetime.now(UTC) - timedelta(hours=3)
    workout, part = str(uuid7()), str(uuid7())
    rows = [
        ("workout", workout, {"title": TITLE, "started_at": begun.isoformat()}),
        ("workout_exercise", part, {"workout_id": workout, "exercise_id": exercise_id}),
        *(
            (
                "set",
                str(uuid7()),
                {
                    "workout_exercise_id": part, "position": n, "kind": "working", "weight_kg": "72.5",
                    "reps": 7, "done_at": (begun + timedelta(minutes=5 * (n + 1))).isoformat(),
                },
            )
            for n in range(2)
        ),
        ("workout", workout, {"finished_at": (begun + timedelta(minutes=40)).isoformat()}),
    ]  # fmt: skip
    now = round(datetime.now(UTC).timestamp() * 1000)
    operations = [
        {
            "op_id": str(uuid7()),
            "seq": n + 1,
            "entity": entity,
            "entity_id": row,
            "fields": told,
            "at": now,
        }
        for n, (entity, row, told) in enumerate(rows)
    ]
    answer = page.request.post(
        "/api/v1/sync",
        headers={"X-Rythm": "1", "Origin": page.evaluate("location.origin")},
        data={
            "user_id": me["user"]["id"], "device_id": str(uuid7()), "cursor": 0, "epoch": None,
            "sent_at": now, "operations": operations,
        },
    )  # fmt: skip
    assert answer.ok, answer.text()
    assert {result["status"] for result in answer.json()["results"]} == {"applied"}


def test_a_slip_of_the_thumb_finds_the_exercise_and_how_it_is_done(visitor: NewVisitor):
    member = visitor(MEMBER)
    member.goto("/templates")
    member.get_by_role("navigation", name="Library").get_by_role("link", name="Exercises").click()
    member.wait_for_url("**/exercises")
    find(member, "benhc pres")
    expect(first_found(member)).to_contain_text("Dumbbell bench press")
    expect(first_found(member)).to_contain_text("times")  # what one does comes first
    member.get_by_role("link", name="Bench press Chest, barbell, beginner", exact=True).click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Bench press")
    for part in ("Set-up", "Execution", "Breathing", "Common mistakes", "Safety", "Variations"):
        expect(member.get_by_role("heading", name=part)).to_be_visible()
    member.get_by_role("link", name="Pause bench press").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Pause bench press")
    expect(member.get_by_role("heading", name="Execution")).to_have_count(0)
    expect(member.get_by_text("Weight and reps")).to_be_visible()
    member.get_by_role("link", name="Back").click()
    expect(member.get_by_role("searchbox")).to_have_value("benhc pres")
    member.get_by_label("Equipment").select_option(label="Dumbbell")
    expect(first_found(member)).to_contain_text("Dumbbell bench press")
    find(member, "qqqqqq")
    expect(member.get_by_text("No exercise found")).to_be_visible()
    member.get_by_role("button", name="Show everything").click()
    expect(member.get_by_role("button", name="Add your own")).to_be_visible()


def test_ones_own_is_hidden_shared_and_merged_with_its_history(visitor: NewVisitor):
    member = visitor(MEMBER)
    member.goto("/exercises")
    member.get_by_role("button", name="Add own").click()
    dialog(member).get_by_role("button", name="Add", exact=True).click()
    expect(dialog(member).get_by_text("Fill this in.")).to_be_visible()
    dialog(member).get_by_label("Name", exact=True).fill("Zercher squta")
    dialog(member).get_by_label("Main muscle").select_option(label="Quadriceps")
    dialog(member).get_by_role("button", name="Glutes").click()
    expect(dialog(member).get_by_role("button", name="Glutes")).to_have_attribute("aria-pressed", "true")
    with member.expect_response("**/sync/bootstrap*") as answer:
        dialog(member).get_by_role("button", name="Add", exact=True).click()
    assert "Zercher squta" in answer.value.text(), "the logger has it at once"
    expect(member.get_by_role("heading", level=1)).to_have_text("Zercher squta")
    expect(member.get_by_text("Yours", exact=True)).to_be_visible()
    own = member.url.rpartition("/")[2]

    member.get_by_role("button", name="Edit exercise").click()
    dialog(member).get_by_label("Name", exact=True).fill("Garage squat")
    dialog(member).get_by_text("How it is done").click()
    dialog(member).get_by_label("Execution").fill("Elbows under the bar, straight down.")
    dialog(member).get_by_role("button", name="Save").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Garage squat")
    expect(member.locator("main").get_by_text("Elbows under the bar")).to_be_visible()

    menu(member).get_by_role("button", name="Hide from my lists").click()
    expect(member.get_by_role("button", name="Show it again")).to_be_visible()
    member.get_by_role("button", name="Undo").click()
    expect(member.get_by_role("button", name="Show it again")).to_have_count(0)
    menu(member).get_by_role("button", name="Hide from my lists").click()
    expect(member.get_by_role("button", name="Show it again")).to_be_visible()
    member.goto("/exercises")
    member.get_by_role("button", name="Mine").click()
    expect(member.get_by_text("None of your own yet")).to_be_visible()
    member.get_by_role("button", name="Hidden", exact=True).click()
    member.get_by_role("link", name=re.compile("Garage squat")).click()
    member.get_by_role("button", name="Show it again").click()
    expect(member.get_by_role("button", name="Show it again")).to_have_count(0)
    log_with(member, own)

    coach = visitor(COACH, LAPTOP)
    coach.get_by_role("link", name="Exercises").click()
    coach.wait_for_url("**/admin/exercises")
    coach.get_by_role("button", name="Members'").click()
    expect(coach.get_by_role("row").filter(has_text="Garage squat")).to_contain_text("Eli Navarro")
    menu(coach, of="More about Garage squat").get_by_role("button", name="Share with the gym").click()
    dialog(coach).get_by_role("button", name="Share").click()
    expect(coach.get_by_role("row").filter(has_text="Garage squat")).to_have_count(0)
    coach.get_by_role("button", name="Gym's").click()
    expect(coach.get_by_role("row").filter(has_text="Garage squat")).to_be_visible()

    admin = visitor(ADMIN, LAPTOP)
    admin.goto("/admin/exercises")
    find(admin, "garage squat")
    expect(admin.get_by_role("row").nth(1)).to_contain_text("Garage squat")
    menu(admin, of="More about Garage squat").get_by_role("button", name="Merge into another").click()
    dialog(admin).get_by_role("searchbox").fill("zercher squat")
    dialog(admin).get_by_role("button", name="Zercher squat Quadriceps, barbell").click()
    expect(dialog(admin).get_by_text("2 sets in 1 workout")).to_be_visible()
    dialog(admin).get_by_role("button", name="Merge", exact=True).click()
    expect(admin.get_by_text("Garage squat is merged into Zercher squat.")).to_be_visible()
    expect(admin.get_by_role("row").filter(has_text="Garage squat")).to_have_count(0)

    member.goto("/history")
    member.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(member.get_by_role("heading", name="Zercher squat")).to_be_visible()
    expect(member.get_by_text("72.5 kg × 7").first).to_be_visible()
    member.goto(f"/exercise/{own}")
    member.get_by_role("link", name="Zercher squat").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Zercher squat")
