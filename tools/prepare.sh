#!/bin/sh
# Makes .venv from the lock files with hashes required, and installs what the tests need from the system.
# usage: prepare.sh run|test     Quick where nothing changed: a stamp holds the hash of what was installed.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
say() { printf '%s\n' "headway: $*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
has() { command -v "$1" >/dev/null 2>&1; }

apt_updated=no
apt_install() {
    if ! has apt-get; then return 1; fi
    if [ $apt_updated = no ]; then as_root apt-get update -qq >/dev/null; apt_updated=yes; fi
    say "installing $* (Debian packages)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
        if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"; return 0
        fi
    done
    return 1
}

if [ ! -x .venv/bin/python ]; then
    python=$(find_python) || { say "Python 3.11 or later is needed: apt-get install python3, or brew install python"; exit 2; }
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv" || apt_install python3-venv \
            || { say "python -m venv does not work here; install the venv module of $python"; exit 2; }
        "$python" -m venv .venv
    fi
fi

lock=requirements.lock
if [ "$what" = test ]; then lock=requirements-dev.lock; fi
wanted=$(cat requirements.lock "$lock" tools/prepare.sh | .venv/bin/python -c 'import hashlib,sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
stamp=.venv/headway-$what.stamp
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "installing the packages of $lock (hashes required; a few minutes the first time)"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes --no-deps -r "$lock"
    .venv/bin/python - <<'PY'
import sysconfig, pathlib, stat
root = pathlib.Path.cwd()
site = pathlib.Path(sysconfig.get_path("purelib"))
(site / "headway-checkout.pth").write_text(f"{root / 'src'}\n")
command = root / ".venv/bin/headway"
command.write_text(f"#!{root / '.venv/bin/python'}\nfrom headway.__main__ import main\nmain()\n")
command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
PY
    printf '%s\n' "$wanted" > "$stamp"
fi
.venv/bin/python tools/build_catalogs.py

if [ "$what" = test ]; then
    if ! .venv/bin/python -c 'import sys; sys.path.insert(0, "tools"); import with_postgres; sys.exit(not with_postgres.find_binaries())'; then
        apt_install postgresql || { has brew && say "installing postgresql@16 (Homebrew)" && brew install --quiet postgresql@16; } \
            || { say "PostgreSQL is needed for the tests and could not be installed"; exit 2; }
    fi
    if ! .venv/bin/python -c 'import sys; sys.path.insert(0, "tools"); import find_browser; sys.exit(not find_browser.find_browser())'; then
        apt_install chromium || { has brew && say "installing Chromium (Homebrew)" && brew install --quiet --cask chromium; } \
            || { say "a Chromium browser is needed for the tests and could not be installed"; exit 2; }
    fi    # What Playwright speaks to the browser through is a program of its own, and a bare Debian lacks a library of it.
    driver='from playwright._impl._driver import compute_driver_executable as place; import subprocess, sys; sys.exit(subprocess.run([place()[0], "--version"], capture_output=True).returncode)'
    if ! .venv/bin/python -c "$driver"; then
        if ! apt_install libatomic1 || ! .venv/bin/python -c "$driver"; then
            say "Playwright's driver does not start: .venv/bin/playwright --version says why"; exit 2
        fi
    fi
fi
