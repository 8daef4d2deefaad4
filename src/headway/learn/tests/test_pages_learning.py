"""The pages of what was learnt: by theme, with the ways to what it rests on and to what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.learn.actions import keep_learning
from headway.learn.models import CaseStudy, Learning
from headway.learn.rows import CaseStudyRow, LearningRow, RecommendationRow
from headway.verify.models import Outcome

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers"
PAGES = [
    "/learnings/", "/learnings/law-learning/", "/recommendations/", "/recommendations/ask-courts/",
    "/case-studies/", "/case-studies/danube-story/",
]  # fmt: skip


@pytest.fixture
def told(world: Any) -> Any:
    """The world with a learning that rests on an outcome and a recommendation that follows; one named on the secrets."""
    learning = LearningRow.model_validate(
        {
            "key": "law-learning",
            "theme": "sampling-theme",
            "text": "Courts open doors.",
            "outcomes": ["limit-law"],
            "focus_countries": ["austria"],
            "offices": ["danube-office"],
        }
    )
    advice = RecommendationRow.model_validate(
        {
            "key": "ask-courts",
            "theme": "sampling-theme",
            "text": "Ask courts early.",
            "learnings": ["law-learning"],
        }
    )
    keep_learning(world.campaign, [learning], acting_user=world.core_team)
    keep_learning(world.campaign, [advice], acting_user=world.core_team)
    story = CaseStudyRow.model_validate(
        {
            "key": "danube-story", "name": "A spring on the Danube", "theme": "sampling-theme",
            "office": "danube-office", "began": "It began with a smell.", "did": "The office taught sampling.",
            "came_of": "The limit came.", "outcomes": ["limit-law"], "activities": ["danube-clean-up"],
        }
    )  # fmt: skip
    keep_learning(world.campaign, [story], acting_user=world.core_team)
    hidden = Outcome.objects.get(key="barrels-removed")
    hidden.named.add(world.campaigner)
    Learning.objects.get(key="law-learning").outcomes.add(hidden)
    CaseStudy.objects.get(key="danube-story").outcomes.add(hidden)
    return world


def _get(who: Any, path: str) -> Any:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.get(f"{HERE}{path}")


def _text(who: Any, path: str) -> str:
    answer = _get(who, path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_whoever_holds_a_role_reads_and_whoever_is_signed_out_signs_in_first(path: str, told: Any) -> None:
    for who in ("campaigner", "other_section", "researcher", "core_team", "reader", "administrator"):
        assert _get(told.people[who], path).status_code == 200, who
    assert _get(None, path).status_code == 302
    assert _get(told.without_a_role, path).status_code == 404


def test_a_learning_leads_to_what_it_rests_on_and_to_what_follows_and_back(told: Any) -> None:
    learning = _text(told.reader, "/learnings/law-learning/")
    assert f'href="{HERE}/outcomes/limit-law/"' in learning
    assert f'href="{HERE}/recommendations/ask-courts/"' in learning
    assert f'href="{HERE}/countries/austria/"' in learning
    advice = _text(told.reader, "/recommendations/ask-courts/")
    assert f'href="{HERE}/learnings/law-learning/"' in advice
    outcome = _text(told.reader, "/outcomes/limit-law/")
    assert f'href="{HERE}/learnings/law-learning/"' in outcome
    assert f'href="{HERE}/case-studies/danube-story/"' in outcome
    activity = _text(told.reader, "/activities/danube-clean-up/")
    assert f'href="{HERE}/case-studies/danube-story/"' in activity


def test_a_case_study_tells_its_three_parts_and_what_it_rests_on(told: Any) -> None:
    page = _text(told.reader, "/case-studies/danube-story/")
    assert page.index("It began with a smell.") < page.index("The office taught sampling.")
    assert f'href="{HERE}/activities/danube-clean-up/"' in page
    assert f'href="{HERE}/outcomes/limit-law/"' in page


def test_lists_stand_by_theme_and_are_narrowed_by_their_address(told: Any) -> None:
    page = _text(told.reader, "/learnings/")
    assert "Sampling</" in page
    assert "led to 1 recommendation" in page
    narrowed = _text(told.reader, "/learnings/?kind=key-learning")
    assert "small-kits" in narrowed
    assert "/learnings/law-learning/" not in narrowed
    assert "/learnings/law-learning/" in _text(told.reader, "/learnings/?outcome=limit-law&country=austria")
    assert "/recommendations/ask-courts/" in _text(told.reader, "/recommendations/?q=courts&sort=grounds")
    assert "danube-story" in _text(told.reader, "/case-studies/?office=danube-office&sort=name")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/learnings/?kind=rumour", 400),
        ("/learnings/?outcome=barrels-removed", 400),
        ("/learnings/?case=hidden-spring", 400),
        ("/recommendations/?sort=upside-down", 400),
        ("/case-studies/?page=99", 404),
        ("/learnings/no-such/", 404),
        ("/recommendations/no-such/", 404),
        ("/case-studies/no-such/", 404),
    ],
)
def test_what_makes_no_sense_gets_a_page_that_helps(path: str, status: int, told: Any) -> None:
    assert _get(told.reader, path).status_code == status


@pytest.mark.parametrize("path", PAGES)
def test_nothing_tells_of_a_restricted_outcome_but_to_whoever_is_named(path: str, told: Any) -> None:
    page = _text(told.core_team, path)
    assert "Barrels removed" not in page
    assert "barrels-removed" not in page


@pytest.mark.parametrize("path", ["/learnings/law-learning/", "/case-studies/danube-story/"])
def test_whoever_is_named_sees_it_and_that_is_logged(path: str, told: Any) -> None:
    before = Entry.objects.count()
    assert "Barrels removed" in _text(told.campaigner, path)
    (entry,) = Entry.objects.filter(seq__gt=before)
    assert entry.action == "list_outcome"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_at_most_twenty_queries(
    path: str, told: Any, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(told.reader)
    # The first look reads what all readers share and is remembered until the next write.
    client.get(f"{HERE}{path}")
    with django_assert_max_num_queries(20):
        assert client.get(f"{HERE}{path}").status_code == 200


def test_empty_lists_say_what_to_do(world: Any) -> None:
    CaseStudy.objects.all().delete()
    assert "No case studies yet" in _text(world.reader, "/case-studies/")
