"""Questions about posts against plain DuckDB over the same Parquet files, and the whole page, by how many posts there are.

python tools/bench_listening.py [MILLIONS...]      1 and 10 without any; each size is measured in a folder of its own
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(tempfile.mkdtemp(prefix="headway-bench-"))
os.environ["HEADWAY_HOME"] = str(HOME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")
ROUNDS = 5

# Posts of 400 accounts on four networks over two years; one in ten was paid for, one in twenty tells no impressions.
MADE = """
SELECT 'import' AS import_id, i AS row_number, 'post-' || i AS post_key, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS snapshot_at,
  TIMESTAMPTZ '2022-01-01 00:00:00+00' + INTERVAL (i % 730) DAY AS posted_at,
  (DATE '2022-01-01' + INTERVAL (i % 730) DAY)::DATE AS day,
  ['twitter', 'facebook', 'instagram', 'youtube'][1 + i % 4] AS network, 'account ' || (i % 400) AS account,
  'key-' || (i % 400) AS account_key, 'office-' || (i % 40) AS office, ['MX', 'NG', 'PH', 'MA', 'UZ', NULL][1 + i % 6] AS country,
  'en' AS language, 'https://example.org/' || i AS permalink, 'message ' || i AS message,
  ['audio', 'blog', 'news', 'video', 'light', NULL][1 + (hash(i) % 6)::BIGINT] AS content_type, 'photo' AS post_type,
  i % 10 = 0 AS paid, []::VARCHAR[] AS tags,
  CASE WHEN i % 20 = 0 THEN NULL ELSE (hash(i) % 9000)::BIGINT END AS impressions, (hash(i + 1) % 400)::BIGINT AS engagements,
  (hash(i + 2) % 90)::BIGINT AS clicks, (hash(i + 3) % 200)::BIGINT AS reactions, (i % 7)::BIGINT AS comments,
  (i % 11)::BIGINT AS shares, NULL::BIGINT AS video_views, (hash(i) % 7000)::BIGINT AS reach, (1000 + i % 5000)::BIGINT AS followers,
  (hash(i) % 2000)::BIGINT AS new_audience_impressions, 'bench' AS source, false AS made_up, 1::SMALLINT AS file_number, i AS said
