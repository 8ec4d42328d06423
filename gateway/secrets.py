"""The keys of the gateway: from the environment, or made up at a first run and kept under ``var/secrets``; never a default.

Keys are made up only where ``secrets.generate`` allows it and no channel is live. Each variable ``NAME`` may also be given as
``NAME_FILE``, the path of a file that holds the value.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets as luck
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gateway.config_sections import Channel, Mail, Ministry
from gateway.refusal import Refusal
from gateway.settings import Settings

KEY_BYTES = 32
_HOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{22,128}")  # 22 signs of 6 bits: 128 bits and a little
_API_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,128}")
_TELL_TALE = re.compile(r"change|secret|default|example|password|12345", re.IGNORECASE)
_ONE_KEY = "It is base64 of 32 random bytes: head -c 32 /dev/urandom | base64"
_HOOK_REMEDY = (
    "Take one of at least 22 random letters and digits, or two such with a comma: head -c 24 /dev/urandom | base64 | tr +/ -_"
)

_API_REMEDY = (
    "Take one of at least 32 random letters and digits, or two such with a comma: head -c 30 /dev/urandom | base64 | tr +/ -_"
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """All keys of this deployment; shows none of them when printed."""

    number_keys: Mapping[str, bytes] = field(repr=False)
    """Key id -> 32 bytes; all of them open sealed numbers."""
    current_key: str
    """The id of the key that seals."""
    index_key: bytes = field(repr=False)
    binding_key: bytes = field(repr=False)
    hook_secrets: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Channel -> the secrets that its callback addresses may carry; the first one is given out."""
    api_keys: Mapping[str, str] = field(repr=False)
    api_tokens: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Ministry -> the tokens with which its own systems may hand in visits; a ministry that named no variable is not in it."""
    metrics_token: str = field(repr=False)
    """The word that opens ``/metrics`` to other machines; empty: none may read them."""
    mail_password: str = field(repr=False)
    """Of the mail server; empty where it wants no login."""
    dhis2: Mapping[str, str] = field(repr=False)
    """Ministry -> the login at its DHIS2; only of ministries that named a variable, and gave it something."""


def load_secrets(settings: Settings, environ: Mapping[str, str] | None = None, *, making: bool = True) -> Secrets:
    """The keys of this deployment; with ``making`` off none is made up.

    Raises :class:`Refusal` (code 2) that names the variable which is missing or too weak.
    """
    source = _Source(settings, os.environ if environ is None else environ, making)
    number_keys = _number_keys(source, settings.secrets.number_keys)
    index_key = _key(source, settings.secrets.index_key, "index_key")
    binding_key = _key(source, settings.secrets.binding_key, "binding_key")
    channels = settings.channels.values()
    found = Secrets(
        number_keys=number_keys,
        current_key=next(iter(number_keys)),
        index_key=index_key,
        binding_key=binding_key,
        hook_secrets={c.name: _hook_secrets(source, c) for c in channels},
        api_keys={c.name: _api_key(source, c) for c in channels},
        api_tokens={m.key: _api_tokens(source, m, m.api_tokens) for m in settings.ministries.values() if m.api_tokens},
        metrics_token=_metrics_token(source, settings.watch.metrics_token),
        mail_password=_mail_password(source, settings.mail),
        dhis2={m.key: said for m in settings.ministries.values() if m.dhis2.secret and (said := source.given(m.dhis2.secret))},
    )
    _all_different(settings, found)
    return found


class _Source:
    """Where the value of a key comes from: the environment, a file named there, or ``var/secrets``."""

    def __init__(self, settings: Settings, environ: Mapping[str, str], making: bool) -> None:
        self._making = making
        self.environ = environ
        self.folder = settings.var / "secrets"
        self.may_generate = settings.secrets.generate and all(c.environment != "live" for c in settings.channels.values())

    def value(self, variable: str, file: str, make: Callable[[], str] | None, remedy: str) -> str:
        said = self.given(variable)
        if said:
            return said
        if make is None or not self.may_generate:
            raise Refusal(f"{variable} is not set, and the gateway does not start without it.", remedy)
        if not self._making and not (self.folder / file).exists():
            raise Refusal(f"{variable} is not set, and there is no {self.folder / file}.", remedy)
        return _kept(self.folder / file, make)

    def given(self, variable: str) -> str:
        """What was said from outside; empty where nothing was."""
        return (self.environ.get(variable) or self._from_file(variable)).strip()

    def _from_file(self, variable: str) -> str:
        path = self.environ.get(f"{variable}_FILE")
        if not path:
            return ""
        try:
            return Path(path).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise Refusal(f"The file that {variable}_FILE names cannot be read.", "Correct the path or its rights.") from None


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The value kept at ``path``; made and written (mode 0600) if there is none. Of two that make one at once, one wins."""
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as out:
            out.write(make())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise Refusal(f"The key {path} cannot be read: {error.strerror}.", "Give this user the right to read it.") from None


