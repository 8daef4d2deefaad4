"""A made-up report that holds every kind of block, in English and in Arabic, for the tests of the writers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from headway.report import blocks as b

NASTY = '#let x = [1] \\ </style><script>alert("1")</script> & $ * _ ` @x <y> "q" \u2028 ] ) } //'


@dataclass(frozen=True)
class SampleTable:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SampleChart:
    """Stands in for a chart: bars, with the numbers behind them."""

    title: str
    summary: str
    values: tuple[tuple[str, int], ...]
    table: SampleTable = field(init=False)

    def __post_init__(self) -> None:
        rows = tuple((name, str(value)) for name, value in self.values)
        object.__setattr__(self, "table", SampleTable(("What", "How many"), rows))

    @property
    def svg(self) -> str:
        bars = []
        for place, (name, value) in enumerate(self.values):
            y = 10 + place * 30
            bars.append(
                f'<text x="150" y="{y + 14}" text-anchor="end" font-size="12" '
                f'font-family="IBM Plex Sans, IBM Plex Sans Arabic" fill="#22211e">{name}</text>'
                f'<rect x="160" y="{y}" width="{value * 3}" height="20" fill="#0f4f5c"/>'
            )
        height = 20 + 30 * len(self.values)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="{height}" viewBox="0 0 560 {height}">'
            f'<defs><clipPath id="clip"><rect width="560" height="{height}"/></clipPath></defs>'
            f'<g clip-path="url(#clip)">{"".join(bars)}</g></svg>'
        )


CHART = SampleChart(
    "Where river councils now sit in public",
    "Eleven councils sit in public in the north, seven in the delta and two in the hills.",
    (("The north", 110), ("The delta", 70), ("The hills", 20)),
)


def source(number: int, value: str, statement: str, rows: int = 3) -> b.SourceOfFigure:
    return b.SourceOfFigure(
        id=f"f-{number}",
        number=number,
        statement=statement,
        value=value,
        origin="Section 3.1 of the yearly return; office of the delta; May to December 2014",
        rows=tuple(
            b.SourceRow(
                f"Petition handed over at the weir, day {place}", f"{place * 120}", f"weir-day-{place}"
            )
            for place in range(1, rows + 1)
        ),
        rule=f"sum of {rows} figures" if rows else "published total without rows",
        standing=b.Mark("standing", "partial", "caution") if number % 5 == 0 else None,
    )


SOURCES = tuple(
    source(n, f"{n * 1013:,}", "People who signed for open river councils", rows=n % 6) for n in range(1, 31)
)


def english() -> b.Document:
    """Every kind of block, in English."""
    return b.Document(
        title="Impact and Learning Report 2014",
        subtitle="Rivers for All: the first seven months of the campaign",
        language="en",
        date=date(2015, 3, 9),
        edition="First edition, public profile",
        cover=("Five river basins. Thirty-nine offices. What changed, and how we know.",),
        chapters=_english_chapters(),
        sources=SOURCES,
        colophon=(
            b.runs("Prepared by the Rivers for All team from the returns of 39 offices."),
            b.runs(
                "Texts may be copied for teaching. ",
                b.Link("https://example.org/rivers", "example.org/rivers"),
            ),
        ),
        digest="9f2c1e7a40d855b1c3f6a9037d2be4186c5a0f99e1d2b374859600aabbccddee",
        publisher="Rivers for All",
        description="What the campaign changed in its first seven months.",
    )


LEAD = (
    "Seven months in, eleven of the forty councils that share out river water sit in public, and one has paid back "
    "fees that it took without right."
)
BODY = (
    "The councils decide who may draw water, how much, and at what price. Until the spring none of them let the public "
    "in. Offices in five basins asked for the same three things: open doors, written minutes and a right of appeal. "
)


def _english_chapters() -> tuple[b.Chapter, ...]:
    return (
        b.Chapter("introduction", "Introduction", _introduction()),
        b.Chapter(
            "outcomes",
            "Key outcomes and impact",
            (b.Paragraph(b.runs(LEAD), style="lead"),),
            (
                b.Chapter("laws", "Changes in laws, policies, standards and accountability", _outcomes()),
                b.Chapter("lives", "Changes in people's lives", _lives()),
            ),
        ),
        b.Chapter("reflection", "Reflection and learning", _reflection()),
        b.Chapter("annex", "Annex: what was seen, by dimension of change", (_annex_table(),), numbered=False),
    )


def _introduction() -> tuple[b.Block, ...]:
    return (
        b.Paragraph(b.runs(LEAD), style="lead"),
        b.Paragraph(
            b.runs(
                BODY,
                "Offices collected ",
                b.FactRef("f-1", "1,013"),
                " signatures ",
                b.Mark("precision", "at least"),
                ", of which ",
                b.strong("almost ", b.FactRef("f-2", "2,026")),
                " came by post, and ",
                b.emphasis("one office"),
                " reported ",
                b.FactRef("f-3", "27 %"),
                " of all.",
            )
        ),
        b.KeyFigures(
            (
                b.KeyFigure(
                    "1,013,000", "actions taken, of all kinds", "f-4", "at least; actions, not people"
                ),
                b.KeyFigure("39", "offices reported", "f-5"),
                b.KeyFigure(
                    "11",
                    "councils opened their doors",
                    "f-6",
                    marks=(b.Mark("standing", "partial", "caution"),),
                ),
                b.KeyFigure("4", "reflection meetings", "f-7"),
            )
        ),
        b.Callout(
            (
                b.Paragraph(b.runs("Every number leads to the records that it came from.")),
                b.Bullets(
                    (b.runs("39 offices filled in the return."), b.runs("Four meetings read the outcomes."))
                ),
            ),
            kind="method",
        ),
        b.Figure(
            CHART, note=b.runs("Councils that let the public in on at least one sitting."), sources=("f-8",)
        ),
        b.Heading("What we asked for"),
        b.Numbered((b.runs("Open doors."), b.runs("Written minutes."), b.runs("A right of appeal."))),
        b.Definitions(
            (
                b.Definition(b.runs("Outcome"), b.runs("A change in what someone with power does.")),
                b.Definition(
                    b.runs("Contribution"), b.runs("How our work influenced it, and what else did.")
                ),
            )
        ),
    )


def _outcomes() -> tuple[b.Block, ...]:
    card = b.Card(
        b.runs("The delta council publishes its minutes"),
        (
            b.Paragraph(b.runs(BODY, "It holds in ", b.FactRef("f-9", "nine"), " districts.")),
            b.Definitions(
                (
                    b.Definition(
                        b.runs("Contribution"),
                        b.runs("The office sent 40 observers to sittings."),
                    ),
                )
            ),
        ),
        meta=b.runs("The delta · June 2014 · policy"),
        marks=(b.Mark("verdict", "verified", "good"), b.Mark("standing", "reconstructed", "caution")),
        id="outcome-delta",
    )
    return (
        b.Heading("The delta"),
        b.Paragraph(b.runs(BODY)),
        card,
        b.Card(
            b.runs("Fees paid back in the hills"),
            tuple(b.Paragraph(b.runs(BODY * 2)) for _ in range(3)),
            meta=b.runs("The hills · early 2015 · practice"),
            marks=(b.Mark("verdict", "needs evidence", "bad"),),
        ),
        _petitions(),
        b.Divider(),
        b.Paragraph(b.runs("Small print under the table."), style="small"),
    )


def _petitions() -> b.Table:
    return b.Table(
        "Petitions handed over, by basin",
        (
            b.Column("Basin", width=2),
            b.Column("Offices", "end"),
            b.Column("Signatures", "end"),
            b.Column("What came of it", width=3),
        ),
        (
            b.TableRow((b.cell("Coastal basins"),), "group"),
            b.TableRow(
                (
                    b.cell("The delta"),
                    b.cell("12"),
                    b.cell(b.FactRef("f-10", "10,130")),
                    b.cell("Minutes are published"),
                )
            ),
            b.TableRow(
                (
                    b.cell("The north"),
                    b.cell("20"),
                    b.cell(b.FactRef("f-11", "11,143")),
                    b.cell("Nothing yet"),
                )
            ),
            b.TableRow((b.cell("Inland"),), "group"),
            b.TableRow(
                (
                    b.cell("The hills"),
                    b.cell("7"),
                    b.cell("unknown", b.Break(), b.Mark("standing", "unknown")),
                    b.cell("Fees paid back"),
                )
            ),
            b.TableRow((b.cell("All"), b.cell("39"), b.cell(b.FactRef("f-12", "21,273")), b.cell()), "total"),
        ),
        note=b.runs("Signatures on paper and on line are added; people may have signed both."),
        sources=("f-12", "f-13"),
    )


def _lives() -> tuple[b.Block, ...]:
    return (
        b.Paragraph(b.runs(BODY)),
        b.Quote(
            b.runs(
                "She said that the first open sitting was the first time anyone had read her the price list."
            ),
            "A farmer in the delta",
        ),
        b.Timeline(
            (
                b.TimelineEntry("May 2014", b.runs("The campaign opens in five basins.")),
                b.TimelineEntry(
                    "26 June 2014",
                    b.runs("Offices hand ", b.FactRef("f-14", "14,182"), " signatures to the council."),
                ),
                b.TimelineEntry("early 2015", b.runs("The council pays fees back.")),
            )
        ),
        b.Callout((b.Paragraph(b.runs("Two sources disagree on the date; both stand.")),), "warning"),
    )


def _reflection() -> tuple[b.Block, ...]:
    cards = tuple(
        b.Card(
            b.runs(f"Learning {number}"),
            (b.Paragraph(b.runs(BODY, b.FactRef(f"f-{15 + number}", f"{number * 7} %"))),),
            meta=b.runs("Global activism"),
        )
        for number in range(1, 7)
    )
    return (
        b.Paragraph(b.runs(BODY * 3)),
        *cards,
        b.Callout((b.Paragraph(b.runs("Read with care.")),), title="On dates"),
    )


def _annex_table() -> b.Table:
    rows: list[b.TableRow] = []
    for dimension in (
        "Activism and mobilisation",
        "Openness of institutions",
        "Policy and law",
        "People's lives",
    ):
        rows.append(b.TableRow((b.cell(dimension),), "group"))
        rows += [
            b.TableRow(
                (
                    b.cell(f"Change area {area}"),
                    b.cell("Number of councils that let the public in and write down what they decide"),
                    b.cell(
                        BODY, b.FactRef(f"f-{20 + area}", f"{area * 3}"), " of ", b.FactRef("f-30", "40"), "."
                    ),
                )
            )
            for area in range(1, 6)
        ]
    columns = (b.Column("Change area"), b.Column("Indicator", width=1.5), b.Column("What was seen", width=3))
    return b.Table("What was seen, by change area and indicator", columns, tuple(rows), id="annex-table")


def saying(text: str) -> b.Document:
    """A small document that holds `text` wherever a document holds text."""
    words = b.runs("Before ", b.strong(text), b.emphasis(text), b.Text(text, lang="ar"), text)
    inline = (
        *words,
        b.FactRef("f-1", text),
        b.Link("https://example.org/" + "x", text),
        b.Mark("status", text),
        b.Break(),
    )
    blocks: tuple[b.Block, ...] = (
        b.Paragraph(inline, lang="ar"),
        b.Heading(f"Heading {text}"),
        b.Bullets((inline,)),
        b.Numbered((inline,)),
        b.Definitions((b.Definition(words, inline),)),
        b.KeyFigures((b.KeyFigure(text, text, "f-1", text, (b.Mark("status", text),)),)),
        b.Table(
            text, (b.Column(text),), (b.TableRow((b.Cell(inline),)), b.TableRow((b.cell(text),), "group"))
        ),
        b.Card(words, (b.Paragraph(inline),), meta=inline, marks=(b.Mark("status", text),)),
        b.Quote(inline, text),
        b.Callout((b.Paragraph(inline),), title=text),
        b.Timeline((b.TimelineEntry(text, inline),)),
    )
    row = b.SourceRow(text, text, text)
    return b.Document(
        title=f"Title {text}",
        subtitle=text,
        language="en",
        date=date(2015, 3, 9),
        edition=text,
        chapters=(b.Chapter("only", f"Chapter {text}", blocks),),
        sources=(b.SourceOfFigure("f-1", 1, text, text, text, (row,), text, b.Mark("standing", text)),),
        cover=(text,),
        colophon=(inline,),
        digest=text,
        publisher=text,
        description=text,
    )
