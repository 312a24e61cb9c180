# Harbour. `make` alone lists what can be done; Python 3.11 or newer and make are all it needs.

PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
BIN := .venv/bin
ARGS ?=
FOLDERS ?= tests/unit tests/tools tests/integration tests/promises tests/browser
WITHOUT ?=
# One worker for each core, up to four: each has a server of its own and, in some folders, a Chromium. A file stays
# with one worker, since what it prepares for its tests is prepared once.
WORKERS ?= --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run demo test check checked typed bench torture soak lock format words release screenshots clean python environment environment-dev

help: ## List what can be done
	@echo "Harbour: confidential check-ins. What make can do:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: environment ## Build what changed and run the app on this computer
	@$(BIN)/python -m wellbeing serve --build --migrate $(ARGS)

demo: environment ## Try it with made-up people in a temporary folder
	@$(BIN)/python -m wellbeing demo --build $(ARGS)

test: environment-dev ## Run every test, browser included
	@$(BIN)/python -m tests.tools.chromium
	@$(BIN)/python -m wellbeing build --frontend build/frontend-test --locales en,xb
# Folder by folder: a browser leaves its event loop running in the process that opened it.
	@for folder in $(filter-out $(WITHOUT),$(FOLDERS)); do echo "$(BIN)/python -m pytest $$folder"; \
		$(BIN)/python -m pytest --quiet $(WORKERS) $$folder $(ARGS) || exit 1; done

check: environment-dev ## Check format, lint, types, layers, words and unit tests
	@$(MAKE) --no-print-directory --jobs=2 checked typed

checked:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/python -m wellbeing.words.extract --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest --quiet tests/unit $(ARGS)

typed:
	$(BIN)/mypy
	$(BIN)/pyright

bench: environment-dev ## Measure, each figure beside its floor
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

release: environment-dev ## Refuse a crisis line past its day, check, and pack what an installer gets
	$(BIN)/python -m wellbeing resources check --release $(ARGS)
	@$(MAKE) --no-print-directory check ARGS=
	@mkdir -p build
	git archive --format=tar.gz --prefix=harbour/ --output=build/harbour.tar.gz HEAD
	@echo "build/harbour.tar.gz is what was last committed."

screenshots: environment-dev ## Take the pictures of the README, in both themes
	@$(BIN)/python -m tests.tools.chromium
	@$(BIN)/python -m wellbeing build
	$(BIN)/python -m tests.tools.screenshots

clean: ## Remove what was built and cached; data and .venv stay
	rm -rf build .web .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find wellbeing tests -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and make found none."; exit 1; }

environment: python
	@$(PYTHON) -I wellbeing/cli/environment.py build

environment-dev: python
	@$(PYTHON) -I wellbeing/cli/environment.py dev