def _new_key() -> str:
    return base64.b64encode(luck.token_bytes(KEY_BYTES)).decode()


def _decoded(variable: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, altchars=b"-_" if set(text) & set("-_") else None, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(f"{variable} is not base64.", _ONE_KEY) from None
    if len(key) != KEY_BYTES:
        raise Refusal(f"{variable} holds {len(key)} bytes where 32 are needed.", _ONE_KEY)
    if len(set(key)) < 12:
        raise Refusal(f"{variable} is not a random key.", _ONE_KEY)
    return key


def _key(source: _Source, variable: str, file: str) -> bytes:
    return _decoded(variable, source.value(variable, file, _new_key, _ONE_KEY))


def _number_keys(source: _Source, variable: str) -> dict[str, bytes]:
    text = source.value(variable, "number_keys", lambda: f"k1:{_new_key()}", f"It is id:key. {_ONE_KEY}")
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        key_id, colon, key = part.strip().partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z0-9]{1,16}", key_id) or key_id in keys:
            raise Refusal(f"{variable} is not of the form id:key,id:key with ids of its own.", _ONE_KEY)
        keys[key_id] = _decoded(variable, key)
    return keys


def _hook_secrets(source: _Source, channel: Channel) -> tuple[str, ...]:
    variable = channel.hook_secrets
    text = source.value(variable, f"{channel.name}.hook_secrets", lambda: luck.token_urlsafe(24), _HOOK_REMEDY)
    return _one_or_two(variable, text, _HOOK_SECRET, "an address", _HOOK_REMEDY)


def _api_tokens(source: _Source, ministry: Ministry, variable: str) -> tuple[str, ...]:
    text = source.value(variable, f"{ministry.key}.api_tokens", lambda: luck.token_urlsafe(30), _API_REMEDY)
    return _one_or_two(variable, text, _API_TOKEN, "a token", _API_REMEDY)


def _metrics_token(source: _Source, variable: str | None) -> str:
    """Never made up: without it no other machine may read."""
    text = source.given(variable) if variable else ""
    return _one_or_two(variable, text, _API_TOKEN, "a token", _API_REMEDY)[0] if variable and text else ""


def _mail_password(source: _Source, mail: Mail) -> str:
    """Somebody else's secret, so of any form; never made up."""
    if not (mail.host and mail.user):
        return ""
    password = source.given(mail.password)
    if not password:
        raise Refusal(
            f"{mail.password} is not set, and {mail.host} wants a login.", "Set it, or leave mail.user empty in config.yaml."
        )
    return password


def _one_or_two(variable: str, text: str, form: re.Pattern[str], holder: str, remedy: str) -> tuple[str, ...]:
    """The secrets of a variable: one, or two while others still use the old one."""
    found = tuple(part.strip() for part in text.split(","))
    if len(found) > 2:
        raise Refusal(f"{variable} holds {len(found)} secrets where one, or two during a change, are expected.", remedy)
    for secret in found:
        if not form.fullmatch(secret) or len(set(secret)) < 10 or _TELL_TALE.search(secret):
            raise Refusal(f"{variable} is too short, has signs that {holder} cannot hold, or can be guessed.", remedy)
    return found


def _api_key(source: _Source, channel: Channel) -> str:
    make = luck.token_hex if channel.environment == "stub" else None
    key = source.value(channel.api_key, f"{channel.name}.api_key", make, "Copy the API key from the account's dashboard.")
    if len(key) < 16 or not key.isascii() or not key.isprintable():
        raise Refusal(f"{channel.api_key} is not an API key.", "Copy the API key from the account's dashboard.")
    return key


def _all_different(settings: Settings, found: Secrets) -> None:
    names = settings.secrets
    keys = [found.index_key, found.binding_key, *found.number_keys.values()]
    if len(set(keys)) < len(keys):
        sentence = f"Two of {names.number_keys}, {names.index_key} and {names.binding_key} hold the same key."
        raise Refusal(sentence, f"Each needs its own. {_ONE_KEY}")
    hooks = [secret for of_channel in found.hook_secrets.values() for secret in of_channel]
    if len(set(hooks)) < len(hooks):
        raise Refusal("Two callback secrets are the same.", _HOOK_REMEDY)
    tokens = [token for of_ministry in found.api_tokens.values() for token in of_ministry]
    if len(set(tokens)) < len(tokens):
        raise Refusal("Two tokens for the API are the same.", _API_REMEDY)
