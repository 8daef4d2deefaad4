"""Whatever blocks an outline puts together, however they are nested, all three writers set it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.report import blocks as b
from headway.report.docx import write_docx
from headway.report.html import write_html
from headway.report.pdf import write_pdf
from headway.report.tests.sample import CHART, source
from headway.report.tests.test_html_report import Page
from headway.report.walk import problems_of

LANGUAGES = st.sampled_from(["", "", "en", "ar", "fr"])
WORDS = st.sampled_from(["", "one", "two words", "كلمة", "27 %", "a\nb", "x" * 90])
NAMES = WORDS.filter(bool)
TONES = st.sampled_from(["quiet", "good", "caution", "bad"])
MARKS = st.builds(b.Mark, st.just("status"), WORDS, TONES)
PLAIN_RUNS = st.one_of(
    st.builds(b.Text, WORDS, LANGUAGES),
    st.builds(b.FactRef, st.sampled_from(["f-1", "f-2"]), WORDS),
    st.builds(b.Link, st.sampled_from(["https://example.org", "#first", "nonsense"]), WORDS),
    MARKS,
    st.builds(b.Break),
)
RUNS = st.lists(
    st.recursive(
        PLAIN_RUNS,
        lambda inner: st.builds(
            lambda kind, text: kind(tuple(text)), st.sampled_from([b.Strong, b.Emphasis]), st.lists(inner)
        ),
        max_leaves=4,
    ),
    max_size=4,
).map(tuple)
MANY_RUNS = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
FACTS = st.lists(st.sampled_from(["f-1", "f-2"]), max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> b.Table:
    """A table of any size whose rows fit its columns."""
    columns = draw(
        st.lists(
            st.builds(b.Column, WORDS, st.sampled_from(["start", "centre", "end"])), min_size=1, max_size=4
        )
    )
    cells = st.builds(b.Cell, RUNS, LANGUAGES)
    rows = []
    for kind in draw(st.lists(st.sampled_from(["body", "body", "group", "total"]), max_size=5)):
        count = 1 if kind == "group" else len(columns)
        rows.append(b.TableRow(tuple(draw(st.lists(cells, min_size=count, max_size=count))), kind))  # type: ignore[arg-type]
    return b.Table(draw(WORDS), tuple(columns), tuple(rows), draw(st.booleans()), draw(RUNS), draw(FACTS))


SIMPLE_BLOCKS = st.one_of(
    st.builds(b.Paragraph, RUNS, LANGUAGES, st.sampled_from(["body", "lead", "small"])),
    st.builds(b.Heading, NAMES, st.integers(1, 4), lang=LANGUAGES),
    st.builds(b.Bullets, MANY_RUNS, LANGUAGES),
    st.builds(b.Numbered, MANY_RUNS, st.integers(0, 9), LANGUAGES),
    st.builds(b.Definitions, st.lists(st.builds(b.Definition, RUNS, RUNS), max_size=3).map(tuple), LANGUAGES),
    st.builds(
        b.KeyFigures,
        st.lists(
            st.builds(
                b.KeyFigure,
                WORDS,
                WORDS,
                st.sampled_from(["", "f-1"]),
                WORDS,
                st.lists(MARKS, max_size=2).map(tuple),
            ),
            min_size=1,
            max_size=7,
        ).map(tuple),
    ),
    tables(),
    st.builds(b.Figure, st.just(CHART), WORDS, RUNS, FACTS),
    st.builds(b.Quote, RUNS, WORDS, LANGUAGES),
    st.builds(
        b.Timeline, st.lists(st.builds(b.TimelineEntry, WORDS, RUNS, LANGUAGES), max_size=3).map(tuple)
    ),
    st.just(b.Divider()),
)
BLOCKS = st.recursive(
    SIMPLE_BLOCKS,
    lambda inner: st.one_of(
        st.builds(
            b.Card,
            st.builds(b.runs, NAMES),
            st.lists(inner, max_size=3).map(tuple),
            RUNS,
            st.lists(MARKS, max_size=2).map(tuple),
        ),
        st.builds(
            b.Callout,
            st.lists(inner, max_size=3).map(tuple),
            st.sampled_from(["note", "method", "warning"]),
            WORDS,
        ),
    ),
    max_leaves=4,
)


@st.composite
def documents(draw: st.DrawFn) -> b.Document:
    blocks = st.lists(BLOCKS, max_size=4).map(tuple)
    sections = tuple(
        b.Chapter(f"section-{number}", draw(NAMES), draw(blocks), numbered=draw(st.booleans()))
        for number in range(draw(st.integers(0, 2)))
    )
    chapters = (b.Chapter("first", draw(NAMES), draw(blocks), sections, draw(st.booleans())),)
    language = draw(st.sampled_from(["en", "ar", "es"]))
    return b.Document(
        draw(WORDS) or "Title",
        draw(WORDS),
        language,
        date(2015, 1, 1),
        draw(WORDS),
        chapters,
        (source(1, "1", "One"), source(2, "2", "Two", 0)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_all_three_writers_set_any_sound_document(document: b.Document) -> None:
    assert problems_of(document) == ()
    assert Page(write_html(document)).all("main")
    assert write_pdf(document).startswith(b"%PDF")
    assert docx.Document(BytesIO(write_docx(document))).paragraphs
