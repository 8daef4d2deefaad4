"""What browsers are told not to do: the content security policy and its kin."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

# Nothing but what the site itself serves; no inline style or script, no frame, no other base. `data:` is for the
# picture of a code to scan.
_DIRECTIVES: dict[str, list[Any]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
_UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY = ", ".join(
    [*(f"{feature}=()" for feature in _UNUSED),
     "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
)  # fmt: skip
CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"


def content_security_policy(form_targets: tuple[str, ...] | list[str] = ()) -> dict[str, Any]:
    """The policy of every page; `form_targets` are other places that a form may lead to, such as a sign-in provider."""
    return {"DIRECTIVES": {**_DIRECTIVES, "form-action": [SELF, *form_targets]}}
