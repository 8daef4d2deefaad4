"""Arguments of those routes that are not named after the record that they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from headway.web.tests.routes import Samples
from headway.web.tests.site import Site

BY_NAME: dict[str, Any] = {"language": "en", "form": "pdf", "provider_id": "nobody-we-know", "uidb36": "1"}
BY_ROUTE: dict[str, dict[str, Any]] = {
    "edition": {"number": 1},
    "report-chapter": {"chapter": "sources"},
    "internal-report-chapter": {"chapter": "sources"},
    "report-place": {"place": "source-1"},
    "internal-report-place": {"place": "source-1"},
    "edition-file": {"number": 1},
    "account_reset_password_from_key": {"key": "used-long-ago"},
    "chart": {"name": "matrix", "form": "svg"},
    "listening-chart": {"family": "media", "name": "countries", "form": "csv"},
    "mention": {"key": "m1"},
    "media-request": {"pk": UUID(int=1)},
    "media-request-remove": {"pk": UUID(int=1)},
    "withheld-tell": {"pk": UUID(int=1)},
    "media-target": {"key": "launch-plan"},
    "media-target-change": {"key": "launch-plan"},
    "media-target-remove": {"key": "launch-plan"},
    "post": {"key": "p1"},
    "heard-of": {"kind": "activity", "key": "north-vigil"},
    "clipping-new": {"family": "media"},
    "clipping-remove": {"pk": UUID(int=1)},
    "fact": {"name": lambda samples: f"published:{samples.first_of('published').key}"},
    "activity-change": {"key": "north-vigil"},
    "attachments": {"key": "north-vigil"},
    "attachment": {"key": "north-vigil", "pk": UUID(int=1)},
    "outcome-edit": {"key": "north-change"},
    "outcome-merge": {"key": "north-change"},
    "outcome-review": {"key": "north-change"},
    "claim-new": {"key": "north-change"},
    "claim-edit": {"key": "north-change", "claim": "north-change-claim"},
    "claim-confidence": {"key": "north-change", "claim": "north-change-claim"},
    "evidence-new": {"key": "north-change"},
    "evidence-edit": {"key": "north-change", "item": "north-change-proof"},
    "evidence-file": {"key": "north-change", "item": "north-change-proof", "pk": UUID(int=1)},
    "sign-up-of": {"office": "cast-north"},
    "office-figures": {"office": "cast-north"},
    "return-of": {"office": "cast-north", "period": "2014"},
    "period-form": {"office": "cast-north", "period": "2014"},
    "send-form": {"office": "cast-north", "period": "2014"},
    "claim-remove": {"key": "north-change", "claim": "north-change-claim"},
    "evidence-remove": {"key": "north-change", "item": "north-change-proof"},
    "rival-remove": {"key": "north-change", "rival": "north-change-rival"},
    "update-edit": {"key": "mexico-october"},
    "update-withdraw": {"key": "mexico-october"},
    "outcome-ask": {"key": "north-change"},
    "outcome-ask-withdraw": {"key": "north-change", "pk": UUID(int=1)},
    "say": {"token": "never-was"},
    "meeting-change": {"key": lambda samples: samples.first_of("meeting").key},
    "meeting-screen": {"key": lambda samples: samples.first_of("meeting").key},
    "meeting-minutes": {"key": lambda samples: samples.first_of("meeting").key},
    "calendar-file": {"token": "taken-back"},
    "upload": {"pk": UUID(int=1)},
    "import": {"pk": UUID(int=1)},
    "import-refused": {"pk": UUID(int=1)},
    "import-original": {"pk": UUID(int=1), "number": 1},
    "survey": {"key": "0a"},
    "survey-chart": {"key": "0a", "name": "countries", "form": "csv"},
    "survey-import": {"pk": UUID(int=1)},
    "survey-import-refused": {"pk": UUID(int=1)},
    "upload-refused": {"pk": UUID(int=1)},
    "rating": {
        "country": lambda samples: samples.first_of("focus-country").key,
        "area": lambda samples: samples.first_of("change-area").key,
    },
    "log-entry": {"seq": 1},
    "log-of-kind": {"kind": "outcome"},
    "comments": {"kind": "outcome", "pk": lambda samples: samples.first_of("outcome").pk},
    "follow": {"kind": "outcome", "pk": lambda samples: samples.first_of("outcome").pk},
    "comment-take-back": {
        "kind": "outcome",
        "pk": lambda samples: samples.first_of("outcome").pk,
        "comment": UUID(int=1),
    },
    "log-history": {"kind": "outcome", "pk": lambda samples: samples.first_of("outcome").pk},
    "office-edit": {"key": "cast-north"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
OF_PEOPLE = ("person", "person-give-role", "person-take-role", "person-switch", "person-clear-factors")
OF_INVITATIONS = ("invitation-renew", "invitation-withdraw")


OF_ENGAGEMENT = ("case", "partner", "target", "relation", "opportunity")


def _first(kind: str) -> Callable[[Samples], str]:
    return lambda samples: str(samples.first_of(kind).key)


def samples_for(site: Site) -> Samples:
    """An address of each route of this site that leads to something."""
    people = {key: {"pk": site.people["reader"].pk} for key in OF_PEOPLE}
    invitations = {key: {"pk": site.invitation} for key in OF_INVITATIONS}
    changed = {f"{kind}-change": {"key": _first(kind)} for kind in OF_ENGAGEMENT}
    changed["case-people"] = {"key": _first("case")}
    by_route = {**BY_ROUTE, **changed, **people, **invitations, "join": {"token": site.token}}
    return Samples(site.campaign, site.people["reader"], by_route, BY_NAME)
