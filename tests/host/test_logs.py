"""The log knows ids and sizes, no names."""

from __future__ import annotations

import logging
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediator_app.host import logs

CANARY = "Aminata Coulibaly"


class Side(StrEnum):
    FIRST = "Aminata"


@pytest.fixture
def log(tmp_path):
    handler = logs.start(tmp_path)
    yield logging.getLogger("mediator_app.test"), tmp_path / logs.FILE
    logs.stop(handler)


def test_ids_numbers_codes_and_kinds_are_written(log):
    logger, path = log
    logger.info(
        "case %s: %d rows, %s, %s, %s, %s", b"\x01" * 16, 3, logs.Code("import"), Side.FIRST,
        UUID(int=5), "0102030405060708",
    )  # fmt: skip
    text = path.read_text()
    for part in ("01" * 16, "3 rows", "import", "Side.FIRST", str(UUID(int=5)), "0102030405060708"):
        assert part in text
    assert "Aminata" not in text


def test_what_a_person_typed_is_written_as_its_length(log):
    logger, path = log
    logger.info("party %s", CANARY)
    logger.info("party %(name)s", {"name": CANARY})
    logger.info("parties %s of %s", [CANARY], {"name": CANARY})
    logger.info("%s", CANARY.encode())
    logger.warning(CANARY.encode())
    text = path.read_text()
    assert "party <str of 17>" in text
    assert "parties <list> of <dict>" in text
    assert "Aminata" not in text
    assert CANARY.encode().hex() not in text


def test_an_error_is_written_without_its_words(log):
    logger, path = log
    try:
        try:
            raise ValueError(CANARY)  # noqa: TRY301
        except ValueError as error:
            raise OSError(28, CANARY, f"/srv/{CANARY}") from error
    except OSError as error:
        logger.exception("import failed: %s", error)  # noqa: TRY401
    text = path.read_text()
    assert "import failed: OSError 28" in text
    assert "ValueError" in text
    assert "test_an_error_is_written_without_its_words" in text
    assert "Aminata" not in text


def test_a_message_that_does_not_fit_its_arguments_gives_nothing_away(tmp_path, capsys):
    handler = logs.start(tmp_path)
    handler.handle(logging.LogRecord(logs.OURS, logging.INFO, "", 1, "%d rows", (CANARY,), None))
    logs.stop(handler)
    assert "".join(capsys.readouterr()) == ""


def test_libraries_are_heard_only_when_they_warn_and_never_quoted(log):
    _logger, path = log
    logging.getLogger("sqlalchemy.engine").info("SELECT %s", CANARY)
    logging.getLogger("PIL").warning("bad file %s", CANARY)
    logging.getLogger("mediator_app_else").warning(CANARY)
    text = path.read_text()
    assert "PIL" in text
    assert "SELECT" not in text
    assert "Aminata" not in text


def test_the_strict_filter_raises_for_tests():
    record = logging.LogRecord(logs.OURS, logging.INFO, "", 1, "%s", (CANARY,), None)
    with pytest.raises(TypeError, match="str may not be logged"):
        logs.SafeFilter(strict=True).filter(record)


@given(
    st.one_of(
        st.text(min_size=1).filter(lambda t: not logs.ID.fullmatch(t)),
        st.binary(min_size=17),
        st.lists(st.text(), min_size=1),
        st.dictionaries(st.text(), st.text(), min_size=1),
    )
)
def test_nothing_that_can_hold_a_text_is_safe(value):
    assert logs.safe(value) is None


def test_the_log_is_cut_and_only_some_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "SIZE", 2000)
    handler = logs.start(tmp_path)
    for number in range(400):
        logging.getLogger(logs.OURS).info("row %d", number)
    logs.stop(handler)
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 1 + logs.KEPT
    assert all(path.stat().st_size <= 2000 for path in kept)
