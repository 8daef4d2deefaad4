"""The actions by which somebody outside is asked, tried with what the northern office proposed in Kenya."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headway.movement.actions import ensure_operator
from headway.movement.tests.door import COUNTRY, Door
from headway.verify.actions import ask_outsider, withdraw_asking
from headway.verify.models import Asking, Outcome

WRITERS = COUNTRY | {"campaigner"}


def _outcome() -> Outcome:
    return Outcome.objects.select_related("campaign").get(key="north-outcome")


def _ask(campaign: Any, user: Any) -> Any:
    return ask_outsider(_outcome(), name="Zawadi", language="fr", acting_user=user)


@transaction.atomic
def _withdraw(campaign: Any, user: Any) -> Any:
    asked = ask_outsider(_outcome(), name="Zawadi", language="fr", acting_user=ensure_operator())
    return withdraw_asking(asked.asking, acting_user=user)


ASKING_DOORS: Mapping[str, Door] = {
    "people asked outside": Door(
        ask_outsider, _ask, WRITERS, "ask_outsider", "outcome", "north-outcome",
        lambda campaign: Asking.objects.filter(outcome=_outcome(), withdrawn_at=None).exists(),
    ),
    "links withdrawn": Door(
        withdraw_asking, _withdraw, WRITERS, "withdraw_asking", "outcome", "north-outcome",
        lambda campaign: Asking.objects.exclude(withdrawn_at=None).exists(),
    ),
}  # fmt: skip
