"""Profiles: one encrypted folder for one person, made, unlocked and renewed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mediator_app.core.environment import Environment
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.places import find_region
from mediator_app.core.roles import Role
from mediator_app.db.engine import Database
from mediator_app.host import machine
from mediator_app.host.drives import refuse_unsafe
from mediator_app.host.files import private_folder
from mediator_app.host.lock import ProfileLock
from mediator_app.services.opening import DATABASE, Unlocked, database_of
from mediator_app.services.work import ProfileInfo, Workspace
from mediator_app.vault import identity, kdf, keyslots, passphrase
from mediator_app.vault.attempts import Attempts
from mediator_app.vault.kdf import KdfCost
from mediator_app.vault.keys import Dek

ROLES = tuple(role.value for role in Role)
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
CASE, REGION, PERSON = 1, 2, 3  # first byte of a unit's id


class NoProfile(AppError):
    """There is nothing to unlock."""

    message = N_("There is no profile in {place}. Create one first.")


class UnknownRegion(AppError):
    """A region that Mali does not have."""

    message = N_("“{region}” is not a region of Mali.")


class WeakPassphrase(AppError):
    """A passphrase that a seized laptop would not withstand."""

    message = N_("This passphrase is too weak: {reason}")

    def sentence(self, translate: Callable[[str], str]) -> str:
        return translate(self.message).format(reason=translate(str(self.values["reason"])))


@dataclass(frozen=True, slots=True)
class Person:
    """Whose profile is made: `role` is one of ROLES, `region` an ISO id, letters or a name."""

    name: str
    organisation: str
    role: str
    region: str = ""
    practice: bool = False


def exists(folder: Path) -> bool:
    """Tell whether `folder` holds a profile, whole or damaged."""
    return keyslots.exists(folder) or (folder / DATABASE).exists()


def this_machine_cost(environment: Environment) -> KdfCost:
    """Return the cost that takes this machine 1.0 to 1.5 s."""

    def measure(cost: KdfCost) -> float:
        start = environment.monotonic()
        kdf.derive("measure", salt=bytes(16), cost=cost)
        return environment.monotonic() - start

    return kdf.calibrate(memory=machine.memory(), measure=measure)


def create(
    folder: Path,
    secret: str,
    person: Person,
    *,
    environment: Environment,
    cost: KdfCost | None = None,
) -> Workspace:
    """Make a new profile and return it open. `cost` is for tests; else it is measured."""
    known = find_region(person.region) if person.region else None
    if person.region and known is None:
        raise UnknownRegion(region=person.region)
    if exists(folder):
        raise keyslots.ProfileExists(place=folder)
    refuse_unsafe(folder)
    private_folder(folder)
    random = environment.random_bytes
    keys = identity.new_device(random)
    info = ProfileInfo(
        name=person.name.strip(),
        organisation=person.organisation.strip(),
        role=person.role,
        region=known.id if known else "",
        letters=known.letters if known else "",
        code=_code(keys.device_id),
        device=keys.device_id.hex(),
        person_unit=bytes([PERSON]) + random(15),
        region_unit=bytes([REGION]) + random(15),
        created_on=environment.now().date().isoformat(),
        practice=person.practice,
    )
    lock = ProfileLock(folder)
    lock.acquire()
    try:
        dek = keyslots.create(
            folder,
            secret,
            cost=cost or this_machine_cost(environment),
            environment=environment,
            floor=cost or kdf.FLOOR,
        )
        with Unlocked(folder, dek, environment=environment, create=True) as unlocked:
            return unlocked.workspace(lock, fresh=(info, keys))
    except BaseException:
        lock.release()
        raise


def unlock(
    folder: Path, secret: str, *, environment: Environment, floor: KdfCost = kdf.FLOOR
) -> Workspace:
    """Open the profile in `folder`. Takes a second or more: run it off the UI thread."""
    lock, dek = _unlocked(folder, secret, environment=environment, floor=floor)
    try:
        with Unlocked(folder, dek, environment=environment) as unlocked:
            return unlocked.workspace(lock)
    except BaseException:
        lock.release()
        raise


@contextmanager
def locked_file(
    folder: Path, secret: str, *, environment: Environment, floor: KdfCost = kdf.FLOOR
) -> Generator[Database]:
    """Hold a profile's file without opening a workspace on it: it may be damaged or missing."""
    lock, dek = _unlocked(folder, secret, environment=environment, floor=floor)
    database = database_of(folder, dek)
    try:
        yield database
    finally:
        database.dispose()
        lock.release()


def _unlocked(
    folder: Path, secret: str, *, environment: Environment, floor: KdfCost
) -> tuple[ProfileLock, Dek]:
    """Return the held lock and the data key, or raise and hold nothing."""
    if not keyslots.exists(folder) and not (folder / DATABASE).exists():
        raise NoProfile(place=folder)
    refuse_unsafe(folder)
    lock = ProfileLock(folder)
    lock.acquire()
    try:
        attempts = Attempts(folder, monotonic=environment.monotonic)
        attempts.begin()
        try:
            dek = keyslots.unlock(folder, secret, floor=floor)
        except keyslots.WrongPassphrase:
            attempts.failed()
            raise
        except AppError:
            attempts.undo()  # a damaged key file is no guess
            raise
        attempts.succeeded()
    except BaseException:
        lock.release()
        raise
    return lock, dek


def change_passphrase(
    work: Workspace, old: str, new: str, *, floor: KdfCost = kdf.FLOOR, cost: KdfCost | None = None
) -> None:
    """Let `new` open the profile instead of `old`."""
    check_passphrase(new)
    keyslots.change_passphrase(
        work.folder,
        old,
        new,
        cost=cost or this_machine_cost(work.environment),
        environment=work.environment,
        floor=floor,
    )


def check_passphrase(secret: str) -> None:
    """Raise WeakPassphrase for a passphrase that would not hold."""
    for problem in passphrase.problems(secret):
        raise WeakPassphrase(reason=problem)


def _code(device_id: bytes) -> str:
    """Return the three letters that begin a laptop's case numbers before an office names it."""
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in device_id[:3])
