"""Reading the lake by a Spark cluster: the same tables and the same questions, where one machine is outgrown."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from headway.lake.reading import Reading
from headway.lake.tables import columns_of
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

_KINDS = {
    "text": "string",
    "texts": "array<string>",
    "int64": "bigint",
    "int16": "smallint",
    "float64": "double",
    "bool": "boolean",
    "date": "date",
    "time": "timestamp",
}


class SparkReading(Reading):
    """The tables as temporary views of one Spark session."""

    @cached_property
    def connection(self) -> Any:
        import ibis

        return ibis.pyspark.connect(session().newSession())

    def _view(self, name: str, table: str) -> None:
        wanted, spark = columns_of(table), self.connection._session
        schema = ", ".join(f"`{column}` {_KINDS[kind]}" for column, kind in wanted.items())
        paths = [self.store.uri(f"{table}/{one}") for one in self.files.of(table)]
        # The campaign of a file is told by its folder, which Spark reads off its path below the table's root.
        there = spark.read.schema(schema).option("basePath", self.store.uri(table))
        rows = there.parquet(*paths) if paths else spark.createDataFrame([], schema)
        rows.select(*wanted).createOrReplaceTempView(name)


@cache
def session() -> Any:
    """One session a process; it lives as long as the process does."""
    from django.conf import settings

    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise HeadwayError(
            say(
                "HEADWAY_SPARK is set, and Spark is not installed beside this program: pip install headway[spark]"
            )
        ) from None
    made = (
        SparkSession.builder.master(settings.HEADWAY_SPARK)
        .appName("headway")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", settings.HEADWAY_SPARK_PARTITIONS)
        # As DuckDB has it: what cannot be divided is empty, never an error.
        .config("spark.sql.ansi.enabled", "false")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made
