"""What somebody is writing, what a client has sent already, and the files that belong to an activity."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.audit.fields import SealedLabelField, SealedTextField
from headway.collect.models.facts import Activity
from headway.lib.ids import uuid7
from headway.movement.models import Office
from headway.plan.models import Campaign


def _of_person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")


class Draft(models.Model):
    """A form that is not handed in yet, as it was typed, and always sealed: nobody knows yet whom it is about.

    `client_id` is made by the browser and names it there.

    `subject` is the key of the record that is being changed (empty: a new one), and `base` that record as the form
    opened on it, by which it is seen whether somebody else has changed it since.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = _of_person()
    client_id = models.UUIDField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=20)
    subject = models.CharField(max_length=80, blank=True, default="")
    base = models.JSONField(null=True, blank=True)
    content = SealedLabelField(default=dict)
    saved = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-saved_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="a_draft_has_one_id")
        ]


class Sent(models.Model):
    """What a client has sent: the same id again is answered with what was written the first time.

    A form whose answer was lost can be edited and sent again: `turn` counts how often it was, so that an older one that comes
    late changes nothing, and `base` holds the marks of what was written, on which the edit was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = _of_person()
    client_id = models.UUIDField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    turn = models.PositiveIntegerField(default=0)
    base = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="what_is_sent_is_sent_once")
        ]


class StoredFile(models.Model):
    """A photo or a document. Photos are stored without what a camera writes into them; its texts are always sealed, for
    they can name whom it shows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    photo = models.BooleanField(default=False)
    name = SealedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    credit = SealedTextField(blank=True, default="")
    caption = SealedTextField(blank=True, default="")
    may_publish = models.BooleanField(default=False)
    may_fundraise = models.BooleanField(default=False)
    consent_from = SealedTextField(blank=True, default="")
    consent_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class KeptFile(StoredFile):
    """A file that came with a form which was not saved: it waits with the draft, for its sender alone."""

    person = _of_person()
    client_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id", "digest"], name="a_file_is_kept_once")
        ]


class Attachment(StoredFile):
    """A photo or a document of an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attachments")
    client_id = models.UUIDField(null=True, blank=True)
    file = models.FileField(upload_to="attachments", max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["activity", "digest"], name="a_file_is_attached_once")
        ]

    @property
    def of_record(self) -> tuple[str, str]:
        """Kind and key of the record to which the file belongs."""
        return "activity", self.activity.key
