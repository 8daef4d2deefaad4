"""The one address of `bench_floor`: an activity and its figures, stored as they come."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from headway.collect.models import Activity, Figure
from headway.movement.models import Office
from headway.plan.models import ActivityKind, Campaign, Measure
from headway.web.urls import urlpatterns as own


def store(request: HttpRequest, campaign: str) -> JsonResponse:
    """Insert one activity and as many figures as the form holds, in one transaction."""
    typed = request.POST
    with transaction.atomic():
        here = Campaign.objects.get(key=campaign)
        office = Office.objects.get(key=typed["office"])
        kind = ActivityKind.objects.get(campaign=here, key=typed["kind"])
        when = {
            "when_edtf": "2014-06-12",
            "when_earliest": date(2014, 6, 12),
            "when_latest": date(2014, 6, 12),
        }
        key = f"floor-{secrets.token_hex(8)}"
        activity = Activity.objects.create(
            campaign=here, key=key, name={"en": typed["name"]}, office=office, activity_kind=kind, **when,
            place=typed["place"], country=typed["country"], story=typed["story"], standing="entered",
        )  # fmt: skip
        figures = []
        for at in range(int(typed["figures-TOTAL_FORMS"])):
            measure = Measure.objects.get(campaign=here, key=typed[f"figures-{at}-measure"])
            value = Decimal(typed[f"figures-{at}-value"])
            figures.append(
                Figure(
                    campaign=here, key=f"{key}-{at}", measure=measure, value=value, activity=activity, office=office,
                    standing="entered", precision="exact", **when,
                )
            )  # fmt: skip
        Figure.objects.bulk_create(figures)
    return JsonResponse({"key": key})


urlpatterns = [path("c/<slug:campaign>/floor/", store), *own]
