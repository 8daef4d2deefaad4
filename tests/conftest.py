"""Tests of the checkout as a whole use the fixtures of the rooms."""

from __future__ import annotations

from headway.cli.tests.command import upgraded
from headway.conftest import (
    clean_rivers,
    django_db_keepdb,
    operator,
    postgres_url,
    pytest_collection_modifyitems,
    ready_home,
    stop_torture,
)

__all__ = [
    "clean_rivers",
    "django_db_keepdb",
    "operator",
    "postgres_url",
    "pytest_collection_modifyitems",
    "ready_home",
    "stop_torture",
    "upgraded",
]
