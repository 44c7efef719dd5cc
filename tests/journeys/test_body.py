"""What a member measures: on Today without signal, on the body page with its trend and goal."""

import re

from playwright.sync_api import expect

from tests.fixtures.browser import NewVisitor
from tests.journeys.test_member import saved


def test_weight_its_trend_and_a_goal(visitor: NewVisitor):
    member = visitor("elin@harbor.demo")
    member.goto("/today?weigh")
    saved(member)
    member.context.set_offline(True)
    dialog = member.get_by_role("dialog", name="Log weight")
    dialog.get_by_label(re.compile("^Weight in")).fill("61,75")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    member.context.set_offline(False)
    saved(member)

    member.goto("/progress/body")
    entries = member.get_by_role("region", name="Entries").or_(
        member.locator("section").filter(has_text="Entries")
    )
    expect(entries.last.get_by_role("button").first).to_contain_text("61.75 kg")
    member.get_by_role("button", name="Log", exact=True).click()
    dialog = member.get_by_role("dialog", name="Log weight")
    dialog.get_by_label("Weight").fill("heavy")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Use a number")).to_be_visible()
    dialog.get_by_label("Weight").fill("62,5")
    dialog.get_by_label("Note").fill("after breakfast")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    line = member.get_by_role("button", name=re.compile("^62.5 kg"))
    expect(line).to_contain_text("Today, after breakfast")
    expect(
        member.get_by_role("img", name=re.compile("^Weight: the trend (rose|fell|stayed)"))
    ).to_be_visible()

    member.get_by_role("button", name="Set a goal").click()
    dialog = member.get_by_role("dialog", name="Weight goal")
    dialog.get_by_label("Target").fill("58")
    dialog.get_by_role("button", name="Save").click()
    expect(member.get_by_role("heading", name="Goal: 58 kg")).to_be_visible()
    expect(member.get_by_text(re.compile("^(On course|Not on course)"))).to_be_visible()
    member.get_by_role("button", name="Change", exact=True).click()
    dialog.get_by_role("button", name="Give it up").click()
    asked = member.get_by_role("dialog", name="Give this goal up?")
    asked.get_by_role("button", name="Give it up").click()
    expect(member.get_by_role("heading", name="No goal yet")).to_be_visible()

    line.click()
    member.get_by_role("dialog", name="Change entry").get_by_role("button", name="Remove").click()
    expect(line).to_have_count(0)
    member.get_by_role("button", name="Undo").click()
    expect(line).to_be_visible()
    member.get_by_role("link", name="Achievements").click()
    expect(member.get_by_text("Finish 1 workout", exact=True)).to_be_visible()
