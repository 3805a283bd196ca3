# Every command of the project. Each installs what it needs first.
PYTHON ?= python3
VENV ?= .venv
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: ask talk test lint

# What a person types may hold "$", "#" and brackets: each option is taken as it stands, so that make expands none of it.
SPEAKER_OPTIONS = Q LOCALE NOW TZ_NAME DEVICE PERMISSION FAULT UNTIL ENDPOINT JSON
ifneq (,$(filter ask talk,$(MAKECMDGOALS)))
$(foreach option,$(SPEAKER_OPTIONS),$(eval override $(option) := $$(value $(option))))
export $(SPEAKER_OPTIONS)
endif

ask talk: $(VENV)/.ask
	@PYTHONPATH=lambda:tests $(VENV)/bin/python -m speaker $@

test: $(VENV)/.test
	$(VENV)/bin/python -m pytest

lint: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ask: lambda/requirements.txt tests/speaker/requirements.txt | $(VENV)/bin/python
	$(PIP) -r tests/speaker/requirements.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt tests/speaker/requirements.txt lambda/requirements.txt | $(VENV)/bin/python
	$(PIP) -r tests/requirements.txt
	@touch $@ $(VENV)/.ask
