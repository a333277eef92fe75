# Two commands set everything up on a machine with Python >= 3.11 (venv, pip), git and make:
#   make demo     reads the demo articles, prints claims and findings, serves them   (ARGS=--no-serve ends after the report)
#   make test     passes the tests
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
ARGS ?=

.PHONY: demo test lint golden serve ui clients lock wheel clean help

help:
	@sed -n 's/^#  */  /p' Makefile

demo: $(VENV)/.run
	$(BIN)/kg demo $(ARGS)

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell README.md CHANGELOG.md CONTRIBUTING.md docs

#   make golden   rewrites the expected claims of the golden articles; the diff is the review
golden: $(VENV)/.dev
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_extract_articles.py
	git diff --stat tests/articles

serve: $(VENV)/.run
	$(BIN)/kg serve $(ARGS)

#   make ui       builds the SPARQL editor into api/static (needs npm; the page falls back to a plain editor without it)
ui:
	cd ui && npm ci --ignore-scripts --no-audit --no-fund && npm run build

#   make clients  installs other people's clients that tests run against the service, where they are there (needs npm)
clients:
	cd tests/tools && npm ci --ignore-scripts --no-audit --no-fund

#   make lock     resolves the dependencies anew into the two hashed lock files
lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --group pyproject.toml:build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --group pyproject.toml:build --group pyproject.toml:dev --all-extras pyproject.toml -c requirements.txt -o requirements-dev.txt

wheel: $(VENV)/.dev
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("claimgraph needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements-dev.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.run
