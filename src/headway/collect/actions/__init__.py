"""Every write of what offices report, each by the action that others import from here."""

from __future__ import annotations

from headway.collect.actions.activities import (
    NEW,
    Clash,
    Sending,
    SentBefore,
    Told,
    new_key,
    record_activity,
)
from headway.collect.actions.attachments import (
    attach_files,
    describe_attachment,
    drop_file,
    remove_attachment,
    store_file,
    sweep_files,
)
from headway.collect.actions.clippings import clip_heard, unclip_heard
from headway.collect.actions.drafts import StaleDraft, Typed, delete_draft, save_draft
from headway.collect.actions.imports import ImportInto, ImportPlan, import_actions, plan_days, plan_import
from headway.collect.actions.kept_files import forget_files, forget_orphans, keep_files
from headway.collect.actions.reminders import choose_reminders, remind_of_due_returns, remind_offices
from headway.collect.actions.removing import remove_figures
from headway.collect.actions.reported import (
    PUBLISHED,
    REPORTED,
    keep_published,
    keep_reported,
    log_cases_of,
)
from headway.collect.actions.returns import (
    Assessment,
    OfReturn,
    Stale,
    Unfinished,
    accept_returns,
    reopen_returns,
    report_nothing,
    send_back_returns,
    submit_return,
    take_back_return,
    write_return,
)
from headway.collect.actions.sign_ups import sign_up_office, version_of_sign_up
from headway.collect.actions.uploads import (
    Arrived,
    StalePlan,
    end_upload,
    forget_upload,
    keep_upload,
    record_activities,
    write_sheet,
)

__all__ = [
    "NEW",
    "PUBLISHED",
    "REPORTED",
    "Arrived",
    "Assessment",
    "Clash",
    "ImportInto",
    "ImportPlan",
    "OfReturn",
    "Sending",
    "SentBefore",
    "Stale",
    "StaleDraft",
    "StalePlan",
    "Told",
    "Typed",
    "Unfinished",
    "accept_returns",
    "attach_files",
    "choose_reminders",
    "clip_heard",
    "delete_draft",
    "describe_attachment",
    "drop_file",
    "end_upload",
    "forget_files",
    "forget_orphans",
    "forget_upload",
    "import_actions",
    "keep_files",
    "keep_published",
    "keep_reported",
    "keep_upload",
    "log_cases_of",
    "new_key",
    "plan_days",
    "plan_import",
    "record_activities",
    "record_activity",
    "remind_of_due_returns",
    "remind_offices",
    "remove_attachment",
    "remove_figures",
    "reopen_returns",
    "report_nothing",
    "save_draft",
    "send_back_returns",
    "sign_up_office",
    "store_file",
    "submit_return",
    "sweep_files",
    "take_back_return",
    "unclip_heard",
    "version_of_sign_up",
    "write_return",
    "write_sheet",
]
