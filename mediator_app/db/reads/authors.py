"""Whose laptop it is that wrote something."""

from __future__ import annotations

from sqlalchemy import Connection, text

from mediator_app.db.reads.bare import fetched

# A laptop signs the name of its person under what it read or printed; unlike a note or a move,
# such a line never comes from somebody else's file.
_NAMES = text(
    """
    SELECT device_id, min(done_by) FROM access
      JOIN ent USING (case_no, eid)
      JOIN changeset ON changeset.lid = ent.lid
      JOIN stream USING (stream_no)
     WHERE device_id IS NOT NULL AND done_by IS NOT NULL
     GROUP BY device_id HAVING count(DISTINCT done_by) = 1
    """
)
_DEVICES = text(
    """
    SELECT DISTINCT device_id FROM changeset JOIN stream USING (stream_no)
     WHERE changeset.case_no = :case_no AND device_id IS NOT NULL
    """
)


def device_names(connection: Connection) -> dict[str, str]:
    """Return the names of the people at other laptops, by the hexadecimal id of the laptop."""
    return {device.hex(): name for device, name in fetched(connection, _NAMES)}


def devices_of(connection: Connection, case_no: int) -> list[str]:
    """Return the laptops that wrote in a unit, as hexadecimal ids."""
    found = fetched(connection, _DEVICES.bindparams(case_no=case_no))
    return sorted(device.hex() for (device,) in found)
