"""A member finds out how an exercise goes, what they broke, and which muscles want more."""

import re

from playwright.sync_api import expect

from tests.fixtures.browser import NewVisitor


def test_from_a_record_to_the_exercise_and_the_muscles(visitor: NewVisitor):
    member = visitor("athlete@harbor.demo")
    member.goto("/progress")
    record = member.locator("main a[href^='/exercise/']").first
    expect(record).to_contain_text("+")
    name = record.locator(".medium").first.inner_text()
    record.click()
    expect(member.get_by_role("heading", level=1)).to_have_text(name)
    chart = member.get_by_role("img", name=re.compile("(rose|fell|stayed|:)"))
    expect(chart.first).to_be_visible()
    ranges = member.get_by_role("group", name="Range")
    ranges.get_by_role("button", name="All").click()
    expect(ranges.get_by_role("button", name="All")).to_have_attribute("aria-pressed", "true")
    expect(member.get_by_text("a record").first).to_be_attached()
    member.get_by_role("button", name="How to").click()
    expect(member.get_by_role("heading", name="Facts")).to_be_visible()

    member.goto("/progress/volume")
    rows = member.locator(".muscle-row")
    expect(rows).to_have_count(17)
    muscle = rows.nth(1)
    muscle.click()
    expect(muscle).to_have_attribute("aria-expanded", "true")
    name = muscle.locator(".medium").inner_text()
    expect(member.get_by_role("figure", name=f"{name}, sets a week")).to_be_visible()
    member.get_by_role("button", name="4-week average").click()
    expect(member.locator(".muscle-row .range.within").first).to_be_visible()
