"""What is restricted stands nowhere in the clear: not in the file, its write-ahead log or the log of writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from headway.audit.fields import as_secret, is_secret, sealed_names
from headway.audit.models import Entry, Payload
from headway.audit.queries import first_broken_entry, payload_text
from headway.conftest import SMALL_PACK
from headway.engage.models import Ask, Case
from headway.exchange.packs import export_pack, load_pack
from headway.lib.problems import Refused
from headway.movement.actions import ensure_operator
from headway.movement.tests.cast import make_cast
from headway.verify.actions import keep_outcomes, move_outcomes
from headway.verify.models import Outcome, Rival, Verdict
from headway.verify.queries import outcome_rows
from headway.verify.rows import OutcomeState

SECRETS = ("Quillfeather", "Velvet spring")
ON_FILE = pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's own files")


def _in_the_clear(words: Iterable[str]) -> list[str]:
    """Where any of these words stands in any file of the database; where anything stands in the log's payloads."""
    name = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    files = [path for path in name.parent.glob(f"{name.name}*") if path.is_file()]
    assert files
    stored = {path.name: path.read_bytes() for path in files}
    told = {"log": "\n".join(Payload.objects.values_list("body", flat=True)).encode()}
    return [
        f"{word} in {place}"
        for place, data in {**stored, **told}.items()
        for word in words
        # The search index keeps words in small letters.
        if word.lower().encode() in data.lower() or word.encode("utf-16-le") in data
    ]


def _pack(folder: Path, changes: dict[str, list[tuple[str, str]]]) -> Path:
    """A copy of the small pack with some of its texts replaced."""
    shutil.copytree(SMALL_PACK, folder)
    for name, replacements in changes.items():
        text = (folder / name).read_text()
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        (folder / name).write_text(text)
    return folder


RESTRICTED = ("  restricted: yes\n", "")
AS_OPEN = {"cases.yaml": [RESTRICTED], "outcomes.yaml": [RESTRICTED]}


@ON_FILE
@pytest.mark.django_db(transaction=True)
def test_after_a_load_no_restricted_word_stands_in_the_database_in_the_clear() -> None:
    operator = ensure_operator()
    load_pack(SMALL_PACK, acting_user=operator)
    assert _in_the_clear(SECRETS) == []
    assert Case.objects.get(key="hidden-spring").protected_name == "Ottoline Quillfeather"
    assert Case.objects.get(key="hidden-spring").name == {"*": "Velvet spring"}


@ON_FILE
@pytest.mark.django_db(transaction=True)
def test_a_record_that_turns_restricted_leaves_nothing_of_what_it_told_before(tmp_path: Path) -> None:
    operator = ensure_operator()
    load_pack(_pack(tmp_path / "open", AS_OPEN), acting_user=operator)
    assert len(_in_the_clear(SECRETS)) > 2
    load_pack(SMALL_PACK, acting_user=operator)
    assert _in_the_clear(SECRETS) == []
    assert first_broken_entry() is None
    told = Entry.objects.filter(subject=str(Case.objects.get(key="hidden-spring").pk)).select_related(
        "payload"
    )
    assert "Quillfeather" in "".join(payload_text(entry.payload) for entry in told)


@ON_FILE
@pytest.mark.django_db(transaction=True)
def test_what_stands_inside_it_is_sealed_too_at_any_depth_and_even_if_the_pack_no_longer_tells_it(
    tmp_path: Path,
) -> None:
    operator = ensure_operator()
    rivals = "      how: Ottoline Quillfeather's words were passed on.\n"
    deep = (
        rivals
        + "      tactics:\n        - Hid Quillfeather\n      rivals:\n        - key: deep\n          text: Quillfeather was lucky.\n"
    )
    opened = {**AS_OPEN, "outcomes.yaml": [RESTRICTED, (rivals, deep)]}
    load_pack(_pack(tmp_path / "open", opened), acting_user=operator)
    without = {
        "cases.yaml": [
            ("  asks:\n    - key: hidden-spring-ask\n      text: Shelter for Ottoline Quillfeather.\n", "")
        ]
    }
    load_pack(_pack(tmp_path / "shut", without), acting_user=operator)
    assert Rival.objects.get(key="deep").text == "Quillfeather was lucky."
    assert Ask.objects.get(key="hidden-spring-ask").text == "Shelter for Ottoline Quillfeather."
    assert _in_the_clear(SECRETS) == []
    assert first_broken_entry() is None


@ON_FILE
@pytest.mark.django_db(transaction=True)
def test_a_verdict_on_a_restricted_outcome_is_sealed_with_its_reason_and_its_dissent() -> None:
    operator = ensure_operator()
    cast = make_cast(operator)
    load_pack(SMALL_PACK, acting_user=operator)
    outcome = Outcome.objects.get(key="barrels-removed")
    outcome.named.add(cast.core_team)
    for state in (OutcomeState.UNDER_REVIEW, OutcomeState.NEEDS_EVIDENCE):
        move_outcomes(
            [outcome],
            state,
            acting_user=cast.core_team,
            reason="Quillfeather alone saw it",
            dissent="Velvet spring too",
        )
    verdict = Verdict.objects.get(outcome=outcome)
    assert (verdict.text, verdict.dissent) == ("Quillfeather alone saw it", "Velvet spring too")
    assert _in_the_clear(SECRETS) == []


