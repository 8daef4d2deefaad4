"""How templates call whoever did something."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headway.lib.tongue import say
from headway.movement.rules import OPERATOR

register = template.Library()


@register.filter
def called(person: Any) -> SafeString:
    """A person by name; the operator of the installation, who has none, in the reader's words."""
    is_operator = person.is_system and person.name == OPERATOR
    return format_html("<bdi>{}</bdi>", say(OPERATOR) if is_operator else person.name)
