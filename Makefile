# make run    start everything on this machine       make test   the tests
# make setup  only set up                             make check  lint, types, direction of imports
# make bench  measure                                 make torture  the promises, while everything is killed and cut
# make acceptance  what takes simulated years and crowds

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never

# Trust what this machine trusts: behind an office's proxy the certificates that come with pip and uv are not enough.
CERTIFICATES := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(CERTIFICATES),)
export UV_SYSTEM_CERTS := 1
export PIP_CERT ?= $(CERTIFICATES)
endif

EDITOR := gateway/console/editor
BUILT := gateway/console/static/built/survey-text.js

.PHONY: run setup test acceptance check bench torture lock

run: $(VENV)/.run
	@$(MAKE) -s $(BUILT) || echo "The console's text editor could not be built; its pages work with a plain field instead."
	@exec $(BIN)/gateway run --country

setup: $(VENV)/.run

test: $(VENV)/.dev $(BUILT)
	@.ci/browser
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not long" $(ARGS)

# What takes simulated years and crowds: the checks by which the reports are accepted, and hundreds of citizens under accidents.
acceptance: $(VENV)/.dev $(BUILT)
	@.ci/browser
	$(BIN)/pytest -n 2 --dist loadfile -m long $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/guards

bench: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m bench $(ARGS)

torture: $(VENV)/.dev
	PYTHONPATH=tests:tests/whole:tests/gateway $(BIN)/python -m torture $(ARGS)

# The virtual environment with uv in it; uv comes by pip, by its hash in the lock.
$(BIN)/uv: requirements.lock
	@command -v $(PYTHON) >/dev/null || .ci/apt $(PYTHON)
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || .ci/apt $(PYTHON)-venv
	@$(PYTHON) -m venv $(VENV)
	@awk '/^[^ #]/ { wanted = /^uv==/ } wanted' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.lock
	@touch $@

$(VENV)/.run: $(BIN)/uv requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# The text editor of the console, out of packages that package-lock.json names by their hashes.
$(BUILT): $(VENV)/.run $(wildcard $(EDITOR)/*.js) .ci/editor.py $(EDITOR)/package.json $(EDITOR)/package-lock.json
	@$(BIN)/python .ci/editor.py
	@touch $@

# After a change of the dependencies in pyproject.toml. Names, versions and hashes only: no addresses, no paths.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock:
	$(LOCK) pyproject.toml --group setup --output-file requirements.lock
	$(LOCK) pyproject.toml --group setup --group dev --constraint requirements.lock --output-file requirements-dev.lock
