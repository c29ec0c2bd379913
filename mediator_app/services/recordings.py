"""Recordings made and heard inside the program: nothing of them touches the disk in clear."""

from __future__ import annotations

from array import array
from io import BytesIO
from threading import Lock
from typing import Any

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.host.sound import RATE, SAMPLE_BYTES, SoundDevice, Stream, codec

LONGEST = 30 * 60  # seconds
LOUDEST = 32_768
BLOCK = 2 * RATE  # bytes encoded at a time: libsndfile dislikes longer ones


class NotPlayedHere(AppError):
    """A kind of recording that the library does not read."""

    message = N_(
        "This kind of recording is not played here. Save a copy and listen to it in another "
        "program; erase the copy afterwards."
    )


class Recorder:
    """Hears until it is stopped; what was heard stays in memory until it is kept or let go."""

    def __init__(self, device: SoundDevice, *, longest: int = LONGEST) -> None:
        self._device, self._limit = device, longest * RATE * SAMPLE_BYTES
        self._heard = bytearray()
        self._level = 0.0
        self._lock = Lock()
        self._stream: Stream | None = None

    def start(self) -> None:
        """Begin, or go on after a stop."""
        if self._stream is None:
            self._stream = self._device.listen(self._hear)

    def stop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
        self._level = 0.0

    @property
    def is_running(self) -> bool:
        return self._stream is not None

    @property
    def is_full(self) -> bool:
        return len(self._heard) >= self._limit

    @property
    def seconds(self) -> float:
        return len(self._heard) / (RATE * SAMPLE_BYTES)

    @property
    def level(self) -> float:
        """Return how loud it is just now, from 0 to 1."""
        return self._level

    def encoded(self) -> bytes:
        """Return what was heard as Opus in an Ogg file: 200 kB for a minute at the most."""
        with self._lock:
            heard = bytes(self._heard)
        made = BytesIO()
        with codec().SoundFile(
            made, "w", samplerate=RATE, channels=1, format="OGG", subtype="OPUS"
        ) as file:
            for start in range(0, len(heard), BLOCK):
                file.buffer_write(heard[start : start + BLOCK], dtype="int16")
        return made.getvalue()

    def _hear(self, data: bytes) -> None:
        with self._lock:
            room = self._limit - len(self._heard)
            self._heard += data[:room]
        samples = array("h", data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES])
        self._level = max(map(abs, samples), default=0) / LOUDEST


class Player:
    """Speaks one recording, read piece by piece from memory."""

    def __init__(self, device: SoundDevice, content: bytes) -> None:
        self._device = device
        library = codec()
        try:
            self._file: Any = library.SoundFile(BytesIO(content))
        except library.LibsndfileError as error:
            raise NotPlayedHere from error
        self._lock = Lock()
        self._stream: Stream | None = None
        self._done = 0  # frames

    @property
    def seconds(self) -> float:
        return float(self._file.frames / self._file.samplerate)

    @property
    def position(self) -> float:
        return float(self._done / self._file.samplerate)

    @property
    def is_running(self) -> bool:
        return self._stream is not None

    @property
    def at_end(self) -> bool:
        return self._done >= int(self._file.frames)

    def play(self) -> None:
        """Speak from where it stopped, or from the beginning after the end."""
        if self._stream is not None:
            return
        if self.at_end:
            self.seek(0)
        self._stream = self._device.speak(
            self._next, rate=self._file.samplerate, channels=self._file.channels
        )

    def pause(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def seek(self, seconds: float) -> None:
        with self._lock:
            frame = min(max(0, round(seconds * self._file.samplerate)), int(self._file.frames))
            self._file.seek(frame)
            self._done = frame

    def close(self) -> None:
        self.pause()
        with self._lock:
            self._file.close()

    def _next(self, size: int) -> bytes:
        frames = size // (SAMPLE_BYTES * int(self._file.channels))
        with self._lock:
            data = bytes(self._file.buffer_read(frames, dtype="int16"))
            self._done = int(self._file.frames) if len(data) < size else self._file.tell()
        return data.ljust(size, b"\0")
