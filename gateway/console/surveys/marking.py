"""The sentences of problems as HTML: names between stars, what is written between backticks."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"(`[^`\n]+`)")
_NAME = re.compile(r"\*([^\s*](?:[^*\n]*[^\s*])?)\*")


def marked(sentence: str) -> Markup:
    """A sentence with its names and its code set off; everything in it is text.

    >>> str(marked("There is no *medecine*. Write `a: *1*` <b>."))
    'There is no <em>medecine</em>. Write <code>a: *1*</code> &lt;b&gt;.'
    """
    pieces = _CODE.split(sentence)
    return Markup("").join(_code(piece) if at % 2 else _names(piece) for at, piece in enumerate(pieces))


def _code(piece: str) -> Markup:
    return Markup("<code>{}</code>").format(piece[1:-1])


def _names(piece: str) -> Markup:
    pieces = _NAME.split(piece)
    return Markup("").join(Markup("<em>{}</em>").format(each) if at % 2 else escape(each) for at, each in enumerate(pieces))
