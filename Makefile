# Two commands matter: `make demo` shows the house alive, `make test` proves it.
.PHONY: demo test long bench check setup setup-test clean

SHELL := /bin/bash
BIN := .venv/bin

demo: setup ## set everything up, make a city and walk a decision through it; SERVE=0 stops before serving
	@LUOSHI_DEMO=1 $(BIN)/luoshi demo $(if $(filter 0,$(SERVE)),--no-serve)

test: setup-test ## everything that must hold, on SQLite and PostgreSQL
	@tools/test

long: setup-test ## the long runs, whole
	@tools/test --long

bench: setup-test ## speed, as ratios measured in one run
	@for each in bench/*.py; do echo "== $$each"; LUOSHI_DEMO=1 $(BIN)/python "$$each" || exit 1; done
	@echo "== bench/dues.py and bench/assessment.py on PostgreSQL"; url="$$(tools/postgres start)" && \
	  { export LUOSHI_DEMO=1 LUOSHI_DATABASE_URL="$$url"; \
	  $(BIN)/python bench/dues.py && $(BIN)/python bench/assessment.py; \
	  done=$$?; tools/postgres stop; exit $$done; }

check: setup-test ## the house rules: style, types, directions, catalogues, migrations
	@tools/check

setup:
	@tools/setup demo

setup-test:
	@tools/setup test

clean: ## take away what was built, keep what was entered
	@[ ! -e .cache/pg/data ] || tools/postgres stop
	rm -rf .venv .cache build dist luoshi/kit/static frontend/node_modules
