"""Moments, the kinds of content that posts are sorted into, and what was brought into the lake."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from headway.audit.fields import SealedTextField, When, when_columns
from headway.lib.ids import uuid7
from headway.lib.polls import LONGEST_TEXT, Weighting
from headway.listen import rows
from headway.listen.rules import Answered, ImportState, SurveyState
from headway.movement.models import Office
from headway.plan.models import Campaign, CampaignFact, CampaignRecord, FocusCountry, Output, Period, link, to


class Moment(CampaignFact):
    row = rows.MomentRow

    name = models.JSONField()
    when_edtf, when_words, when_earliest, when_latest = when_columns()
    when = When("when")
    planned = models.BooleanField(default=True)
    focus_countries = link(FocusCountry)
    outputs = link(Output)
    text = models.TextField(blank=True, default="")


class ContentType(CampaignFact):
    row = rows.ContentTypeRow

    name = models.JSONField()
    meaning = models.JSONField()


class MediaTarget(CampaignFact):
    """What is planned for one moment or one period; each number that is planned is at least one."""

    row = rows.MediaTargetRow

    moment = to(Moment)
    period = to(Period)
    mentions = models.PositiveIntegerField(null=True, blank=True)
    outlets = models.PositiveIntegerField(null=True, blank=True)
    countries = models.PositiveIntegerField(null=True, blank=True)
    reach = models.CharField(max_length=20, blank=True, default="")
    outlets_of_reach = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, default="")

    class Meta(CampaignFact.Meta):
        constraints: ClassVar[list[Any]] = [
            *CampaignRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(moment__isnull=False, period__isnull=True)
                | models.Q(moment__isnull=True, period__isnull=False),
                name="a_media_target_is_for_one_time",
            ),
            models.CheckConstraint(
                condition=models.Q(mentions__gte=1)
                | models.Q(outlets__gte=1)
                | models.Q(countries__gte=1)
                | models.Q(outlets_of_reach__gte=1),
                name="a_media_target_plans_something",
            ),
            models.CheckConstraint(
                condition=models.Q(reach="", outlets_of_reach__isnull=True)
                | (~models.Q(reach="") & models.Q(outlets_of_reach__gte=1)),
                name="reach_goes_with_its_outlets",
            ),
        ]


class MediaRequest(models.Model):
    """A journalist asked for comment: which outlet, when, about what, and whether somebody answered.

    It stands at a mention, of which it keeps a copy that stays when the import is undone. Who asked is not kept: the
    name of a journalist is nobody's business here, and there is no field for it. `search` is by what the mention was
    found, so that it is withheld with the mention.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=500)
    search = models.CharField(max_length=200, blank=True, default="")
    says = SealedTextField()
    outlet = models.CharField(max_length=500, blank=True, default="")
    asked_on = models.DateField()
    asked = SealedTextField()
    answered = models.CharField(max_length=10, default=Answered.WAITING)
    made_up = models.BooleanField(default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_on", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["campaign", "item"], name="requests_by_mention")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(answered__in=[one.value for one in Answered]),
                name="a_request_stands_as_one_of_three",
            ),
            models.CheckConstraint(condition=~models.Q(item=""), name="a_request_is_at_a_mention"),
        ]


class Import(models.Model):
    """One bringing in of files: planned, then written whole or not at all, and undone whole.

    `asked` is what its sender said of the files, `told` what was found in them. That it is `written` is what makes its
    files of the lake part of what is read: the state and the files change in one transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=ImportState.WAITING)
    layout = models.CharField(max_length=80, blank=True, default="")
    asked = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    # How far reading or writing has come, in thousandths; moved outside of any unit of work.
    progress = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True, default="")
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    snapshot_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["campaign", "state"], name="imports_by_state")]


class Original(models.Model):
    """A file as it was sent: sealed in the store under its digest, with what was found out about how it is written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brought_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="originals")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["brought_by", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["brought_by", "number"], name="one_original_a_number")
        ]


class LakeFile(models.Model):
    """One file of the lake that is read. `of` is the import whose rows it holds; none where rows of several were put together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey(Import, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    table = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    # Of a file that was put together: the imports of which it holds rows, and those of them that were undone since.
    holds = models.JSONField(default=list)
    gone = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["table", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["table", "name"], name="lake_file_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["campaign", "table"], name="lake_files_by_table")
        ]


class LakeState(models.Model):
    """Where a table of a campaign stands: who plans against one state and finds another at the commit plans anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    version = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "table"], name="one_state_a_table")
        ]


class Mapping(models.Model):
    """How the columns of a layout are read, remembered by the names of its header: asked once, used for every file like it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    days = models.CharField(max_length=3, blank=True, default="")
    time_zone = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "kind", "fingerprint"], name="one_mapping_a_layout")
        ]


class Withheld(models.Model):
    """A search word or an account that is left out of exports and of answers to the public."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "text"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["campaign", "kind", "text"], name="withheld_once")
        ]


class SurveyImport(models.Model):
    """Results of surveys that were brought in: planned, then written whole or not at all, and undone whole.

    The files themselves are never kept, since some tell of people: `told` holds the results that were counted from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=SurveyState.PLANNED)
    name = models.CharField(max_length=500)
    told = models.JSONField(default=dict)
    made_up = models.BooleanField(default=False)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "pk"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["campaign", "state"], name="surveys_by_state")]


class Poll(models.Model):
    """One question asked in one country at one time. Where several imports tell of it, the one written last counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brought_by = models.ForeignKey(SurveyImport, on_delete=models.CASCADE, related_name="polls")
    position = models.PositiveIntegerField()
    # The question with spaces, letter case and last stop evened out: one question, however a file writes it.
    same = models.CharField(max_length=LONGEST_TEXT)
    question = models.CharField(max_length=LONGEST_TEXT)
    country = models.CharField(max_length=2)
    n = models.PositiveIntegerField()
    effective = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    weight = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    weighting = models.CharField(max_length=12, default=Weighting.NONE)
    several = models.BooleanField(default=False)
    began = models.DateField()
    ended = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["brought_by", "position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["brought_by", "same", "country", "began", "ended"], name="poll_once_an_import"
            ),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="poll_asks_somebody"),
            models.CheckConstraint(
                condition=models.Q(ended__gte=models.F("began")), name="poll_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=models.Q(effective__isnull=True)
                | models.Q(effective__gte=1, effective__lte=models.F("n")),
                name="poll_is_worth_no_more_than_it_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__gt=0), name="poll_weighs_something"
            ),
        ]


class PollAnswer(models.Model):
    """An answer and the share of those who gave it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=LONGEST_TEXT)
    share = models.DecimalField(max_digits=9, decimal_places=8)

    class Meta:
        ordering: ClassVar[list[str]] = ["poll", "position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll", "text"], name="answer_once_a_poll"),
            models.CheckConstraint(condition=models.Q(share__gte=0, share__lte=1), name="answer_has_a_share"),
        ]
