"""The administrator's pages of invitations: who is asked to join, again, or no more."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.lib.problems import Refused
from headway.movement.actions import invite_person, renew_invitation, withdraw_invitation
from headway.movement.forms import InviteForm
from headway.movement.queries import held_by, roles_in_words, visible_invitations
from headway.movement.sign_in.mail import address_of_site, is_mail_sent, link_of, send_invitation
from headway.movement.views.people import offices_by_name, only_for_administrators, trail
from headway.pages.places import found

log = logging.getLogger(__name__)


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    only_for_administrators(request)
    rows = [(one, roles_in_words(held_by(one))) for one in visible_invitations(request.user)]
    link = request.session.pop("invitation_link", "")
    context = {"rows": rows, "trail": trail(), "link": link}
    return render(request, "movement/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    only_for_administrators(request)
    form = InviteForm(request.POST or None, offices=offices_by_name(request.user))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
        try:
            invited = invite_person(**given, roles=[form.held()], acting_user=request.user)
        except Refused as refused:
            # What the form cannot know is about the address: who has it is here, or was invited already.
            form.add_error("email", str(refused))
        else:
            return _sent(request, invited)
    status = 422 if form.errors else 200
    return render(request, "movement/invite.html", {"form": form, "trail": trail()}, status=status)


@require_POST
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    only_for_administrators(request)
    try:
        return _sent(request, renew_invitation(_invitation(request, pk), acting_user=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("invitations")


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    only_for_administrators(request)
    try:
        withdraw_invitation(_invitation(request, pk), acting_user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation was withdrawn: its link works no more."))
    return redirect("invitations")


def _invitation(request: HttpRequest, pk: UUID) -> Any:
    return found(visible_invitations(request.user).filter(pk=pk).first())


def _sent(request: HttpRequest, invited: Any) -> HttpResponse:
    """Send the link; where no mail goes out, whoever invited passes it on, and sees it once."""
    address = address_of_site(request)
    try:
        send_invitation(invited, address)
    except (OSError, SMTPException) as error:
        log.warning("an invitation could not be sent: %s", type(error).__name__)
        request.session["invitation_link"] = link_of(invited, address)
        messages.warning(
            request, _("The mail could not be sent. Pass the link on yourself, or send it again later.")
        )
        return redirect("invitations")
    if not is_mail_sent():
        request.session["invitation_link"] = link_of(invited, address)
    messages.success(request, _("%(email)s is invited.") % {"email": invited.invitation.email})
    return redirect("invitations")
