"""Lists of records: declared once in a room, then filtered, sorted, searched and paged by what stands in the address.

A room declares its lists in `listings.py`:

    ACTIVITIES = Listing(
        name="activities",
        filters=(
            Related("area", _("Area"), "activity_kind__area"),
            Related("case", _("Case"), "cases", among=visible_cases),
            Worded("state", _("State"), "state", OutcomeState),
            InCountry("country", _("Country")),
            InYear("year", _("Year"), "when"),
        ),
        sorts=(
            Sort("newest", _("Newest first"), latest_first("when")),
            Sort("name", _("By name"), by_label("name")),
        ),
        search=lambda records, text, scope: records.filter(key__in=...),
    )

(with `gettext_lazy as _`), and its view builds the page that is asked for:

    listing = ACTIVITIES.build(request.GET, visible_activities(campaign, request.user), campaign, request.user)
    return render(request, "collect/activities.html", {"listing": listing, ...})

whose template shows `<c-filters :listing="listing" />`, the records in `listing.records`, `<c-pager :page="listing.page" />`;
`listing.count` is how many there are, `listing.is_narrowed` tells an empty list from an empty search. The first sort is
the one that holds unless another is asked for.

All state stands in the address. What makes no sense raises `BadListing` (400) and a page beyond the last `PageBeyond`
(404); the middleware `ListingFaults` makes helpful pages of both. Parameters that the list does not know are refused too,
for a filter that is misspelt would silently show too much; a page with further parameters names them in `also`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.lib.labels import EVERYWHERE
from headway.lib.tongue import LANGUAGES
from headway.pages.export import Cell
from headway.pages.filters import (
    BadListing,
    Choice,
    Filter,
    InCountry,
    InYear,
    OfKind,
    Option,
    Related,
    Scope,
    Worded,
    unknown_value,
)
from headway.pages.listed import Chip, Choices, Link, Listed, Page
from headway.pages.speech import speech

__all__ = [
    "BadListing", "Choice", "Filter", "InCountry", "InYear", "Listed", "Listing", "OfKind", "Option", "Page", "PageBeyond",
    "Related", "Scope", "Sort", "Table", "TakenAway", "Worded", "by_label", "earliest_first", "latest_first",
]  # fmt: skip

LONGEST_SEARCH = 200
_PAGE = re.compile(r"[1-9][0-9]{0,11}")
# Parameters of every page, which no list reads.
EVERYWHERE_TOO = frozenset({"language"})
Order = Sequence[Any]


FORMATS = ("csv", "xlsx")


class TakenAway(Exception):
    """The address asks for the whole list as a file, which a later room makes: pages know of no records."""

    def __init__(self, listing: Listing, records: QuerySet[Any], form: str, scope: Scope, whole: str) -> None:
        super().__init__(listing.name)
        self.name, self.table = listing.name, listing.table
        self.records, self.form, self.scope, self.whole = records, form, scope, whole


class PageBeyond(Http404):
    """The list has no such page; `mend` is the address of its last one, to which `lead` leads."""

    title: Any = gettext_lazy("The list has no such page")
    lead: Any = gettext_lazy("The last page of the list")
    campaign: Any = None

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


@dataclass(frozen=True)
class Sort:
    """One order of a list; `order_by` is what a query set takes, or a function that gives it for the reader's language."""

    name: str
    label: Any
    order_by: Order | Callable[[], Order]

    def order(self) -> Order:
        given = self.order_by() if callable(self.order_by) else self.order_by
        return (given,) if isinstance(given, str) else given


def latest_first(path: str) -> Order:
    """By an imprecise date, the undated last."""
    return (
        F(f"{path}_latest").desc(nulls_last=True),
        F(f"{path}_earliest").desc(nulls_last=True),
        "position",
        "key",
    )


def earliest_first(path: str) -> Order:
    return (
        F(f"{path}_earliest").asc(nulls_last=True),
        F(f"{path}_latest").asc(nulls_last=True),
        "position",
        "key",
    )


def by_label(path: str = "name") -> Callable[[], Order]:
    """By a label as the reader sees it. A sealed label cannot be sorted by: the database does not know it."""

    def order() -> Order:
        own = speech().language.split("-")[0]
        languages = dict.fromkeys((own, EVERYWHERE, "en", *LANGUAGES))
        return (Lower(Coalesce(*(KeyTextTransform(language, path) for language in languages))), "key")

    return order


Search = Callable[[QuerySet[Any], str, Scope], QuerySet[Any]]


