# Headway. `make demo` and `make test` work as the first command on a fresh machine; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PREPARE := sh tools/prepare.sh
PY := .venv/bin/python
SERVE ?= yes
PORT ?= 8000
# Where a shell forbids compiled modules (many images of Python do), every command would compile a thousand
# of them anew: three times as long a start. What is kept lies in .venv and in folders that git ignores.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## the environment that Headway runs in (.venv)
	@$(PREPARE) run

demo: setup ## load the Stop Torture pack, write its report, serve it (SERVE=no stops before that)
	@if [ "$(SERVE)" = "no" ]; then HEADWAY_HOME=$${HEADWAY_HOME:-$(CURDIR)/var} $(PY) -m headway demo --no-serve; \
	else HEADWAY_HOME=$${HEADWAY_HOME:-$(CURDIR)/var} $(PY) -m headway demo --port $(PORT); fi

setup-tests:
	@$(PREPARE) test

test: setup-tests ## every check and test
	@sh tools/test.sh

soak: setup-tests ## what takes longer: fuzzing, kills by the hundred, load
	@$(PY) tools/with_postgres.py $(PY) -m pytest -m soak -n 2

bench: setup-tests ## the measures, as a table
	@$(PY) tools/bench.py
	@$(PY) tools/bench_change.py
	@$(PY) tools/with_postgres.py --as-default $(PY) tools/bench_change.py
	@$(PY) tools/bench_collect.py
	@$(PY) tools/bench_listening.py
	@$(PY) tools/bench_import.py
	@$(PY) tools/with_postgres.py --as-default $(PY) tools/bench_collect.py
	@$(PY) tools/with_postgres.py $(PY) tools/bench_load.py
	@$(PY) tools/bench_form.py

lock: ## resolve the lock files anew
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --upgrade pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --upgrade pyproject.toml --group dev -o requirements-dev.lock

messages: ## gather the texts to translate into the catalogs
	@$(PY) tools/catalogs.py update

format: ## put code into its canonical form
	@.venv/bin/ruff format src tools tests && .venv/bin/ruff check --fix src tools tests

clean: ## remove what the other targets made
	rm -rf .venv .venv-* var build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help setup demo setup-tests test soak bench lock messages format clean
