"""Records a consent or the reading aloud of an agreement, in memory until it is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from mediator_app.host.sound import DeviceLost, SoundDevice
from mediator_app.i18n import _
from mediator_app.services.recordings import LONGEST, Recorder
from mediator_app.ui.dialogs.player import clock
from mediator_app.ui.feedback import Feedback, Notice
from mediator_app.ui.texts import say_name
from mediator_app.ui.theme.look import look
from mediator_app.ui.widgets.basic import button, column, label
from mediator_app.ui.widgets.flow import Flow

LOOK_EVERY = 100  # milliseconds
FULL = 100  # of the level's bar


class RecorderDialog(QDialog):
    """`recorded` carries the recorder once the person keeps what was heard."""

    recorded = Signal(object)  # Recorder

    def __init__(self, parent: QWidget, device: SoundDevice, feedback: Feedback) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Record"))
        self.setModal(True)
        self._feedback = feedback
        self.recorder = Recorder(device)
        box = column(self, gap=12, edges=16)
        box.addWidget(label(self.windowTitle(), "heading"))
        self.notice = Notice()
        box.addWidget(self.notice)
        text = _(
            "Say first who speaks, on what day and in which language. At most {minutes} minutes. "
            "Nothing is kept before you say so."
        )
        box.addWidget(label(text.format(minutes=LONGEST // 60), wrap=True))
        self.time = label("0:00", "title")
        self.time.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.time)
        self.level = say_name(QProgressBar(), lambda: _("How loud it is"))
        self.level.setRange(0, FULL)
        self.level.setTextVisible(False)
        box.addWidget(self.level)
        box.addStretch()
        foot = Flow(gap=8)
        self.record_button = button("", picture="microphone")
        self.record_button.clicked.connect(self.toggle)
        self.keep_button = button(lambda: _("Keep the recording"), "primary")
        self.keep_button.clicked.connect(self.keep)
        cancel = button(lambda: _("Cancel"))
        cancel.clicked.connect(self.reject)
        for widget in (self.record_button, self.keep_button, cancel):
            foot.addWidget(widget)
        box.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._follow)
        width = look().px(460)
        self.resize(width, max(self.sizeHint().height(), box.totalHeightForWidth(width)))
        self._follow()

    def toggle(self) -> None:
        """Record, or stop for a moment."""
        if self.recorder.is_running:
            self.recorder.stop()
        else:
            try:
                self.recorder.start()
            except DeviceLost as error:
                self._feedback.failed(error, self.notice)
        self._follow()

    def keep(self) -> None:
        self.recorder.stop()
        self._timer.stop()
        self.accept()
        self.recorded.emit(self.recorder)

    def _follow(self) -> None:
        recorder = self.recorder
        if recorder.is_running and recorder.is_full:
            recorder.stop()
            self.notice.tell(lambda: _("The recording is as long as one may be."), "earth")
        if recorder.is_running:
            self._timer.start()
        else:
            self._timer.stop()
        self.time.setText(clock(recorder.seconds))
        self.level.setValue(round(recorder.level * FULL))
        begun = recorder.seconds > 0
        self.record_button.setText(
            _("Stop") if recorder.is_running else _("Go on recording") if begun else _("Record")
        )
        self.record_button.setEnabled(not recorder.is_full)
        self.keep_button.setEnabled(begun)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.recorder.stop()
        super().closeEvent(event)

    def reject(self) -> None:
        self.recorder.stop()
        self._timer.stop()
        super().reject()
