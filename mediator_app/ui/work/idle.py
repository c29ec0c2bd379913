"""Notices that nobody has touched the program for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LIMIT = 300.0  # seconds
LOOK_EVERY = 5_000  # milliseconds
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Counts by the monotonic clock: a wall clock that is set must not lock, nor keep open."""

    passed = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        monotonic: Callable[[], float],
        *,
        limit: float = LIMIT,
        look_every: int = LOOK_EVERY,
    ) -> None:
        super().__init__(app)
        self._monotonic, self._limit = monotonic, limit
        self._last = monotonic()
        # Filters stand on windows: one on the application would see every event of every widget.
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        self._timer = QTimer(self)
        self._timer.setInterval(look_every)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def touch(self) -> None:
        self._last = self._monotonic()

    def stop(self) -> None:
        self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        self.touch()
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _look(self) -> None:
        if self._monotonic() - self._last >= self._limit:
            self._timer.stop()
            self.passed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._last = self._monotonic()
        return False
