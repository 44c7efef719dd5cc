"""Settings that follow from others, and those that would silently not work."""

import pytest
from pydantic import ValidationError

from rythm.core.settings import Settings


@pytest.mark.parametrize(
    ("origins", "said", "secure"),
    [
        ("", None, False),
        ("https://gym.example", None, True),
        ("https://gym.example, https://train.example/", None, True),
        ("https://gym.example, http://gym.example", None, False),
        ("http://gym.example", None, False),
        ("https://gym.example", "", True),
        ("https://gym.example", "false", False),
        ("", "true", True),
    ],
)
def test_cookies_are_for_https_only_where_people_come_by_https_only(monkeypatch, origins, said, secure):
    monkeypatch.setenv("RYTHM_PUBLIC_ORIGINS", origins)
    if said is not None:
        monkeypatch.setenv("RYTHM_SECURE_COOKIES", said)
    assert Settings().secure_cookies is secure


@pytest.mark.parametrize(
    "origin", ["gym.example", "https://gym.example/app", "ftp://gym.example", "https:/" + "/["]
)
def test_what_is_no_origin_is_said_so(monkeypatch, origin):
    monkeypatch.setenv("RYTHM_PUBLIC_ORIGINS", origin)
    with pytest.raises(ValidationError, match=r"https://gym\.example"):
        Settings()
