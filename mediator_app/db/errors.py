"""What can go wrong with the file the work is kept in, each as a sentence a person can act on."""

from __future__ import annotations

from mediator_app.core.errors import AppError, StorageUnavailable
from mediator_app.core.marks import N_
from mediator_app.host.files import DiskFull


class NoRoom(DiskFull):
    """Nothing was written: there is no room."""

    message = N_("The disk is full. Free at least {needed} MB, then try again.")


class DiskFailing(StorageUnavailable):
    """The disk refused to read or write; what was being saved is not saved."""

    message = N_(
        "The disk does not answer as it should. Your last change was not saved; what was saved "
        "before can still be read. Make a backup on another disk, then start the program again."
    )


class DiskUnreadable(StorageUnavailable):
    """The disk refused to read."""

    message = N_(
        "The disk does not answer as it should: the file {name} could not be read. "
        "Start the program again; if it stays so, restore a backup on another disk."
    )


class ReadingOnly(StorageUnavailable):
    """A change was asked for after the disk had failed."""

    message = N_(
        "Since the disk failed, this file can only be read. Make a backup on another disk, "
        "then start the program again."
    )


class DatabaseDamaged(AppError):
    """The key does not open the file, or what it holds is not what was written."""

    message = N_(
        "The file {name} cannot be read: it is damaged, or it belongs to another profile. "
        "Restore a backup."
    )


class DatabaseTooNew(AppError):
    """The file was written by a later version of the program."""

    message = N_(
        "The file {name} was written by a newer version of this program. "
        "Install the newer version to open it; nothing was changed."
    )


class UpgradeRefused(AppError):
    """A change of the file's structure would leave rows that point at nothing."""

    message = N_("The file {name} could not be brought up to date. It was left as it was.")


class BackupDamaged(AppError):
    """A backup that cannot be trusted is neither kept nor restored."""

    message = N_("The backup {name} is damaged and cannot be used. Choose another one.")


class BackupMissing(AppError):
    """The named backup does not exist."""

    message = N_("There is no backup named {name}.")
