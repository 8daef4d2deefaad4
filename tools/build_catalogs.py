"""Compiles the message catalogs (.po to .mo) when the package is built, so that git holds only what people edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand or by make, where hatchling need not be there
    BuildHookInterface = object  # type: ignore[assignment,misc]

LOCALE = Path(__file__).parents[1] / "src" / "headway" / "locale"


def compile_catalogs() -> int:
    """Write each .mo beside its .po; return how many there are."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogs = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    for path in catalogs:
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)
    return len(catalogs)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls this before it gathers files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogs()


if __name__ == "__main__":
    compile_catalogs()
