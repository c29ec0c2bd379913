"""Takes pictures of windows, with the dialogs and menus that stand before them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QRect, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mediator_app.ui.theme.look import look
from mediator_app.ui.work.runner import Runner

BREATH = 10  # milliseconds between two looks at whether the windows are done
CALM = 3  # looks in a row that found nothing to do
PATIENCE = 6_000  # looks altogether: a minute
VEIL = 0.35  # over the window behind a dialog


class StillBusy(RuntimeError):
    """The windows did not come to rest."""


class Camera:
    """`settled` lets what was asked of the windows happen; every picture waits for it."""

    def __init__(self, runner: Runner, wrote: Callable[[Path], object]) -> None:
        self._runner, self._wrote = runner, wrote

    def settled(self) -> None:
        """Wait until no job runs and nothing is left to be drawn."""
        calm = 0
        for _look in range(PATIENCE):
            # The one place that turns the wheel by hand: the walk has no person at the keys.
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            calm = 0 if self._runner.busy else calm + 1
            if calm == CALM:
                return
            loop = QEventLoop()
            QTimer.singleShot(BREATH, loop.quit)
            loop.exec()
        raise StillBusy

    def take(self, window: QWidget, path: Path) -> None:
        self.settled()
        self._save(window.grab(), path)

    def take_dialog(self, window: QWidget, path: Path) -> bool:
        """Take the window with the dialog before it, and close that; False when there is none."""
        self.settled()
        shown = next((d for d in window.findChildren(QDialog) if d.isVisible()), None)
        if shown is None:
            return False
        picture = window.grab()
        corner = window.rect().center() - shown.rect().center()
        self._lay(shown, picture, corner, veil=VEIL)
        self._save(picture, path)
        shown.reject()
        self.settled()
        return True

    def take_menu(self, window: QWidget, below: QWidget, path: Path) -> bool:
        """Take the window with the menu that `below` has opened, and close that."""
        self.settled()
        menu = QApplication.activePopupWidget()
        if menu is None:
            return False
        picture = window.grab()
        corner = below.mapTo(window, QPoint(0, below.height()))
        corner.setX(max(0, min(corner.x(), window.width() - menu.width())))
        self._lay(menu, picture, corner, veil=0)
        self._save(picture, path)
        menu.close()
        self.settled()
        return True

    @staticmethod
    def _lay(shown: QWidget, picture: QPixmap, corner: QPoint, *, veil: float) -> None:
        above = shown.grab()
        painter = QPainter(picture)
        painter.setOpacity(veil)
        painter.fillRect(picture.rect(), look().color("ink"))
        painter.setOpacity(1)
        painter.drawPixmap(corner, above)
        painter.setPen(look().color("edge"))
        painter.drawRect(QRect(corner, above.size()).adjusted(-1, -1, 0, 0))
        painter.end()

    def _save(self, picture: QPixmap, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(path)):
            raise OSError(str(path))
        self._wrote(path)
