# The commands of the project. `make help` lists them; docs/commands.md says more.

PYTHON ?= python3
UV = $(or $(shell command -v uv),.venv/bin/uv)

SAMPLES = var/samples
ZHENGHE = .venv/bin/zhenghe

# Tests and reading start many processes. Each would compile all that it loads anew where the environment forbids it to
# keep what was compiled; an empty value forbids nothing.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help set-up run test lint verify evaluate train bench bench-queue bench-scale soak diagrams translations audit torture fuzz fuzz-api clean pins

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

set-up: ## Install all that is needed, once: system packages, Python environment, front-end assets
	@$(PYTHON) -m deploy.set_up

run: set-up ## Set up, read the sample submissions, and serve the review queue
	$(ZHENGHE) migrate
	@$(MAKE) --no-print-directory var/accounts $(SAMPLES)/results.jsonl
	$(ZHENGHE) serve

$(SAMPLES)/truth.json:
	.venv/bin/python -m tests.specimens $(SAMPLES)/inbox --count $(or $(COUNT),40) --seed $(or $(SEED),2026) --today --username operator

$(SAMPLES)/results.jsonl: $(SAMPLES)/truth.json
	$(ZHENGHE) verify $(SAMPLES)/inbox --results $@

# Made once: the passwords are shown on the screen at this moment and never again.
var/accounts:
	@$(ZHENGHE) account create --role reviewer --username reviewer --name 李审核
	@$(ZHENGHE) account create --role supervisor --username supervisor --name 钱主管
	@$(ZHENGHE) account create --role administrator --username administrator --name 赵管理
	@$(ZHENGHE) account create --role operator --username operator --name 张经办
	@touch $@

# One process a core. Each begins with its own run of modules, so that what a module starts is mostly started once.
test: lint ## Set up, check the style, and run all tests
	.venv/bin/pytest -n logical --maxprocesses 8 --dist worksteal

lint: set-up ## Check style, types, the rooms' borders, and what an attacker would look for
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/bandit --quiet --configfile pyproject.toml --recursive models ocr flows webqueue deploy

audit: set-up ## Ask the databases of known weaknesses about every pinned package
	.venv/bin/python -m deploy.audit

verify: set-up ## Read an inbox: INBOX=folder RESULTS=file.jsonl
	@test -n "$(INBOX)" -a -n "$(RESULTS)" || { echo "usage: make verify INBOX=folder RESULTS=file.jsonl"; exit 2; }
	$(ZHENGHE) migrate
	$(ZHENGHE) verify "$(INBOX)" --results "$(RESULTS)"

evaluate: set-up ## Measure how well documents are read: COUNT= SEED= REAL=folder with truth.json; or CALIBRATE=1
	.venv/bin/python -m tests.evaluation$(if $(CALIBRATE),.calibrate) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(REAL),--real "$(REAL)")

train: ## Train the recogniser for hard text anew: MINUTES= OUTPUT=file.onnx OPTIONS=
	@$(PYTHON) -m deploy.set_up --training
	.venv/bin/python -m tests.training $(if $(MINUTES),--minutes $(MINUTES)) $(if $(OUTPUT),--output "$(OUTPUT)") $(OPTIONS)

bench: ## Measure how fast documents are read, beside stock RapidOCR and OCRmyPDF
	@$(PYTHON) -m deploy.set_up --bench
	.venv/bin/python -m tests.benchmarks

diagrams: set-up ## Print docs/life-cycles.md anew from the tables in models/life_cycles/
	.venv/bin/python -m models.life_cycles > docs/life-cycles.md

translations: set-up ## Bring the catalogues of translations up to the texts of today, and compile them
	.venv/bin/python -m webqueue.language

bench-queue: set-up ## Measure how fast the review queue answers with a million cases in it
	.venv/bin/python -m tests.benchmarks.queue

bench-scale: set-up ## Measure how many documents several processes and hosts read: SUBMISSIONS= MANY= OPTIONS=
	.venv/bin/python -m tests.benchmarks.scale $(if $(SUBMISSIONS),--submissions $(SUBMISSIONS)) $(if $(MANY),--many $(MANY)) $(OPTIONS)

soak: set-up ## Work for an hour, or MINUTES=, and see whether anything grows: memory, handles, locks
	.venv/bin/python -m tests.soak $(if $(MINUTES),--minutes $(MINUTES)) $(OPTIONS)

torture: set-up ## Let everything go wrong that can, at every write: EVERY=n for each n-th or 0 for none, HOSTILE=folder of files
	.venv/bin/python -m tests.torture $(if $(EVERY),--every $(EVERY)) $(if $(HOSTILE),--hostile "$(HOSTILE)")

fuzz: set-up ## Hand in broken files without end: EXAMPLES= for each target
	.venv/bin/python -m tests.torture.fuzzing $(if $(EXAMPLES),--examples $(EXAMPLES))

fuzz-api: set-up ## Send the API requests that nobody would send: EXAMPLES= for each operation, of each kind
	FUZZ_EXAMPLES=$(or $(EXAMPLES),100) .venv/bin/pytest tests/webqueue/api/test_any_request.py

clean: ## Remove what set-up and tests made; documents and database in var/ stay
	rm -rf .setup .venv node_modules webqueue/static/vendor build *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Every package is pinned with its hashes. To raise them all: make pins RAISE=--upgrade; to raise one:
# make pins RAISE="--upgrade-package flask". The npm packages: edit package.json, then npm install --ignore-scripts.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make pins" $(RAISE)

pins: ## Resolve the requirement files anew from pyproject.toml: RAISE=--upgrade
	$(COMPILE) pyproject.toml --extra development --extra bench --output-file requirements/bench.txt
	$(COMPILE) pyproject.toml --extra development --constraints requirements/bench.txt --output-file requirements/development.txt
	$(COMPILE) pyproject.toml --constraints requirements/bench.txt --output-file requirements/running.txt
	$(COMPILE) pyproject.toml --extra objects --constraints requirements/bench.txt --output-file requirements/objects.txt
	$(COMPILE) pyproject.toml --extra training --constraints requirements/bench.txt --output-file requirements/training.txt
	$(COMPILE) --group uv --output-file requirements/uv.txt
	$(COMPILE) --group node --output-file requirements/node.txt
