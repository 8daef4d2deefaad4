"""An office says what it means to do in the campaign."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.utils.translation import gettext as _

from headway.audit.actions import unit_of_work
from headway.collect.actions.reported import keep_reported
from headway.collect.actions.returns import Stale
from headway.collect.models import SignUp
from headway.collect.queries import collect_rows
from headway.collect.rows import SignUpRow
from headway.movement.models import Office
from headway.plan.models import Campaign


def sign_up_office(
    campaign: Campaign, office: Office, row: SignUpRow, *, seen: str = "", acting_user: Any
) -> SignUp:
    """Keep the plan of an office; `seen` names the one on which its form was opened ("": whatever)."""
    with unit_of_work() as unit:
        found = SignUp.objects.filter(campaign=campaign, office=office)
        locked = unit.lock(SignUp, found.values_list("pk", flat=True))
        stands = collect_rows(campaign, "sign-up", [locked[0].key]) if locked and seen else []
        if seen and seen != version_of_sign_up(stands[0] if stands else None):
            raise Stale(
                _("Somebody has changed this sign-up since you opened it. What you wrote is still here.")
            )
        key = locked[0].key if locked else new_sign_up_key(campaign, office)
        keep_reported(campaign, [row.model_copy(update={"key": key})], acting_user=acting_user)
        return SignUp.objects.get(campaign=campaign, key=key)


def new_sign_up_key(campaign: Campaign, office: Office) -> str:
    taken = SignUp.objects.filter(campaign=campaign, key=office.key).exists()
    return f"{office.key}-{secrets.token_hex(4)}" if taken else office.key


def version_of_sign_up(row: SignUpRow | None) -> str:
    """Names a sign-up as it stands now."""
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()[:16] if row else "new"
