"""Mentions and posts one after the other, and each by itself, with what it is tied to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.lake.questions import Family
from headway.listen.forms import AskedFor, read_address
from headway.listen.queries.asking import lake_of, sayer_of
from headway.listen.queries.items import heard_item, heard_of, heard_page
from headway.listen.words import column_in_words, dimension_in_words
from headway.pages.panels import panels_for
from headway.pages.places import found, frame_of
from headway.plan.queries import at_one_moment, campaign_by_key

SIZE = 50
DEEPEST = 1000
PAGES = {Family.MEDIA: ("mentions", "mention"), Family.SOCIAL: ("posts", "post")}
_TOLD = {
    Family.MEDIA: ("country", "language", "media_type", "sentiment"),
    Family.SOCIAL: ("network", "content_type", "paid", "country", "office"),
}
_COUNTED = {
    Family.MEDIA: (),
    Family.SOCIAL: ("engagements", "clicks", "impressions", "reactions", "comments", "shares"),
}


@require_safe
def mentions(request: HttpRequest, campaign: str) -> HttpResponse:
    return _list(request, campaign, Family.MEDIA)


@require_safe
def posts(request: HttpRequest, campaign: str) -> HttpResponse:
    return _list(request, campaign, Family.SOCIAL)


def _list(request: HttpRequest, campaign: str, family: Family) -> HttpResponse:
    """A page of them, narrowed by the same address as the charts."""
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    asked = read_address(request.GET, family, frozenset({"page"}))
    number, lake = _page(request), lake_of(shown, request.user)
    has_rows = lake.has(family)
    rows, count = heard_page(lake, family, asked.asking, number, SIZE) if has_rows else ([], 0)
    last = max(1, -(-count // SIZE))
    if number > last:
        raise Http404
    one = PAGES[family][1]
    lines = [
        (heard, reverse(one, args=[shown.key, heard.key]))
        for heard in (heard_of(family, {"opening": "", **row}) for row in rows)
    ]
    above = ("listening" if family is Family.MEDIA else "listening-social", _("Listening"))
    context = {
        **frame_of(shown, _("Mentions") if family is Family.MEDIA else _("Posts"), above),
        "lines": lines, "family": str(family), "has_rows": has_rows, "found": count, "number": number, "last": last,
        "previous": _href(asked, number - 1) if number > 1 else "",
        "next": _href(asked, number + 1) if number < last else "",
        "made_up": any(heard.made_up for heard, _href_of in lines),
    }  # fmt: skip
    return render(request, "listen/heard_list.html", context)


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= DEEPEST):
        raise Http404
    return int(given)


def _href(asked: AskedFor, number: int) -> str:
    said = asked.query or "?"
    return f"{said}{'&' if len(said) > 1 else ''}page={number}"


@require_safe
def mention(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    return _one(request, campaign, Family.MEDIA, key)


@require_safe
def post(request: HttpRequest, campaign: str, key: str) -> HttpResponse:
    return _one(request, campaign, Family.SOCIAL, key)


def _one(request: HttpRequest, campaign: str, family: Family, key: str) -> HttpResponse:
    shown = at_one_moment(found(campaign_by_key(campaign, request.user)))
    heard = found(heard_item(shown, request.user, family, key))
    name, kind = PAGES[family]
    sayer = sayer_of(shown)
    told: list[tuple[str, str]] = [
        (dimension_in_words(one), sayer.value(one, _said(heard.row, one))) for one in _TOLD[family]
    ]
    told += [(column_in_words(one), sayer.cell(one, heard.row[one])) for one in _COUNTED[family]]
    context: dict[str, Any] = {
        **frame_of(
            shown, heard.says, (name, _("Mentions") if family is Family.MEDIA else _("Posts")), is_record=True
        ),
        "heard": heard,
        "told": told,
        "panels": panels_for(kind, heard, shown, request.user),
    }
    return render(request, "listen/heard_item.html", context)


def _said(row: dict[str, Any], name: str) -> Any:
    if name == "paid":
        return {True: "paid", False: "organic", None: "unknown"}[row["paid"]]
    return row[name]
