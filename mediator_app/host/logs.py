"""The log: what happened and to which id, never a name, a place or a text someone typed.

Two nets. The filter lets only numbers, ids, codes and kinds of errors into a message; any
other argument is written as its type and length. A trace is written as files, lines and kinds
of errors without their texts, which like to quote what a person typed.
"""

from __future__ import annotations

import logging
import re
import traceback
from copy import copy
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from uuid import UUID

from mediator_app.host.files import private_folder

OURS = "mediator_app"
FILE = "mediator-app.log"
SIZE = 1024 * 1024
KEPT = 3
ID = re.compile(r"[0-9a-f]{8,64}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
SHOWN_BYTES = 16  # an id's length; what is longer is content


class Code(str):
    """A string that this program's own code chose: a command, a table, a stage's code."""

    __slots__ = ()


class SafeFilter(logging.Filter):
    """Blunts what may not be written; `strict` raises instead, for tests."""

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__()
        self._strict = strict

    def filter(self, record: logging.LogRecord) -> bool:
        if not _is_ours(record.name):
            if record.levelno < logging.WARNING:
                return False  # what libraries tell in passing may quote data
            record.msg, record.args = "(text of a library withheld)", None
            return True
        if isinstance(record.args, tuple):
            record.args = tuple(self._blunt(value) for value in record.args)
        elif record.args:
            record.args = {key: self._blunt(value) for key, value in record.args.items()}
        if not isinstance(record.msg, str):
            record.msg = str(self._blunt(record.msg))
        return True

    def _blunt(self, value: object) -> object:
        shown = safe(value)
        if self._strict and shown is None and value is not None:
            text = (
                f"a {type(value).__name__} may not be logged; wrap the program's own words in Code"
            )
            raise TypeError(text)
        if shown is None and value is not None:
            size = f" of {len(value)}" if isinstance(value, (str, bytes)) else ""
            return f"<{type(value).__name__}{size}>"
        return shown


class SafeFormatter(logging.Formatter):
    """Writes a trace without the errors' own texts."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own, full trace in the record.
        bare = copy(record)
        bare.exc_text = None
        return super().format(bare)

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "" if ei[1] is None else safe_trace(ei[1])


class SafeFile(RotatingFileHandler):
    """A log file that fails in silence: the standard way prints the message to the screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        del record  # a message that does not fit its arguments is a fault of ours, not worth a leak


def safe(value: object) -> object:
    """Return what may be written of `value`, or None when nothing may."""
    if isinstance(value, BaseException):
        number = getattr(value, "errno", None)
        return type(value).__name__ + (f" {number}" if isinstance(number, int) else "")
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, bytes):
        return value.hex() if len(value) <= SHOWN_BYTES else None
    if isinstance(value, str):
        return str(value) if isinstance(value, Code) or ID.fullmatch(value) else None
    return value if isinstance(value, (int, float, UUID)) else None


def safe_trace(error: BaseException) -> str:
    """Return the places an error went through and its kind, and those of its causes."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(str(safe(current)))
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def start(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Write the log below `folder` from now on, and nothing to the screen."""
    handler = SafeFile(
        private_folder(folder) / FILE, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.addFilter(SafeFilter())
    handler.setFormatter(SafeFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def stop(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def _is_ours(name: str) -> bool:
    return name == OURS or name.startswith(OURS + ".")
