"""What is left out of the bundle."""

import pytest
from reflex_base.compiler.templates import vite_config_template

from rythm.web import build
from rythm.web.frontend import FRONTEND
from rythm.web.lean import JSX, with_alias


def test_vite_is_told_once_to_take_our_jsx():
    whole = vite_config_template(
        "/", hmr=False, force_full_reload=True, experimental_hmr=False, sourcemap=False
    )
    changed = with_alias(whole)
    assert f'new URL("./{JSX}"' in changed
    assert with_alias(changed) == changed


def test_another_reflex_is_noticed():
    with pytest.raises(ValueError, match="has no list of aliases"):
        with_alias("export default defineConfig({ resolve: { alias: {} } });")


def test_no_engine_for_styles_is_in_the_built_pages():
    build.ensure(lambda _: None)
    scripts = list((FRONTEND / "build" / "client" / "assets").glob("*.js"))
    assert len(scripts) > 10
    assert [file.name for file in scripts if "stylis" in file.read_text()] == []
