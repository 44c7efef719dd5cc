"""The history on a phone: found by what was done in it, seen day by day, done again, shared."""

import re

from playwright.sync_api import expect

from tests.fixtures.browser import NewVisitor
from tests.journeys.test_member import saved


def test_find_a_workout_look_at_its_day_repeat_and_share_it(visitor: NewVisitor):
    member = visitor("amara@harbor.demo")
    member.goto("/history")
    lines = member.locator("main a[href^='/history/']")
    expect(lines.first).to_be_visible()
    expect(member.get_by_role("img", name=re.compile(r"^\d+ workouts in \d{4}"))).to_be_visible()

    member.get_by_label("Search workouts").fill("upper b")
    expect(lines.filter(has_text="Upper A")).to_have_count(0)
    expect(member).to_have_url(re.compile(r"/history\?words=upper\+b$"))
    lines.filter(has_text="Upper B").first.click()
    member.wait_for_url("**/history/*")
    member.go_back()
    expect(member.get_by_label("Search workouts")).to_have_value("upper b")
    expect(lines.filter(has_text="Upper A")).to_have_count(0)
    member.get_by_label("Exercise", exact=True).select_option("Deadlift")
    expect(member.get_by_text("No workout found")).to_be_visible()
    member.get_by_role("button", name="Show all").first.click()
    expect(member.get_by_label("Search workouts")).to_have_value("")
    expect(lines.filter(has_text="Upper A").first).to_be_visible()

    # The middle of the newest square of training: a tap anywhere on the map is told by where it is.
    place = member.evaluate(
        """() => {
          const marks = [...document.querySelectorAll(".year path")]
            .filter((path) => /heat-[1-4]/.test(path.getAttribute("class")));
          const half = marks.map((path) => path.ownerSVGElement).at(-1), box = half.getBoundingClientRect();
          const starts = marks.filter((path) => path.ownerSVGElement === half)
            .flatMap((path) => [...path.getAttribute("d").matchAll(/M(\\d+) (\\d+)/g)])
            .map(([, x, y]) => [Number(x), Number(y)]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
          const [x, y] = starts.at(-1), scale = box.width / half.viewBox.baseVal.width;
          return { x: box.x + (x + 4) * scale, y: box.y + (y + 4) * scale };
        }"""
    )
    member.mouse.click(place["x"], place["y"])
    expect(member.get_by_role("button", name="All days")).to_be_visible()
    expect(lines).to_have_count(1)
    newest = lines.first.inner_text()
    member.get_by_role("button", name="The day before").click()
    expect(lines.first).not_to_have_text(newest)
    member.get_by_role("button", name="All days").click()
    expect(lines.first).to_have_text(newest, use_inner_text=True)

    # Without signal the page of another workout does not show the one before.
    member.context.set_offline(True)
    lines.filter(has_text="Lower B").first.click()
    expect(member.get_by_text("This workout needs a connection")).to_be_visible()
    member.go_back()
    member.context.set_offline(False)

    lines.filter(has_text="Lower A").first.click()
    member.wait_for_url("**/history/*")
    member.get_by_role("button", name="Share as a picture").click()
    picture = member.get_by_role("img", name=re.compile("^Lower A, "))
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1080)
    save = member.get_by_role("link", name="Save picture")
    with member.expect_download() as download:
        save.click()
    assert download.value.suggested_filename == "workout.png"
    member.get_by_role("button", name="Close", exact=True).click()

    member.get_by_role("button", name="Repeat").click()
    member.wait_for_url("**/log")
    expect(member.get_by_role("heading", name="Lower A")).to_be_visible()
    first = member.locator("input.cell").first
    expect(first).not_to_have_value("")
    saved(member)
    member.go_back()
    member.get_by_role("button", name="Resume Lower A").click()
    member.wait_for_url("**/log")
    member.get_by_role("button", name="Discard").click()
    member.wait_for_url("**/today")
    saved(member)
