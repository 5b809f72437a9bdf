# The only front door: every target does its own set-up, once.
SHELL := bash
.DEFAULT_GOAL := help
.SECONDARY:
MAKEFLAGS += --no-print-directory

STACK ?= dev
ARGS ?=
# FRESH=1 starts from an empty cloud and an empty state.
FRESH ?=
export SANDBOX_DIR ?= $(CURDIR)/.sandbox
OUT ?= $(SANDBOX_DIR)/reports/$(STACK)
PREVIEW ?= $(OUT)/preview.json
export PATH := $(CURDIR)/sandbox/bin:$(CURDIR)/node_modules/.bin:$(PATH)

BUNDLES := provider host sandbox clock audit deploy bench schemas
DIST := $(BUNDLES:%=.cache/dist/%.js)
SOURCES := $(shell find sandbox toolchain audit deploy apps config test/bench test/support -name '*.ts')
SANDBOX = node .cache/dist/sandbox.js
DEPLOY = node --require ./.cache/dist/clock.js .cache/dist/deploy.js

##@ Main job, on the sandbox (STACK=dev|staging|prod, ARGS=engine arguments, FRESH=1)
up: ready soaked ## Deploy a stack and print its outputs
	@$(DEPLOY) up --stack $(STACK) -- $(ARGS)

preview: ready soaked ## Show what up would do
	pulumi preview --stack $(STACK) --diff $(ARGS)

diff: ready soaked ## The same as a verdict, one line per changed resource, and a report in OUT
	@node .cache/dist/audit.js diff --stack $(STACK) --out $(OUT) -- $(ARGS)
	@echo "in full: $(OUT)/report.html"

refresh: ready ## Show what was changed behind the engine's back, and record it
	pulumi refresh --stack $(STACK) $(if $(findstring --preview-only,$(ARGS)),,--yes) $(ARGS)

down: ready ## Destroy a stack; staging and prod refuse
	pulumi destroy --stack $(STACK) --yes $(ARGS)

audit-github: ready ## Compare what GitHub enforces with what a stack declares (also ARGS="--markdown FILE --json FILE")
	@$(SANDBOX) github serve -- node .cache/dist/audit.js github --stack $(STACK) $(ARGS)

# What is typed after make stands in the environment too: from there the shell takes it as it is.
promote: ready ## Pin in one stack file what another stack serves (APP=appos FROM=staging TO=prod)
	@$(DEPLOY) promote --app "$$APP" --from "$$FROM" --to "$$TO"

rollback: ready ## Pin what a stack file still keeps (APP=appos TO=<artifact id>, STACK=prod if not said)
	@$(DEPLOY) rollback --app "$$APP" --to "$$TO" --stack "$${STACK:-prod}"

##@ For auditors (OUT=folder of reports)
audit-report: ready ## Write the report of a kept preview once more (PREVIEW=<preview.json>)
	@node .cache/dist/audit.js report --preview $(PREVIEW) --out $(OUT)

audit-drift: ready ## Say what was changed behind the engine's back, and what the program is about to change there
	@node .cache/dist/audit.js drift --stack $(STACK) --out $(OUT) -- $(ARGS)

audit-parity: ready ## Say how staging and prod differ, and why; fail where parity.yaml gives no reason
	@node .cache/dist/audit.js parity staging prod --reasons parity.yaml

##@ Quality
test: ready judges ## Unit tests, stack inventories, and engine tests on the sandbox (over ten minutes; COVERAGE=folder)
	jest $(COVERAGE:%=--coverage --coverageProvider=v8 --coverageDirectory=%)

conformance: ready control-plane ## Deploy the three stacks on a real API server, and disturb them (KUBECONFIG=<empty cluster>)
	@CONFORMANCE_KUBECONFIG=$(if $(filter command,$(firstword $(origin KUBECONFIG))),$(abspath $(KUBECONFIG))) \
	  jest -c test/conformance/jest.config.js

check: node_modules/.package-lock.json ## Types, lint, format and workflows
	tsc --noEmit
	eslint .
	prettier --check --log-level warn .
	go -C toolchain/actionlint tool actionlint -shellcheck= -pyflakes= $(CURDIR)/.github/workflows/*.yml
	@echo "types, lint, format and workflows are fine"

bench: ready ## Time previews: medians and ratios of one run
	node .cache/dist/bench.js

##@ Housekeeping
clean: ## Forget the sandbox and what is quick to build (what Go builds, and dependencies, stay)
	rm -rf .sandbox .cache/dist .cache/schema .cache/compile .cache/recordings

help: ## This text
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Set-up, each step once.
ready: node_modules/.package-lock.json $(DIST) engine
	$(if $(FRESH),@rm -rf $(SANDBOX_DIR))

engine: node_modules/.package-lock.json
	@toolchain/engine.sh >/dev/null

judges: .cache/dist/schemas.js
	@toolchain/judges.sh >/dev/null

control-plane:
	@toolchain/control-plane.sh >/dev/null

# Production takes only what has served staging for a day: before its first update two days pass.
soaked:
	@if [[ $(STACK) == prod ]] && ! $(call IS_UP,prod); then \
	  $(call IS_UP,staging) || { \
	    echo "prod follows staging: bringing staging up first"; \
	    pulumi up --stack staging --yes --skip-preview || exit; \
	  }; \
	  echo "two days pass in the sandbox: what staging serves has soaked"; \
	  $(SANDBOX) clock set 48h; \
	fi
IS_UP = pulumi stack output --stack $(1) environment >/dev/null 2>&1

node_modules/.package-lock.json: package-lock.json
	@echo "installing dependencies (about a minute)"
	@npm ci --no-progress --loglevel=error
	@touch $@

.cache/dist/host.js: ENTRY = toolchain/host/main.ts
.cache/dist/provider.js: ENTRY = sandbox/provider/main.ts
.cache/dist/sandbox.js: ENTRY = sandbox/cli/main.ts
.cache/dist/clock.js: ENTRY = sandbox/program/clock.ts
.cache/dist/audit.js: ENTRY = audit/main.ts
.cache/dist/deploy.js: ENTRY = deploy/main.ts
.cache/dist/bench.js: ENTRY = test/bench/main.ts
.cache/dist/schemas.js: ENTRY = toolchain/schemas/main.ts
$(DIST): .cache/dist/%.js: $(SOURCES) node_modules/.package-lock.json
	@rm -rf .cache/schema
	@esbuild $(ENTRY) --bundle --platform=node --target=node24 --packages=external \
	  --log-level=warning --outfile=$@

.PHONY: conformance up preview diff audit-report audit-drift audit-parity refresh down audit-github promote rollback test check bench clean help ready engine judges control-plane soaked
