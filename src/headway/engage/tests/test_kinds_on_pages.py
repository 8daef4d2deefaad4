"""Pages, lists, forms, files and the log call kinds as the campaign does, in the reader's language."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from headway.audit.models import Entry
from headway.engage.actions import keep_engagement
from headway.engage.models import Partner
from headway.engage.rows import CaseRow, PartnerRow
from headway.plan.models import Output

pytestmark = pytest.mark.django_db
MARK = '<sup class="lacks" aria-hidden="true" title="Pas encore traduit">en</sup>'


@pytest.fixture
def told(world: Any) -> Any:
    """Partners of three kinds, with steps; a case in which something happened."""
    rows = [
        PartnerRow.model_validate(
            {
                "key": "weir", "name": "The weir", "partner_kind": "water-ombudsman", "countries": ["KE"], "grade": "a",
                "steps": [
                    {"key": "weir-boats", "step_kind": "boats-shared", "when": "2023-05", "text": "Two boats."},
                    {"key": "weir-row", "step_kind": "falling-out", "when": "2023-08", "text": "A row."},
                ],
            }
        ),
        PartnerRow.model_validate({"key": "friends", "name": "Friends", "partner_kind": "ngo", "countries": ["KE"]}),
        CaseRow.model_validate(
            {
                "key": "shut-well", "name": "The shut well", "country": "KE", "summary": "It was shut.",
                "events": [{"key": "shut", "event_kind": "well-closed", "when": "2023-04", "text": "They came at dawn."}],
                "relief": [{"key": "tank", "relief_kind": "other", "text": "A tank was brought."}],
            }
        ),
    ]  # fmt: skip
    for row in rows:
        keep_engagement(world.campaign, [row], acting_user=world.core_team)
    return world


def seen(person: Any, path: str, language: str = "en", **asked: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(f"/c/clean-rivers/{path}", {"language": language, **asked}, follow=True)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_partner_is_called_by_its_kind_in_the_readers_language(told: Any) -> None:
    assert "<bdi>Anglers&#x27; club</bdi>" in text(seen(told.reader, "partners/anglers/"))
    assert "<bdi>Club de pêche</bdi>" in text(seen(told.reader, "partners/anglers/", "fr"))


def test_what_a_kind_is_not_called_in_the_readers_language_carries_the_quiet_mark(told: Any) -> None:
    for path in ("partners/", "partners/weir/"):
        page = text(seen(told.reader, path, "fr"))
        assert f'<bdi lang="en">Water ombudsman</bdi>{MARK}' in page, path
    own = text(seen(told.reader, "partners/weir/"))
    assert "<bdi>Water ombudsman</bdi>" in own


def test_the_steps_of_a_relation_have_the_tone_of_their_kind(told: Any) -> None:
    page = text(seen(told.reader, "partners/weir/", "fr"))
    assert re.search(r'happening-good"><span class="happening-when"><bdi lang="en">Boats shared</bdi>', page)
    assert re.search(r'happening-warn"><span class="happening-when"><bdi>Brouille</bdi>', page)


def test_what_happened_in_a_case_is_called_by_own_and_by_default_kinds(told: Any) -> None:
    page = text(seen(told.reader, "cases/shut-well/", "fr"))
    assert "<bdi>Puits fermé</bdi>" in page
    assert "<bdi>Autre aide</bdi>" in page


def test_lists_are_narrowed_by_the_kinds_that_occur_in_them(told: Any) -> None:
    listing = seen(told.reader, "partners/", "fr").context["listing"]
    kinds = next(one for one in listing.filters if one.name == "kind")
    assert [(one.value, one.label, one.lang) for one in kinds.options] == [
        ("ngo", "amis des rivières", ""), ("anglers-club", "club de pêche", ""), ("water-ombudsman", "water ombudsman", "en"),
    ]  # fmt: skip
    narrowed = seen(told.reader, "partners/", kind="water-ombudsman")
    assert [row.key for row in narrowed.context["listing"].records] == ["weir"]
    # A kind that no partner has narrows to nothing; one that the campaign does not have means nothing.
    assert seen(told.reader, "partners/", kind="other").context["listing"].count == 0
    assert seen(told.reader, "partners/", kind="coalition").status_code == 400


@pytest.mark.parametrize(("language", "said"), [("en", "atlas of samples"), ("fr", "atlas des prélèvements")])
def test_what_the_campaign_published_is_called_by_its_kind(language: str, said: str, world: Any) -> None:
    assert Output.objects.get(key="atlas").output_kind == "atlas"
    page = text(seen(world.reader, "publications/atlas/", language))
    assert page.count(f"<bdi>{said}</bdi>") == 2
    listing = seen(world.reader, "publications/", language, kind="atlas").context["listing"]
    assert [one.label for one in listing.filters[0].options] == [said]


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_list_that_is_taken_away_says_kinds_with_their_keys(told: Any) -> None:
    rows = rows_of(seen(told.reader, "partners/", format="csv"))
    kinds = {row["Key"]: (row["Kind"], row["Kind (key)"]) for row in rows}
    assert kinds["anglers"] == ("anglers' club", "anglers-club")
    assert kinds["friends"] == ("friends of rivers", "ngo")
    french = rows_of(seen(told.reader, "partners/", "fr", format="csv"))
    assert "amis des rivières" in {cell for row in french for cell in row.values()}


# --- forms ---


def asked(world: Any, **given: str) -> dict[str, str]:
    return {"name": "Millers", "partner_kind": "ngo", "countries": "KE", **given}


def sent(client: Client, world: Any, **given: str) -> Any:
    client.force_login(world.researcher)
    return client.post(reverse("partner-new", args=["clean-rivers"]), asked(world, **given))


def test_a_form_offers_the_kinds_of_the_campaign_and_explains_those_that_it_explains(
    client: Client, world: Any
) -> None:
    client.force_login(world.researcher)
    form = client.get(reverse("partner-new", args=["clean-rivers"])).context["form"]
    assert [key for key, _ in form.fields["partner_kind"].choices] == [
        "",
        "ngo",
        "anglers-club",
        "water-ombudsman",
        "other",
    ]
    assert (
        form.fields["partner_kind"].help_text
        == "anglers' club: Who fishes the river, and sees first when it turns."
    )
    assert form.fields["grade"].help_text == "Of these kinds, how they are accredited: water ombudsman"


def test_a_kind_that_the_campaign_does_not_have_is_a_fault_at_its_field(client: Client, world: Any) -> None:
    answer = sent(client, world, partner_kind="coalition")
    assert answer.status_code == 422
    assert "partner_kind" in answer.context["form"].errors
    assert not Partner.objects.filter(name__icontains="Millers").exists()


def test_a_grade_is_a_fault_at_its_field_where_the_kind_has_none(client: Client, world: Any) -> None:
    answer = sent(client, world, grade="b")
    assert answer.status_code == 422
    assert answer.context["form"].errors["grade"] == ["Partners of this kind have no grade."]
    assert sent(client, world, grade="b", partner_kind="water-ombudsman").status_code == 302


# --- the log ---


def test_the_log_calls_a_kind_as_the_campaign_does(told: Any) -> None:
    weir = Partner.objects.get(key="weir")
    entry = Entry.objects.get(action="add_partner", subject=str(weir.pk))
    client = Client()
    client.force_login(told.core_team)
    assert "water ombudsman" in text(client.get(f"/log/entry/{entry.seq}/"))
