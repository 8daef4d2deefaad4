"""Arguments of those routes that are not named after the record that they show."""

from __future__ import annotations

from typing import Any

from headway.web.tests.routes import Samples
from headway.web.tests.site import Site

BY_ROUTE: dict[str, dict[str, Any]] = {}
BY_NAME: dict[str, Any] = {"language": "en", "form": "pdf"}


def samples_for(site: Site) -> Samples:
    return Samples(site.campaign, site.people["reader"], BY_ROUTE, BY_NAME)
