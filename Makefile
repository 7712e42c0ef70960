# Everything an engineer or an administrator does with this checkout. Each target sets up what it needs and may be repeated.
# `make run PORT=8123` chooses the port, `make test ARGS="tests/rules -x"` chooses the tests.

PORT ?= 8000
FIRMS ?= 3000
ARGS ?=

# Every target starts Python many times; compiled once is enough.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test check fix bench pictures lock clean

help:
	@echo 'make run       install, create the database, load the demonstration city, serve http://127.0.0.1:$(PORT)'
	@echo 'make test      install what tests need and run them all (the guards of the tree run in make check)'
	@echo 'make check     formatting, lint, types, import contracts, guards of the tree; changes nothing'
	@echo 'make fix       formatting and the lint that repairs itself'
	@echo 'make setup     installation alone'
	@echo 'make demo      load the demonstration city into an empty database (FIRMS=3000)'
	@echo 'make bench     speed of search, draws, log, filing, statistics and yearbook, with ratios (ARGS='--only draws' for one)'
	@echo 'make pictures  draw the pictures of the README anew from the running system'
	@echo 'make lock      write the lock files anew from pyproject.toml and package.json'
	@echo 'make clean     remove caches; the data in var/ stay'

setup:
	@python3 tools/setup.py

setup-dev:
	@python3 tools/setup.py --dev

# Each line is a program of its own without a shell between it and make, so that a signal to make reaches it.
run: setup
	@.venv/bin/zhiheng migrate
	@.venv/bin/zhiheng demo --if-empty --firms $(FIRMS)
	@.venv/bin/zhiheng serve --port $(PORT)

demo: setup
	@.venv/bin/zhiheng migrate
	@.venv/bin/zhiheng demo --firms $(FIRMS)

# The guards read the tree itself and run in `check`; here only where they are asked for by name.
test: setup-dev
	@.venv/bin/pytest -n auto --dist loadfile $(if $(findstring tests/guards,$(ARGS)),,--ignore=tests/guards) $(ARGS)

check: setup-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -q tests/guards

fix: setup-dev
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: setup-dev
	@.venv/bin/python -m bench.run $(ARGS)

pictures: setup-dev
	@.venv/bin/python tools/pictures.py $(ARGS)

lock: setup-dev
	@tools/lock.sh $(ARGS)

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build *.egg-info
	find app regulation reports tests tools migrations -name __pycache__ -type d -exec rm -rf {} +
