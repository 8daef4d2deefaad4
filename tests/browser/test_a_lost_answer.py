"""The server is killed after it wrote an activity and before the browser heard of it: the activity stands once."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import expect

from .conftest import new_context
from .looking import PHONE
from .served import Served, free_port, prepare, wait_for
from .test_offline import KEPT, RECORD, WAITING, found_by_the_core_team, send, write

SAVES = b'name="step"\r\n\r\nsave'


class Server:
    """A site that can be killed and begun again, and the wire by which a browser reaches it."""

    def __init__(self, home: Path) -> None:
        self.home, told = prepare(home)
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "home")
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
