"""The form of an office's period, made; and one that came back, planned. What the pages and the command line use."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from headway.collect.forms.sheets.cleaning import Cleaner
from headway.collect.forms.sheets.columns import ACTIVITIES, FIGURES
from headway.collect.forms.sheets.planning import Around, Plan, Planner
from headway.collect.forms.sheets.reading import Filled, read_form
from headway.collect.forms.sheets.typed import Rows, by_names, rows_of_period, with_fixed
from headway.collect.forms.sheets.writing import Whose, write_form
from headway.collect.queries.entering import measures_to_know
from headway.collect.queries.returns import Place, place_of_return
from headway.collect.queries.sheets import (
    is_closed,
    records_in_sheets,
    said_in_sheets,
    sent_before,
    stands_in_period,
)
from headway.lib.additivity import Additivity
from headway.lib.problems import Refused
from headway.lib.tongue import LANGUAGES
from headway.pages.speech import speech
from headway.plan.queries import plan_rows


@dataclass(frozen=True)
class Sent:
    """A form that somebody sent: read, and found to be one of theirs."""

    campaign: Any
    place: Place
    filled: Filled

    def keys(self) -> set[str]:
        """The activities that it can touch."""
        planner = Planner(self.filled, None)  # type: ignore[arg-type]
        return {planner.key_of(line) for line in self.filled.lines[ACTIVITIES]}


def form_of_period(
    campaign: Any, user: Any, place: Place, language: str, *, file_id: UUID | None = None, blank: int = 300
) -> bytes:
    """The form with what is entered already, in this language."""
    with override(language):
        lists = with_fixed(said_in_sheets(records_in_sheets(campaign, user)))
        whose = Whose(campaign, place.office, place.period, file_id or uuid4())
        stands = stands_in_period(campaign, user, place.office, place.period)
        return write_form(whose, rows_of_period(stands, lists, whose.told_in), lists, blank)


def read_sent(content: bytes, name: str, campaign: Any, user: Any, place: Place | None = None) -> Sent:
    """Read a form and find whose it is; raise Refused where it is another campaign's, or of another place than is meant."""
    filled = read_form(content, name)
    if filled.campaign != campaign.key:
        raise Refused(_("This form is of another campaign, “%(key)s”.") % {"key": filled.campaign[:80]})
    found = place_of_return(campaign, user, filled.office, filled.period)
    if found is None:
        raise Refused(_("This form is of an office or a period that the campaign does not have."))
    if place is not None and (place.office.key, place.period.key) != (filled.office, filled.period):
        raise Refused(
            _("This form is of another office or period: “%(office)s”, “%(period)s”.")
            % {"office": filled.office[:80], "period": filled.period[:80]}
        )
    return Sent(campaign, found, filled)


def plan_of(sent: Sent, user: Any) -> Plan:
    """What the form would change as things stand now; raise Refused where its period is closed."""
    campaign, place, filled = sent.campaign, sent.place, sent.filled
    if is_closed(campaign, user, place.office, place.period):
        raise Refused(
            _("The return for this period was accepted, which closed it. The core team can open it again.")
        )
    records = records_in_sheets(campaign, user)
    here = get_language() or filled.language
    said = {}
    for language in dict.fromkeys((filled.language, *LANGUAGES, here)):
        with override(language):
            said[language] = with_fixed(said_in_sheets(records))
    lists = said[here]
    planner = Planner(filled, None)  # type: ignore[arg-type]
    keys = {line.no: planner.key_of(line) for line in filled.lines[ACTIVITIES]}
    cleaner = Cleaner(
        place.office.key, place.office.language or campaign.language, lists, by_names(list(said.values())), keys,
        measures_to_know(campaign), filled.language,
    )  # fmt: skip
    ids = [filled.id_of(kind, line.no) for kind in (ACTIVITIES, FIGURES) for line in filled.lines[kind]]
    planner.around = Around(
        campaign, place.office, place.period,
        stands_in_period(campaign, user, place.office, place.period, list(keys.values())), lists,
        sent_before(campaign, user, ids), {row.key: row for row in plan_rows(campaign, "period")},
        {row.key: Additivity(row.additivity) for row in plan_rows(campaign, "measure")}, cleaner,
    )  # fmt: skip
    return planner.make()


def form_of_refused(sent: Sent, plan: Plan, user: Any) -> bytes:
    """The rows that are refused, as they came, each with its reason: to be mended and sent again."""
    with override(sent.filled.language):
        lists = with_fixed(said_in_sheets(records_in_sheets(sent.campaign, user)))
        whose = Whose(sent.campaign, sent.place.office, sent.place.period, sent.filled.file_id)
        return write_form(whose, _refused_rows(sent.filled, plan), lists, blank=0)


def _refused_rows(filled: Filled, plan: Plan) -> Rows:
    """Each refused row with its reasons; an activity goes with its figures, so that they find it."""
    rows, said = Rows(), defaultdict(list)
    for one in plan.wrong:
        said[(one.kind, one.row)].append(f"{one.cell}{speech().colon}{one.reason}")
    named = {line.text("activity") for line in filled.every[FIGURES] if (FIGURES, line.row) in said}
    for kind, lines in filled.every.items():
        for line in lines:
            reasons = said.get((kind, line.row))
            if reasons or (kind == ACTIVITIES and line.no in named):
                rows.reasons[(kind, len(rows.cells[kind]))] = " ".join(reasons or ())
                rows.cells[kind].append(dict(line.cells))  # type: ignore[arg-type]
                if known := filled.known.get((kind, line.no)):
                    rows.known.append((kind, line.no, known[0], json.dumps(known[1])))
    return rows
