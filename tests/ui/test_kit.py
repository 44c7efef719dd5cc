import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import reflex as rx

from rythm.ui import kit, theme
from rythm.ui.kit.icon import PATHS
from tests.ui.samples import PAGES, SAMPLES

ASSETS = Path(__file__).parents[2] / "assets"
EVERY = [(name, draw) for name, draws in SAMPLES.items() for draw in draws] + list(PAGES.items())
# Names that draw nothing: values, handlers and what primitives are written with.
TOOLS = {
    "Beat", "Day", "YearHalf", "attributes", "beats", "classes", "compiled", "day_of_square", "each", "five",
    "geometry", "year_squares", "hide",
    "HeatCell", "HeatRow", "icon_names", "initials", "properties", "show", "tint",
    "MonthDay", "month_days",
}  # fmt: skip


def css() -> str:
    return "\n".join((ASSETS / path.removeprefix("/")).read_text() for path in theme.STYLESHEETS)


def test_every_primitive_has_a_sample() -> None:
    assert set(SAMPLES) == set(kit.__all__) - TOOLS


@pytest.mark.parametrize(("name", "draw"), EVERY)
def test_it_renders_with_nothing_but_elements_and_links(name: str, draw: Callable[[], rx.Component]) -> None:
    component = draw()
    assert "jsx(" in str(component)
    libraries = {lib for lib in component._get_all_imports() if not lib.startswith("$/")}
    assert libraries <= {"react", "react-router", ""}, f"{name} would load {libraries}"


@pytest.mark.parametrize(("name", "draw"), EVERY)
def test_it_carries_no_one_off_style(name: str, draw: Callable[[], rx.Component]) -> None:
    drawn = str(draw())
    assert "css:" not in drawn, f"{name} makes a style of its own, or an unknown prop became one"
    assert not re.search(r"#[0-9a-fA-F]{6}\b", drawn)
    assert set(re.findall(r'\["(--\w+)"\]', drawn)) <= {"--v", "--p", "--x", "--y"}


@pytest.mark.parametrize(("name", "draw"), EVERY)
def test_its_classes_exist(name: str, draw: Callable[[], rx.Component]) -> None:
    styles = css()
    used = {word for group in re.findall(r'className:"([^"]*)"', str(draw())) for word in group.split()}
    plain = {"focus", "rest"}
    missing = {word for word in used - plain if not re.search(rf"\.{re.escape(word)}(?![\w-])", styles)}
    assert not missing, f"{name} uses classes that no stylesheet knows"


def test_icons_are_one_path_on_a_24_grid() -> None:
    assert set(PATHS) == set(kit.icon_names())
    for name, path in PATHS.items():
        assert path.startswith("M"), name
        absolute = [float(n) for n in re.findall(r"[ML](-?\d*\.?\d+) (-?\d*\.?\d+)", path) for n in n]
        assert all(0 <= n <= 24 for n in absolute), name


def test_icons_speak_only_when_named() -> None:
    assert '"aria-hidden":"true"' in str(kit.icon("plus"))
    named = str(kit.icon("plus", label="Add"))
    assert '"aria-label":"Add"' in named
    assert "aria-hidden" not in named


def test_an_error_takes_the_place_of_the_hint_and_is_tied_to_the_field() -> None:
    drawn = str(kit.field("E-mail", "email", hint="Yours.", error=rx.Var("wrong").to(str)))
    assert '"aria-invalid":(isTrue(wrong) ? "true" : "false")' in drawn
    assert '"aria-describedby":(isTrue(wrong) ? "email-error" : "email-hint")' in drawn
    assert 'id:"email-error"' in drawn
    assert 'id:"email-hint"' in drawn
    assert 'htmlFor:"email"' in drawn


def test_a_busy_button_cannot_be_pressed_twice() -> None:
    drawn = str(kit.button("Save", busy=rx.Var("saving").to(bool)))
    assert "disabled:saving" in drawn
    assert '"aria-busy":(saving ? "true" : "false")' in drawn


@pytest.mark.parametrize(("name", "draw"), [(n, d) for n, d in PAGES.items() if n != "appearance"])
def test_a_page_has_one_main_one_heading_and_a_way_past_the_navigation(
    name: str, draw: Callable[[], rx.Component]
) -> None:
    drawn = str(draw())
    assert drawn.count('jsx("main"') == 1
    assert drawn.count('jsx("h1"') == 1
    assert 'href:"#content"' in drawn
    assert 'id:"content"' in drawn
    if 'jsx("nav"' in drawn:
        assert drawn.count('"aria-current":"page"') == 1, name


def test_no_handler_needs_eval() -> None:
    for name, draw in EVERY:
        assert "_call_script" not in str(draw()), name
        assert "_call_function" not in str(draw()), name


def test_both_themes_set_the_same_colours() -> None:
    tokens = (ASSETS / "styles/tokens.css").read_text()

    def names(selector: str) -> set[str]:
        block = next(
            b
            for s, b in re.findall(r"([^{}]+)\{([^{}]*)\}", tokens)
            if s.strip() == selector and "--ink:" in b
        )
        return set(re.findall(r"(--[\w-]+):", block))

    assert names(":root, .dark") == names(".light")


def test_every_custom_property_used_is_set_somewhere() -> None:
    styles = css()
    given = set(re.findall(r"(--[\w-]+)\s*:", styles)) | {"--v", "--p", "--x", "--y"}
    assert set(re.findall(r"var\((--[\w-]+)", styles)) <= given


def test_colours_live_in_the_tokens_only() -> None:
    for path in theme.STYLESHEETS:
        if path != "/styles/tokens.css":
            text = (ASSETS / path.removeprefix("/")).read_text()
            text = re.sub(r"\.tint-\d \{[^}]*\}", "", text).replace("#000", "")
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", text), path


def test_the_styles_stay_small_and_at_home() -> None:
    styles = css()
    assert len(gzip.compress(styles.encode(), 9)) < 15_000
    assert "http" not in styles
    assert "@import" not in styles
    assert "@font-face" not in styles
