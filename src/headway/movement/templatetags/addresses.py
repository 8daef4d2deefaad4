"""E-mail addresses that break where they are read apart: a phone is too narrow for many of them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def breakable(address: str) -> SafeString:
    name, at, host = address.partition("@")
    return format_html("<bdi>{}<wbr>{}{}</bdi>", name, at, host)
