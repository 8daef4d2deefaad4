"""What was loaded comes out as it went in, byte for byte, and comes in again without a change."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from headway.audit.models import Entry
from headway.audit.queries import payload_text
from headway.collect.actions import keep_published, keep_reported
from headway.collect.queries import collect_rows
from headway.collect.rows import FigureRow, TestimonyRow
from headway.conftest import SMALL_PACK
from headway.exchange.packs import check_pack, export_pack, format_folder, load_pack
from headway.exchange.rooms import SECTIONS
from headway.exchange.tests.packfolders import BOTH, change, copy_of_small_pack, files_of
from headway.lib.packfile import format_pack
from headway.lib.problems import BadInput, Refused
from headway.lib.rows import Row, dump_row, shape_of
from headway.movement.tests.doors import activity_row, settle
from headway.movement.tests.everything import everything
from headway.verify.actions import move_outcomes
from headway.verify.models import Outcome
from headway.verify.rows import OutcomeState

pytestmark = pytest.mark.django_db


def _said_nothing(folder: Path, operator: Any) -> bool:
    _, tally = load_pack(folder, acting_user=operator)
    return not sum(tally.added.values()) and not sum(tally.changed.values())


@pytest.mark.postgres
@pytest.mark.parametrize("name", BOTH)
def test_a_pack_comes_out_as_it_went_in_on_either_database(name: str, operator: Any, tmp_path: Path) -> None:
    campaign, _ = load_pack(BOTH[name], acting_user=operator)
    names = export_pack(campaign, tmp_path / "out", acting_user=operator, with_restricted=True)
    assert files_of(tmp_path / "out") == files_of(BOTH[name])
    assert names == sorted(files_of(BOTH[name]))
    before = everything()
    assert _said_nothing(tmp_path / "out", operator)
    assert everything() == before
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.postgres
@pytest.mark.parametrize("name", BOTH)
def test_an_ordinary_export_comes_in_again_without_a_change(name: str, operator: Any, tmp_path: Path) -> None:
    campaign, _ = load_pack(BOTH[name], acting_user=operator)
    export_pack(campaign, tmp_path / "out", acting_user=operator)
    assert _said_nothing(tmp_path / "out", operator)


def test_what_offices_and_reviews_added_comes_out_and_in_again(
    operator: Any, clean_rivers: Any, cast: Any, tmp_path: Path
) -> None:
    settle(clean_rivers, operator)
    keep_reported(clean_rivers, [activity_row("entered")], acting_user=cast.campaigner)
    outcome = [Outcome.objects.get(key="north-outcome")]
    for state in (OutcomeState.UNDER_REVIEW, OutcomeState.VERIFIED):
        move_outcomes(outcome, state, acting_user=cast.core_team, reason="two sources")
    export_pack(clean_rivers, tmp_path / "out", acting_user=operator, with_restricted=True)
    assert b"two sources" in (tmp_path / "out" / "outcomes.yaml").read_bytes()
    assert _said_nothing(tmp_path / "out", operator)


# --- what is left out ---

HIDDEN_FIRST = ("cases.yaml", "- key: open-well", "- key: first-hidden\n  name: Grey door\n  country: VN\n  summary: Grey door.\n  restricted: yes\n- key: open-well")  # fmt: skip
LINKED = [
    HIDDEN_FIRST,
    ("activities.yaml", "  story: Neighbours", "  cases:\n    - first-hidden\n    - hidden-spring\n    - open-well\n  story: Neighbours"),
    ("outcomes.yaml", "  indicators:\n", "  cases:\n    - hidden-spring\n  indicators:\n"),
    ("ratings.yaml", "  outcomes:\n", "  figures:\n    - about-hidden\n    - bags-danube\n  outcomes:\n"),
    ("figures.csv", "when,part_of\n", "when,part_of,case\n"),
    ("figures.csv", "2023-05-06,bags-danube\n", "2023-05-06,bags-danube,\nabout-hidden,bags,3,,Grey door,,,,,,hidden-spring\n"),
    ("testimonies.yaml", "", "- key: witness\n  who: A witness\n  text: The grey door was open.\n  case: hidden-spring\n"),
]  # fmt: skip


def _linked(folder: Path) -> Path:
    pack = copy_of_small_pack(folder, *[item for item in LINKED if item[0] != "figures.csv"])
    lines = (pack / "figures.csv").read_text().splitlines()
    lines = [
        f"{lines[0]},case",
        *(f"{line}," for line in lines[1:]),
        "about-hidden,bags,3,,Grey door,,,,,,hidden-spring",
    ]
    (pack / "figures.csv").write_text("\n".join(lines) + "\n")
    format_folder(pack)
    return pack


def test_an_export_holds_no_restricted_record_no_word_of_one_and_no_way_to_one(
    operator: Any, tmp_path: Path
) -> None:
    campaign, _ = load_pack(_linked(tmp_path / "pack"), acting_user=operator)
    export_pack(campaign, tmp_path / "out", acting_user=operator)
    told = b"".join(files_of(tmp_path / "out").values()).lower()
    for word in (b"grey door", b"velvet", b"quillfeather", b"hidden", b"barrels", b"restricted", b"witness"):
        assert word not in told, word
    check_pack(tmp_path / "out")


def test_what_an_export_leaves_out_is_kept_when_it_comes_back(operator: Any, tmp_path: Path) -> None:
    campaign, _ = load_pack(_linked(tmp_path / "pack"), acting_user=operator)
    export_pack(campaign, tmp_path / "out", acting_user=operator)
    before = everything()
    assert _said_nothing(tmp_path / "out", operator)
    del before["audit.Entry"], before["audit.Head"], before["audit.Payload"]
    after = everything()
    assert {label: after[label] for label in before} == before
    export_pack(campaign, tmp_path / "whole", acting_user=operator, with_restricted=True)
    assert files_of(tmp_path / "whole") == files_of(tmp_path / "pack")


def test_a_whole_pack_that_no_longer_names_a_restricted_case_unlinks_it(
    operator: Any, tmp_path: Path
) -> None:
    pack = _linked(tmp_path / "pack")
    load_pack(pack, acting_user=operator)
    change(pack / "activities.yaml", "    - hidden-spring\n", "")
    campaign, tally = load_pack(pack, acting_user=operator)
    assert tally.changed["activity"] == 1
    export_pack(campaign, tmp_path / "whole", acting_user=operator, with_restricted=True)
    assert files_of(tmp_path / "whole") == files_of(pack)


@pytest.mark.parametrize("with_restricted", [False, True])
@pytest.mark.parametrize("who", ["campaigner", "researcher", "core_team", "reader", "nobody"])
def test_only_an_administrator_exports(
    who: str, with_restricted: bool, clean_rivers: Any, cast: Any, tmp_path: Path
) -> None:
    before = everything()
    with pytest.raises(Refused, match="you may not operate"):
        export_pack(
            clean_rivers, tmp_path / "out", acting_user=cast.everyone()[who], with_restricted=with_restricted
        )
    assert not (tmp_path / "out").exists()
    assert everything() == before


@pytest.mark.parametrize("with_restricted", [False, True])
def test_an_export_is_logged_even_by_an_administrator_who_is_not_named(
    with_restricted: bool, clean_rivers: Any, cast: Any, tmp_path: Path
) -> None:
    export_pack(clean_rivers, tmp_path, acting_user=cast.administrator, with_restricted=with_restricted)
    last = Entry.objects.select_related("payload").order_by("-seq")[0]
    assert (last.action, last.actor, last.subject) == (
        "export_pack",
        str(cast.administrator.pk),
        str(clean_rivers.pk),
    )
    assert f'"with_restricted":{str(with_restricted).lower()}' in payload_text(last.payload)
    assert (b"Quillfeather" in (tmp_path / "cases.yaml").read_bytes()) is with_restricted


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_restricted_records_are_written_for_the_owner_alone(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    export_pack(clean_rivers, tmp_path, acting_user=operator, with_restricted=True)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_an_export_leaves_nothing_of_an_older_one_in_its_folder(
    clean_rivers: Any, operator: Any, tmp_path: Path
) -> None:
    load_pack(copy_of_small_pack(tmp_path / "pack"), acting_user=operator)
    export_pack(clean_rivers, tmp_path / "out", acting_user=operator, with_restricted=True)
    type(clean_rivers).objects.get(pk=clean_rivers.pk)
    Outcome.objects.filter(key="limit-law").delete()
    export_pack(clean_rivers, tmp_path / "out", acting_user=operator)
    assert "outcomes.yaml" not in files_of(tmp_path / "out")


# --- beside each other ---


def test_two_campaigns_that_share_offices_do_not_disturb_each_other(operator: Any, tmp_path: Path) -> None:
    other = copy_of_small_pack(
        tmp_path / "other",
        ("pack.yaml", "key: clean-rivers", "key: other-rivers"),
        ("offices.csv", "", "a-further-office,Further,FR,\n"),
        ("participation.csv", "", "a-further-office,a-further-office,online-tool\n"),
        ("cases.yaml", "A well that was closed", "Another well that was closed"),
        ("figures.csv", "bags-danube,bags,1200", "bags-danube,bags,1207"),
    )
    format_folder(other)
    first, _ = load_pack(SMALL_PACK, acting_user=operator)
    second, tally = load_pack(other, acting_user=operator)
    assert (tally.added["office"], tally.left["office"]) == (1, 3)
    for campaign, pack in ((first, SMALL_PACK), (second, other)):
        export_pack(campaign, tmp_path / f"out-{campaign.key}", acting_user=operator, with_restricted=True)
        assert files_of(tmp_path / f"out-{campaign.key}") == files_of(pack)
        assert _said_nothing(pack, operator)


def test_an_ordinary_export_of_one_campaign_leaves_the_restricted_links_of_the_other_alone(
    operator: Any, tmp_path: Path
) -> None:
    other = _linked(tmp_path / "other")
    change(other / "pack.yaml", "key: clean-rivers", "key: other-rivers")
    second, _ = load_pack(other, acting_user=operator)
    first, _ = load_pack(SMALL_PACK, acting_user=operator)
    export_pack(first, tmp_path / "out", acting_user=operator)
    assert _said_nothing(tmp_path / "out", operator)
    export_pack(second, tmp_path / "whole", acting_user=operator, with_restricted=True)
    assert files_of(tmp_path / "whole") == files_of(other)


# --- the canonical form ---


@pytest.mark.parametrize("name", BOTH)
def test_the_packs_stand_in_their_canonical_form(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    for file, data in files_of(BOTH[name]).items():
        (folder / file).write_bytes(data)
    assert format_folder(folder) == []


def test_formatting_twice_is_formatting_once(tmp_path: Path) -> None:
    pack = copy_of_small_pack(
        tmp_path / "pack", ("pack.yaml", "movement: River Watch", 'movement:   "River Watch"')
    )
    lines = (pack / "offices.csv").read_text().splitlines()
    (pack / "offices.csv").write_bytes("\r\n".join([lines[0], *lines[:0:-1]]).encode("utf-8-sig"))
    assert format_folder(pack) == ["offices.csv", "pack.yaml"]
    assert files_of(pack) == files_of(SMALL_PACK)
    assert format_folder(pack) == []


# --- whatever a pack holds ---

SIGNS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"
)
lines = st.text(SIGNS, min_size=1, max_size=80).filter(str.strip)
texts = st.one_of(
    lines,
    st.lists(lines, min_size=2, max_size=4).map("\n".join),
    st.sampled_from(["=1+1", "'x", "null", "- a", "a: b", "#"]),
)
labels = st.one_of(lines, st.dictionaries(st.sampled_from(["en", "fr", "es", "ar", "sw"]), lines, min_size=1))
dates = st.sampled_from(
    [
        "2023-05-06",
        "2023-05",
        "2023",
        "2023~",
        "2023-05/2023-06",
        "202X",
        "2023-05/..",
        "2023-22",
        "2023-05-XX",
    ]
)
numbers = st.builds(
    lambda digits, places: format(Decimal(digits).scaleb(-places).normalize(), "f"),
    st.integers(-(10**14) + 1, 10**14 - 1),
    st.integers(0, 6),
)


def _value(draw: Any, row: Row, name: str, keys: Mapping[str, Sequence[str]]) -> Any:
    """Something that the field may hold, as it stands in a file; None where this field is better left alone."""
    shape = shape_of(type(row))
    if name in shape.labels:
        return draw(labels)
    if name in shape.dates:
        return draw(st.one_of(dates, st.fixed_dictionaries({"edtf": dates, "words": lines})))
    if name in dict(shape.ref_sets):
        there = keys.get(dict(shape.ref_sets)[name], ())
        return list(draw(st.sets(st.sampled_from(sorted(there)), min_size=1))) if there else None
    if isinstance(getattr(row, name), (Decimal, int)) and not isinstance(getattr(row, name), bool):
        return draw(numbers)
    return (
        draw(texts)
        if isinstance(getattr(row, name), str) and name not in {"key", *dict(shape.refs)}
        else None
    )


@st.composite
def edited_packs(draw: Any) -> dict[str, Any]:
    """The rows of the small pack with up to six fields changed to whatever their type allows."""
    pack = check_pack(SMALL_PACK)
    rows = {kind: list(found) for kind, found in pack.rows.items()}
    keys = {kind: [row.key for row in found] for kind, found in rows.items()}
    tops = sorted(section.row.kind for section in SECTIONS if section.row.kind in rows)
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(tops))
        at = draw(st.integers(0, len(rows[kind]) - 1))
        row = rows[kind][at]
        name = draw(st.sampled_from(sorted(type(row).model_fields)))
        value = _value(draw, row, name, keys)
        if value is not None:
            try:
                rows[kind][at] = type(row).model_validate({**dump_row(row), name: value})
            except ValidationError:
                continue
    if draw(st.booleans()):
        kind = draw(st.sampled_from([kind for kind in tops if kind not in {"campaign", "office"}]))
        rows[kind] = draw(st.permutations(rows[kind]))
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=edited_packs())
def test_whatever_a_pack_holds_comes_out_as_it_went_in(
    rows: dict[str, Any], operator: Any, clean_rivers: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    pack = type(check_pack(SMALL_PACK))(rows)
    (folder / "pack").mkdir()
    for name, text in format_pack(pack, SECTIONS).items():
        (folder / "pack" / name).write_text(text, newline="")
    try:
        check_pack(folder / "pack")
    except BadInput:
        assume(False)
    with transaction.atomic():
        campaign, _ = load_pack(folder / "pack", acting_user=operator)
        export_pack(campaign, folder / "out", acting_user=operator, with_restricted=True)
        assert files_of(folder / "out") == files_of(folder / "pack")
        assert _said_nothing(folder / "out", operator)
        transaction.set_rollback(True)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "value",
    ["0.000001", "-0.5", "99999999999999.9", "12345678901234.5", "123456789.123456", "-99999999999999"],
)
def test_a_number_is_kept_to_its_last_digit_on_either_database(
    value: str, operator: Any, clean_rivers: Any
) -> None:
    row = FigureRow.model_validate({"key": "fine", "measure": "share-clean", "value": value})
    keep_reported(clean_rivers, [row], acting_user=operator)
    assert collect_rows(clean_rivers, "figure", ["fine"])[0].value == Decimal(value)


@pytest.mark.parametrize(
    "value", ["1234567890123.456", "99999999999999.99", "0.1234567", "100000000000000", "NaN", "1e9999"]
)
def test_a_number_that_a_database_would_change_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        FigureRow.model_validate({"key": "fine", "measure": "bags", "value": value})


@pytest.mark.postgres
@pytest.mark.parametrize("words", ["x" * 500, "=cmd", "ﷺ" * 100, "'", "a\u200fb"])
def test_words_of_any_length_and_script_that_a_row_allows_fit_either_database(
    words: str, operator: Any, clean_rivers: Any
) -> None:
    row = TestimonyRow.model_validate(
        {"key": "t", "who": words, "text": words, "when": {"edtf": "2023", "words": words}}
    )
    keep_published(clean_rivers, [row], acting_user=operator)
    assert collect_rows(clean_rivers, "testimony", ["t"]) == [row]
