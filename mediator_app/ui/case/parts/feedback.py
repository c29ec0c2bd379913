"""The three spoken questions: each side, at the closing and after 6 and 12 months."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mediator_app.core.marks import N_
from mediator_app.core.records.cases import Feedback
from mediator_app.core.records.codes import SEX, SPOKEN_ANSWER, SPOKEN_QUESTION
from mediator_app.core.roles import Act
from mediator_app.core.spoken import MOMENTS
from mediator_app.core.view import CaseView
from mediator_app.i18n import _
from mediator_app.services import follow_up, sheets
from mediator_app.ui.case.parts.follow_up_words import speaker
from mediator_app.ui.case.parts.rebuilt import Rebuilt
from mediator_app.ui.dialogs.ask import Ask
from mediator_app.ui.forms.columns import Columns
from mediator_app.ui.forms.spec import FieldSpec
from mediator_app.ui.widgets.basic import Card, button, column, label
from mediator_app.ui.work.allowed import allow
from mediator_app.ui.work.desk import Desk


class SpokenQuestions(Rebuilt):
    """A grid: moments, under each the sides with their answers, and a button that asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.buttons: dict[tuple[int | None, str], QPushButton] = {}
        self.papers: dict[tuple[int | None, str | None], QPushButton] = {}  # no side: an empty one

    def fill(self, box: QVBoxLayout, view: CaseView) -> None:
        self.buttons.clear()
        self.papers.clear()
        card = Card(_("Three questions to each side"))
        if not view.sides:
            text = _("Put the parties on their sides first.")
            card.box.addWidget(label(text, "muted", wrap=True))
        empty = self._paper(_("Empty sheet…"), None, None)
        card.box.addWidget(empty, 0, Qt.AlignmentFlag.AlignLeft)
        for months, title in MOMENTS.items() if view.sides else ():
            card.box.addWidget(label(_(title), "strong"))
            body = QWidget()
            body.setProperty("role", "clear")
            columns = Columns(body)
            for side in view.sides:
                columns.add(self._side(view, months, side), 2)
            card.box.addWidget(body)
        box.addWidget(card)

    def _side(self, view: CaseView, months: int | None, side: str) -> QWidget:
        cell = QWidget()
        cell.setProperty("role", "clear")
        box = column(cell, gap=2)
        box.addWidget(label(speaker(side), "label"))
        for code, question in SPOKEN_QUESTION.items():
            answered = Counter(
                e.record.score
                for e in view.all(Feedback)
                if e.record.side == side
                and e.record.question_code == code
                and (e.record.months or None) == months
                and e.record.score
            )
            told = ", ".join(
                f"{_(words)} ({answered[score]})" if answered[score] > 1 else _(words)
                for score, words in SPOKEN_ANSWER.items()
                if answered[score]
            )
            box.addWidget(label(f"{_(question)}  {told or '—'}", wrap=True))
        ask = button(_("Write down the answers…"))
        ask.setAccessibleName("{}: {}".format(speaker(side), _("Write down the answers…")))
        ask.clicked.connect(partial(self._ask, months, side))
        self.buttons[months, side] = ask
        paper = self._paper(_("Sheet to print…"), months, side)
        paper.setAccessibleName("{}: {}".format(speaker(side), _("Sheet to print…")))
        for made in (ask, paper):
            box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return cell

    # on paper

    def _paper(self, text: str, months: int | None, side: str | None) -> QPushButton:
        made = button(text, picture="printer")
        made.clicked.connect(partial(self.show_sheet, months, side))
        allow(made, self.desk.work, Act.PRINT)
        self.papers[months, side] = made
        return made

    def show_sheet(self, months: int | None, side: str | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        """Show the sheet of a side as it will be printed, or an empty one."""
        from mediator_app.ui.dialogs.preview import Preview  # noqa: PLC0415 - and PDFium

        view, desk = self._view, self.desk
        if view is None:
            return
        unit_id = view.unit_id

        def render(language: str, hidden: bool) -> bytes:  # noqa: FBT001 - a plain callable
            return sheets.questions(
                desk.work, unit_id, side, months, language=language, hide_names=hidden
            )

        shown = Preview(
            self.window(),
            desk.runner,
            render,
            desk.feedback,
            title=_("Three questions to each side"),
            name="questions",
        )
        shown.finished.connect(shown.deleteLater)
        shown.open()

    def _ask(self, months: int | None, side: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        view, work = self._view, self.desk.work
        if view is None:
            return
        fields = (
            *(
                FieldSpec(code, words, "code", codes=SPOKEN_ANSWER, required=True, span=4)
                for code, words in SPOKEN_QUESTION.items()
            ),
            FieldSpec("sex", N_("Who answered"), "code", codes=SEX, span=2),
            FieldSpec("said_on", N_("On"), "day", span=2),
        )
        dialog = Ask(
            self,
            _("Three questions to side {side}").format(side=side),
            _("Ask aloud, and write down what one person answers."),
            fields,
        )
        dialog.form.fill({"said_on": work.believed_today()})

        def carry_out(given: dict[str, object]) -> None:
            texts = {name: value for name, value in given.items() if isinstance(value, str)}
            answers = {code: texts[code] for code in SPOKEN_QUESTION if code in texts}
            self.desk.write(
                self,
                lambda: follow_up.save_answers(
                    work,
                    view.unit_id,
                    answers,
                    side=side,
                    months=months,
                    sex=texts.get("sex"),
                    said_on=texts.get("said_on"),
                ),
            )

        dialog.answered.connect(carry_out)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
