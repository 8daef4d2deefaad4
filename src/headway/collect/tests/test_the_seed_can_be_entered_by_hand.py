"""What the report tells of Poland, Morocco, Canada and the petition on Uzbekistan is typed into the forms, and comes to the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.collect.models import Figure
from headway.collect.queries import cascades_of, journeys_of, rows_of_totals, totals
from headway.collect.rules import By
from headway.collect.tests.test_an_office_records_an_activity import hidden
from headway.collect.words import said_result
from headway.conftest import PACKS
from headway.exchange.packs import load_pack
from headway.movement.models import Grant, Office, User
from headway.movement.rules import Role

pytestmark = pytest.mark.django_db
# What offices and researchers tell; without these the pack is a campaign in which nobody has reported yet.
TOLD = (
    "activities.yaml", "figures.csv", "outcomes.yaml", "relations.yaml", "report.yaml", "ratings.yaml", "learnings.yaml",
    "recommendations.yaml", "case-studies.yaml", "meetings.yaml", "testimonies.yaml", "published.yaml", "sign-ups.yaml",
    "returns.csv", "risks.yaml", "moments.yaml",
)  # fmt: skip
# How many figures a total is made of is left aside: a photo's caption that says again what the text says is not typed twice.
COMPARED = ("result", "value", "low", "high", "precision", "currency", "reasons")


@pytest.fixture
def by_hand(shipped: Any, operator: Any, tmp_path: Path) -> Any:
    """The same campaign under another key, with its plan and with whom it works, and with nothing reported."""
    pack = tmp_path / "by-hand"
    shutil.copytree(PACKS / "stop-torture", pack)
    for name in TOLD:
        (pack / name).unlink()
    described = pack / "pack.yaml"
    described.write_text(described.read_text().replace("key: stop-torture\n", "key: by-hand\n", 1))
    return load_pack(pack, acting_user=operator)[0]


class Section:
    """A campaigner of one office, who types into the form of each kind of activity."""

    def __init__(self, campaign: Any, office: str) -> None:
        self.campaign, self.office = campaign, office
        user = User.objects.create(email=f"{office}@movement.example", name=office, language="en")
        Grant.objects.create(user=user, role=Role.CONTRIBUTOR, office=Office.objects.get(key=office))
        self.client = Client(headers={"Accept-Language": "en"})
        self.client.force_login(user)

    def records(self, kind: str, name: str, *figures: tuple[str, ...], **more: Any) -> str:
        """Save an activity; a figure is its measure, its number, how exactly, and words. Returns the activity's key."""
        address = f"{reverse('record-activity', args=[self.campaign.key])}?kind={kind}&office={self.office}"
        opened = self.client.get(address)
        assert opened.status_code == 200, opened.content
        lines: dict[str, str] = {"figures-TOTAL_FORMS": str(len(figures)), "figures-INITIAL_FORMS": "0"}
        for at, (measure, value, *rest) in enumerate(figures):
            precision, words, within = (*rest, "", "", "")[:3]
            given = {
                "measure": measure,
                "value": value,
                "precision": precision or "exact",
                "words": words,
                "within": within,
            }
            lines |= {f"figures-{at}-{part}": said for part, said in given.items()}
        told = {"office": self.office, "kind": kind, "name": name, "when": "2014", "step": "save"} | more
        held = {field: value for field, value in hidden(opened).items() if not field.startswith("figures-")}
        answer = self.client.post(address, held | lines | told)
        assert answer.status_code == 302, re.findall(r'class="error[^>]*>([^<]+)', answer.content.decode())
        return str(answer["Location"]).rstrip("/").rsplit("/", 1)[-1]

    def comes_to(self, campaign: Any = None) -> dict[str, dict[str, str]]:
        """The totals of this office, as anybody takes them away."""
        lines = rows_of_totals(totals(campaign or self.campaign, [By.OFFICE]))
        counted = (line for line in lines if line["office"] == self.office)
        return {line["measure"]: {name: line[name] for name in COMPARED} for line in counted}

    def reads(self, campaign: Any, measure: str, by: str = "office") -> str:
        """What the page of totals says of a measure at this office, or of all of it."""
        text = self.client.get(f"/c/{campaign.key}/totals/?by={by}&measure={measure}").content.decode()
        lines = re.findall(r'<a href="([^"]+)"><strong class="number">(.*?)</strong>', text)
        wanted = f"office={self.office}#figures" if by == "office" else "#figures"
        return str(next(shown for href, shown in lines if href.endswith(wanted)))


def said(come: Any) -> list[tuple[str, str]]:
    return [(one.measure.key, said_result(one.result)) for one in come]


