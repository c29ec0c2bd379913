"""How a change happens: edits become a signed changeset, the log grows, the tables follow."""

from mediator_app.journal.batch import Batch
from mediator_app.journal.check import Difference, check, check_unit
from mediator_app.journal.conflicts import Candidate, Conflict, conflicts
from mediator_app.journal.edit import Edit
from mediator_app.journal.errors import EditRefused, IsFrozen, NotTheAuthor, TextTooLong
from mediator_app.journal.history import Change, ChangeKind, history
from mediator_app.journal.ingest import IngestResult, Item, Refused
from mediator_app.journal.journal import Journal
from mediator_app.journal.live import live_refs
from mediator_app.journal.parts import Signer, Verify
from mediator_app.journal.purge import purge
from mediator_app.journal.rebuild import catch_up, is_unfinished, rebuild, rebuild_unit
from mediator_app.journal.reconcile import StreamSummary, forks, missing_for, summary

__all__ = [
    "Batch",
    "Candidate",
    "Change",
    "ChangeKind",
    "Conflict",
    "Difference",
    "Edit",
    "EditRefused",
    "IngestResult",
    "IsFrozen",
    "Item",
    "Journal",
    "NotTheAuthor",
    "Refused",
    "Signer",
    "StreamSummary",
    "TextTooLong",
    "Verify",
    "catch_up",
    "check",
    "check_unit",
    "conflicts",
    "forks",
    "history",
    "is_unfinished",
    "live_refs",
    "missing_for",
    "purge",
    "rebuild",
    "rebuild_unit",
    "summary",
]
