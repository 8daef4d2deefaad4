"""People for the demonstration, with passwords that can be remembered; never where anybody else is already.

What was made once for a home stands in a file of it that its owner alone can read, so that the next `headway demo` prints
the same again.
"""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from pathlib import Path
from typing import Any

from headway.lib.tongue import say

FILE = "demo-sign-ins.json"
_WORDS = [
    "acorn",
    "amber",
    "anchor",
    "apple",
    "apron",
    "arrow",
    "autumn",
    "badge",
    "bamboo",
    "banjo",
    "barley",
    "basil",
    "basket",
    "beacon",
    "birch",
    "biscuit",
    "blossom",
    "bonnet",
    "border",
    "bottle",
    "branch",
    "breeze",
    "bridge",
    "bronze",
    "bucket",
    "button",
    "cabin",
    "cactus",
    "candle",
    "canoe",
    "canvas",
    "carpet",
    "carrot",
    "castle",
    "cedar",
    "cello",
    "chalk",
    "cherry",
    "clover",
    "cobalt",
    "coconut",
    "comet",
    "copper",
    "coral",
    "cotton",
    "cradle",
    "crayon",
    "cricket",
    "crystal",
    "cumin",
    "curtain",
    "daisy",
    "dolphin",
    "domino",
    "donkey",
    "easel",
    "ember",
    "engine",
    "falcon",
    "feather",
    "fennel",
    "ferry",
    "fiddle",
    "forest",
    "fossil",
    "garden",
    "garlic",
    "ginger",
    "glacier",
    "goblet",
    "granite",
    "guitar",
    "hammer",
    "harbour",
    "harvest",
    "hazel",
    "heron",
    "hickory",
    "honey",
    "indigo",
    "island",
    "ivory",
    "jasmine",
    "jigsaw",
    "juniper",
    "kettle",
    "kiwi",
    "ladder",
    "lagoon",
    "lantern",
    "lemon",
    "lentil",
    "lilac",
    "linen",
    "lizard",
    "locket",
    "lupin",
    "mango",
    "maple",
    "marble",
    "meadow",
    "melon",
    "mint",
    "mirror",
    "mosaic",
    "mustard",
    "nectar",
    "needle",
    "nutmeg",
    "oasis",
    "olive",
    "onion",
    "orchid",
    "otter",
    "oyster",
    "paddle",
    "papaya",
    "parcel",
    "pebble",
    "pepper",
    "piano",
    "pigeon",
    "pillow",
    "planet",
    "plum",
    "pocket",
    "poppy",
    "prairie",
    "pumpkin",
    "quartz",
    "quilt",
    "rabbit",
    "radish",
    "raisin",
    "ribbon",
    "river",
    "rocket",
    "saddle",
    "saffron",
    "salmon",
    "sandal",
    "saturn",
    "sesame",
    "silver",
    "sparrow",
    "spinach",
    "summer",
    "sunset",
    "teapot",
    "thistle",
    "thunder",
    "timber",
    "tulip",
    "turnip",
    "valley",
    "velvet",
    "violet",
    "walnut",
    "willow",
    "window",
    "winter",
    "yarrow",
    "zebra",
]
_NUMBER_OF_WORDS = 4


def ready_sign_ins(home: Path, campaign: Any, acting_user: Any) -> list[dict[str, str]]:
    """Who can sign in here to look around; nobody where the installation has people of its own."""
    from headway.movement.queries import has_people

    file = home / FILE
    if not file.exists():
        if has_people():
            return []
        _keep(file, [{"who": who, "password": _password()} for who in _cast(campaign, acting_user)])
    kept: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    cast = _cast(campaign, acting_user)
    for one in kept:
        _join(cast[one["who"]], one["password"], acting_user)
    return [cast[one["who"]] | {"password": one["password"]} for one in kept]


def _password() -> str:
    return "-".join(secrets.choice(_WORDS) for _ in range(_NUMBER_OF_WORDS))


def _keep(file: Path, sign_ins: list[dict[str, str]]) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(sign_ins, out, indent=1)


def _cast(campaign: Any, user: Any) -> dict[str, dict[str, Any]]:
    """One of each role, for an office and a country that the pack gives something to see."""
    from headway.movement.rules import Held, Role
    from headway.plan.queries import countries_of_focus

    office = _busiest_office(campaign, user)
    countries = [code for codes in countries_of_focus(campaign).values() for code in sorted(codes)]
    people = {
        "campaigner": (say("section campaigner"), [Held(Role.CONTRIBUTOR, office=office)] if office else []),
        "researcher": (say("researcher"), [Held(Role.RESEARCHER, country=code) for code in countries[:1]]),
        "core-team": (say("core team"), [Held(Role.CORE_TEAM)]),
        "reader": (say("reader"), [Held(Role.READER)]),
        "administrator": (say("administrator"), [Held(Role.ADMINISTRATOR)]),
    }
    return {
        who: {
            "email": f"{who}@demo.example",
            "what": what,
            "roles": roles or [Held(Role.READER)],
            "name": _NAMES[who],
        }
        for who, (what, roles) in people.items()
    }


_NAMES = {
    "campaigner": "Kim Campaigner",
    "researcher": "Noor Researcher",
    "core-team": "Ana Core",
    "reader": "Sam Reader",
    "administrator": "Jo Administrator",
}


def _busiest_office(campaign: Any, user: Any) -> str:
    """Of the offices that report by the online tool, the one with most to show; the first where none has anything."""
    from headway.collect.queries import visible_activities
    from headway.plan.queries import plan_rows
    from headway.plan.rows import ReportsThrough

    reporting = [
        row.office
        for row in plan_rows(campaign, "participation")
        if row.reports_through is ReportsThrough.ONLINE_TOOL
    ]
    busy = Counter(visible_activities(campaign, user).values_list("office__key", flat=True))
    return max(reporting, key=lambda key: busy[key], default="")


def _join(one: dict[str, Any], password: str, acting_user: Any) -> None:
    """By invitation, as everybody does; who is here already stays as they are."""
    from headway.movement.actions import accept_invitation, invite_person
    from headway.movement.queries import open_invitation_to, user_by_email

    if user_by_email(one["email"]) or open_invitation_to(one["email"]):
        return
    invited = invite_person(one["email"], roles=one["roles"], acting_user=acting_user, name=one["name"])
    accept_invitation(invited.token, name=one["name"], language="", password=password)
