"""The data key, wrapped once for each passphrase, in two copies of one file.

The copies are replaced one after the other, so at any moment one is whole; the newer whole one
counts and mends the other.
"""

from __future__ import annotations

import logging
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError, StorageUnavailable
from mediator_app.core.marks import N_
from mediator_app.host.files import private_folder, storage_error, write_atomic
from mediator_app.vault import slotfile, strict
from mediator_app.vault.kdf import FLOOR, SALT_BYTES, KdfCost, derive
from mediator_app.vault.keys import KEY_BYTES, Dek
from mediator_app.vault.slotfile import KeySlots, PassSlot

FILES = ("keyslots.bin", "keyslots.bin.2")

log = logging.getLogger(__name__)


class WrongPassphrase(AppError):
    """No slot opens. Nothing says how close it was."""

    message = N_("The passphrase is not right.")


class KeySlotsMissing(AppError):
    """Neither copy is there."""

    message = N_("The key file is missing: {place}. Copy it back from a backup of this profile.")


class KeySlotsDamaged(AppError):
    """Neither copy is whole."""

    message = N_("The key file is damaged: {place}. Copy it back from a backup of this profile.")


class KeySlotsTooWeak(AppError):
    """Somebody exchanged the parameters for ones that make guessing cheap."""

    message = N_("The key file was changed so that it protects too little: {place}.")


class KeySlotsTooNew(AppError):
    """Written by a newer program."""

    message = N_("This profile was made by a newer version of the program. Install that version.")


class ProfileExists(AppError):
    """A key file is already there; writing over it would lose all cases."""

    message = N_("There is already a profile here: {place}")


def create(
    folder: Path,
    passphrase: str,
    *,
    cost: KdfCost,
    environment: Environment,
    person: bytes = b"",
    floor: KdfCost = FLOOR,
) -> Dek:
    """Make a new random data key, wrap it and write both copies; refuse to write over any."""
    if not cost.reaches(floor) or not cost.is_sane():
        raise ValueError(cost)
    private_folder(folder)
    if exists(folder):
        raise ProfileExists(place=folder)
    random = environment.random_bytes
    dek = Dek(random(slotfile.PROFILE_ID_BYTES), random(KEY_BYTES))
    slot = _wrap(dek, passphrase, person=person, cost=cost, environment=environment)
    _write(folder, KeySlots(1, dek.profile_id, (slot,)))
    return dek


def exists(folder: Path) -> bool:
    """Tell whether any copy is there, whole or not."""
    return any((folder / name).exists() for name in FILES)


def unlock(folder: Path, passphrase: str, *, floor: KdfCost = FLOOR) -> Dek:
    """Return the data key, and mend a damaged, missing or older copy on the way."""
    slots = _read(folder)
    dek, _slot = _open(folder, slots, passphrase, floor=floor)
    _mend(folder, slots)  # only now: what the passphrase opened is surely ours
    return dek


def change_passphrase(
    folder: Path,
    old: str,
    new: str,
    *,
    cost: KdfCost,
    environment: Environment,
    floor: KdfCost = FLOOR,
) -> Dek:
    """Wrap the same data key under `new`; the old passphrase opens nothing afterwards."""
    if not cost.reaches(floor) or not cost.is_sane():
        raise ValueError(cost)
    slots = _read(folder)
    dek, opened = _open(folder, slots, old, floor=floor)
    fresh = _wrap(dek, new, person=opened.person, cost=cost, environment=environment)
    kept = tuple(fresh if slot == opened else slot for slot in slots.slots)
    _write(folder, KeySlots(slots.generation + 1, slots.profile_id, kept))
    return dek


def cost_of(folder: Path) -> KdfCost:
    """Return the cost of the first passphrase slot, to reuse it or to show it."""
    found = [slot for slot in _read(folder).slots if isinstance(slot, PassSlot)]
    if not found:
        raise KeySlotsDamaged(place=folder / FILES[0])
    return found[0].cost


def _wrap(
    dek: Dek, passphrase: str, *, person: bytes, cost: KdfCost, environment: Environment
) -> PassSlot:
    salt, nonce = (
        environment.random_bytes(SALT_BYTES),
        environment.random_bytes(slotfile.NONCE_BYTES),
    )
    bare = PassSlot(person, cost, salt, nonce, b"")
    key = derive(passphrase, salt=salt, cost=cost)
    ct = ChaCha20Poly1305(key).encrypt(nonce, dek.raw, _bound(dek.profile_id, bare))
    return PassSlot(person, cost, salt, nonce, ct)


def _open(
    folder: Path, slots: KeySlots, passphrase: str, *, floor: KdfCost
) -> tuple[Dek, PassSlot]:
    mine = [slot for slot in slots.slots if isinstance(slot, PassSlot)]
    if not mine:
        raise KeySlotsDamaged(place=folder / FILES[0])
    for slot in mine:
        if not slot.cost.reaches(floor):
            raise KeySlotsTooWeak(place=folder / FILES[0])
    for slot in mine:
        key = derive(passphrase, salt=slot.salt, cost=slot.cost)
        try:
            raw = ChaCha20Poly1305(key).decrypt(slot.nonce, slot.ct, _bound(slots.profile_id, slot))
        except InvalidTag:
            continue
        return Dek(slots.profile_id, raw), slot
    raise WrongPassphrase


def _bound(profile_id: bytes, slot: PassSlot) -> bytes:
    """Return what the seal binds: swapping any parameter breaks it."""
    return strict.encode([slotfile.VERSION, profile_id, slot.header()])


def _write(folder: Path, slots: KeySlots) -> None:
    data = slotfile.pack(slots)
    for name in FILES:
        write_atomic(folder / name, data)


def _mend(folder: Path, slots: KeySlots) -> None:
    data = slotfile.pack(slots)
    for place in (folder / name for name in FILES):
        try:
            if place.is_file() and place.read_bytes() == data:
                continue
            write_atomic(place, data)
        except (OSError, StorageUnavailable) as error:
            log.warning("a copy of the key file could not be mended: %s", error)
        else:
            log.warning("a copy of the key file was damaged and is mended")


def _read(folder: Path) -> KeySlots:
    """Return the newest whole copy."""
    whole: list[tuple[int, bytes]] = []
    found = False
    for place in (folder / name for name in FILES):
        try:
            data = _bytes_of(place)
        except FileNotFoundError:
            continue
        except OSError as error:
            if place.name == FILES[-1] and not whole:
                raise storage_error(error, place) from error
            log.warning("a copy of the key file cannot be read: %s", error)
            found = True
            continue
        found = True
        try:
            whole.append(slotfile.check(data))
        except slotfile.Damaged:
            log.warning("a copy of the key file is damaged: %s bytes", len(data))
    if not found:
        raise KeySlotsMissing(place=folder / FILES[0])
    if not whole:
        raise KeySlotsDamaged(place=folder / FILES[0])
    try:
        return slotfile.parse(*max(whole))
    except slotfile.TooNew as error:
        raise KeySlotsTooNew from error
    except (slotfile.Damaged, strict.NotStrict) as error:
        raise KeySlotsDamaged(place=folder / FILES[0]) from error


def _bytes_of(place: Path) -> bytes:
    with place.open("rb") as file:
        return file.read(slotfile.LARGEST + 1)
