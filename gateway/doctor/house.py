"""The ground the gateway stands on: its configuration, its keys, its folder and disk, its time zones."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import size
from gateway.settings import Settings
from gateway.time_zones import release_here, release_of_machine

PART = "House"
LITTLE_ROOM, HARDLY_ANY = 2e9, 200e6
"""Bytes."""


def configuration(patient: Patient) -> Iterator[Finding]:
    """Whether ``config.yaml`` can be read."""
    refusal = patient.refusals.get("configuration")
    if refusal is not None:
        yield bad(PART, "configuration", refusal.sentence, refusal.remedy)
    elif patient.settings is not None:
        n = len(patient.settings.channels)
        told = f"config.yaml is sound: {n} channel{'s' if n > 1 else ''}, {len(patient.settings.ministries)} ministries."
        yield well(PART, "configuration", told)


def keys_readable(patient: Patient) -> Iterator[Finding]:
    """Whether all keys are there."""
    if patient.settings is None:
        return
    refusal = patient.refusals.get("keys")
    if refusal is not None:
        yield bad(PART, "keys", refusal.sentence, refusal.remedy)
    elif patient.secrets is None:
        sentence = "There are no keys yet: nothing has run here."
        yield warning(PART, "keys", sentence, "Start it: gateway run. It makes them, or takes them from the environment.")
    else:
        yield well(PART, "keys", "All keys are there, and none is the same as another.")


def folder(patient: Patient) -> Iterator[Finding]:
    """Whether the folder for everything embedded or generated can be written and has room."""
    if patient.settings is None:
        return
    var = patient.settings.var
    if not var.is_dir():
        yield warning(PART, "folder", f"There is no folder {var} yet.", "gateway run makes it; GATEWAY_VAR names another.")
        return
    fault = _cannot_write(var)
    if fault:
        remedy = "Give this user the right to write there, or name another folder in GATEWAY_VAR."
        yield bad(PART, "folder", f"The folder {var} cannot be written: {fault}.", remedy)
    elif var.stat().st_mode & 0o077:
        yield warning(PART, "folder", f"Other users of this machine can look into {var}.", f"Close it: chmod 700 {var}")
    else:
        yield well(PART, "folder", f"The folder {var} can be written, and by nobody else.")
    yield _room(patient.settings)


def _cannot_write(folder: Path) -> str:
    """Why nothing can be written there; empty if something can. Tried, as rights alone tell nothing of a full disk."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"?" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return (error.strerror or "no reason given").lower()
    return ""


def _room(settings: Settings) -> Finding:
    free, whole = shutil.disk_usage(settings.var).free, _database_bytes(settings)
    told = f"{size(free)} are free on the disk of {settings.var}"
    if free < HARDLY_ANY:
        return bad(PART, "room", f"Only {told}.", "Free some at once: with a full disk no answer can be stored.")
    if free < LITTLE_ROOM:
        return warning(PART, "room", f"Only {told}.", "Free some, or move the folder to a larger disk.")
    if free < 2 * whole:
        sentence = f"{told}, and a copy of the database would take {size(whole)} of it."
        return warning(PART, "room", sentence, "Make room before the next backup.")
    return well(PART, "room", f"{told}.")


def _database_bytes(settings: Settings) -> int:
    scheme, _, path = settings.database_url.partition(":///")
    try:
        return Path(path).stat().st_size if scheme.startswith("sqlite") else 0
    except OSError:
        return 0


def time_zones(patient: Patient) -> Iterator[Finding]:
    """Which release of the time zone database the local days and hours come from."""
    release = release_of_machine() or release_here()
    if release:
        yield well(PART, "time zones", f"Local days and hours are those of release {release} of the time zone database.")
    else:
        remedy = "Install the machine's tzdata, or set the gateway up again: make setup"
        yield warning(PART, "time zones", "It cannot be said how old the time zone database is.", remedy)


def live(patient: Patient) -> Iterator[Finding]:
    """Whether what is set makes sense where real people and real money are met."""
    settings = patient.settings
    channels = [c for c in settings.channels.values() if c.environment == "live"] if settings else []
    if settings is None or not channels:
        return
    found = []
    if settings.stub.enabled:
        found.append(("The fake aggregator runs beside a live channel.", "Set stub.enabled to no."))
    if settings.cost.sms_price == 0:
        found.append(("Nobody has said what a text costs, so the caps count parts.", "Set cost.sms_price and cost.currency."))
    for channel in channels:
        if not channel.sender:
            sentence = f"Channel {channel.name} has no sender of its own: invitations go out by each survey's short code."
            found.append((sentence, f"Set channels.{channel.name}.sender to a registered name or a short code."))
        if channel.allow_from and not settings.web.proxies:
            sentence = f"Channel {channel.name} takes callbacks from some networks only, and no proxy is named."
            found.append((sentence, "If a proxy stands in front, say so in web.proxies: else every caller has its address."))
    for sentence, remedy in found:
        yield warning(PART, "live", sentence, remedy)
    if not found:
        yield well(PART, "live", "What is set makes sense for a live channel.")
