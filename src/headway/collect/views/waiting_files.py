"""The kinds of file that can wait: how each is planned, told, written and given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.audit.steps.keep import Tally
from headway.collect.actions import (
    ImportInto,
    ImportPlan,
    StalePlan,
    end_upload,
    import_actions,
    plan_days,
    plan_import,
    write_sheet,
)
from headway.collect.forms.imports import actions_of_totals, days_of_totals
from headway.collect.forms.sheets.making import form_of_refused, plan_of, read_sent
from headway.collect.queries.uploads import ACTIONS, FORM, compared
from headway.lib.analyticsfiles import NAMES
from headway.lib.merging import mark
from headway.lib.problems import HeadwayError
from headway.pages.export import table_file


@dataclass
class Waiting:
    """A file that waits for its sender."""

    campaign: Any
    upload: Any
    user: Any

    def plan_told(self, most: int) -> dict[str, Any]:
        raise NotImplementedError

    def write(self, agreed: str) -> None:
        raise NotImplementedError

    def refused(self) -> bytes:
        raise NotImplementedError

    def result(self) -> dict[str, int]:
        """What came of it, all kinds of record together."""
        return {name: sum(counts.values()) for name, counts in self.upload.told.items()}


def waiting_file(campaign: Any, upload: Any, user: Any) -> Waiting:
    return (WaitingForm if upload.kind == FORM else WaitingTotals)(campaign, upload, user)


class WaitingForm(Waiting):
    """A form of a period."""

    def _sent(self) -> Any:
        return read_sent(bytes(self.upload.content), self.upload.name, self.campaign, self.user)

    def plan_told(self, most: int) -> dict[str, Any]:
        plan = plan_of(self._sent(), self.user)
        return {
            "plan": plan, "counts": {"added": plan.added, "changed": plan.changed, "left": plan.unchanged},
            "agreed": plan.mark, "changes": plan.changes[:most], "more_changes": max(0, len(plan.changes) - most),
            "wrong": plan.wrong[:most], "more_wrong": max(0, len(plan.wrong) - most),
            "refused_rows": plan.refused, "can_write": not plan.is_empty,
        }  # fmt: skip

    def write(self, agreed: str) -> None:
        sent = self._sent()
        plan, tally = write_sheet(
            self.campaign, sent.place.office, sent.keys(), lambda: plan_of(sent, self.user), agreed=agreed, acting_user=self.user
        )  # fmt: skip
        refused = form_of_refused(sent, plan, self.user) if plan.wrong else b""
        end_upload(self.upload, tally, refused, owner=self.user)

    def refused(self) -> bytes:
        if self.upload.written_at:
            return bytes(self.upload.refused)
        sent = self._sent()
        plan = plan_of(sent, self.user)
        return form_of_refused(sent, plan, self.user) if plan.wrong else b""


class WaitingTotals(Waiting):
    """Totals out of an export of another tool."""

    def _found(self) -> Any:
        read = actions_of_totals if self.upload.kind == ACTIONS else days_of_totals
        return read(bytes(self.upload.content))

    def _plan(self, found: Any) -> ImportPlan:
        asked, office = dict(self.upload.asked), self.upload.office.key
        try:
            if self.upload.kind == ACTIONS:
                names = ("activity_kind", "measure", "case", "target", "delivery_kind", "delivered_measure")
                return plan_import(
                    self.campaign, found, ImportInto(office, **{name: asked.get(name, "") for name in names})
                )
            return plan_days(
                self.campaign, found, office, {kind: asked[kind] for kind in NAMES if asked.get(kind)}
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise HeadwayError(first["msg"].removeprefix("Value error, ")) from None

    def plan_told(self, most: int) -> dict[str, Any]:
        found = self._found()
        plan = self._plan(found)
        petitions = sorted(getattr(found, "petitions", {}).values(), key=lambda one: one.name)
        refused = _refused_lines(found)
        counts = compared(self.campaign, [*plan.activities, *plan.figures])
        return {
            "counts": counts, "agreed": _mark(plan), "petitions": petitions[:most], "figures": plan.figures[:most] if not petitions else (),
            "lines": refused[:most], "more_wrong": max(0, len(refused) - most), "refused_rows": len(refused),
            "others": getattr(found, "others", 0), "doubled": getattr(found, "doubled", 0),
            "can_write": bool(counts["added"] or counts["changed"]),
        }  # fmt: skip

    def write(self, agreed: str) -> None:
        found = self._found()
        plan = self._plan(found)
        if _mark(plan) != agreed:
            raise StalePlan("")
        tally: Tally = import_actions(
            self.campaign, plan, tool=getattr(found, "tool", "analytics"), acting_user=self.user
        )
        end_upload(self.upload, tally, _as_sheet(_refused_lines(found)), owner=self.user)

    def refused(self) -> bytes:
        if self.upload.written_at:
            return bytes(self.upload.refused)
        return _as_sheet(_refused_lines(self._found()))


def _mark(plan: ImportPlan) -> str:
    return mark([row.model_dump(mode="json") for row in (*plan.activities, *plan.figures)])


def _refused_lines(found: Any) -> list[tuple[str, str, str]]:
    """Line, column and reason, whichever tool the file is from."""
    return [
        (str(one[0]), one[1], one[2]) if isinstance(one, tuple) else (str(one.line), one.column, one.reason)
        for one in found.refused
    ]


def _as_sheet(lines: list[tuple[str, str, str]]) -> bytes:
    if not lines:
        return b""
    heads = (_("Line"), _("Column"), _("What has to be mended"))
    return table_file("xlsx", heads, lines, name="refused", from_right=get_language_bidi())
