"""Writing one case, partner, target, relation or opportunity: a new one, or one as it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.audit.actions import record_reads
from headway.engage.actions import record_engagement
from headway.engage.forms import FORMS, NAMED_BY_NUMBER, RESTRICTED, asked_in, asked_of_partner
from headway.engage.queries.entering import (
    may_change,
    may_read_notes,
    may_record_some,
    offered,
    record_to_change,
    stands,
)
from headway.engage.rows import PartnerKindRow
from headway.engage.rules import NOTES, faults_of_grades
from headway.lib.problems import Refused
from headway.lib.rowmerging import RowClash
from headway.pages.kinds import kind_name
from headway.pages.places import found, frame_of
from headway.pages.rowentry import RowEntry, with_stored
from headway.pages.rowforms import Part
from headway.plan.queries import campaign_by_key, kinds_shown

LISTS = {"case": "cases", "partner": "partners", "target": "targets", "relation": "relations", "opportunity": "opportunities"}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, campaign: str, kind: str) -> HttpResponse:
    """A new record, for whoever may write of some country."""
    shown = found(campaign_by_key(campaign, request.user))
    if not may_record_some(request.user):
        raise PermissionDenied
    return _answer(request, shown, kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, campaign: str, key: str, kind: str) -> HttpResponse:
    """The same form, with a record as it stands."""
    shown = found(campaign_by_key(campaign, request.user))
    record = found(record_to_change(shown, request.user, kind, key))
    if not may_change(request.user, record):
        raise PermissionDenied
    if kind == "case":
        record_reads("case", [record], acting_user=request.user)
    return _answer(request, shown, kind, record)


def _answer(request: HttpRequest, campaign: Any, kind: str, record: Any) -> HttpResponse:
    entry = _entry(request, campaign, kind, record)
    if request.method != "POST":
        return _page(request, campaign, kind, entry)
    if request.POST.get("more"):
        entry.leave_unchecked()
        return _page(request, campaign, kind, entry)
    return _save(request, campaign, kind, entry)


def _entry(request: HttpRequest, campaign: Any, kind: str, record: Any) -> RowEntry:
    form = FORMS[kind]
    data = request.POST if request.method == "POST" else None
    made = RowEntry(
        form.row, _parts(request, campaign, kind, record), form.lines,
        offered(campaign, request.user, form.row, form.names), campaign.language, stands(record) if record is not None else None, _with_more(data), _stem(kind, data),
    )  # fmt: skip
    taken = data.getlist("take") if data is not None else []
    if taken and made.before is not None:
        made.data = with_stored(made.data, made.before, taken, made)
        made.__post_init__()
    if record is not None and kind == "case" and not record.restricted:
        made.form.initial.pop("protected_name", None)
    return made


def _parts(request: HttpRequest, campaign: Any, kind: str, record: Any) -> list[Any]:
    """What is asked; of a case, what only few may read is asked of those alone; of a partner, a grade where any kind has one."""
    is_case = kind == "case"
    hidden = NOTES if is_case and record is not None and not may_read_notes(request.user, record) else ()
    if kind == "partner":
        return asked_of_partner(kinds_shown(campaign, PartnerKindRow))
    parts = asked_in(FORMS[kind], hidden)
    if is_case and record is None:
        parts.append((Part("access", _("Who may know of it"), (RESTRICTED,)), (RESTRICTED,)))
    return parts


def _with_more(data: QueryDict | None) -> QueryDict | None:
    """One more empty line, where it was asked for."""
    name = data.get("more", "") if data is not None else ""
    if data is None or not name:
        return data
    total = data.get(f"{name}-TOTAL_FORMS", "")
    changed = data.copy()
    changed[f"{name}-TOTAL_FORMS"] = str(
        min(int(total) + 1, 100) if total.isdecimal() and len(total) < 4 else 1
    )
    return changed


def _stem(kind: str, data: QueryDict | None) -> str:
    """What the key of a new record begins with; that of a case tells nothing of the person."""
    if kind in NAMED_BY_NUMBER or data is None:
        return kind
    return slugify(data.get("name", ""))[:40].strip("-").replace("_", "-") or kind


def _save(request: HttpRequest, campaign: Any, kind: str, entry: RowEntry) -> HttpResponse:
    row = entry.told() if entry.is_valid() else None
    if row is not None and kind == "partner" and _has_no_grade(campaign, row):
        entry.form.add_error("grade", _("Partners of this kind have no grade."))
        row = None
    if row is None:
        return _page(request, campaign, kind, entry, status=422)
    try:
        kept = record_engagement(campaign, row, entry.names, entry.sent_base, acting_user=request.user)
    except RowClash as clash:
        return _page(request, campaign, kind, entry.after(clash), status=409)
    except Refused as refused:
        entry.form.add_error(None, str(refused))
        return _page(request, campaign, kind, entry, status=422)
    messages.success(request, _("Saved."))
    return redirect(kind, campaign.key, kept.key)


def _has_no_grade(campaign: Any, row: Any) -> bool:
    return any(faults_of_grades([row], kinds_shown(campaign, PartnerKindRow)))


def _page(request: HttpRequest, campaign: Any, kind: str, entry: RowEntry, status: int = 200) -> HttpResponse:
    form = FORMS[kind]
    heading = str(form.change if entry.before else form.add)
    context = frame_of(campaign, heading, (LISTS[kind], kind_name(kind, 2)), is_record=True)
    context |= {"entry": entry, "form": entry.form, "lede": form.lede}
    return render(request, "pages/row_form.html", context, status=status)
