# Everything starts here. Needed: make and Python 3.11 or newer, nothing else.
#
#   make demo                            an example agency on http://127.0.0.1:8000/
#   make demo PORT=8080                  ... on another port
#   make demo DEMO_FLAGS=--reset         ... built anew from an empty database
#   make demo DEMO_FLAGS=--no-serve      ... built, but not served
#   make test                            the test suite, on SQLite
#   make test PYTEST_FLAGS='-k calendar -x'
#   DISCLOSURE_TEST_DATABASE=postgresql PGHOST=... make test      ... on PostgreSQL
#   make PYTHON=/opt/python3.13/bin/python3 VENV=/tmp/env demo    another Python, another place
#
# `make -k lint` shows what every tool has to say instead of stopping at the first.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/sh

VENV ?= .venv
PORT ?= 8000
DEMO_FLAGS ?=
PYTEST_FLAGS ?=
PYTEST_WORKERS ?= 2
STEPS ?= 400
SEED ?= 20261124
TIMELINES ?= 1000000

# Without PYTHON=..., the first of these that runs is taken: a version manager may put commands on
# the path that only say that the version is not there.
PYTHON_CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3 python
PYTHON_IS_FIT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PACKAGE := wagtail_disclosure
TEMPLATE_FOLDERS := $(wildcard $(PACKAGE) example_site tests benchmarks)
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=tests.settings.full PYTHONPATH=.

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(STAMPS)/demo ## Build the example agency and serve it (PORT=, DEMO_FLAGS=)
	$(BIN)/python example_site/manage.py demo --port $(PORT) $(DEMO_FLAGS)

.PHONY: test
test: $(STAMPS)/dev ## Run the tests, warnings as errors (PYTEST_FLAGS=, PYTEST_WORKERS=)
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --no-loadscope-reorder $(PYTEST_FLAGS)

.PHONY: leak-test
leak-test: $(STAMPS)/dev ## Attack the guard (STEPS=, SEED=; MUTANTS=1: sabotage it instead)
ifdef MUTANTS
	DISCLOSURE_LEAK_MUTANTS=all $(BIN)/python -m pytest tests/leaks/test_mutants.py
else
	DISCLOSURE_LEAK_STEPS=$(STEPS) DISCLOSURE_LEAK_SEED=$(SEED) $(BIN)/python -m pytest tests/leaks/test_machine.py
endif

.PHONY: docs-routes
docs-routes: $(STAMPS)/dev ## Write the reference of routes to the public from the tests
	$(TEST_SETTINGS) $(BIN)/python -m tests.leaks.reference

.PHONY: docs-laws
docs-laws: $(STAMPS)/dev ## Write the reference of laws from the presets
	$(TEST_SETTINGS) $(BIN)/python -m tests.docs.laws

.PHONY: deadline-test
deadline-test: $(STAMPS)/dev ## Compare deadlines with a second implementation (TIMELINES=)
	DISCLOSURE_TIMELINES=$(TIMELINES) $(BIN)/python -m pytest -n $(PYTEST_WORKERS) -k second_implementation tests/rules

# One life with each kill: thousand take some minutes on each database.
KILLS ?= 1000

.PHONY: crash-test
crash-test: $(STAMPS)/dev ## Kill processes in the middle of a case, on both databases (KILLS=, SEED=)
	DISCLOSURE_KILLS=$(KILLS) DISCLOSURE_KILL_SEED=$(SEED) $(BIN)/python -m pytest -rP tests/crash
	DISCLOSURE_TEST_DATABASE=postgresql DISCLOSURE_KILLS=$(KILLS) DISCLOSURE_KILL_SEED=$(SEED) \
	  bash .ci/with_postgresql $(BIN)/python -m pytest -rP tests/crash

# 5 000 entries end in a quarter of an hour on two cores.
ENTRIES ?= $(if $(FULL),100000,5000)

.PHONY: bench
bench: $(STAMPS)/dev ## Measure the catalog against its goals, on both databases (FULL=1, ENTRIES=)
	bash .ci/with_postgresql $(BIN)/python -m benchmarks $(ENTRIES) sqlite postgresql

CASES ?= $(if $(FULL),1000000,100000)
# What was acknowledged is on the disk, as in service; one bare insert would be too cheap without.
DURABLE := -c fsync=on -c synchronous_commit=on -c full_page_writes=on

