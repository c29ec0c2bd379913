"""Floor: SQLModel, one query on an encrypted file, 50 rows painted; the fastest order of imports.

Arguments: path, raw key and salt in hexadecimal.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Field, Session, SQLModel, create_engine, select

PATH, KEY = sys.argv[1:3]
PRAGMAS = (
    "cipher_memory_security = ON",
    f"key = \"x'{KEY}'\"",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16384",
    "synchronous = FULL",
    "journal_mode = WAL",
)


class CaseFile(SQLModel, table=True):
    __tablename__ = "case_file"
    case_no: int = Field(primary_key=True)
    number: str | None
    title: str | None
    locality: str | None
    stage: str | None
    kind: str
    opened_on: str
    mediator: str | None


def connect():
    connection = dbapi2.connect(PATH, check_same_thread=False, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


engine = create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool)
with Session(engine) as session:
    query = select(CaseFile).order_by(CaseFile.opened_on.desc(), CaseFile.case_no.desc()).limit(50)
    rows = [
        (c.number, c.title, c.locality, c.stage, c.kind, c.opened_on, c.mediator)
        for c in session.exec(query)
    ]

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView  # noqa: E402


class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: ARG002, B008, N802
        return len(rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: ARG002, B008, N802
        return 7

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return rows[index.row()][index.column()]
        return None


class View(QTableView):
    def paintEvent(self, event) -> None:  # noqa: N802
        super().paintEvent(event)
        QTimer.singleShot(0, seen)


def memory() -> int:
    text = Path("/proc/self/status").read_text()
    return int(text.partition("VmRSS:")[2].split()[0])


def seen() -> None:
    print(time.perf_counter(), memory(), len(rows), flush=True)
    app.quit()


app = QApplication(sys.argv)
window = QMainWindow()
view = View()
view.setModel(Model())
window.setCentralWidget(view)
window.resize(1180, 720)
window.show()
app.exec()
