"""The open profile: what every use case reads from and writes through."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mediator_app.core.environment import Environment
from mediator_app.core.errors import StorageUnavailable
from mediator_app.core.roles import Act, NotAllowed, may
from mediator_app.db.engine import Connection, Database
from mediator_app.host.lock import ProfileLock
from mediator_app.host.temp import TempFolder
from mediator_app.journal import Batch, Edit, Journal
from mediator_app.vault.anchor import Strange


@dataclass(frozen=True, slots=True)
class ProfileInfo:
    """Whose profile this is. `letters` of the region and `code` of the laptop make numbers."""

    name: str
    organisation: str
    role: str  # core.roles.Role
    region: str  # ISO 3166-2 id, or ""
    letters: str
    code: str
    device: str  # hexadecimal
    person_unit: bytes
    region_unit: bytes
    created_on: str
    practice: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write touched, so that pages that care read again."""

    units: frozenset[bytes] = frozenset()

    def __or__(self, other: Changed) -> Changed:
        return Changed(self.units | other.units)


@dataclass(slots=True)
class Writer:
    """One writing transaction: what is authored in it is kept together or not at all."""

    connection: Connection
    _batch: Batch
    touched: set[bytes]
    _allow: Callable[[bytes], None]

    def author(self, unit_id: bytes, edits: Sequence[Edit], *, is_new: bool = False) -> None:
        """Write one signed changeset; nothing to say writes nothing. `is_new`: see Batch."""
        if edits:
            self._allow(unit_id)
            self._batch.author(unit_id, edits, is_new=is_new)
            self.touched.add(unit_id)

    def flush(self) -> None:
        """Bring the tables up to date with what was authored so far, in the same transaction."""
        self._batch.flush()

    @property
    def changed(self) -> Changed:
        return Changed(frozenset(self.touched))


class Workspace:
    """One person's profile while it is unlocked.

    `strange` says that the profile was restored or copied since it was last open.
    """

    def __init__(  # noqa: PLR0913 - the one place that holds them together
        self,
        folder: Path,
        info: ProfileInfo,
        *,
        database: Database,
        journal: Journal,
        environment: Environment,
        close: Callable[[], None],
        strange: Strange | None,
    ) -> None:
        self.folder = folder
        self.info = info
        self.database = database
        self.journal = journal
        self.environment = environment
        self.strange = strange
        self._close = close

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Open a reading transaction that sees one state of the file."""
        with self.database.read() as connection:
            yield connection

    @contextmanager
    def search(self) -> Generator[Connection]:
        """Open a reading transaction in which the search knows all that was saved."""
        with self.read() as connection:
            is_due = self.journal.is_search_due(connection)
        if is_due:
            # A disk that takes no more is searched as it is.
            with suppress(StorageUnavailable), self.database.write() as connection:
                self.journal.index(connection)
        with self.read() as connection:
            yield connection

    def may(self, act: Act) -> bool:
        """Tell whether this person's role allows it."""
        return may(self.info.role, act)

    def require(self, *acts: Act) -> None:
        """Raise NotAllowed unless this person's role allows all of it."""
        for act in acts:
            if not self.may(act):
                raise NotAllowed(self.info.role, act)

    @contextmanager
    def write(self, act: Act = Act.EDIT) -> Generator[Writer]:
        """Open the writing transaction; tables are brought up to date before it commits.

        Whoever may not do `act` writes in nothing but the own notebook.
        """

        def allow(unit_id: bytes) -> None:
            if unit_id != self.info.person_unit:
                self.require(act)

        with self.database.write() as connection, self.journal.batch(connection) as batch:
            yield Writer(connection, batch, set(), allow)

    def today(self) -> date:
        """Return the office's day; Mali keeps UTC."""
        return self.environment.now().date()

    def believed_today(self) -> str | None:
        """Return today as a record keeps it, or None while the clock cannot be believed."""
        return self.today().isoformat() if self.environment.quality() else None

    def close(self) -> None:
        """Forget the keys, close the file and release the profile."""
        self._close()


@dataclass(frozen=True, slots=True)
class Closing:
    """What is to be done when a workspace closes, in this order."""

    database: Database
    temp: TempFolder
    lock: ProfileLock

    def __call__(self) -> None:
        self.database.dispose()
        self.temp.wipe()
        self.lock.release()
