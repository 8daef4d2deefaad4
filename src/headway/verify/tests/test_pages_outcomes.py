"""The pages of outcomes: who sees what, why each is believed, and that nothing of a restricted one leaks anywhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.collect.actions import keep_reported
from headway.engage.models import Target
from headway.movement.tests.doors import activity_row, outcome_row
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Meeting, Outcome
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers"
SECRET = ("Quillfeather", "Barrels removed", "barrels-removed")
CLAIM = {
    "key": "law-north",
    "offices": ["cast-north"],
    "activities": ["north-march"],
    "how": "Letters were handed over.",
    "credit": "indirect",
    "rivals": [{"key": "law-budget", "text": "The budget had room for once.", "weight": "strong"}],
}
PROVEN: dict[str, Any] = {
    "name": "Wells are tested each spring",
    "focus_country": "kenya",
    "when": "2023-09",
    "contributions": [CLAIM],
    "evidence": [
        {
            "key": "spring-order",
            "evidence_kind": "official-document",
            "text": "The order itself.",
            "likely_if_true": "0.9",
            "likely_if_false": "0.1",
        },
        {"key": "spring-diary", "evidence_kind": "own-log", "text": "Noted by the office."},
        {"key": "spring-doubt", "evidence_kind": "media", "text": "A paper denies it.", "side": "against"},
    ],
    "substantiations": [{"key": "spring-engineer", "who": "An engineer", "says": "accurate"}],
}


@pytest.fixture
def told(world: Any) -> Any:
    """The world with one outcome that has everything, and somebody named on the restricted one."""
    keep_outcomes(world.campaign, [outcome_row("spring-tests", **PROVEN)], acting_user=world.core_team)
    keep_reported(
        world.campaign, [activity_row("south-talk", office="cast-south")], acting_user=world.operator
    )
    Outcome.objects.get(key="barrels-removed").named.add(world.campaigner)
    return world


def _get(who: Any, path: str, **further: Any) -> Any:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.get(f"{HERE}{path}", **further)


def _text(who: Any, path: str) -> str:
    answer = _get(who, path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


PAGES = ["/outcomes/", "/outcomes/limit-law/", "/meetings/", "/meetings/autumn-meeting/"]


@pytest.mark.parametrize("path", PAGES)
def test_whoever_holds_a_role_sees_a_page_and_whoever_is_signed_out_signs_in_first(
    path: str, told: Any
) -> None:
    for who in ("campaigner", "other_section", "researcher", "core_team", "reader", "administrator"):
        assert _get(told.people[who], path).status_code == 200, who
    answer = _get(None, path)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={HERE}{path}")
    assert _get(told.without_a_role, path).status_code == 404


def test_the_list_says_of_each_outcome_where_it_stands_and_what_speaks_for_it(told: Any) -> None:
    page = _text(told.reader, "/outcomes/")
    assert "A nitrate limit becomes law" in page
    assert "Wells are tested each spring" in page
    assert "2 items of evidence for it" in page
    assert "1 against" in page
    assert "Northern office" in page


@pytest.mark.parametrize(
    ("query", "found", "gone"),
    [
        ("country=kenya", "spring-tests", "limit-law"),
        ("state=verified", "limit-law", "spring-tests"),
        ("office=danube-office", "limit-law", "spring-tests"),
        ("area=limits-set", "limit-law", "spring-tests"),
        ("dimension=law", "limit-law", "spring-tests"),
        ("level=law", "limit-law", "spring-tests"),
        ("activity=north-march", "spring-tests", "limit-law"),
        ("target=water-ministry", "limit-law", "spring-tests"),
        ("q=nitrate", "limit-law", "spring-tests"),
        ("year=2023&direction=positive&course=holds&country=kenya", "spring-tests", "limit-law"),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_its_address(
    query: str, found: str, gone: str, told: Any
) -> None:
    if query == "dimension=law":
        query = f"dimension={Outcome.objects.get(key='limit-law').change_areas.get().dimension.key}"
    page = _text(told.reader, f"/outcomes/?{query}")
    assert f"/outcomes/{found}/" in page
    assert f"/outcomes/{gone}/" not in page


@pytest.mark.parametrize("sort", ["newest", "oldest", "as-given", "most-evidence", "least-evidence"])
def test_the_list_is_sorted_as_its_address_says(sort: str, told: Any) -> None:
    page = _text(told.reader, f"/outcomes/?sort={sort}")
    if sort.endswith("evidence"):
        first = page.index("/outcomes/spring-tests/") < page.index("/outcomes/limit-law/")
        assert first is (sort == "most-evidence")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=glorious", 400),
        ("sort=random", 400),
        ("year=twenty", 400),
        ("case=no-such-case", 400),
        ("case=hidden-spring", 400),
        ("colour=red", 400),
        ("q=%00", 400),
        (f"q={'a' * 10_000}", 400),
        ("page=1000000000", 404),
        ("page=-1", 400),
    ],
)
def test_what_makes_no_sense_gets_a_page_that_helps(query: str, status: int, told: Any) -> None:
    answer = _get(told.reader, f"/outcomes/?{query}")
    assert answer.status_code == status
    assert "Traceback" not in answer.content.decode()


def test_an_outcome_that_is_not_there_is_no_page(told: Any) -> None:
    for key in ("no-such-outcome", "nigeria-police-manual"):
        assert _get(told.core_team, f"/outcomes/{key}/").status_code == 404


def test_the_page_of_an_outcome_says_why_it_is_believed(told: Any) -> None:
    page = _text(told.reader, "/outcomes/spring-tests/")
    assert "2 items of evidence speak for it" in page
    assert "1 item of evidence speaks against it." in page
    assert "1 person independent of those who claim it confirms it" in page
    assert "1 is thought to explain much." in page
    assert "No decision on it has been made yet." in page
    assert "to be expected if the claim is true, and hardly otherwise" in page
    for words in (
        "Letters were handed over.",
        "The budget had room for once.",
        "An engineer",
        "A paper denies it.",
    ):
        assert words in page
    assert f'href="{HERE}/activities/north-march/"' in page
    assert "claimed as an indirect contribution" in page


def test_the_page_names_the_meeting_that_decided_and_leads_to_it(told: Any) -> None:
    page = _text(told.reader, "/outcomes/limit-law/")
    assert "Why we believe this" in page
    assert f'href="{HERE}/meetings/autumn-meeting/"' in page
    assert "The gazette and two independent readers agree." in page
    meeting = _text(told.reader, "/meetings/autumn-meeting/")
    assert f'href="{HERE}/outcomes/limit-law/"' in meeting
    assert "River centre" in meeting


def test_a_decision_with_dissent_says_that_not_everybody_agreed(told: Any) -> None:
    outcome, meeting = Outcome.objects.get(key="spring-tests"), Meeting.objects.get(key="autumn-meeting")
    move_outcomes([outcome], OutcomeState.UNDER_REVIEW, acting_user=told.core_team, reason="its turn")
    move_outcomes(
        [outcome], OutcomeState.VERIFIED, acting_user=told.core_colleague, reason="two sources",
        dissent="one doubted it", meeting=meeting,
    )  # fmt: skip
    page = _text(told.reader, "/outcomes/spring-tests/")
    assert "Not everybody agreed." in page
    assert "one doubted it" in page
    assert "Gita" in page


def test_the_chain_leads_from_the_activity_to_what_it_helped_change_and_back(told: Any) -> None:
    forward = _text(told.reader, "/activities/north-march/")
    assert f'href="{HERE}/outcomes/spring-tests/"' in forward
    assert "This activity is said to have helped bring about 1 outcome." in forward
    assert f'href="{HERE}/outcomes/spring-tests/#claim-law-north"' in forward
    back = _text(told.reader, "/outcomes/spring-tests/")
    assert f'href="{HERE}/activities/north-march/"' in back
    assert back.count("<svg xmlns") >= 2
    untold = _text(told.reader, "/activities/south-talk/")
    assert "No outcome is recorded yet to which this is said to have led." in untold


def test_the_page_speaks_the_readers_language_and_says_in_which_the_account_is_written(told: Any) -> None:
    page = _text(told.reader, "/outcomes/limit-law/?language=ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert 'lang="en" dir="ltr"' in page


@pytest.mark.parametrize(
    ("path", "heading", "key"),
    [
        ("/c/clean-rivers/targets/water-ministry/", "What changed there", "limit-law"),
        ("/c/clean-rivers/countries/kenya/", "What moved here, and on what evidence", "spring-tests"),
        ("/offices/cast-north/", "What it helped change", "spring-tests"),
        ("/offices/danube-office/", "What it helped change", "limit-law"),
    ],
)
def test_pages_of_other_records_show_what_changed(path: str, heading: str, key: str, told: Any) -> None:
    client = Client()
    client.force_login(told.reader)
    page = client.get(path).content.decode()
    assert heading in page
    assert f'href="{HERE}/outcomes/{key}/"' in page


def test_a_panel_shows_a_few_and_leads_to_the_list_of_all(told: Any) -> None:
    rows = [outcome_row(f"well-{number}", targets=["water-ministry"]) for number in range(9)]
    keep_outcomes(told.campaign, rows, acting_user=told.core_team)
    page = _text(told.reader, "/targets/water-ministry/")
    assert f'href="{HERE}/outcomes/?target=water-ministry"' in page
    assert page.count(f'href="{HERE}/outcomes/well-') < 9
    listed = _text(told.reader, "/outcomes/?target=water-ministry")
    assert "10 records" in listed


def test_a_long_chain_says_how_much_it_leaves_out(told: Any) -> None:
    claims = [
        outcome_row(
            f"led-{number}",
            contributions=[
                {
                    "key": f"led-{number}-claim",
                    "offices": ["cast-north"],
                    "activities": ["north-march"],
                    "how": "So.",
                }
            ],
        )
        for number in range(12)
    ]
    keep_outcomes(told.campaign, claims, acting_user=told.core_team)
    page = _text(told.reader, "/activities/north-march/")
    assert "bring about 13 outcomes." in page
    assert f'href="{HERE}/outcomes/?activity=north-march"' in page
    items = [
        {"key": f"spring-item-{number}", "evidence_kind": "media", "text": f"Paper {number}."}
        for number in range(20)
    ]
    more = outcome_row("spring-tests", **{**PROVEN, "evidence": [*PROVEN["evidence"], *items]})
    keep_outcomes(told.campaign, [more], acting_user=told.core_team)
    assert "and 17 more" in _text(told.reader, "/outcomes/spring-tests/")


# What is restricted


@pytest.fixture
def tangled(told: Any) -> Any:
    """The restricted outcome tied to all that it can be tied to, and decided in a meeting."""
    hidden = Outcome.objects.get(key="barrels-removed")
    claim = hidden.contributions.get()
    claim.activities.add(*type(claim).activities.field.related_model.objects.filter(key="mekong-march"))
    hidden.targets.add(Target.objects.get(key="water-ministry"))
    hidden.verdicts.create(
        campaign=told.campaign, key="barrels-verdict", verdict="needs-evidence", text="Quillfeather has to be heard.",
        meeting=Meeting.objects.get(key="autumn-meeting"), given_by=told.core_team,
    )  # fmt: skip
    return told


WHERE = [
    "/outcomes/",
    "/outcomes/?country=viet-nam",
    "/outcomes/?q=Quillfeather",
    "/outcomes/?office=mekong-office",
    "/meetings/",
    "/meetings/autumn-meeting/",
    "/activities/mekong-march/",
    "/countries/viet-nam/",
    "/targets/water-ministry/",
    "/change-areas/quality/",
    "/learnings/",
]


@pytest.mark.parametrize("path", WHERE)
@pytest.mark.parametrize("who", ["reader", "core_team", "administrator", "other_section"])
def test_a_restricted_outcome_is_nowhere_for_whoever_is_not_named(who: str, path: str, tangled: Any) -> None:
    page = _text(tangled.people[who], path)
    searched = page.replace('value="Quillfeather"', "").replace(">Quillfeather<", "")
    for word in SECRET if "q=" not in path else SECRET[1:]:
        assert word not in searched
    assert _get(tangled.people[who], "/outcomes/barrels-removed/").status_code == 404


def test_what_outsiders_count_does_not_tell_of_a_restricted_outcome(tangled: Any) -> None:
    outside, inside = (_text(tangled.people[who], "/outcomes/") for who in ("reader", "campaigner"))
    assert "3 records" in outside
    assert "4 records" in inside
    outside, inside = (_text(tangled.people[who], "/meetings/") for who in ("reader", "campaigner"))
    assert "decided about 1 outcome" in outside
    assert "decided about 2 outcomes" in inside


@pytest.mark.parametrize("who", ["reader", "core_team"])
def test_the_page_of_an_office_does_not_tell_of_its_restricted_outcome(who: str, tangled: Any) -> None:
    client = Client()
    client.force_login(tangled.people[who])
    page = client.get("/offices/mekong-office/").content.decode()
    assert not any(word in page for word in SECRET)
    assert "What it helped change" not in page


@pytest.mark.parametrize(
    "path",
    ["/outcomes/", "/meetings/autumn-meeting/", "/activities/mekong-march/", "/targets/water-ministry/"],
)
def test_whoever_is_named_sees_it_there_and_that_they_read_it_is_logged(path: str, tangled: Any) -> None:
    before = Entry.objects.count()
    assert "Barrels removed" in _text(tangled.campaigner, path)
    (entry,) = Entry.objects.filter(seq__gt=before)
    assert (entry.action, entry.actor) == ("list_outcome", str(tangled.campaigner.pk))
    _text(tangled.reader, path)
    assert Entry.objects.count() == before + 1


def test_reading_a_restricted_outcome_is_logged_and_reading_any_other_is_not(tangled: Any) -> None:
    before = Entry.objects.count()
    page = _text(tangled.campaigner, "/outcomes/barrels-removed/")
    assert "that you read it is in the log" in page
    (entry,) = Entry.objects.filter(seq__gt=before)
    assert (entry.action, entry.subject) == (
        "read_outcome", str(Outcome.objects.get(key="barrels-removed").pk)
    )  # fmt: skip
    _text(tangled.campaigner, "/outcomes/limit-law/")
    assert Entry.objects.count() == before + 1


def test_a_restricted_case_is_not_named_on_the_page_of_an_open_outcome(told: Any) -> None:
    outcome = Outcome.objects.get(key="spring-tests")
    outcome.cases.add(*Outcome.cases.field.related_model.objects.filter(key="hidden-spring"))
    assert "hidden-spring" not in _text(told.reader, "/outcomes/spring-tests/")
    assert "hidden-spring" not in _text(told.reader, "/outcomes/")


@pytest.mark.parametrize(
    "path", [*PAGES, "/outcomes/spring-tests/", "/outcomes/?sort=most-evidence&year=2023"]
)
def test_a_page_takes_at_most_twenty_queries(
    path: str, told: Any, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(told.reader)
    # The first look reads what all readers share and is remembered until the next write.
    client.get(f"{HERE}{path}")
    with django_assert_max_num_queries(20):
        assert client.get(f"{HERE}{path}").status_code == 200
