"""The pages of activities, figures, published facts, returns, sign-ups and testimonies, as each person sees them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry
from headway.collect.actions import keep_published, keep_reported
from headway.collect.rows import FigureRow, PublishedRow, ReturnRow, SignUpRow, TestimonyRow
from headway.engage.actions import keep_engagement
from headway.movement.tests.cast import NORTH
from headway.movement.tests.doors import activity_row, case_row

pytestmark = pytest.mark.django_db
SECRET, HIDDEN = "Zyxomma", "918,273"
OUTSIDERS = ("campaigner", "other_section", "researcher", "reader", "administrator", "core_colleague")
LISTS = ("activities", "measures", "published-facts", "returns", "sign-ups", "testimonies")
RECORDS = (
    ("activity", "north-march"), ("activity", "danube-clean-up"), ("measure", "bags"), ("measure", "volunteers"),
    ("measure", "members"), ("measure", "share-clean"), ("figure", "bags-danube"), ("figure", "bags-danube-youth"),
    ("published", "sites-passing"), ("published", "big-story"), ("return", "danube-y1"), ("sign-up", "north-plan"),
    ("testimony", "miller"),
)  # fmt: skip
ABOUT = {"case": "hush-case"}


@pytest.fixture
def tangled(world: Any) -> Any:
    """A restricted case, an open activity that names it, and facts about it; its writer alone may know of these."""
    writer, campaign = world.core_team, world.campaign
    secret = case_row(
        "hush-case", name=SECRET, summary=f"{SECRET} was seen.", restricted=True, focus_country="kenya"
    )
    keep_engagement(campaign, [secret], acting_user=writer)
    reported = [
        activity_row("north-march", cases=["hush-case"], focus_countries=["kenya"], story="They marched."),
        FigureRow.model_validate({"key": "hush-figure", "measure": "bags", "value": "918273", "activity": "north-march", **ABOUT}),
        FigureRow.model_validate({"key": "open-part", "measure": "bags", "value": "4", "office": NORTH, "part_of": "hush-figure"}),
        SignUpRow.model_validate({"key": "north-plan", "office": NORTH, "focus_countries": ["kenya"], "national_objective": "A clean lake."}),
    ]  # fmt: skip
    published = [
        PublishedRow.model_validate({"key": "hush-total", "name": f"{SECRET} total", "published_kind": "total", "value": "918273", "measure": "bags", **ABOUT}),
        PublishedRow.model_validate({"key": "hush-part", "name": "A part", "published_kind": "total", "value": "3", "part_of": "hush-total"}),
        TestimonyRow.model_validate({"key": "hush-words", "who": SECRET, "text": f"{SECRET} spoke.", "focus_country": "kenya", **ABOUT}),
        TestimonyRow.model_validate({"key": "miller", "who": "A miller", "text": "The water is clear again.", "office": NORTH}),
    ]  # fmt: skip
    for row in reported:
        keep_reported(campaign, [row], acting_user=writer)
    for row in published:
        keep_published(campaign, [row], acting_user=writer)
    return world


def opened(client: Client, user: Any, name: str, *keys: str, **asked: Any) -> Any:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    return client.get(reverse(name, args=["clean-rivers", *keys]), asked)


def plain(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize(("name", "keys"), [*((name, ()) for name in LISTS), *((name, (key,)) for name, key in RECORDS)])  # fmt: skip
def test_every_page_opens_for_whoever_holds_a_role_and_asks_strangers_to_sign_in(
    name: str, keys: Any, client: Client, tangled: Any, django_assert_max_num_queries: Any
) -> None:
    for who in (*OUTSIDERS, "core_team"):
        assert opened(client, tangled.people[who], name, *keys).status_code == 200, who
    assert opened(client, tangled.without_a_role, name, *keys).status_code == 404
    stranger = opened(client, None, name, *keys)
    assert stranger.status_code == 302
    assert stranger["Location"].startswith(reverse("account_login"))
    client.force_login(tangled.reader)
    with django_assert_max_num_queries(20):
        client.get(reverse(name, args=["clean-rivers", *keys]))


@pytest.mark.parametrize("name", sorted({name for name, _ in RECORDS}))
def test_what_is_not_there_is_not_found(name: str, client: Client, tangled: Any) -> None:
    assert opened(client, tangled.reader, name, "not-there").status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_about_a_restricted_case_does_not_exist_for_outsiders(
    who: str, client: Client, tangled: Any
) -> None:
    person = tangled.people[who]
    for name, key in (
        ("figure", "hush-figure"),
        ("published", "hush-total"),
        ("testimony", "hush-words"),
        ("case", "hush-case"),
    ):
        assert opened(client, person, name, key).status_code == 404, name
    for name, *keys in [(name,) for name in LISTS] + [*RECORDS]:
        page = opened(client, person, name, *keys).content.decode()
        for word in (SECRET, HIDDEN, "918273", "hush-case", "hush-figure", "hush-total", "hush-words"):
            assert word not in page, (name, word)
    for name, *keys in (("figure", "open-part"), ("published", "hush-part")):
        page = plain(opened(client, person, name, *keys))
        assert HIDDEN not in page
        assert "Part of what" not in page
    assert opened(client, person, "activities", case="hush-case").status_code == 400
    assert opened(client, person, "published-facts", q=SECRET).context["listing"].count == 0


def test_whoever_is_named_on_the_case_sees_what_is_about_it_and_the_log_says_so(
    client: Client, tangled: Any
) -> None:
    named = tangled.core_team
    assert SECRET in plain(opened(client, named, "activity", "north-march"))
    assert HIDDEN in plain(opened(client, named, "measure", "bags"))
    assert HIDDEN in plain(opened(client, named, "figure", "open-part"))
    assert f"{SECRET} total" in plain(opened(client, named, "published-facts"))
    assert f"{SECRET} spoke." in plain(opened(client, named, "testimonies"))
    assert opened(client, named, "activities", case="hush-case").context["listing"].count == 1
    reads = Entry.objects.filter(action="list_case", actor=str(named.pk), kind="case")
    assert reads.count() >= 6


def test_a_total_is_the_same_whoever_reads_it(client: Client, tangled: Any) -> None:
    said = set()
    for who in (*OUTSIDERS, "core_team"):
        page = plain(opened(client, tangled.people[who], "measure", "bags"))
        found = re.search(r'class="big">([^<]+)<', page)
        assert found is not None
        said.add(found[1])
    assert said == {"at least 2,004"}  # the part counts where its whole may not


def test_people_are_never_added_and_the_page_says_why(client: Client, world: Any) -> None:
    page = plain(opened(client, world.reader, "measure", "volunteers"))
    assert 'class="big">about 90 to 150<' in page
    assert "the same people or things may have been counted more than once" in page


def test_a_stock_is_the_latest_of_each_office_and_tells_what_it_left_out(client: Client, world: Any) -> None:
    page = plain(opened(client, world.reader, "measure", "members"))
    assert 'class="big">740<' in page
    assert "1 figure is not counted: a later value is known." in page
    assert "not counted: a later value is known" in page


def test_a_part_leads_to_its_whole_and_back(client: Client, world: Any) -> None:
    part = plain(opened(client, world.reader, "figure", "bags-danube-youth"))
    assert "Part of another figure" in part
    assert reverse("figure", args=["clean-rivers", "bags-danube"]) in part
    assert reverse("figure", args=["clean-rivers", "bags-danube-youth"]) in plain(
        opened(client, world.reader, "figure", "bags-danube")
    )


def test_a_published_share_is_shown_as_printed_and_apart_from_what_is_computed(
    client: Client, world: Any
) -> None:
    page = plain(opened(client, world.reader, "published", "sites-passing"))
    assert 'class="big">40%<' in page
    assert "no computed total contains it" in page
    assert "The ministry printed the share without the sites." in page
    assert "Published totals, which stand apart" in plain(
        opened(client, world.reader, "measure", "share-clean")
    )
    assert '<span class="big" lang="en">the story of the week</span>' in plain(
        opened(client, world.reader, "published", "big-story")
    )


def test_an_activity_tells_who_what_when_and_what_was_counted(client: Client, world: Any) -> None:
    page = plain(opened(client, world.reader, "activity", "danube-clean-up"))
    for text in (
        "Danube office",
        "6 May 2023",
        "Neighbours collected rubbish",
        "1,200",
        "Austria",
        "Clean-up",
    ):
        assert text in page
    assert reverse("measure", args=["clean-rivers", "bags"]) in page


def test_returns_show_who_has_reported_and_who_has_not(client: Client, world: Any) -> None:
    keep_reported(
        world.campaign,
        [ReturnRow.model_validate({"key": "north-y1", "office": NORTH, "period": "y1", "state": "in-progress"})],
        acting_user=world.core_team,
    )  # fmt: skip
    page = plain(opened(client, world.reader, "returns"))
    assert "2 of 4" in page, "the fifth reports through the projects database and is not asked"
    for words in ("handed in", "accepted", "in progress", "not started", "through the projects database"):
        assert words in page
    waiting = opened(client, world.reader, "returns", state="in-progress")
    assert [str(office) for office in waiting.context["listing"].records] == [NORTH]
    assert opened(client, world.reader, "returns", state="not-started").context["listing"].count == 1
    assert opened(client, world.reader, "returns", state="lost").status_code == 400


def test_an_office_and_a_case_show_what_was_done_and_counted_about_them(client: Client, world: Any) -> None:
    keep_reported(
        world.campaign,
        [
            activity_row("well-march", cases=["open-well"]),
            FigureRow.model_validate(
                {"key": "well-bags", "measure": "bags", "value": "12", "activity": "well-march", "case": "open-well"}
            ),
        ][:1],
        acting_user=world.core_team,
    )  # fmt: skip
    keep_reported(
        world.campaign,
        [FigureRow.model_validate({"key": "well-bags", "measure": "bags", "value": "12", "case": "open-well"})],
        acting_user=world.core_team,
    )  # fmt: skip
    page = plain(opened(client, world.reader, "case", "open-well"))
    assert "What offices did in this case" in page
    assert "well-march" in page
    assert f"{reverse('measure', args=['clean-rivers', 'bags'])}?case=open-well" in page
    narrowed = opened(client, world.reader, "measure", "bags", case="open-well")
    assert narrowed.context["listing"].count == 1


def test_the_pages_of_the_shipped_campaign_stay_within_twenty_questions(
    client: Client, world: Any, stop_torture: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.reader)
    records = (
        ("activity", "poland-training-sessions"), ("measure", "signatures-delivered"), ("figure", "uzbekistan-signatures-berlin"),
        ("published", "people-mobilized"), ("return", "germany-2014"), ("sign-up", "uk"), ("testimony", "claudia-medina"),
    )  # fmt: skip
    for name, *keys in [*((name,) for name in LISTS), *records]:
        address = reverse(name, args=[stop_torture.key, *keys])
        # Whoever comes first after a write also reads which edition is published and what its chapters tell of, which is
        # then kept for all.
        for most in (23, 20):
            with django_assert_max_num_queries(most, info=name):
                assert client.get(address).status_code == 200


def test_a_published_total_is_found_by_its_name_and_tells_its_source(
    client: Client, world: Any, stop_torture: Any
) -> None:
    client.force_login(world.reader)
    found = client.get(reverse("published-facts", args=[stop_torture.key]), {"q": "mobilized"})
    assert reverse("published", args=[stop_torture.key, "people-mobilized"]) in found.content.decode()
    page = plain(client.get(reverse("published", args=[stop_torture.key, "people-mobilized"])))
    assert "at least 1,000,000" in page
    assert "over 1 million people" in page
    assert "section 3.3" in page


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_pages_speak_the_readers_language(
    language: str, client: Client, world: Any, stop_torture: Any
) -> None:
    client.force_login(world.reader)
    for name, *keys in [*((name,) for name in LISTS), ("activity", "poland-training-sessions")]:
        page = client.get(
            reverse(name, args=[stop_torture.key, *keys]), headers={"accept-language": language}
        )
        assert f'lang="{language}"' in page.content.decode()


@pytest.mark.postgres
def test_lists_and_panels_begin_with_the_newest_and_end_with_what_has_no_date(
    client: Client, world: Any
) -> None:
    days = {"walk-of-old": "2023-05", "walk-of-late": "2023-12", "walk-of-a-span": "2023-09/2023-12"}
    rows = [activity_row(key, when=when, focus_countries=["kenya"]) for key, when in days.items()]
    rows.append(activity_row("walk-of-no-day", when=None, focus_countries=["kenya"]))
    keep_reported(world.campaign, rows, acting_user=world.core_team)
    ordered = ["walk-of-late", "walk-of-a-span", "walk-of-old", "walk-of-no-day"]
    for page in (
        opened(client, world.reader, "activities"),
        opened(client, world.reader, "focus-country", "kenya"),
    ):
        shown = list(dict.fromkeys(re.findall(r"/activities/(walk-of-[a-z-]+)/", plain(page))))
        assert shown == ordered


@pytest.mark.postgres
def test_a_filter_offers_what_activities_are_tied_to_and_nothing_else(client: Client, world: Any) -> None:
    cases = [case_row("case-with", name="Case with one"), case_row("case-without", name="Case without any")]
    keep_engagement(world.campaign, cases, acting_user=world.core_team)
    keep_reported(
        world.campaign, [activity_row("north-sit-in", cases=["case-with"])], acting_user=world.core_team
    )
    page = plain(opened(client, world.reader, "activities"))
    assert "Case with one" in page
    assert "Case without any" not in page
    for name, offered in (("kind", "march"), ("period", "y1"), ("case", "case-with")):
        assert f'name="{name}" value="{offered}"' in page