FROM range({low}, {high}) AS r(i)
"""
PAID = "CASE WHEN paid THEN 'paid' WHEN NOT paid THEN 'organic' ELSE 'unknown' END"
SUMS = "count(*), sum(engagements), sum(clicks), sum(impressions)"
BOTH = "impressions IS NOT NULL AND {0} IS NOT NULL"
# The same questions as somebody would write them by hand.
PLAIN = {
    ("engagement", ("content_type",)): f"SELECT {PAID}, content_type, {SUMS} FROM posts GROUP BY ALL ORDER BY 4 DESC, 1, 2",
    ("engagement", ("network",)): f"SELECT {PAID}, network, {SUMS} FROM posts GROUP BY ALL ORDER BY 4 DESC, 1, 2",
    ("engagement", ("day",)): f"SELECT {PAID}, day, {SUMS} FROM posts GROUP BY ALL ORDER BY 2, 1",
    ("accounts", ("account",)): f"SELECT {PAID}, account_key, min(account), {SUMS} FROM posts GROUP BY 1, 2 ORDER BY 5 DESC, 1, 2",
    ("rates", ("content_type",)): (
        f"SELECT {PAID}, content_type, sum(engagements) FILTER ({BOTH.format('engagements')}) / "
        f"sum(impressions) FILTER ({BOTH.format('engagements')}), sum(clicks) FILTER ({BOTH.format('clicks')}) / "
        f"sum(impressions) FILTER ({BOTH.format('clicks')}), sum(clicks) / sum(engagements) FROM posts GROUP BY ALL"
    ),
    ("new-audiences", ("network",)): (
        f"SELECT {PAID}, network, sum(new_audience_impressions) FILTER ({BOTH.format('new_audience_impressions')}) / "
        f"sum(impressions) FILTER ({BOTH.format('new_audience_impressions')}) FROM posts GROUP BY ALL"
    ),
    ("reach-followers", ("country",)): (
        "SELECT p, country, count(*), max(far), max(f), sum(f) FROM (SELECT "
        f"{PAID} AS p, country, network, account_key, max(reach) AS far, arg_max(followers, posted_at) AS f FROM posts GROUP BY ALL) "
        "GROUP BY ALL ORDER BY 4 DESC"
    ),
}  # fmt: skip


def made(millions: float) -> list[str]:
    """Names of the files of so many posts, a million each."""
    import duckdb

    from headway.lake import lake_store

    folder = Path(lake_store().root) / "social_posts" / "campaign=bench"
    folder.mkdir(parents=True, exist_ok=True)
    names, total = [], int(millions * 1_000_000)
    for number, low in enumerate(range(0, total, 1_000_000)):
        name = f"{number}.parquet"
        rows = MADE.format(low=low, high=min(total, low + 1_000_000))
        duckdb.sql(
            f"COPY ({rows}) TO '{folder / name}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
        )
        names.append(f"campaign=bench/{name}")
    return names


def median_of(run: Callable[[], Any]) -> float:
    """Milliseconds, warm: the first run is not counted."""
    run()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def questions(millions: float) -> None:
    from headway.lake import Files, reading
    from headway.lake.answers import answer, question_called
    from headway.lake.asked import Asked

    lake = reading(Files({"social_posts": made(millions)}))
    table = lake.posts
    lake.connection.raw_sql("CREATE VIEW posts AS SELECT * FROM rows_of_social_posts")
    plain = lake.connection.con
    print(f"{'question':<34}{'ours ms':>10}{'plain ms':>10}{'ratio':>8}   {millions:g} million posts")
    for (key, by), sql in PLAIN.items():
        asked = Asked(by=by, with_whole=False)
        ours = median_of(lambda key=key, asked=asked: answer(question_called(key), table, asked, False))  # type: ignore[misc]
        floor = median_of(lambda sql=sql: plain.sql(sql).fetchall())  # type: ignore[misc]
        print(f"{key + ' by ' + ','.join(by):<34}{ours:>10.0f}{floor:>10.0f}{ours / floor:>8.2f}")


def page(millions: float) -> None:
    """The social page of a campaign whose posts these are: first asked for, and asked for again."""
    from django.test import Client

    from headway.cli.ready import operator
    from headway.exchange.packs import load_pack
    from headway.exchange.practice import PACK
    from headway.listen.models import Import, LakeFile
    from headway.movement.tests.cast import make_cast

    campaign, _ = load_pack(PACK, acting_user=operator())
    cast = make_cast(operator())
    held = Import.objects.create(
        campaign=campaign,
        kind="social",
        state="written",
        snapshot_at=_now(),
        made_by=operator(),
        made_at=_now(),
    )
    for name in made(millions):
        LakeFile.objects.create(
            campaign=campaign, of=held, table="social_posts", name=name, rows=1_000_000, size=1
        )
    client = Client()
    client.force_login(cast.core_team)
    address = f"/c/{campaign.key}/listening/social/"
    begun = time.perf_counter()
    assert client.get(address).status_code == 200
    print(
        f"page, first: {(time.perf_counter() - begun) * 1000:.0f} ms; again: {median_of(lambda: client.get(address)):.0f} ms"
    )


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def main(sizes: list[float]) -> None:
    import django

    django.setup()
    from django.conf import settings

    from headway.exchange.upgrade import upgrade_database

    settings.ALLOWED_HOSTS = ["*"]
    upgrade_database()
    try:
        for millions in sizes:
            questions(millions)
        page(sizes[-1])
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main([float(one) for one in sys.argv[1:]] or [1, 10])
