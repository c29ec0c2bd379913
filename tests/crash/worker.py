"""Forks processes that work on a profile until somebody kills them.

Reads one JSON order a line, prints `pid`, what the worker acknowledges, and `ended`: loading the
program a hundred times would take longer than all the work.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from mediator_app.services import cases, exchange
from mediator_app.services import places as _places
from tests.services import desk


def say(*words: object) -> None:
    # One write of less than a pipe's buffer: whole or not there, also when the next line kills.
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def import_files(folder: str, files: list[str]) -> None:
    work = desk.unlocked(Path(folder))
    for number, file in enumerate(files):
        exchange.import_file(work, Path(file))
        say("ack", number)
    work.close()


def save_on(folder: str, unit: str, party: str, first: int, count: int) -> None:
    work = desk.unlocked(Path(folder))
    case, eid = bytes.fromhex(unit), bytes.fromhex(party)
    for number in range(first, first + count):
        cases.add_note(work, case, f"note {number}")
        say("ack", number)
        cases.save(work, case, "party", {"size": number, "interest": f"{number}"}, eid=eid)
        say("saved", number)
    work.close()


ORDERS = {"import": import_files, "save": save_on}


def main() -> None:
    _places.places()
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                ORDERS[order.pop("do")](**order)
            except BaseException as error:  # noqa: BLE001 - told to the test, whatever it is
                say("failed", repr(error)[:300])
                os._exit(1)
            os._exit(0)
        say("pid", pid)
        _pid, status = os.waitpid(pid, 0)
        say("ended", status)


if __name__ == "__main__":
    main()
