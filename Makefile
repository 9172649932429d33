# The commands of the project. Each can be repeated safely.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
# Changes, reads and pure rules: what must be tested nearly whole.
RULES := */services.py,*/services/*.py,*/queries.py,*/progress.py,*/eligibility.py,*/marking.py,*/quiz_policy.py,*/outline.py,*/leaderboard.py,*/selection.py,*/policies.py
export PORT

.PHONY: test-install lighthouse mutate coverage demo test test-browser test-projects prove bench lint docs check-release setup setup-dev lock texts

setup: $(VENV)/.runtime  ## what the site needs to run
setup-dev: $(VENV)/.dev  ## and what its tests need

$(VENV)/.runtime: requirements.lock deploy/setup.sh
	PYTHON=$(PYTHON) deploy/setup.sh requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock deploy/setup.sh
	PYTHON=$(PYTHON) deploy/setup.sh requirements-dev.lock
	@touch $@ $(VENV)/.runtime

demo: setup  ## set up, migrate, load the courses, serve on PORT
	deploy/demo.sh

test: setup-dev  ## the suite, without any service unless *_URL is set
	$(RUN)/python manage.py compile_texts
	$(RUN)/pytest -q -n auto -m "not browser and not proof and not release" $(PYTEST_ARGS)

coverage: setup-dev  ## the floors of branch coverage, after `make test PYTEST_ARGS="--cov --cov-report="`
	$(RUN)/coverage report --fail-under 96
	$(RUN)/coverage report --fail-under 97 --include "$(RULES)"

test-browser: setup-dev tests/browser/node_modules  ## the pages in a real Chromium
	$(RUN)/python manage.py compile_texts
	$(RUN)/pytest -q -m "browser and not lighthouse" tests/browser

lighthouse: setup-dev tests/browser/node_modules  ## Lighthouse on the learner's pages, on a quiet machine
	$(RUN)/python manage.py compile_texts
	$(RUN)/pytest -q -m lighthouse tests/browser

tests/browser/node_modules: tests/browser/package-lock.json
	cd tests/browser && npm ci --ignore-scripts --no-fund --no-audit --loglevel error
	@touch $@

test-projects: setup-dev  ## sites with fewer plugins
	$(RUN)/pytest -q --ds tests.projects.cms_only.settings tests/projects/cms_only
	$(RUN)/pytest -q --ds tests.projects.with_club.settings tests/projects/with_club
	$(RUN)/pytest -q --ds tests.projects.with_courses.settings tests/projects/with_courses

test-install: setup-dev  ## the wheel in the output of `wagtail start` and in a site of somebody else (nox: on all versions)
	$(RUN)/nox -t first

mutate: setup-dev  ## faults planted in the rule modules, one by one: which of them no test finds
	rm -rf mutants
	TEST_DATABASE_FILE=$(CURDIR)/var/mutate.sqlite3 $(RUN)/mutmut run
	$(RUN)/mutmut results

lint: setup-dev  ## style, types, import contracts, migrations
	$(RUN)/ruff check . && $(RUN)/ruff format --check .
	$(RUN)/djlint --lint --quiet cms courses gamification lms templates
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python manage.py makemigrations --check --dry-run --settings lms.settings.test

docs: setup-dev  ## the documentation, strictly: a link that leads nowhere fails; var/docs/html/index.html
	$(RUN)/sphinx-build -W --keep-going -q -b html -d var/docs/doctrees docs var/docs/html

prove: setup-dev  ## the proofs with live processes, whole (PROVE_SHORT=1 for the short form)
	$(RUN)/python -m tests.proofs

bench: setup-dev  ## speed against the ceiling, side by side, on PostgreSQL
	$(RUN)/python -m tests.bench

lock: setup-dev  ## renew the locked dependencies
	$(RUN)/uv pip compile --universal --generate-hashes --no-annotate -q pyproject.toml --extra site -o requirements.lock
	$(RUN)/uv pip compile --universal --generate-hashes --no-annotate -q pyproject.toml --extra site --group dev -c requirements.lock -o requirements-dev.lock

check-release: setup-dev  ## what a release waits for: every text in every language, a changelog with nothing unreleased
	$(RUN)/pytest -q -m release tests/architecture

texts: setup-dev  ## collect the strings of the interface into the catalogues
	$(RUN)/python manage.py collect_texts
