from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import get_language

from headway.lib.tongue import speak_as


class PagesConfig(AppConfig):
    name = "headway.pages"
    label = "pages"

    def ready(self) -> None:
        import headway.pages.words  # noqa: F401  its words are known by importing them

        # The pure rooms speak the language of the request at hand.
        speak_as(lambda: get_language() or "en")
