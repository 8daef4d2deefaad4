"""Settings that an installation may give, typed and read from the environment; `docs/settings.md` lists them all."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

_OWN_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


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
    lake: str = Field(
        default="",
        description="Where the lake lies, if not under HEADWAY_HOME: a folder, or an object store such as s3://bucket/lake.",
    )
    spark: str = Field(
        default="",
        description="Master of a Spark cluster that answers questions about coverage and posts, such as spark://host:7077; empty: DuckDB, within this program.",
    )
    spark_partitions: int = Field(
        default=8, ge=1, le=10_000, description="Into how many parts Spark splits what it groups."
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
    address: str = Field(
        default="",
        description="Address of the site for links made at the command line, such as https://headway.example.org.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=9,
        description="How many proxies of yours stand before the site and tell by X-Forwarded-For who asks.",
    )
    mail_url: str = Field(
        default="",
        description="Mail server: smtp://user:password@host (STARTTLS), smtps:// (TLS), smtp+plain:// (neither); "
        "empty: mail is printed where the site runs.",
    )
    mail_from: str = Field(default="Headway <headway@localhost>", description="Sender of mail.")
    oidc_url: str = Field(
        default="",
        description="Single sign-on by OpenID Connect: the address of the provider; empty: none.",
    )
    oidc_client: str = Field(default="", description="The name by which the provider knows this site.")
    oidc_secret: SecretStr = Field(default=SecretStr(""), description="The secret shared with the provider.")
    oidc_name: str = Field(default="single sign-on", description="What the provider is called on the page.")
    oidc_trusts_email: bool = Field(
        default=False,
        description="The provider checks addresses although it does not say so of each (email_verified).",
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
            raise ValueError(say("is none of DEBUG, INFO, WARNING, ERROR"))
        return value.upper()

    @field_validator("mail_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps", "smtp+plain"} or not _has_host(value)):
            raise ValueError("is no address such as smtp://user:password@host")
        return value

    @field_validator("address", "oidc_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not _has_host(value)):
            raise ValueError("is no address such as https://host")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Environment:
        if self.oidc_url and not (self.oidc_client and self.oidc_secret.get_secret_value()):
            raise ValueError("HEADWAY_OIDC_URL needs HEADWAY_OIDC_CLIENT and HEADWAY_OIDC_SECRET beside it")
        return self

    @property
    def site_address(self) -> str:
        """Where links lead that are made without a request."""
        if self.address:
            return self.address
        outside = [
            host for host in self.allowed_hosts if host not in _OWN_HOSTS and not host.startswith((".", "*"))
        ]
        host = outside[0] if outside else "localhost:8000"
        return f"{'https' if self.https else 'http'}://{host}"

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in {"en", "fr", "es", "ar"}:
            raise ValueError(say("is none of en, fr, es, ar"))
        return value


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


@cache
def environment() -> Environment:
    """Read once a process; raise HeadwayError naming the setting that cannot be used."""
    try:
        return Environment()
    except ValidationError as error:
        fault = error.errors()[0]
        if not fault["loc"]:
            raise HeadwayError(f"settings: {fault['msg'].removeprefix('Value error, ')}") from None
        field = Environment.model_fields.get(str(fault["loc"][0]))
        alias = str(field.validation_alias) if field and field.validation_alias else ""
        name = alias or (str(fault["loc"][0]) if not field else f"HEADWAY_{str(fault['loc'][0]).upper()}")
        said = fault["msg"].removeprefix("Value error, ")
        raise HeadwayError(say("setting {name}: {said}", name=name, said=said)) from None


def make_home(home: Path) -> None:
    """A new home can be read by its owner alone; raise HeadwayError where there can be none."""
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise HeadwayError(
            say(
                "cannot use {home}: {strerror}; set HEADWAY_HOME to another",
                home=home,
                strerror=error.strerror or error,
            )
        ) from None
