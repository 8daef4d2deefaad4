"""One search or account withheld, or told again: two people who do so at once both keep what they said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.lib.problems import Refused
from headway.listen.models import Withheld
from headway.listen.rules import WithheldKind
from headway.movement.actions import require
from headway.plan.models import Campaign

LONGEST = 200


def withhold_one(campaign: Campaign, kind: WithheldKind, text: str, *, acting_user: Any) -> Withheld:
    """Leave out of exports and of answers to others what is found by this search, or comes from this account."""
    require(acting_user, "set_up_listening")
    wanted = text.strip()
    if not wanted:
        raise Refused(_("Say what is withheld."))
    if len(wanted) > LONGEST or "\0" in wanted:
        raise Refused(_("This is no name of a search or an account: it is too long, or cannot be read."))
    with unit_of_work() as unit:
        unit.lock(Campaign, [campaign.pk])
        for held in Withheld.objects.filter(campaign=campaign, kind=kind):
            # Small and large letters are one, here as where rows are left out.
            if held.text.lower() == wanted.lower():
                return held
        made = Withheld.objects.create(campaign=campaign, kind=kind, text=wanted)
        unit.record(
            "withhold", acting_user=acting_user, kind="campaign", subject=campaign.pk, campaign=campaign.pk, sealed=True,
            changes={kind: ["", wanted]},
        )  # fmt: skip
        return made


def tell_again(withheld: Withheld, *, acting_user: Any) -> None:
    """Withhold it no more."""
    require(acting_user, "set_up_listening")
    with unit_of_work() as unit:
        (held,) = unit.lock(Withheld, [withheld.pk])
        unit.record(
            "tell_again", acting_user=acting_user, kind="campaign", subject=held.campaign_id, campaign=held.campaign_id,
            sealed=True, changes={held.kind: [held.text, ""]},
        )  # fmt: skip
        held.delete()
