# make run      try Parentis: sets everything up, serves a made-up council
# make test     run every test
# make check    what the build checks without running the product
# make fix      format, and mend what can be mended by itself
# make audit    look for known faults in what we stand on
# make docs     write the pages of docs/ that are made from the code
# make bench    time it, and write docs/benchmarks.md
# make spark    fetch PySpark too, for tests and for `parentis figures --engine pyspark`
# make locks    resolve the newest versions of what we stand on
# make clean    forget all that these made, the made-up council included
#
# Needs Python 3.11 or newer, with venv, and make. The rest is fetched.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: run test check audit fix docs bench locks clean ready ready-to-test chromium spark

# The machine's first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)

UV := .tools/bin/uv
PY := .venv/bin/python
BUILT := parentis/design/static/design/built/parentis.css
# The machine's npm where its Node.js is new enough for Sass; else one from a wheel.
NODE_IS_NEW := $(shell node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' \
	2>/dev/null && command -v npm >/dev/null 2>&1 && echo yes)
NODE_PATH_FIRST := $(if $(NODE_IS_NEW),,PATH="$(CURDIR)/.tools/bin:$$PATH")
NODE_STAMP := $(if $(NODE_IS_NEW),,.tools/node.stamp)
TEST_DATA := PARENTIS_DATA="$(CURDIR)/.data/tests"

export UV_NO_PROGRESS ?= 1
export UV_PYTHON_DOWNLOADS := never

run: ready
	@exec $(PY) -m parentis.config.serve --demo

test: ready-to-test chromium
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: ready-to-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/bandit -c pyproject.toml -r parentis -q
	.venv/bin/djlint parentis --lint --quiet
	$(TEST_DATA) $(PY) -m parentis.config.manage makemigrations --check --dry-run
	$(PY) -m parentis.config.generated --check

fix: ready-to-test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

audit: ready-to-test
	@$(PY) -m tests.known_faults

docs: ready
	$(PY) -m parentis.config.generated

bench: ready-to-test
	$(PY) -m tests.benchmarks

ready: .venv/run.stamp $(BUILT)

ready-to-test: .venv/dev.stamp node_modules/.dev.stamp $(BUILT)

# -- setting up -------------------------------------------------------------------------

.tools/stamp: requirements-tools.lock
	@test -n "$(PYTHON)" || { \
		echo "Parentis needs Python 3.11 or newer, and this machine has none." >&2; \
		echo "Install it, or say where it is: make run PYTHON=/path/to/python" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11, which Parentis needs." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv. On Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; }
	@echo "Setting up the tools…"
	@$(PYTHON) -m venv .tools
	@.tools/bin/pip install -qq --disable-pip-version-check --require-hashes \
		-r requirements-tools.lock
	@touch $@

.tools/node.stamp: requirements-node.lock .tools/stamp
	@echo "Fetching npm…"
	@$(UV) pip install --quiet --python .tools/bin/python --require-hashes -r requirements-node.lock
	@touch $@

.venv/bin/python: .tools/stamp
	@test -x $@ || $(UV) venv --quiet --python .tools/bin/python .venv
	@touch -c $@

# Where tests were set up before, `make run` leaves what they need in place.
.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Fetching what Parentis stands on…"
	@$(call SYNC,$(if $(wildcard .venv/dev.stamp),requirements-dev.lock,requirements.lock))
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Fetching what Parentis and its tests stand on…"
	@$(call SYNC,requirements-dev.lock)
	@touch .venv/run.stamp $@

# PySpark is 400 MB and needs Java: `make spark` fetches it, and it then stays.
SPARK = $(if $(wildcard .venv/lib/python3*/site-packages/pyspark),requirements-spark.lock)

spark: ready-to-test
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-spark.lock

# The project itself is installed last: `parentis` is then a command in .venv/bin.
define SYNC
$(UV) pip sync --quiet --python $(PY) --compile-bytecode --require-hashes $(1) $(SPARK) && \
$(UV) pip install --quiet --python $(PY) --no-deps \
	--build-constraints requirements-tools.lock --editable .
endef

# As with Python: where tests were set up before, what they need is left in place.
node_modules/.stamp: package-lock.json .npmrc $(NODE_STAMP)
	@echo "Fetching the stylesheets…"
	@$(NODE_PATH_FIRST) npm ci --silent --ignore-scripts --omit=optional \
		$(if $(wildcard node_modules/.dev.stamp),,--omit=dev)
	@touch $(if $(wildcard node_modules/.dev.stamp),node_modules/.dev.stamp) $@

node_modules/.dev.stamp: package-lock.json .npmrc $(NODE_STAMP)
	@echo "Fetching the stylesheets, and a provider to try single sign-on with…"
	@$(NODE_PATH_FIRST) npm ci --silent --ignore-scripts --omit=optional
	@touch node_modules/.stamp $@

$(BUILT): node_modules/.stamp $(wildcard parentis/design/styles/*.scss) parentis/design/build.mjs
	@$(NODE_PATH_FIRST) node parentis/design/build.mjs

# Browser tests use the system's Chromium: no browser is fetched from anywhere else.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests…"; \
		apt-get update -qq && apt-get install -yqq --no-install-recommends chromium; \
	else \
		echo "No Chromium here: the tests in a real browser are left out."; \
		echo "To run them too, install it, such as: sudo apt install chromium"; \
	fi

COMPILE := $(UV) pip compile --quiet --upgrade --generate-hashes --python-version 3.11 \
	--universal --no-header --no-emit-index-url

locks: .tools/stamp
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock
	$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
	$(COMPILE) --group tools -o requirements-tools.lock
	$(COMPILE) --group node -o requirements-node.lock

clean:
	rm -rf .venv .tools .data node_modules parentis/design/static/design/built
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
