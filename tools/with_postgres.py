"""Runs a command beside a throw-away PostgreSQL server: `python tools/with_postgres.py [--as-default] COMMAND...`

HEADWAY_TEST_POSTGRES names the server; with --as-default, DATABASE_URL does too, so that the whole command uses it.
PostgreSQL refuses to run as root: there it is started as the user `postgres`.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")


def find_binaries() -> Path | None:
    """The newest server's folder of programs, wherever Debian or Homebrew put it."""
    places = [path for pattern in PLACES for path in glob.glob(pattern) if Path(path, "initdb").exists()]
    if places:
        return Path(max(places, key=lambda path: [int(part) for part in path if part.isdigit()]))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _as_postgres(command: list[str]) -> list[str]:
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        if os.getuid() == 0
        else command
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(arguments: list[str]) -> int:
    binaries = find_binaries()
    if binaries is None:
        print(
            "PostgreSQL is not installed: apt-get install postgresql, or brew install postgresql@16",
            file=sys.stderr,
        )
        return 2
    default = arguments[:1] == ["--as-default"]
    command = arguments[1:] if default else arguments
    folder = Path(tempfile.mkdtemp(prefix="headway-postgres-"))
    if os.getuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = _free_port()
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    init = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "headway",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(_as_postgres(init), check=True, **quiet)  # type: ignore[call-overload]
    options = [
        "-c",
        f"port={port}",
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        f"unix_socket_directories={folder}",
    ]
    options += ["-c", "fsync=off", "-c", "max_connections=200"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            _as_postgres([str(binaries / "postgres"), "-D", str(data), *options]),
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(port, server, folder / "log")
        url = f"postgres://headway@127.0.0.1:{port}/postgres"
        environment = os.environ | {"HEADWAY_TEST_POSTGRES": url} | ({"DATABASE_URL": url} if default else {})
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        server.send_signal(2)
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("PostgreSQL did not answer within 30 seconds")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
