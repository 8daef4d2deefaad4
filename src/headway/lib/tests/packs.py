"""A small shape of pack for tests: every type of field that a row may have, in YAML and in CSV."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from hypothesis import strategies as st

from headway.lib.edtf import ImpreciseDate
from headway.lib.labels import Label, Prose
from headway.lib.packfile import Check, Pack, Section, format_pack, read_pack
from headway.lib.problems import BadInput
from headway.lib.rows import (
    CountryCode,
    Day,
    Fact,
    FilePath,
    Key,
    Keys,
    Line,
    Named,
    Number,
    RefTo,
    Row,
    Text,
    When,
    Words,
)
from headway.lib.signs import bad_sign, shows


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class CampaignRow(Row):
    kind: ClassVar[str] = "campaign"

    name: Label
    begins: Day


class LeafRow(Row):
    kind: ClassVar[str] = "leaf"

    text: Line = ""
    office: Annotated[Key, RefTo("office")] = ""


class ThingRow(Named):
    """Everything that YAML may hold."""

    kind: ClassVar[str] = "thing"

    text: Text = ""
    summary: Prose | None = None
    when: When | None = None
    day: Day | None = None
    colour: Colour = Colour.RED
    value: Number | None = None
    count: int = 0
    published: bool = False
    file: FilePath = ""
    words: Words = ()
    office: Annotated[Key, RefTo("office")] = ""
    offices: Annotated[Keys, RefTo("office")] = ()
    leaves: tuple[LeafRow, ...] = ()


class OfficeRow(Fact):
    """Everything that CSV may hold."""

    kind: ClassVar[str] = "office"

    name: Label
    country: CountryCode | None = None
    when: When | None = None
    value: Number | None = None
    friends: Annotated[Keys, RefTo("office")] = ()
    line: Line = ""
    text: Text = ""


SECTIONS = (
    Section("pack.yaml", CampaignRow, single=True),
    Section("offices.csv", OfficeRow, by_key=True),
    Section("things.yaml", ThingRow),
)
GOOD = {
    "pack.yaml": "key: demo\nname: Demo\nbegins: 2014-05-13\n",
    "offices.csv": "key,name\nnorth,North\nsouth,South\n",
    "things.yaml": "- key: one\n  name: One\n  office: north\n- key: two\n  name: Two\n",
}


def write(folder: Path, **files: str | bytes) -> Path:
    """The good pack with some files replaced: `things_yaml="..."`."""
    folder.mkdir(exist_ok=True)
    for name, text in {**GOOD, **{key.replace("_", "."): value for key, value in files.items()}}.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
    return folder


def read(folder: Path, checks: Sequence[Check] = ()) -> Pack:
    return read_pack(folder, SECTIONS, checks)


def said(folder: Path, checks: Sequence[Check] = ()) -> list[str]:
    """The problems of a pack as lines; none where it can be read."""
    try:
        read(folder, checks)
    except BadInput as bad:
        return str(bad).splitlines()
    return []


def formatted(pack: Pack) -> dict[str, str]:
    return format_pack(pack, SECTIONS)


TRICKY = st.sampled_from(
    [
        "NO", "null", "~", "1.10", "0x1F", "2014-10-15", "- a", "a: b", "a #b", "# a", "'q'", '"q"', "=1+1", "+a", "-", "@x",
        "' =1", "'=1", "''=1", "a\tb", "\ta", " a", "a ", "a  b", "%a", "&a", "*a", "!a", "|", ">", "? a", "[a]", "{a}", "<<",
        "\u00a0a", "التعذيب", "\u200fa", "😀", "word " * 30 + "end", "x" * 200, " " + "word " * 40 + "x", "a;b", "a,b", "---", "...",
    ]
)  # fmt: skip
_SIGNS = st.characters(
    codec="utf-8",
    categories=["L", "M", "N", "P", "S", "Z", "Cf", "Co"],
    exclude_characters=[
        sign for sign in map(chr, range(0x80, 0xFFFF)) if not 0xD800 <= ord(sign) <= 0xDFFF and bad_sign(sign, in_line=True)
    ],
)  # fmt: skip


def _stands(text: str) -> bool:
    return bad_sign(text) is None and shows(text)


LINES = st.one_of(TRICKY, st.text(_SIGNS | st.just("\t"), min_size=1, max_size=120)).filter(_stands)
TEXTS = st.one_of(
    LINES,
    st.text(_SIGNS | st.sampled_from("\t\n\n  :#-'\""), min_size=1, max_size=300),
    st.lists(LINES, min_size=2, max_size=4).map("\n".join),
    st.lists(LINES, min_size=2, max_size=3).map("\n\n".join),
).filter(_stands)
KEYS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
LABELS = st.one_of(
    LINES, st.dictionaries(st.sampled_from(["ar", "en", "es", "fr", "de-CH"]), LINES, min_size=1)
)
PROSE = st.one_of(TEXTS, st.dictionaries(st.sampled_from(["ar", "en", "fr"]), TEXTS, min_size=1))
WHENS = st.builds(
    ImpreciseDate.parse, st.sampled_from(["2014", "2014-10~", "2014-05/..", "XXXX"]), st.just("") | LINES
)
# Fifteen digits: what SQLite tells apart.
NUMBERS = st.decimals(-(10**8), 10**8, places=6, allow_nan=False, allow_infinity=False)


def _facts() -> dict[str, st.SearchStrategy[Any]]:
    return {"source": LINES.map(lambda text: text[:40]).filter(str.strip), "note": TEXTS}


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Packs whose rows hold whatever a row may hold."""
    office_keys = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    refs = st.sampled_from(office_keys)
    sets = st.lists(refs, unique=True, min_size=1).map(lambda keys: tuple(sorted(keys)))
    offices = [
        OfficeRow.model_validate(
            {"key": key}
            | draw(
                _some(
                    {"name": LABELS},
                    {
                        "country": st.sampled_from(["MA", "NO"]),
                        "when": WHENS,
                        "value": NUMBERS,
                        "friends": sets,
                        "line": LINES,
                        "text": TEXTS,
                        **_facts(),
                    },
                )
            )
        )
        for key in sorted(office_keys)
    ]
    leaf_keys = iter(draw(st.lists(KEYS, min_size=4, max_size=4, unique=True)))
    things = [
        ThingRow.model_validate({"key": key} | draw(_things(refs, sets)) | _leaves(draw, leaf_keys, refs))
        for key in draw(st.lists(KEYS, max_size=2, unique=True))
    ]
    campaign = CampaignRow.model_validate(
        {"key": draw(KEYS), "name": draw(LABELS), "begins": draw(st.dates())}
    )
    rows: dict[str, list[Row]] = {"campaign": [campaign], "office": [*offices]}
    if things:
        rows["thing"] = [*things]
        rows["leaf"] = [leaf for thing in things for leaf in thing.leaves]
    return Pack({kind: found for kind, found in rows.items() if found})


def _things(refs: st.SearchStrategy[str], sets: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    optional = {
        "text": TEXTS,
        "summary": PROSE,
        "when": WHENS,
        "day": st.dates(),
        "colour": st.sampled_from(Colour),
        "value": NUMBERS,
        "count": st.integers(-(10**18), 10**18),
        "published": st.booleans(),
        "words": st.lists(LINES.map(str.strip), min_size=1, max_size=3).map(tuple),
        "office": refs,
        "offices": sets,
        **_facts(),
    }
    return _some({"name": LABELS}, optional)


def _leaves(draw: st.DrawFn, keys: Any, refs: st.SearchStrategy[str]) -> dict[str, Any]:
    many = draw(st.integers(0, 2))
    leaves = [{"key": next(keys)} | draw(_some({}, {"text": LINES, "office": refs})) for _ in range(many)]
    return {"leaves": leaves} if leaves else {}
