"""How a change happens: edits become a signed changeset, the log grows, the tables follow."""

from mediator_app.journal.batch import Batch
from mediator_app.journal.edit import Edit
from mediator_app.journal.ingest import IngestResult, Item, Refused
from mediator_app.journal.journal import Journal
from mediator_app.journal.parts import Signer, Verify

__all__ = [
    "Batch",
    "Edit",
    "IngestResult",
    "Item",
    "Journal",
    "Refused",
    "Signer",
    "Verify",
]
