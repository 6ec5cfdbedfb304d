# The ways to work with anliku; `make help` lists them.
# Everything runs in .venv, which is made from the locked, hashed requirements.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve test bench check lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

site: $(VENV)/.site ## build the site into site/
	@$(BIN)/anliku build

serve: $(VENV)/.site ## preview while you write, on http://127.0.0.1:8000/
	@$(BIN)/anliku serve

check: $(VENV)/.site ## check the records only
	@$(BIN)/anliku check

test: $(VENV)/.test ## everything that must hold before a change lands
	@tools/chromium.sh
	@tools/nginx.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/.bench ## measure builds beside other generators, and what a reader waits for
	@tools/chromium.sh
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/reader.py

lock: ## renew the lock files (needs uv)
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  --annotation-style line pyproject.toml requirements/build.in -o requirements/site.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  --annotation-style line pyproject.toml --extra test requirements/build.in \
	  -c requirements/site.txt -o requirements/test.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header \
	  --annotation-style line pyproject.toml --extra test --extra bench requirements/build.in \
	  -c requirements/test.txt -o requirements/bench.txt

clean: ## remove the site, the environment and all caches
	rm -rf site .site.old .site.building $(VENV) .mypy_cache .ruff_cache \
	  .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each environment holds the one before: the files only say which is there.
$(VENV)/.site: requirements/site.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "anliku needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the build needs into $(VENV) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
