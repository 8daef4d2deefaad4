"""Turns every fault into one line that says what is wrong, where, and the mend; never a traceback."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path

from headway.lib.problems import BadInput, HeadwayError
from headway.lib.tongue import say, say_number

OURS, THEIRS, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
MOST_LINES = 200
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PACKAGE = Path(__file__).parents[1]


def explain(error: BaseException) -> str:
    """One line for a person, or one for each problem of a bad input."""
    if isinstance(error, BadInput):
        return _problems(error)
    if isinstance(error, HeadwayError):
        return f"headway: {error}"
    known = _of_the_database(error) or _of_the_machine(error)
    return f"headway: {known or _unexpected(error)}"


def exit_code(error: BaseException) -> int:
    """2 where a person can mend it, 1 where it is a fault of ours."""
    mendable = isinstance(error, HeadwayError) or _of_the_database(error) or _of_the_machine(error)
    return THEIRS if mendable else OURS


def _problems(error: BadInput) -> str:
    lines = [str(problem) for problem in error.problems[:MOST_LINES]]
    if more := len(error.problems) - len(lines):
        lines.append(say_number("and one more problem", "and {number} more problems", more))
    return "\n".join(lines)


def _of_the_machine(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return say("there is not enough memory for this; close other programs or use a larger machine")
    if not isinstance(error, OSError):
        return ""
    where = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    if error.errno in _FULL:
        return say(
            "the disk is full{where}: free some space, then run this again",
            where=f" ({where})" if where else "",
        )
    said = (error.strerror or str(error)).lower()
    return f"{where}: {said}" if where else said


def _of_the_database(error: BaseException) -> str:
    """What the database says, in our words; nothing for a fault that only a programmer can mend."""
    if "django.db" not in sys.modules:
        return ""
    from django.db import DatabaseError, IntegrityError, ProgrammingError, connection

    if not isinstance(error, DatabaseError) or isinstance(error, (IntegrityError, ProgrammingError)):
        return ""
    if connection.vendor == "postgresql":
        return _of_postgresql(error)
    return _of_sqlite(str(error), str(connection.settings_dict["NAME"]))


def _of_sqlite(said: str, path: str) -> str:
    mends = {
        "locked": say(
            "the database {path} is in use by another process: wait until that ends, then run this again",
            path=path,
        ),
        "is full": say("the disk of {path} is full: free some space, then run this again", path=path),
        "disk I/O error": say(
            "{path} cannot be written: its disk is full or failing; free some space, then run this again",
            path=path,
        ),
        "unable to open": say(
            "{path} cannot be opened: see that its folder exists and that you may write there", path=path
        ),
        "readonly": say("{path} may not be written: give the user who runs headway the right to", path=path),
        "not a database": say("{path} is no SQLite database: put it away and restore a backup", path=path),
        "malformed": say("the database {path} is damaged: put it away and restore a backup", path=path),
    }
    return next((mend for sign, mend in mends.items() if sign in said), "")


def _of_postgresql(error: BaseException) -> str:
    from django.db import OperationalError, connection

    if not isinstance(error, OperationalError):
        return ""
    given = connection.settings_dict
    port = f":{given['PORT']}" if given["PORT"] else ""
    where = f"PostgreSQL at {given['HOST'] or 'its socket'}{port}"
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    said = first.rsplit("failed: ", 1)[-1].removeprefix("FATAL:").strip()
    cause = getattr(error.__cause__, "sqlstate", None)
    if cause == "53100":
        return say("the disk of {where} is full: free some space there, then run this again", where=where)
    if cause in {"55P03", "57014", "40P01"}:
        return say(
            "{where}, database {name}, is in use by another process: run this again when that ends",
            where=where,
            name=given["NAME"],
        )
    mend = say("see that it runs and that DATABASE_URL is right")
    return say(
        "cannot use {where}, database {name}: {said}; {mend}",
        where=where,
        name=given["NAME"],
        said=said,
        mend=mend,
    )


def _unexpected(error: BaseException) -> str:
    """The type and the place, without values: they may be the text of a record."""
    places = traceback.extract_tb(error.__traceback__)
    ours = [place for place in places if Path(place.filename).is_relative_to(_PACKAGE)] or list(places)
    at = ""
    if ours:
        name = Path(ours[-1].filename)
        shown = name.relative_to(_PACKAGE.parent) if name.is_relative_to(_PACKAGE) else name.name
        at = f" at {shown}:{ours[-1].lineno}"
    return say(
        "a fault of the program: {name}{at}; set HEADWAY_DEBUG=1 for the whole trace",
        name=type(error).__name__,
        at=at,
    )
