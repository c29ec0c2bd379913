"""Documents of a case: what is kept of a file, what is refused, and what survives."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from mediator_app.core import documents as rules
from mediator_app.core.consent import ConsentMissing
from mediator_app.core.interchange.write import document as open_file
from mediator_app.core.records.cases import Access, Document
from mediator_app.core.roles import NotAllowed
from mediator_app.db import chunks as store
from mediator_app.host.files import NotFound
from mediator_app.journal.rebuild import rebuild
from mediator_app.services import backups, cases, documents
from tests.services import desk, files

VOICE = b"OggS" + bytes(range(256)) * 300


@pytest.fixture
def case(work) -> bytes:
    unit, _changed = cases.open_case(work, {"kind": "land", "title": "Le couloir"})
    return unit


@pytest.fixture
def sitan(work, case) -> bytes:
    return cases.save(work, case, "party", {"type": "person", "name": "Sitan"})[0]


def kept(work, case, name="photo.jpg", content=None, **facts):
    prepared = documents.prepare_content(name, files.photo() if content is None else content)
    eid, _changed = documents.add(work, case, prepared, facts)
    return eid


def record(work, case, eid) -> Document:
    return cases.view(work, case).by_id(eid).record


def pieces(work) -> int:
    with work.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM chunk").scalar_one()


# pictures


def test_a_photo_is_kept_small_upright_and_without_its_marks(work, case, tmp_path):
    path = tmp_path / "IMG_0001.JPG"
    path.write_bytes(files.photo(2400, 1200, turned=6))
    raw = path.read_bytes()
    assert b"Bandiagara" in raw  # there is something to lose
    assert Image.open(io.BytesIO(raw)).getexif().get_ifd(files.GPS)
    eid, _changed = documents.add(work, case, documents.prepare(path), {"caption": "La borne"})
    found = documents.content(work, case, eid)
    image = Image.open(io.BytesIO(found.data))
    assert image.size == (800, 1600)  # turned as the camera was held
    red, green, _blue = image.getpixel((780, 20))
    assert red > 150 > green  # what was at the upper left is at the upper right
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & image.info.keys()
    for mark in (b"Bandiagara", b"Itel", b"Exif", b"2026:02:14"):
        assert mark not in found.data
    said = record(work, case, eid)
    assert (said.name, said.mime, said.kind) == ("IMG_0001.JPG", "image/jpeg", "photo")
    assert (said.taken_on, said.size) == ("2026-02-14", len(found.data))
    small = base64.b64decode(said.thumbnail)
    assert len(small) <= 8_000
    assert max(Image.open(io.BytesIO(small)).size) <= 240


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_pictures_of_other_kinds_become_jpeg(form):
    made = io.BytesIO()
    Image.new("RGB", (300, 200), (10, 120, 200)).save(made, form)
    prepared = documents.prepare_content(f"image.{form.lower()}", made.getvalue())
    image = Image.open(io.BytesIO(prepared.content))
    assert (image.format, image.size) == ("JPEG", (300, 200))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_way_of_colours_is_kept_visible(mode):
    source = Image.linear_gradient("L")
    image = source.convert("I").point(lambda v: v * 200) if mode in {"I;16", "I"} else source
    image = image.convert(mode)
    made = io.BytesIO()
    image.save(made, "PNG" if mode in {"1", "L", "LA", "P", "RGBA", "I;16"} else "TIFF")
    content = documents.prepare_content("x.png", made.getvalue()).content
    shades = Image.open(io.BytesIO(content)).convert("L").getextrema()
    assert shades[0] < 40
    assert shades[1] > 215


def test_what_is_transparent_becomes_white():
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")
    content = documents.prepare_content("x.png", made.getvalue()).content
    assert Image.open(io.BytesIO(content)).getpixel((20, 20)) == (255, 255, 255)


def test_a_photo_of_sixty_million_dots_is_made_small():
    prepared = documents.prepare_content("grand.jpg", files.large_jpeg(9000, 6700))
    assert max(Image.open(io.BytesIO(prepared.content)).size) == 1600
    assert len(prepared.content) < 200_000


REFUSED = [
    ("bombe.png", files.bomb(), rules.TooManyDots),
    ("grande.png", files.bomb(9000, 6700), rules.TooManyDots),
    ("enorme.jpg", files.large_jpeg(12000, 11000), rules.TooManyDots),
    ("coupee.jpg", files.photo()[:2000], rules.PictureUnreadable),
    ("faux.jpg", b"\xff\xd8\xff\xe0" + os.urandom(400), rules.PictureUnreadable),
    ("faux.pdf", b"%PDF-1.7 this is none", rules.PdfUnreadable),
    ("vide.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF", rules.PdfUnreadable),
    ("longue.wav", b"RIFF\0\0\0\0WAVE" + bytes(25_000_000), rules.TooLarge),
    ("virus.jpg", b"MZ" + bytes(100), rules.IsProgram),
]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_bad_file_is_refused_in_one_sentence(work, case, name, content, why):
    with pytest.raises(rules.FileRefused) as refused:
        kept(work, case, name, content)
    assert type(refused.value) is why
    assert name in str(refused.value)
    assert cases.view(work, case).all(Document) == ()
    assert pieces(work) == 0


def test_several_pages_in_one_picture_ask_for_a_pdf():
    made = io.BytesIO()
    pages = [Image.new("L", (60, 60), shade) for shade in (0, 128, 255)]
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(rules.SeveralPages):
        documents.prepare_content("pv.tif", made.getvalue())


def test_folders_missing_files_and_pipes_are_no_documents(tmp_path):
    with pytest.raises(rules.NoPlainFile):
        documents.prepare(tmp_path)
    with pytest.raises(NotFound):
        documents.prepare(tmp_path / "parti.jpg")
    os.mkfifo(tmp_path / "tuyau.jpg")
    with pytest.raises(rules.NoPlainFile):
        documents.prepare(tmp_path / "tuyau.jpg")  # opening it would wait for ever


def test_what_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "longue.mp3"
    with path.open("wb") as file:
        file.write(b"ID3\x03")
        file.truncate(40_000_000_000)  # a hole: reading it would take minutes
    with pytest.raises(rules.TooLarge) as refused:
        documents.prepare(path)
    assert refused.value.values["size"] == 40_000


def test_a_device_name_never_reaches_the_disk(work, case, tmp_path):
    path = tmp_path / "..\\CON.jpg"
    path.write_bytes(files.photo())
    eid, _changed = documents.add(work, case, documents.prepare(path), {})
    assert record(work, case, eid).name == "CON.jpg"
    assert documents.suggested_name(documents.content(work, case, eid)) == "document_CON.jpg"


# keeping


def test_twenty_five_megabytes_are_kept_in_pieces_and_come_back(work, case):
    content = b"OggS" + os.urandom(24_999_996)
    eid = kept(work, case, "longue.ogg", content)
    assert documents.content(work, case, eid).data == content
    assert pieces(work) == 382 == len(record(work, case, eid).chunks)


@pytest.mark.parametrize(
    "values",
    [
        {"chunks": ["00" * 32] * 501},
        {"chunks": ["0" * 2_001]},
        {"thumbnail": "A" * 12_001},
        {"content_key": "0" * 65},
    ],
)
def test_what_a_record_carries_of_its_content_is_bounded(work, case, values):
    with pytest.raises(cases.NotValid):
        cases.save(work, case, "document", {"name": "x", **values})


def test_nothing_of_a_document_lies_readable_in_the_file(work, case):
    words = b"La borne du puits de Sitan"
    kept(work, case, "notes.txt", words * 50)
    with work.read() as connection:
        stored = connection.exec_driver_sql("SELECT data FROM chunk").scalars().all()
    assert stored
    assert words not in b"".join(stored)


def test_the_same_content_is_not_kept_twice_in_a_case(work, case):
    kept(work, case, content=VOICE, name="voix.ogg", caption="Lecture de l'accord")
    with pytest.raises(rules.AlreadyHere, match="Lecture de l'accord"):
        kept(work, case, content=VOICE, name="autre.ogg")
    assert pieces(work) == 2


def test_cancelling_keeps_nothing(work, case):
    class Stopped(Exception):
        pass

    def stop(done, total):
        assert total == 2
        if done == 2:
            raise Stopped

    prepared = documents.prepare_content("voix.ogg", VOICE)
    with pytest.raises(Stopped):
        documents.add(work, case, prepared, {}, progress=stop)
    assert cases.view(work, case).all(Document) == ()
    assert pieces(work) == 0


def test_a_picture_is_let_go_between_two_steps():
    calls = []

    def nobody_waits():
        calls.append(1)
        if len(calls) == 2:
            raise LookupError

    with pytest.raises(LookupError):
        documents.prepare_content("photo.jpg", files.photo(), check=nobody_waits)


def test_content_stays_out_of_the_open_file_and_its_description_goes_in(work, case):
    kept(work, case, content=VOICE, name="voix.ogg", caption="Lecture")
    (entry,) = open_file([cases.view(work, case)])["cases"][0]["documents"]
    assert entry["caption"] == "Lecture"
    assert entry["size"] == len(VOICE)
    assert not {"content_key", "chunks", "thumbnail"} & entry.keys()


def test_the_tables_made_anew_from_the_log_name_the_same_pieces(work, case):
    eid = kept(work, case)
    before = desk.tables(work)
    assert rebuild(work.journal, work.database.write)
    assert desk.tables(work) == before
    assert documents.content(work, case, eid).data


def test_a_backup_holds_the_content_and_gives_it_back(folder, clock):
    with desk.opened(folder, clock=clock) as work:
        unit, _changed = cases.open_case(work, {"kind": "land", "title": "Le couloir"})
        eid = kept(work, unit, content=VOICE, name="voix.ogg")
        copy = backups.create(work)
        cases.remove(work, unit, eid)
        clock.wall += timedelta(days=400)
        assert documents.tidy(work) == 0
        clock.wall += timedelta(days=31)
        assert documents.tidy(work) == 2
    environment = clock.environment()
    backups.restore(folder, copy.name, desk.SECRET, environment=environment, floor=desk.CHEAP)
    with desk.opened(folder, clock=clock) as work:
        assert documents.content(work, unit, eid).data == VOICE


KILLED = """
import os, signal, sys
from pathlib import Path
from mediator_app.services import cases, documents
from tests.services import desk