@ON_FILE
@pytest.mark.django_db(transaction=True)
def test_an_open_case_keeps_its_protected_name_sealed_and_out_of_an_ordinary_export(tmp_path: Path) -> None:
    operator = ensure_operator()
    known = [("  summary: A well", "  protected_name: Ottoline Quillfeather\n  summary: A well")]
    campaign, _ = load_pack(_pack(tmp_path / "pack", {"cases.yaml": known}), acting_user=operator)
    assert _in_the_clear(SECRETS) == []
    export_pack(campaign, tmp_path / "out", acting_user=operator)
    assert not any(b"Quillfeather" in path.read_bytes() for path in (tmp_path / "out").iterdir())
    _, tally = load_pack(tmp_path / "out", acting_user=operator)
    assert not sum(tally.changed.values())
    assert Case.objects.get(key="open-well").protected_name == "Ottoline Quillfeather"


@pytest.mark.django_db
def test_how_somebody_is_goes_out_only_where_an_administrator_asks(tmp_path: Path, operator: Any) -> None:
    told = [("  summary: A well", "  well_being: Sleeps badly.\n  risk: Is followed.\n  summary: A well")]
    campaign, _ = load_pack(_pack(tmp_path / "pack", {"cases.yaml": told}), acting_user=operator)
    export_pack(campaign, tmp_path / "out", acting_user=operator)
    cases = (tmp_path / "out" / "cases.yaml").read_text()
    assert "Sleeps badly." not in cases
    assert "Is followed." not in cases
    _, tally = load_pack(tmp_path / "out", acting_user=operator)
    assert not sum(tally.changed.values())
    assert Case.objects.get(key="open-well").well_being == "Sleeps badly."
    export_pack(campaign, tmp_path / "whole", acting_user=operator, with_restricted=True)
    assert "Sleeps badly." in (tmp_path / "whole" / "cases.yaml").read_text()
    assert Entry.objects.filter(action="export_pack").count() == 2


@pytest.mark.django_db
def test_a_record_that_is_opened_again_is_readable_and_its_children_are(
    operator: Any, tmp_path: Path
) -> None:
    load_pack(SMALL_PACK, acting_user=operator)
    campaign, _ = load_pack(_pack(tmp_path / "open", AS_OPEN), acting_user=operator)
    case = Case.objects.get(key="hidden-spring")
    assert not is_secret(case.summary)
    assert not is_secret(case.asks.get().text)
    assert is_secret(case.protected_name)
    (row,) = outcome_rows(campaign, ["barrels-removed"])
    assert "Quillfeather" in row.contributions[0].how
    _, tally = load_pack(_pack(tmp_path / "again", AS_OPEN), acting_user=operator)
    assert not sum(tally.changed.values())


@pytest.mark.django_db
def test_a_load_by_somebody_who_is_not_named_opens_nothing(operator: Any, cast: Any, tmp_path: Path) -> None:
    load_pack(SMALL_PACK, acting_user=operator)
    with pytest.raises(Refused, match="you may not record engagement"):
        load_pack(_pack(tmp_path / "open", AS_OPEN), acting_user=cast.administrator)
    assert Case.objects.get(key="hidden-spring").restricted
    assert Outcome.objects.get(key="barrels-removed").restricted


@pytest.mark.django_db
def test_the_log_of_an_ordinary_record_stays_readable_beside_a_restricted_one(operator: Any) -> None:
    load_pack(SMALL_PACK, acting_user=operator)
    case = Entry.objects.get(action="add_case", subject=str(Case.objects.get(key="open-well").pk))
    assert "closed after the samples" in case.payload.body


@pytest.mark.django_db
def test_every_narrative_that_may_be_restricted_stands_in_a_field_that_can_be_sealed() -> None:
    short = {"key", "source", "standing", "country"}
    for label in ("engage.Case", "verify.Outcome"):
        model = apps.get_model(label)
        inside = [m for m in apps.get_models() if getattr(m, "stands_in", "") and _stands_within(m, model)]
        for found in (model, *inside):
            free = {
                field.name
                for field in found._meta.fields
                if field.get_internal_type() in {"TextField", "JSONField"}
                or (field.get_internal_type() == "CharField" and (field.max_length or 0) > 60)
            }
            assert free - set(sealed_names(found)) - short <= {"campaign_links"}, found


def _stands_within(model: Any, whole: Any) -> bool:
    above = model._meta.get_field(model.stands_in).related_model
    return above is whole or (getattr(above, "stands_in", "") != "" and _stands_within(above, whole))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["sealed:1:1:AAAA", "plain:1:sealed:1:x", "sealed:1:", "plain:1:"])
def test_a_plain_text_that_looks_like_a_sealed_one_breaks_nothing(
    text: str, operator: Any, clean_rivers: Any
) -> None:
    (row,) = outcome_rows(clean_rivers, ["limit-law"])
    keep_outcomes(clean_rivers, [row.model_copy(update={"note": text})], acting_user=operator)
    assert Outcome.objects.get(key="limit-law").note == text
    secret = Case.objects.get(key="hidden-spring")
    secret.summary = as_secret(text)
    secret.save()
    assert Case.objects.get(key="hidden-spring").summary == text
