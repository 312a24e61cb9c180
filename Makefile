# Harbour. `make` alone lists what can be done; Python 3.11 or newer and make are all it needs.

PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
BIN := .venv/bin
ARGS ?=
FOLDERS ?= tests/unit tests/tools tests/integration tests/promises tests/browser
WITHOUT ?=
# `make test ENGINE=postgresql` gives every installation a database of a real server; else the file is tested whole, and
# on a server again what stands here: what is kept, what is found at rest, and what survives kills.
ENGINE ?= sqlite
AGAIN ?= tests/integration/storage tests/integration/releases tests/integration/ballots \
	$(wildcard tests/integration/test_*.py) tests/promises/test_no_plain_words_at_rest.py \
	tests/promises/test_every_kind_of_word_is_sealed.py tests/promises/test_taking_part_stands_nowhere.py \
	tests/promises/test_work_leaves_no_trace_at_rest.py tests/promises/test_no_acknowledged_save_is_lost.py \
	tests/promises/test_what_expired_is_gone.py
# One worker for each core, up to four: each has a server of its own and, in some folders, a Chromium. A file stays
# with one worker, since what it prepares for its tests is prepared once.
WORKERS ?= --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

# Who forbids Python to keep what it has compiled has every start compile the whole app, which takes a second.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo test check checked typed audited bench torture soak lock format words dist release screenshots clean python environment environment-dev

help: ## List what can be done
	@echo "Harbour: confidential check-ins. What make can do:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: environment ## Build what changed and run the app on this computer
	@$(BIN)/python -m wellbeing serve --build --migrate $(ARGS)

demo: environment ## Try it with made-up people in a temporary folder
	@$(BIN)/python -m wellbeing demo --build $(ARGS)

test: environment-dev ## Run every test, browser included
	@$(BIN)/python -m tests.tools.chromium
# By hand the tests of what is not here are skipped, and say why. Where a change is judged none is left out.
	@$(BIN)/python -m tests.tools.nginx || test "$$CI" != true
	@$(BIN)/python -m tests.tools.postgres || test $(ENGINE) = sqlite -a "$$CI" != true
	@$(BIN)/python -m wellbeing build --frontend build/frontend-test --locales en,xb
# Folder by folder: a browser leaves its event loop running in the process that opened it.
	@for folder in $(filter-out $(WITHOUT),$(FOLDERS)); do echo "$(BIN)/python -m pytest $$folder"; \
		ENGINE=$(ENGINE) $(BIN)/python -m pytest --quiet $(WORKERS) $$folder $(ARGS) || exit 1; done
ifeq ($(ENGINE)$(origin FOLDERS),sqlitefile)
	@if $(BIN)/python -m tests.tools.postgres 2>/dev/null; then echo "ENGINE=postgresql $(BIN)/python -m pytest" $(AGAIN); \
		ENGINE=postgresql $(BIN)/python -m pytest --quiet $(WORKERS) $(AGAIN) $(ARGS); fi
endif

check: environment-dev ## Check format, lint, types, layers, words, packages, secrets and unit tests
	@$(MAKE) --no-print-directory --jobs=2 checked typed audited

checked:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/python -m wellbeing.words.extract --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest --quiet tests/unit $(ARGS)

typed:
	$(BIN)/mypy
	$(BIN)/pyright

audited:
	$(BIN)/deptry --no-ansi .
	$(BIN)/oxlint --quiet --deny-warnings -D correctness -D no-eval -D no-new-func -D no-script-url -D no-var assets
	$(BIN)/python -m tests.tools.spilled
	$(BIN)/python -m tests.tools.advisories

bench: environment-dev ## Measure, each figure beside its floor; ARGS=--write for docs/bench.md
	@$(BIN)/python -m wellbeing build --frontend build/frontend-test --locales en,xb
	$(BIN)/python -m tests.bench $(ARGS)

torture: environment-dev ## Kill it, fill its disk, flood it: what is lost, who waits
	@$(BIN)/python -m wellbeing build --frontend build/frontend-test --locales en,xb
	$(BIN)/python -m tests.torture $(ARGS)

soak: environment-dev ## Have 200 people work for SOAK_MINUTES, five unless said
	@$(BIN)/python -m wellbeing build --frontend build/frontend-test --locales en,xb
	$(BIN)/python -m tests.torture.soak

format: environment-dev ## Lay out the code and mend what can be mended
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

words: environment-dev ## Collect the sentences people read
	$(BIN)/python -m wellbeing.words.extract

lock: environment-dev ## Take newer packages and rewrite the lock files
	$(BIN)/python -m tests.tools.lock
	$(BIN)/python -m wellbeing build --relock

dist: environment-dev ## Pack the wheel with its pages, and all of it for a closed network
	@$(BIN)/python -m tests.tools.packing $(ARGS)

release: environment-dev ## Refuse a crisis line past its day, check, and pack what an installer gets
	$(BIN)/python -m wellbeing resources check --release $(ARGS)
	@$(MAKE) --no-print-directory check ARGS=
	@mkdir -p build
	git archive --format=tar.gz --prefix=harbour/ --output=build/harbour.tar.gz HEAD
	@echo "build/harbour.tar.gz is what was last committed."
	@$(MAKE) --no-print-directory dist ARGS=

screenshots: environment-dev ## Take the pictures of the README, in both themes
	@$(BIN)/python -m tests.tools.chromium
	@$(BIN)/python -m wellbeing build
	$(BIN)/python -m tests.tools.screenshots

clean: ## Remove what was built and cached; data and .venv stay
	rm -rf build dist .web .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find wellbeing tests -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and make found none."; exit 1; }

environment: python
	@$(PYTHON) -I wellbeing/cli/environment.py build

environment-dev: python
	@$(PYTHON) -I wellbeing/cli/environment.py dev
