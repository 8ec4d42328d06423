"""The breach pack: whose data a span of time touched, for the office that must tell an authority, and the people, in time.

It holds no number and no word that anybody said: people are pseudonyms, which differ from ministry to ministry.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reports.forms.cells import safe
from storage import audit
from storage.breach import KINDS, Touched, touched
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

ACTION = "breach pack made"
_PEOPLE = ("ministry", "person", *KINDS)


@dataclass(frozen=True, slots=True)
class Pack:
    """The files by name, and how many people of each ministry (its key; empty: of none) were touched."""

    files: Mapping[str, bytes]
    people: Mapping[str, int]


def pseudonym(gateway: Gateway, ministry: str, number_index: bytes) -> str:
    """16 signs for a person within one ministry: the same at every time, and not to be linked with another ministry's."""
    own = hmac.digest(gateway.secrets.index_key, f"pseudonyms of {ministry}".encode(), hashlib.sha256)
    return hmac.digest(own, number_index, hashlib.sha256).hex()[:16]


def make(gateway: Gateway, since_ms: int, before_ms: int, by: str) -> Pack:
    """The pack of everything from ``since_ms`` on and before ``before_ms``; that it was made is a row of the audit."""
    with unhurried(gateway.engine) as u:
        traces = list(touched(u, since_ms, before_ms))
        deeds = list(audit.entries(u, since_ms=since_ms, before_ms=before_ms))
    people = _people(gateway, traces)
    told = {
        "from": _shown(since_ms),
        "to": _shown(before_ms),
        "made_at": _shown(gateway.now_ms()),
        "kinds": KINDS,
        "ministries": _ministries(gateway, traces, people),
        "audit": [
            {"id": e.id, "at": _shown(e.at_ms), "actor": e.actor, "action": e.action, "subject": e.subject, "sha256": e.sha256}
            for e in deeds
        ],
    }
    files = {
        "breach.json": json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n",
        "breach.txt": _text(gateway, told).encode(),
        "people.csv": _table(people),
    }
    files["SHA256SUMS"] = "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(files.items())).encode()
    counts = {ministry: len(of) for ministry, of in people.items()}
    _write_down(gateway, by, told, counts, _sha256(files["SHA256SUMS"]))
    return Pack(files, counts)


def _people(gateway: Gateway, traces: list[Touched]) -> dict[str, dict[str, Counter[str]]]:
    """Ministry -> pseudonym -> rows by kind."""
    found: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for trace in traces:
        if trace.index is not None:
            found[trace.ministry][pseudonym(gateway, trace.ministry, trace.index)][trace.kind] += trace.rows
    return {ministry: dict(sorted(of.items())) for ministry, of in sorted(found.items())}


def _ministries(
    gateway: Gateway, traces: list[Touched], people: Mapping[str, Mapping[str, Counter[str]]]
) -> list[dict[str, object]]:
    return [
        {
            "ministry": key,
            "name": gateway.settings.ministries[key].name if key in gateway.settings.ministries else "",
            "people": len(people.get(key, {})),
            "surveys": sorted({t.survey for t in traces if t.ministry == key and t.survey}),
            "kinds": {kind: _counts(kind, key, traces, people) for kind in KINDS},
        }
        for key in sorted({t.ministry for t in traces})
    ]


def _counts(kind: str, key: str, traces: list[Touched], people: Mapping[str, Mapping[str, Counter[str]]]) -> dict[str, int]:
    of_kind = [t for t in traces if (t.ministry, t.kind) == (key, kind)]
    return {
        "rows": sum(t.rows for t in of_kind),
        "people": sum(kind in kinds for kinds in people.get(key, {}).values()),
        "rows_of_nobody": sum(t.rows for t in of_kind if t.index is None),
    }


def _text(gateway: Gateway, told: Mapping[str, object]) -> str:
    lines = [f"Whose data was touched from {told['from']} to {told['to']}.", f"Made at {told['made_at']}.", ""]
    ministries = told["ministries"]
    assert isinstance(ministries, list)
    for of in ministries:
        lines.append(f"{of['name'] or of['ministry'] or 'Of no ministry'}: {of['people']} people. {', '.join(of['surveys'])}")
        for kind, counts in of["kinds"].items():
            if counts["rows"]:
                lines.append(f"  {kind} ({KINDS[kind]}): {counts['rows']} rows, {counts['people']} people")
    lines += [
        "" if ministries else "Nothing was stored in this time.",
        "Phone numbers were kept sealed (AES-256-GCM) and are not in these files. people.csv names people by a pseudonym that",
        "differs from ministry to ministry. To see whether somebody is in it, the office looks them up by their number.",
        "Most laws give 72 hours to tell the authority. SHA256SUMS holds the digest of each file; its own is in the audit.",
    ]
    return "\n".join(lines) + "\n"


def _table(people: Mapping[str, Mapping[str, Counter[str]]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(_PEOPLE)
    for ministry, of in people.items():
        for person, kinds in of.items():
            table.writerow([safe(ministry), person, *(kinds[kind] for kind in KINDS)])
    return out.getvalue().encode()


def _write_down(gateway: Gateway, by: str, told: Mapping[str, object], people: Mapping[str, int], sha256: str) -> None:
    detail = {"people": dict(people), "sha256": sha256}
    with unit(gateway.engine) as u:
        subject = f"{told['from']} to {told['to']}"
        audit.append(u, actor=by, action=ACTION, subject=subject, at_ms=gateway.now_ms(), detail=detail)
        u.commit()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shown(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
