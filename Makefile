# Everything happens in .venv; nothing but Python >= 3.11 and make is needed.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
REQUIREMENTS := requirements/runtime.txt requirements/dev.txt

.DEFAULT_GOAL := help
.PHONY: help install demo test slowtests trywheel check mutants validation claims atlas bench golden requirements clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## make .venv with the pinned packages and the supportsim command

$(STAMP): $(REQUIREMENTS) pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "supportsim needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	@echo "Installing the pinned packages into .venv, a minute or two ..."
	$(BIN)/python -m pip install --quiet --require-hashes $(REQUIREMENTS:%=-r %)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: $(STAMP) ## compare the staffing variants of the weekend scenario, with a report
	$(BIN)/supportsim compare scenarios/weekend-coverage.yaml --report

test: $(STAMP) ## run the tests
	$(BIN)/python -m sim.engine
	$(BIN)/python -m pytest -n 2 -m "not slow"

slowtests: $(STAMP) ## run the tests that take long: kills, damaged folders, large crowds, clusters
	$(BIN)/python -m pytest -n 2 -m slow

trywheel: $(STAMP) ## build the wheel, and use it in a new environment from another folder
	rm -rf build/wheel build/lib build/bdist.*
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .
	$(BIN)/python -m tests.trywheel build/wheel

check: $(STAMP) ## lint, formatting, types and import walls
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict sim
	$(BIN)/lint-imports

mutants: $(STAMP) ## put small faults into the floor, one by one: does a test notice?
	$(BIN)/python -m tests.mutants --jobs $(or $(JOBS),1) $(ARGS)

validation: $(STAMP) ## compare all reference cases with their theory, count what intervals cover: docs/validation.md
	@status=0; for asked in tests.theory.validate tests.stats.promises; do \
		$(BIN)/python -m $$asked || status=1; \
	done; exit $$status

claims: $(STAMP) ## put the articles' claims to the test: docs/claims.md (half an hour)
	$(BIN)/python docs/claimed.py

atlas: $(STAMP) ## the same, with a look over all ranges and loads (some hours; goes on after a stop)
	$(BIN)/python docs/claimed.py --robust

bench: $(STAMP) ## measure speed and memory side by side with plain SimPy and Ciw
	$(BIN)/python -m tests.bench.runner

golden: $(STAMP) ## rewrite the golden files after a change of behaviour that is meant
	$(BIN)/python -m pytest --update-golden

# Run it with the oldest Python supported; newer ones install the same pins. Settings of the
# machine are shut out: a wheel of its own has another hash than the published one.
requirements: ## resolve requirements/*.in to pinned versions with hashes
	$(PYTHON) -m venv .venv/pip-tools
	.venv/pip-tools/bin/python -m pip install --quiet pip-tools
	for name in runtime dev; do \
		PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= .venv/pip-tools/bin/pip-compile \
			--quiet --no-config --no-header --generate-hashes --strip-extras --allow-unsafe \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			--output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

clean: ## remove .venv, caches and build leftovers
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .mutants
	find sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
