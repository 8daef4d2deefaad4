"""The actions by which somebody outside is asked, tried with what the northern office proposed in Kenya."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from headway.movement.actions import ensure_operator
from headway.movement.tests.door import CORE, COUNTRY, Door
from headway.plan.actions import handle_risk, keep_plan
from headway.plan.models import Risk
from headway.plan.rows import RiskRow
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


@transaction.atomic
def _handle(campaign: Any, user: Any) -> Any:
    row = {"key": "dry-year", "name": "A dry year", "text": "No water."}
    keep_plan(campaign, [RiskRow.model_validate(row)], acting_user=ensure_operator())
    risk = Risk.objects.select_related("campaign").get(key="dry-year")
    return handle_risk(risk, {"mitigation": "Wait.", "owner": "Dolores", "closed": True}, acting_user=user)


ASKING_DOORS: Mapping[str, Door] = {
    "people asked outside": Door(
        ask_outsider, _ask, WRITERS, "ask_outsider", "outcome", "north-outcome",
        lambda campaign: Asking.objects.filter(outcome=_outcome(), withdrawn_at=None).exists(),
    ),
    "links withdrawn": Door(
        withdraw_asking, _withdraw, WRITERS, "withdraw_asking", "outcome", "north-outcome",
        lambda campaign: Asking.objects.exclude(withdrawn_at=None).exists(),
    ),
    "risks handled": Door(
        handle_risk, _handle, CORE, "change_risk", "risk", "dry-year",
        lambda campaign: Risk.objects.filter(key="dry-year", owner="Dolores", closed=True).exists(),
    ),
}  # fmt: skip
