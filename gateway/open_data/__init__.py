"""Open data: the released figures of every ministry under ``/open-data/``, for everybody, without a login.

All of it is made of the reports as they were released and kept, and of nothing else: a figure that no report holds cannot be
asked for here. Of a report the public gets every figure; it does not get words: see :mod:`gateway.open_data.edition`.
"""

from __future__ import annotations

from gateway.open_data.routes import register

__all__ = ["register"]
