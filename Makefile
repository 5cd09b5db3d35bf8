PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps

.PHONY: help setup demo test lint bench

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMPS)/main ## install the program and the pages' assets; quick when nothing changed
	@$(BIN)/python scripts/assets

demo: setup ## fill the sample courts, print the bulletin, serve http://127.0.0.1:8000
	$(BIN)/duixian demo

test: setup $(STAMPS)/test ## install what tests need and run them all, the database's on PostgreSQL 15 as well
	scripts/system-packages
	$(BIN)/pytest -n 2
	scripts/postgres15 $(BIN)/pytest -n 2 -m "not browser and not program" tests/court tests/site

lint: $(STAMPS)/lint ## check style, import rules and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: setup ## time each engine the fast way and the plain way, compared to the fen
	$(BIN)/duixian bench

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(STAMPS)/main: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@mkdir -p $(STAMPS) && touch $@

# What only tests and checks need stays out of the way of who only runs the program.
$(STAMPS)/test $(STAMPS)/lint: $(STAMPS)/%: pyproject.toml $(STAMPS)/main
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@
