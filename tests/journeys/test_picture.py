"""Pictures taken from the running program: the README's, and those shown before the app is installed."""

import base64
import os
import re
import struct
from pathlib import Path

from playwright.sync_api import expect

from rythm.api.manifest import SCREENS as WANTED
from rythm.web.frontend import ROOT
from tests.fixtures.browser import LAPTOP, NewVisitor

PICTURES = os.environ.get("RYTHM_PICTURES")
SCREENS = ROOT / "assets" / "screenshots"
"""Where the app's own pictures are committed; `uv run task pictures` takes them anew."""
FRAME = """<style>body {{ margin: 0; background: #1b1a18; }}
body {{ display: flex; gap: 32px; padding: 32px; align-items: center }}
img {{ box-shadow: 0 0 0 1px #3a3733 }}</style>
<img src="data:image/png;base64,{phone}" style="height: 664px; border-radius: 28px">
<img src="data:image/png;base64,{laptop}" style="height: 560px; border-radius: 14px">"""


def test_the_picture_of_the_readme(visitor: NewVisitor, tmp_path: Path):
    coach = visitor("coach@harbor.demo", LAPTOP, "light")
    expect(coach.get_by_text("Needs attention").first).to_be_visible()
    member = visitor("amara@harbor.demo")
    member.emulate_media(reduced_motion="reduce")
    member.goto("/templates")
    card = member.locator("details").filter(has_text="Upper A").first
    card.locator("summary").click()
    card.get_by_role("button", name="Start workout").click()
    member.wait_for_url("**/log")
    for n in range(2):
        member.locator(".tick").nth(n).click()
    expect(member.locator(".tick[aria-pressed=true]")).to_have_count(2)
    expect(member.get_by_role("timer")).to_be_visible()
    pictures = {"phone": member.screenshot(), "laptop": coach.screenshot()}
    member.get_by_role("button", name=re.compile("^Discard")).click()
    member.goto("/today")
    expect(member.locator(".skeleton")).to_have_count(0)
    screens = SCREENS if PICTURES else tmp_path / "screenshots"
    screens.mkdir(parents=True, exist_ok=True)
    today = member.screenshot()
    for name, picture in {"log": pictures["phone"], "coach": pictures["laptop"], "today": today}.items():
        (screens / f"{name}.png").write_bytes(picture)
    sizes = {name: struct.unpack(">II", (screens / f"{name}.png").read_bytes()[16:24]) for name, *_ in WANTED}
    assert {name: f"{width}x{height}" for name, (width, height) in sizes.items()} == {
        name: size for name, size, *_ in WANTED
    }

    frame = visitor(None, {"width": 1296, "height": 728})
    encoded = {name: base64.b64encode(picture).decode() for name, picture in pictures.items()}
    frame.goto("about:blank")
    frame.set_content(FRAME.format(**encoded))
    frame.locator("img").evaluate_all("(all) => Promise.all(all.map((one) => one.decode()))")
    folder = Path(PICTURES or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    frame.screenshot(path=folder / "rythm.png")
    assert (folder / "rythm.png").stat().st_size > 50_000
