"""The command line keeps its promises: words, keys, statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mediator_app.services import profile
from mediator_app.vault import kdf
from tests.services import desk
from tests.services.desk import a_case, file_of

KEYS = json.loads(
    (Path(__file__).parents[1] / "golden" / "cli_keys.json").read_text(encoding="utf-8")
)
MACINA = "rapport-macina"


def keys(document) -> list[str]:
    """Return the keys of a document, of its first line when it is a list."""
    if isinstance(document, list):
        return keys(document[0])
    return sorted(document)


@pytest.fixture
def number(cli) -> str:
    return cli("case", "show", MACINA, "--json").json["number"]


# reading


def test_profile_info_says_whose_it_is(cli, folder):
    shown = cli("profile", "info", "--json").json
    assert keys(shown) == KEYS["profile info"]
    assert (shown["name"], shown["role"], shown["region"]) == ("Awa Traoré", "mediator", "ML-5")
    assert shown["folder"] == str(folder)
    assert "Awa Traoré" in cli("profile", "info").out


def test_the_list_has_its_keys_and_filters(cli):
    shown = cli("case", "list", "--json").json
    assert len(shown) == 3
    assert keys(shown) == KEYS["case list"]
    for wanted, count in (
        (("--kind", "land"), 1),
        (("--stage", "dialogue"), 1),
        (("--place", "mopti"), 2),
        (("--query", "macina"), 1),
        (("--limit", "2"), 2),
        (("--query", "introuvable"), 0),
        (("--kind", "other"), 0),
        (("--kind", "land", "--stage", "dialogue"), 0),
    ):
        assert len(cli("case", "list", "--json", *wanted).json) == count, wanted
    text = cli("case", "list")
    assert (text.status, text.err) == (0, "")
    assert "Macina" in text.out
    assert "3 cases" in text.out


def test_a_case_is_shown_as_the_file_has_it(cli, number):
    shown = cli("case", "show", number, "--json").json
    assert keys(shown) == KEYS["case show"]
    assert shown["external_id"] == MACINA
    assert shown["missing"]
    assert cli("case", "show", shown["id"][:10], "--json").json == shown
    text = cli("case", "show", number)
    assert "Éleveurs peuls de Macina" in text.out


def test_the_history_is_told(cli, number):
    shown = cli("case", "history", number, "--json").json
    assert keys(shown) == KEYS["case history"]
    cli("case", "note", number, "Appelé")
    last = cli("case", "history", number, "--json", "--limit", "1").json  # one save
    assert {line["record"] for line in last} == {"note"}
    assert cli("case", "history", number).status == 0


def test_everything_is_exported_and_comes_back(cli, tmp_path, clock):
    out = tmp_path / "out.json"
    shown = cli("case", "export", "--format", "json", out, "--json").json
    assert keys(shown) == KEYS["case export"]
    assert shown["cases"] == len(json.loads(out.read_bytes())["cases"]) == 3
    done = cli("case", "import", out, "--json").json
    assert keys(done) == KEYS["case import"]
    assert (done["added"], done["updated"], done["unchanged"]) == (0, 0, 3)


def test_an_import_can_be_tried_first(cli, tmp_path):
    file = file_of(tmp_path / "in.json", a_case(stage="dialogue"))
    done = cli("case", "import", file, "--dry-run", "--json").json
    assert (done["added"], done["dry_run"]) == (1, True)
    assert [warning["external_id"] for warning in done["warnings"]] == ["a"]
    assert len(cli("case", "list", "--json").json) == 3
    assert cli("case", "import", file, "--json").json["added"] == 1
    assert len(cli("case", "list", "--json").json) == 4


# writing


def test_fields_are_set_as_forms_do(cli, number):
    shown = cli(
        "case",
        "set",
        number,
        "risk=medium",
        "mediability.answer=yes",
        "place.commune=Macina",
        "event_date=2018-01-01/2018-02-01",
        "duplicates_checked=oui",
        "--json",
    ).json
    assert keys(shown) == KEYS["case set"]
    case = cli("case", "show", number, "--json").json
    assert (case["risk"], case["mediability"]) == ("medium", {"answer": "yes"})
    assert case["event_date"] == {"from": "2018-01-01", "to": "2018-02-01", "text": None}
    assert case["duplicates_checked"] is True
    cli("case", "set", number, "risk=")
    assert "risk" not in cli("case", "show", number, "--json").json


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("risk=awful", "risk: “awful” is not one of"),
        ("closed_on=2018-02-31", "closed_on: “2018-02-31” is not a date"),
        ("colour=red", "A case has no field “colour”."),
        ("stage=closure", "“stage” is not set by hand"),
        ("state.code=sealed", "“state” is not set by hand"),
        ("number=MOP-1", "“number” is not set by hand"),
        ("duplicates_checked=peut-être", "is not a value of duplicates_checked"),
        ("land.area_ha=1e9999999", "is not a value of area_ha"),
        ("land.area_ha=Infinity", "is not a value of area_ha"),
        ("communities.houses_burnt=-3", "is below 0"),
        ("communities.houses_burnt=beaucoup", "is not a value of houses_burnt"),
        ("title=", "“title” is missing"),
        ("title=a\0b", "characters that cannot be kept"),
        ("title=\udcff", "characters that cannot be kept"),
        ("reintegration.mentor.party=p", "A case has no field"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence_and_changes_nothing(
    cli, number, assignment, said
):
    before = cli("case", "show", number, "--json").json
    assert said in cli("case", "set", number, "summary=autre", assignment).refusal
    assert cli("case", "show", number, "--json").json == before


def test_a_note_is_added(cli, number):
    shown = cli("case", "note", number, "Appelé le chef [demain]", "--json").json
    assert keys(shown) == KEYS["case note"]
    notes = cli("case", "show", number, "--json").json["notes"]
    assert notes[-1]["text"] == "Appelé le chef [demain]"
    assert notes[-1]["author"] == "Awa Traoré"
    assert "cannot be kept" in cli("case", "note", number, "\udce9t\udce9").refusal


def test_a_hard_guard_is_not_passed_by_a_reason(cli):
    before = cli("case", "show", "rapport-ajcet-type", "--json").json
    assert cli("case", "advance", "rapport-ajcet-type", "--override", "pressé").refusal
    assert cli("case", "show", "rapport-ajcet-type", "--json").json == before


# papers, safety, samples


def test_the_case_file_is_written_as_pdf(cli, tmp_path, number):
    out = tmp_path / "dossier.pdf"
    shown = cli("report", "case", number, "--out", out, "--doc-lang", "bm", "--json").json
    assert keys(shown) == KEYS["report case"]
    assert out.read_bytes().startswith(b"%PDF-")
    assert shown["bytes"] == out.stat().st_size
    missing = cli("report", "case", number, "--out", tmp_path / "no" / "x.pdf").refusal
    assert "x.pdf" in missing


def test_check_and_rebuild(cli):
    shown = cli("check", "--json").json
    assert keys(shown) == KEYS["check"]
    assert shown["problems"] == []
    assert cli("check").out.strip().endswith("Everything is in order.")
    rebuilt = cli("rebuild", "--json").json
    assert keys(rebuilt) == KEYS["rebuild"]
    assert cli("check", "--json").json == shown


def test_a_backup_is_made_listed_verified_and_restored(cli, number):
    made = cli("backup", "create", "--json").json
    assert keys(made) == KEYS["backup create"]
    assert cli("backup", "list", "--json").json == [made]
    verified = cli("backup", "verify", made["name"], "--json").json
    assert keys(verified) == KEYS["backup verify"]
    cli("case", "note", number, "Après la copie")
    restored = cli("backup", "restore", made["name"], "--json").json
    assert keys(restored) == KEYS["backup restore"]
    assert Path(restored["aside"]).exists()
    assert "Après la copie" not in cli("case", "show", number).out
    assert cli("check", "--json").json["problems"] == []
    assert "There is no backup named" in cli("backup", "verify", "none").refusal
    assert "There is no backup named" in cli("backup", "restore", "../../etc/passwd").refusal
    assert cli("backup", "list").status == 0


def test_invented_cases_are_marked_and_the_same_each_time(cli):
    shown = cli("demo", "--cases", "5", "--seed", "7", "--json").json
    assert keys(shown) == KEYS["demo"]
    assert shown["added"] == 5
    assert len(cli("case", "list", "--json").json) == 8


def test_the_tour_answers_with_its_files(cli, tmp_path):
    assert cli("tour", "--out", tmp_path, "--json").json == [str(tmp_path / "a.png")]


# the common options


def test_common_options_stand_anywhere(cli, folder):
    words = ["case", "list", "--kind", "land"]
    wanted = cli(*words, "--json").json
    for place in range(len(words) + 1):
        if place == 3:
            continue  # between an option and its value
        line = [*words[:place], "--json", f"--profile={folder}", "--lang", "bm", *words[place:]]
        assert cli(*line, profile=None).json == wanted


def test_the_language_is_that_of_the_option(cli):
    sentences = {cli("case", "show", "zzz", "--lang", lang).refusal for lang in ("fr", "bm", "en")}
    assert len(sentences) == 3
    assert "There is no case “zzz” on this computer." in sentences


def test_the_passphrase_comes_from_a_file(cli, tmp_path, monkeypatch):
    monkeypatch.delenv("MEDIATOR_PASSPHRASE")
    secret = tmp_path / "secret"
    secret.write_text(desk.SECRET + "\nmore", encoding="utf-8")
    assert cli("case", "list", "--passphrase-file", secret, "--json").json
    assert "cannot be read" in cli("case", "list", "--passphrase-file", tmp_path / "no").refusal
    assert "MEDIATOR_PASSPHRASE" in cli("case", "list").refusal


def test_a_wrong_passphrase_is_one_sentence_and_then_a_wait(cli, monkeypatch):
    monkeypatch.setenv("MEDIATOR_PASSPHRASE", "wrong")
    assert cli("case", "list").refusal == "The passphrase is not right."
    assert cli("case", "list").refusal == "The passphrase is not right."
    assert "Try again in" in cli("case", "list").refusal


def test_a_missing_profile_is_told_before_the_passphrase_is_asked(cli, tmp_path, monkeypatch):
    monkeypatch.delenv("MEDIATOR_PASSPHRASE")
    said = cli("case", "list", profile=tmp_path / "none").refusal
    assert said == f"There is no profile in {tmp_path / 'none'}. Create one first."


@pytest.mark.parametrize(
    "words",
    [
        ("case", "list", "--kind", "quarrel"),
        ("case", "list", "--stage", "x"),
        ("case", "list", "--limit", "-1"),
        ("case", "list", "--limit", "x"),
        ("case", "list", "--colour"),
        ("case", "shout"),
        ("case", "show"),
        ("case", "set", MACINA, "risk"),
        ("case", "export", "--format", "csv", "x"),
        ("case", "advance", MACINA, "--back", "x"),
        ("report", "case", MACINA),
        ("report", "case", MACINA, "--out", "x", "--doc-lang", "de"),
        ("profile", "create", "--name", "x"),
        ("profile", "create", "--name", "x", "--organisation", "o", "--role", "king"),
        ("demo", "--cases", "0"),
        ("--lang", "de", "case", "list"),
        ("case", "list", "--lang"),
        ("nothing",),
    ],
)
def test_wrong_usage_ends_with_two_and_says_nothing_on_stdout(cli, words):
    ended = cli(*words)
    assert ended.status == 2, ended
    assert ended.out == ""
    assert ended.err


@pytest.mark.parametrize("words", [("--help",), ("case", "--help"), ("case", "set", "--help")])
def test_help_is_told(cli, words):
    ended = cli(*words)
    assert (ended.status, ended.err) == (0, "")
    assert "Usage" in ended.out


@pytest.mark.parametrize("reference", ["none", "\udcff", "", "%", "01"])
def test_an_unknown_case_is_refused_everywhere(cli, reference, tmp_path):
    for words in (
        ("case", "show", reference),
        ("case", "history", reference),
        ("case", "note", reference, "x"),
        ("case", "set", reference, "risk=low"),
        ("case", "advance", reference),
        ("report", "case", reference, "--out", tmp_path / "x.pdf"),
    ):
        assert "There is no case" in cli(*words).refusal or reference == "01"
    assert not (tmp_path / "x.pdf").exists()


# the real program


def program(*words: object, secret: str = desk.SECRET, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "mediator_app", *map(str, words)],
        capture_output=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "MEDIATOR_PASSPHRASE": secret, **environment},
    )


def test_the_real_program_answers_in_utf_8_whatever_the_terminal_says(folder):
    ended = program(
        "case", "list", "--json", "--profile", folder, LC_ALL="C", PYTHONIOENCODING="latin-1"
    )
    assert ended.returncode == 0, ended.stderr
    assert len(json.loads(ended.stdout.decode("utf-8"))) == 3
    assert ended.stderr == b""


def test_the_real_program_refuses_in_one_sentence_and_french_is_its_language(folder):
    ended = program("case", "show", "zzz", "--profile", folder)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert "zzz" in ended.stderr.decode("utf-8")
    assert len(ended.stderr.decode("utf-8").splitlines()) == 1


def test_the_real_program_makes_a_profile(tmp_path):
    folder = tmp_path / "new"
    words = ("profile", "create", "--name", "Awa", "--organisation", "O", "--role", "mediator")
    weak = program(*words, "--profile", folder, secret="1234")
    assert (weak.returncode, weak.stdout) == (1, b"")
    assert not folder.exists()
    nowhere = program(*words, "--region", "Atlantis", "--profile", folder)
    assert (nowhere.returncode, folder.exists()) == (1, False)
    ended = program(*words, "--region", "MOP", "--profile", folder, "--json")
    assert ended.returncode == 0, ended.stderr
    shown = json.loads(ended.stdout)
    assert sorted(shown) == KEYS["profile info"]
    assert shown["letters"] == "MOP"
    again = program(*words, "--profile", folder)
    assert (again.returncode, again.stdout) == (1, b"")
    info = program("profile", "info", "--profile", folder, "--json")
    assert json.loads(info.stdout) == shown


def test_a_reader_that_goes_away_is_no_crash(folder):
    line = [
        sys.executable,
        "-m",
        "mediator_app",
        "case",
        "list",
        "--json",
        "--profile",
        str(folder),
    ]
    with subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "MEDIATOR_PASSPHRASE": desk.SECRET},
    ) as running:
        running.stdout.close()
        said = running.stderr.read()
    assert b"Traceback" not in said


# roles, names apart, who has read


@pytest.mark.parametrize(
    ("role", "status"),
    [("mediator", 1), ("supervisor", 1), ("data_clerk", 1), ("reader", 1), ("chief", 2)],
)
def test_four_roles_are_known(cli, tmp_path, monkeypatch, role, status):
    monkeypatch.setenv("MEDIATOR_PASSPHRASE", "weak")  # which is looked at after the role
    words = ("--name", "Awa", "--organisation", "AJCET", "--role", role)
    assert cli("profile", "create", *words, profile=tmp_path / "new").status == status
    assert not (tmp_path / "new").exists()


def test_a_reader_is_refused_in_one_sentence_and_changes_nothing(cli, tmp_path, clock):
    new, person = tmp_path / "new", replace(desk.AWA, role="reader")
    environment = clock.environment()
    profile.create(new, desk.SECRET, person, environment=environment, cost=kdf.FLOOR).close()
    file = file_of(tmp_path / "in.json", a_case())
    assert "may not" in cli("case", "import", file, profile=new).refusal
    assert cli("case", "list", "--json", profile=new).json == []
    assert cli("profile", "info", "--json", profile=new).json["role"] == "reader"


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_the_limit_of_a_history_counts_its_lines(cli, number, limit):
    told = cli("case", "history", number, "--json", "--limit", limit).json
    assert len(told) == limit


def test_names_that_are_apart_are_shown_with_a_reason_that_stays(cli, number, tmp_path):
    group = "Éleveurs peuls de Macina"
    cli("case", "set", number, "names_hidden=true")
    for words in (("show",), ("history",)):
        assert group not in cli("case", *words, number).out
    row = next(r for r in cli("case", "list", "--json").json if r["number"] == number)
    assert row["title"].startswith("PT-")
    out = tmp_path / "out.json"
    told = cli("case", "export", out, "--json").json["withheld"]
    assert {"number": number, "codes": []} in told
    assert group not in out.read_text(encoding="utf-8")
    assert group in cli("case", "show", number, "--with-names", "To phone them").out
    cli("case", "export", out, "--with-names", "The office closes")
    assert group in out.read_text(encoding="utf-8")
    reasons = cli("case", "history", number, "--limit", 40).out
    assert "To phone them" in reasons
    assert "The office closes" in reasons


def test_whose_name_is_held_back_from_a_file_is_said(cli, tmp_path):
    shown = cli("case", "export", tmp_path / "out.json", "--json").json
    assert [one["codes"] for one in shown["withheld"]] == [["PT-001"]]
    said = cli("case", "export", tmp_path / "out.json").out
    assert "do not agree to share" in said
    assert "Jeune PT-014" not in said
