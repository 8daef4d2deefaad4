"""Reading whom an outcome was asked about, and what the holder of a link may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from headway.movement.queries import digest_of, person_of
from headway.movement.rules import may
from headway.pages.linked import Links, linked
from headway.verify.models import Asking, Contribution, Outcome
from headway.verify.queries.visible import visible_outcomes_anywhere
from headway.verify.queries.writing import subject_of


@dataclass(frozen=True)
class AskingTold:
    """One question as somebody may know of it: the names for the core team and whoever asked, for others none."""

    record: Asking
    name: str
    answered_as: str

    @property
    def is_open(self) -> bool:
        return self.record.withdrawn_at is None and self.record.expires_at > timezone.now()


@dataclass(frozen=True)
class Question:
    """All that the holder of a link sees: one outcome, and what is claimed for it."""

    asking: Asking
    outcome: Outcome
    claims: tuple[tuple[Contribution, Links], ...]


def open_asking(token: str) -> Asking | None:
    """The question whose link this is, where it still works."""
    working = Asking.objects.filter(withdrawn_at=None, expires_at__gt=timezone.now())
    found = working.select_related(
        "outcome__campaign", "outcome__focus_country", "substantiation", "asked_by"
    )
    return found.filter(digest=digest_of(token)).first()


def question_of(token: str) -> Question | None:
    asking = open_asking(token)
    if asking is None:
        return None
    claims = list(Contribution.objects.filter(outcome=asking.outcome))
    offices = linked(Contribution, [claim.pk for claim in claims], "offices") if claims else {}
    return Question(asking, asking.outcome, tuple((claim, offices.get(claim.pk, {})) for claim in claims))


def askings_of(outcome: Outcome, user: Any) -> list[AskingTold]:
    """Everybody who was asked; who answered under a kept name is told to the core team alone."""
    core = may(person_of(user), "review_outcome", subject_of(outcome))
    told = []
    for one in Asking.objects.filter(outcome=outcome).select_related("asked_by", "substantiation"):
        kept = one.substantiation is not None and one.substantiation.name_kept
        knows = core or one.asked_by_id == user.pk
        told.append(AskingTold(one, one.name if knows else "", one.answered_as if core or not kept else ""))
    return told


def asking_by_id(pk: Any, user: Any) -> Asking | None:
    seen = visible_outcomes_anywhere(user).order_by().values("pk")
    return Asking.objects.filter(pk=pk, outcome__in=seen).select_related("outcome__campaign").first()


def asking_to_send(pk: Any) -> Asking | None:
    """One whose mail has still to go, for the worker."""
    found = Asking.objects.filter(pk=pk, sent_at=None, withdrawn_at=None).select_related("asked_by")
    return found.first()
