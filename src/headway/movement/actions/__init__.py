"""Every write about offices and people, each by the action that others import from here."""

from __future__ import annotations

from headway.movement.actions.actors import OPERATOR, ensure_operator, ensure_system_actor
from headway.movement.actions.invitations import (
    accept_invitation,
    accept_invitation_by_provider,
    invite_person,
    renew_invitation,
    withdraw_invitation,
)
from headway.movement.actions.offices import erase_log_entry, keep_offices
from headway.movement.actions.people import (
    change_own_details,
    clear_factors,
    give_role,
    switch_person,
    take_role,
)
from headway.movement.actions.policy import name_on, require, require_kind
from headway.movement.actions.sign_ins import end_sessions, note_sign_in
from headway.movement.actions.talk import (
    choose_digest,
    follow_record,
    look_at_digests,
    note_digest,
    see_news,
    take_back_comment,
    unfollow_record,
    write_comment,
)

__all__ = [
    "OPERATOR",
    "accept_invitation",
    "accept_invitation_by_provider",
    "change_own_details",
    "choose_digest",
    "clear_factors",
    "end_sessions",
    "ensure_operator",
    "ensure_system_actor",
    "erase_log_entry",
    "follow_record",
    "give_role",
    "invite_person",
    "keep_offices",
    "look_at_digests",
    "name_on",
    "note_digest",
    "note_sign_in",
    "renew_invitation",
    "require",
    "require_kind",
    "see_news",
    "switch_person",
    "take_back_comment",
    "take_role",
    "unfollow_record",
    "withdraw_invitation",
    "write_comment",
]
