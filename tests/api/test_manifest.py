"""The app as it is installed: the gym's for who is signed in, Rythm's for everybody else."""

import httpx
import pytest

from rythm.api.manifest import SCREENS, short
from rythm.web.frontend import ROOT

PATH = "/manifest.webmanifest"


@pytest.mark.parametrize(
    ("name", "below"),
    [("Rythm", "Rythm"), ("Harbor Strength", "Harbor"), ("The Old Mill Gym", "The Old Mill"),
     ("Kraftwerkstatt Nord", "Kraftwerksta"), ("", "")],
)  # fmt: skip
def test_a_short_name_is_made_of_whole_words(name: str, below: str) -> None:
    assert short(name) == below


async def test_nobody_in_particular_gets_the_general_one(http: httpx.AsyncClient) -> None:
    answer = await http.get(PATH)
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("private, no-cache", "Cookie")
    found = answer.json()
    assert (found["id"], found["name"], found["start_url"], found["scope"]) == ("/", "Rythm", "/today", "/")
    assert {icon["purpose"] for icon in found["icons"]} == {"any", "maskable", "monochrome"}
    assert [shortcut["name"] for shortcut in found["shortcuts"]] == ["Start workout", "Log weight"]
    pictures = [*found["icons"], *found["screenshots"], *(i for s in found["shortcuts"] for i in s["icons"])]
    assert [one["src"] for one in pictures if not (ROOT / "assets" / one["src"][1:]).is_file()] == []
    assert {screen["form_factor"] for screen in found["screenshots"]} == {"narrow", "wide"}
    assert len(SCREENS) == len(found["screenshots"])
