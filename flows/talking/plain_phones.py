"""Numbers as answers where nobody's are at stake: while a survey is tried out, a number is kept as it was typed."""

from __future__ import annotations

THIS_NUMBER = "this number"
"""What stands for the phone on which a survey is tried out."""

FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Of a number: the most are those of ITU-T E.164."""

_BETWEEN = frozenset(" -./()\u00a0")


class PlainPhones:
    """Takes ``+266 5812 3456`` and ``5812 3456`` alike, whatever the country; nothing is sealed."""

    def own(self) -> str | None:
        return THIS_NUMBER

    def read(self, said: str) -> str | None:
        bare = "".join(sign for sign in said.strip() if sign not in _BETWEEN)
        digits = bare.removeprefix("+")
        if not digits.isdecimal() or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
            return None
        return ("+" if bare.startswith("+") else "") + "".join(str(int(digit)) for digit in digits)


PLAIN_PHONES = PlainPhones()
