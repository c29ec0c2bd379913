"""Cases come in whole or not at all, and go out as they came."""

from __future__ import annotations

import json

import pytest

from mediator_app.core.interchange.problems import FileRefused
from mediator_app.core.records.agreements import Clause
from mediator_app.core.records.cases import CaseFile, StageMove
from mediator_app.host.files import NotFound, StorageUnavailable
from mediator_app.services import cases, exchange
from tests.services import desk
from tests.services.desk import a_case, file_of


def imported(work, path, *objects, **options):
    return exchange.import_file(work, file_of(path, *objects), **options)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cases.json"


def test_the_report_comes_in_goes_out_and_comes_in_again_unchanged(report, empty_profile, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert exchange.export_file(report, first).cases == 3
    other = desk.copied(empty_profile, tmp_path / "other")
    with desk.opened(other) as work:
        done = exchange.import_file(work, first)
        assert (done.added, done.updated, done.unchanged) == (3, 0, 0)
        exchange.export_file(work, second)
    assert json.loads(first.read_bytes()) == json.loads(second.read_bytes())


def test_what_the_report_says_is_in_the_export(report):
    original = json.loads(desk.REPORT.read_text(encoding="utf-8"))["cases"]
    shown = {case["external_id"]: case for case in desk.exported(report)["cases"]}
    assert len(shown) == 3
    for case in original:
        assert missing(case, shown[case["external_id"]]) == []


def missing(given, shown, place="") -> list[str]:
    """Return the places of `given` whose value is not in `shown`; lists may be in another order."""
    if isinstance(given, dict):
        held = shown if isinstance(shown, dict) else {}
        return [
            gap
            for key, inner in given.items()
            for gap in missing(inner, held.get(key), f"{place}.{key}")
        ]
    if isinstance(given, list):
        gaps = [
            min((missing(item, other, place) for other in shown or [None]), key=len)
            for item in given
        ]
        return [gap for found in gaps for gap in found]
    return [] if given in (None, "") or given == shown else [f"{place}: {given!r} not {shown!r}"]


def test_the_comparison_notices_a_lost_text():
    assert missing({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}) == [".a.b: 'x' not 'y'"]


def test_importing_again_changes_nothing(report, tmp_path):
    before, log = desk.exported(report), desk.tables(report)
    done = exchange.import_file(report, desk.REPORT)
    assert (done.added, done.updated, done.unchanged) == (0, 0, 3)
    assert desk.tables(report) == log
    exchange.export_file(report, tmp_path / "out.json")  # which is written down, twice over
    done = exchange.import_file(report, tmp_path / "out.json")
    assert (done.added, done.updated, done.unchanged) == (0, 0, 3)
    assert desk.exported(report) == before
    assert {**desk.tables(report), "access": []} == log
    assert done.changed.units == frozenset()


def test_an_exported_case_without_a_reference_finds_itself_again(work, tmp_path):
    values = {"kind": "other", "title": "Une dette", "opened_on": "2026-02-01"}
    unit, _changed = cases.open_case(work, values)
    exchange.export_file(work, tmp_path / "out.json")
    done = exchange.import_file(work, tmp_path / "out.json")
    assert (done.added, done.updated, done.unchanged) == (0, 0, 1)
    assert desk.only_case(work) == unit


def test_the_same_reference_updates_and_what_is_left_out_stays(work, path):
    parties = [{"key": "p", "type": "person", "name": "Awa"}]
    imported(work, path, a_case(parties=parties, summary="Au début"))
    unit = desk.only_case(work)
    done = imported(work, path, a_case(title="Autre", parties=[{"key": "q", "type": "group"}]))
    assert (done.added, done.updated, done.unchanged) == (0, 1, 0)
    assert desk.only_case(work) == unit
    view = cases.view(work, unit)
    assert (view.case.title, view.case.summary) == ("Autre", "Au début")
    assert {e.record.key for e in view.records["party"]} == {"p", "q"}


def test_a_moved_place_gets_its_own_code(work, path):
    place = {"region": "Mopti", "cercle": "Koro", "commune": "Koro"}
    imported(work, path, a_case(place=place))
    before = cases.view(work, desk.only_case(work)).case
    imported(work, path, a_case(place={**place, "cercle": "Mopti", "commune": "Mopti"}))
    after = cases.view(work, desk.only_case(work)).case
    assert before.place_id
    assert after.place_id
    assert before.place_id != after.place_id


def test_an_update_that_moves_the_stage_is_written_into_the_history(work, path):
    imported(work, path, a_case(stage="intake"))
    done = imported(work, path, a_case(stage="dialogue"))
    view = cases.view(work, desk.only_case(work))
    (move,) = view.all(StageMove)
    assert (move.record.before, move.record.after) == ("intake", "dialogue")
    assert move.record.unmet
    assert "“Dialogue”" in done.warnings[0].sentence(str)


def test_a_stage_is_kept_as_given_with_a_warning_of_what_is_missing(work, path):
    done = imported(work, path, a_case(stage="agreement"))
    assert [warning.external_id for warning in done.warnings] == ["a"]
    view = cases.view(work, desk.only_case(work))
    assert view.case.stage == "agreement"
    assert view.all(StageMove)[0].record.unmet


def test_a_signed_clause_is_not_changed_and_nothing_else_of_the_file_is_kept(work, path):
    clause = {"key": "c", "text": "Rendre les bœufs"}
    agreement = {"signed_on": "2026-02-01", "clauses": [clause]}
    imported(work, path, a_case(agreement=agreement))
    before = desk.exported(work)
    changed = {**agreement, "clauses": [{**clause, "text": "Rendre deux bœufs"}]}
    with pytest.raises(FileRefused) as refusal:
        imported(work, path, a_case(external_id="b"), a_case(agreement=changed))
    assert refusal.value.sentence(str) == (
        "Nothing was imported. a.agreement.clauses: A signed clause cannot be changed."
    )
    assert desk.exported(work) == before
    assert len(cases.view(work, desk.only_case(work)).all(Clause)) == 1


def test_a_taken_number_is_given_anew_and_told_and_stays(work, path):
    imported(work, path, a_case(number="MOP-07-0042"))
    done = imported(work, path, a_case(external_id="b", number="MOP-07-0042"))
    given = f"{work.info.code}-0001"
    assert done.warnings[0].sentence(str) == (
        f"The number MOP-07-0042 is taken here; the case got {given}."
    )
    again = imported(work, path, a_case(external_id="b", number="MOP-07-0042"))
    assert (again.updated, again.unchanged) == (0, 1)
    assert sorted(c["number"] for c in desk.exported(work)["cases"]) == sorted(
        ["MOP-07-0042", given]
    )


def test_numbers_of_this_laptop_that_come_back_are_not_given_twice(work, path):
    code = work.info.code
    many = [a_case(external_id=str(number)) for number in range(5)]
    many.insert(0, a_case(external_id="own", number=f"{code}-0002"))
    many.append(a_case(external_id="late", number=f"{code}-0004"))
    imported(work, path, *many)
    numbers = [case["number"] for case in desk.exported(work)["cases"]]
    assert len(set(numbers)) == len(numbers) == 7


def test_numbers_stay_different_over_several_hundred_cases_at_once(work, path):
    code = work.info.code
    many = [a_case(external_id=str(n), number=f"{code}-{400 - n:04d}") for n in range(0, 400, 7)]
    many += [a_case(external_id=f"x{n}") for n in range(350)]
    imported(work, path, *many)
    numbers = [case["number"] for case in desk.exported(work)["cases"]]
    assert len(set(numbers)) == len(numbers) == len(many)


def test_a_dry_run_tells_all_and_keeps_nothing(work, path):
    done = imported(work, path, a_case(stage="dialogue"), dry_run=True)
    assert (done.added, len(done.warnings), done.changed.units) == (1, 1, frozenset())
    assert desk.exported(work)["cases"] == []
    assert imported(work, path, a_case()).added == 1


def test_an_import_can_be_stopped_and_keeps_nothing(work, path):
    seen: list[tuple[int, int]] = []
    with pytest.raises(exchange.Cancelled):
        imported(
            work,
            path,
            *[a_case(external_id=str(n)) for n in range(600)],
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: len(seen) == 2,
        )
    assert seen == [(250, 600), (500, 600)]
    assert desk.exported(work)["cases"] == []


def test_a_fault_in_the_last_case_undoes_what_was_brought_before_it(work, path):
    many = [a_case(external_id=str(n)) for n in range(exchange.TOGETHER + 2)]
    many[-1]["risk"] = "none"
    many[-2]["kind"] = "none"
    seen: list[int] = []
    with pytest.raises(FileRefused) as refusal:
        imported(work, path, *many, progress=lambda done, _total: seen.append(done))
    assert seen == [exchange.TOGETHER]
    assert len(refusal.value.problems) == 2
    assert desk.exported(work)["cases"] == []


def test_a_removed_element_comes_back_only_when_a_file_brings_it(work, path):
    imported(work, path, a_case(issues=[{"key": "i", "text": "La limite"}]))
    unit = desk.only_case(work)
    (issue,) = cases.view(work, unit).records["issue"]
    cases.remove(work, unit, issue.eid)
    assert "issue" not in cases.view(work, unit).records
    imported(work, path, a_case(summary="Sans question"))
    assert "issue" not in cases.view(work, unit).records


def test_an_export_of_a_case_with_a_removed_party_can_be_imported(report, empty_profile, tmp_path):
    unit = cases.by_reference(report, "exemple-koro-foncier")
    gone = next(e for e in cases.view(report, unit).records["party"] if e.record.key == "c1")
    cases.remove(report, unit, gone.eid)
    exchange.export_file(report, tmp_path / "out.json")
    with desk.opened(desk.copied(empty_profile, tmp_path / "other")) as other:
        assert exchange.import_file(other, tmp_path / "out.json").added == 3


def test_a_text_that_the_log_cannot_hold_is_refused_whole(work, path):
    with pytest.raises(Exception) as refusal:  # noqa: PT011
        imported(work, path, a_case(), a_case(external_id="b", summary="ɛ" * 200_000))
    assert "long" in refusal.value.sentence(str)
    assert desk.exported(work)["cases"] == []


def test_a_file_that_is_not_there_is_told(work, tmp_path):
    with pytest.raises(NotFound):
        exchange.import_file(work, tmp_path / "none.json")
    with pytest.raises(StorageUnavailable):
        exchange.import_file(work, tmp_path)
    with pytest.raises(StorageUnavailable):
        exchange.export_file(work, tmp_path / "no" / "folder.json")
    assert not (tmp_path / "no").exists()


def test_an_export_never_leaves_half_a_file(report, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("what was there")
    (tmp_path / "out.json.new").mkdir()  # nothing can be written here
    with pytest.raises(StorageUnavailable):
        exchange.export_file(report, out)
    assert out.read_text() == "what was there"


def test_a_case_of_another_kind_keeps_its_number_and_reference(report):
    shown = desk.exported(report)["cases"]
    assert len({case["number"] for case in shown}) == 3
    assert all(cases.by_reference(report, case["external_id"]) for case in shown)
    assert CaseFile.NAME == "case_file"
