"""Recording and playing: real sound files, a device that stands for microphone and loudspeaker."""

from __future__ import annotations

import io

import pytest
import soundfile

from mediator_app.host import sound
from mediator_app.host.sound import RATE, DeviceLost, PortAudio
from mediator_app.services import documents
from mediator_app.services.recordings import NotPlayedHere, Player, Recorder
from tests.services.speakers import Device, tone


def recorded(seconds: float) -> bytes:
    device = Device()
    recorder = Recorder(device)
    recorder.start()
    device.heard(tone(seconds))
    recorder.stop()
    return recorder.encoded()


def test_what_was_said_becomes_a_small_document():
    content = recorded(60)
    assert len(content) < 300_000
    prepared = documents.prepare_content("Consentement.ogg", content)
    assert (prepared.kind.mime, prepared.kind.kind) == ("audio/ogg", "audio")
    with soundfile.SoundFile(io.BytesIO(content)) as file:
        assert file.frames / file.samplerate == pytest.approx(60, abs=0.1)


def test_a_pause_leaves_no_hole_and_the_level_shows_that_somebody_is_heard():
    device = Device()
    recorder = Recorder(device)
    recorder.start()
    device.heard(tone(1, loud=16_384))
    assert recorder.level == pytest.approx(0.5, abs=0.01)
    recorder.stop()
    assert (recorder.level, recorder.is_running) == (0, False)
    recorder.start()
    device.heard(tone(2, loud=100))
    recorder.stop()
    assert recorder.seconds == pytest.approx(3)
    assert device.closed == ["microphone", "microphone"]


def test_a_recording_ends_by_itself_when_it_is_long_enough():
    device = Device()
    recorder = Recorder(device, longest=2)
    recorder.start()
    device.heard(tone(1.5))
    assert not recorder.is_full
    device.heard(tone(1.5))
    assert recorder.is_full
    assert recorder.seconds == 2


def test_a_player_speaks_from_memory_to_the_end_and_again():
    device = Device()
    player = Player(device, recorded(2))
    assert player.seconds == pytest.approx(2, abs=0.1)
    player.play()
    first = device.wanted(RATE)
    assert len(first) == RATE
    assert any(first)
    assert player.position == pytest.approx(RATE / 2 / device.rate / device.channels, abs=0.01)
    while not player.at_end:
        assert len(device.wanted(RATE)) == RATE  # the end is filled with silence
    player.pause()
    assert device.closed == ["loudspeaker"]
    player.play()
    assert player.position == 0
    player.seek(1.5)
    assert player.position == pytest.approx(1.5, abs=0.01)
    player.seek(100)
    assert player.at_end
    player.close()


def test_what_the_library_cannot_read_is_not_played():
    with pytest.raises(NotPlayedHere):
        Player(Device(), b"\0\0\0\x18ftypM4A " + bytes(100))


def test_a_device_that_went_away_says_so():
    with pytest.raises(DeviceLost):
        Recorder(Device(lost=True)).start()
    player = Player(Device(lost=True), recorded(0.2))
    with pytest.raises(DeviceLost):
        player.play()
    assert not player.is_running
    player.close()


class _Nothing:
    counted = 0

    class PortAudioError(Exception):
        pass

    @classmethod
    def _terminate(cls):
        pass

    @classmethod
    def _initialize(cls):
        cls.counted += 1

    @classmethod
    def query_devices(cls, kind):
        raise cls.PortAudioError(kind)

    @classmethod
    def RawInputStream(cls, **_wishes):  # noqa: N802 - as PortAudio's library calls it
        raise cls.PortAudioError


def test_the_real_device_says_what_is_missing(monkeypatch):
    def raising(error):
        def load():
            raise error

        return load

    monkeypatch.setattr(sound, "_library", raising(ImportError()))
    assert PortAudio().why_not(recording=True) == sound.NO_LIBRARY
    monkeypatch.setattr(sound, "_library", raising(OSError("PortAudio library not found")))
    assert PortAudio().why_not(recording=True) == sound.NO_SYSTEM
    monkeypatch.setattr(sound, "_library", lambda: _Nothing)
    assert PortAudio().why_not(recording=True) == sound.NO_MICROPHONE
    assert PortAudio().why_not(recording=False) == sound.NO_SPEAKER
    assert _Nothing.counted == 2  # looked for what was plugged in meanwhile
    with pytest.raises(DeviceLost):
        PortAudio().listen(print)
