"""An office records what it did on one page: asked is what goes with the kind, and nothing typed is lost."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from headway.audit.models import Entry
from headway.audit.queries import model_of
from headway.collect.actions import keep_reported
from headway.collect.models import Activity, Draft, Figure
from headway.collect.rows import FigureRow
from headway.engage.actions import keep_engagement
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import NORTH, SOUTH
from headway.movement.tests.doors import activity_row, case_row
from headway.movement.tests.doors_of_returns import given

pytestmark = pytest.mark.django_db
NEW = "/c/clean-rivers/record/"
MARCH = "/c/clean-rivers/activities/north-march/change/"


def opened(client: Client, user: Any, address: str = f"{NEW}?kind=march") -> dict[str, str]:
    """The hidden fields of the form as it opens."""
    client.force_login(user)
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return hidden(answer)


def hidden(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def typed(**more: Any) -> dict[str, Any]:
    told = {
        "office": NORTH,
        "kind": "march",
        "name": "March to the river",
        "when": "15 July 2023",
        "step": "save",
    }
    return {**told, **more}


def send(client: Client, held: dict[str, str], address: str = f"{NEW}?kind=march", **more: Any) -> Any:
    return client.post(address, {**held, **typed(**more)}, headers={"Accept-Language": "en"})


def the_new_one() -> Activity:
    return Activity.objects.exclude(key="north-march").get(office__key=NORTH)


def test_an_activity_is_recorded_with_its_figures_and_what_was_said(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    counted = {"figures-0-measure": "volunteers", "figures-0-value": "1,200", "figures-0-precision": "about", "figures-0-parts": "gender: women: 700\ngender: men: 500"}  # fmt: skip
    answer = send(
        client,
        held,
        **counted,
        said="We shall be back.",
        said_by="A fisher",
        said_publish="on",
        story="They **came**.",
    )
    assert answer.status_code == 302
    record = the_new_one()
    assert answer["Location"] == f"/c/clean-rivers/activities/{record.key}/"
    assert (record.when.edtf, record.period.key, record.standing) == ("2023-07-15", "y1", "entered")
    assert record.key.startswith("march-to-the-river-")
    whole = Figure.objects.get(activity=record, part_of=None)
    assert whole.value == 1200
    assert (whole.precision, whole.office.key) == ("about", NORTH)
    parts = Figure.objects.filter(part_of=whole).values_list("of", "value")
    assert {of: int(value or 0) for of, value in parts} == {"gender: men": 500, "gender: women": 700}
    testimony = model_of("testimony").objects.get(office__key=NORTH)
    assert (testimony.may_publish, testimony.activity) == (True, record)
    assert "We shall be back." in client.get(answer["Location"]).content.decode()
    said = client.get(f"/c/clean-rivers/testimonies/{testimony.key}/").content.decode()
    assert f'href="{answer["Location"]}"' in said
    assert (
        f'href="/c/clean-rivers/testimonies/{testimony.key}/"'
        in client.get(f"/c/clean-rivers/testimonies/?activity={record.key}").content.decode()
    )
    told = Entry.objects.filter(action="add_activity", subject=record.pk)
    assert [entry.actor for entry in told] == [str(world.campaigner.pk)]


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays_and_is_kept(
    client: Client, world: Any
) -> None:
    held = opened(client, world.campaigner)
    answer = send(
        client,
        held,
        when="some day",
        **{"figures-0-measure": "bags", "figures-0-value": "many"},
        story="<b>Long</b>",
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "is not understood as a date",
        "is not a number",
        "&lt;b&gt;Long&lt;/b&gt;",
        'value="some day"',
    ):
        assert said in text
    assert not Activity.objects.filter(name__has_key="en", office__key=NORTH).exclude(key="north-march")
    assert Draft.objects.get(person=world.campaigner).content["story"] == ["<b>Long</b>"]


def test_the_same_form_sent_twice_is_kept_once(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    first, second = send(client, held), send(client, held)
    assert first["Location"] == second["Location"]
    changed = send(client, held, name="Another title")
    assert changed.status_code == 422
    assert "saved before, with other content" in changed.content.decode()
    assert the_new_one()


def test_a_program_hears_the_key_or_what_is_wrong(client: Client, world: Any) -> None:
    client.force_login(world.campaigner)
    asks = {"Accept": "application/json"}
    good = client.post(NEW, typed(client_id=uuid4()), headers=asks)
    assert good.json() == {
        "key": the_new_one().key,
        "url": f"/c/clean-rivers/activities/{the_new_one().key}/",
    }
    bad = client.post(NEW, typed(client_id=uuid4(), name=""), headers=asks)
    assert bad.status_code == 422
    assert list(bad.json()["errors"]) == ["name"]


def test_nobody_records_for_another_office(client: Client, world: Any) -> None:
    held = opened(client, world.other_section)
    assert send(client, held).status_code == 422
    client.force_login(world.other_section)
    assert client.get(MARCH).status_code == 403
    assert client.post(MARCH, typed()).status_code == 403
    for who in ("reader", "researcher"):
        client.force_login(world.people[who])
        assert client.get(NEW).status_code == 403
    held = opened(client, world.core_team)
    assert send(client, held, office=SOUTH).status_code == 302
    assert Activity.objects.filter(office__key=SOUTH).exists()


def test_what_belongs_to_an_accepted_return_is_closed(client: Client, world: Any) -> None:
    given(world.campaign, "accepted")
    answer = send(client, opened(client, world.campaigner))
    assert answer.status_code == 422
    assert "was accepted, which closed it" in answer.content.decode()
    assert send(client, opened(client, world.campaigner), when="2019").status_code == 302


def test_changes_of_different_fields_are_put_together(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner, MARCH)
    keep_reported(
        world.campaign,
        [activity_row("north-march", name="north-march", place="Lima")],
        acting_user=world.core_team,
    )
    answer = send(client, held, MARCH, name="The march", when="2023-07")
    assert answer.status_code == 302
    record = Activity.objects.get(key="north-march")
    assert (record.place, list(record.name.values())) == ("Lima", ["The march"])


def test_of_two_changes_of_one_field_the_second_person_sees_both_and_chooses(
    client: Client, world: Any
) -> None:
    held = opened(client, world.campaigner, MARCH)
    changed = activity_row("north-march", name="north-march", story="Theirs.", place="Lima")
    keep_reported(world.campaign, [changed], acting_user=world.core_team)
    answer = send(client, held, MARCH, name="north-march", when="2023-07", story="Mine.")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in text
    assert "\nMine.</textarea>" in text
    assert 'value="Lima"' in text
    assert Activity.objects.get(key="north-march").story == "Theirs."
    both = hidden(answer)
    theirs = send(
        client, both, MARCH, name="north-march", when="2023-07", place="Lima", story="Mine.", take="story"
    )
    assert theirs.status_code == 302
    assert Activity.objects.get(key="north-march").story == "Theirs."
    again = {**hidden(answer), "client_id": str(uuid4())}
    mine = send(client, again, MARCH, name="north-march", when="2023-07", place="Lima", story="Mine.")
    assert mine.status_code == 302
    assert Activity.objects.get(key="north-march").story == "Mine."


def test_a_case_of_which_one_does_not_know_is_neither_shown_nor_lost(client: Client, world: Any) -> None:
    keep_engagement(world.campaign, [case_row("hidden-case", restricted=True)], acting_user=world.core_team)
    named = activity_row("north-march", name="north-march", cases=["hidden-case"])
    keep_reported(world.campaign, [named], acting_user=world.core_team)
    held = opened(client, world.campaigner, MARCH)
    text = client.get(MARCH).content.decode()
    assert "hidden-case" not in text
    assert (
        send(client, held, MARCH, name="north-march", when="2023-07", cases="hidden-case").status_code == 422
    )
    assert send(client, held, MARCH, name="Renamed", when="2023-07").status_code == 302
    assert [case.key for case in Activity.objects.get(key="north-march").cases.all()] == ["hidden-case"]


def test_of_many_cases_those_looked_for_can_be_ticked_and_stay_ticked(client: Client, world: Any) -> None:
    rows = [case_row(f"case-{at}", name=f"Person {at}") for at in range(200)]
    keep_engagement(world.campaign, rows, acting_user=ensure_operator())
    held = opened(client, world.campaigner)
    looked = send(client, held, step="find", cases=["case-7"], **{"find-cases": "person 150"}, story="Kept.")
    text = looked.content.decode()
    assert looked.status_code == 200
    assert re.search(r'value="case-7"[^>]*checked', text)
    assert 'value="case-150"' in text
    assert 'value="case-9"' not in text
    assert "\nKept.</textarea>" in text
    assert re.search(r"There are \d+ to choose from", text)
    assert send(client, held, cases=["case-7", "case-150"]).status_code == 302
    assert sorted(case.key for case in the_new_one().cases.all()) == ["case-150", "case-7"]


def test_a_draft_waits_for_whoever_wrote_it_and_for_nobody_else(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    assert send(client, held, step="draft", name="", story="Half a")["Location"] == "/c/clean-rivers/drafts/"
    listed = client.get("/c/clean-rivers/drafts/").content.decode()
    back = re.search(r'href="(/c/clean-rivers/record/\?draft=[\w-]+)"', listed)
    assert back
    text = client.get(back[1]).content.decode()
    assert "\nHalf a</textarea>" in text
    assert "field-wrong" not in text
    assert back[1] in client.get("/c/clean-rivers/").content.decode() + client.get("/").content.decode()
    client.force_login(world.core_team)
    assert "?draft=" not in client.get("/c/clean-rivers/drafts/").content.decode()
    assert "Half a" not in client.get(back[1]).content.decode()
    assert (
        client.post("/c/clean-rivers/drafts/", {"delete": held["client_id"], "sure": "1"}).status_code == 404
    )
    client.force_login(world.campaigner)
    send(client, held)
    assert not Draft.objects.exists()


def test_a_draft_is_deleted_only_after_one_was_asked(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    send(client, held, step="draft")
    asked = client.post("/c/clean-rivers/drafts/", {"delete": held["client_id"]})
    assert "cannot be brought back" in asked.content.decode()
    assert Draft.objects.exists()
    client.post("/c/clean-rivers/drafts/", {"delete": held["client_id"], "sure": "1"})
    assert not Draft.objects.exists()


def test_an_older_tab_does_not_overwrite_a_newer_draft_unasked(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner)
    asks = {"Accept": "application/json"}
    first = client.post(f"{NEW}?kind=march", {**held, **typed(step="draft", story="One")}, headers=asks)
    assert first.json() == {"saved": 1}
    stale = client.post(f"{NEW}?kind=march", {**held, **typed(step="draft", story="Two")}, headers=asks)
    assert (stale.status_code, stale.json()) == (409, {"conflict": {"saved": 1}})
    shown = send(client, held, step="draft", story="Two")
    assert shown.status_code == 409
    assert "\nTwo</textarea>" in shown.content.decode()
    assert Draft.objects.get().content["story"] == ["One"]
    send(client, held, step="draft-over", story="Two")
    assert Draft.objects.get().content["story"] == ["Two"]


def test_what_one_kind_asks_is_not_asked_of_another(client: Client, world: Any) -> None:
    held = opened(client, world.campaigner, f"{NEW}?kind=hearing")
    assert held["figures-TOTAL_FORMS"]
    chosen = client.get(NEW).content.decode()
    assert "?kind=march" in chosen
    other = send(client, held, step="kind", kind="clean-up", story="Stays")
    assert "\nStays</textarea>" in other.content.decode()
    assert re.search(r'value="clean-up" selected', other.content.decode())


def test_a_figure_that_two_people_correct_is_shown_as_both_have_it(client: Client, world: Any) -> None:
    figure = FigureRow.model_validate(
        {"key": "bags-1", "measure": "bags", "value": "10", "activity": "north-march"}
    )
    keep_reported(world.campaign, [figure], acting_user=world.core_team)
    held = opened(client, world.campaigner, MARCH)
    assert (held["figures-0-key"], held["figures-INITIAL_FORMS"]) == ("bags-1", "1")
    keep_reported(
        world.campaign, [figure.model_copy(update={"value": Decimal(77)})], acting_user=world.core_team
    )
    mine = {"figures-0-measure": "bags", "figures-0-value": "12", "figures-0-precision": "exact"}
    answer = send(client, held, MARCH, name="north-march", when="2023-07", **mine)
    assert answer.status_code == 409
    assert "<bdi>77</bdi>" in answer.content.decode()
    assert 'value="12"' in answer.content.decode()
    assert Figure.objects.get(key="bags-1").value == 77
    sent = send(client, hidden(answer), MARCH, name="north-march", when="2023-07", **mine)
    assert sent.status_code == 302
    assert Figure.objects.get(key="bags-1").value == 12


def test_a_story_is_shown_as_its_marks_mean_and_html_in_it_as_text(client: Client, world: Any) -> None:
    story = "They **came**.\n\n- by bus\n- on foot\n\n<script>alert(1)</script> [x](javascript:alert(1))"
    send(client, opened(client, world.campaigner), story=story)
    page = client.get(f"/c/clean-rivers/activities/{the_new_one().key}/").content.decode()
    for part in ("<strong>came</strong>", "<li>by bus</li>", "&lt;script&gt;alert(1)&lt;/script&gt;"):
        assert part in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "They came. by bus on foot" in " ".join(
        client.get("/c/clean-rivers/activities/").content.decode().split()
    )


def test_every_label_of_the_form_says_what_is_meant_by_it(client: Client, world: Any) -> None:
    """But for ticks, which are sentences, and the lines of figures, which say it of each measure."""
    client.force_login(world.campaigner)
    text = client.get(f"{NEW}?kind=march", headers={"Accept-Language": "en"}).content.decode()
    ticks = set(re.findall(r'type="checkbox"[^>]* id="([^"]+)"', text))
    labelled = [one for one in re.findall(r'<label for="([^"]+)"', text) if one not in ticks]
    asked = [one for one in labelled if one.startswith("id_") and not one.startswith("id_figures")]
    assert {"id_office", "id_name", "id_when", "id_story", "id_said", "id_photo_caption"} <= set(asked)
    assert [
        one for one in asked if f'id="{one}_helptext"' not in text and f'id="{one}-help"' not in text
    ] == []
