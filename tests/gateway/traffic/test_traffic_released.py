"""What is released of a made-up country whose people wrote phone numbers: none of them is in any file of any night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from artefacts import parts_of
from country import TINY, gateway_of, told

from gateway.nights import files, releasing
from gateway.traffic.plan import WEEK
from reports.forms.mail import as_mail

pytestmark = pytest.mark.long

WEEK_OF_IT = replace(TINY, first=TINY.first + 3 * WEEK)
NUMBERS = (
    r"\+\d{9,}", r"7700\W?900\d{3}", r"\b202\W555\W01\d\d", r"\+?266\W?[56]\d{3}\W?\d{4}\b", r"\+999",
    r"\+?254\W?[17]\d{2}\W?\d{3}\W?\d{3}\b", r"\+?855\W?\d{2}\W?\d{3}\W?\d{3,4}\b", r"\+?250\W?7\d{2}\W?\d{3}\W?\d{3}\b",
)  # fmt: skip
"""E.164, the ranges that people of the country write of, and Lesotho, Kenya, Cambodia, Rwanda."""


@pytest.fixture(scope="module")
def made(sqlite_template, tmp_path_factory) -> Iterator[dict[str, bytes]]:
    """All files of the last Sunday of each ministry, what is packed unpacked, and the mails."""
    folder = tmp_path_factory.mktemp("released")
    (folder / "gateway.db").write_bytes(sqlite_template.read_bytes())
    gateway = gateway_of(folder, f"sqlite:///{folder / 'gateway.db'}", WEEK_OF_IT)
    told(gateway, WEEK_OF_IT)
    found: dict[str, bytes] = {}
    for office in WEEK_OF_IT.offices:
        reports = releasing.release(gateway, gateway.settings.ministries[office.key], TINY.last)
        for name, content in files.render(reports, gateway.settings.reports).contents.items():
            found |= {f"{office.key}/{part}": text for part, text in parts_of(name, content)}
        mail = as_mail(reports[0])
        found[f"{office.key}/mail"] = (mail.subject + mail.text + mail.html).encode()
    yield found
    gateway.engine.dispose()


def words(name: str, content: bytes) -> str:
    """What a reader sees: without the drawings' coordinates and the markup."""
    if " stream " in name and not content.startswith(b"<"):
        return ""  # strokes and letters by their place in a font: the page's text has their words
    text = content.decode(errors="replace")
    return re.sub(r"<svg.*?</svg>|<[^>]*>", " ", text, flags=re.DOTALL) if "<" in text[:200] or name.endswith("mail") else text


def test_every_form_is_there(made):
    ends = {name.partition("/")[2].partition("/")[0].rpartition(".")[2] for name in made}
    assert {"json", "csv", "html", "pdf", "xlsx", "mail"} <= ends


def test_no_number_that_anybody_wrote_is_in_any_file(made):
    leaks = [(name, found) for name, raw in made.items() for each in NUMBERS for found in re.findall(each, words(name, raw))]
    assert leaks == []


def test_the_patterns_would_find_them():
    written = (
        "07700 900123",
        "+44 7700 900123",
        "+1 202 555 0123",
        "202-555-0123",
        "266 5801 2345",
        "+254711082999",
        "855 12 345 678",
    )
    assert all(any(re.search(each, said) for each in NUMBERS) for said in written)
