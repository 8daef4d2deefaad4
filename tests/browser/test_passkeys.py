"""Passkeys, with an authenticator that the browser makes up: added, used as second factor, and instead of a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from headway.cli.tests.command import Headway, copy_of, must

from .conftest import LONGEST_MS
from .served import free_port, wait_for

EMAIL, PASSWORD = "hana@movement.example", "a river under nine lanterns"


@dataclass
class Person:
    """Hana in her browser, with a device that answers for her."""

    page: Any
    device: Any
    key: str
    url: str

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def verified(self, answer: bool) -> None:
        """Whether the device recognises her finger."""
        given = {"authenticatorId": self.key, "isUserVerified": answer}
        self.device.send("WebAuthn.setUserVerified", given)

    def keys(self) -> int:
        found = self.device.send("WebAuthn.getCredentials", {"authenticatorId": self.key})
        return len(found["credentials"])

    def add_passkey(self, *, alone: bool) -> None:
        self.go("/account/factors/webauthn/add/")
        if "/account/confirm/" in self.page.url:
            self.page.fill("[name=password]", PASSWORD)
            with self.page.expect_navigation(url="**/webauthn/add/"):
                self.page.click("main form button[type=submit]")
        self.page.set_checked("[name=passwordless]", alone)
        self.page.click("form[data-passkey] button[type=submit]")
        self.page.wait_for_url("**/recovery-codes/")

    def sign_out(self) -> None:
        self.go("/account/sign-out/")
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url("**/sign-in/")

    def is_in(self) -> bool:
        self.go("/account/")
        return bool(self.page.url == f"{self.url}/account/")


@pytest.fixture
def site(upgraded: Headway, tmp_path: Path) -> Iterator[tuple[Headway, str]]:
    """The site by a name: a number is none to which a passkey could be bound."""
    port = free_port()
    url = f"http://localhost:{port}"
    made = copy_of(upgraded, tmp_path / "home", HEADWAY_ADDRESS=url)
    process = made.start("serve", "--port", port)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield made, url
    finally:
        process.terminate()
        process.wait(120)


@pytest.fixture
def hana(browser: Any, site: tuple[Headway, str]) -> Iterator[Person]:
    made, url = site
    link = must(made("invite", EMAIL, "--name", "Hana")).stdout.strip()
    context = browser.new_context(locale="en")
    context.set_default_timeout(LONGEST_MS)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    page.goto(link)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{url}/")
    yield Person(page, device, key, url)
    context.close()


def test_a_passkey_signs_in_without_a_password(hana: Person) -> None:
    hana.add_passkey(alone=True)
    assert hana.keys() == 1
    hana.sign_out()
    assert not hana.is_in()
    hana.page.click("form[data-passkey] button[type=submit]")
    hana.page.wait_for_url(f"{hana.url}/account/")
    assert hana.is_in()
    assert "1 passkey" in hana.page.inner_text("#second-factor")


def test_a_passkey_is_a_second_factor_beside_the_password(hana: Person) -> None:
    hana.add_passkey(alone=False)
    hana.sign_out()
    hana.page.fill("[name=login]", EMAIL)
    hana.page.fill("[name=password]", PASSWORD)
    hana.page.click("main form button[type=submit] >> nth=0")
    hana.page.wait_for_url("**/factors/authenticate/")
    assert not hana.is_in()
    hana.go("/account/factors/authenticate/")
    hana.page.click("form[data-passkey] button[type=submit]")
    hana.page.wait_for_url(f"{hana.url}/")
    assert hana.is_in()


def test_a_device_that_does_not_recognise_its_person_opens_nothing(hana: Person) -> None:
    hana.add_passkey(alone=True)
    hana.sign_out()
    hana.verified(False)
    hana.page.click("form[data-passkey] button[type=submit]")
    hana.page.wait_for_selector("[data-passkey-fault]:visible")
    assert not hana.is_in()


def test_a_passkey_is_renamed_and_removed(hana: Person) -> None:
    hana.add_passkey(alone=False)
    hana.go("/account/factors/webauthn/")
    hana.page.click("main a[href$='/edit/']")
    hana.page.fill("[name=name]", "The blue key")
    hana.page.click("main form button[type=submit]")
    hana.page.wait_for_selector("text=The blue key")
    hana.page.click("main a[href$='/remove/']")
    hana.page.wait_for_url("**/remove/")
    with hana.page.expect_navigation(url=lambda url: not url.endswith("/remove/")):
        hana.page.click("main form button[type=submit]")
    hana.go("/account/")
    assert "Add a passkey" in hana.page.inner_text("#second-factor")


def test_where_a_passkey_cannot_be_had_none_is_offered(hana: Person) -> None:
    hana.sign_out()
    assert hana.page.is_visible("[data-passkey-area]")
    hana.page.goto(hana.url.replace("localhost", "127.0.0.1") + "/account/sign-in/")
    assert not hana.page.is_visible("[data-passkey-area]")
