"""Who may open which page: one line a group, and everything that is not listed is for whoever is signed in."""

from __future__ import annotations

from headway.web.tests.routes import Route
from headway.web.tests.site import PEOPLE

OUTSIDE = frozenset({"nobody", "switched_off"})
INSIDE = frozenset(PEOPLE) - OUTSIDE
CORE = frozenset({"core_team", "named"})
ADMINS = frozenset({"administrator"})

# Open to everybody, signed in or not.
PUBLIC = frozenset(
    {
        "home", "health", "robots", "worker", "standing", "join", "account_inactive", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done", "socialaccount_login_cancelled",
        "report-page", "report-chapter", "report-file",
    }
)  # fmt: skip
# For whoever is signed out; whoever is in already is led on.
DOORS = frozenset({"account_login", "account_signup", "socialaccount_signup"})
FOR_CORE = frozenset({"style", "outcomes-alike", "reporting"})
# Forms of an office, for its own people and for those who may write for all.
FOR_ITS_OFFICE = frozenset({"sign-up-of", "activity-change", "attachments", "period-form", "send-form"})
# Forms of whom the work is with and on, for those who may write of the country; a researcher has new ones of their own.
FOR_ENGAGEMENT = frozenset(
    {f"{kind}-{form}" for kind in ("case", "partner", "target", "relation", "opportunity") for form in ("new", "change")}
    | {"case-people"}
)  # fmt: skip
# The form of an office's activity, for whoever works for any.
FOR_OFFICES = frozenset(
    {
        "import-actions",
        "import-analytics",
        "import-new",
        "survey-import-new",
        "record-activity",
        "names-to-keep",
    }
)
# Forms of meetings and of the media plan, for the core team and those who load packs.
FOR_SCRIBES = frozenset(
    {"meeting-plan", "meeting-change", "media-target-new", "media-target-change", "withheld"}
)
# Forms of an outcome: the first for whoever records any, the others for those whose outcome it is.
FOR_RECORDERS = frozenset({"outcome-new"})
FOR_ITS_WRITERS = frozenset(
    {
        "outcome-edit",
        "claim-new",
        "outcome-ask",
        "claim-edit",
        "evidence-new",
        "evidence-edit",
        "claim-remove",
        "evidence-remove",
        "rival-remove",
    }
)
# Forms of monthly updates, for those who may write of the country; a researcher of another has new ones of none.
FOR_TELLERS = frozenset({"update-new", "update-edit", "update-withdraw"})
# What somebody decides who neither wrote nor claims it.
FOR_JUDGES = frozenset({"claim-confidence", "outcome-merge"})
FOR_ADMINS = frozenset({"people", "person", "invitations", "invite", "office-add", "office-edit"})
FOR_CORE_OR_ADMINS = frozenset({"log", "log-entry", "log-history", "log-of-kind"})
FOR_PUBLISHERS = frozenset({"publish", "withdraw-edition"})
# Forms that only take what is sent to them.
SENT_ONLY = frozenset(
    {
        "clipping-new", "clipping-remove", "media-target-remove", "withheld-tell", "media-request-remove",
        "outcome-ask-withdraw",         "end-session", "invitation-renew", "invitation-withdraw", "person-give-role", "person-take-role", "person-switch",
        "person-clear-factors", "follow", "comment-take-back", "news-seen", "news-mail",
    }
)  # fmt: skip
# Pages that lead on at once.
LEAD_ON = frozenset(
    {
        "log-of-kind",
        "report",
        "report-place",
        "internal-report-place",
        "mfa_index",
        "account_set_password",
        "socialaccount_connections",
        "mfa_reauthenticate_webauthn",
    }
)
# Steps of signing in, which nobody is in the middle of here: they lead back to its beginning.
STEPS = frozenset({"mfa_authenticate", "mfa_login_webauthn", "account_logout"})
# Pages about a second factor, for whoever has one; `named` has.
WITH_A_FACTOR = frozenset(
    {
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate",
    }
)  # fmt: skip
# What is not there, whoever asks: a passkey that nobody has, a provider that no setting names, a file that nobody sent,
# a mention or a survey that nobody brought in.
ABSENT = frozenset(
    {
        "mfa_remove_webauthn", "mfa_edit_webauthn", "openid_connect_login", "openid_connect_callback",
        "upload", "upload-refused", "import", "import-refused", "import-original", "attachment", "evidence-file", "calendar-file",
        "mention", "post", "evidence-from", "survey", "survey-chart", "survey-import", "survey-import-refused",
        "media-request", "media-request-new",
    }
)  # fmt: skip
# The whole report with what is for the movement alone, for whoever works on the campaign.
NOT_FOR_READERS = frozenset(
    {"internal-report", "internal-report-chapter", "internal-report-place", "internal-report-file"}
)
# Made once after each change and kept: what making one asks of the database is measured with the report. To say what would
# be published is to read all of it, too.
RENDERED = frozenset(
    {
        "report-page",
        "report-chapter",
        "report-place",
        "report-file",
        "edition-file",
        "publish",
        # A form names all that can be chosen in it.
        "period-form",
        *NOT_FOR_READERS,
    }
)
FIXED = {"socialaccount_login_error": {401}, "say": {410, 429}}