.PHONY: bench-cases
bench-cases: $(STAMPS)/dev ## Measure intake and casework against their goals, on PostgreSQL (FULL=1, CASES=)
	DISCLOSURE_TEST_DATABASE=postgresql POSTGRESQL_OPTIONS="$(DURABLE)" \
	  bash .ci/with_postgresql $(BIN)/python -m benchmarks.casework $(CASES)

.PHONY: bench-guard
bench-guard: $(STAMPS)/dev ## Measure what the guard costs (PAGES=)
	$(TEST_SETTINGS) $(BIN)/python -m benchmarks.guard

.PHONY: bench-due-dates
bench-due-dates: $(STAMPS)/dev ## Measure what a change of a calendar costs (CASES=)
	$(TEST_SETTINGS) $(BIN)/python -m benchmarks.due_dates

.PHONY: lint lint-python lint-templates lint-layers lint-migrations lint-types
lint: lint-python lint-templates lint-layers lint-migrations lint-types ## Check style, layers, migrations and types

lint-python: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lint-templates: $(STAMPS)/dev
	$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATE_FOLDERS)
	$(BIN)/djlint --lint --quiet $(TEMPLATE_FOLDERS)

lint-layers: $(STAMPS)/dev
	PYTHONPATH=. $(BIN)/lint-imports --no-logo

lint-migrations: $(STAMPS)/dev
	$(TEST_SETTINGS) $(BIN)/python -m django makemigrations --check --dry-run

lint-types: $(STAMPS)/dev
	$(BIN)/mypy

.PHONY: format
format: $(STAMPS)/dev ## Rewrite Python and templates in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATE_FOLDERS)

# All translations live in core; makemessages finds that out from LOCALE_PATHS only. The example's
# own start page brings its own, as the pages of any site do.
define COLLECT_MESSAGES
import django
from django.conf import settings
from django.core.management import call_command
settings.configure(LOCALE_PATHS=["$(CURDIR)/$(PACKAGE)/core/locale"])
django.setup()
call_command("makemessages", locale=["zh_Hans"], add_location="file", no_wrap=True, no_obsolete=True)
endef
export COLLECT_MESSAGES
EXAMPLE_WITH_MESSAGES := example_site/home

.PHONY: messages
messages: $(STAMPS)/demo ## Collect and compile the translations (needs gettext)
	@command -v msgfmt >/dev/null || { echo "make messages needs GNU gettext (msgfmt, xgettext)." >&2; exit 1; }
	cd $(PACKAGE) && $(abspath $(BIN))/python -c "$$COLLECT_MESSAGES"
	cd $(PACKAGE) && $(abspath $(BIN))/django-admin compilemessages --locale zh_Hans
	cd $(EXAMPLE_WITH_MESSAGES) && $(abspath $(BIN))/django-admin makemessages --locale zh_Hans --add-location file --no-wrap --no-obsolete
	cd $(EXAMPLE_WITH_MESSAGES) && $(abspath $(BIN))/django-admin compilemessages --locale zh_Hans

.PHONY: clean
clean: ## Remove the environment, caches and builds; the demo's database stays
	rm -rf $(VENV) .nox build dist *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find $(TEMPLATE_FOLDERS) -type d -name __pycache__ -prune -exec rm -rf {} +

# The environment. A stamp says when it was brought up to date with pyproject.toml.

$(STAMPS)/created:
	@python='$(PYTHON)'; \
	for candidate in $${python:-$(PYTHON_CANDIDATES)}; do \
	  if "$$candidate" -c '$(PYTHON_IS_FIT)' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "No Python 3.11 or newer with its venv module was found; tried: $${python:-$(PYTHON_CANDIDATES)}." >&2; \
	  echo "Install one (Debian and Ubuntu: apt-get install python3 python3-venv)" >&2; \
	  echo "or name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	echo "Creating $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv "$(VENV)"
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/demo: pyproject.toml | $(STAMPS)/created
	@echo "Installing the package and what the example needs"
	@$(PIP_INSTALL) --editable '.[demo]'
	@touch $@

$(STAMPS)/dev: pyproject.toml | $(STAMPS)/created
	@echo "Installing the package and what tests and checks need"
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(STAMPS)/demo
