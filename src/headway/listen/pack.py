"""The listening part of a pack."""

from __future__ import annotations

from headway.lib.packfile import Section
from headway.listen import rows

SECTIONS = (
    Section("moments.yaml", rows.MomentRow),
    Section("content-types.yaml", rows.ContentTypeRow),
)
