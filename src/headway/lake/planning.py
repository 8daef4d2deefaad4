"""What staged rows come to against what the lake holds: new, changed, duplicate or refused; and writing those that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from headway.lake import parsing as p
from headway.lake.folder import Store, lake_store
from headway.lake.intake import Staged
from headway.lake.reading import Files, empty_sql, parquet_sql, plain_duckdb
from headway.lake.rollups import differences
from headway.lake.tables import AGAIN_OF, AT_OF, DAYS_OF, KEY_OF, MENTIONS, PARTITION, columns_of
from headway.lake.writing import Written, append

MOST_REFUSED = 10_000
SHOWN = 5
# An export made on the other side of the day line, or by a clock that is a little fast, is no fault.
_AHEAD = timedelta(days=1)
_NOT_SAID = {
    PARTITION, "import_id", "row_number", "snapshot_at", "day", "office", "source", "made_up", "file_number", "said",
    "outlet_key", "article_key", "account_key", "mention_key", "post_key", "search_name", "keywords", "tags",
}  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """What was said of a file: which comes first in 3/4/2015, and where its clock stood."""

    days: str = ""
    time_zone: str = "UTC"
    in_figures: bool = True


@dataclass(frozen=True)
class Stamp:
    """What every row of an import has in common."""

    campaign: str
    import_id: str
    snapshot_at: datetime
    office: str = ""
    made_up: bool = False


@dataclass(frozen=True)
class DaysSeen:
    """Rows whose day is in figures, and of how many the day, or the month, can come first."""

    rows: int
    day_first: int
    month_first: int

    @property
    def order(self) -> str:
        """Which comes first; "" where all could be either."""
        if self.day_first == self.month_first:
            return ""
        return "dmy" if self.day_first > self.month_first else "mdy"

    @property
    def is_open(self) -> bool:
        return self.rows > 0 and not self.order


@dataclass
class Plan:
    """What an import would do."""

    added: int = 0
    changed: int = 0
    doubled: int = 0
    held: int = 0
    copies: int = 0
    refused: int = 0
    passed_over: int = 0
    first: date | None = None
    last: date | None = None
    # File, row, column, why, and what stands there.
    refusals: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    samples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def duplicates(self) -> int:
        return self.doubled + self.held


class Planning:
    """The staged files of one import, with what was decided of each, in one DuckDB."""

    def __init__(
        self,
        con: Any,
        staged: Sequence[Staged],
        decided: Sequence[Decided],
        stamp: Stamp,
        store: Store | None = None,
    ) -> None:
        self.con, self.staged, self.stamp = con, staged, stamp
        self.store = store or lake_store()
        self.store.told_to(con)
        self.table = staged[0].source.table
        self.key = KEY_OF[self.table]
        self.collapses = any(one.source.layout.collapses for one in staged)
        each = [self._settled(one, said) for one, said in zip(staged, decided, strict=True)]
        con.execute("CREATE OR REPLACE VIEW settled AS " + " UNION ALL BY NAME ".join(each))

    def plan(self, held: Files) -> Plan:
        """Compare with what is held; the verdicts stay in the DuckDB for `write`."""
        good = "fault_kind IS NULL AND NOT passed"
        tags = (
            ", list_sort(list_distinct(flatten(list(tags)))) AS tags, first(content_type ORDER BY spot) FILTER (content_type IS NOT NULL) AS content_type"
            if self.collapses
            else ""
        )
        # By a number, as none of it is shown: texts would be held for each row.
        article = ", arg_min(hash(article_key), spot) AS article" if self.table == MENTIONS else ""
        said = p.digest(["f.said", "f.tags"]) if self.collapses else "f.said"
        firsts = (
            f"SELECT {self.key} AS key, min(spot) AS spot, arg_min(said, spot) AS said{article}{tags}, "
            f"count(*) AS times, arg_min(day, spot) AS day FROM settled WHERE {good} GROUP BY {self.key}"
        )
        self.con.execute(f"CREATE OR REPLACE VIEW held AS {self._held(held)}")
        self.con.execute(
            f"CREATE OR REPLACE TABLE verdicts AS SELECT f.* REPLACE ({said} AS said), h.key IS NULL AS is_new, "
            f"h.key IS NOT NULL AND h.said IS DISTINCT FROM {said} AS is_changed, "
            f"h.snapshot_at > {_moment(self.stamp.snapshot_at)} AS is_older "
            f"FROM ({firsts}) f LEFT JOIN held h ON h.key = f.key"
        )
        made = Plan()
        counts = self.con.execute(
            "SELECT count(*) FILTER (is_new), count(*) FILTER (is_changed), coalesce(sum(times) - count(*), 0), "
            "count(*) FILTER (NOT is_new AND NOT is_changed), min(day), max(day) FROM verdicts"
        ).fetchone()
        made.added, made.changed, made.doubled, made.held = (int(one) for one in counts[:4])
        made.first, made.last = counts[4:]
        made.copies = self._copies(held)
        self._refusals(made)
        self._samples(made)
        return made

    def write(self, held: Files) -> list[Written]:
        """Write what is new or changed, and what is derived from it; nobody reads it before it is committed."""
        stamp, rows = self.stamp, self._rows_to_write()
        written = self._append(self.table, rows)
        if not written:
            return []
        own = Files({self.table: [one.name for one in written]})
        self.con.execute(
            f"CREATE OR REPLACE VIEW own AS {parquet_sql(self.table, own.of(self.table), self.store)}"
        )
        changed = f"SELECT {p.quoted(stamp.campaign)} AS {PARTITION}, key AS {self.key} FROM verdicts WHERE is_changed"
        written += self._append(AGAIN_OF[self.table], changed)
        newest = f"SELECT o.* FROM own o ANTI JOIN (SELECT key FROM verdicts WHERE is_older) v ON v.key = o.{self.key}"
        gone = f"SELECT h.* FROM ({newest_sql(self.table, held, self.store)}) h SEMI JOIN (SELECT key FROM verdicts WHERE is_changed AND NOT is_older) v ON v.key = h.{self.key}"
        return written + self._append(DAYS_OF[self.table], differences(self.table, newest, gone))

    def _append(self, table: str, query: str) -> list[Written]:
        batches: Iterator[Any] = self.con.execute(query).to_arrow_reader(50_000)
        return append(
            table, batches, campaign=self.stamp.campaign, import_id=self.stamp.import_id, store=self.store
        )

    def _rows_to_write(self) -> str:
        stamp = self.stamp
        given = {
            PARTITION: p.quoted(stamp.campaign), "import_id": p.quoted(stamp.import_id),
            "snapshot_at": _moment(stamp.snapshot_at), "office": p.quoted(stamp.office) if stamp.office else "CAST(NULL AS VARCHAR)",
            "made_up": str(stamp.made_up), "said": "v.said",
        }  # fmt: skip
        if self.collapses:
            given |= {"tags": "v.tags", "content_type": "v.content_type"}
        columns = ", ".join(f"{given.get(name, f's.{name}')} AS {name}" for name in columns_of(self.table))
        return (
            f"SELECT {columns} FROM settled s JOIN verdicts v ON s.spot = v.spot AND s.{self.key} = v.key "
            "WHERE (v.is_new OR v.is_changed) AND s.fault_kind IS NULL AND NOT s.passed"
        )

    def _settled(self, staged: Staged, decided: Decided) -> str:
        order = decided.days or "dmy"
        naive = f"CASE WHEN stroked THEN when_{order} ELSE when_plain END"
        absolute = p.as_utc("naive")
        if decided.time_zone != "UTC":
            absolute = (
                f"CASE WHEN zoned THEN {absolute} ELSE timezone({p.quoted(decided.time_zone)}, naive) END"
            )
        own = [
            name for name in columns_of(self.table)
            if name not in {PARTITION, "import_id", "snapshot_at", "office", "made_up", "said", "file_number", "source", "day", AT_OF[self.table]}
        ]  # fmt: skip
        said = [
            p.said_in_utc(name) if name == AT_OF[self.table] else name
            for name in columns_of(self.table)
            if name not in _NOT_SAID and not (self.collapses and name == "content_type")
        ]
        ahead = _moment(self.stamp.snapshot_at + _AHEAD)
        inner = f"SELECT *, {naive} AS naive FROM read_parquet({p.quoted(str(staged.path))})"
        dated = f"SELECT *, {absolute} AS {AT_OF[self.table]}, CAST(naive AS DATE) AS day FROM ({inner})"
        late = "fault_kind IS NULL AND naive IS NULL"
        future = f"fault_kind IS NULL AND {AT_OF[self.table]} > {ahead}"
        return (
            f"SELECT {', '.join(own)}, {AT_OF[self.table]}, day, {staged.source.number}::SMALLINT AS file_number, "
            f"{p.quoted(staged.source.layout.key)} AS source, ({staged.source.number}::BIGINT << 40) | row_number AS spot, "
            f"{p.digest(said)} AS said, passed, "
            f"CASE WHEN {late} OR {future} THEN 'date' ELSE fault_column END AS fault_column, "
            f"CASE WHEN {late} THEN 'bad_date' WHEN {future} THEN 'future' ELSE fault_kind END AS fault_kind, "
            f"CASE WHEN {late} OR {future} THEN left(date_text, 60) ELSE fault_text END AS fault_text FROM ({dated})"
        )

    def _held(self, held: Files) -> str:
        article = ", hash(article_key) AS article" if self.table == MENTIONS else ""
        return f"SELECT {self.key} AS key, said, snapshot_at{article} FROM ({newest_sql(self.table, held, self.store)})"

    def _copies(self, held: Files) -> int:
        """New mentions of articles that another mention tells already."""
        if self.table != MENTIONS:
            return 0
        (count,) = self.con.execute(
            "SELECT count(*) - count(DISTINCT v.article) FILTER (h.article IS NULL) FROM verdicts v "
            "LEFT JOIN (SELECT DISTINCT article FROM held) h ON h.article = v.article WHERE v.is_new"
        ).fetchone()
        return int(count)

    def _refusals(self, made: Plan) -> None:
        (refused, passed) = self.con.execute(
            "SELECT count(*) FILTER (fault_kind IS NOT NULL AND NOT passed), count(*) FILTER (passed) FROM settled"
        ).fetchone()
        shapeless = [
            (one.source.number, row, "", "shape", f"{cells}/{one.bad.columns}")
            for one in self.staged
            for row, cells in one.bad.rows
        ]
        made.refused, made.passed_over = int(refused) + len(shapeless), int(passed)
        found = self.con.execute(
            "SELECT file_number, row_number, fault_column, fault_kind, coalesce(fault_text, '') FROM settled "
            f"WHERE fault_kind IS NOT NULL AND NOT passed ORDER BY spot LIMIT {MOST_REFUSED}"
        ).fetchall()
        made.refusals = sorted([*found, *shapeless])[:MOST_REFUSED]

    def _samples(self, made: Plan) -> None:
        rows = self.con.execute(
            f"SELECT * EXCLUDE (said, spot, passed) FROM settled WHERE fault_kind IS NULL AND NOT passed ORDER BY spot LIMIT {SHOWN}"
        ).to_arrow_reader(1_000)
        made.samples = [row for batch in rows for row in batch.to_pylist()]


def newest_sql(table: str, files: Files, store: Store) -> str:
    """The newest row of each item in these files, with all its columns, as a query."""
    key = KEY_OF[table]
    if not files.of(table):
        return empty_sql(table)
    rows = standing_sql(table, files, store)
    if not files.of(AGAIN_OF[table]):
        return rows
    listed = parquet_sql(AGAIN_OF[table], files.of(AGAIN_OF[table]), store)
    again = f"(SELECT DISTINCT {key} FROM ({listed}))"
    newest = f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY snapshot_at DESC, import_id DESC, row_number DESC) = 1"
    return (
        f"SELECT r.* FROM ({rows}) r ANTI JOIN {again} a USING ({key}) UNION ALL "
        f"(SELECT r.* FROM ({rows}) r SEMI JOIN {again} a USING ({key}) {newest})"
    )


def standing_sql(table: str, files: Files, store: Store) -> str:
    """Every row of these files that no undo took away, as a query."""
    rows = parquet_sql(table, files.of(table), store)
    if not files.undone:
        return rows
    undone = ", ".join(p.quoted(one) for one in sorted(files.undone))
    return f"SELECT * FROM ({rows}) WHERE import_id NOT IN ({undone})"


def days_seen(con: Any, staged: Staged) -> DaysSeen:
    """What the days in figures of a file allow."""
    found = con.execute(
        "SELECT count(*) FILTER (stroked), count(when_dmy), count(when_mdy) FROM "
        f"read_parquet({p.quoted(str(staged.path))}) WHERE NOT passed"
    ).fetchone()
    return DaysSeen(*(int(one) for one in found))


def _moment(at: datetime) -> str:
    return f"TIMESTAMPTZ '{at.isoformat()}'"


def told(plan: Plan) -> Mapping[str, Any]:
    """The plan as it is kept with the import."""
    day = {
        name: value.isoformat() if value else ""
        for name, value in (("first", plan.first), ("last", plan.last))
    }
    samples = [{name: _plain(value) for name, value in row.items()} for row in plan.samples]
    return {**vars(plan), **day, "samples": samples, "refusals": [list(one) for one in plan.refusals]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def summed(table: str, files: Sequence[Written], stamp: Stamp, store: Store | None = None) -> list[Written]:
    """The sums by day of files of new items, written beside them."""
    names = Files({table: [one.name for one in files if one.table == table]})
    return rebuilt_days(table, names, stamp, store)


def rebuilt_days(table: str, files: Files, stamp: Stamp, store: Store | None = None) -> list[Written]:
    """The sums by day of the newest rows of these files, made anew."""
    found = store or lake_store()
    query = differences(table, newest_sql(table, files, found))
    rows = plain_duckdb(found).execute(query).to_arrow_reader(50_000)
    return append(DAYS_OF[table], rows, campaign=stamp.campaign, import_id=stamp.import_id, store=found)
