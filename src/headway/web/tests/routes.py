"""Every route of the site, from the URL configuration itself, with an address of each that leads to something.

A new route whose arguments cannot be filled from the database makes `sample` raise: it cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# The interface has a test of its own, made from its schema.
ELSEWHERE = ("api/",)
LANGUAGES = ("en", "ar")


@dataclass(frozen=True)
class Route:
    """One way into the site: its full name, the pattern of its address, and what the address must be told."""

    name: str
    pattern: str
    parameters: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Names are shared by routes that take different arguments."""
        return f"{self.name or self.pattern}({','.join(self.parameters)})"

    @property
    def is_of_a_campaign(self) -> bool:
        return "campaign" in self.parameters


def routes() -> list[Route]:
    """All of them, in the order in which they are tried; those without a name are a mistake."""
    found = {(route.name, route.parameters): route for route in _walk(get_resolver().url_patterns)}
    return [route for route in found.values() if not route.pattern.startswith(ELSEWHERE)]


def _walk(
    patterns: list[Any], above: str = "", space: str = "", given: tuple[str, ...] = ()
) -> Iterator[Route]:
    for pattern in patterns:
        here = above + str(pattern.pattern)
        told = (*given, *_parameters(pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner, told)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}" if pattern.name else "", here, told)


def _parameters(pattern: Any) -> tuple[str, ...]:
    named = tuple(pattern.pattern.converters)
    return named or tuple(pattern.pattern.regex.groupindex)


class NoSample(LookupError):
    """A route whose address nothing in the database can fill."""


@dataclass(frozen=True)
class Samples:
    """Values for the arguments of routes: by the route's name and the argument, by the argument alone, or by kind."""

    campaign: Any
    user: Any
    by_route: Mapping[str, Mapping[str, Any]]
    by_name: Mapping[str, Any]

    def address(self, route: Route, **fixed: Any) -> str:
        """An address of `route` that leads to something."""
        values = {name: fixed.get(name) or self._value(route, name) for name in route.parameters}
        return reverse(route.name, kwargs=values)

    def _value(self, route: Route, name: str) -> Any:
        if name in self.by_route.get(route.name, {}):
            given = self.by_route[route.name][name]
            return given(self) if callable(given) else given
        if name == "campaign":
            return self.campaign.key
        if name in self.by_name:
            return self.by_name[name]
        if name == "key":
            return self._key_of(route.name)
        raise NoSample(f"{route.pattern}: no value for {name}; give one in samples_for")

    def _key_of(self, kind: str) -> str:
        return str(self.first_of(kind).key)

    def first_of(self, kind: str) -> Any:
        """The first open record of a kind, after which a route may be named."""
        from headway.audit.queries import can_be_restricted, model_of

        try:
            model = model_of(kind)
        except KeyError:
            raise NoSample(f"no kind of record is called {kind}; give a key in samples_for") from None
        found = model.objects.all()
        if any(field.name == "campaign" for field in model._meta.fields):
            found = found.filter(campaign=self.campaign)
        if can_be_restricted(kind):
            found = found.filter(restricted=False)
        first = found.order_by("position", "key").first()
        if first is None:
            raise NoSample(f"there is no {kind} to show")
        return first
