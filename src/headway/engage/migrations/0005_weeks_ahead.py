"""How long before its date an opportunity must be prepared was a text; it becomes a number of weeks.

What says so in figures is reckoned; what does not goes into the note, so that nothing is lost.
"""

from __future__ import annotations

import math
import re
from typing import Any

from django.db import migrations, models

_TOLD = re.compile(
    r"\s*(?:about |environ |unos? |unas? )?(\d{1,3})\s*"
    r"(?:(days?|jours?|días?|يومًا|أيام|يوم)|(weeks?|semaines?|semanas?|أسابيع|أسبوعًا|أسبوع)|(months?|mois|mes(?:es)?|أشهر|شهرًا|شهر))\s*\.?\s*",
    re.IGNORECASE,
)
MOST = 104


def weeks_told(text: str) -> int | None:
    """The weeks that a text means; None where it says it otherwise."""
    found = _TOLD.fullmatch(text)
    if found is None:
        return None
    number = int(found[1])
    days = number if found[2] else number * 7 if found[3] else number * 30.4
    weeks = math.ceil(days / 7)
    return weeks if 1 <= weeks <= MOST else None


def reckon(apps: Any, editor: Any) -> None:
    for one in apps.get_model("engage", "Opportunity").objects.exclude(lead_time=""):
        one.lead_weeks = weeks_told(one.lead_time)
        if one.lead_weeks is None:
            one.note = "\n".join(filter(None, (one.note, one.lead_time)))
        one.save(update_fields=["lead_weeks", "note"])


class Migration(migrations.Migration):
    dependencies = [("engage", "0004_calendar_links")]  # noqa: RUF012

    operations = [  # noqa: RUF012
        migrations.AddField(
            "opportunity", "lead_weeks", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.RunPython(reckon, migrations.RunPython.noop),
        migrations.RemoveField("opportunity", "lead_time"),
    ]
