# Two commands do all the set-up: `make align` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin
PYTEST = $(RUN)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder

.PHONY: help align review test pytest coverage lint format clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

align: ## install, read and align everything in the workspace, write the exports, print a summary
	@PYTHON=$(PYTHON) VENV=$(VENV) bash .ci/setup use
	@$(RUN)/align run

review: ## open the workbench in the browser, on this machine only
	@PYTHON=$(PYTHON) VENV=$(VENV) bash .ci/setup use
	@$(RUN)/align review

test: ## install, run every check
	@PYTHON=$(PYTHON) VENV=$(VENV) bash .ci/setup test
	@$(MAKE) --no-print-directory --jobs=2 lint pytest

pytest:
	@$(PYTEST)

coverage: ## run the tests again and say which lines no test reaches (slower)
	@PYTHON=$(PYTHON) VENV=$(VENV) bash .ci/setup test
	@$(PYTEST) --cov --cov-report=term:skip-covered

lint: ## style, types, import direction
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy
	@$(RUN)/lint-imports --no-cache

format: ## put the code into the house's form
	@$(RUN)/ruff check --fix .
	@$(RUN)/ruff format .

clean: ## remove what the set-up made (never a user's files, exports or decisions)
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .coverage
	find align -name __pycache__ -prune -exec rm -rf {} +
