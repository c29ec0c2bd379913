"""The profile's data key and the keys derived from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

KEY_BYTES = 32
SALT_BYTES = 16
PERSON = b"mediator/key"


@dataclass(frozen=True, slots=True)
class Dek:
    """The random key that everything in one profile hangs from."""

    profile_id: bytes
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError

    def derived(self, purpose: str) -> bytes:
        """Return the 32-byte key for `purpose`: "blobs", "backup", "anchor MAC"."""
        return blake2b(
            purpose.encode(), key=self.raw, digest_size=KEY_BYTES, person=PERSON
        ).digest()

    @property
    def salt(self) -> bytes:
        """Return the 16-byte salt of the database's file; it follows from the key.

        A key of full entropy needs no random salt, and a file whose first 16 bytes (where
        SQLCipher keeps its salt) are damaged can then still be salvaged.
        """
        return blake2b(b"salt", key=self.raw, digest_size=SALT_BYTES, person=PERSON).digest()
