# Zhiqing: `make run` sets up, reads in the sample reports and serves; `make test` runs all tests.

HOST ?= 127.0.0.1
PORT ?= 8000
ZHIQING_DB ?= zhiqing.db
# What pytest is given besides, e.g. `make test ARGS="-k samples"`.
ARGS ?=
# The interpreter that makes the environment; without it, the first on the path that is new enough.
PYTHON ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NEW_ENOUGH := import sys; raise SystemExit(sys.version_info < (3, 11))

export ZHIQING_DB

.PHONY: help run samples test lint format bench clean

help:
	@echo "make run      install, read in the sample reports, serve the chat (HOST, PORT, ZHIQING_DB)"
	@echo "make samples  read in the sample reports (again)"
	@echo "make test     run all tests (ARGS is handed to pytest)"
	@echo "make lint     ruff and mypy"
	@echo "make format   put the code into the house's format"
	@echo "make bench    measure speed against its floor"
	@echo "make clean    remove what make and the tools made; the knowledge base stays"

# A base that is already there is somebody's work: the samples go into a new one only.
run: .venv/.installed
	@test -e "$$ZHIQING_DB" || { $(BIN)/zhiqing ingest ingest/samples && { $(BIN)/zhiqing embed || true; }; } || \
	  { rm -f "$$ZHIQING_DB" "$$ZHIQING_DB-wal" "$$ZHIQING_DB-shm"; exit 1; }
	@exec $(BIN)/zhiqing serve --host "$(HOST)" --port "$(PORT)"

samples: .venv/.installed
	@$(BIN)/zhiqing ingest ingest/samples

test: .venv/.installed-dev
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-dev
	$(BIN)/python -m pytest tests/benchmark $(ARGS)

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps stand inside the environment, so that they go when it goes; a changed pyproject.toml installs anew.
.venv/.installed: pyproject.toml | .venv/bin/python
	@echo "Installing Zhiqing into .venv ..."
	@$(PIP) install --editable ".[semantic]" || { echo "Going on without the semantic extra."; $(PIP) install --editable .; }
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	@echo "Installing Zhiqing and its tools into .venv ..."
	@$(PIP) install --editable ".[dev]"
	@touch .venv/.installed $@

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if command -v "$$python" >/dev/null && "$$python" -c "$(NEW_ENOUGH)" 2>/dev/null; then \
	    echo "Making .venv with $$("$$python" --version) ..."; \
	    "$$python" -m venv .venv && exit 0; \
	    echo "No environment could be made: is the venv module there (Debian, Ubuntu: apt-get install python3-venv)?" >&2; \
	    rm -rf .venv; exit 1; \
	  fi; \
	done; \
	echo "Zhiqing needs Python 3.11 or newer, and finds none. Install it, or name it: make run PYTHON=/path/to/python3" >&2; \
	exit 1
