"""Commands are tried here too, against installations of their own."""

from __future__ import annotations

from headway.cli.tests.command import bare, empty, headway, loaded, upgraded

__all__ = ["bare", "empty", "headway", "loaded", "upgraded"]
