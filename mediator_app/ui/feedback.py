"""Tells a person what happened: saved, refused, failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from mediator_app.core.errors import AppError
from mediator_app.i18n import _, formats
from mediator_app.ui.texts import Said, retranslate, say
from mediator_app.ui.widgets.basic import button, label, row, set_role

ROLES = {"alarm": "alarm", "earth": "need", "agree": "ready", "": "guide"}


class Notice(QFrame):
    """A calm bar above the page; it takes no focus and goes when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "alarm")
        box = row(self, gap=8, edges=(14, 6, 6, 6))
        self._text = label(wrap=True)
        self._close = button(lambda: _("Close this message"), "link")
        self._close.clicked.connect(self.hide)
        box.addWidget(self._text, 1)
        box.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, sentence: Said, tone: str = "") -> None:
        """Show a sentence; `tone` is alarm, earth, agree or nothing."""
        set_role(self, ROLES[tone])
        say(self._text, sentence)
        self.setAccessibleName(sentence())
        self.show()

    def text(self) -> str:
        return self._text.text()

    def retranslate(self) -> None:
        retranslate(self)


class Feedback(QObject):
    """The one place that turns outcomes into sentences.

    `log` keeps the trace of what is our own fault; it is told each kind of such a fault once.
    """

    saved_at = Signal(str)  # the sentence

    def __init__(
        self,
        notice: Notice,
        *,
        log: Callable[[BaseException], object],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notice, self._log, self._now = notice, log, now
        self._last_saved: datetime | None = None
        self._known: set[str] = set()

    def failed(self, error: BaseException, notice: Notice | None = None) -> None:
        """Show why something was not done: for `on_error` of the runner.

        A dialog has its own notice: the window's would be hidden behind it.
        """
        notice = notice or self._notice
        if isinstance(error, AppError):
            notice.tell(lambda: error.sentence(_), "earth")
            return
        place = _place(error)
        if place not in self._known:
            self._known.add(place)
            self._log(error)
            notice.tell(self._fault, "alarm")

    def saved(self) -> None:
        self._last_saved = self._now()
        self._notice.hide()
        self.saved_at.emit(self.saved_sentence())

    def saved_sentence(self) -> str:
        """Return "Saved at 10:42", or nothing when nothing was saved yet."""
        if self._last_saved is None:
            return ""
        return _("Saved at {time}").format(time=formats.clock(self._last_saved))

    def told(self, sentence: Said, tone: str = "") -> None:
        self._notice.tell(sentence, tone)

    def quiet(self) -> None:
        self._notice.hide()

    def _fault(self) -> str:
        if self._last_saved is None:
            return _("Something went wrong in the program. Nothing that was saved is lost.")
        return _("Something went wrong in the program. Your work is saved up to {time}.").format(
            time=formats.clock(self._last_saved)
        )


def _place(error: BaseException) -> str:
    """Return where an error comes from: its kind and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} {where}"
