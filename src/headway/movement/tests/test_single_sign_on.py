"""Single sign-on: a provider lets in those whom we know or have invited by an address that it vouches for, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from headway.cli.tests.command import Headway
from headway.movement.actions import invite_person, switch_person
from headway.movement.models import User
from headway.movement.rules import Held, Role
from headway.movement.tests.at_the_door import add_app, is_in, signed_in, told
from headway.movement.tests.provider import CLIENT, SECRET, Provider, provider_running

pytestmark = pytest.mark.django_db
LOGIN, BACK = "/account/oidc/sso/login/", "/account/oidc/sso/login/callback/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with provider_running() as running:
        app = {
            "provider_id": "sso", "name": "The works", "client_id": CLIENT, "secret": SECRET,
            "settings": {"server_url": running.url},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield running


def come(provider: Provider, email: str, *, verified: bool = True, sub: str = "42") -> tuple[Client, Any]:
    """Sign in at the provider as this person, and come back."""
    client = Client()
    provider.person = {"sub": sub, "email": email, "email_verified": verified, "name": "Someone There"}
    leads_to = client.post(LOGIN)["Location"]
    assert leads_to.startswith(f"{provider.url}/authorize?")
    return client, client.get(BACK, provider.authorize(leads_to))


def test_somebody_known_comes_in_by_the_address_that_the_provider_vouches_for(
    provider: Any, world: Any
) -> None:
    client, answer = come(provider, world.reader.email.upper())
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(world.reader.pk)
    assert told(world.reader) == ["link_provider", "sign_in"]
    again, _answer = come(provider, "moved@elsewhere.example")
    assert again.session["_auth_user_id"] == str(world.reader.pk), (
        "known by the provider's own number from then on"
    )


def test_the_door_offers_it_by_name(provider: Any, client: Client, world: Any) -> None:
    assert "Sign in with The works" in client.get("/account/sign-in/").content.decode()


def test_nobody_unknown_comes_in_or_is_made(provider: Any, world: Any) -> None:
    before = User.objects.count()
    client, answer = come(provider, "stranger@elsewhere.example")
    assert answer.status_code == 403
    assert not is_in(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_somebody_invited_joins_with_the_roles_of_the_invitation(provider: Any, world: Any) -> None:
    invite_person("hana@movement.example", roles=[Held(Role.CORE_TEAM)], acting_user=world.administrator)
    client, _answer = come(provider, "hana@movement.example")
    assert is_in(client)
    user = User.objects.get(email="hana@movement.example")
    assert user.name == "Someone There"
    assert not user.has_usable_password()
    assert list(user.grants.values_list("role", flat=True)) == ["core-team"]


def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(provider: Any, world: Any) -> None:
    client, answer = come(provider, world.administrator.email, verified=False)
    assert answer.status_code == 403
    assert not is_in(client)


def test_a_provider_that_checks_addresses_and_does_not_say_so_can_be_trusted_by_setting(
    provider: Any, world: Any, settings: Any
) -> None:
    settings.SIGN_IN_TRUSTS_ADDRESSES = True
    client, _answer = come(provider, world.reader.email, verified=False)
    assert is_in(client)


def test_whoever_is_switched_off_or_no_person_stays_out(provider: Any, world: Any) -> None:
    for user in (world.switched_off, world.operator):
        client, answer = come(provider, user.email, sub=str(user.pk))
        assert answer.status_code == 403
        assert not is_in(client)
    come(provider, world.reader.email)
    switch_person(world.reader, active=False, acting_user=world.administrator, reason="Left.")
    client, answer = come(provider, world.reader.email)
    assert not is_in(client)


def test_a_second_factor_is_asked_for_after_it_too(provider: Any, world: Any) -> None:
    add_app(signed_in(world.reader))
    client, answer = come(provider, world.reader.email)
    assert answer["Location"] == "/account/factors/authenticate/"
    assert not is_in(client)


@pytest.mark.parametrize("forged", [{"state": "x"}, {"code": "code-99"}, {"error": "access_denied"}, {}])
def test_an_answer_that_was_not_asked_for_opens_nothing(
    provider: Any, world: Any, forged: dict[str, str]
) -> None:
    client = Client()
    provider.person = {"sub": "42", "email": world.reader.email, "email_verified": True}
    given = provider.authorize(client.post(LOGIN)["Location"])
    answer = Client().get(BACK, given)
    assert answer.status_code < 500
    answer = client.get(BACK, (given if forged.keys() - {"error"} else {"state": given["state"]}) | forged)
    assert answer.status_code < 500
    assert not is_in(client)


def test_somebody_signed_in_links_no_account_of_another(provider: Any, world: Any) -> None:
    client = signed_in(world.reader)
    provider.person = {"sub": "42", "email": world.administrator.email, "email_verified": True}
    leads_to = client.post(f"{LOGIN}?process=connect")["Location"]
    client.get(BACK, provider.authorize(leads_to))
    assert not SocialAccount.objects.filter(user=world.reader).exists()


def test_without_settings_there_is_no_single_sign_on(client: Client, world: Any) -> None:
    assert client.post(LOGIN).status_code == 404
    assert "Sign in with" not in client.get("/account/sign-in/").content.decode().replace(
        "Sign in with a passkey", ""
    )


BEHIND_A_PROXY = """
from django.test import Client
given = dict(HTTP_HOST="headway.works.example", HTTP_ORIGIN="https://headway.works.example")
careful = Client(enforce_csrf_checks=True)
careful.get("/account/sign-in/", **given)
typed = {"login": "a@works.example", "password": "x", "csrfmiddlewaretoken": careful.cookies["csrftoken"].value}
print(careful.post("/account/sign-in/", typed, **given).status_code)
given["HTTP_ORIGIN"] = "https://evil.example"
print(careful.post("/account/sign-in/", typed, **given).status_code)
"""


def test_forms_work_behind_a_proxy_that_ends_https(empty: Headway) -> None:
    given = {"HEADWAY_HTTPS": "true", "HEADWAY_ALLOWED_HOSTS": "headway.works.example"}
    done = Headway(empty.home, given).python(BEHIND_A_PROXY)
    assert done.stdout.split() == ["422", "403"], done.stderr


def test_settings_turn_it_on_and_let_forms_lead_there(bare: Headway) -> None:
    given = {
        "HEADWAY_OIDC_URL": "https://sso.example.org/realms/works", "HEADWAY_OIDC_CLIENT": CLIENT,
        "HEADWAY_OIDC_SECRET": SECRET, "HEADWAY_HTTPS": "true",
    }  # fmt: skip
    shown = Headway(bare.home, given).python(
        "from django.conf import settings as s\n"
        "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'][1:], s.SESSION_COOKIE_NAME,"
        " s.SESSION_COOKIE_SECURE, s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['name'])"
    )
    assert shown.stdout == "['https://sso.example.org'] __Host-session True single sign-on\n", shown.stderr
    half = Headway(bare.home, {"HEADWAY_OIDC_URL": "https://sso.example.org"})("upgrade")
    assert half.returncode == 2
    assert "HEADWAY_OIDC_SECRET" in half.stderr