def test_the_training_cascade_of_poland(by_hand: Any, shipped: Any) -> None:
    poland = Section(by_hand, "poland")
    trainings = poland.records(
        "training", "Trainings of staff and activists",
        ("trainings-held", "8"), ("cities", "7"), ("people-trained", "136"), country="PL",
    )  # fmt: skip
    sessions = poland.records(
        "workshop", "Sessions run by those who were trained",
        ("trainee-sessions-held", "11"), ("people-trained", "240"), follows=trainings,
    )  # fmt: skip
    poland.records("webinar", "Webinars", ("webinars-held", "", "", "several"))
    poland.records(
        "youth-meeting",
        "Youth meeting",
        ("participants", "40"),
        ("countries-represented", "15"),
        when="July 2014",
    )
    poland.records("public-event", "Public actions", ("public-events", "5"), ("cities", "3"))
    poland.records("festival", "Festivals", ("festivals", "3"), ("cities", "3"), when="summer 2014")
    poland.records("recruitment", "New supporters", ("new-supporters", "3,622"), ("new-paying-members", "12"), when="2014-05/2014-12")  # fmt: skip
    poland.records("human-rights-education", "School groups", ("school-groups-created", "55"))
    assert poland.comes_to() == poland.comes_to(shipped)
    for measure in ("people-trained", "trainings-held", "trainee-sessions-held", "new-supporters"):
        assert poland.reads(by_hand, measure) == poland.reads(shipped, measure)
    (typed,), (printed,) = cascades_of(by_hand), cascades_of(shipped)
    assert [(one.activity.key, one.depth) for one in typed.sessions] == [(trainings, 0), (sessions, 1)]
    assert said(typed.together) == said(printed.together)


def test_the_growth_of_morocco(by_hand: Any, shipped: Any) -> None:
    morocco = Section(by_hand, "morocco")
    here = {"country": "MA", "focus_countries": "morocco-western-sahara"}
    morocco.records("public-event", "Local and youth groups take part", ("groups-taking-part", "10"), ("groups-in-section", "15"), **here)  # fmt: skip
    morocco.records(
        "petition", "Actions for Ali Aarrass", ("actions-taken", "4,091"),
        cases="ali-aarrass", when="2014-05-13/2014-12-31", **here,
    )  # fmt: skip
    assert morocco.comes_to() == morocco.comes_to(shipped)
    for measure in ("actions-taken", "groups-taking-part", "groups-in-section"):
        assert morocco.reads(by_hand, measure) == morocco.reads(shipped, measure)
    assert morocco.reads(by_hand, "actions-taken") == "4,091"


def test_the_supporter_journey_of_canada(by_hand: Any, shipped: Any) -> None:
    canada = Section(by_hand, "canada-english")
    about = {"country": "CA", "focus_countries": "mexico"}
    canada.records("billboard", "Billboards and cinema advertisements", ("advertisement-views", "", "", "thousands"), **about)  # fmt: skip
    canada.records("supporter-journey", "Mock travel website", ("click-through-share", "0.667", "about", "two thirds"), **about)  # fmt: skip
    canada.records(
        "e-action",
        "E-action for Mexico",
        ("e-action-signatures", "400", "at-least", "more than 400"),
        **about,
    )
    typed = canada.comes_to()
    share = typed.pop("click-through-share")
    assert typed == canada.comes_to(shipped)
    assert canada.reads(by_hand, "e-action-signatures") == canada.reads(shipped, "e-action-signatures")
    published = canada.client.get(reverse("published", args=[shipped.key, "canada-click-through"]))
    assert (share["result"], share["value"], share["precision"]) == ("total", "0.667", "about")
    assert canada.reads(by_hand, "click-through-share") in published.content.decode()


def test_a_journey_whose_steps_are_counted_shows_what_went_on_from_each(by_hand: Any) -> None:
    canada = Section(by_hand, "canada-english")
    canada.records(
        "supporter-journey", "Mock travel website",
        ("journey-clicks", "1,200"), ("journey-clicks-through", "800", "about"), ("e-action-signatures", "400", "at-least"),
    )  # fmt: skip
    (journey,) = journeys_of(by_hand)
    assert [(one.measure.key, said_result(one.result)) for one in journey.steps] == [
        ("journey-clicks", "1,200"), ("journey-clicks-through", "about 800"), ("e-action-signatures", "at least 400"),
    ]  # fmt: skip
    page = canada.client.get(reverse("growth", args=[by_hand.key])).content.decode()
    assert re.findall(r"[^\W<>]+[.\d]*%", page) == ["66.7%", "50%"]


def test_the_petition_on_uzbekistan_is_handed_over(by_hand: Any, shipped: Any) -> None:
    germany, secretariat = Section(by_hand, "germany"), Section(by_hand, "international-secretariat")
    about = {
        "focus_countries": "uzbekistan",
        "targets": "uzbek-embassies",
        "opportunities": "uzbek-petition-day",
    }
    secretariat.records(
        "petition-delivery", "Petition on Uzbekistan handed over across Europe",
        ("signatures-delivered", "200,000", "about", "almost 200,000"), when="21 October 2014", **about,
    )  # fmt: skip
    (whole,) = Figure.objects.filter(campaign=by_hand)
    germany.records(
        "petition-delivery", "Petition on Uzbekistan handed over in Berlin",
        ("signatures-delivered", "37,181", "exact", "", whole.key),
        when="21 October 2014", place="Berlin", country="DE", by_whom="Germany", **about,
    )  # fmt: skip
    for campaign in (by_hand, shipped):
        assert germany.reads(campaign, "signatures-delivered", by="") == "about 200,000"
        assert germany.reads(campaign, "signatures-delivered") == "37,181"
    assert germany.comes_to() == germany.comes_to(shipped)
