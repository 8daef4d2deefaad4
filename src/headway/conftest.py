"""The fixed cast of every test, and the fixtures that more than one room needs."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import settings as hypothesis_settings

# How long an example takes says nothing on a shared machine.
hypothesis_settings.register_profile("headway", deadline=None)
hypothesis_settings.load_profile("headway")

# A fifth of the time went into looking for garbage among all that Django has loaded.
gc.set_threshold(200_000, 20, 100)

# A shell starts what runs in the background deaf to Ctrl-C, and every command that a test starts would be.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

PACKS = Path(__file__).parent / "packs"
SMALL_PACK = Path(__file__).parents[2] / "tests" / "packs" / "clean-rivers"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Soak tests run only where they are asked for by name; what makes a PostgreSQL of its own runs beside SQLite alone."""
    left = [item for item in items if _is_left(config, item)]
    config.hook.pytest_deselected(items=left)
    gone = set(left)
    items[:] = [item for item in items if item not in gone]


def _is_left(config: pytest.Config, item: pytest.Item) -> bool:
    if "soak" in item.keywords:
        return "soak" not in (config.getoption("-m") or "")
    return "DATABASE_URL" in os.environ and "postgres_url" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def ready_home(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A copy for this process of the installation in which nothing was ever written; see `ready_made`."""
    from headway.exchange.tests.ready_made import ready_made

    kept = ready_made(request.config.cache.mkdir("ready-made"))
    return Path(shutil.copytree(kept, tmp_path_factory.mktemp("upgraded") / "home"))


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_modify_db_settings: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> bool:
    """The tests' database begins with the newest schema: to migrate anew takes longer than most rooms' tests."""
    from django.db import connection

    if connection.vendor == "sqlite":
        home: Path = request.getfixturevalue("ready_home")
        shutil.copy(home / "headway.sqlite3", connection.settings_dict["TEST"]["NAME"])
        return True
    with django_db_blocker.unblock():
        _make_in_postgres()
    return True


def _make_in_postgres() -> None:
    """An empty installation in the database that the tests will use, as `headway upgrade` makes it."""
    import psycopg
    from django.db import connection

    from headway.exchange.upgrade import migrate_all

    told = connection.settings_dict
    name = told["NAME"]
    for_tests = told["TEST"]["NAME"] or f"test_{name}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{for_tests}"')
        server.execute(f'CREATE DATABASE "{for_tests}"')
    connection.close()
    told["NAME"] = for_tests
    migrate_all()
    connection.close()
    told["NAME"] = name


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in English: a request leaves its language active, as in service, where the next one sets its own."""
    from django.utils.translation import activate

    activate("en")


@pytest.fixture
def operator(db: None) -> Any:
    """The system actor as which the command line acts."""
    from headway.movement.actions import ensure_operator

    return ensure_operator()


@pytest.fixture
def cast(db: None, operator: Any) -> Any:
    """The people of every test; see headway.movement.tests.cast."""
    from headway.movement.tests.cast import make_cast

    return make_cast(operator)


@pytest.fixture
def stop_torture(operator: Any) -> Any:
    """The shipped pack, loaded; returns the campaign."""
    from headway.exchange.packs import load_pack

    return load_pack(PACKS / "stop-torture", acting_user=operator)[0]


@contextmanager
def _taken_back(django_db_blocker: Any) -> Iterator[None]:
    """What is written within is gone after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def in_shipped(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The shipped pack, loaded once a module, in a transaction that the module's own fixtures may write into as well."""
    from headway.exchange.packs import load_pack
    from headway.movement.actions import ensure_operator

    with _taken_back(django_db_blocker):
        yield load_pack(PACKS / "stop-torture", acting_user=ensure_operator())[0]


@pytest.fixture
def shipped(db: None, in_shipped: Any) -> Any:
    """As `stop_torture`, for modules in which no test is without it: each gives back what it found."""
    return type(in_shipped).objects.get(pk=in_shipped.pk)


@pytest.fixture
def clean_rivers(operator: Any) -> Any:
    """The small pack of the tests, loaded: another cause, another framework, another scale."""
    from headway.exchange.packs import load_pack

    return load_pack(SMALL_PACK, acting_user=operator)[0]


@pytest.fixture(scope="module")
def _settled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    from headway.movement.tests.world import make_world

    with _taken_back(django_db_blocker):
        yield make_world(SMALL_PACK)


@pytest.fixture
def world(db: None, _settled: Any) -> Any:
    """The small pack and the cast, loaded once a module, for tests marked `django_db`: each gives back what it found."""
    return _settled.fresh()


@contextmanager
def empty_postgres() -> Iterator[str]:
    """An empty PostgreSQL database of its own, in the server that `tools/with_postgres.py` started."""
    import psycopg

    server = os.environ.get("HEADWAY_TEST_POSTGRES", "")
    if not server:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL: run the tests by `make test`")
        pytest.skip("needs PostgreSQL: run by `make test`, or under tools/with_postgres.py")
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    with empty_postgres() as url:
        yield url


@pytest.fixture
def another_postgres_url() -> Iterator[str]:
    with empty_postgres() as url:
        yield url
