"""Compression whose output has a bound that the input cannot lift."""

from __future__ import annotations

import zstandard

from mediator_app.wire.cbor import Malformed

LEVEL = 3
WINDOW = 8 * 2**20


class Packer:
    """Deflates and inflates; not to be shared between threads."""

    def __init__(self, *, dictionary: bytes | None = None, level: int = LEVEL) -> None:
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._compressor = zstandard.ZstdCompressor(level=level, dict_data=known)
        self._decompressor = zstandard.ZstdDecompressor(dict_data=known, max_window_size=WINDOW)

    def deflate(self, data: bytes) -> bytes:
        return self._compressor.compress(data)

    def inflate(self, data: bytes, *, limit: int) -> bytes:
        """Return what one frame holds, at most `limit` bytes, or raise Malformed.

        The library heeds its own limit only where the frame names no size: a frame that names
        one is allocated at once, whatever it says. So the size is read first, and must be there.
        """
        try:
            frame = zstandard.get_frame_parameters(data)
            size = frame.content_size
            if size > limit or frame.window_size > WINDOW:  # "unknown" is the greatest size of all
                raise Malformed("inflated")
            return self._decompressor.decompress(
                data, max_output_size=limit, allow_extra_data=False
            )
        except zstandard.ZstdError as error:
            raise Malformed("zstd") from error
