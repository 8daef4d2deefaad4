"""How a person at risk is, and what they risk, is always sealed: what stands in the clear is sealed, in the log too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from headway.audit.fields import as_secret, is_secret

NOTES = ("well_being", "risk")


def seal_notes(apps: Any, schema_editor: Any) -> None:
    cases = apps.get_model("engage", "Case")
    for case in cases.objects.exclude(well_being="", risk=""):
        names = [name for name in NOTES if getattr(case, name) and not is_secret(getattr(case, name))]
        for name in names:
            setattr(case, name, as_secret(getattr(case, name)))
        case.save(update_fields=names)
        _seal_log(apps, case.pk)


def _seal_log(apps: Any, pk: Any) -> None:
    from django.conf import settings

    from headway.lib.sealed import Secret, is_sealed, seal

    payloads = apps.get_model("audit", "Payload")
    for payload in payloads.objects.filter(entry__kind="case", entry__subject=str(pk), erased=False):
        if not is_sealed(payload.body):
            payload.body = seal(settings.HEADWAY_KEYS, Secret(payload.body))
            payload.save(update_fields=["body"])


class Migration(migrations.Migration):
    dependencies = [("engage", "0001_initial"), ("audit", "__first__")]
    operations = [migrations.RunPython(seal_notes, migrations.RunPython.noop)]
