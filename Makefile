# Every command of the project. Each installs what it needs first.
PYTHON ?= python3
VENV ?= .venv
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 ..." >&2; exit 2; }

.PHONY: ask talk speaker screenshots serve test lint confusion build invoke test-lambda bench load package schema icons pictures screens test-browser deploy lock audit

# What a person types may hold "$", "#" and brackets: each option is taken as it stands, so that make expands none of it.
SPEAKER_OPTIONS = Q LOCALE NOW TZ_NAME DEVICE PERMISSION FAULT UNTIL ENDPOINT JSON PORT
ifneq (,$(filter ask talk speaker,$(MAKECMDGOALS)))
$(foreach option,$(SPEAKER_OPTIONS),$(eval override $(option) := $$(value $(option))))
export $(SPEAKER_OPTIONS)
endif

ask talk: $(VENV)/.ask
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker $@

# The desk speaker in the browser, on loopback, at PORT or any that is free.
speaker: $(VENV)/.page
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker.page

$(VENV)/.page: tests/speaker/page/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt lambda/web-requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/speaker/page/requirements.txt
	@touch $@ $(VENV)/.ask

# The web service, on loopback, at PORT. DEVELOPMENT=1: requests are not verified.
serve: $(VENV)/.serve
	@$(VENV)/bin/python lambda/web_service.py --port $(or $(PORT),8000) $(if $(DEVELOPMENT),--development)

test: $(VENV)/.test
	$(VENV)/bin/python -m pytest -n auto --dist loadfile

# Which utterances fall where, of tests/utterances.tsv or of the tables in FILES.
confusion: $(VENV)/.ask
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker.confusion $(FILES)

lint: $(VENV)/.lint
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(VENV)/bin/python:
	@$(NEW_ENOUGH)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.ask: lambda/requirements.txt tests/speaker/requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/speaker/requirements.txt
	@touch $@

$(VENV)/.serve: lambda/requirements.txt lambda/web-requirements.txt | $(VENV)/bin/python
	@$(PIP) -r lambda/web-requirements.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt lambda/web-requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/requirements.txt
	@touch $@ $(VENV)/.ask

$(VENV)/.lint: tests/lint-requirements.txt tests/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt lambda/web-requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/lint-requirements.txt
	@touch $@ $(VENV)/.test $(VENV)/.ask

# --- SAM: build, invoke, the emulator's tests, the benchmark. The SAM CLI's pins differ from the tests', so it has a venv.
SAM_VENV ?= .venv-sam
SAM = PYTHON="$(abspath $(SAM_VENV)/bin/python)" SAM_CLI_TELEMETRY=0 $(SAM_VENV)/bin/sam
EVENT ?= tests/events/relief.json
# The engine's containers run on this machine's processor, whatever the template deploys to. The code is pure Python.
ARCHITECTURE ?= $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)

build: $(SAM_VENV)/.sam
	$(SAM) build

invoke: build
	$(SAM) local invoke LegCrampFunction -e "$(EVENT)" --parameter-overrides Architecture=$(ARCHITECTURE)

test-lambda: build $(VENV)/.test
	$(SAM) validate --lint
	$(VENV)/bin/python -m pytest tests/lambda

bench: build $(VENV)/.test
	PYTHONPATH=lambda:tests $(VENV)/bin/python -m benchmark

# The web service under load, beside a bare Flask endpoint.
load: $(VENV)/.test
	PYTHONPATH=lambda:tests:tests/web $(VENV)/bin/python -m benchmark.load

$(SAM_VENV)/.sam: tests/lambda/requirements.txt
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv $(SAM_VENV)
	$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/lambda/requirements.txt
	@touch $@

# --- What is packed: the lock, with the hash of every file, and whether a vulnerability of it is known.
AUDIT_VENV ?= .venv-audit
RESOLVE = $(AUDIT_VENV)/bin/uv pip compile --quiet --universal --python-version 3.13 --generate-hashes \
  --custom-compile-command "make lock" --upgrade

