"""The search over all that somebody may see: as a page, and as the few lines of the command palette."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.audit.actions import record_reads
from headway.audit.queries import Hit, Search, names_of
from headway.lib.finding import Piece, Query, marked, snippet
from headway.movement.listings.search import SEARCH, HitsOfKind
from headway.movement.queries import person_of
from headway.movement.rules import may
from headway.pages.filters import BadListing, unknown_value
from headway.pages.hits import said_of_hits
from headway.pages.kinds import kind_name, led_to
from headway.pages.listing import Listed
from headway.pages.places import address_of
from headway.pages.speech import speech

EACH = 3
# So many kinds are shown at once; the others are behind their tabs.
MOST_KINDS = 6
IN_THE_PALETTE = 8
Campaigns = Mapping[Any, tuple[str, Mapping[str, str]]]


@dataclass(frozen=True)
class ShownHit:
    """A hit as the page shows it. `lang` is the language of its title, where that is not the reader's.

    `value` is what the room of its kind says of it beside: the value of a figure, the step of a rating.
    """

    hit: Hit
    href: str
    title: tuple[Piece, ...]
    lang: str
    snippet: tuple[Piece, ...]
    campaign: Mapping[str, str] | None
    value: str = ""

    @property
    def kind_name(self) -> str:
        return kind_name(self.hit.kind)


@dataclass(frozen=True)
class Asked:
    """What the address asks: the words as a list reads them, the kind and the campaign (both may be empty)."""

    listed: Listed
    search: Search
    kind: str
    campaign: str
    campaigns: Campaigns

    @property
    def text(self) -> str:
        return self.listed.text


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """With `?fragment=1` only the best few, without what is restricted: each letter typed would be a read to log."""
    fragment = request.GET.get("fragment") == "1"
    asked = _asked(request, restricted=not fragment)
    if fragment:
        hits = asked.search.best(2)[:IN_THE_PALETTE]
        context = {"hits": _shown(hits, asked), "total": sum(asked.search.counts.values()), "asked": asked}
        return render(request, "movement/search_fragment.html", context)
    hits = list(asked.listed.records) if asked.kind else asked.search.best(EACH)
    _log_reads(request, hits)
    context = {
        "asked": asked,
        "listing": asked.listed,
        "groups": _groups(_shown(hits, asked), asked)[:MOST_KINDS],
        "total": sum(asked.search.counts.values()),
        "tabs": _tabs(asked),
        "heading": _("Search"),
    }
    return render(request, "movement/search.html", context)


def _asked(request: HttpRequest, *, restricted: bool) -> Asked:
    kind, campaign = request.GET.get("kind", ""), request.GET.get("campaign", "")
    campaigns = names_of("campaign") if may(person_of(request.user), "see") else {}
    ids = {key: pk for pk, (key, _name) in campaigns.items()}
    if kind and kind not in led_to():
        raise BadListing(unknown_value(_("Kind"), kind))
    if campaign and campaign not in ids:
        raise BadListing(unknown_value(_("Campaign"), campaign))
    found = Search(
        request.GET.get("q", ""), request.user, kinds=led_to() if campaigns else (), campaign=ids.get(campaign),
        restricted=restricted,
    )  # fmt: skip
    records: Any = HitsOfKind(found, kind)
    return Asked(SEARCH.build(request.GET, records), found, kind, campaign, campaigns)


def _log_reads(request: HttpRequest, hits: Sequence[Hit]) -> None:
    for kind in {hit.kind for hit in hits if hit.restricted}:
        read = [hit for hit in hits if hit.kind == kind]
        record_reads(kind, read, acting_user=request.user, listed=True)


def _shown(hits: Sequence[Hit], asked: Asked) -> list[ShownHit]:
    values: dict[Any, str] = {}
    for kind in {hit.kind for hit in hits}:
        values |= said_of_hits(kind, [hit.pk for hit in hits if hit.kind == kind])
    return [replace(_shown_hit(hit, asked.search.query, asked), value=values.get(hit.pk, "")) for hit in hits]


def _shown_hit(hit: Hit, query: Query, asked: Asked) -> ShownHit:
    key, name = asked.campaigns.get(hit.campaign, ("", None))
    said = speech()
    lang = said.lang_of(hit.title)
    spoken = lang or (said.language if said.language in hit.title else hit.language)
    return ShownHit(
        hit=hit,
        href=address_of(hit.kind, key, hit.key),
        title=marked(said.say(hit.title), spoken, query),
        lang=lang,
        snippet=_unless_title(snippet(hit.passages, hit.language, query), said.say(hit.title)),
        campaign=name if len(asked.campaigns) > 1 else None,
    )


def _unless_title(pieces: tuple[Piece, ...], title: str) -> tuple[Piece, ...]:
    """A record without a name is called by the beginning of its text, which need not stand there twice."""
    text = "".join(piece.text for piece in pieces)
    return () if text[:60] == title[:60] else pieces


def _groups(hits: Sequence[ShownHit], asked: Asked) -> list[dict[str, Any]]:
    """The hits by kind; where more answer than are shown, with the way to all of them."""
    groups = []
    for kind, members in groupby(hits, key=lambda shown: shown.hit.kind):
        shown, count = list(members), asked.search.counts[kind]
        more = _href(asked, kind) if count > len(shown) and not asked.kind else ""
        groups.append({"kind": kind, "name": kind_name(kind, 2), "count": count, "hits": shown, "more": more})
    return groups


def _tabs(asked: Asked) -> list[tuple[str, str, bool]]:
    """All kinds, then each that answers, with how many."""
    counts, said = asked.search.counts, speech()
    kinds = [kind for kind in led_to() if kind in counts or kind == asked.kind]
    if not kinds:
        return []
    named = [(_("All"), "", sum(counts.values()))]
    named += [(kind_name(kind, 2), kind, counts.get(kind, 0)) for kind in kinds]
    return [
        (f"{name} {said.number(count)}", _href(asked, kind), kind == asked.kind)
        for name, kind, count in named
    ]


def _href(asked: Asked, kind: str) -> str:
    given = {"q": asked.text, "kind": kind, "campaign": asked.campaign}
    return "?" + urlencode({name: value for name, value in given.items() if value})
