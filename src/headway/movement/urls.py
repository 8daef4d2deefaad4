"""Where the pages of people, offices and sign-in stand.

Of allauth only those views are mounted that are wanted here: nobody signs up, and addresses are not changed.
"""

from __future__ import annotations

from allauth.account import views as door
from allauth.socialaccount import views as provider
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from headway.movement.views import (
    account,
    invitations,
    joining,
    leaving,
    log,
    office_forms,
    offices,
    people,
    search,
    talk,
)

ACCOUNT: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path("sessions/end/", account.end_session, name="end-session"),
    path("factors/", account.factors, name="mfa_index"),
    path("factors/", include("allauth.mfa.urls")),
    path("sign-in/", door.login, name="account_login"),
    path("sign-out/", leaving.sign_out, name="account_logout"),
    path("switched-off/", door.account_inactive, name="account_inactive"),
    path("sign-up/", door.signup, name="account_signup"),
    path("sign-up/provider/", door.signup, name="socialaccount_signup"),
    path("confirm/", door.reauthenticate, name="account_reauthenticate"),
    path("password/", door.password_change, name="account_change_password"),
    path("password/set/", door.password_set, name="account_set_password"),
    path("password/forgotten/", door.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", door.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        door.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/changed/", door.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/failed/", login_not_required(provider.login_error), name="socialaccount_login_error"),
    path("provider/", RedirectView.as_view(pattern_name="account"), name="socialaccount_connections"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include(ACCOUNT)),
    path("join/<str:token>/", joining.join, name="join"),
    path("people/", people.people, name="people"),
    path("people/invitations/", invitations.invitations, name="invitations"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/<uuid:pk>/again/", invitations.renew, name="invitation-renew"),
    path("people/invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="invitation-withdraw"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/give-role/", people.give, name="person-give-role"),
    path("people/<uuid:pk>/take-role/", people.take, name="person-take-role"),
    path("people/<uuid:pk>/switch/", people.switch, name="person-switch"),
    path("people/<uuid:pk>/clear-factors/", people.clear, name="person-clear-factors"),
    path("news/", talk.news, name="news"),
    path("news/seen/", talk.seen, name="news-seen"),
    path("news/mail/", talk.mail, name="news-mail"),
    path("comments/<slug:kind>/<uuid:pk>/", talk.comments, name="comments"),
    path("comments/<slug:kind>/<uuid:pk>/follow/", talk.follow, name="follow"),
    path(
        "comments/<slug:kind>/<uuid:pk>/<uuid:comment>/take-back/", talk.take_back, name="comment-take-back"
    ),
    path("search/", search.search, name="search"),
    path("log/", log.log, name="log"),
    path("log/entry/<int:seq>/", log.entry, name="log-entry"),
    path("log/<slug:kind>/", log.of_kind, name="log-of-kind"),
    path("log/<slug:kind>/<uuid:pk>/", log.history, name="log-history"),
    path("offices/", offices.offices, name="offices"),
    path("offices/add/", office_forms.add, name="office-add"),
    path("offices/<slug:key>/", offices.office_page, name="office"),
    path("offices/<slug:key>/edit/", office_forms.edit, name="office-edit"),
]
