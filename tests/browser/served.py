"""A home with everything in it, served as in service, and whom the browser is signed in as."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headway.cli.tests.command import Headway, must

# Run in a process of its own, with the settings of service: people get sessions by the machinery that signs them in.
PREPARE = """
import json, sys
from django.conf import settings
from django.test import Client
from headway.audit.actions import unit_of_work
from headway.exchange.upgrade import upgrade_database
from headway.movement.actions import ensure_operator
from headway.web.tests.access import statuses
from headway.web.tests.reading import is_page
from headway.web.tests.routes import routes
from headway.web.tests.samples import samples_for
from headway.web.tests.site import PASSWORD, SIGNED_IN, make_site, sign_in
upgrade_database()
with unit_of_work():
    site = make_site(ensure_operator())
settings.ALLOWED_HOSTS.append("testserver")
clients = {who: Client(raise_request_exception=False) for who in SIGNED_IN}
for who, client in clients.items():
    person = site.people[who]
    if person is not None:
        person.set_password(PASSWORD)
        person.save()
        sign_in(client, type(person).objects.get(pk=person.pk))
addresses = {}
samples = samples_for(site.fresh())
for route in routes():
    viewer = next((who for who in SIGNED_IN if 200 in statuses(route, who)), None)
    if viewer and route.name not in {"report-file", "internal-report-file", "edition-file", "chart"}:
        address = samples.address(route)
        if is_page(clients[viewer].get(address)):
            addresses[str(route)] = [viewer, address]
            addresses.setdefault(route.name, [viewer, address])
cookies = {who: {name: morsel.value for name, morsel in client.cookies.items()} for who, client in clients.items()}
print(json.dumps({"cookies": cookies, "addresses": addresses}))
"""


@dataclass(frozen=True)
class Served:
    """The site's address, the cookies of each person, and for each route who looks at which of its pages."""

    url: str
    cookies: Mapping[str, Mapping[str, str]]
    addresses: Mapping[str, tuple[str, str]]


def prepare(home: Path) -> tuple[Headway, dict[str, dict[str, dict[str, str]]]]:
    """Make the home and everybody's sessions."""
    made = Headway(home)
    done = must(made.python(PREPARE))
    return made, json.loads(done.stdout.splitlines()[-1])


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """Serve the home on a port of its own until the block ends."""
    made, told = prepare(home)
    port = free_port()
    process = made.start("serve", "--port", port)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/healthz")
        addresses = {name: (who, address) for name, (who, address) in told["addresses"].items()}
        yield Served(url, told["cookies"], addresses)
    finally:
        process.terminate()
        process.wait(120)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 120) -> float:
    """Wait until the address answers; return how long that took."""
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
            return time.perf_counter() - started
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} did not answer within {seconds} s")
