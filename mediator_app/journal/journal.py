"""The one way to change anything, as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy import Connection

from mediator_app.core.clock import ClockQuality
from mediator_app.core.environment import Environment
from mediator_app.db.driver import driver_of
from mediator_app.journal import statements as sql
from mediator_app.journal.batch import Batch
from mediator_app.journal.log import Log
from mediator_app.journal.parts import Parts, Signer, Types, Verify, nobody, plausible
from mediator_app.journal.search import Index
from mediator_app.wire.changeset import READER
from mediator_app.wire.zstd import Packer


class Journal:
    """Of one open profile; keeps nothing between two transactions."""

    def __init__(  # noqa: PLR0913 - what a profile is made of
        self,
        types: Callable[[], Types],
        signer: Signer,
        *,
        environment: Environment,
        fold: Callable[[str], str],
        verify: Verify = nobody,
        clock_quality: Callable[[], ClockQuality] = plausible,
        reader: int = READER,
    ) -> None:
        self.parts = Parts(
            types, signer, environment, fold, verify=verify, clock_quality=clock_quality,
            reader=reader,
        )  # fmt: skip

    @contextmanager
    def batch(self, connection: Connection) -> Generator[Batch]:
        """Gather changes; the tables follow at the end of the block, if it does not raise.

        The caller has opened a writing transaction, and undoes it when the block raises.
        """
        batch = Batch(self.parts, driver_of(connection))
        yield batch
        batch.flush()

    def is_search_due(self, connection: Connection) -> bool:
        """Tell whether something was saved that the search does not know yet."""
        return driver_of(connection).execute(sql.IS_SEARCH_DUE).fetchone() is not None

    def index(self, connection: Connection) -> None:
        """Let the search know all that was saved, inside the caller's writing transaction."""
        raw, parts = driver_of(connection), self.parts
        Index(raw, Log(raw, Packer()), parts.tables(), parts.fold).catch_up()
