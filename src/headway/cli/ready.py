"""What a command needs before it begins: Django set up, a database of the right age, a pack found, a campaign found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from headway.lib.keys import not_starting
from headway.lib.problems import HeadwayError
from headway.lib.tongue import language_of, say, to_say

SHIPPED = Path(__file__).parents[1] / "packs"


def django_ready() -> None:
    """Read the settings; raise HeadwayError where one cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
    import django
    from django.utils.translation import activate

    django.setup()
    # What the rooms say is said in the language of the command line too.
    activate(language_of(os.environ))


def database_ready() -> None:
    """Set up Django and refuse a database that is missing, older or newer than this program."""
    with not_starting(
        to_say(
            "there are no keys in {folder} and no database at {data}: run headway upgrade, or put back your copy of the keys"
        )
    ):
        django_ready()
    from headway.exchange.upgrade import require_current

    require_current()


def restore_ready() -> None:
    """Set up Django where there are keys: new ones would open no backup, and stand in the way of those that do."""
    with not_starting(
        to_say(
            "there are no keys in {folder}: copy the keys folder of the installation that made the backup there first"
        )
    ):
        django_ready()


def operator() -> Any:
    """The system actor as which commands act."""
    from headway.movement.actions import ensure_operator

    return ensure_operator()


def pack_folder(given: str) -> Path:
    """The folder of that path, or else the shipped pack of that name."""
    folder = Path(given)
    if folder.is_dir():
        return folder
    if given in (shipped := shipped_packs()):
        return SHIPPED / given
    if folder.exists():
        raise HeadwayError(say("{given} is no folder; a pack is a folder of YAML and CSV files", given=given))
    raise HeadwayError(
        say(
            "there is no folder {given}, and no such pack ships with headway (it has {shipped})",
            given=given,
            shipped=", ".join(shipped),
        )
    )


def shipped_packs() -> list[str]:
    return sorted(path.parent.name for path in SHIPPED.glob("*/pack.yaml"))


def office_called(key: str) -> Any:
    """The office with that key, None where none is named; raise HeadwayError where there is none of that name."""
    from headway.movement.queries import office_by_key

    found = office_by_key(key) if key else None
    if key and found is None:
        raise HeadwayError(say('there is no office "{key}"', key=key))
    return found


def campaign_called(key: str, user: Any) -> Any:
    """The campaign with that key; raise HeadwayError naming those that are there."""
    from headway.plan.queries import campaign_by_key, visible_campaigns

    found = campaign_by_key(key, user) if "\0" not in key else None
    if found is None:
        there = ", ".join(visible_campaigns(user).values_list("key", flat=True)) or "none; load a pack first"
        raise HeadwayError(say('there is no campaign "{key}" here (there is: {there})', key=key, there=there))
    return found
