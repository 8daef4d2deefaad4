from __future__ import annotations

from headway.cli.tests.command import upgraded

__all__ = ["upgraded"]
