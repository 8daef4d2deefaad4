"""Asking somebody outside about one outcome: a private link, what they answer by it, and its end.

Of the word in a link only a digest is kept. Whoever holds the link acts, in the log too, as that link and as nobody else.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.actions import UnitOfWork, unit_of_work
from headway.lib.edtf import ImpreciseDate
from headway.lib.problems import Refused
from headway.lib.sealed import Secret
from headway.lib.standing import Standing
from headway.movement.actions import require
from headway.movement.queries import checked_address, checked_name, digest_of, user_by_email
from headway.movement.rules import LINK
from headway.plan.actions import keeper_of
from headway.verify.actions.meetings import checked_row
from headway.verify.models import Asking, Outcome, Substantiation
from headway.verify.queries.asking import open_asking
from headway.verify.queries.visible import outcome_rows
from headway.verify.queries.writing import subject_of
from headway.verify.rows import Extent, Substantiated, SubstantiationRow
from headway.verify.rules import DAYS_TO_ANSWER


@dataclass(frozen=True)
class Asked:
    """A question, and the word in its link, which is known now and never again."""

    asking: Asking
    token: str = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What somebody from outside says of an outcome, and whether the core team alone may know who they are."""

    says: Substantiated
    extent: Extent
    name: str
    knows: str
    keeps_name: bool
    text: str = ""


@dataclass(frozen=True)
class Holder:
    """Whoever holds a link: what acts where nobody is signed in."""

    asking: Asking

    @property
    def pk(self) -> str:
        return f"{LINK}{self.asking.pk}"


def ask_outsider(
    outcome: Outcome,
    *,
    name: str,
    language: str,
    email: str = "",
    days: int = DAYS_TO_ANSWER[0],
    acting_user: Any,
) -> Asked:
    """Make a link by which somebody without an account can say what they know of an outcome."""
    require(acting_user, "record_outcome", subject_of(outcome, to_write=True))
    called = checked_name(name)
    if not called:
        raise Refused(_("a name is needed"))
    address = checked_address(email) if email.strip() else ""
    if address and user_by_email(address) is not None:
        raise Refused(_("whoever has that address has an account here, and is not asked by a link"))
    if days not in DAYS_TO_ANSWER:
        raise Refused(_("choose how long the link works"))
    now, token = timezone.now(), secrets.token_urlsafe(32)
    with unit_of_work() as unit:
        asking = Asking.objects.create(
            outcome=outcome, name=Secret(called), email=Secret(address), language=language, digest=digest_of(token),
            asked_by=acting_user, asked_at=now, expires_at=now + timedelta(days=days),
        )  # fmt: skip
        _tell(unit, "ask_outsider", asking, acting_user, {"days": days, "by_mail": bool(address)})
        return Asked(asking, token)


def renew_link(asking: Asking) -> str | None:
    """A new word for a link that is about to be sent, so that none has to be kept until then; None where it is over."""
    with unit_of_work() as unit:
        (fresh,) = unit.lock(Asking, [asking.pk])
        if fresh.withdrawn_at or fresh.answered_at or fresh.expires_at <= timezone.now():
            return None
        token = secrets.token_urlsafe(32)
        Asking.objects.filter(pk=fresh.pk).update(digest=digest_of(token))
        return token


def withdraw_asking(asking: Asking, *, acting_user: Any) -> None:
    """The link works no more; what was answered by it stays."""
    require(acting_user, "record_outcome", subject_of(asking.outcome, to_write=True))
    with unit_of_work() as unit:
        (fresh,) = unit.lock(Asking, [asking.pk])
        if fresh.withdrawn_at is None:
            Asking.objects.filter(pk=fresh.pk).update(withdrawn_at=timezone.now())
            _tell(unit, "withdraw_asking", asking, acting_user, {})


def answer_asking(token: str, answer: Answer) -> Substantiation:
    """Keep what the holder of a link says; said again before the link runs out, it takes the place of what they said."""
    with unit_of_work() as unit:
        found = open_asking(token)
        # Read again under a lock: it may be withdrawn in this moment.
        held = unit.lock(Asking, [found.pk]) if found else []
        if found is None or held[0].withdrawn_at:
            raise Refused(_("this link works no more: ask whoever gave it to you"))
        asking, outcome, holder = held[0], found.outcome, Holder(found)
        name = checked_name(answer.name)
        if not name:
            raise Refused(_("a name is needed"))
        row = checked_row(SubstantiationRow, _told(answer, name, asking.substantiation))
        (whole,) = outcome_rows(outcome.campaign, [outcome.key])
        inside = whole.model_copy(
            update={"contributions": (), "evidence": (), "verdicts": (), "substantiations": (row,)}
        )
        keeper_of(outcome.campaign, holder).keep_inside([inside], {outcome.key: outcome.pk})
        said = Substantiation.objects.get(campaign=outcome.campaign, key=row.key)
        Asking.objects.filter(pk=asking.pk).update(
            answered_at=timezone.now(), answered_as=Secret(name), substantiation=said
        )
        _tell(unit, "answer_asking", found, holder, {"again": asking.answered_at is not None})
        return said


def note_asking_sent(pk: Any) -> None:
    Asking.objects.filter(pk=pk).update(sent_at=timezone.now(), failed="")


def note_asking_failed(pk: Any, why: str) -> None:
    """Only what sort of fault it was: what a mail server says may hold an address."""
    Asking.objects.filter(pk=pk).update(failed=why[:500])


def _told(answer: Answer, name: str, before: Substantiation | None) -> Mapping[str, Any]:
    who = answer.knows.strip() if answer.keeps_name else ", ".join(filter(None, (name, answer.knows.strip())))
    return {
        "key": before.key if before else f"said-{secrets.token_hex(6)}",
        "who": who,
        "says": answer.says,
        "extent": answer.extent,
        "text": answer.text.strip().replace("\r\n", "\n"),
        "when": ImpreciseDate.on(timezone.now().date()),
        "through_link": True,
        "name_kept": answer.keeps_name,
        "standing": Standing.ENTERED,
    }


def _tell(unit: UnitOfWork, action: str, asking: Asking, acting_user: Any, changes: dict[str, Any]) -> None:
    """Never whom: that is for the people of the outcome to know."""
    unit.record(
        action, acting_user=acting_user, kind="outcome", subject=asking.outcome_id,
        changes=changes | {"asking": str(asking.pk)}, sealed=asking.outcome.restricted,
        campaign=asking.outcome.campaign_id,
    )  # fmt: skip
