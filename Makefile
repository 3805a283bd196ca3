# Every command of the project. Each installs what it needs first.
PYTHON ?= python3
VENV ?= .venv
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
NEW_ENOUGH = $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 ..." >&2; exit 2; }

.PHONY: ask talk test lint confusion build invoke test-lambda bench package schema icons

# What a person types may hold "$", "#" and brackets: each option is taken as it stands, so that make expands none of it.
SPEAKER_OPTIONS = Q LOCALE NOW TZ_NAME DEVICE PERMISSION FAULT UNTIL ENDPOINT JSON
ifneq (,$(filter ask talk,$(MAKECMDGOALS)))
$(foreach option,$(SPEAKER_OPTIONS),$(eval override $(option) := $$(value $(option))))
export $(SPEAKER_OPTIONS)
endif

ask talk: $(VENV)/.ask
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker $@

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

$(VENV)/.test: tests/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt | $(VENV)/bin/python
	@$(PIP) -r tests/requirements.txt
	@touch $@ $(VENV)/.ask

$(VENV)/.lint: tests/lint-requirements.txt tests/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt | $(VENV)/bin/python
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

$(SAM_VENV)/.sam: tests/lambda/requirements.txt
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv $(SAM_VENV)
	$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/lambda/requirements.txt
	@touch $@

# The package that `ask deploy` takes, in .build. ENDPOINT: the function's ARN; PRIVACY_URL, TERMS_URL: your own pages.
package: $(VENV)/.test
	@PYTHONPATH=tests $(VENV)/bin/python -m contract.skill_package --out .build \
	  --endpoint "$(ENDPOINT)" --privacy-url "$(PRIVACY_URL)" --terms-url "$(TERMS_URL)"

# Amazon's schema, made anew from npm; the result is committed, so only somebody who wants a newer one needs this.
schema: $(VENV)/.test
	rm -rf .build/schema && mkdir -p .build/schema
	cd .build/schema && npm pack --silent ask-smapi-model && tar xzf ask-smapi-model-*.tgz
	$(VENV)/bin/python tests/contract/derive_schema.py .build/schema/package

# The two icons, drawn from icon.svg; only for somebody who changes the drawing.
icons: $(VENV)/bin/python
	$(PIP) resvg-py
	cd interaction_model/icons && for icon in small_icon:108 large_icon:512; do \
	  $(abspath $(VENV))/bin/python -c 'import sys, resvg_py; sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_path="icon.svg", width=int(sys.argv[1]))))' \
	  $${icon#*:} > $${icon%:*}.png || exit 1; done
