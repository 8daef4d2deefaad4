"""The listening part of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.audit.steps.keep import Tally
from headway.lib.packfile import Pack, Section
from headway.lib.problems import Problem
from headway.lib.rows import Row
from headway.listen import rows
from headway.listen.actions import KINDS, keep_listening
from headway.listen.queries import listen_rows

SECTIONS = (
    Section("moments.yaml", rows.MomentRow),
    Section("content-types.yaml", rows.ContentTypeRow),
    Section("media-targets.yaml", rows.MediaTargetRow),
)


def check(pack: Pack) -> Iterator[Problem]:
    """Nothing beyond what the rows and references say already."""
    yield from ()


def load(pack: Pack, campaign: Any, *, acting_user: Any) -> Tally:
    tally = Tally()
    for kind in KINDS:
        tally += keep_listening(campaign, pack.of(kind), acting_user=acting_user)
    return tally


def dump(campaign: Any, *, with_restricted: bool) -> Mapping[str, Sequence[Row]]:
    return {kind: listen_rows(campaign, kind) for kind in KINDS}
