"""Every address under which a restricted record could be reached, from the URL configuration, as everybody who is not named on it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from headway.audit.queries import model_of
from headway.engage.actions import make_calendar_link
from headway.movement.actions import follow_record, write_comment
from headway.verify.actions import ask_outsider, put_on_agenda
from headway.verify.models import Meeting, Outcome
from headway.web.tests.access import OUTSIDE, SENT_ONLY
from headway.web.tests.routes import Route, routes
from headway.web.tests.site import INSIDERS, PEOPLE, SECRET_WORDS, Site
from headway.web.tests.test_every_route import signed_in
from headway.web.tests.test_restricted_records_do_not_exist import CHANGES

pytestmark = pytest.mark.django_db
# Where the pages of each kind of record stand that can be restricted, and what a secret one of each is told by.
UNDER = {"outcomes": "outcome", "cases": "case", "updates": "update"}
SECRET = {"outcome": "hush-outcome", "case": "hush-case", "update": "hush-update"}
PARTS = {"claim": "hush-claim", "item": "hush-evidence", "rival": "hush-rival"}
# The log tells of all records by number; who may read it and what of it is tested with it.
APART = frozenset({"log-of-kind"})
NOBODY_SENT = UUID(int=1)
NOT_THERE = "no-such-record"
# What any of the forms might take.
SENT = {
    "reason": "Because.",
    "step": "save",
    "to": "verified",
    "seen": "proposed",
    "text": "x",
    "email": "a@movement.example",
}


def kind_of(route: Route) -> str:
    """The kind of record that an address with a key leads to, where records of that kind can be restricted."""
    found = re.search(r"(?:^|/)(\w+)/<slug:key>", route.pattern)
    return UNDER.get(found[1], "") if found else ""


def reaching(site: Site) -> list[tuple[Route, str, str]]:
    """Each route by which a restricted record might be reached: its address for one, and for one that is not there."""
    found: list[tuple[Route, str, str]] = []
    for route in routes():
        if route.name in APART:
            continue
        if kind := kind_of(route):
            given = {"campaign": site.campaign.key, "pk": NOBODY_SENT, **PARTS}
            values = {name: given[name] for name in route.parameters if name != "key"}
            secret, nothing = (
                reverse(route.name, kwargs={**values, "key": key}) for key in (SECRET[kind], NOT_THERE)
            )
            found.append((route, secret, nothing))
        elif {"kind", "pk"} <= set(route.parameters):
            found += [(route, *_by_number(route, kind, key, site)) for kind, key in SECRET.items()]
    return found


def _by_number(route: Route, kind: str, key: str, site: Site) -> tuple[str, str]:
    record = model_of(kind).objects.get(campaign=site.campaign, key=key)
    more = {"comment": NOBODY_SENT} if "comment" in route.parameters else {}
    secret, nothing = (
        reverse(route.name, kwargs={"kind": kind, "pk": pk, **more}) for pk in (record.pk, UUID(int=7))
    )
    return secret, nothing


def plain(response: Any, *keys: str) -> str:
    """Status and text, without what differs from one answer to the next and without the address that was asked for."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = CHANGES.sub("", content.decode(errors="replace"))
    for key in keys:
        text = text.replace(key, "KEY")
    return f"{response.status_code} {response.get('Location', '').split('?')[0]} {text}"


