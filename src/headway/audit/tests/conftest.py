from __future__ import annotations

from headway.cli.tests.command import loaded, upgraded

__all__ = ["loaded", "upgraded"]
