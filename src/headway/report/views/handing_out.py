"""How a rendered report is handed out: as a page under its own policy, or as a file; or that it is being made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers

from headway.report.editions import Making, Order, Rendered, made_or_asked

# So often the page looks again whether a report is made.
SECONDS = 2


def handed_out(request: HttpRequest, order: Order, called: str = "") -> HttpResponseBase:
    """What was ordered; a file is named after the campaign, what it is `called`, and its language."""
    made = made_or_asked(order)
    if isinstance(made, Making):
        return not_yet(request, made)
    response = answer(request, made)
    is_page = order.form == "html"
    if is_page:
        response["Content-Security-Policy"] = made.policy()
    name = "-".join(part for part in (order.campaign, called, order.language) if part)
    how = "inline" if is_page else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}.{order.form}"'
    response["Content-Language"] = order.language
    return response


def not_yet(request: HttpRequest, making: Making) -> HttpResponse:
    """A page that looks again by itself; or that says that it went wrong, and looks no more."""
    failed = making is Making.FAILED
    context = {"failed": failed, "seconds": SECONDS, "again": request.get_full_path()}
    response = render(request, "report/making.html", context, status=500 if failed else 202)
    response["Cache-Control"] = "no-store"
    if not failed:
        response["Retry-After"] = str(SECONDS)
    return response


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """For what only some may have."""
    if response.status_code < 300 and response.status_code != 202:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def answer(request: HttpRequest, edition: Rendered) -> HttpResponseBase:
    """The file, packed where the reader takes that; nothing but its mark where they have it already."""
    packed = edition.packed.exists() and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{edition.mark}{"-gz" if packed else ""}"'
    response = get_conditional_response(request, etag)
    if response is None:
        content = (edition.packed if packed else edition.path).read_bytes()
        response = HttpResponse(content, content_type=edition.content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    if edition.packed.exists():
        patch_vary_headers(response, ["Accept-Encoding"])
    return response
