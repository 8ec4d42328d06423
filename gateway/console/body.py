"""What comes in with a form: bounded, and files are held in memory alone. A list of visits holds numbers, and those are on no
disk unsealed."""

from __future__ import annotations

import io
from typing import IO

from flask import Request

MOST_BYTES = 6_000_000
"""Of a whole form: a file of 5 MB, and what stands beside it."""


class Body(Request):
    """A request whose files never touch the disk."""

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        return io.BytesIO()
