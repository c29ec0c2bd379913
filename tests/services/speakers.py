"""A sound device that hears and speaks what a test wants, at once and without a sound."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from mediator_app.host.sound import RATE, DeviceLost


def tone(seconds: float, *, loud: int = 9_000) -> bytes:
    frames = round(seconds * RATE)
    return array("h", [round(loud * math.sin(i / RATE * 2764)) for i in range(frames)]).tobytes()


@dataclass
class Device:
    """`lost` says that the next stream does not open; `missing` what is not there at all."""

    missing: str = ""
    lost: bool = False
    heard: Callable[[bytes], object] | None = None
    wanted: Callable[[int], bytes] | None = None
    rate: int = 0
    channels: int = 0
    closed: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    def why_not(self, *, recording: bool) -> str:
        self.asked_for.append("microphone" if recording else "loudspeaker")
        return self.missing

    def listen(self, heard):
        self._check()
        self.heard = heard
        return _Open(self, "microphone")

    def speak(self, wanted, *, rate, channels):
        self._check()
        self.wanted, self.rate, self.channels = wanted, rate, channels
        return _Open(self, "loudspeaker")

    def _check(self) -> None:
        if self.lost:
            raise DeviceLost


@dataclass
class _Open:
    device: Device
    name: str

    def close(self) -> None:
        self.device.closed.append(self.name)
