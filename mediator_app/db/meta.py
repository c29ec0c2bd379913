"""What the profile remembers of itself: named values, and its streams."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text

from mediator_app.db.tables.bookkeeping import meta, stream

Stored = str | bytes | int | None


def value(connection: Connection, name: str) -> Stored:
    """Return the value kept under `name`, or None."""
    found: Stored = connection.execute(select(meta.c.v).where(meta.c.k == name)).scalar()
    return found


def keep(connection: Connection, name: str, content: Stored) -> None:
    """Keep `content` under `name`, in place of what was there."""
    connection.execute(
        text("INSERT OR REPLACE INTO meta (k, v) VALUES (:k, :v)").bindparams(
            bindparam("k", name), bindparam("v", content)
        )
    )


def add_stream(
    connection: Connection, stream_id: bytes, *, device_id: bytes, sign_key: bytes, opened: bytes
) -> None:
    """Keep the signed record by which a device opened a stream."""
    connection.execute(
        stream.insert().values(
            stream_id=stream_id, device_id=device_id, sign_key=sign_key, opened=opened
        )
    )


def sign_key(connection: Connection, stream_id: bytes) -> bytes | None:
    """Return the public key that signs in a stream, or None for an unknown stream."""
    found: bytes | None = connection.execute(
        select(stream.c.sign_key).where(stream.c.stream_id == stream_id)
    ).scalar()
    return found
