"""Callbacks that wait on disk while the database is away: durable before they are acknowledged, sealed, first come first taken.

One file each, written beside, fsynced and then renamed, so that whatever dies or fills up in between leaves no entry that could
be taken for a whole one. Sealed with AES-256-GCM under a key derived (HKDF-SHA-256) from the number key that seals now: what
waits here is numbers and words, and of all keys only those have ids. An entry carries its key's id and opens for as long as
that key is among the number keys.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.crashpoints import crash_at
from gateway.hooks.callback import Callback
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from gateway.secrets import Secrets
    from gateway.settings import Settings

_MAGIC = b"spool1"
_NONCE_BYTES = 12
_BLOCK = 4096
"""Bytes that even the smallest file takes on a disk."""

_WHOLE, _FRESH, _ASIDE, _LOCK = ".sealed", ".new", ".aside", "drain.lock"
_MEASURE_EVERY_S = 1.0
_LEFT_AFTER_S = 3_600.0
"""A file that was begun and not finished for so long never will be."""


class SpoolFailed(Exception):
    """The disk did not take a callback, or the spool holds as much as it may: it was not kept."""


class Broken(Exception):
    """An entry cannot be opened: it was cut, changed, or its key is not here any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits: entries, bytes on disk, when the oldest arrived; and how many were set aside because they are broken."""

    entries: int
    bytes: int
    oldest_at_ms: int | None
    aside: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One callback that waits. ``person`` is a mark, equal for callbacks of one number; it tells nothing else."""

    name: str
    person: str


