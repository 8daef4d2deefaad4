"""Who was reminded of which return, and who does not want to be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.lib.ids import uuid7
from headway.movement.models import Office
from headway.plan.models import Campaign, Period


class Reminder(models.Model):
    """One letter to one person about one office's return; the same is never sent twice on one day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=20)
    day = models.DateField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["-queued_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["campaign", "office", "period", "person", "why", "day"], name="reminded_once_a_day"
            )
        ]


class ReminderChoice(models.Model):
    """That a person wants no reminders of a campaign."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    muted = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "person"], name="one_choice_a_campaign")
        ]
