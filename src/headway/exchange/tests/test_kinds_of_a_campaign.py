"""A campaign names its own kinds in `kinds.yaml`: loaded, changed, taken away, told by the log, exported as they came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.conftest import PACKS, SMALL_PACK
from headway.engage.actions import keep_engagement
from headway.engage.models import EventKind, Partner, PartnerKind
from headway.engage.rows import FAMILIES, EventKindRow, PartnerKindRow, PartnerRow, TargetRow
from headway.exchange.packs import check_pack, export_pack, format_folder, load_pack
from headway.exchange.tests.packfolders import change, copy_of_small_pack, files_of
from headway.lib.kinds import KindRow
from headway.lib.problems import BadInput, Refused
from headway.movement.tests.doors import case_row
from headway.movement.tests.everything import everything
from headway.plan.actions import keep_plan
from headway.plan.queries import kinds_of
from headway.plan.rows import OutputKindRow, OutputRow

pytestmark = pytest.mark.django_db
EVERY: tuple[type[KindRow], ...] = (OutputKindRow, *FAMILIES)
OTHER = "  - key: other\n    name:\n      en: other\n      fr: autre\n    unsaid: yes\n"
OMBUDSMAN = "  - key: water-ombudsman\n    name:\n      en: water ombudsman\n    graded: yes\n"
RULING = "  - key: ruling\n    name: ruling\n"


def partner(key: str, kind: str, **more: Any) -> PartnerRow:
    return PartnerRow.model_validate({"key": key, "name": key.title(), "partner_kind": kind, **more})


def said(tally: Any) -> tuple[dict[str, int], dict[str, int]]:
    added, changed = ({kind: n for kind, n in part.items() if n} for part in (tally.added, tally.changed))
    return added, changed


def problems(folder: Path) -> list[str]:
    with pytest.raises(BadInput) as bad:
        check_pack(folder)
    return [str(problem) for problem in bad.value.problems]


# --- in and out ---


@pytest.mark.postgres
def test_the_kinds_of_a_pack_come_out_byte_for_byte_and_in_again_without_a_change(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    export_pack(clean_rivers, tmp_path / "out", acting_user=operator)
    name = "kinds.yaml"
    assert (tmp_path / "out" / name).read_bytes() == (SMALL_PACK / name).read_bytes()
    before = everything()
    assert said(load_pack(tmp_path / "out", acting_user=operator)[1]) == ({}, {})
    # All but that somebody exported it.
    assert everything() == before


def test_a_pack_without_the_file_has_the_default_kinds_and_is_exported_without_it(
    stop_torture: Any, operator: Any, tmp_path: Path
) -> None:
    assert not any(kinds_of(stop_torture, family).own for family in EVERY)
    export_pack(stop_torture, tmp_path / "out", acting_user=operator)
    assert "kinds.yaml" not in files_of(tmp_path / "out")


def test_a_family_that_the_file_does_not_name_has_the_default_kinds(clean_rivers: Any) -> None:
    own = {family.family for family in EVERY if kinds_of(clean_rivers, family).own}
    assert own == {"output", "partner", "step", "event"}
    assert "ministry" in kinds_of(clean_rivers, next(f for f in FAMILIES if f.family == "target")).by_key


def test_format_writes_the_file_in_canonical_form(tmp_path: Path) -> None:
    folder = copy_of_small_pack(tmp_path / "pack")
    text = (folder / "kinds.yaml").read_text()
    begins = text.index("partner:")
    (folder / "kinds.yaml").write_text(text[begins:].replace("graded: yes", "graded: true") + text[:begins])
    assert format_folder(folder) == ["kinds.yaml"]
    assert (folder / "kinds.yaml").read_text() == text


# --- what is wrong ---

FAULTS: dict[str, tuple[str, str, str, list[str]]] = {
    "a kind that the campaign does not have": (
        "partners.yaml", "anglers-club", "angler-club",
        ['partners.yaml:3: partner_kind: there is no kind of partner "angler-club" here; did you mean "anglers-club"?'],
    ),
    "a default kind of a family that the campaign names itself": (
        "outputs.yaml", "output_kind: atlas", "output_kind: film",
        ['outputs.yaml:3: output_kind: there is no kind of output "film" here'],
    ),
    "a kind of a default family that there is not": (
        "targets.yaml", "target_kind: ministry", "target_kind: minstry",
        ['targets.yaml:3: target_kind: there is no kind of target "minstry" here; did you mean "ministry"?'],
    ),
    "a kind deep inside": (
        "cases.yaml", "  consents:", "  events:\n    - key: e\n      event_kind: flood\n      text: T\n  consents:",
        ['cases.yaml:8: event_kind: there is no kind of event "flood" here'],
    ),
    "a grade where the kind has none": (
        "partners.yaml", "partner_kind: anglers-club", "partner_kind: anglers-club\n  grade: a",
        ['partners.yaml:4: grade: a partner of the kind "anglers-club" has no grade'],
    ),
    "a family that there is not": (
        "kinds.yaml", "partner:", "partners:",
        ['kinds.yaml:12: "partners" is not known here; did you mean "partner"?'],
    ),
    "a property that another family has": (
        "kinds.yaml", "    tone: warn", "    graded: yes", ['kinds.yaml:46: "graded" is not known here'],
    ),
    "a kind without a name": (
        "kinds.yaml", RULING, "  - key: ruling\n", ['kinds.yaml:56: "name" is missing'],
    ),
    "two kinds with one key": (
        "kinds.yaml", RULING, RULING + RULING,
        ['kinds.yaml:58: the kind of event "ruling" is already at kinds.yaml:56'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(FAULTS))
def test_what_is_wrong_is_said_at_its_file_and_line(what: str, tmp_path: Path) -> None:
    file, old, new, lines = FAULTS[what]
    assert problems(copy_of_small_pack(tmp_path / "pack", (file, old, new))) == lines


def test_actions_refuse_a_kind_that_the_campaign_does_not_have(clean_rivers: Any, operator: Any) -> None:
    before = everything()
    output = OutputRow.model_validate({"key": "o", "name": "O", "output_kind": "film"})
    with pytest.raises(Refused, match='there is no kind of output "film" here'):
        keep_plan(clean_rivers, [output], acting_user=operator)
    with pytest.raises(Refused, match='no kind of partner "coalition" here'):
        keep_engagement(clean_rivers, [partner("p", "coalition")], acting_user=operator)
    with pytest.raises(Refused, match='a partner of the kind "ngo" has no grade'):
        keep_engagement(clean_rivers, [partner("p", "ngo", grade="a")], acting_user=operator)
    assert everything() == before


# --- changed and taken away ---


def test_a_kind_that_is_named_anew_is_one_change_and_the_log_tells_it(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", "fr: club de pêche", "fr: pêcheurs"))
    assert said(load_pack(folder, acting_user=operator)[1]) == ({}, {"partner-kind": 1})
    entry = Entry.objects.get(action="change_partner-kind")
    assert entry.subject == str(PartnerKind.objects.get(key="anglers-club").pk)
    assert "pêcheurs" in payload_text(entry.payload)


def test_a_kind_that_nothing_uses_can_be_taken_away_and_the_log_keeps_what_it_was(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    seen = Entry.objects.latest("seq").seq
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", OMBUDSMAN, ""))
    tally = load_pack(folder, acting_user=operator)[1]
    assert (*said(tally), tally.removed) == ({}, {}, {"partner-kind": 1})
    assert '"removed":1' in payload_text(Entry.objects.get(action="load_pack", seq__gt=seen).payload)
    assert not PartnerKind.objects.filter(key="water-ombudsman").exists()
    entry = Entry.objects.get(action="remove_partner-kind")
    assert (entry.actor, entry.subject) == (str(operator.pk), str(clean_rivers.pk))
    assert "water ombudsman" in payload_text(entry.payload)
    assert said(load_pack(folder, acting_user=operator)[1]) == ({}, {})


def test_a_kind_that_records_have_cannot_be_taken_away(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    rows = [partner(key, "other") for key in ("millers", "rowers", "divers", "swimmers")]
    keep_engagement(clean_rivers, rows, acting_user=operator)
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", OTHER, ""))
    before = everything()
    with pytest.raises(Refused) as refused:
        load_pack(folder, acting_user=operator)
    assert str(refused.value) == (
        'kinds.yaml: the kind of partner "other" cannot be taken away while records have it: '
        'partner "millers", partner "rowers", partner "divers"'
    )
    assert everything() == before


def test_no_restricted_case_is_named_where_its_events_keep_a_kind(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    event = {"key": "hush-event", "event_kind": "ruling", "text": "T"}
    keep_engagement(
        clean_rivers, [case_row("hush-case", restricted=True, events=[event])], acting_user=operator
    )
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", RULING, ""))
    with pytest.raises(Refused) as refused:
        load_pack(folder, acting_user=operator)
    assert (
        str(refused.value)
        == 'kinds.yaml: the kind of event "ruling" cannot be taken away while records have it'
    )
    assert EventKind.objects.filter(key="ruling").exists()


def test_a_kind_goes_with_the_records_that_take_another_in_the_same_load(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    folder = copy_of_small_pack(
        tmp_path / "pack",
        ("kinds.yaml", "  - key: anglers-club\n", "  - key: fishers\n"),
        ("partners.yaml", "anglers-club", "fishers"),
    )
    load_pack(folder, acting_user=operator)
    assert Partner.objects.get(key="anglers").partner_kind == "fishers"
    assert "anglers-club" not in kinds_of(clean_rivers, PartnerKindRow).by_key


def test_a_campaign_goes_back_to_the_default_kinds_where_its_pack_names_none(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    folder = copy_of_small_pack(
        tmp_path / "pack",
        ("partners.yaml", "anglers-club", "other"),
        ("outputs.yaml", "output_kind: atlas", "output_kind: film"),
    )
    (folder / "kinds.yaml").unlink()
    load_pack(folder, acting_user=operator)
    assert not kinds_of(clean_rivers, PartnerKindRow).own
    assert not kinds_of(clean_rivers, EventKindRow).own
    assert said(load_pack(folder, acting_user=operator)[1]) == ({}, {})


def test_a_campaign_that_begins_to_name_its_kinds_must_name_those_that_its_records_have(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    folder = copy_of_small_pack(tmp_path / "pack")
    own = "target:\n  - key: port\n    name: port\n"
    change(folder / "kinds.yaml", "", own)
    change(folder / "targets.yaml", "target_kind: ministry", "target_kind: port")
    court = TargetRow.model_validate({"key": "court", "name": "Court", "target_kind": "court"})
    keep_engagement(clean_rivers, [court], acting_user=operator)
    with pytest.raises(
        Refused, match=r'the kind of target "court" cannot be taken away .* target of advocacy "court"'
    ):
        load_pack(folder, acting_user=operator)


def test_a_kind_stays_graded_while_a_partner_has_a_grade(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    keep_engagement(clean_rivers, [partner("weir", "water-ombudsman", grade="b")], acting_user=operator)
    folder = copy_of_small_pack(tmp_path / "pack", ("kinds.yaml", "    graded: yes\n", ""))
    with pytest.raises(
        Refused, match='partner weir, grade: a partner of the kind "water-ombudsman" has no grade'
    ):
        load_pack(folder, acting_user=operator)


def test_campaigns_side_by_side_have_their_own_kinds(operator: Any, clean_rivers: Any) -> None:
    shipped, _ = load_pack(PACKS / "stop-torture", acting_user=operator)
    assert "anglers-club" in kinds_of(clean_rivers, PartnerKindRow).by_key
    assert "anglers-club" not in kinds_of(shipped, PartnerKindRow).by_key
    with pytest.raises(Refused):
        keep_engagement(shipped, [partner("p", "anglers-club")], acting_user=operator)
