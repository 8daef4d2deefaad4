"""Each month somebody tells of their country: once, in a few lines, and outcomes come of it by one click."""

from __future__ import annotations

import html
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from headway.audit.models import Entry
from headway.collect.models import Draft
from headway.lib.edtf import ImpreciseDate
from headway.lib.months import months_from, months_told, named_by_month
from headway.lib.problems import Refused
from headway.movement.tests.doors_of_updates import update_row
from headway.pages.waiting import waiting_in
from headway.plan.models import Campaign
from headway.verify.actions import keep_outcomes, keep_updates, withdraw_update
from headway.verify.models import Outcome, Update
from headway.verify.queries.updates import plan_before, told_in
from headway.verify.tests.at_the_form import ENGLISH, hidden, opened, send

pytestmark = pytest.mark.django_db
HERE = "/c/clean-rivers/updates/"
NEW = f"{HERE}new/"
SAID = "The county council opened its books. Nobody had asked before."


def told(**more: Any) -> dict[str, Any]:
    given = {
        "focus_country": "kenya",
        "when": "2023-06",
        "happened": SAID,
        "plans": "Read the books.",
        "step": "save",
    }
    return given | more


def write(client: Client, user: Any, address: str = NEW, **more: Any) -> Any:
    return client.post(address, {**opened(client, user, address), **told(**more)}, headers=ENGLISH)


def the_new_one() -> Update:
    return Update.objects.get(happened=SAID)


def test_a_researcher_tells_of_a_month_of_their_country(client: Client, world: Any) -> None:
    answer = write(client, world.researcher)
    kept = the_new_one()
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}{kept.key}/")
    assert (kept.focus_country.key, kept.when_edtf, kept.author) == ("kenya", "2023-06", world.researcher)
    entry = Entry.objects.get(action="add_update", subject=str(kept.pk))
    assert entry.actor == str(world.researcher.pk)
    page = client.get(answer["Location"], headers=ENGLISH).content.decode()
    assert "Kenya · June 2023" in page
    assert "Read the books." in page
    assert "Chen" in page


def test_it_stands_once_however_often_it_is_sent(client: Client, world: Any) -> None:
    held = opened(client, world.researcher, NEW)
    for _ in range(2):
        assert client.post(NEW, {**held, **told()}).status_code == 302
    assert Update.objects.filter(happened=SAID).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("happened", " ", "This field is required."),
        ("when", "", "This field is required."),
        ("when", "2023", "Select a valid choice"),
        ("focus_country", "austria", "Select a valid choice"),
        ("context", "a\u202eb", "U+202E"),
    ],
)
def test_a_refused_form_says_why_and_loses_nothing(
    field: str, value: str, said: str, client: Client, world: Any
) -> None:
    answer = write(client, world.researcher, **{field: value})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in page
    assert "Read the books." in page
    assert not Update.objects.filter(plans="Read the books.").exists()
    draft = Draft.objects.get(person=world.researcher, form="update")
    assert "Read the books." in client.get(f"{NEW}?draft={draft.client_id}").content.decode()


def test_a_month_of_a_country_is_told_once_until_it_is_withdrawn(client: Client, world: Any) -> None:
    write(client, world.researcher)
    again = write(client, world.core_team, happened="We tell of it too.")
    assert again.status_code == 422
    assert "change that one" in again.content.decode()
    first = the_new_one()
    left = client.post(f"{HERE}{first.key}/withdraw/", {"reason": " "}, headers=ENGLISH)
    assert left.status_code == 422
    answer = client.post(
        f"{HERE}{first.key}/withdraw/", {"reason": "Those were the books of May."}, headers=ENGLISH
    )
    assert answer.status_code == 302
    page = client.get(f"{HERE}{first.key}/", headers=ENGLISH).content.decode()
    assert "Those were the books of May." in page
    assert "Make an outcome of it" not in page
    assert write(client, world.core_team, happened="We tell of it too.").status_code == 302
    refused = write(client, world.core_team, f"{HERE}{first.key}/edit/")
    assert refused.status_code == 422
    assert "was withdrawn" in refused.content.decode()


def test_the_database_holds_one_open_update_of_a_month_itself(world: Any) -> None:
    keep_updates(world.campaign, [update_row()], acting_user=world.researcher)
    first = Update.objects.get(key="kenya-may")
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.create(
            campaign=world.campaign, key="other", position=9, focus_country=first.focus_country,
            when_edtf="2023-05", happened="x", standing="entered",
        )  # fmt: skip


def test_what_is_amended_by_two_people_is_put_together(client: Client, world: Any) -> None:
    write(client, world.researcher)
    at = f"{HERE}{the_new_one().key}/edit/"
    mine, theirs = opened(client, world.researcher, at), opened(client, world.core_team, at)
    assert client.post(at, {**theirs, **told(context="A drought.")}).status_code == 302
    client.force_login(world.researcher)
    assert client.post(at, {**mine, **told(plans="Write of it.")}).status_code == 302
    kept = the_new_one()
    assert (kept.context, kept.plans) == ("A drought.", "Write of it.")
    clash = client.post(at, {**mine, "client_id": str(uuid4()), **told(context="A flood.")}, headers=ENGLISH)
    assert clash.status_code == 409
    assert "A drought." in clash.content.decode()
    assert the_new_one().context == "A drought."


