"""What questions, their dimensions, their columns and their values are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.lib.edtf import ImpreciseDate
from headway.lib.tongue import say
from headway.listen.rows import ReachTier
from headway.listen.rules import Answered, Met, WithheldKind
from headway.pages.speech import speech
from headway.pages.wording import says


def question_in_words(key: str) -> str:
    return {
        "coverage": _("Mentions, articles and outlets"),
        "issues": _("What the coverage is about"),
        "sentiment": _("Tone of the coverage"),
        "reach-tiers": _("Outlets by potential reach"),
        "reach": _("How potential reach is spread"),
        "moments": _("Moments compared"),
        "local": _("Local and global coverage"),
        "engagement": _("Engagements, clicks and impressions"),
        "accounts": _("Accounts and offices"),
        "interactions": _("Reactions, comments and shares"),
        "rates": _("Rates of engagement and clicks"),
        "new-audiences": _("New audiences"),
        "reach-followers": _("Reach against followers"),
        "best-posts": _("Best posts"),
    }[key]


def dimension_in_words(key: str) -> str:
    return {
        "country": _("Country"),
        "language": _("Language"),
        "media_type": _("Type of media"),
        "outlet": _("Outlet"),
        "sentiment": pgettext("of coverage", "Tone"),
        "office": _("Office"),
        "search": _("Saved search"),
        "day": pgettext("a unit of time", "Day"),
        "week": pgettext("a unit of time", "Week"),
        "month": pgettext("a unit of time", "Month"),
        "moment": _("Moment"),
        "day_after": _("Days after"),
        "where": _("Where"),
        "keyword": _("Keyword"),
        "tag": _("Tag"),
        "paid": _("Paid or organic"),
        "content_type": _("Type of content"),
        "network": _("Network"),
        "account": _("Account"),
        "post_type": _("Form of post"),
        "message": _("Message"),
        "permalink": _("Link"),
    }[key]


def column_in_words(key: str) -> str:
    return {
        "mentions": _("Mentions"),
        "articles": _("Unique articles"),
        "outlets": _("Unique outlets"),
        "positive": pgettext("tone of coverage", "Positive"),
        "neutral": pgettext("tone of coverage", "Neutral"),
        "negative": pgettext("tone of coverage", "Negative"),
        "mixed": pgettext("tone of coverage", "Mixed"),
        "judged": _("With a tone"),
        "share_positive": _("Share positive"),
        "share_negative": _("Share negative"),
        "over_100_thousand": _("Reach over 100,000"),
        "over_1_million": _("Reach over 1 million"),
        "over_10_million": _("Reach over 10 million"),
        "reach_unknown": _("Reach not known"),
        "smallest": _("Smallest reach"),
        "median": _("Median reach"),
        "largest": _("Largest reach"),
        "posts": _("Posts"),
        "engagements": _("Engagements"),
        "clicks": _("Clicks"),
        "impressions": _("Impressions"),
        "reactions": _("Reactions"),
        "comments": _("Comments"),
        "shares": _("Shares"),
        "video_views": _("Video views"),
        "engagements_seen": _("Engagements with impressions known"),
        "seen_engagements": _("Impressions with engagements known"),
        "clicks_seen": _("Clicks with impressions known"),
        "seen_clicks": _("Impressions with clicks known"),
        "clicks_engaged": _("Clicks with engagements known"),
        "engaged_clicks": _("Engagements with clicks known"),
        "engagement_rate": _("Engagements for each impression"),
        "click_rate": _("Clicks for each impression"),
        "clicks_per_engagement": _("Clicks for each engagement"),
        "new_seen": _("Impressions by new people"),
        "seen_new": _("Impressions where new people are told apart"),
        "share_new": _("Share by new people"),
        "accounts": _("Accounts"),
        "largest_reach": _("Furthest reach of one post"),
        "followers_of_largest": _("Followers, at least"),
        "followers_of_all": _("Followers, at most"),
    }[key]


def fixed_values(dimension: str) -> Mapping[str, str]:
    """The words for values that no pack names."""
    return {
        "media_type": {
            "online": pgettext("type of media", "online"), "print": pgettext("type of media", "print"),
            "tv": pgettext("type of media", "television"), "radio": pgettext("type of media", "radio"),
            "blog": pgettext("type of media", "blog"), "podcast": pgettext("type of media", "podcast"),
            "forum": pgettext("type of media", "forum"), "social": pgettext("type of media", "social media"),
            "other": pgettext("type of media", "other"),
        },
        "sentiment": {
            "positive": pgettext("tone of coverage", "Positive"), "neutral": pgettext("tone of coverage", "Neutral"),
            "negative": pgettext("tone of coverage", "Negative"), "mixed": pgettext("tone of coverage", "Mixed"),
        },
        "paid": {
            "paid": pgettext("of posts", "paid"), "organic": pgettext("of posts", "organic"),
            "unknown": pgettext("of posts", "not said whether paid"),
        },
        "where": {
            "local": pgettext("coverage", "local"), "elsewhere": pgettext("coverage", "elsewhere"),
            "unknown": _("country not known"),
        },
        "network": {
            "twitter": "Twitter", "facebook": "Facebook", "instagram": "Instagram", "youtube": "YouTube",
            "tiktok": "TikTok", "linkedin": "LinkedIn", "other": pgettext("network", "other"),
        },
    }.get(dimension, {})  # fmt: skip


@dataclass(frozen=True)
class Sayer:
    """Says the values of answers. `labels` are names that come from the pack: of content types, offices, moments."""

    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def value(self, dimension: str, value: Any) -> str:
        """The value of a dimension, or of a cell."""
        if value is None or value == "":
            return _("not said")
        match dimension:
            case "country":
                return speech().country(value)
            case "language":
                return speech().tongue(value)
            case "day" | "week":
                return said_day(value)
            case "month":
                return said_day(value, of_month=False)
            case "day_after":
                return speech().number(value)
        if value in (named := self.labels.get(dimension, {})):
            return speech().say(named[value])
        return fixed_values(dimension).get(value, str(value))

    def cell(self, column: str, value: Any) -> str:
        """The value of a measure; a rate as a share, and a dash for what nobody knows."""
        if value is None:
            return "–"
        if column in RATES:
            return speech().number(Decimal(str(value)).quantize(Decimal("0.01"))) if column in PER_ONE else (
                speech().share(Decimal(str(value)).quantize(Decimal("0.0001")))
            )  # fmt: skip
        return speech().number(value if isinstance(value, int) else round(value))


# Shares of one; the last are quotients that may pass it.
RATES = frozenset(
    {
        "share_positive",
        "share_negative",
        "engagement_rate",
        "click_rate",
        "share_new",
        "clicks_per_engagement",
    }
)
PER_ONE = frozenset({"clicks_per_engagement"})


def said_day(day: date, *, of_month: bool = True) -> str:
    text = day.isoformat() if of_month else day.isoformat()[:7]
    return speech().when(ImpreciseDate.parse(text))


def made_up_note() -> str:
    """Stands wherever practice rows show."""
    return _("Made up, to practise with: nothing here was published by anybody.")


def reason_of(kind: str, text: str) -> str:
    """Why a row was refused, and how it is mended; `text` is what stands in the cell."""
    if kind == "shape":
        cells, columns = text.split("/")
        return say("has {cells} cells, and the header {columns}", cells=cells, columns=columns)
    reasons = {
        "no_key": say("has no id and no address; a spreadsheet may have rounded the id: export again as CSV"),
        "no_date": say("says no day"),
        "bad_date": say('"{text}" is not a day that can be read', text=text),
        "future": say('"{text}" lies in the future', text=text),
        "bad_number": say('"{text}" is not a number; leave it blank where none is known', text=text),
    }
    return reasons[kind]


def field_words() -> dict[str, str]:
    """What the fields are called by which the columns of an unknown table are read."""
    return {
        "id": say("Id"), "url": say("Address (URL)"), "permalink": say("Address (permalink)"), "headline": say("Headline"),
        "opening": say("Opening words"), "outlet": say("Outlet"), "outlet_domain": say("Domain of the outlet"),
        "author": say("Author"), "country": say("Country"), "language": say("Language"), "media_type": say("Kind of media"),
        "sentiment": say("Sentiment"), "reach": say("Reach"), "ave": say("Advertising value"),
        "engagement": say("Engagement"), "search_name": say("Search"), "keywords": say("Keywords"), "tags": say("Tags"),
        "date": say("Date"), "time": say("Time"), "message": say("Text of the post"), "network": say("Network"),
        "account": say("Account"), "content_type": say("Kind of content"), "post_type": say("Form of the post"),
        "paid_word": say("Paid for"), "impressions": say("Impressions"), "engagements": say("Engagements"),
        "clicks": say("Clicks"), "reactions": say("Reactions"), "comments": say("Comments"), "shares": say("Shares"),
        "video_views": say("Video views"), "followers": say("Followers"),
    }  # fmt: skip


def reason_of_survey(kind: str, text: str) -> str:
    """Why a row of a survey was refused, and how it is mended."""
    reasons = {
        "blank": say("is blank"),
        "no_country": say('"{text}" is no country by code or by name', text=text),
        "bad_date": say('"{text}" is not a day that can be read', text=text),
        "bad_number": say('"{text}" is not a number', text=text),
        "no_share": say('"{text}" is no share: it lies between 0 and 100 %', text=text),
        "nobody": say("nobody was asked: give the number of people who answered"),
        "two_numbers": say("one question has one number of people in one country, and here are two: {text}", text=text),
        "two_weights": say("one question has one weight in one country, and here are two: {text}", text=text),
        "bad_weight": say('"{text}" is no weight: a number above nought', text=text),
        "effective": say("{text} is no effective number: it lies between 1 and the number of people", text=text),
        "twice": say('"{text}" is given twice', text=text),
        "with_another": say("is refused with row {text}: a question is taken whole or not at all", text=text),
        "reversed": say("ends before it begins: {text}", text=text),
        "future": say('"{text}" lies in the future', text=text),
        "sum": say(
            'the shares add up to {text} %: add what is missing as an answer such as "other", or say in a column "several" '
            "that people could give more than one answer", text=text,
        ),
        "free_words": say("has more than {text} different answers, so that it is no question to choose from", text=text),
        "no_days": say("does not say when people were asked: say from when to when"),
    }  # fmt: skip
    return reasons[kind]


@says(ReachTier)
def _reach_tier() -> Mapping[StrEnum, str]:
    return {
        ReachTier.OVER_100_THOUSAND: _("Reach over 100,000"),
        ReachTier.OVER_1_MILLION: _("Reach over 1 million"),
        ReachTier.OVER_10_MILLION: _("Reach over 10 million"),
    }


@says(Met)
def _met() -> Mapping[StrEnum, str]:
    return {
        Met.MET: pgettext("a planned number", "met"),
        Met.SHORT: pgettext("a planned number", "not met"),
        Met.OPEN: pgettext("a planned number", "still open"),
        Met.UNKNOWN: pgettext("a planned number", "cannot be compared"),
    }


@says(Answered)
def _answered() -> Mapping[StrEnum, str]:
    return {
        Answered.WAITING: pgettext("a request for comment", "not answered yet"),
        Answered.ANSWERED: pgettext("a request for comment", "answered"),
        Answered.DECLINED: pgettext("a request for comment", "declined"),
    }


@says(WithheldKind)
def _withheld_kind() -> Mapping[StrEnum, str]:
    return {
        WithheldKind.WORD: pgettext("what is withheld", "a saved search"),
        WithheldKind.ACCOUNT: pgettext("what is withheld", "an account"),
    }


def planned_in_words(what: str, reach: ReachTier | None = None) -> str:
    """What a number of the media plan counts."""
    if reach is not None:
        return {
            ReachTier.OVER_100_THOUSAND: _("Outlets with a reach over 100,000"),
            ReachTier.OVER_1_MILLION: _("Outlets with a reach over 1 million"),
            ReachTier.OVER_10_MILLION: _("Outlets with a reach over 10 million"),
        }[reach]
    return {"mentions": _("Mentions"), "outlets": _("Unique outlets"), "countries": _("Countries")}[what]


def why_not_compared(*, has_rows: bool, has_days: bool) -> str:
    """Why a plan has nothing to be set beside; nothing where it has."""
    if not has_rows:
        return _(
            "No mentions were brought in, so nothing can be compared. Totals that sources published have no rows under "
            "them and are not set against the plan."
        )  # fmt: skip
    if not has_days:
        return _("The first day of this moment is not known, so nothing can be counted for it.")
    return ""


def how_counted() -> str:
    """What the numbers beside a plan are."""
    return _(
        "Counted from imported rows of the same days, all of them, and never from published totals. Countries are those that "
        "sources name; outlets count once each."
    )  # fmt: skip
