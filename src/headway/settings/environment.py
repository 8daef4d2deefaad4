"""Settings that an installation may give, typed and read from the environment; `docs/settings.md` lists them all."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from headway.lib.problems import HeadwayError


class Environment(BaseSettings):
    """One field a setting: its name in capitals, behind `HEADWAY_` unless an alias says otherwise."""

    model_config = SettingsConfigDict(env_prefix="HEADWAY_", extra="ignore", populate_by_name=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("headway"),
        description="Folder for the database, keys, files and lake.",
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="PostgreSQL as postgres://user:password@host:port/name; empty: SQLite under HEADWAY_HOME.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("localhost", "127.0.0.1", "[::1]"),
        description="Host names under which the site may be asked for, with commas between.",
    )
    https: bool = Field(default=False, description="The site is served over HTTPS: secure cookies and HSTS.")
    debug: bool = Field(default=False, description="Show errors with their code; never in service.")
    lock_wait: float = Field(
        default=20, ge=0, le=600, description="Seconds to wait for another that writes (SQLite)."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    language: str = Field(
        default="en", description="Language where a person's own is not known: en, fr, es or ar."
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("home", mode="before")
    @classmethod
    def _home_or_default(cls, value: object) -> object:
        return user_data_path("headway") if isinstance(value, str) and not value.strip() else value

    @field_validator("home")
    @classmethod
    def _home(cls, value: Path) -> Path:
        """Absolute, so that a process that changes its folder still finds its data."""
        return Path(os.path.abspath(value.expanduser()))

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("is none of DEBUG, INFO, WARNING, ERROR")
        return value.upper()

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in {"en", "fr", "es", "ar"}:
            raise ValueError("is none of en, fr, es, ar")
        return value


@cache
def environment() -> Environment:
    """Read once a process; raise HeadwayError naming the setting that cannot be used."""
    try:
        return Environment()
    except ValidationError as error:
        fault = error.errors()[0]
        field = Environment.model_fields.get(str(fault["loc"][0]))
        alias = str(field.validation_alias) if field and field.validation_alias else ""
        name = alias or (str(fault["loc"][0]) if not field else f"HEADWAY_{str(fault['loc'][0]).upper()}")
        said = fault["msg"].removeprefix("Value error, ")
        raise HeadwayError(f"setting {name}: {said}") from None


def make_home(home: Path) -> None:
    """A new home can be read by its owner alone; raise HeadwayError where there can be none."""
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise HeadwayError(
            f"cannot use {home}: {error.strerror or error}; set HEADWAY_HOME to another"
        ) from None
