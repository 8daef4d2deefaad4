"""The lake: what is too large for the database's rows, as files in a folder of its own under HEADWAY_HOME.

This is the one place that touches it. Its tables are folders of files that never change once written, beside a log
of which files belong to which version; whoever reads the log first and the files after sees one whole version.
"""

from __future__ import annotations

from headway.lake.folder import lake_files, lake_folder

__all__ = ["lake_files", "lake_folder"]
