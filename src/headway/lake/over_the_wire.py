"""An object store as DuckDB can read it: Arrow's way to it, in the shape of fsspec."""

from __future__ import annotations

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
