# Milepost: `make portal` shows it, `make test` proves it, `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
MILEPOST := $(VENV)/bin/milepost
PIP := $(PY) -m pip --disable-pip-version-check
SITE := site
unexport PYTHONDONTWRITEBYTECODE  # the tests start hundreds of programs: let them find their code compiled

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help portal serve test lint format bench bench-psplib bench-levelling lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

portal: $(VENV)/installed ## Check and build the example project's portal
	$(MILEPOST) check example-project
	$(MILEPOST) build
	@echo
	@echo "The portal is in $(CURDIR)/$(SITE): open $(SITE)/index.html, or serve it with: make serve"

serve: $(VENV)/installed ## Serve the portal and rebuild it at every edit
	$(MILEPOST) serve

test: $(VENV)/installed-dev ## Everything CI runs: style, types, imports, tests
	@./.ci/need chromium
	@./.ci/need npm
	@$(MAKE) --no-print-directory lint
	$(PY) -m pytest -q -n 2 --dist loadfile

lint: $(VENV)/installed-dev ## Style, types and import rules only
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/installed-dev ## Format the code and repair what ruff can
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

bench: $(VENV)/installed-dev ## Print speed as ratios to references measured in the same run
	$(PY) tests/benchmarks/run.py

bench-psplib: $(VENV)/installed-dev ## Print how good levelling is on the PSPLIB instances (minutes)
	$(PY) tests/benchmarks/psplib.py

bench-levelling: $(VENV)/installed-dev ## Print finish and time of levelling large plans
	$(PY) tests/benchmarks/levelling.py

lock: ## Pin the newest versions with their hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(LOCK) --group install --output-file requirements/runtime.txt
	$(LOCK) --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

LOCK := env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX -u UV_FIND_LINKS \
	uv --no-config pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-strip-extras

clean: ## Remove what was built, and the environment
	rm -rf $(VENV) $(SITE) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage

# The environment. The files say when it was last brought up to date.

$(VENV)/bin/python:
	@./.ci/need venv $(PYTHON)
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --require-hashes -r requirements/runtime.txt
	$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: requirements/dev.txt $(VENV)/installed
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
