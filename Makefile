# Needs Python 3.11 or newer with pip, and make. Everything else comes from constraints.txt into .venv.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
LOG   := $(VENV)/setup.log
JOBS  ?= 2

# The first Python that is new enough; `make PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)

.PHONY: help setup demo test check bench long lock clean

help:
	@echo 'make demo    solve cases/auto_plant'
	@echo 'make test    run the test suite'
	@echo 'make check   formatting, lint, types, import rules, then the tests'
	@echo 'make long    run the tests that take minutes'
	@echo 'make bench   measure speed'
	@echo 'make lock    choose the newest dependencies that fit together and write constraints.txt'
	@echo 'make clean   remove .venv, caches and builds (results stay)'

setup: $(READY)

# The package itself is installed without its dependencies and without build isolation, so that all comes from the lock.
# A Python without ensurepip (Debian without python3-venv) lends its own pip to the new environment.
$(READY): constraints.txt pyproject.toml
	@if [ -z '$(PYTHON)' ]; then echo 'Python 3.11 or newer is needed and was not found; say make PYTHON=/path/to/python' >&2; exit 1; fi
	@mkdir -p $(VENV) && : > $(LOG)
	@echo 'setup: making $(VENV)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) >> $(LOG) 2>&1 \
		|| $(PYTHON) -m venv --clear --without-pip $(VENV) || { echo 'setup: no virtual environment could be made' >&2; exit 1; }
	@echo 'setup: installing the locked packages (a minute or two)'
	@pip='$(BIN)/python -m pip'; $$pip --version > /dev/null 2>&1 || pip='$(PYTHON) -m pip --python $(BIN)/python'; \
	{ $$pip install --no-input --disable-pip-version-check --require-hashes -r constraints.txt \
		&& $$pip install --no-input --disable-pip-version-check --no-deps --no-build-isolation -e .; } >> $(LOG) 2>&1 \
		|| { tail -n 20 $(LOG) >&2; echo 'setup: installation failed; all of it is in $(LOG)' >&2; exit 1; }
	@touch $@

demo: $(READY)
	@$(BIN)/planner solve cases/auto_plant

test: $(READY)
	@echo 'tests: running on $(JOBS) processes'
	@$(BIN)/python -m pytest -n $(JOBS)

check: $(READY)
	@echo 'check: formatting'
	@$(BIN)/ruff format --quiet --check --output-format concise .
	@echo 'check: lint'
	@$(BIN)/ruff check --quiet .
	@echo 'check: types'
	@$(BIN)/mypy --no-error-summary
	@echo 'check: import rules'
	@out=$$($(BIN)/lint-imports 2>&1) || { echo "$$out" >&2; exit 1; }
	@$(MAKE) --no-print-directory test

long: $(READY)
	@echo 'tests: the long ones, on $(JOBS) processes'
	@$(BIN)/python -m pytest -n $(JOBS) -m long --timeout 3600

bench: $(READY)
	@set -e; for script in tests/benchmarks/bench_*.py; do \
		test -e "$$script" || { echo 'bench: no script in tests/benchmarks'; exit 0; }; \
		echo "bench: $$script"; $(BIN)/python "$$script"; done

# uv only resolves, in an environment of its own; constraints.txt holds hashes and no registry's address.
lock:
	@echo 'lock: resolving'
	@rm -rf .lock && $(PYTHON) -m venv .lock && .lock/bin/python -m pip install --quiet uv
	@.lock/bin/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --output-file .lock/constraints.txt
	@{ echo '# Written by `make lock`: run-time and development packages, for every system, Python 3.11 and newer.'; \
		cat .lock/constraints.txt; } > constraints.txt
	@rm -rf .lock

clean:
	@echo 'clean: removing $(VENV), caches and builds'
	@rm -rf $(VENV) .venv-peers .lock dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find planner models tests -name __pycache__ -type d -prune -exec rm -rf {} +
