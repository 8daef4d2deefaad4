"""What a test knows of an action: how to use it, who may, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ADMINS = frozenset({"administrator", "operator"})
CORE = ADMINS | {"core_team"}
COUNTRY = CORE | {"researcher"}
OFFICE = CORE | {"campaigner"}
PERSON = (CORE - {"operator"}) | {"campaigner", "other_section", "researcher", "reader"}


@dataclass(frozen=True)
class Door:
    """One action, tried with what lets it write; `told` is the entry that it leaves, about a record of `kind`."""

    action: Callable[..., Any]
    use: Callable[[Any, Any], Any]
    may: frozenset[str]
    told: str
    kind: str
    key: str
    is_there: Callable[[Any], bool]