def test_the_plan_of_the_month_before_stands_in_the_form(client: Client, world: Any) -> None:
    keep_updates(world.campaign, [update_row(plans="Ask for the books.")], acting_user=world.researcher)
    client.force_login(world.researcher)
    page = client.get(f"{NEW}?country=kenya&month=2023-07", headers=ENGLISH).content.decode()
    assert "Planned in May 2023" in page
    assert "Ask for the books." in page
    held = hidden(client.get(NEW, headers=ENGLISH))
    checked = client.post(NEW, {**held, **told(step="check")}, headers=ENGLISH).content.decode()
    assert "Ask for the books." in checked
    assert "This field is required" not in checked
    assert "Ask for the books." not in client.get(f"{NEW}?country=kenya&month=2023-05").content.decode()


def test_an_outcome_comes_of_it_by_one_click_and_both_say_so(client: Client, world: Any) -> None:
    write(client, world.researcher)
    update = the_new_one()
    held = opened(client, world.researcher, f"/c/clean-rivers/outcomes/new/?update={update.key}")
    assert held["update"] == update.key
    page = client.get(f"/c/clean-rivers/outcomes/new/?update={update.key}").content.decode()
    assert f"{SAID}</textarea>" in html.unescape(page)
    assert 'value="The county council opened its books"' in page
    assert '<option value="kenya" selected>' in page
    assert '<option value="KE" selected>' in page
    send(client, held, office="", how="", statement=SAID)
    outcome = Outcome.objects.get(statement=SAID)
    assert list(update.outcomes.all()) == [outcome]
    assert "A well is open" in client.get(f"{HERE}{update.key}/", headers=ENGLISH).content.decode()
    there = client.get(f"/c/clean-rivers/outcomes/{outcome.key}/", headers=ENGLISH).content.decode()
    assert "Told first in" in there
    assert f"{HERE}{update.key}/" in there


def test_an_unknown_update_is_tied_to_nothing(client: Client, world: Any) -> None:
    held = opened(client, world.researcher, "/c/clean-rivers/outcomes/new/")
    assert send(client, held, update="no-such", office="", how="").status_code == 302
    assert not Update.outcomes.through.objects.filter(outcome__name__contains="A well is open").exists()


def test_who_may_write_and_who_may_not(client: Client, world: Any) -> None:
    keep_updates(world.campaign, [update_row()], acting_user=world.core_team)
    allowed = {"researcher", "core_team", "administrator"}
    for address in (NEW, f"{HERE}kenya-may/edit/", f"{HERE}kenya-may/withdraw/"):
        for who in ("campaigner", "other_section", "researcher", "core_team", "reader", "administrator"):
            client.force_login(world.people[who])
            for answer in (client.get(address), client.post(address, {"reason": ""})):
                assert (answer.status_code != 403) == (who in allowed), (address, who)
        client.logout()
        assert client.get(address).status_code == 302
    client.force_login(world.reader)
    page = client.get(f"{HERE}kenya-may/").content.decode()
    assert "The works met us." in page
    assert "/edit/" not in page


def test_a_researcher_of_another_country_cannot_write_of_this_one(world: Any) -> None:
    with pytest.raises(Refused):
        keep_updates(world.campaign, [update_row(focus_country="austria")], acting_user=world.researcher)
    assert not Update.objects.filter(key="kenya-may").exists()


def test_a_restricted_update_exists_for_its_writer_alone(client: Client, world: Any) -> None:
    answer = write(client, world.researcher, restricted="on")
    kept = Update.objects.get(restricted=True)
    assert list(kept.named.all()) == [world.researcher]
    assert str(kept.happened) == SAID
    stored = (
        Update.objects.filter(pk=kept.pk).extra(select={"raw": "happened"}).values_list("raw", flat=True)[0]
    )
    assert SAID not in stored
    assert Draft.objects.count() == 0
    assert SAID in html.unescape(client.get(answer["Location"]).content.decode())
    assert Entry.objects.filter(action="read_update", subject=str(kept.pk)).exists()
    for who in ("core_team", "administrator", "reader", "campaigner"):
        client.force_login(world.people[who])
        for address in (answer["Location"], f"{answer['Location']}edit/", f"{answer['Location']}withdraw/"):
            assert client.get(address).status_code == 404, (who, address)
        for address in (
            HERE,
            f"{HERE}?q=books",
            "/c/clean-rivers/focus-countries/kenya/",
            f"{HERE}?format=csv",
        ):
            assert "opened its books" not in client.get(address).content.decode()
    # Its month is free for others: that it is taken would tell of it.
    assert write(client, world.core_team, happened="We heard nothing.").status_code == 302
    assert getattr(plan_before(world.campaign, world.core_team, "kenya", "2023-07"), "key", "") != kept.key
    assert Update.objects.filter(when_edtf="2023-06").count() == 2


