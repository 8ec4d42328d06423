"""Passphrases that are guessed at once: made of nothing but the words that everybody tries, of digits, or of a row of keys.

The list is our own and short on purpose. Lists of leaked passphrases are led, year after year and in every country, by the same
few things: the word for it, greetings, love, keys beside each other, names of football and of cars, months, and where somebody
works. Whatever is left after these words, with digits and signs read as the letters that they stand for, must be three
letters at least; a passphrase of digits alone is somebody's number or day of birth. No network is asked.
"""

from __future__ import annotations

import re

_LEAST = 3
_TRIED = """
password passphrase passwort motdepasse nenosiri siri lekunutu secret letmein welcome karibu bonjour hello login signin
admin administrator root user test testing guest demo default master access changeme newpass temp
qwertyuiop qwertyui qwerty qwertz azertyuiop azerty asdfghjkl asdfgh zxcvbnm yxcvbnm qazwsx qazwsxedc qweasdzxc wasd
iloveyou loveyou ilove love mylove jesus god mungu molimo allah angel princess sunshine monkey dragon shadow football soccer
arsenal chelsea liverpool manchester barcelona madrid mercedes toyota samsung nokia iphone android google facebook whatsapp
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter
ministry minister health hospital clinic government citizen citizens feedback gateway survey huduma interior report reports
lesotho maseru kenya nairobi cambodia phnompenh africa abc abcd abcdef abcdefgh
"""
_STANDS_FOR = str.maketrans("0134578@$!|+", "oieastbasiit")
_FILLING = re.compile(r"(?:of|the|my|in|for|and|is|our|your|to|me|you)")
_BY_LENGTH = re.compile("|".join(sorted(set(_TRIED.split()), key=lambda word: (-len(word), word))))


def is_obvious(passphrase: str, name: str) -> bool:
    """Whether a passphrase is nothing but what everybody tries, and the name of whoever takes it."""
    bare = "".join(sign for sign in passphrase.casefold() if not sign.isspace())
    if not any(sign.isalpha() for sign in bare):
        return True
    own = re.sub(r"[^a-z]", "", name.casefold())
    return any(_left(reading, own) < _LEAST for reading in (bare, bare.translate(_STANDS_FOR)))


def _left(reading: str, own: str) -> int:
    """How many different letters are left when the words are taken away."""
    letters = "".join(sign for sign in reading if sign.isalpha())
    without = letters.replace(own, "") if own else letters
    left = _FILLING.sub("", _BY_LENGTH.sub("", without))
    return len(set(left))
