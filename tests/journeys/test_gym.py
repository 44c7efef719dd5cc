"""What a gym has to train with and how a member logs: said once, and on the phone at once."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, Response, expect

from tests.fixtures.browser import LAPTOP, NewVisitor


def told(page: Page, do: Callable[[], object], wanted: Callable[[dict], bool]) -> bool:
    """Whether the phone is filled with what is wanted, soon after this was done."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/sync/bootstrap" in answer.url else None)
    do()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        while answers:
            if wanted(answers.pop(0).json()):
                return True
        page.wait_for_timeout(50)
    return False


def test_a_gyms_plates_reach_its_members(visitor: NewVisitor):
    admin = visitor("admin@harbor.demo", LAPTOP)
    admin.get_by_role("link", name="Gym", exact=True).click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Bars and plates")
    expect(admin.get_by_role("button", name="Remove Olympic bar")).to_be_visible()
    admin.get_by_role("button", name="Add bar").click()
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_text("Give the bar a name.")).to_be_visible()
    expect(admin.get_by_text("Not saved yet")).to_be_visible()
    admin.get_by_label("Name", exact=True).last.fill("Axle")
    admin.locator("input[id^='bar_kg-']").last.fill("12,5")
    admin.get_by_role("button", name="Remove 15 kg plates").click()
    expect(admin.get_by_role("button", name="Remove 15 kg plates")).to_have_count(0)
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_text("Bars and plates are saved.")).to_be_visible()
    expect(admin.get_by_text("Not saved yet")).to_have_count(0)
    expect(admin.get_by_text("Loads from 12.5 to 455 kg")).to_be_visible()

    member = visitor("athlete@harbor.demo")
    names = ["Olympic bar", "Women's bar", "Axle"]
    assert told(
        member,
        lambda: member.evaluate("() => void rythm.bootstrap()"),
        lambda copy: (
            [bar["name"] for bar in copy["equipment"]["bars"]] == names
            and "15.0" not in [plates["kg"] for plates in copy["equipment"]["plates"]]
        ),
    )


def test_how_a_member_logs_is_on_the_phone_at_once(visitor: NewVisitor):
    member = visitor("athlete@north.demo")
    member.goto("/account")
    pounds = member.get_by_role("button", name="Pounds")
    assert told(member, pounds.click, lambda copy: copy["preferences"]["unit"] == "lb")
    expect(member.get_by_role("button", name="Pounds")).to_have_attribute("aria-pressed", "true")
    sound = member.get_by_role("switch", name="Sound")
    assert told(member, sound.click, lambda copy: copy["preferences"]["sound"] is False)
    member.get_by_label("Your own bar").fill("heavy")
    member.get_by_role("button", name="Save bar").click()
    expect(member.get_by_text("Use the weight of a bar, such as 17.5.")).to_be_visible()
    member.get_by_label("Your own bar").fill("45")
    save = member.get_by_role("button", name="Save bar")
    assert told(member, save.click, lambda copy: copy["preferences"]["bar_kg"] == "20.41165665")
    member.reload()
    expect(member.get_by_label("Your own bar")).to_have_value("45")
    expect(sound).not_to_be_checked()
