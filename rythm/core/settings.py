"""Every setting of the program, read once from the environment and the data directory."""

import os
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rythm.core.errors import ConfigurationError


class Settings(BaseSettings):
    """The program's settings; each field's environment name is `RYTHM_` and the field's name."""

    model_config = SettingsConfigDict(
        env_prefix="RYTHM_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    data_dir: Path = Path(".rythm")
    """Where the embedded database, generated secrets and caches live."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    demo: bool = False
    """Show the demo accounts on the sign-in page."""
    public_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins browsers may come from besides the address they asked for, such as `https://gym.example`."""
    trusted_proxy_hops: int = 0
    """How many reverse proxies in front may be believed about the caller's address."""
    secure_cookies: bool = Field(default=None, validate_default=True)
    """Send `__Host-` cookies with Secure; unset, that is so when all public origins are HTTPS."""
    secret_key: str | None = Field(default=None, repr=False, min_length=32)

    database_url: str | None = Field(
        default=None, repr=False, validation_alias=AliasChoices("DATABASE_URL", "RYTHM_DATABASE_URL")
    )
    """An administrator's connection to your own PostgreSQL >= 15; unset runs the embedded one."""
    database_owner_url: str | None = Field(
        default=None,
        repr=False,
        validation_alias=AliasChoices("DATABASE_OWNER_URL", "RYTHM_DATABASE_OWNER_URL"),
    )
    database_app_url: str | None = Field(
        default=None, repr=False, validation_alias=AliasChoices("DATABASE_APP_URL", "RYTHM_DATABASE_APP_URL")
    )
    database_pool_size: int = 10
    redis_url: str | None = Field(
        default=None, repr=False, validation_alias=AliasChoices("REDIS_URL", "RYTHM_REDIS_URL")
    )
    s3_endpoint_url: str | None = None
    s3_bucket: str | None = None

    access_token_minutes: int = 15
    refresh_token_days: int = 7
    session_days: int = 90

    @field_validator("public_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("public_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not re.fullmatch(r"https?://[^/?#@\s\[\]]+|https?://\[[0-9a-fA-F:]+\](:\d+)?", origin):
                raise ValueError(f"{origin!r} is no origin: write it like https://gym.example")
        return value

    @field_validator("secure_cookies", mode="before")
    @classmethod
    def _behind_https(cls, value: object, info: ValidationInfo) -> object:
        if value not in (None, ""):
            return value
        origins = info.data.get("public_origins", ())
        return bool(origins) and all(origin.startswith("https://") for origin in origins)

    @property
    def secret(self) -> str:
        """The installation's secret: `RYTHM_SECRET_KEY`, else made once in the data directory, mode 0600."""
        return self.secret_key or _stored_secret(self.data_dir)


@cache
def _stored_secret(data_dir: Path) -> str:
    path = data_dir / "secret.key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            stored = path.read_text().strip()
            if len(stored) >= 32:
                return stored
            raise ConfigurationError(
                f"{path} is damaged: restore it from a backup, or delete it to sign everybody out."
            ) from None
        with os.fdopen(descriptor, "w") as file:
            secret = secrets.token_urlsafe(48)
            file.write(secret + "\n")
        return secret
    except OSError as error:
        raise ConfigurationError(
            f"The data directory {data_dir} cannot be written ({error.strerror}): "
            "choose another with --data-dir or RYTHM_DATA_DIR."
        ) from error


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
