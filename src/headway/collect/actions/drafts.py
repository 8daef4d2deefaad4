"""Drafts: what somebody is typing, kept as it is for them alone. They are no records, and leave nothing in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.audit.fields import SecretLabel
from headway.collect.actions.kept_files import forget_files
from headway.collect.models import Draft
from headway.lib.problems import Refused
from headway.movement.models import Office
from headway.plan.models import Campaign

MOST_DRAFTS = 100
LONGEST_DRAFT = 300_000


class StaleDraft(Refused):
    """The draft was saved from elsewhere since this form was opened; `draft` is how it stands."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("This draft was saved from another tab or device since you opened it here."))
        self.draft = draft


@dataclass(frozen=True)
class Typed:
    """A form as it was typed: `content` holds each field's values; `seen` is how often the draft had been saved then."""

    client_id: UUID
    content: Mapping[str, Sequence[str]]
    subject: str = ""
    seen: int | None = None
    form: str = "activity"


def save_draft(campaign: Campaign, office: Office | None, typed: Typed, *, owner: Any) -> Draft:
    """Keep what was typed; raise `StaleDraft` where something newer stands (`seen` None: whatever stands)."""
    if sum(len(name) + sum(map(len, values)) for name, values in typed.content.items()) > LONGEST_DRAFT:
        raise Refused(_("This is too long for a draft."))
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(person=owner, client_id=typed.client_id).first()
        if held is None and Draft.objects.filter(person=owner).count() >= MOST_DRAFTS:
            raise Refused(_("You have as many drafts as can be kept: finish one, or delete one."))
        if held is not None and typed.seen is not None and held.saved > typed.seen:
            if dict(held.content) == dict(typed.content):
                return held
            raise StaleDraft(held)
        draft = held or Draft(person=owner, client_id=typed.client_id)
        draft.campaign, draft.office, draft.form, draft.subject = campaign, office, typed.form, typed.subject
        draft.content, draft.saved_at = SecretLabel(typed.content), timezone.now()
        draft.saved += 1
        draft.save()
        return draft


def delete_draft(campaign: Campaign, client_id: UUID, *, owner: Any) -> bool:
    """Throw a draft of one's own away; False where there is none."""
    forget_files(client_id, owner=owner)
    number, _kinds = Draft.objects.filter(campaign=campaign, person=owner, client_id=client_id).delete()
    return bool(number)