@dataclass(frozen=True)
class Table:
    """How records without rows become a file: of what `kind` the log says that they are, and the heads and lines."""

    kind: str
    make: Callable[[Any, Scope], tuple[Sequence[str], list[Sequence[Cell]]]]


@dataclass(frozen=True)
class Listing:
    """The declaration of a list; see the module's text.

    `ids_apart` reads the ids of a page before the page: worth a query more where the conditions are dear to ask twice.
    `can_be_taken` lets people take the list away as a file: its records have to be of one kind that has rows, or
    `table` says how a file tells of them.
    """

    name: str
    filters: tuple[Filter, ...] = ()
    sorts: tuple[Sort, ...] = ()
    search: Search | None = None
    size: int = 25
    also: frozenset[str] = frozenset()
    ids_apart: bool = False
    can_be_taken: bool = False
    table: Table | None = None

    def build(
        self, params: QueryDict, records: QuerySet[Any], campaign: Any = None, user: Any = None
    ) -> Listed:
        """Read the address and the records that it asks for: two queries, and one for the choices of each filter."""
        try:
            return self._build(params, records, campaign, user)
        except (BadListing, PageBeyond) as fault:
            fault.campaign = campaign
            raise

    def _build(self, params: QueryDict, records: QuerySet[Any], campaign: Any, user: Any) -> Listed:
        scope, asked = Scope(campaign, user), _Asked(self, params)
        choices = [self._choices(one, asked.values(one), records, scope, asked) for one in self.filters]
        narrowed = records
        for one in self.filters:
            if asked.values(one):
                narrowed = one.narrow(narrowed, asked.values(one), scope)
        if asked.text and self.search is not None:
            narrowed = self.search(narrowed, asked.text, scope)
        if self.sorts:
            narrowed = narrowed.order_by(*asked.sort.order(), "pk")
        if asked.form:
            raise TakenAway(self, narrowed, asked.form, scope, asked.href({"format": []}))
        page = self._page(narrowed.count(), asked)
        shown = self._part(records, narrowed, page.begins - 1, page.ends) if page.count else []
        return Listed(
            name=self.name,
            records=shown,
            page=page,
            filters=tuple(choices),
            sorts=tuple(asked.sort_links()),
            chips=tuple(asked.chips(choices)),
            text=asked.text,
            can_search=self.search is not None,
            kept=tuple(asked.kept()),
            files=tuple(asked.files()),
            can_be_restricted=hasattr(getattr(records, "model", None), "restricted"),
        )

    def _part(self, records: QuerySet[Any], narrowed: Any, begins: int, ends: int) -> list[Any]:
        """Some of the narrowed records: the database puts their ids in order, and reads the rest of those few alone.

        By what they are narrowed is asked once, with the ids. What a search found is in its own order, and no query set.
        """
        if not isinstance(narrowed, QuerySet):
            return list(narrowed[begins:ends])
        ids: Any = narrowed.values("pk")[begins:ends]
        few = records.filter(pk__in=[one["pk"] for one in ids] if self.ids_apart else ids)
        order = narrowed.query.order_by
        return list(few.order_by(*order) if order else few)

    def _choices(
        self,
        one: Filter,
        values: Sequence[str],
        records: QuerySet[Any],
        scope: Scope,
        asked: _Asked,
    ) -> Choices:
        options = one.options(records, scope)
        known = {option.value for option in options}
        for value in values:
            if value not in known:
                further = one.option(value, scope, records)
                if further is None:
                    raise BadListing(unknown_value(one.label, value), asked.href({one.name: []}))
                options.append(further)
        marked = (replace(option, chosen=option.value in values) for option in options)
        return Choices(one.name, str(one.label), one.many, tuple(marked))

    def _page(self, count: int, asked: _Asked) -> Page:
        last = max(1, -(-count // self.size))
        number = asked.page
        if number > last:
            said = speech().number(last)
            raise PageBeyond(
                _("This list ends with page %(last)s.") % {"last": said}, asked.href({"page": [str(last)]})
            )
        begins = (number - 1) * self.size + 1 if count else 0
        return Page(
            number=number,
            last=last,
            count=count,
            begins=begins,
            ends=min(number * self.size, count),
            previous=asked.page_href(number - 1) if number > 1 else "",
            next=asked.page_href(number + 1) if number < last else "",
            links=tuple(_links(number, last, asked)),
        )


def _links(number: int, last: int, asked: _Asked) -> list[Link]:
    near = {1, 2, last - 1, last, number - 1, number, number + 1}
    shown, links = sorted(page for page in near if 1 <= page <= last), []
    before = 0
    for page in shown:
        if page > before + 1:
            links.append(Link("…", ""))
        links.append(Link(speech().digits(str(page)), asked.page_href(page), page == number))
        before = page
    return links


class _Asked:
    """What the address asks of a list, checked as far as that needs no record."""

    def __init__(self, listing: Listing, params: Mapping[str, Any]) -> None:
        self.listing = listing
        query = params if isinstance(params, QueryDict) else QueryDict(urlencode(params, doseq=True))
        names = {one.name for one in listing.filters}
        self.given = {
            name: [value for value in dict.fromkeys(query.getlist(name)) if value]
            for name in query
            if name not in EVERYWHERE_TOO
        }
        of_a_file = {"format"} if listing.can_be_taken else set()
        unknown = self.given.keys() - names - {"q", "sort", "page"} - of_a_file - listing.also
        if unknown:
            shown = min(unknown)[:40].replace("\0", "")
            raise BadListing(
                _("This list cannot be narrowed by “%(name)s”.") % {"name": shown},
                self.href({name: [] for name in unknown}),
            )
        self._refuse_odd_signs()
        for one in listing.filters:
            if not one.many and len(self.values(one)) > 1:
                self.given[one.name] = self.values(one)[-1:]
        self.text = self._last("q").strip()
        self.sort = self._sort()
        self.page = self._page()
        self.form = self._form()

    def values(self, one: Filter) -> list[str]:
        return self.given.get(one.name, [])

    def _last(self, name: str) -> str:
        found = self.given.get(name, [])
        return found[-1] if found else ""

    def _refuse_odd_signs(self) -> None:
        for name, values in self.given.items():
            if any("\0" in value for value in values):
                raise BadListing(_("The address holds a sign that no text has."), self.href({name: []}))
        if len(self._last("q")) > LONGEST_SEARCH:
            raise BadListing(
                _("Search for at most %(number)s characters.") % {"number": speech().number(LONGEST_SEARCH)},
                self.href({"q": []}),
            )

    def _sort(self) -> Sort:
        sorts, wanted = self.listing.sorts, self._last("sort")
        if not wanted:
            return sorts[0] if sorts else Sort("", "", ())
        for sort in sorts:
            if sort.name == wanted:
                return sort
        raise BadListing(unknown_value(_("Sort by"), wanted), self.href({"sort": []}))

    def _page(self) -> int:
        wanted = self._last("page")
        if not wanted:
            return 1
        if not (_PAGE.fullmatch(wanted) and wanted.isascii()):
            raise BadListing(unknown_value(_("Page"), wanted), self.href({}))
        return int(wanted)

    def _form(self) -> str:
        wanted = self._last("format") if self.listing.can_be_taken else ""
        if wanted and wanted not in FORMATS:
            said = _("Lists are given as CSV or XLSX, not as “%(name)s”.") % {"name": wanted[:40]}
            raise BadListing(said, self.href({"format": []}))
        return wanted

    def files(self) -> list[Link]:
        forms = FORMATS if self.listing.can_be_taken else ()
        return [Link(form.upper(), self.href({"format": [form]})) for form in forms]

    def href(self, changes: Mapping[str, Sequence[str]]) -> str:
        """The address of the list with these changes; any change leads to the first page."""
        given = {name: values for name, values in self.given.items() if name != "page"} | dict(changes)
        query = urlencode({name: values for name, values in given.items() if values}, doseq=True)
        return f"?{query}"

    def page_href(self, number: int) -> str:
        return self.href({"page": [str(number)] if number > 1 else []})

    def sort_links(self) -> list[Link]:
        first = self.listing.sorts[0].name if self.listing.sorts else ""
        return [
            Link(
                str(sort.label),
                self.href({"sort": [] if sort.name == first else [sort.name]}),
                sort is self.sort,
                sort.name,
            )
            for sort in self.listing.sorts
        ]

    def chips(self, choices: Sequence[Choices]) -> list[Chip]:
        chips = [Chip(_("Search"), self.text, "", self.href({"q": []}))] if self.text else []
        for shown in choices:
            chosen = [option for option in shown.options if option.chosen]
            for option in chosen:
                others = [other.value for other in chosen if other is not option]
                chips.append(Chip(shown.label, option.label, option.lang, self.href({shown.name: others})))
        return chips

    def kept(self) -> list[tuple[str, str]]:
        return [(name, value) for name in sorted(self.listing.also) for value in self.given.get(name, [])]
