#!/bin/sh
# Every check and test, cheapest first; stops at the first that fails and says which.
set -eu
cd "$(dirname "$0")/.."
bin=$PWD/.venv/bin
unset DATABASE_URL DJANGO_SETTINGS_MODULE HEADWAY_HOME 2>/dev/null || true
step() {
    name=$1; shift
    started=$(date +%s)
    printf '\n== %s\n' "$name"
    "$@" || { printf '\nFAILED: %s\n' "$name"; exit 1; }
    printf '   %s s\n' "$(( $(date +%s) - started ))"
}
step "code style (ruff)" "$bin/ruff" check -q src tools tests
step "code format (ruff)" "$bin/ruff" format -q --check src tools tests
step "architecture (import-linter)" sh -c "'$bin/lint-imports' --config tools/importlinter.ini --no-logo >/tmp/headway-imports.$$ 2>&1 || { cat /tmp/headway-imports.$$; rm -f /tmp/headway-imports.$$; exit 1; }; rm -f /tmp/headway-imports.$$"
step "types (mypy --strict)" "$bin/mypy"
step "file and function sizes" "$bin/python" tools/check_sizes.py
step "translations" "$bin/python" tools/catalogs.py check
step "tests on PostgreSQL (what locks, searches, queues and snapshots)" \
    "$bin/python" tools/with_postgres.py --as-default "$bin/python" -m pytest -n 2 --dist worksteal -m postgres
step "tests on SQLite (all)" "$bin/python" tools/with_postgres.py "$bin/python" -m pytest -n 2 --dist worksteal --ignore=tests/browser
step "every page in a browser" "$bin/python" -m pytest -n 2 --dist worksteal tests/browser
