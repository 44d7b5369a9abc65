# Two commands: `make demo` and `make test`. Each sets up what it needs; a second run reinstalls nothing.
PY ?= python3
V := .venv

.PHONY: install demo test lint train gate bench lock clean
.DEFAULT_GOAL := install

$(V)/.ok: requirements.lock pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "factorywatch needs Python 3.11 or newer; set PY=/path/to/python3.11" >&2; exit 2; }
	$(PY) -m venv $(V)
	$(V)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(V)/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: $(V)/.ok

demo: $(V)/.ok
	@$(V)/bin/factorywatch demo

lint: $(V)/.ok
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-logo

test: lint
	$(V)/bin/python -m pytest

# Learns the weights of the relations from the gold (scikit-learn is installed for this alone).
train: $(V)/.ok
	$(V)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r tests/gold/requirements.lock
	$(V)/bin/python -m tests.gold.train

# Scores the reading against the gold; fails under a floor of tests/gold/floors.toml.
gate: $(V)/.ok
	$(V)/bin/python -m tests.gold.score

# Measures every figure of the README; FORMAT=json for programs.
bench: $(V)/.ok
	@$(V)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	@for file in $$(grep -l '^if __name__' benchmarks/*.py); do \
	  $(V)/bin/python -m benchmarks.$$(basename $$file .py) --format $(or $(FORMAT),text) || exit 1; done

# Needs uv on the PATH: only whoever refreshes the lock does.
lock:
	uv pip compile pyproject.toml --all-extras --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile benchmarks/requirements.in -c requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o benchmarks/requirements.lock

clean:
	rm -rf $(V) var .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
