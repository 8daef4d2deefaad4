"""Reading what surveys found: of each question in each country at each time, what was written last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db.models import QuerySet

from headway.lib.polls import Answered, Poll, Weighting, as_told, from_told, sameness
from headway.listen.models import Poll as KeptPoll
from headway.listen.models import SurveyImport
from headway.listen.rows import PolledRow
from headway.listen.rules import SurveyState
from headway.plan.models import Campaign
from headway.plan.queries import visible_campaigns


@dataclass(frozen=True)
class Standing:
    """A poll that counts, and the import that it came by."""

    poll: Poll
    source: str
    made_up: bool


@dataclass(frozen=True)
class Question:
    """All that is known of one question: its polls by country and time, the newest first."""

    key: str
    text: str
    polls: tuple[Standing, ...] = field(default=())

    @property
    def made_up(self) -> bool:
        return any(one.made_up for one in self.polls)

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(sorted({one.poll.country for one in self.polls}))

    @property
    def answers(self) -> tuple[str, ...]:
        """In the order in which files list them; the newest first."""
        return tuple(dict.fromkeys(answer.text for one in self.polls for answer in one.poll.answers))

    @property
    def newest(self) -> tuple[Standing, ...]:
        """Of each country the poll that ended last."""
        found: dict[str, Standing] = {}
        for one in self.polls:
            found.setdefault(one.poll.country, one)
        return tuple(found.values())

    @property
    def waves(self) -> int:
        """How often it was asked where it was asked most often."""
        countries = [one.poll.country for one in self.polls]
        return max(countries.count(one) for one in countries)

    @property
    def began(self) -> date:
        return min(one.poll.began for one in self.polls)

    @property
    def ended(self) -> date:
        return max(one.poll.ended for one in self.polls)


def question_key(same: str) -> str:
    """Short and the same in every address: questions have no keys of their own."""
    return blake2b(same.encode(), digest_size=6).hexdigest()


def standing_polls(campaign: Campaign) -> list[Standing]:
    """The polls that count, whoever asks: those of written imports, and of the same poll the one written last."""
    kept = (
        KeptPoll.objects.filter(brought_by__campaign=campaign, brought_by__state=SurveyState.WRITTEN)
        .order_by("-brought_by__written_at", "-brought_by__pk", "position")
        .select_related("brought_by")
        .prefetch_related("answers")
    )
    found: dict[tuple[Any, ...], Standing] = {}
    for one in kept:
        poll = _poll_of(one)
        found.setdefault(poll.key, Standing(poll, str(one.brought_by_id), one.brought_by.made_up))
    return list(found.values())


def _poll_of(kept: KeptPoll) -> Poll:
    return Poll(
        kept.question, kept.country, kept.n, kept.began, kept.ended,
        tuple(Answered(one.text, one.share) for one in kept.answers.all()), kept.effective, kept.weight,
        Weighting(kept.weighting), kept.several,
    )  # fmt: skip


def questions_among(standing: Sequence[Standing]) -> list[Question]:
    """By question, in the order of their words; the polls of each the newest first, then by country."""
    by_question: dict[str, list[Standing]] = {}
    for one in standing:
        by_question.setdefault(sameness(one.poll.question), []).append(one)
    found = []
    for same, polls in sorted(by_question.items()):
        polls.sort(
            key=lambda one: (-one.poll.ended.toordinal(), -one.poll.began.toordinal(), one.poll.country)
        )
        found.append(Question(question_key(same), polls[0].poll.question, tuple(polls)))
    return found


def survey_questions(campaign: Campaign, user: Any) -> list[Question]:
    """The questions of a campaign that `user` may see."""
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return []
    return questions_among(standing_polls(campaign))


def survey_question(campaign: Campaign, user: Any, key: str) -> Question | None:
    return next((one for one in survey_questions(campaign, user) if one.key == key), None)


def visible_survey_imports(campaign: Campaign, user: Any) -> QuerySet[SurveyImport]:
    """Imports of a campaign, newest first; whoever may see the campaign may see what its results come from."""
    if not visible_campaigns(user).filter(pk=campaign.pk).exists():
        return SurveyImport.objects.none()
    return SurveyImport.objects.filter(campaign=campaign).select_related("office", "made_by", "campaign")


def survey_import_by_id(campaign: Campaign, user: Any, pk: Any) -> SurveyImport | None:
    return visible_survey_imports(campaign, user).filter(pk=pk).first()


def survey_imports_in_list(campaign: Campaign, user: Any) -> list[SurveyImport]:
    return list(visible_survey_imports(campaign, user)[:200])


def polls_planned(made: SurveyImport) -> list[Poll]:
    """What an import is to write, or wrote."""
    return from_told(made.told.get("polls", []))


def polled_rows(campaign: Campaign) -> list[PolledRow]:
    """What a report tells of surveys, in the order of its keys; nothing where nothing was brought in."""
    return [
        PolledRow(
            key=f"polled-{number:05}", told=json.dumps(as_told([one.poll])[0], ensure_ascii=False, separators=(",", ":")),
            source=one.source, made_up=one.made_up,
        )
        for number, one in enumerate((one for question in questions_among(standing_polls(campaign)) for one in question.polls), 1)
    ]  # fmt: skip


def questions_kept(rows: Iterable[PolledRow]) -> list[Question]:
    """The questions of an edition, as it kept them."""
    return questions_among(
        [Standing(from_told([json.loads(row.told)])[0], row.source, row.made_up) for row in rows]
    )
