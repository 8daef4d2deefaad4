"""Every write of what changed, each by the action that others import from here."""

from __future__ import annotations

from headway.verify.actions.asking import answer_asking, ask_outsider, renew_link, withdraw_asking
from headway.verify.actions.files import attach_proof, remove_proof
from headway.verify.actions.meetings import (
    add_point,
    agree_on,
    decide_in_meeting,
    draw_agenda,
    put_on_agenda,
    shift_on_agenda,
    take_off_agenda,
    tick_agreed,
    write_meeting,
)
from headway.verify.actions.merging import merge_outcomes, split_outcome
from headway.verify.actions.outcomes import keep_meetings, keep_outcomes, move_outcomes
from headway.verify.actions.removing import remove_claim, remove_evidence, remove_rival
from headway.verify.actions.sureness import overrule_confidence
from headway.verify.actions.ties import tie_outcome
from headway.verify.actions.updates import keep_updates, withdraw_update, write_update
from headway.verify.actions.writing import write_claim, write_evidence, write_outcome

__all__ = [
    "add_point",
    "agree_on",
    "answer_asking",
    "ask_outsider",
    "attach_proof",
    "decide_in_meeting",
    "draw_agenda",
    "keep_meetings",
    "keep_outcomes",
    "keep_updates",
    "merge_outcomes",
    "move_outcomes",
    "overrule_confidence",
    "put_on_agenda",
    "remove_claim",
    "remove_evidence",
    "remove_proof",
    "remove_rival",
    "renew_link",
    "shift_on_agenda",
    "split_outcome",
    "take_off_agenda",
    "tick_agreed",
    "tie_outcome",
    "withdraw_asking",
    "withdraw_update",
    "write_claim",
    "write_evidence",
    "write_meeting",
    "write_outcome",
    "write_update",
]