def test_an_outcome_of_a_restricted_update_begins_restricted(client: Client, world: Any) -> None:
    write(client, world.researcher, restricted="on")
    key = Update.objects.get(restricted=True).key
    page = client.get(f"/c/clean-rivers/outcomes/new/?update={key}").content.decode()
    assert "checked" in page.split('name="restricted"')[1].split(">")[0]
    assert 'data-draft="/c/' not in page
    client.force_login(world.core_team)
    assert SAID not in html.unescape(
        client.get(f"/c/clean-rivers/outcomes/new/?update={key}").content.decode()
    )


def test_a_restricted_outcome_of_an_open_update_stays_tied_when_others_amend_it(
    client: Client, world: Any
) -> None:
    from headway.movement.tests.doors import outcome_row

    keep_outcomes(world.campaign, [outcome_row("hush", restricted=True)], acting_user=world.researcher)
    keep_updates(world.campaign, [update_row(outcomes=["hush"])], acting_user=world.researcher)
    at = f"{HERE}kenya-may/edit/"
    assert "hush" not in client.get(at).content.decode()
    assert write(client, world.core_team, at, when="2023-05", context="Rain.").status_code == 302
    kept = Update.objects.get(key="kenya-may")
    assert (kept.context, [one.key for one in kept.outcomes.all()]) == ("Rain.", ["hush"])
    assert "hush" not in client.get(f"{HERE}kenya-may/").content.decode()
    client.force_login(world.researcher)
    assert "hush" in client.get(f"{HERE}kenya-may/").content.decode()


def test_the_table_says_which_months_are_missing(client: Client, world: Any) -> None:
    year = {line.country.key: line for line in told_in(world.campaign, world.reader, 2023)}
    # The campaign began in March; of May and November there is an update.
    assert [cell.is_missing for cell in year["austria"].cells] == [
        False, False, True, True, False, True, True, True, True, True, False, True,
    ]  # fmt: skip
    assert year["austria"].missing == 8
    client.force_login(world.researcher)
    page = client.get(f"{HERE}?year=2023", headers=ENGLISH).content.decode()
    assert "/updates/new/?country=kenya&amp;month=2023-05" in page
    assert "/updates/new/?country=austria" not in page
    withdraw_update(Update.objects.get(key="austria-may"), "Wrong month.", acting_user=world.core_team)
    assert told_in(world.campaign, world.reader, 2023)[0].missing == 9


def in_a_campaign_that_goes_on(world: Any) -> Any:
    Campaign.objects.filter(pk=world.campaign.pk).update(ends_edtf="", ends_latest=None, ends_earliest=None)
    return Campaign.objects.get(pk=world.campaign.pk)


def test_the_last_months_wait_at_home_for_whoever_may_tell_of_them(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2023, 11, 20, tzinfo=ZoneInfo("UTC"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    campaign = in_a_campaign_that_goes_on(world)

    def waits(user: Any) -> list[str]:
        found = [one for one in waiting_in(campaign, user) if one.heading == "Monthly updates that wait"]
        return [item.text for one in found for item in one.items]

    assert waits(world.researcher) == ["Kenya · October 2023", "Kenya · September 2023"]
    assert waits(world.campaigner) == waits(world.reader) == []
    assert len(waits(world.core_team)) == 5
    keep_updates(campaign, [update_row(when="2023-10")], acting_user=world.researcher)
    assert waits(world.researcher) == ["Kenya · September 2023"]


def test_nothing_waits_once_the_campaign_is_over(world: Any) -> None:
    headings = [one.heading for one in waiting_in(world.campaign, world.researcher)]
    assert "Monthly updates that wait" not in headings


def test_it_is_found_by_its_words(client: Client, world: Any) -> None:
    client.force_login(world.reader)
    page = client.get("/search/?q=nitrates+figures", headers=ENGLISH).content.decode()
    assert f"{HERE}austria-may/" in page
    assert "Austria · May 2023" in page


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_months_follow_one_another_without_a_gap(first: date, number: int) -> None:
    last = date(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1, 15)
    months = list(months_from(first, last))
    assert len(months) == number + 1
    assert all(month.day == 1 for month in months)
    assert months == sorted(set(months))


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_the_month_that_goes_on_is_not_told_yet(today: date) -> None:
    told = months_told(date(2000, 1, 1), None, today)
    assert today.replace(day=1) not in told
    assert all(month < today for month in told)


def test_it_is_called_after_its_country_and_month_in_every_language() -> None:
    named = named_by_month({"en": "Mexico", "fr": "Mexique"}, ImpreciseDate.parse("2014-10"))
    assert named["en"] == "Mexico · October 2014"
    assert named["fr"] == "Mexique · octobre 2014"
    assert set(named) == {"en", "fr", "es", "ar"}
