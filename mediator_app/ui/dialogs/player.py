"""Plays a recording that is in memory."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSlider, QWidget

from mediator_app.host import sound
from mediator_app.i18n import _
from mediator_app.services.recordings import Player
from mediator_app.ui.feedback import Notice
from mediator_app.ui.texts import say_name
from mediator_app.ui.widgets.basic import button, column, draw_icon, label, row
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Lane

LOOK_EVERY = 200  # milliseconds
PARTS = 10  # steps of the slider to the second


def clock(seconds: float) -> str:
    """Return 3:05."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


class PlayerBar(QWidget):
    """One button, a slider and the time; without a loudspeaker it says why it is silent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._desk = desk
        self._device = sound.device()
        self.player: Player | None = None
        self._why = ""
        box = column(self, gap=12, edges=24)
        self.notice = Notice()
        box.addWidget(self.notice)
        box.addStretch(1)
        line = row(gap=12)
        self.play_button = button("", "primary", picture="player-play")
        self.play_button.clicked.connect(self.toggle)
        self.slider = say_name(
            QSlider(Qt.Orientation.Horizontal), lambda: _("Place in the recording")
        )
        self.slider.sliderMoved.connect(self._seek)
        self.slider.actionTriggered.connect(self._stepped)
        self.time = label("0:00", "muted")
        line.addWidget(self.play_button)
        line.addWidget(self.slider, 1)
        line.addWidget(self.time)
        box.addLayout(line)
        self.reason = label(role="muted", wrap=True)
        box.addWidget(self.reason)
        box.addStretch(2)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._follow)
        self._enable()

    def show_recording(self, content: bytes) -> None:
        """Make a recording ready off the window's thread: looking for devices takes a while."""
        device = self._device

        def ready() -> tuple[str, Player | None]:
            why = device.why_not(recording=False)
            return why, None if why else Player(device, content)

        self._desk.runner.run(self, ready, self._ready, on_error=self._failed, lane=Lane.OTHER)

    def _ready(self, found: tuple[str, Player | None]) -> None:
        self._why, self.player = found
        if self.player is not None:
            self.slider.setRange(0, round(self.player.seconds * PARTS))
        self._enable()

    def _failed(self, error: Exception) -> None:
        self._desk.feedback.failed(error, self.notice)
        self._enable()

    def toggle(self) -> None:
        """Play, or stop for a moment."""
        player = self.player
        if player is None:
            return
        try:
            if player.is_running:
                player.pause()
            else:
                player.play()
        except sound.DeviceLost as error:
            self._failed(error)
        self._follow()

    def _seek(self, place: int) -> None:
        if self.player is not None:
            self.player.seek(place / PARTS)
            self._follow()

    def _stepped(self, _action: int) -> None:
        self._seek(self.slider.sliderPosition())  # by the arrow keys

    def _follow(self) -> None:
        player = self.player
        if player is None:
            return
        if player.is_running and player.at_end:
            player.pause()
        if player.is_running:
            self._timer.start()
        else:
            self._timer.stop()
        if not self.slider.isSliderDown():
            self.slider.setValue(round(player.position * PARTS))
        self._enable()

    def _enable(self) -> None:
        player = self.player
        running = player is not None and player.is_running
        self.play_button.setText(_("Stop") if running else _("Play"))
        self.play_button.setProperty("picture", "player-stop" if running else "player-play")
        draw_icon(self.play_button)
        self.play_button.setEnabled(player is not None)
        self.slider.setEnabled(player is not None)
        self.reason.setText(_(self._why) if self._why else "")
        self.play_button.setAccessibleDescription(self.reason.text())
        if player is not None:
            self.time.setText(f"{clock(player.position)} / {clock(player.seconds)}")

    def let_go(self) -> None:
        """Fall silent and forget the recording."""
        self._timer.stop()
        player, self.player = self.player, None
        if player is not None:
            player.close()

    def retranslate(self) -> None:
        self._enable()
