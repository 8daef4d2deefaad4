"""The part of a pack that offices report."""

from __future__ import annotations

from headway.collect import rows
from headway.lib.packfile import Section

SECTIONS = (
    Section("activities.yaml", rows.ActivityRow),
    Section("figures.csv", rows.FigureRow),
    Section("published.yaml", rows.PublishedRow),
    Section("returns.csv", rows.ReturnRow),
    Section("sign-ups.yaml", rows.SignUpRow),
    Section("testimonies.yaml", rows.TestimonyRow),
)
