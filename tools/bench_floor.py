"""The floor of `bench_load`: the same server, Django, sign-in and tables, and a form whose content is written as it comes.

No form, no rules, no audit log, no idempotency: what the same stack does when it only stores. As settings
(DJANGO_SETTINGS_MODULE=bench_floor) it is Headway's own, with one address more.
"""

from __future__ import annotations

from headway.settings import *  # noqa: F403

ROOT_URLCONF = "bench_floor_urls"
