"""From a data key to an open workspace: file brought up to date, anchor judged, stream known."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Self

from mediator_app.core.clock import ClockQuality
from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.names import index_text
from mediator_app.db import meta, migrate
from mediator_app.db.engine import Database
from mediator_app.host import machine
from mediator_app.host.lock import ProfileLock
from mediator_app.host.temp import TempFolder
from mediator_app.journal import Journal, catch_up
from mediator_app.journal.parts import Types
from mediator_app.services.work import Closing, ProfileInfo, Workspace
from mediator_app.vault import identity
from mediator_app.vault.anchor import FILE as ANCHOR
from mediator_app.vault.anchor import Anchor, Opening, Strange
from mediator_app.vault.identity import DeviceKeys, Signer
from mediator_app.vault.keys import Dek
from mediator_app.wire.changeset import READER

DATABASE = "main.db"
BACKUPS = "backups"
PAGE = 4096  # of SQLCipher


class ProfileUnfinished(AppError):
    """The power was cut while the profile was made; nothing had been written in it."""

    message = N_(
        "The profile in {place} was never finished and is empty. "
        "Remove the folder and create it again."
    )


class DatabaseLost(AppError):
    """The file with all the work is gone or cut short; nothing may be made in its place."""

    message = N_("The file {name} is missing or cut short. Restore a backup of this profile.")


def database_of(folder: Path, dek: Dek, *, create: bool = False) -> Database:
    """Return the file of a profile; a key of full entropy needs no random salt."""
    return Database(folder / DATABASE, dek.raw, dek.salt, create=create)


class Unlocked:
    """A profile between its key and its workspace; closed again when opening fails half-way."""

    def __init__(
        self, folder: Path, dek: Dek, *, environment: Environment, create: bool = False
    ) -> None:
        self._folder, self._environment = folder, environment
        self._anchor = Anchor(
            folder, key=dek.derived("anchor MAC"), machine=machine.fingerprint(folder)
        )
        if not create:
            _expect_file(folder)
        self._database = database_of(folder, dek, create=create)
        self._handed_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        if not self._handed_over:
            self._database.dispose()

    def workspace(
        self, lock: ProfileLock, *, fresh: tuple[ProfileInfo, DeviceKeys] | None = None
    ) -> Workspace:
        """Return the open profile; `fresh` is what a new one is to remember."""
        database = self._database
        backups = self._folder / BACKUPS
        migrate.upgrade(database, backups=backups, environment=self._environment)
        info, keys = fresh or self._remembered()
        opening, stream = self._judge(keys, fresh=fresh)
        temp = TempFolder(self._folder)
        temp.start()
        journal = self._journal(Signer(keys, stream))
        self._handed_over = True
        return Workspace(
            self._folder,
            info,
            database=database,
            journal=journal,
            environment=self._environment,
            close=Closing(database, temp, lock),
            strange=None if opening.new_stream is Strange.FIRST else opening.new_stream,
        )

    def _journal(self, signer: Signer) -> Journal:
        """Return the journal; what an older program could only store is applied once."""
        journal = Journal(
            _type_specs,
            signer,
            environment=self._environment,
            fold=index_text,
            verify=self._verify,
            clock_quality=lambda: ClockQuality(self._environment.quality()),
        )
        with self._database.read() as connection:
            known = meta.value(connection, "reader")
        if known != READER:
            with self._database.write() as connection:
                catch_up(connection, journal)
                meta.keep(connection, "reader", READER)
        return journal

    def _remembered(self) -> tuple[ProfileInfo, DeviceKeys]:
        with self._database.read() as connection:
            described = meta.value(connection, "profile")
            private = meta.value(connection, "device_keys")
        if not isinstance(described, str) or not isinstance(private, bytes):
            raise ProfileUnfinished(place=self._folder)
        return _info(described), DeviceKeys(private[:32], private[32:])

    def _verify(self, stream_id: bytes, header: bytes, signature: bytes) -> bool:
        """Tell whether the device that opened this stream signed this header."""
        with self._database.read() as connection:
            known = meta.sign_key(connection, stream_id)
        return known is not None and identity.verify(known, header, signature)

    def _judge(
        self, keys: DeviceKeys, *, fresh: tuple[ProfileInfo, DeviceKeys] | None
    ) -> tuple[Opening, bytes]:
        """Take the three steps of the anchor; a doubt opens a new stream."""
        random = self._environment.random_bytes
        with self._database.read() as connection:
            nonce = meta.value(connection, "open_nonce")
            known = meta.value(connection, "stream")
            restored = meta.value(connection, "restored")
        # A copy made since the profile was opened has the nonce that the anchor knows.
        stored = nonce if isinstance(nonce, bytes) and not restored else None
        opening = self._anchor.begin(stored, random_bytes=random)
        stream = known if isinstance(known, bytes) else None
        with self._database.write() as connection:
            if fresh is not None:
                info, private = fresh
                meta.keep(connection, "profile", _described(info))
                meta.keep(connection, "device_keys", private.signing + private.exchange)
            if opening.new_stream or stream is None:
                before, stream = stream, identity.new_stream_id(random)
                meta.add_stream(
                    connection,
                    stream,
                    device_id=keys.device_id,
                    sign_key=keys.sign_public,
                    opened=identity.open_stream(keys, stream, previous=before),
                )
                meta.keep(connection, "stream", stream)
            meta.keep(connection, "open_nonce", opening.nonce)
            meta.keep(connection, "restored", None)
        self._anchor.finish(opening)
        return opening, stream


def _type_specs() -> Types:
    """Return the record types; they are declared when something is first written."""
    from mediator_app.core.records.registry import type_specs  # noqa: PLC0415

    return type_specs()


def _expect_file(folder: Path) -> None:
    """Refuse a profile without its file; SQLite takes less than a page for a new file and fills it."""
    path = folder / DATABASE
    if path.exists() and (path.is_dir() or path.stat().st_size >= PAGE):
        return
    # The anchor comes after the file: where it lies, work has been lost and not merely begun.
    if (folder / ANCHOR).exists() or (folder / BACKUPS).is_dir():
        raise DatabaseLost(name=DATABASE)
    raise ProfileUnfinished(place=folder)


def _described(info: ProfileInfo) -> str:
    return json.dumps(asdict(info), default=bytes.hex, ensure_ascii=False)


def _info(described: str) -> ProfileInfo:
    stored = json.loads(described)
    known = {field.name: stored[field.name] for field in fields(ProfileInfo)}
    for unit in ("person_unit", "region_unit"):
        known[unit] = bytes.fromhex(known[unit])
    return ProfileInfo(**known)