def test_the_matrix_reaches_every_page_of_cases_outcomes_and_updates(site: Site) -> None:
    names = {route.name for route, _, _ in reaching(site)}
    assert {
        "outcome",
        "case",
        "update",
        "outcome-review",
        "evidence-remove",
        "case-people",
        "comments",
        "follow",
    } <= names
    client = signed_in(site.people["named"])
    for route, secret, nothing in reaching(site):
        answers = client.get(secret).status_code, client.get(nothing).status_code
        if route.name in SENT_ONLY:
            assert answers == (405, 405), route
        elif route.name not in {"evidence-file", "rival-remove"}:
            # Nobody merges their own, or holds something else of it: that is said to those who know of it.
            assert answers[0] in {200, 302, 403}, (route, answers)
            assert answers[1] == 404, (route, answers)


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - INSIDERS))
def test_a_restricted_record_answers_as_if_it_were_not_there(who: str, site: Site) -> None:
    """Shown or sent, with what a form would send and without: the same answer as of a record that nobody wrote."""
    client = signed_in(site.people[who])
    differing = []
    for route, secret, nothing in reaching(site):
        parts = [part for address in (secret, nothing) for part in address.split("/") if "-" in part]
        shown = [plain(client.get(address), *parts) for address in (secret, nothing)]
        sent = [plain(client.post(address, SENT), *parts) for address in (secret, nothing)]
        differing += [f"{route}: {seen[:90]} / {gone[:90]}" for seen, gone in (shown, sent) if seen != gone]
        for seen in (shown[0], sent[0]):
            if who in OUTSIDE:
                assert seen.startswith(("302", "405", "404")), (route, seen[:90])
            else:
                assert not seen.startswith("200"), (route, seen[:90])
    assert differing == []
    assert Outcome.objects.get(key="hush-outcome").state == "proposed"


@pytest.mark.parametrize("who", ["reader", "campaigner", "researcher", "core_team", "administrator"])
def test_what_hangs_on_a_restricted_record_tells_nobody_of_it(who: str, site: Site) -> None:
    """It stands on an agenda, is talked about and followed by the named; the wall, the minutes, news and lists are silent."""
    named = site.people["named"]
    secret = Outcome.objects.select_related("campaign").get(key="hush-outcome")
    meeting = Meeting.objects.filter(campaign=site.campaign).order_by("position").first()
    assert meeting
    put_on_agenda(meeting, secret, acting_user=named)
    write_comment(secret, "@Dolores and @Amina: Zyxomma called.", client=uuid4(), acting_user=named)
    follow_record(secret, acting_user=named)
    client, campaign = signed_in(site.people[who]), site.campaign.key
    pages = [
        reverse("meeting", args=[campaign, meeting.key]), reverse("meeting-screen", args=[campaign, meeting.key]),
        reverse("meeting-minutes", args=[campaign, meeting.key]), reverse("news"), reverse("home"),
        f"{reverse('search')}?q=Zyxomma", f"{reverse('search')}?q=Velvet+spring", reverse("calendar", args=[campaign]),
        *(f"{reverse(name, args=[campaign])}?format={form}" for name in ("outcomes", "cases", "updates") for form in ("csv", "xlsx")),
    ]  # fmt: skip
    for address in pages:
        answer = client.get(address)
        assert answer.status_code in {200, 403}, (address, answer.status_code)
        text = plain(
            answer, "q=Zyxomma", "Zyxomma</", 'value="Zyxomma"', "“Zyxomma”", "Velvet spring", "Velvet+spring"
        )
        assert [word for word in SECRET_WORDS if word in text and "search" not in address] == [], address
        if "search" in address:
            assert "hush-" not in text, address


def test_who_comes_by_a_private_link_sees_one_outcome_and_nothing_restricted(site: Site) -> None:
    named = site.people["named"]
    tied = Outcome.objects.select_related("campaign").get(campaign=site.campaign, key="north-change")
    tied.cases.add(model_of("case").objects.get(key="hush-case"))
    asked = ask_outsider(tied, name="A judge", language="en", acting_user=named)
    page = plain(signed_in(None).get(reverse("say", args=[asked.token])))
    assert page.startswith("200")
    assert [word for word in SECRET_WORDS if word in page] == []


def test_a_calendar_that_somebody_takes_along_tells_nothing_restricted(site: Site) -> None:
    token = make_calendar_link(site.campaign, acting_user=site.people["named"])
    feed = plain(signed_in(None).get(reverse("calendar-file", args=[site.campaign.key, token])))
    assert feed.startswith("200")
    assert [word for word in SECRET_WORDS if word in feed] == []
