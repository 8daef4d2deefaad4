"""What a list was asked for and cannot give becomes a page that says so, and leads back to the list."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.lib.problems import Unreachable
from headway.pages.filters import BadListing
from headway.pages.listing import PageBeyond


class ListingFaults:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Unreachable):
            context = {
                "heading": _("This cannot be read just now"),
                "message": _("The store in which coverage and posts lie does not answer. Try again in a while; if it comes again, tell whoever runs this site."),
                "lead": _("Home"), "mend": reverse("home"),
            }  # fmt: skip
            return render(request, "pages/fault.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
        if isinstance(exception, BadListing):
            title, lead, status = (
                _("This list cannot be shown like that"),
                _("The list without it"),
                HTTPStatus.BAD_REQUEST,
            )
        elif isinstance(exception, PageBeyond):
            title, lead, status = str(exception.title), str(exception.lead), HTTPStatus.NOT_FOUND
        else:
            return None
        context = {"heading": title, "message": exception.message, "lead": lead, "mend": exception.mend}
        if exception.campaign is not None:
            context["campaign"] = exception.campaign
        return render(request, "pages/fault.html", context, status=status)
