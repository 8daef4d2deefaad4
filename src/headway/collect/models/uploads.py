"""What somebody has sent in as a file and not confirmed yet: it waits for them alone, and not for long."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.lib.ids import uuid7
from headway.movement.models import Office
from headway.plan.models import Campaign, Period


class Upload(models.Model):
    """A file between its plan and its writing. Of exports of other tools only the totals are kept, never the file.

    Once it is written `content` is emptied, and `refused` holds what has to be mended, until it expires.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=b"")
    asked = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    refused = models.BinaryField(default=b"")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["expires_at"], name="uploads_by_expiry")]
