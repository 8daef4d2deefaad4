"""What the worker does for imports: files are read, and written, while their page shows how far it has come."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from headway.lib.problems import HeadwayError
from headway.listen.actions import Cancelled, note_fault, plan_import, write_import
from headway.listen.queries import import_to_do, person_who_asked
from headway.listen.rules import ImportState

log = logging.getLogger(__name__)
# What is so small is read while its sender waits.
AT_ONCE = 2_000_000


@task()
def read_files(made: str) -> str:
    return _done(made, ImportState.WAITING, lambda one: plan_import(one, acting_user=one.made_by))


@task()
def write_files(made: str, person: str) -> str:
    asked = person_who_asked(person)
    return _done(made, ImportState.PLANNED, lambda one: write_import(one, acting_user=asked))


def _done(made: str, state: ImportState, act: Callable[[Any], Any]) -> str:
    """Do it where it is still to be done; a fault is told on the import's page."""
    found = import_to_do(made, state)
    if found is None:
        return "not needed"
    try:
        act(found)
    except Cancelled:
        return "cancelled"
    except HeadwayError as fault:
        note_fault(found, str(fault), acting_user=found.made_by)
    except Exception:
        log.exception("an import could not be read or written")
        said = _(
            "This could not be read or written here. Nothing of it was kept; tell whoever runs this site."
        )
        note_fault(found, said, acting_user=found.made_by)
        raise
    return "done"


def read_soon(made: Any) -> None:
    """At once where it is little, and from the queue where it is much."""
    if sum(one.size for one in made.originals.all()) <= AT_ONCE:
        read_files.call(str(made.pk))
    else:
        read_files.enqueue(str(made.pk))


def write_soon(made: Any, person: Any) -> None:
    if sum(one.size for one in made.originals.all()) <= AT_ONCE:
        write_files.call(str(made.pk), str(person.pk))
    else:
        write_files.enqueue(str(made.pk), str(person.pk))
