"""Offices and people: they belong to the installation, not to a campaign."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from headway.audit.fields import SealedTextField
from headway.audit.models import FactFields, Record
from headway.lib.ids import uuid7
from headway.movement.rows import OfficeRow
from headway.movement.rules import Every, Role


class Office(Record, FactFields):
    row = OfficeRow

    name = models.JSONField()
    country = models.CharField(max_length=2)
    office_kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10, blank=True, default="")
    time_zone = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "key"]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["key"], name="office_key")]


class UserManager(BaseUserManager["User"]):
    """People are found by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person, or a system actor (`is_system`): the operator of the installation, a pack that speaks as published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role given to a person: for one office, for one country, or for the whole installation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.CASCADE, related_name="grants")
    country = models.CharField(max_length=2, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user", "role", "office"],
                condition=models.Q(office__isnull=False),
                name="one_grant_an_office",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "country"],
                condition=models.Q(office__isnull=True),
                name="one_grant_a_country",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="contributor") | models.Q(office__isnull=False),
                name="a_contributor_has_an_office",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="researcher") | ~models.Q(country=""),
                name="a_researcher_has_a_country",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["contributor", "researcher"])
                | models.Q(office=None, country=""),
                name="other_roles_are_held_everywhere",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="a_grant_is_of_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.office_id or self.country or '*'}"


class Invitation(models.Model):
    """Somebody asked to join: by which address, in which roles, and until when. Of the link only its digest is kept.

    `roles` holds `[role, key of the office or "", country or ""]` each. Open are those that are neither accepted nor
    withdrawn; there is at most one for an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    roles = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(closed_at=None), name="one_open_invitation_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Comment(models.Model):
    """What somebody said of a record, of whatever room; sealed, since nobody knows today what is restricted tomorrow.

    `client` is the id under which it was sent: what is sent twice is said once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    client = models.UUIDField()
    text = SealedTextField()
    at = models.DateTimeField()
    told: models.ManyToManyField[User, Any] = models.ManyToManyField(User, related_name="told_of")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["record", "at"], name="comments_of_a_record")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client"], name="a_comment_is_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Follow(models.Model):
    """Somebody wants to hear of a record; `seen` is the entry of the log up to which they have."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    seen = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "record"], name="a_record_is_followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Digest(models.Model):
    """How often somebody gets mail of what is new in what they follow, and how far the last one told."""

    person = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="digest")
    every = models.CharField(max_length=10, default=Every.DAY)
    told = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(every__in=[every.value for every in Every]), name="a_digest_comes_every"
            )
        ]

    def __str__(self) -> str:
        return self.every


class Remembered(models.Model):
    """The table of Django's database cache: how often somebody tried, shared by all workers; nothing that lasts."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "headway_cache"

    def __str__(self) -> str:
        return self.cache_key
