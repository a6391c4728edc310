# `make` compiles every spec of specs/ into output/; `make test` runs the tests. Both set up .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ARGS ?=

.DEFAULT_GOAL := build
.PHONY: build test check lint format golden docs bench mutation lock clean help

build: $(STAMP)  ## Compile every spec of specs/ into output/ (the default)
	$(BIN)/hld build specs -o output $(ARGS)

test: $(STAMP)  ## Run the tests (ARGS="-k flows")
	$(BIN)/python -m pytest -q -n auto $(ARGS)

check: lint test  ## Everything that must hold: lint, types, tests, documentation current, specs/ clean
	$(BIN)/python -m hld.docs --check
	$(BIN)/hld check specs

lint: $(STAMP)  ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)  ## Rewrite the code in the one format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

golden: $(STAMP)  ## Write the expected outputs of the tests anew; read the diff before you commit it
	$(BIN)/python -m pytest -q --accept $(ARGS)

docs: $(STAMP)  ## Generate docs/: language, schema, rules and the command line
	$(BIN)/python -m hld.docs

bench: $(STAMP)  ## Time hld against bare scripts and print the ratios
	$(BIN)/python tests/bench.py $(ARGS)

mutation: $(STAMP)  ## Damage every good design at every place, count what is found, write docs/quality.md
	PYTHONPATH=tests $(BIN)/python -m mutation $(ARGS)

lock:  ## Choose the newest versions the project allows and write requirements.lock
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet hatchling editables && $(BIN)/pip install --quiet --no-build-isolation --group dev -e .
	{ echo "# Versions for development, written by 'make lock'."; $(BIN)/pip freeze --exclude-editable; } > requirements.lock

clean:  ## Remove what was built: .venv, caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

# The interpreter is Python 3.11 or newer; the lock pins every package, the build backend among them.
$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hld needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@echo "setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv module; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(STAMP)