lock: $(AUDIT_VENV)/.audit
	$(RESOLVE) lambda/requirements.txt --output-file lambda/requirements.lock

# The web service is not locked: what an installation of it would take today is asked about. OFFLINE=ok lets it pass,
# loudly, where no database can be reached; a vulnerability that is known fails it all the same.
audit: $(AUDIT_VENV)/.audit
	@mkdir -p .build
	@$(RESOLVE) lambda/web-requirements.txt --output-file .build/web-requirements.lock
	@PYTHONPATH=tests $(AUDIT_VENV)/bin/python -m contract.audit $(if $(filter ok,$(OFFLINE)),--offline-ok) \
	  lambda/requirements.lock .build/web-requirements.lock

$(AUDIT_VENV)/.audit: tests/audit-requirements.txt
	@$(NEW_ENOUGH)
	@$(PYTHON) -m venv $(AUDIT_VENV)
	@$(AUDIT_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/audit-requirements.txt
	@touch $@

# The package that `ask deploy` takes, in .build. ENDPOINT: the function's ARN; PRIVACY_URL, TERMS_URL: your own pages.
package: $(VENV)/.test
	@PYTHONPATH=tests $(VENV)/bin/python -m contract.skill_package --out .build \
	  --endpoint "$(ENDPOINT)" --privacy-url "$(PRIVACY_URL)" --terms-url "$(TERMS_URL)"

# Everything: the skill if there is none, the function, the skill with its address. STACK, SKILL_ID (of a skill that is there
# already), PARAMETERS="AlarmEmail=… LogLevel=…", PRIVACY_URL, TERMS_URL. AWS_PROFILE and AWS_DEFAULT_REGION are Amazon's own.
deploy: build $(VENV)/.test
	@PATH="$(abspath $(SAM_VENV)/bin):$$PATH" PYTHONPATH=tests $(VENV)/bin/python -m contract.deploy

# Amazon's schema, made anew from npm; the result is committed, so only somebody who wants a newer one needs this.
schema: $(VENV)/.test
	rm -rf .build/schema && mkdir -p .build/schema
	cd .build/schema && npm pack --silent ask-smapi-model && tar xzf ask-smapi-model-*.tgz
	$(VENV)/bin/python tests/contract/derive_schema.py .build/schema/package

# --- The browser's tests: Amazon's renderer and validator from npm, Debian's Chromium, and espeak-ng.
NODE_MODULES = tests/browser/node_modules/.package-lock.json

test-browser: $(VENV)/.browser $(NODE_MODULES)
	$(VENV)/bin/python -m pytest tests/browser

# A picture of every screen on every viewport, in .build/screens, to be looked at.
screens: $(VENV)/.browser $(NODE_MODULES)
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m browser.screens .build/screens

# The README's pictures of the desk speaker's page; only for somebody who changes the page.
screenshots: $(VENV)/.browser $(NODE_MODULES)
	PYTHONPATH=lambda:tests $(VENV)/bin/python -m browser.page.screenshots tests/speaker/page/screenshots

$(VENV)/.browser: tests/browser/requirements.txt tests/speaker/page/requirements.txt $(VENV)/.test | $(VENV)/bin/python
	@$(PIP) -r tests/browser/requirements.txt
	@touch $@

$(NODE_MODULES): tests/browser/package.json tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed for this: install Node 20 or later" >&2; exit 2; }
	cd tests/browser && npm ci --ignore-scripts --silent
	@touch $@

# The drawings as PNGs, for cards; only for somebody who changes one in lambda/leg_cramp/screens/pictures.
pictures: $(VENV)/.ask
	$(PIP) resvg-py
	PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker.pictures lambda/web/pictures

# The two icons, drawn from icon.svg; only for somebody who changes the drawing.
icons: $(VENV)/bin/python
	$(PIP) resvg-py
	cd interaction_model/icons && for icon in small_icon:108 large_icon:512; do \
	  $(abspath $(VENV))/bin/python -c 'import sys, resvg_py; sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_path="icon.svg", width=int(sys.argv[1]))))' \
	  $${icon#*:} > $${icon%:*}.png || exit 1; done
