"""Archives (DOCX, XLSX) that are the same, byte for byte, whenever and wherever they were written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_FILE = "[Content_Types].xml"


def repacked(data: bytes) -> bytes:
    """The same archive with its files in a fixed order and no dates of this machine."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST_FILE, name)):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(name))
    return made.getvalue()
