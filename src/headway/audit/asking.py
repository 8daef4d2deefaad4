"""Questions that are asked at every request: Django composes each once, and what is asked about differs from then on."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet


class Given(Expression):
    """In a condition, the place of a value that is known only when the question is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


Found = TypeVar("Found")


class Question(Generic[Found]):
    """A queryset with `Given` values; asking it costs a third of what composing it anew and asking it does.

    Records, converted values and the log of statements are Django's as ever: it is only handed its own statement again.
    """

    def __init__(self, compose: Callable[[], QuerySet[Any, Found]]) -> None:
        self.compose = compose

    @cached_property
    def _composed(self) -> tuple[QuerySet[Any, Found], Any, str, tuple[Any, ...]]:
        queryset = self.compose()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        statement, places = compiler.as_sql()
        return queryset, compiler, statement, tuple(places)

    def ask(self, **given: Any) -> list[Found]:
        queryset, compiler, statement, places = self._composed
        # Its own of each thread, as the connection is.
        own, own.connection = copy(compiler), connections[DEFAULT_DB_ALIAS]
        values = tuple(_value(place, given, own.connection) for place in places)
        own.as_sql = lambda *_args, **_named: (statement, values)
        found = queryset.all()
        vars(found.query)["get_compiler"] = lambda *_args, **_named: own
        return list(found)

    def first(self, **given: Any) -> Found | None:
        """The first of what is found, or None."""
        return next(iter(self.ask(**given)), None)


def _value(place: Any, given: dict[str, Any], connection: Any) -> Any:
    if not isinstance(place, Given):
        return place
    return place.output_field.get_db_prep_value(given[place.name], connection)
