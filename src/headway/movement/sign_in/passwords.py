"""How long a password has to be, said in each of our languages: Django's own words for it are missing in Arabic."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        said = ngettext(
            "This password is too short: it needs at least %(number)d character.",
            "This password is too short: it needs at least %(number)d characters.",
            self.min_length,
        )
        return said % {"number": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()
