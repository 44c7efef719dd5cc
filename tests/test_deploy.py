"""What the image, the compose file and the example of settings say still holds."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import AliasChoices

from rythm.cli.app import app
from rythm.core.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "POSTGRES_PASSWORD", "RYTHM_PASSWORD"}
"""Read by others: by boto3, by docker-compose.yml, by `rythm user create`."""


def names() -> set[str]:
    """Every setting by the name one writes into the environment."""
    found = set()
    for field, info in Settings.model_fields.items():
        alias = info.validation_alias
        found.add(str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"RYTHM_{field.upper()}")
    return found


def example() -> dict[str, str]:
    """The example's settings; all are commented out, so that a copy changes nothing."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert all(not line or line.startswith("#") for line in lines)
    return dict(found.groups() for line in lines if (found := re.match(r"# ([A-Z0-9_]+)=(.*)$", line)))


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text().replace("\\\n", " ")


def test_the_example_names_every_setting_and_no_other():
    assert set(example()) - ELSEWHERE == names()


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    given = example()
    for field, info in Settings.model_fields.items():
        shown = given.get(f"RYTHM_{field.upper()}", "")
        if info.default not in (None, ()):
            assert shown == str(info.default).lower() or shown == str(info.default), field


@pytest.mark.parametrize(
    "document", [".env.example", "docker-compose.yml", "docs/operations.md", "Dockerfile"]
)
def test_no_document_names_a_setting_there_is_not(document: str):
    written = re.findall(r"\b(?:RYTHM|DATABASE|REDIS)_[A-Z0-9_]*[A-Z0-9]\b", (ROOT / document).read_text())
    assert set(written) <= names() | ELSEWHERE


@pytest.mark.parametrize("document", ["docker-compose.yml", "docs/operations.md", "Dockerfile"])
def test_no_document_names_a_command_there_is_not(document: str):
    from typer.main import get_command

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = re.findall(r"(?:`|bin/|app |\"\$\()rythm ([a-z]+)", (ROOT / document).read_text())
    assert set(named) <= commands


def test_the_image_is_what_compose_expects():
    image, service = dockerfile(), compose()["services"]["app"]
    port = str(Settings.model_fields["port"].default)
    assert f"EXPOSE {port}" in image
    assert f"127.0.0.1:{port}/health/live" in image
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert service["environment"]["RYTHM_PORT"] == port
    assert "VOLUME /data" in image
    assert "RYTHM_DATA_DIR=/data" in image
    assert service["volumes"] == ["data:/data"]
    assert service["environment"]["RYTHM_DATA_DIR"] == "/data"
    assert '["serve", "--host", "0.0.0.0", "--data-dir", "/data"]' in image


def test_the_image_runs_as_nobody_in_particular_and_without_the_demo():
    final = dockerfile().rpartition("FROM ")[2]
    assert "USER rythm" in final
    assert final.index("USER rythm") < final.index("ENTRYPOINT")
    assert "RYTHM_DEMO=false" in final


def test_the_image_has_a_python_the_program_runs_on():
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    oldest = tuple(map(int, requires.removeprefix(">=").split(".")))
    used = re.findall(r"FROM python:(\d+)\.(\d+)-slim", dockerfile())
    assert len(used) == 2
    assert all((int(major), int(minor)) >= oldest for major, minor in used)


def test_compose_demands_its_secrets_and_points_at_its_database():
    services = compose()["services"]
    app_settings, database = services["app"]["environment"], services["postgres"]["environment"]
    assert app_settings["DATABASE_URL"].startswith(
        f"postgresql://{database['POSTGRES_USER']}:${{POSTGRES_PASSWORD:?"
    )
    assert app_settings["DATABASE_URL"].endswith(f"@postgres:5432/{database['POSTGRES_DB']}")
    assert app_settings["RYTHM_SECRET_KEY"].startswith("${RYTHM_SECRET_KEY:?")
    assert {name for name, service in services.items() if "profiles" in service} == {"redis", "s3"}
    assert services["app"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert "healthcheck" in services["postgres"]


def test_what_the_build_needs_is_in_its_context():
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    left_out = set((ROOT / ".dockerignore").read_text().splitlines())
    assert not left_out & set(hatch["targets"]["sdist"]["only-include"])
    for name in re.findall(r"^COPY (?!--from)(.*) \./$", dockerfile(), re.MULTILINE)[0].split():
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("proxy", ["nginx.conf", "Caddyfile"])
def test_proxies_lead_to_the_default_port_and_name_their_settings(proxy: str):
    text = (ROOT / "deploy" / proxy).read_text()
    assert f"127.0.0.1:{Settings.model_fields['port'].default}" in text
    assert set(re.findall(r"RYTHM_[A-Z_]+", text)) <= names()
