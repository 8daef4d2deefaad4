"""What the server calls for each request."""

from __future__ import annotations

import gc
import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")


class Request(WSGIRequest):
    """Read as UTF-8 whatever it says that it is in: Django would believe it, and break on what encodes no text.

    A form in another encoding is refused later (`Readable`).
    """

    @property
    def encoding(self) -> None:
        """None means: the one that the settings name."""

    @encoding.setter
    def encoding(self, named: str) -> None:
        """Not taken over."""


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
# Whatever serves renders no report itself: the writers need several times the memory of all the rest.
from headway.report.editions import make_apart  # noqa: E402  it knows models, and Django has to know them first

make_apart()

# What is loaded now stays: no later search for garbage goes through it again (6 to 8 % of what a page took).
gc.collect()
gc.freeze()
