"""`headway serve`: the site under Granian. A busy port is found before anything starts."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
from contextlib import nullcontext
from importlib import import_module
from typing import Any

import click

from headway.cli.ready import database_ready
from headway.cli.worker import worker_beside
from headway.lib.problems import HeadwayError
from headway.lib.tongue import say

APPLICATION = "headway.web.wsgi:application"
# Trials did best with few threads: work on the database is capped by them.
THREADS = 4
HEADERS_WITHIN_MS = 15_000
GRACE_SECONDS = 15
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer."
)
@click.option(
    "--no-tasks", is_flag=True, help="Send no mail from here: headway worker does it, here or elsewhere."
)
def serve(host: str, port: int, workers: int, no_tasks: bool) -> None:
    """Serve the site, and do what waits in the queue, until it is told to stop (Ctrl-C, or SIGTERM)."""
    address = refuse_busy_port(host, port)
    database_ready()
    if asked_from_outside(address) and only_this_machine():
        click.echo(
            say(
                "HEADWAY_ALLOWED_HOSTS must name the host names under which the site is asked for; it does not"
            )
        )
    announce(host, port)
    run_server(address, port, workers, tasks=not no_tasks)


def announce(host: str, port: int) -> None:
    """Say where the site is."""
    click.echo(
        say(
            "serving http://{host}:{port}/ (stop with Ctrl-C)",
            host=f"[{host}]" if ":" in host else host,
            port=port,
        )
    )


def load_server() -> None:
    """Load what answers requests, down to the pages, so that the first reader does not wait for it."""
    import_module(APPLICATION.partition(":")[0])
    from django.urls import get_resolver

    _ = get_resolver().url_patterns


def asked_from_outside(address: str) -> bool:
    """Others than this machine can reach the address."""
    return not ipaddress.ip_address(address.partition("%")[0]).is_loopback


def only_this_machine() -> bool:
    """The site answers under no name but those of the machine itself."""
    from headway.settings.environment import environment

    return set(environment().allowed_hosts) <= LOOPBACK


def refuse_busy_port(host: str, port: int) -> str:
    """Raise HeadwayError where the port cannot be had; return the address that `host` stands for."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise HeadwayError(
            say("{host} is no address of this machine; try --host 127.0.0.1", host=host)
        ) from None
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise HeadwayError(_why_not(error, host, port)) from None
    return str(place[0])


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return say(
            "port {port} is in use by another program: stop that, or choose another with --port", port=port
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return say("this user may not open port {port}: choose one above 1023 with --port", port=port)
    return say("{host} is no address of this machine; try --host 127.0.0.1", host=host)


def run_server(host: str, port: int, workers: int, *, tasks: bool = True) -> None:
    """Answer until a signal ends it, with a worker beside; requests under way are finished first."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    load_server()
    _leave_connections()
    sys.stdout.flush()
    server: Any = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS),
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_logs(),
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )
    with worker_beside() if tasks else nullcontext():
        server.serve()


def _leave_connections() -> None:
    """Workers are forked from here and open their own connections."""
    from django.db import connections

    connections.close_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.settings")


def _logs() -> dict[str, Any]:
    """The server's own log, as JSON to standard error like all others."""
    from headway.settings.logs import logging_config

    config = logging_config("WARNING")
    config["loggers"] = {"_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}}
    config.pop("root")
    return config
