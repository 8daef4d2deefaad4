"""What happens to a server while forms are on their way: killed after it wrote and before the browser heard of it, or stopped for
a new version of the site. Each activity stands once.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import expect

from headway.cli.tests.command import SOURCE, Headway

from .conftest import new_context
from .looking import PHONE
from .served import Served, free_port, prepare, wait_for
from .test_offline import (
    FORM,
    KEPT,
    RECORD,
    WAITING,
    connect,
    cut_off,
    found_by_the_core_team,
    send,
    write,
)

SAVES = b'name="step"\r\n\r\nsave'


class Server:
    """A site that can be killed and begun again, and the wire by which a browser reaches it.

    Its program is a copy of its own, in whose place a newer one can be put.
    """

    def __init__(self, folder: Path) -> None:
        made, told = prepare(folder / "home")
        self.program = folder / "program"
        shutil.copytree(
            SOURCE / "headway",
            self.program / "headway",
            ignore=shutil.ignore_patterns("__pycache__", "tests"),
        )
        self.home = Headway(made.home, {"PYTHONPATH": str(self.program)})
        self.port, self.process = free_port(), None
        self.begin()
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.cuts = False
        self.written = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        url = f"http://127.0.0.1:{self.ear.getsockname()[1]}"
        addresses = {name: (who, address) for name, (who, address) in told["addresses"].items()}
        self.served = Served(url, told["cookies"], addresses)

    def begin(self) -> None:
        self.process: Any = self.home.start("serve", "--port", self.port, "--no-tasks")
        wait_for(f"http://127.0.0.1:{self.port}/healthz")

    def deploy(self, **added: str) -> None:
        """Stop, put something at the end of these files of the look and of the script, and begin again."""
        self.kill()
        for name, text in added.items():
            file = self.program / "headway" / "web" / "static" / "web" / name.replace("_", ".")
            file.write_text(f"{file.read_text()}\n{text}\n")
        self.begin()

    def kill(self) -> None:
        family = [
            *psutil.Process(self.process.pid).children(recursive=True),
            psutil.Process(self.process.pid),
        ]
        for one in family:
            one.kill()
        self.process.wait(120)

    def end(self) -> None:
        self.ear.close()
        self.kill()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self.ear.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            near.close()
            return
        saves = threading.Event()
        threading.Thread(target=self._send, args=(near, far, saves), daemon=True).start()
        try:
            while heard := far.recv(65_536):
                if self.cuts and saves.is_set():
                    # The server has answered, so that all is written: nobody hears it.
                    self.cuts = False
                    self.kill()
                    self.written.set()
                    break
                near.sendall(heard)
        except OSError:
            pass
        finally:
            _end(near, far)

    def _send(self, near: socket.socket, far: socket.socket, saves: threading.Event) -> None:
        end = b""
        try:
            while said := near.recv(65_536):
                if SAVES in end + said:
                    saves.set()
                end = said[-len(SAVES) :]
                far.sendall(said)
        except OSError:
            pass
        finally:
            _end(near, far)


def _end(*wires: socket.socket) -> None:
    """Closing alone leaves a wire open while another thread listens on it."""
    for wire in wires:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)
        wire.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server"))
    yield made
    made.end()


def test_an_activity_whose_answer_was_lost_with_the_server_stands_once(browser: Any, server: Server) -> None:
    context = new_context(browser, server.served, "campaigner", "ar")
    page = context.new_page()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{server.served.url}{RECORD}?language=ar")
    page.wait_for_function(KEPT)
    page = write(context, server.served, "Bells at noon")
    server.cuts = True
    send(page)
    page.wait_for_url(f"**{WAITING}")
    page.get_by_text("Bells at noon").wait_for()
    assert server.written.is_set()
    server.begin()
    page.reload()
    expect(page.locator("#waiting-none")).to_be_visible()
    assert found_by_the_core_team(browser, server.served, "Bells at noon") == 1
    context.close()


SHELLS = "async () => (await caches.keys()).filter(name => name.startsWith('shell-')).sort().join()"
# Another shell than this one, alone, and with it the worker that put it there.
RENEWED = """async before => {
  const held = (await caches.keys()).filter(name => name.startsWith("shell-"));
  const { active, waiting, installing } = await navigator.serviceWorker.ready;
  return held.length === 1 && held[0] !== before && active && !waiting && !installing;
}"""


def test_what_waits_on_a_device_outlives_a_new_version_of_the_site_and_arrives_once(
    browser: Any, server: Server
) -> None:
    context = new_context(browser, server.served, "campaigner")
    page = context.new_page()
    page.goto(f"{server.served.url}{RECORD}?language=en")
    page.wait_for_function(KEPT)
    before = page.evaluate(SHELLS)
    left_open = write(context, server.served, "Typed into the old page")
    cut_off(context)
    send(write(context, server.served, "Queued by the old worker"))
    page.goto(server.served.url + WAITING)
    page.get_by_text("Queued by the old worker").wait_for()
    server.deploy(headway_css="/* new */", queue_js="self.renewed = true;", worker_js="self.renewed = true;")
    connect(context)
    page.goto(server.served.url + FORM)
    page.wait_for_function(RENEWED, arg=before)
    assert page.evaluate("() => self.renewed")
    send(left_open)
    left_open.wait_for_url("**/activities/**")
    page.goto(server.served.url + WAITING)
    expect(page.locator("#waiting-none")).to_be_visible()
    cut_off(context)
    send(write(context, server.served, "Queued by the new worker"))
    connect(context)
    page.goto(server.served.url + WAITING)
    expect(page.locator("#waiting-none")).to_be_visible()
    for name in ("Queued by the old worker", "Typed into the old page", "Queued by the new worker"):
        assert found_by_the_core_team(browser, server.served, name) == 1, name
    context.close()
