# Everything below sets itself up: it needs python3 (3.11 or later), node (20.17 or later) with npm.
# The tools live in .venv, the node packages in .cache/node; nothing outside this folder is touched.

PYTHON ?= python3
BIN := .venv/bin
VENV := .venv/.stamp

OLD_PYTHON := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "$(PYTHON) is too old or missing: install Python 3.11 or later, or run make PYTHON=python3.12" >&2; exit 1; }

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

# What an active environment or an outer make says must not reach our tools.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX
unexport PYTHONDONTWRITEBYTECODE
unexport NODE_ENV NODE_PATH NODE_OPTIONS
unexport MAKEFLAGS MFLAGS MAKELEVEL

.PHONY: help demo test test-fast test-thorough coverage lint format docs dist bench keystrokes clean node setup

help:  ## show this list
	@awk -F ':.*## +' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile

demo: $(VENV)  ## generate the shop example, migrate it up, down and up on SQLite, show the tables
	@$(BIN)/python -m examples.demo

test: setup lint  ## lint, types and the whole suite, generated code run on SQLite included
	@$(BIN)/pytest -n auto --dist loadgroup

test-fast: $(VENV)  ## most tests, in half a minute: none that needs node or takes long
	@$(BIN)/pytest -n auto -m 'not node and not slow'

test-thorough: setup  ## the whole suite with many times as many random cases
	@$(BIN)/pytest -n auto --dist loadgroup --hypothesis-profile=ci --seeds 300 --seeds-everywhere --pairs 300 --kills 40

coverage: $(VENV)  ## the tests that need no node, with line and branch coverage, and its floor
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto -m 'not node'
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

lint: $(VENV)  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)  ## build the site of docs/ into build/site, and check its links
	@$(BIN)/python -m docs.generate
	@$(BIN)/zensical build --clean --strict

dist: $(VENV)  ## build the sdist, the wheel and the npm package, and check them
	@rm -rf dist
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev,release]'
	@$(BIN)/python -m build --no-isolation
	@$(BIN)/twine check --strict dist/*
	@rm -rf npm/wheel && mkdir npm/wheel && cp dist/*.whl npm/wheel/
	@cd npm && rm -f *.tgz && npm pack --silent
	@$(BIN)/pytest -q tests/test_wheel.py --built dist

bench: node  ## time it against its floors and its peers
	@$(BIN)/python -m benchmarks

keystrokes: node  ## count the keys to a migrated shop, by scaffold and by sequelize-cli
	@$(BIN)/python -m benchmarks.keystrokes

clean:  ## remove what was made here: tools, node packages, builds, caches
	rm -rf .venv .cache build dist .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

node: $(VENV)
	@$(BIN)/python -m tests.support.node_packages

# The node packages need none of Python's: npm compiles while pip installs.
setup:  ## install the packages of Python and of node
	@test -e $(VENV) || { $(OLD_PYTHON); }
	@python=$(BIN)/python; test -e $(VENV) || python='$(PYTHON)'; \
	  $$python -m tests.support.node_packages & node=$$!; trap 'kill $$node' INT TERM; \
	  $(MAKE) -s --no-print-directory $(VENV); venv=$$?; wait $$node && exit $$venv

$(VENV): pyproject.toml
	@$(OLD_PYTHON)
	@echo "Setting up Python's packages in .venv (about half a minute, once)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@
