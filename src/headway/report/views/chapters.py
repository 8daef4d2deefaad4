"""A report as it is read on the site: chapter by chapter, each under an address of its own."""

from __future__ import annotations

import gzip
import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_vary_headers

from headway.pages.places import found
from headway.report.editions import Making, Order, Rendered, made_or_asked, policy_of
from headway.report.html import packed_page, page_of_place
from headway.report.views.handing_out import not_yet


def chapter(request: HttpRequest, order: Order, name: str) -> HttpResponseBase:
    """One page of the report, or that it is being made; the first page has no name."""
    made = made_or_asked(order)
    return not_yet(request, made) if isinstance(made, Making) else _page(request, made, name, order.language)


def place(request: HttpRequest, order: Order, name: str, first: str) -> HttpResponseBase:
    """Lead on to the page on which a place of the report stands; `first` is the address of its first page."""
    made = made_or_asked(order)
    if isinstance(made, Making):
        return not_yet(request, made)
    page = page_of_place(made.path, name)
    # A place that went with its record: the report itself is still there.
    there = "" if page is None else f"{f'{page}/' if page else ''}#{name}"
    return HttpResponseRedirect(f"{first}{there}")


def _page(request: HttpRequest, made: Rendered, name: str, language: str) -> HttpResponseBase:
    """Packed where the reader takes that; nothing but its mark where they have it already."""
    content = found(packed_page(made.path, name))
    takes_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}{"-gz" if takes_packed else ""}"'
    text = gzip.decompress(content)
    response = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(content if takes_packed else text, content_type="text/html; charset=utf-8")
        if takes_packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = policy_of(text)
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