def stop(done, total):
    if done == total - 1:
        os.kill(os.getpid(), signal.SIGKILL)

with desk.opened(Path(sys.argv[1])) as work:
    unit, _ = cases.open_case(work, {"kind": "land", "title": "Le couloir"})
    first = documents.prepare_content("a.ogg", b"OggS" + bytes(200_000))
    documents.add(work, unit, first, {})
    second = documents.prepare_content("b.ogg", b"OggS" + os.urandom(20_000_000))
    documents.add(work, unit, second, {}, progress=stop)
"""


def test_a_power_cut_while_keeping_takes_both_the_pieces_and_the_record(folder):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == -9, done.stderr.decode()
    with desk.opened(folder) as work:
        unit = desk.only_case(work)
        (entry,) = cases.view(work, unit).all(Document)
        assert documents.content(work, unit, entry.eid).data == b"OggS" + bytes(200_000)
        assert pieces(work) == len(set(entry.record.chunks))


# opening


def test_what_has_not_arrived_or_is_damaged_says_so(work, case):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    view = cases.view(work, case)
    assert documents.without_content(work, view) == frozenset()
    with work.database.write() as connection:
        connection.exec_driver_sql("UPDATE chunk SET data = substr(data, 2) WHERE rowid = 1")
    with pytest.raises(rules.ContentDamaged, match=r"voix\.ogg"):
        documents.content(work, case, eid)
    with work.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM chunk WHERE rowid = 1")
    with pytest.raises(rules.ContentNotHere, match=r"voix\.ogg"):
        documents.content(work, case, eid)
    assert documents.without_content(work, view) == {eid}


def test_a_program_from_another_laptop_is_neither_opened_nor_written(work, case, tmp_path):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    from mediator_app.vault import chunks

    key = bytes.fromhex(record(work, case, eid).content_key)
    ((chunk_id, sealed),) = chunks.seal(key, b"MZ" + bytes(500))
    with work.database.write() as connection:
        store.keep(connection, [(chunk_id, sealed)])
    change = desk.changed(Document, eid, {"chunks": [chunk_id.hex()], "mime": "audio/ogg"})
    desk.elsewhere(work, case, change)
    with pytest.raises(rules.IsProgram):
        documents.content(work, case, eid)
    with pytest.raises(rules.IsProgram):
        documents.export(work, case, eid, tmp_path / "voix.ogg")
    assert list(tmp_path.glob("voix*")) == []


@pytest.mark.parametrize(
    "values",
    [
        {"content_key": "not hexadecimal"},
        {"content_key": "00"},
        {"chunks": ["zz"]},
        {"chunks": ["00" * 32] * 501},
    ],
)
def test_nonsense_of_another_laptop_is_told_as_damage(work, case, values):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    desk.elsewhere(work, case, desk.changed(Document, eid, values))
    with pytest.raises(rules.ContentDamaged):
        documents.content(work, case, eid)
    assert documents.without_content(work, cases.view(work, case)) == {eid}


def test_a_copy_is_written_on_purpose_and_written_down(work, case, tmp_path):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    target = tmp_path / "copie.ogg"
    documents.export(work, case, eid, target)
    assert target.read_bytes() == VOICE
    (entry,) = cases.view(work, case).all(Access)
    assert (entry.record.what, entry.record.reason) == ("exported", "voix.ogg")


def test_a_copy_that_could_not_be_written_is_not_written_down(work, case, tmp_path):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    with pytest.raises(NotFound):
        documents.export(work, case, eid, tmp_path / "nowhere" / "copie.ogg")
    assert cases.view(work, case).all(Access) == ()


def test_who_may_not_write_files_out_gets_no_copy(work, case, tmp_path):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    work.info = replace(work.info, role="data_clerk")
    with pytest.raises(NotAllowed):
        documents.export(work, case, eid, tmp_path / "copie.ogg")
    assert list(tmp_path.glob("copie*")) == []


# consent


def test_a_photo_of_somebody_needs_the_consent_to_photos(work, case, sitan):
    with pytest.raises(ConsentMissing) as refused:
        kept(work, case, party=sitan)
    assert "Sitan" in str(refused.value)
    assert pieces(work) == 0
    cases.save(work, case, "consent", {"party": sitan, "purposes": ["record"]})
    with pytest.raises(ConsentMissing):
        kept(work, case, party=sitan)
    cases.save(work, case, "consent", {"party": sitan, "purposes": ["photo"]})
    assert kept(work, case, party=sitan)


def test_a_photo_of_nobody_and_a_scan_need_none(work, case, sitan):
    assert kept(work, case)
    assert kept(work, case, content=files.photo(seed=2), kind="scan", party=sitan)


def test_a_withdrawn_consent_counts_no_more_and_leaves_the_rest_editable(work, case, sitan):
    consent, _changed = cases.save(
        work, case, "consent", {"party": sitan, "purposes": ["photo"], "given_on": "2026-01-01"}
    )
    eid = kept(work, case, party=sitan)
    cases.save(work, case, "consent", {"withdrawn_on": "2026-03-01"}, eid=consent)
    cases.save(work, case, "document", {"caption": "À retirer ?"}, eid=eid)
    with pytest.raises(ConsentMissing):
        kept(work, case, content=files.photo(seed=2), party=sitan)


def test_a_photo_is_not_given_a_face_by_its_form_either(work, case, sitan):
    eid = kept(work, case)
    scan = kept(work, case, content=files.photo(seed=2), kind="scan", party=sitan)
    with pytest.raises(ConsentMissing):
        cases.save(work, case, "document", {"party": sitan}, eid=eid)
    with pytest.raises(ConsentMissing):
        cases.save(work, case, "document", {"kind": "photo"}, eid=scan)
    with pytest.raises(ConsentMissing):
        cases.save(work, case, "document", {"kind": "photo", "name": "x", "party": sitan})


def test_a_supervisor_lets_it_through_with_a_reason(work, case, sitan):
    work.info = replace(work.info, role="supervisor")
    said = {"party": sitan, "purpose": "photo", "decided_by": "Fanta", "reason": "Preuve des coups"}
    cases.save(work, case, "consent_override", said)
    assert kept(work, case, party=sitan)


def test_no_copy_leaves_of_what_shows_somebody_who_said_no_to_sharing(work, case, sitan, tmp_path):
    target = tmp_path / "copie.jpg"
    said = {"party": sitan, "purposes": ["record", "photo"]}
    consent, _changed = cases.save(work, case, "consent", said)
    eid = kept(work, case, party=sitan)
    with pytest.raises(ConsentMissing, match="Share with the office"):
        documents.export(work, case, eid, target)
    assert not target.exists()
    cases.save(work, case, "consent", {"purposes": ["photo", "share"]}, eid=consent)
    documents.export(work, case, eid, target)
    assert target.exists()


# letting go


def test_a_document_taken_away_comes_back_for_a_month_and_then_its_content_goes(work, case, clock):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    other = kept(work, case, content=VOICE + b"2", name="autre.ogg")
    cases.remove(work, case, eid)
    assert documents.tidy(work) == 0
    clock.wall += timedelta(days=29)
    assert documents.tidy(work) == 0
    desk.elsewhere(work, case, cases.Edit(Document.ETYPE, eid, {0: True}))  # brought back
    clock.wall += timedelta(days=29)
    assert documents.tidy(work) == 0
    assert documents.content(work, case, eid).data == VOICE
    cases.remove(work, case, eid)
    assert documents.tidy(work) == 0
    clock.wall += timedelta(days=31)
    assert documents.tidy(work) == 2
    assert documents.content(work, case, other).data == VOICE + b"2"


def test_a_clock_that_jumps_erases_nothing_early(work, case, clock):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    clock.wall += timedelta(days=4_000)  # wrong
    cases.remove(work, case, eid)
    documents.tidy(work)
    clock.wall -= timedelta(days=4_000)
    assert documents.tidy(work) == 0
    clock.wall += timedelta(days=29)
    assert documents.tidy(work) == 0
    clock.quality = 0
    clock.wall += timedelta(days=4_000)
    assert documents.tidy(work) == 0
    assert pieces(work) == 2
    clock.quality, clock.wall = 1, desk.TODAY + timedelta(days=62)
    assert documents.tidy(work) == 2  # the wrong day is forgotten


def test_what_a_newer_program_wrote_may_name_any_piece(work, case, clock):
    eid = kept(work, case, content=VOICE, name="voix.ogg")
    cases.remove(work, case, eid)
    documents.tidy(work)
    clock.wall += timedelta(days=31)
    with work.database.write() as connection:
        connection.exec_driver_sql("UPDATE changeset SET state = 1 WHERE lid = 1")
    assert documents.tidy(work) == 0
    with work.database.write() as connection:
        connection.exec_driver_sql("UPDATE changeset SET state = 0 WHERE lid = 1")
    assert documents.tidy(work) == 2
