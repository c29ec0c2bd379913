"""What this machine has to hear with and to speak with; the one place that knows PortAudio.

The library is an optional part of the installation: where it, the system's PortAudio or the
device is missing, `why_not` says which.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_

RATE = 16_000  # of a recording: enough for speech
SAMPLE_BYTES = 2

NO_LIBRARY = N_(
    "The sound library is not installed on this computer. Whoever set it up can add the part "
    "“sound” of this program."
)
NO_SYSTEM = N_("The system's sound library (PortAudio) is missing on this computer.")
NO_MICROPHONE = N_("No microphone was found. Plug one in, then open this page again.")
NO_SPEAKER = N_("No loudspeaker was found. Plug one in, then open the recording again.")


class DeviceLost(AppError):
    """The device went away, or another program holds it."""

    message = N_("The sound device does not answer. Look at its plug, then try again.")


class Stream(Protocol):
    def close(self) -> None: ...


class SoundDevice(Protocol):
    """A microphone and a loudspeaker; sound is signed 16-bit samples."""

    def why_not(self, *, recording: bool) -> str:
        """Return the sentence (marked) that says what is missing, or nothing."""
        ...

    def listen(self, heard: Callable[[bytes], object]) -> Stream:
        """Hand over what is heard, one channel at RATE, from a thread of the device's own."""
        ...

    def speak(self, wanted: Callable[[int], bytes], *, rate: int, channels: int) -> Stream:
        """Ask for so many bytes again and again, from a thread of the device's own."""
        ...


class PortAudio:
    """The real one."""

    def why_not(self, *, recording: bool) -> str:
        try:
            codec()
            library = _library()
        except ImportError:
            return NO_LIBRARY
        except OSError:
            return NO_SYSTEM
        if _has(library, recording=recording):
            return ""
        # PortAudio counts the devices once: what was plugged in since is seen after this.
        library._terminate()  # noqa: SLF001 - the one way there is
        library._initialize()  # noqa: SLF001
        if _has(library, recording=recording):
            return ""
        return NO_MICROPHONE if recording else NO_SPEAKER

    def listen(self, heard: Callable[[bytes], object]) -> Stream:
        def each(data: Any, _frames: int, _time: Any, _status: Any) -> None:
            heard(bytes(data))

        return self._started("RawInputStream", each, rate=RATE, channels=1)

    def speak(self, wanted: Callable[[int], bytes], *, rate: int, channels: int) -> Stream:
        def each(data: Any, _frames: int, _time: Any, _status: Any) -> None:
            data[:] = wanted(len(data))

        return self._started("RawOutputStream", each, rate=rate, channels=channels)

    @staticmethod
    def _started(kind: str, each: Callable[..., None], *, rate: int, channels: int) -> Stream:
        library = _library()
        try:
            stream: Any = getattr(library, kind)(
                samplerate=rate, channels=channels, dtype="int16", callback=each, latency="high"
            )
            stream.start()
        except (ValueError, library.PortAudioError) as error:
            raise DeviceLost from error
        opened: Stream = stream
        return opened


def _has(library: Any, *, recording: bool) -> bool:
    try:
        library.query_devices(kind="input" if recording else "output")
    except (ValueError, library.PortAudioError):
        return False
    return True


def codec() -> Any:
    """Return the library that packs and unpacks sound; it says little of its types."""
    import soundfile  # noqa: PLC0415 - an optional part

    return soundfile


def _library() -> Any:
    """Return sounddevice, which starts PortAudio as it is imported."""
    import sounddevice  # noqa: PLC0415 - an optional part

    return sounddevice


@cache
def device() -> SoundDevice:
    """Return the sound device of this machine."""
    return PortAudio()
