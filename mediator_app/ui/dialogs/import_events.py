"""Takes in a table of events: first a look at what it would bring, then the doing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QStackedWidget, QWidget

from mediator_app.core.records.codes import CREDIBILITY, RELIABILITY
from mediator_app.i18n import _, formats, n_
from mediator_app.services import events
from mediator_app.services.events import Looked, TakenIn, Trust
from mediator_app.ui.feedback import Notice
from mediator_app.ui.fields.choices import CodeField
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.texts import Said, say_name
from mediator_app.ui.theme.look import look, tall_at_least
from mediator_app.ui.widgets.basic import Scroll, button, column, draw_icon, label, set_role
from mediator_app.ui.widgets.flow import Flow
from mediator_app.ui.widgets.states import StateView
from mediator_app.ui.work.desk import Desk
from mediator_app.ui.work.runner import Job

MOST = 1_000  # bad rows shown one by one
ASK, BUSY, FOUND = range(3)


class ImportEvents(QDialog):
    """Nothing is written before the person has seen what would be."""

    taken = Signal(object)  # TakenIn

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setObjectName("import-events")
        self.setModal(True)
        self.setWindowTitle(_("Take in a table of events"))
        self._desk = desk
        self._job: Job | None = None
        self.looked: Looked | None = None
        outer = column(self, gap=8, edges=16)
        outer.addWidget(label(_("Take in a table of events"), "heading"))
        self.notice = Notice()
        outer.addWidget(self.notice)
        self._pages = QStackedWidget()
        self.state = StateView()
        self.state.acted.connect(self.stop)
        for page in (self._ask_page(), self.state, self._found_page()):
            self._pages.addWidget(page)
        outer.addWidget(self._pages, 1)
        foot = Flow(gap=8)
        self.take_button = button("", "primary", picture="check")
        self.take_button.clicked.connect(self.take_in)
        self.choose_button = button(_("Choose a file…"), "primary", picture="folder-open")
        self.choose_button.clicked.connect(self._choose)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        for made in (self.take_button, self.choose_button, close):
            foot.addWidget(made)
        outer.addLayout(foot)
        now, room = look(), parent.window().size()
        self.resize(min(now.px(680), room.width()), min(now.px(560), room.height()))
        self._go(ASK)

    def _ask_page(self) -> QWidget:
        content = QWidget()
        box = column(content, gap=10)
        for text in (
            _("A CSV file with ACLED’s columns. The file is only read, and nothing is fetched."),
            _(
                "First you see what would be taken in and which rows cannot be read. An event that "
                "is here already is brought up to date; what you wrote about it stays."
            ),
        ):
            box.addWidget(label(text, wrap=True))
        box.addStretch()
        return Scroll(content)

    def _found_page(self) -> QWidget:
        content = QWidget()
        box = column(content, gap=8)
        self.summary = label(wrap=True)
        box.addWidget(self.summary)
        self._trust = QWidget()
        self._trust.setProperty("role", "clear")
        columns = Columns(self._trust)
        self.reliability, self.credibility = CodeField(RELIABILITY), CodeField(CREDIBILITY)
        for name, field in (
            (_("The source is"), self.reliability),
            (_("The news is"), self.credibility),
        ):
            cell = QWidget()
            cell.setProperty("role", "clear")
            inner = column(cell, gap=2)
            caption = label(name, "label")
            caption.setBuddy(field.input())
            field.input().setAccessibleName(name)
            inner.addWidget(caption)
            inner.addWidget(field)
            columns.add(cell, 2)
        self._believed = label(
            _("Left empty, new events are rumours until somebody verifies them."),
            "muted",
            wrap=True,
        )
        box.addWidget(self._trust)
        box.addWidget(self._believed)
        self._bad_title = label(role="strong", wrap=True)
        box.addWidget(self._bad_title)
        self.bad = QListWidget()
        self.bad.setWordWrap(True)
        say_name(self.bad, lambda: _("Rows that cannot be taken in"))
        tall_at_least(self.bad, 120)
        box.addWidget(self.bad, 1)
        box.addStretch()
        return Scroll(content)

    # looking

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a table of events"), "", _("Tables (*.csv *.txt *.tsv);;All files (*)")
        )
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read a file without writing anything."""
        work = self._desk.work

        def read(job: Job) -> Looked:
            return events.look(work, path, progress=job.progress)

        self._wait(lambda: _("Reading the table…"))
        self._job = self._desk.runner.run_long(
            self, read, self._show, on_progress=self.state.show_progress, on_error=self._failed
        )

    def _show(self, looked: Looked) -> None:
        self.looked = looked
        table, good = looked.table, len(looked.table.events)
        self.summary.setText("\n".join(self._told(looked)))
        faults = table.faults
        text = n_(
            "{count} row cannot be taken in:", "{count} rows cannot be taken in:", len(faults)
        )
        self._bad_title.setText(text.format(count=formats.number(len(faults))))
        self.bad.clear()
        for fault in faults[:MOST]:
            line = (
                _("Line {line}: {reason}")
                if not fault.event
                else _("Line {line} ({event}): {reason}")
            )
            said = {"line": formats.number(fault.line), "event": fault.event}
            self.bad.addItem(line.format(**said, reason=fault.sentence(_)))
        if len(faults) > MOST:
            rest = len(faults) - MOST
            more = n_("and {count} more", "and {count} more", rest)
            self.bad.addItem(more.format(count=formats.number(rest)))
        self._bad_title.setVisible(bool(faults))
        self.bad.setVisible(bool(faults))
        self._trust.setVisible(looked.new > 0)
        self._believed.setVisible(looked.new > 0)
        todo = looked.new + looked.updated
        action = (
            n_("Take in the {count} good row", "Take in the {count} good rows", good)
            if faults
            else n_("Take in {count} event", "Take in {count} events", good)
        )
        self.take_button.setText(action.format(count=formats.number(good)))
        self.take_button.setEnabled(todo > 0)
        self._go(FOUND)
        (self.take_button if todo else self.choose_button).setFocus()

    def _told(self, looked: Looked) -> list[str]:
        """Return what would happen, in sentences."""
        table = looked.table
        parts = (
            (looked.new, n_("{count} new event.", "{count} new events.", looked.new)),
            (
                looked.updated,
                n_(
                    "{count} event that is here would be brought up to date.",
                    "{count} events that are here would be brought up to date.",
                    looked.updated,
                ),
            ),
            (
                looked.unchanged,
                n_(
                    "{count} event is here already, just so.",
                    "{count} events are here already, just so.",
                    looked.unchanged,
                ),
            ),
            (
                table.repeated,
                n_(
                    "{count} row tells an event again; the later row counts.",
                    "{count} rows tell an event again; the later row counts.",
                    table.repeated,
                ),
            ),
            (
                table.elsewhere,
                n_(
                    "{count} row lies in another country and is left out.",
                    "{count} rows lie in other countries and are left out.",
                    table.elsewhere,
                ),
            ),
            (
                table.unplaced,
                n_(
                    "{count} row names a region that is on no list; it is kept as written.",
                    "{count} rows name a region that is on no list; they are kept as written.",
                    table.unplaced,
                ),
            ),
        )
        said = [text.format(count=formats.number(count)) for count, text in parts if count]
        return said or [_("This table holds no event.")]

    # doing

    def take_in(self) -> None:
        """Keep the good rows."""
        if self.looked is None or not self.take_button.isEnabled():
            return
        work, table = self._desk.work, self.looked.table
        reliability, credibility = self.reliability.value(), self.credibility.value()
        trust = Trust(
            reliability if isinstance(reliability, str) else None,
            credibility if isinstance(credibility, str) else None,
        )

        def keep(job: Job) -> TakenIn:
            return events.take_in(work, table, trust, progress=job.progress)

        self._wait(lambda: _("Taking in the events…"))
        self._job = self._desk.runner.run_long(
            self, keep, self._done, on_progress=self.state.show_progress, on_error=self._failed
        )

    def _done(self, taken: TakenIn) -> None:
        self._job = self.looked = None
        self._desk.feedback.saved()
        self._desk.tell(taken.changed)
        self.accept()
        self.taken.emit(taken)

    def stop(self) -> None:
        """Stop what runs; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.notice.tell(lambda: _("Stopped. Nothing was taken in."), "earth")
        self._go(FOUND if self.looked is not None else ASK)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _wait(self, sentence: Said) -> None:
        self.notice.hide()
        self.state.show_loading(sentence, can_cancel=True)
        self._go(BUSY)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._desk.feedback.failed(error, self.notice)
        self._go(ASK)

    def _go(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        if page != BUSY:
            self._job = None
        self.take_button.setVisible(page == FOUND)
        self.choose_button.setVisible(page != BUSY)
        set_role(self.choose_button, "primary" if page == ASK else "plain")
        draw_icon(self.choose_button)
        self.choose_button.setText(_("Choose a file…") if page == ASK else _("Another file…"))
