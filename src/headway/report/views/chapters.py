"""A report as it is read on the site: chapter by chapter, each under an address of its own."""

from __future__ import annotations

import gzip
import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_vary_headers

from headway.pages.places import found
from headway.report.editions import Rendered, policy_of
from headway.report.html import packed_page, page_of_place


def chapter(request: HttpRequest, edition: Rendered, name: str, language: str) -> HttpResponseBase:
    """One page, packed where the reader takes that; nothing but its mark where they have it already."""
    content = found(packed_page(edition.path, name))
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


def place(edition: Rendered, name: str, first: str) -> HttpResponse:
    """Lead on to the page on which a place of the report stands; `first` is the address of its first page."""
    page = page_of_place(edition.path, name)
    if page is None:
        raise Http404
    return HttpResponseRedirect(f"{first}{f'{page}/' if page else ''}#{name}")
