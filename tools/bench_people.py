"""For `bench_pages`, inside the home that is measured: somebody of the core team, and what each page asks of the database."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

PERSON = "bench@movement.example"
# Files, which no reader waits for as for a page, and what leads on.
LEFT_OUT = frozenset({"report-file"})
# Lists as people use them: searched, filtered, far down.
AS_USED = {
    "search": "q=hearing", "activities": "q=petition", "outcomes": "state=verified&page=2", "cases": "q=torture",
}  # fmt: skip


def tell(campaign_key: str, only: Collection[str] = ()) -> dict[str, Any]:
    """The person's cookies, and every page that they may open (or those `only`) with the number of its queries."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from headway.movement.actions import ensure_operator
    from headway.plan.queries import campaign_by_key
    from headway.report.actions import publish_edition
    from headway.report.queries import published_edition
    from headway.web.tests.access import statuses
    from headway.web.tests.reading import asking, is_page
    from headway.web.tests.routes import Samples, routes
    from headway.web.tests.samples import BY_NAME, BY_ROUTE
    from headway.web.tests.site import sign_in

    settings.ALLOWED_HOSTS.append("testserver")
    person = somebody()
    client = Client(raise_request_exception=False)
    sign_in(client, person)
    campaign: Any = campaign_by_key(campaign_key, ensure_operator())
    if not only and published_edition(campaign_key) is None:
        publish_edition(campaign, acting_user=ensure_operator())
    samples = Samples(campaign, person, BY_ROUTE | _own_addresses(campaign), BY_NAME)
    pages = []
    for route in routes():
        if (
            200 not in statuses(route, "core_team")
            or route.name in LEFT_OUT
            or (only and route.name not in only)
        ):
            continue
        try:
            address = samples.address(route)
        except LookupError:
            continue
        used = [f"{address}?{AS_USED[route.name]}"] if route.name in AS_USED else []
        for one in (address, *used):
            answer = client.get(one)
            if answer.status_code != 200 or not is_page(answer):
                continue
            with asking() as asked:
                client.get(one)
            pages.append([f"{route.name} (used)" if one in used else route.name, one, len(asked.statements)])
    return {"cookies": {name: morsel.value for name, morsel in client.cookies.items()}, "pages": pages}


def _own_addresses(campaign: Any) -> dict[str, dict[str, Any]]:
    """Where the campaign has not the records of the tests: forms of its own, of an outcome that is not locked."""
    return _of_outcomes(campaign) | _of_offices(campaign)


def _of_outcomes(campaign: Any) -> dict[str, dict[str, Any]]:
    from headway.verify.models import Contribution, Evidence, Rival, Update

    own: dict[str, dict[str, Any]] = {}
    if update := Update.objects.filter(campaign=campaign).first():
        own |= {name: {"key": update.key} for name in ("update-edit", "update-withdraw")}
    claims = Contribution.objects.filter(
        campaign=campaign, outcome__restricted=False, outcome__state="proposed"
    )
    claim = (
        claims.exclude(outcome__key="north-change")
        .select_related("outcome")
        .order_by("position", "key")
        .first()
    )
    if claim is None:
        return own
    key = claim.outcome.key
    alone = ("outcome-edit", "outcome-review", "outcome-merge", "outcome-ask", "claim-new", "evidence-new")
    own |= {name: {"key": key} for name in alone}
    for name in ("claim-edit", "claim-confidence", "claim-remove"):
        own[name] = {"key": key, "claim": claim.key}
    if item := Evidence.objects.filter(outcome=claim.outcome).first():
        own |= {name: {"key": key, "item": item.key} for name in ("evidence-edit", "evidence-remove")}
    if rival := Rival.objects.filter(campaign=campaign, contribution__outcome__state="proposed").first():
        own["rival-remove"] = {"key": rival.contribution.outcome.key, "rival": rival.key}
    return own


def _of_offices(campaign: Any) -> dict[str, dict[str, Any]]:
    from headway.collect.models import Activity, Return

    own: dict[str, dict[str, Any]] = {}
    if activity := Activity.objects.filter(campaign=campaign).order_by("position", "key").first():
        own |= {name: {"key": activity.key} for name in ("activity-change", "attachments")}
        own["heard-of"] = {"kind": "activity", "key": activity.key}
    given = (
        Return.objects.filter(campaign=campaign)
        .select_related("office", "period")
        .order_by("position", "key")
    )
    if one := given.first():
        own |= {name: {"office": one.office.key} for name in ("sign-up-of", "office-figures")}
        own["office-edit"] = {"key": one.office.key}
        for name in ("return-of", "period-form", "send-form"):
            own[name] = {"office": one.office.key, "period": one.period.key}
    return own


def somebody() -> Any:
    """A person of the core team, who sees most pages."""
    from headway.movement.models import Grant, User
    from headway.movement.rules import Role

    person, made = User.objects.get_or_create(email=PERSON, defaults={"name": "Reader of pages"})
    if made:
        Grant.objects.create(user=person, role=Role.CORE_TEAM)
    return User.objects.get(pk=person.pk)
