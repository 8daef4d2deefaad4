"""What the movement's values are called on a page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from headway.movement.rows import OfficeKind
from headway.movement.rules import Every, Role
from headway.pages.wording import says


@says(Role)
def roles() -> Mapping[StrEnum, str]:
    return {
        Role.CONTRIBUTOR: _("Contributor of an office"),
        Role.RESEARCHER: _("Researcher of a country"),
        Role.CORE_TEAM: _("Core team"),
        Role.READER: _("Reader"),
        Role.ADMINISTRATOR: _("Administrator"),
    }


@says(OfficeKind)
def office_kinds() -> Mapping[StrEnum, str]:
    return {
        OfficeKind.SECTION: _("section"),
        OfficeKind.STRUCTURE: _("structure"),
        OfficeKind.SECRETARIAT: _("secretariat"),
        OfficeKind.REGIONAL: _("regional office"),
    }


# What entries of the log tell of, by the first words of their actions; longer ones before those that they begin with.
DEEDS = (
    "add",
    "change",
    "move",
    "read",
    "list",
    "name_on",
    "load_pack",
    "export_pack",
    "export_list",
    "make_backup",
    "restore_backup",
    "rotate_keys",
    "erase_payload",
    "comment",
    "take_back_comment",
    "follow",
    "unfollow",
    "see_news",
    "sign_in",
    "sign_out",
    "fail",
    "remove",
    "renew",
    "reset",
    "link",
    "end_sessions",
    "invite",
    "accept",
    "withdraw",
    "publish",
    "import_actions",
    "ask",
    "answer",
    "give_role",
    "take_role",
    "switch",
    "clear",
)


def every_in_words() -> Mapping[Every, str]:
    """How often mail of what is new comes."""
    return {Every.DAY: _("Every day"), Every.WEEK: _("Every Monday"), Every.NEVER: _("Never")}


def deed_name(deed: str) -> str:
    """What was done, in words; what the catalog does not know is said as the log has it."""
    return _deeds(get_language() or "").get(deed, deed.replace("_", " "))


def deed_of(action: str) -> str:
    """Which of the deeds an action is."""
    return next((deed for deed in DEEDS if action == deed or action.startswith(f"{deed}_")), action)


@lru_cache(maxsize=8)
def _deeds(language: str) -> Mapping[str, str]:
    return {
        "add": _("added"),
        "change": _("changed"),
        "move": _("moved through its review"),
        "read": _("read (restricted)"),
        "list": _("saw in a list (restricted)"),
        "name_on": _("named a person on it"),
        "load_pack": _("loaded a pack"),
        "export_pack": _("exported a pack"),
        "export_list": _("took a list away"),
        "make_backup": _("made a backup"),
        "restore_backup": _("restored a backup"),
        "rotate_keys": _("put a new key in place"),
        "erase_payload": _("erased what an entry told"),
        "comment": _("commented"),
        "take_back_comment": _("took a comment back"),
        "follow": _("follows"),
        "unfollow": _("follows no longer"),
        "see_news": _("saw what is new"),
        "sign_in": _("signed in"),
        "sign_out": _("signed out"),
        "fail": _("failed to sign in"),
        "remove": _("removed"),
        "renew": _("renewed"),
        "reset": _("reset"),
        "link": _("linked a provider"),
        "end_sessions": _("ended sessions"),
        "invite": _("invited"),
        "accept": pgettext("did with an invitation", "accepted"),
        "withdraw": _("withdrew"),
        "publish": _("published"),
        "ask": _("asked somebody outside"),
        "answer": _("answered from outside"),
        "import_actions": _("brought in totals of actions"),
        "give_role": _("gave a role"),
        "take_role": _("took a role back"),
        "switch": _("switched on or off"),
        "clear": _("cleared"),
    }
