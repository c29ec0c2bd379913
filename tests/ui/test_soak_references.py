"""PySide6 6.12 drops references to None on Python 3.11 and kills the process after a while."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from mediator_app.core.records.parties import Party
from mediator_app.ui.forms.form import Form
from mediator_app.ui.forms.spec import form_of
from mediator_app.ui.models.rows import Column, RowsModel
from mediator_app.ui.widgets.table import Table

LOST = 200  # references; a leak of one a call would lose thousands

IMMORTAL = sys.version_info >= (3, 12)


def counts() -> dict[str, int]:
    return {str(it): sys.getrefcount(it) for it in (None, True, False)}


def drift(loop, times: int) -> dict[str, int]:
    loop()  # what is made once is made now
    before = counts()
    for _ in range(times):
        loop()
    after = counts()
    return {name: after[name] - before[name] for name in before}


def table_loop(qtbot):
    model = RowsModel(
        [Column(lambda: "Title", lambda row: f"Case {row}") for _ in range(8)],
        lambda ids: {i: i for i in ids},
    )
    model.show(range(5_000))
    table = Table(model)
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    place = iter(range(10**9))

    def loop():
        table.scrollTo(model.index(next(place) * 37 % 5_000, 0))
        table.viewport().repaint()

    return loop, 150


def form_loop(qtbot):
    form = Form(form_of(Party.facts()))
    qtbot.addWidget(form)
    form.show()

    def loop():
        form.show_values({"name": "Aminata", "size": 12, "sex": "f"})
        form.values()
        form.retranslate()
        form.repaint()

    return loop, 60


def dialog_loop(qtbot):
    def loop():
        dialog = QDialog()
        box = QVBoxLayout(dialog)
        for _ in range(5):
            box.addWidget(QLineEdit(dialog))
        dialog.show()
        dialog.repaint()
        dialog.close()
        dialog.deleteLater()

    return loop, 150


@pytest.mark.skipif(IMMORTAL, reason="None cannot die from Python 3.12 on")
@pytest.mark.parametrize("make", [table_loop, form_loop, dialog_loop])
def test_none_true_and_false_keep_their_references(qtbot, make):
    loop, times = make(qtbot)
    lost = {name: change for name, change in drift(loop, times).items() if change < -LOST}
    assert lost == {}