def statuses(route: Route, who: str) -> set[int]:
    """What a plain GET of this route may answer to this person."""
    name = route.name
    if name in FIXED:
        return FIXED[name]
    if name in {"report", "report-place"}:
        return {302}
    if name in PUBLIC:
        return {200}
    if name in DOORS:
        return {200} if who in OUTSIDE else {302}
    if name in STEPS:
        return {302} if who in OUTSIDE or name != "account_logout" else {200}
    if who in OUTSIDE:
        return {302, 404} if name in ABSENT else {302}
    return _inside(route, name, who)


def _inside(route: Route, name: str, who: str) -> set[int]:
    if name in SENT_ONLY:
        return {405}
    if name in ABSENT:
        return {404}
    if name in WITH_A_FACTOR:
        return {200} if who == "named" else {404, 302}
    if name == "mfa_activate_totp" and who == "named":
        return {302}
    if str(route) == "rating(campaign,key)":
        return {404} if who == "without_a_role" else {302}
    if name in NOT_FOR_READERS and who == "reader":
        return {403}
    if name in FOR_PUBLISHERS and who not in CORE | ADMINS:
        return {404} if who == "without_a_role" else {403}
    refused = (
        (name in FOR_ADMINS and who not in ADMINS)
        or (name in FOR_CORE and who not in CORE and not (who == "without_a_role" and route.is_of_a_campaign))
        or (name in FOR_ITS_OFFICE and who not in CORE | ADMINS | {"campaigner", "without_a_role"})
        or (
            name in FOR_OFFICES
            and who not in CORE | ADMINS | {"campaigner", "other_section", "without_a_role"}
        )
        or (name in FOR_SCRIBES and who not in CORE | ADMINS | {"without_a_role"})
        or (
            name in FOR_RECORDERS
            and who not in CORE | ADMINS | {"campaigner", "other_section", "researcher", "without_a_role"}
        )
        or (name in FOR_ITS_WRITERS and who not in CORE | ADMINS | {"campaigner", "without_a_role"})
        or (name in FOR_TELLERS and who not in CORE | ADMINS | {"without_a_role"})
        or (name in FOR_JUDGES and who not in CORE | {"without_a_role"})
        or (
            name in FOR_ENGAGEMENT
            and who not in CORE | ADMINS | {"without_a_role"}
            and not (who == "researcher" and name.endswith("-new"))
        )
        or (name in FOR_CORE_OR_ADMINS and who not in CORE | ADMINS)
        or (name == "news" and who in {"reader", "without_a_role"})
        or (name == "comments" and who == "reader")
    )
    if refused:
        return {403}
    if name == "comments" and who == "without_a_role":
        return {404}
    if who == "without_a_role" and (route.is_of_a_campaign or name in {"office", "country"}):
        return {404}
    return {302} if name in LEAD_ON else {200}
