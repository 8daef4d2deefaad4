"""When something that failed for a reason outside our hands, such as a mail server, is tried again."""

from __future__ import annotations

_RETRIES = (60, 5 * 60, 30 * 60, 2 * 60 * 60, 12 * 60 * 60)


def retry_after(attempt: int) -> int | None:
    """Seconds until the next try after this one; None where it is given up."""
    return _RETRIES[attempt - 1] if attempt <= len(_RETRIES) else None
