"""The mail about words of danger: that there are some, how many and since when, and how to read them. Never the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from gateway.delivery.message import Envelope, compose
from reports.words import word
from reports.words.danger import TEXTS
from reports.words.numbers import long_date
from storage import dangers
from storage.unit import Unit, reading

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.mails import Mail

DANGER = "danger"
"""The kind of such a mail."""


def danger_letter(gateway: Gateway, mail: Mail) -> bytes:
    """The message, as of now: whoever looked in the meantime is told that nothing waits any more."""
    with reading(gateway.engine) as connection:
        waiting = dangers.waiting(Unit(connection)).get(mail.ministry)
    of = gateway.settings.ministries.get(mail.ministry)
    given = {
        "ministry": of.name if of else mail.ministry,
        "n": waiting.n if waiting else 0,
        "since": long_date(waiting.since, mail.language) if waiting else "",
    }
    how_many = "none" if waiting is None else "one" if waiting.n == 1 else "many"
    said = [word(TEXTS, key, mail.language).format(**given) for key in (how_many, "read", "rules")]
    command = f"gateway danger {mail.ministry}"
    subject = word(TEXTS, "subject", mail.language).format(**given)
    envelope = Envelope(gateway.settings.mail.sender, mail.address, gateway.now_ms(), mail.language)
    return compose(envelope, subject, _text(said, command), _page(mail.language, subject, said, command), [], [])


def _text(said: list[str], command: str) -> str:
    told, read, rules = said
    return f"{told}\n\n{read}\n\n    {command}\n\n{rules}\n"


def _page(language: str, subject: str, said: list[str], command: str) -> str:
    told, read, rules = (escape(each) for each in said)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>\n'
        '<body style="margin:0;padding:16px;max-width:600px;font:16px/1.5 sans-serif;color:#1d2733;background:#ffffff">\n'
        f"<p><strong>{told}</strong></p>\n<p>{read}</p>\n"
        f'<p style="font-family:monospace">{escape(command)}</p>\n<p>{rules}</p>\n</body></html>\n'
    )
