"""What was heard of an activity or a case: a mention or a post that somebody tied to it, with a copy of what it said."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.audit.fields import SealedTextField
from headway.collect.models.facts import Activity
from headway.engage.models import Case
from headway.lib.ids import uuid7
from headway.plan.models import Campaign


class Clipping(models.Model):
    """The copy stays when the import that brought the item is undone, or its page is gone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.CASCADE, related_name="clippings")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="clippings")
    family = models.CharField(max_length=10)
    item = models.CharField(max_length=500)
    says = SealedTextField()
    where = SealedTextField(blank=True, default="")
    address = SealedTextField(blank=True, default="")
    day = models.DateField(null=True)
    made_up = models.BooleanField(default=False)
    tied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tied_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(activity__isnull=False, case__isnull=True)
                | models.Q(activity__isnull=True, case__isnull=False),
                name="a_clipping_is_of_one_record",
            ),
            models.UniqueConstraint(fields=["activity", "family", "item"], name="clipped_once_an_activity"),
            models.UniqueConstraint(fields=["case", "family", "item"], name="clipped_once_a_case"),
        ]
