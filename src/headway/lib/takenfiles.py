"""Files on their way in: a photo is taken apart and written anew, a document is known by its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from headway.lib.documents import kind_of
from headway.lib.pictures import cleaned, small
from headway.lib.problems import Refused
from headway.lib.tongue import say


@dataclass(frozen=True)
class About:
    """What is said of a file, and what whoever is shown in it has agreed to."""

    caption: str = ""
    credit: str = ""
    may_publish: bool = False
    may_fundraise: bool = False
    consent_from: str = ""
    consent_on: date | None = None


@dataclass(frozen=True)
class NewFile:
    """A file as it was sent; a `photo` is taken apart and written anew."""

    name: str
    data: bytes
    photo: bool
    about: About = About()


@dataclass(frozen=True)
class Prepared:
    """A file as it will be kept."""

    name: str
    data: bytes
    media_type: str
    photo: bool
    about: About
    preview: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def prepare_file(file: NewFile) -> Prepared:
    """The file as it will be kept; raise Refused, naming it, where it is none that is taken in."""
    try:
        if file.photo:
            picture = cleaned(file.data)
            stem = file.name.rsplit(".", 1)[0] or say("photo")
            return Prepared(
                f"{stem}.{picture.ending}"[-200:], picture.data, picture.media_type, True, file.about,
                small(picture.data).data, picture.width, picture.height,
            )  # fmt: skip
        media_type, ending = kind_of(file.data)
    except Refused as refused:
        said = str(refused)
        raise Refused(f"{file.name}: {said}") from refused
    stem = file.name.rsplit(".", 1)[0] or say("document")
    return Prepared(f"{stem}.{ending}"[-200:], file.data, media_type, False, file.about)
