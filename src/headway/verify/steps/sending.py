"""What a form sends, told once however often it is sent, and put together with what others wrote meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from headway.collect.actions import NEW, Clash, Sending
from headway.collect.models import Draft, Sent
from headway.lib.merging import merge
from headway.lib.problems import Refused
from headway.lib.rows import Row
from headway.plan.models import Campaign
from headway.verify.queries.writing import values_of
from headway.verify.rows import ContributionRow

R = TypeVar("R", bound=Row)


def merged_with(stored: R, typed: R, names: Iterable[str], base: Mapping[str, str]) -> R:
    """What stands, with what the form changed of it since it was opened."""
    now, told = values_of(stored, names), dict(values_of(typed, names))
    # Lines that are new are nobody else's.
    told = {name: value for name, value in told.items() if name != f"rival:{NEW}"}
    values, clashes = dict(told), frozenset[str]()
    if base:
        merged = merge(base, now, told)
        values, clashes = merged.values, merged.clashes
    if clashes:
        theirs = frozenset(name for name in told if name not in clashes and values[name] != told[name])
        raise Clash(clashes, theirs, now)
    changes = {name: getattr(typed, name) for name in told if ":" not in name and values[name] == told[name]}
    if isinstance(stored, ContributionRow) and isinstance(typed, ContributionRow):
        held = {one.key: one for one in stored.rivals}
        mine = {
            one.key: one
            for one in typed.rivals
            if values.get(f"rival:{one.key}") == told.get(f"rival:{one.key}")
        }
        new = [one for one in typed.rivals if one.key == NEW]
        changes["rivals"] = (*({**held, **{k: one for k, one in mine.items() if k != NEW}}.values()), *new)
    return stored.model_copy(update=changes)


def sent_before(kind: str, parts: Sequence[Row], sending: Sending, acting_user: Any) -> str:
    if sending.client_id is None:
        return ""
    sent = Sent.objects.filter(person=acting_user, client_id=sending.client_id).first()
    if sent is None:
        return ""
    if sent.kind != kind or sent.digest != _digest(parts):
        raise Refused(_("This was saved before, with other content. Open the saved record to change it."))
    return sent.subject


def remember(
    campaign: Campaign, kind: str, key: str, parts: Sequence[Row], sending: Sending, acting_user: Any
) -> None:
    if sending.client_id is None:
        return
    Sent.objects.create(
        person=acting_user, client_id=sending.client_id, campaign=campaign, kind=kind, subject=key,
        digest=_digest(parts), at=timezone.now(),
    )  # fmt: skip
    Draft.objects.filter(person=acting_user, client_id=sending.client_id).delete()


def _digest(parts: Sequence[Row]) -> str:
    text = json.dumps([part.model_dump(mode="json") for part in parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
