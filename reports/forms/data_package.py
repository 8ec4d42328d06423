"""The description of the open data: a Frictionless tabular data package (``datapackage.json``)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from reports.forms.open_data import DICTIONARY, DICTIONARY_COLUMNS, FIGURES, dictionary_csv
from reports.forms.rows import KEY
from reports.night.shape import Report
from reports.suppress import BASE, CELL, NOT_REFRESHED, SECONDARY, STRICT_CELL, TOTAL
from reports.words import word
from reports.words.workbook import WORKBOOK

REASONS = (BASE, CELL, STRICT_CELL, SECONDARY, TOTAL, NOT_REFRESHED)
LICENCES: Mapping[str, str] = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
}
"""SPDX name -> where the licence stands; another name goes without an address."""


def as_datapackage(report: Report, csv: bytes) -> bytes:
    """The descriptor of the table ``csv`` and of its dictionary; the same report gives the same bytes.

    ``created`` is the cut-off of the report: nothing here knows when it was rendered.
    """
    package = {
        "profile": "tabular-data-package",
        "name": _name(f"{report.meta.ministry}-{report.meta.local_day}"),
        "title": f"{report.meta.name}, {report.meta.local_day}",
        "created": report.meta.cut_off,
        "licenses": [_licence(report.meta.licence)],
        "sources": [{"title": report.meta.name, **({"path": report.meta.open_data} if report.meta.open_data else {})}],
        "resources": [
            _resource(FIGURES, csv, _schema(report)),
            _resource(DICTIONARY, dictionary_csv(report), _dictionary_schema()),
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _name(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower())


def _licence(name: str) -> dict[str, str]:
    return {"name": name, "path": LICENCES[name]} if name in LICENCES else {"name": name}


def _resource(path: str, content: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": path.partition(".")[0],
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }


def _schema(report: Report) -> dict[str, Any]:
    language = report.meta.language
    fields = [
        {"name": name, "title": word(WORKBOOK, name, language), "type": kind, **({"constraints": rules} if rules else {})}
        for name, kind, rules in _FIELDS
    ]
    return {"fields": fields, "missingValues": [""], "primaryKey": list(KEY)}


_KEY: dict[str, Any] = {"required": True, "minLength": 1}
_FIELDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ministry", "string", _KEY),
    ("service", "string", _KEY),
    ("district", "string", _KEY),
    ("facility", "string", _KEY),
    ("channel", "string", _KEY),
    ("period_start", "date", {"required": True}),
    ("period_end", "date", {"required": True}),
    ("metric", "string", _KEY),
    ("value", "number", {}),
    ("n", "integer", {"minimum": 0}),
    ("lower95", "number", {"minimum": -1, "maximum": 1}),
    ("upper95", "number", {"minimum": -1, "maximum": 1}),
    ("suppressed", "boolean", {"required": True}),
    ("suppression_reason", "string", {"enum": list(REASONS)}),
    ("method_version", "string", {"required": True, "pattern": r"\d+\.\d+\.\d+"}),
)


def _dictionary_schema() -> dict[str, Any]:
    fields = [{"name": name, "type": "string", "constraints": {"required": True}} for name in DICTIONARY_COLUMNS]
    return {"fields": fields, "missingValues": [""], "primaryKey": ["metric"]}
