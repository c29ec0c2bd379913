"""Bad input ends in one sentence that names the place, status 1, and nothing changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from mediator_app.services import profile
from mediator_app.services.opening import DATABASE
from mediator_app.vault.keyslots import FILES
from tests.services import desk
from tests.services.desk import a_case

RING = [
    {"key": "p", "type": "person", "representative": "q"},
    {"key": "q", "type": "person", "representative": "p"},
]


def document(*cases: dict, **head) -> bytes:
    whole = {"format": "mediation-cases", "version": 1, "cases": list(cases), **head}
    return json.dumps(whole).encode()


BAD = {
    "no json": (b"external_id;kind\na;land\n", "file: "),
    "empty": (b"", "file: "),
    "no text": (b"\x89PNG\r\n\x1a\n\xff", "file: "),
    "another format": (document(format="survey"), "format: "),
    "another version": (document(version=2), "version: "),
    "an unknown key": (document(a_case(colour="red")), "cases[0] (a): "),
    "a wrong code": (document(a_case(), a_case(external_id="b", risk="x")), "cases[1] (b).risk: "),
    "a negative count": (
        document(a_case(meetings=[{"type": "signing", "men": -2}])),
        "cases[0] (a).meetings[0].men: ",
    ),
    "nobody responsible": (
        document(a_case(agreement={"clauses": [{"text": "t", "responsible": "x"}]})),
        "cases[0] (a).agreement.clauses[0].responsible: ",
    ),
    "31 February": (document(a_case(opened_on="2018-02-31")), "cases[0] (a).opened_on: "),
    "50 MB of text": (document(a_case(summary="x" * 50_000_000)), "cases[0] (a).summary: "),
    "NUL": (document(a_case(title="a\0b")), "cases[0] (a).title: "),
    "a lone surrogate": (document(a_case(title="\ud800")), "cases[0] (a).title: "),
    "a ring of representatives": (document(a_case(parties=RING)), "cases[0] (a).parties: "),
    "a key twice": (
        document(a_case()).replace(b'"kind"', b'"kind": "land", "kind"'),
        "cases[0] (a): ",
    ),
    "a reference twice": (document(a_case(), a_case()), "cases[1] (a): "),
    "too deep": (b"[" * 100_000, "file: "),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", ["fr", "bm", "en"])
def test_a_bad_file_is_refused_and_nothing_is_changed(cli, tmp_path, name, language):
    content, place = BAD[name]
    if language != "en" and len(content) > 1_000_000:
        pytest.skip("once is enough")
    path = tmp_path / "in.json"
    path.write_bytes(content)
    refusal = cli("case", "import", path, "--lang", language).refusal
    assert place in refusal
    assert len(refusal) < 500
    if language == "en":
        assert refusal.startswith("Nothing was imported. ")
        assert len(cli("case", "list", "--json").json) == 3


def test_a_file_that_is_not_there_is_named(cli, tmp_path):
    assert "none.json" in cli("case", "import", tmp_path / "none.json").refusal
    assert str(tmp_path) in cli("case", "import", tmp_path).refusal


@pytest.mark.parametrize(
    "command", [("case", "list"), ("check",), ("rebuild",), ("backup", "create")]
)
def test_a_damaged_profile_is_told_by_every_command(cli, folder, command):
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[:100])
    assert DATABASE in cli(*command).refusal
    desk.damage(folder / DATABASE, 50)
    (folder / DATABASE).write_bytes(whole[:2000] + bytes(100) + whole[2100:])
    assert DATABASE in cli(*command).refusal
    (folder / DATABASE).unlink()
    assert DATABASE in cli(*command).refusal
    (folder / DATABASE).write_bytes(whole)
    assert len(cli("case", "list", "--json").json) == 3


def test_check_finds_a_damaged_page_and_ends_with_one(cli, folder):
    size = (folder / DATABASE).stat().st_size
    desk.damage(folder / DATABASE, size - 2000)
    ended = cli("check", "--json")
    assert ended.status == 1
    assert ended.err.strip()
    assert len(ended.err.strip().splitlines()) == 1


def test_tables_that_differ_from_the_log_are_told_and_rebuilt(cli, folder, clock):
    before = cli("case", "list", "--json").json
    environment = clock.environment()
    work = profile.unlock(folder, desk.SECRET, environment=environment)
    with work.database.write() as connection:
        connection.connection.driver_connection.execute("UPDATE case_file SET title = 'Faux'")
    work.close()
    ended = cli("check", "--json")
    assert (ended.status, len(ended.err.splitlines())) == (1, 1)
    assert json.loads(ended.out)["problems"] == [ended.err.strip()]
    assert cli("rebuild").status == 0
    assert cli("case", "list", "--json").json == before


@pytest.mark.parametrize("content", [b"", b"MEDKEYS1", b"x" * 500])
def test_damaged_key_files_are_told(cli, folder, content):
    whole = (folder / FILES[0]).read_bytes()
    for name in FILES:
        (folder / name).write_bytes(content)
    assert FILES[0] in cli("case", "list").refusal
    for name in FILES:
        (folder / name).unlink()
    assert FILES[0] in cli("case", "list").refusal
    (folder / FILES[1]).write_bytes(whole)
    assert len(cli("case", "list", "--json").json) == 3


@pytest.mark.parametrize("year", [1980, 2099])
def test_a_wrong_clock_imports_and_moves_nothing(cli, clock, year, tmp_path):
    clock.wall, clock.quality = datetime(year, 1, 1, tzinfo=UTC), 0
    assert str(year) in cli("case", "advance", "rapport-macina").refusal
    path = tmp_path / "in.json"
    path.write_bytes(document(a_case()))
    assert cli("case", "import", path, "--json").json["added"] == 1
    told = cli("case", "history", "a", "--json").json
    assert {line["clock_quality"] for line in told} == {0}
