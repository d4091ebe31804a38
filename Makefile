# One word for each habit: `make` lists them. Each makes the virtual environment first when there is none.

VENV ?= .venv
PYTHON ?= python3
T ?=
# Tests run on every core; what takes long is spread as cores become free.
EACH := --numprocesses auto --dist worksteal

BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup check lint fix test rules docs wheel bench

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make the virtual environment, with preflight itself and all tools in it

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable ".[live]" --group dev
	@touch $@

check: lint  ## all that must hold before a change is merged
	$(BIN)/python -m pytest $(EACH) --cov

lint: $(READY)  ## all of that but the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .
	$(BIN)/preflight rules test
	$(BIN)/python docs/generate.py --check

fix: $(READY)  ## mend what tools can mend, and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

test: $(READY)  ## run the tests, or those of one path: make test T=tests/unit/test_pack.py
	$(BIN)/python -m pytest $(EACH) $(T)

rules: $(READY)  ## run the examples of all rules
	$(BIN)/preflight rules test

docs: $(READY)  ## write again the pages that are made from rules and from the command line
	$(BIN)/python docs/generate.py

wheel: $(READY)  ## build into dist/, and test what was built
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m pytest tests/packaging

bench: $(READY)  ## measure start-up, throughput, and a check with a workspace
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.scripts
	$(BIN)/python -m benchmarks.live
