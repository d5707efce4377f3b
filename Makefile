# make serve   ask the documents on http://127.0.0.1:8000
# make test    everything .ci/run runs
# make gate    fail where quality fell
# make check   the quick part: format, lint, types, import contracts, unit and property tests

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: serve setup test check gate test-tools train screenshot eval clean

serve: setup
	$(BIN)/forumqa serve

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "forumqa needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
# side by side: with cold caches each takes half a minute
	$(BIN)/mypy & mypy=$$!; $(BIN)/basedpyright; pyright=$$?; wait $$mypy && exit $$pyright
	$(BIN)/python -m pytest tests/unit tests/property

test: test-tools check gate
# apart: the client of the browser keeps an event loop running in its process
	$(BIN)/python -m pytest tests/integration
	$(BIN)/python -m pytest tests/browser

# Quality against eval/baseline and eval/gate.toml; in CI both corpora must be there.
gate: setup
	$(BIN)/forumqa eval gate $(if $(CI),--strict)

# Chromium, a CJK font and strace where this user may install them; the tests say aloud what they
# skip without them, and in CI a skip fails.
test-tools:
	@sh tests/install_tools.sh

# The embedded encoder, the translation table, the reranker, the reader and the fitted answer stage, from ../shared/training; see
# index/training/README.md and answer/training/README.md.
train: setup
	$(BIN)/python -m index.training.development
	$(BIN)/python -m index.training.corpus
	$(BIN)/python -m index.training.train second --steps 1800
	$(BIN)/python -m index.training.export second
	$(BIN)/python -m index.training.translate
	$(BIN)/python -m index.training.rerank
	$(BIN)/python -m answer.training.train
	$(BIN)/python -m eval.fit_answers

eval: setup
	$(BIN)/forumqa eval forum

screenshot: setup
	$(BIN)/python -m tests.browser.screenshot docs/chat.png

clean:
	rm -rf $(VENV) var dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