class Spool:
    """The callbacks of this machine that wait. Any number of processes put, one at a time drains."""

    def __init__(self, settings: Settings, secrets: Secrets) -> None:
        self.folder = folder_of(settings)
        self._settings = settings
        self._most_bytes = settings.spool.most_mb * 1_000_000
        self._ciphers = {key_id: AESGCM(_derived(key)) for key_id, key in secrets.number_keys.items()}
        self._key_id = secrets.current_key
        self._mark_key = secrets.binding_key
        self._lock = threading.Lock()
        self._count = 0
        self._latest_ms = 0
        self._bytes, self._measured_s = 0, -_MEASURE_EVERY_S

    def put(self, callback: Callback, person: str) -> None:
        """Keep a callback; it is durable when this returns. Raises :class:`SpoolFailed`, and then nothing is kept.

        ``person`` is the number that it is about, however spelled the same each time; empty for none.
        """
        sealed = self._sealed(callback.dump())
        with self._lock:
            self._make_room(_on_disk(len(sealed)))
            fresh = self.folder / f"{self._next_name(callback.at_ms)}-{self._mark(person)}{_FRESH}"
            try:
                _make(self.folder)
                _write_durably(fresh, sealed)
                crash_at(self._settings, "s")
                fresh.rename(fresh.with_suffix(_WHOLE))
                _sync_folder(self.folder)
            except OSError as error:
                for left in (fresh, fresh.with_suffix(_WHOLE)):
                    with suppress(OSError):
                        left.unlink()
                raise SpoolFailed(error.strerror or type(error).__name__) from None
            self._bytes += _on_disk(len(sealed))
        crash_at(self._settings, "t")

    def holds(self, person: str) -> bool:
        """Whether something of this number waits: what comes later must not overtake it. A disk that cannot be read holds up
        nobody."""
        mark = self._mark(person) + _WHOLE
        with suppress(OSError):
            return bool(person) and any(name.endswith(mark) for name in self._names(_WHOLE))
        return False

    def entries(self) -> list[Entry]:
        """What waits, the first arrived first."""
        return [Entry(name, name.rpartition("-")[2].removesuffix(_WHOLE)) for name in sorted(self._names(_WHOLE))]

    def open(self, entry: Entry) -> Callback:
        """A callback as it was put. Raises :class:`Broken`, and ``FileNotFoundError`` if somebody else has removed it."""
        sealed = (self.folder / entry.name).read_bytes()
        key_id = _key_id(sealed)
        if key_id not in self._ciphers:
            raise Broken("no key" if key_id else "cut")
        at = len(_MAGIC) + 1 + len(key_id)
        nonce, words = sealed[at : at + _NONCE_BYTES], sealed[at + _NONCE_BYTES :]
        try:
            return Callback.load(self._ciphers[key_id].decrypt(nonce, words, sealed[:at]))
        except (InvalidTag, ValueError):
            raise Broken("changed") from None

    def remove(self, entry: Entry) -> None:
        """It is in the database."""
        with suppress(FileNotFoundError):
            (self.folder / entry.name).unlink()

    def set_aside(self, entry: Entry) -> None:
        """It cannot be taken up: kept, sealed as it is, out of the way of the others."""
        with suppress(FileNotFoundError):
            (self.folder / entry.name).rename((self.folder / entry.name).with_suffix(_ASIDE))

    def take_back(self) -> int:
        """What was set aside waits again, for its key may be back or its fault mended; returns how many."""
        names = self._names(_ASIDE)
        for name in names:
            with suppress(FileNotFoundError):
                (self.folder / name).rename((self.folder / name).with_suffix(_WHOLE))
        return len(names)

    def sealed_under(self, key_id: str) -> int:
        """How many callbacks, those set aside too, only this key opens."""
        head = _MAGIC + bytes((len(key_id),)) + key_id.encode()
        return sum(_begins(self.folder / name, head) for ending in (_WHOLE, _ASIDE) for name in self._names(ending))

    def waiting(self) -> Waiting:
        """How much waits now. Raises ``OSError`` if the folder cannot be read."""
        names = sorted(self._names(_WHOLE))
        oldest = _arrived_ms(names[0]) if names else None
        return Waiting(len(names), self._measure(), oldest, len(self._names(_ASIDE)))

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether the caller is now the only one that drains; the kernel lets go when a process dies."""
        _make(self.folder)
        descriptor = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield _locked(descriptor)
        finally:
            os.close(descriptor)

    def sweep(self) -> int:
        """Remove files that were begun and never finished; returns how many. Nobody was told that they are kept."""
        left = [self.folder / name for name in self._names(_FRESH)]
        old = [path for path in left if _age_s(path) > _LEFT_AFTER_S]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    # --- on disk -------------------------------------------------------------------------------------------------------

    def _names(self, ending: str) -> list[str]:
        try:
            return [name for name in os.listdir(self.folder) if name.endswith(ending)]
        except FileNotFoundError:
            return []

    def _next_name(self, at_ms: int) -> str:
        """Later names sort later than all that wait, also where the clock was set back, or this process began, meanwhile."""
        self._count += 1
        self._latest_ms = max(self._latest_ms, at_ms)
        return f"{self._latest_ms:015d}-{os.getpid():08d}-{self._count:08d}"

    def _make_room(self, size: int) -> None:
        try:
            if time.monotonic() - self._measured_s >= _MEASURE_EVERY_S:
                self._bytes, self._measured_s = self._measure(), time.monotonic()
        except OSError as error:
            raise SpoolFailed(error.strerror or type(error).__name__) from None
        if self._bytes + size > self._most_bytes:
            raise SpoolFailed("full")

    def _measure(self) -> int:
        try:
            with os.scandir(self.folder) as found:
                files = list(found)
        except FileNotFoundError:
            return 0
        latest_ms = max([_arrived_ms(each.name) for each in files], default=0)
        self._latest_ms = max(self._latest_ms, latest_ms + 1)
        return sum(_on_disk(_size(each)) for each in files)

    # --- sealed --------------------------------------------------------------------------------------------------------

    def _sealed(self, words: bytes) -> bytes:
        key_id = self._key_id.encode()
        head = _MAGIC + bytes((len(key_id),)) + key_id
        nonce = os.urandom(_NONCE_BYTES)
        return head + nonce + self._ciphers[self._key_id].encrypt(nonce, words, head)

    def _mark(self, person: str) -> str:
        return blake2b(person.encode(), key=self._mark_key, digest_size=6, person=b"spool").hexdigest() if person else "0" * 12


def folder_of(settings: Settings) -> Path:
    """Where the callbacks of this machine wait."""
    return settings.var / "spool"


def check(settings: Settings) -> None:
    """Make the folder if need be, and see that it takes a file. Raises :class:`Refusal`."""
    folder = folder_of(settings)
    try:
        _make(folder)
        probe = folder / f"{os.getpid()}-probe{_FRESH}"
        probe.unlink(missing_ok=True)
        _write_durably(probe, b"?")
        probe.unlink()
    except OSError as error:
        sentence = f"The spool {folder} cannot be written: {error.strerror}."
        remedy = "Callbacks wait there while the database is away. Give this user the right to write, or free some space."
        raise Refusal(sentence, remedy) from None


def _key_id(sealed: bytes) -> str:
    """The key that an entry names; empty where its beginning is not one of ours."""
    at = len(_MAGIC) + 1
    if len(sealed) < at or not sealed.startswith(_MAGIC):
        return ""
    return sealed[at : at + sealed[at - 1]].decode("ascii", "replace")


def _derived(number_key: bytes) -> bytes:
    """A key of its own (RFC 5869): what is sealed here does not open as a number of a contact, nor the other way round."""
    return HKDF(SHA256(), 32, salt=None, info=b"citizen feedback gateway: spool").derive(number_key)


def _make(folder: Path) -> None:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _on_disk(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _size(found: os.DirEntry[str]) -> int:
    try:
        return found.stat().st_size
    except FileNotFoundError:
        return 0


def _arrived_ms(name: str) -> int:
    """When what waits in a file arrived, as its name says; 0 for anything else."""
    told = name.partition("-")[0]
    return int(told) if name.endswith(_WHOLE) and told.isascii() and told.isdigit() else 0


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _write_durably(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _begins(path: Path, head: bytes) -> bool:
    """Whether a file begins so; one that somebody has removed meanwhile does not."""
    try:
        with path.open("rb") as file:
            return file.read(len(head)) == head
    except FileNotFoundError:
        return False
