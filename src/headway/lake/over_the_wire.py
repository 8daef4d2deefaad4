"""An object store as DuckDB can read it: Arrow's way to it, in the shape of fsspec."""

from __future__ import annotations

from typing import Any

from fsspec.implementations.arrow import ArrowFSWrapper

from headway.lake.folder import SCHEME


class ThroughArrow(ArrowFSWrapper):  # type: ignore[misc]
    """Names are the bucket and what lies in it, behind a scheme of our own: `lake://bucket/folder/file`."""

    protocol = (SCHEME,)
    # Arrow takes no name that begins at a root.
    root_marker = ""
    # fsspec keeps one of each by what it was made with, and two stores may differ in what a URL does not say.
    cachable = False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.removeprefix(f"{SCHEME}://").strip("/")

    def __init__(self, system: Any) -> None:
        super().__init__(system)
        self._told: dict[str, dict[str, Any]] = {}

    def info(self, path: str, **more: Any) -> dict[str, Any]:
        """Asked once of each file: none changes once it is written, and DuckDB asks a dozen times."""
        name = self._strip_protocol(path)
        if name not in self._told:
            self._told[name] = super().info(name, **more)
        return self._told[name]

    def modified(self, path: str) -> Any:
        return self.info(path)["mtime"]
