"""Two who wrote the same survey: whoever saved second sees yours, theirs and before, and chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.console.page import page
from gateway.console.words.surveys import BAR

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway
    from storage.drafts import Outrun


def second(gateway: Gateway, outrun: Outrun) -> Response:
    """The page with the three texts; nothing was stored (409)."""
    from gateway.editing import desk as desks

    both = desks.both(outrun)
    return page("surveys/outrun.html", BAR, 409, both=both, outrun=outrun)
