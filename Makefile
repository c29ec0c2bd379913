# Two commands matter: `make run` opens the program, `make test` checks everything.
# Both prepare .venv themselves; .ci/setup says how.

BIN := .venv/bin
LOCK := .ci/requirements.txt
DEV_LOCK := .ci/requirements-dev.txt
COMPILE = .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header \
	--python-version 3.11 pyproject.toml .ci/build-requirements.in --extra desktop

.DEFAULT_GOAL := help
.PHONY: help run test check static bench bundle soak lock catalogs clean

help:
	@echo "make run       open the program (without a screen: its pictures in build/tour)"
	@echo "make test      formatting, lint, types, contracts, catalogs and all tests"
	@echo "make check     the same without the slow tests"
	@echo "make bench     speed and memory against their floors"
	@echo "make bundle    a folder that runs without Python, in dist/"
	@echo "make soak      the long runs"
	@echo "make catalogs  collect the texts to translate and update translations/"
	@echo "make lock      newest versions of all libraries into the lock"
	@echo "make clean     remove what was built, .venv too"

run: .venv/ready-run
	@.ci/open-window

test: static
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: static
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow and not soak and not bench"

static: export QT_QPA_PLATFORM = offscreen
static: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/python .ci/catalogs.py check

bench: .venv/ready-dev
	$(BIN)/python -m pytest -q -s -m bench tests/benchmarks

soak: .venv/ready-dev
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -m "soak or not bench"

bundle: .venv/ready-dev
	$(BIN)/python .ci/catalogs.py compile
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec

lock: .venv/ready-dev
	rm -f $(LOCK) $(DEV_LOCK)
	$(COMPILE) -o $(LOCK)
	$(COMPILE) --extra sound --extra dev -c $(LOCK) -o $(DEV_LOCK)

catalogs: .venv/ready-dev
	$(BIN)/python .ci/catalogs.py update
	$(BIN)/python .ci/catalogs.py compile

clean:
	rm -rf .venv build dist .*_cache .hypothesis translations/*/LC_MESSAGES/*.mo
	find mediator_app tests -name __pycache__ -prune -exec rm -rf {} +

.venv/ready-run: $(LOCK) pyproject.toml .ci/setup
	@.ci/setup run

.venv/ready-dev: $(DEV_LOCK) pyproject.toml .ci/setup
	@.ci/setup dev
