PYTHON ?= python3
BIN := .venv/bin
# Tests start hundreds of processes, each of which would compile chartkit anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup web screenshots system demo test older-sklearn lint type layers presets gallery check check-full bench schemas datasets language-server rules clean

# pip compiles what it installs on one core, compileall on all of them.
setup: .venv/ready          ## the virtual environment with everything the tests use
.venv/ready: pyproject.toml
	@echo "setting up .venv, a minute or two ..."
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -e '.[dev]'
	$(BIN)/python -m compileall -qq -j 0 .venv/lib
	touch $@

web: build/web/manifest.json   ## the workspace's page, built by esbuild (Node comes with setup)
build/web/manifest.json: web/node_modules/.ready $(shell find web/src web/styles -type f 2>/dev/null) web/build.mjs web/licenses.mjs web/tsconfig.json
	$(BIN)/python tools/build_web.py
web/node_modules/.ready: web/package-lock.json | setup
	$(BIN)/python tools/build_web.py --install
	touch $@

system:                     ## Chromium for the browser tests, by apt where we may
	tools/system-packages

demo: setup web             ## train a small classifier and look at its charts
	$(BIN)/chartkit demo

datasets: tests/proof/vega-datasets   ## the data of Vega-Lite's examples, for tests/proof
tests/proof/vega-datasets: tools/fetch_datasets.py | setup
	$(BIN)/python tools/fetch_datasets.py
	touch $@

language-server: tests/editor/node_modules   ## what editors run over YAML, for tests/editor
tests/editor/node_modules: tests/editor/package-lock.json tools/fetch_language_server.py | setup
	$(BIN)/python tools/fetch_language_server.py
	touch $@

# Three processes for two cores: a test of a page or of a process waits for a third of its time.
test: setup web system datasets language-server ## every test but the long counts
	$(BIN)/python -m pytest -n 3 -m "not full"

older-sklearn: setup        ## what calls scikit-learn, with the release before the current one
	test -e .venv/older-sklearn || $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-compile \
		--target .venv/older-sklearn scikit-learn==1.8.0
	PYTHONPATH=.venv/older-sklearn $(BIN)/python -m pytest -n 2 tests/sklearn tests/workspace/insight

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: setup web
	$(BIN)/pyright
	$(BIN)/python tools/build_web.py --type

layers: setup
	$(BIN)/lint-imports --no-cache

presets: setup              ## chartkit's own presets, by chartkit itself
	$(BIN)/chartkit check presets/ --data

gallery: setup              ## build/gallery.html: every preset drawn, on white and on dark
	$(BIN)/python tools/make_gallery.py

screenshots: setup web system ## docs/images: the workspace's views, of runs of a small training
	$(BIN)/python tools/make_screenshots.py

check: setup                ## all that CI asks of a change; what keeps one core busy runs beside others
	$(MAKE) --jobs 2 --output-sync lint type layers presets older-sklearn system datasets language-server
	$(MAKE) test

check-full: check           ## the long counts whose tables go into docs/
	$(BIN)/python -m pytest -n 2 -m full

bench: setup web            ## ratios against named peers, written to docs/benchmarks.md
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/plots/run_plots.py
	$(BIN)/python benchmarks/runs/run_runs.py
	$(BIN)/python benchmarks/tables/run_tables.py
	$(BIN)/python benchmarks/data/run_data.py
	$(BIN)/python benchmarks/check/run_check.py
	$(BIN)/python benchmarks/mutants/run_mutants.py
	$(BIN)/python benchmarks/workspace/run_workspace.py

schemas: setup              ## regenerate schemas/ from their sources
	$(BIN)/python tools/make_schemas.py

rules: setup                ## regenerate docs/rules/ from the rules of check
	$(BIN)/python tools/make_rule_pages.py

clean:
	rm -rf .venv .venv-bench* build dist demo tests/proof/vega-datasets tests/editor/node_modules web/node_modules
