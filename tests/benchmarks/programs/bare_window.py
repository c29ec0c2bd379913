"""Floor: a bare window; prints when it is seen and how much memory it takes."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event) -> None:  # noqa: N802
        super().paintEvent(event)
        QTimer.singleShot(0, seen)


def seen() -> None:
    print(time.perf_counter(), 0, 0, flush=True)
    app.quit()


app = QApplication(sys.argv)
window = Window()
window.resize(1180, 720)
window.show()
app.exec()
