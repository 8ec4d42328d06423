"""Handing weekly figures to a ministry's DHIS2: one call of its ``dataValueSets``, and what it says of it, in words.

The server stores a value under its data element, place and week, so that a repeat overwrites and nothing is there twice.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from gateway.config_sections import Dhis2
from gateway.refusal import Refusal

TIMEOUT_S = (5.05, 120.0)
SHOWN = 20
"""Conflicts that are told one by one."""
LONGEST = 300
"""Signs of a conflict that are told: it is others' text."""
_AGAIN = "Send it again later: a repeat overwrites, so that nothing is counted twice."


@dataclass(frozen=True, slots=True)
class Summary:
    """What the server says of an import. ``conflicts`` are its own words: the thing, and what is wrong with it."""

    status: str
    imported: int
    updated: int
    ignored: int
    deleted: int
    conflicts: tuple[str, ...]
    description: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every value was taken."""
        return self.status in ("SUCCESS", "OK") and not self.ignored and not self.conflicts


def hand_over(of: Dhis2, secret: str, payload: bytes, *, trial: bool) -> Summary:
    """Send a payload of ``dataValueSets``; on ``trial`` the server checks it and stores nothing.

    Raises :class:`Refusal` (code 1) in words where nobody answers, or answers something else than a summary of an import.
    """
    asked = {
        "dryRun": str(trial).lower(),
        "importStrategy": "CREATE_AND_UPDATE",
        "dataElementIdScheme": of.data_element_ids.upper(),
        "orgUnitIdScheme": of.org_unit_ids.upper(),
    }
    straight = {"no_proxy": "127.0.0.1,localhost"} if of.url.startswith("http://") else None
    try:
        answer = requests.post(
            f"{of.url}/api/dataValueSets", params=asked, data=payload, auth=_Login(secret), timeout=TIMEOUT_S,
            headers={"Content-Type": "application/json", "Accept": "application/json"}, allow_redirects=False, proxies=straight,
        )  # fmt: skip
    except requests.RequestException as fault:
        raise _unreached(of.url, fault) from None
    said = _json(answer)
    found = _summary(said)
    if found is None or answer.status_code not in (200, 201, 409):
        raise _refused(of, answer, said)
    return found


def in_words(summary: Summary, *, trial: bool) -> str:
    """A summary of an import in a few lines."""
    counted = f"{summary.imported} new, {summary.updated} updated, {summary.ignored} ignored, {summary.deleted} deleted."
    lines = [
        f"A trial: the server would take {counted} It has stored nothing." if trial else f"The server has taken {counted}",
        *([summary.description] if summary.description and not summary.is_whole else []),
        *(f"Conflict: {conflict}" for conflict in summary.conflicts[:SHOWN]),
    ]
    if len(summary.conflicts) > SHOWN:
        lines.append(f"And {len(summary.conflicts) - SHOWN} more conflicts.")
    return "\n".join(lines) + "\n"


class _Login(requests.auth.AuthBase):
    """``user:password``, or a personal access token; said here, so that no ``.netrc`` says something else."""

    def __init__(self, secret: str) -> None:
        self._said = f"Basic {b64encode(secret.encode()).decode()}" if ":" in secret else f"ApiToken {secret}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._said
        return request


def _json(answer: requests.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return None


def _summary(said: object) -> Summary | None:
    """The summary in an answer: on top, as older servers write it, or under ``response``; ``None`` if there is none."""
    if not isinstance(said, Mapping):
        return None
    within = said.get("response")
    body = within if isinstance(within, Mapping) else said
    counts = body.get("importCount")
    if not isinstance(counts, Mapping):
        return None
    imported, updated, ignored, deleted = (_number(counts.get(k)) for k in ("imported", "updated", "ignored", "deleted"))
    status, description = (
        str(body.get("status") or said.get("status") or ""),
        _clipped(body.get("description") or said.get("message")),
    )
    return Summary(status, imported, updated, ignored, deleted, tuple(_conflicts(body.get("conflicts"))), description)


def _number(said: Any) -> int:
    return said if isinstance(said, int) else 0


def _conflicts(said: object) -> Iterator[str]:
    for one in said if isinstance(said, list) else ():
        if isinstance(one, Mapping):
            thing = one.get("object") or one.get("property") or ""
            yield _clipped(f"{thing}: {one.get('value') or one.get('errorCode') or ''}")


def _clipped(said: object) -> str:
    """Others' text on one line of printable signs."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(said or "")).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _unreached(url: str, fault: requests.RequestException) -> Refusal:
    if isinstance(fault, requests.ConnectTimeout):
        return Refusal(f"{url} did not answer the call within {TIMEOUT_S[0]:.0f} seconds.", _AGAIN, code=1)
    if isinstance(fault, requests.Timeout):
        sentence = f"{url} took the figures and said nothing within {TIMEOUT_S[1]:.0f} seconds: it may have stored them or not."
        return Refusal(sentence, _AGAIN, code=1)
    if isinstance(fault, requests.exceptions.SSLError):
        return Refusal(f"The certificate of {url} is not valid, so nothing was sent.", "Ask who runs that server.", code=1)
    sentence = f"{url} cannot be reached, or broke off ({type(fault).__name__})."
    return Refusal(sentence, f"See the network, and dhis2.url in config.yaml. {_AGAIN}", code=1)


def _refused(of: Dhis2, answer: requests.Response, said: object) -> Refusal:
    """Of an answer that is no summary of an import."""
    status = answer.status_code
    words = _clipped(said.get("message")) if isinstance(said, Mapping) else ""
    told = f": “{words}”" if words else ""
    if status == 401 or 300 <= status < 400:
        return Refusal(f"{of.url} does not take our login (HTTP {status}){told}.", f"Correct {of.secret}, or the url.", code=1)
    if status == 403:
        remedy = "It needs the authority to add data values, and the places and data sets must be shared with it."
        return Refusal(f"{of.url} knows our user, who may not do this (HTTP 403){told}.", remedy, code=1)
    if status == 404:
        remedy = "Correct dhis2.url in config.yaml: it ends before /api."
        return Refusal(f"There is no dataValueSets at {of.url} (HTTP 404){told}.", remedy, code=1)
    if status >= 500 or status == 429:
        return Refusal(f"{of.url} is in trouble (HTTP {status}){told}.", _AGAIN, code=1)
    remedy = "See that dhis2.url in config.yaml leads to a DHIS2, and what its own log says."
    return Refusal(f"{of.url} answered no summary of an import (HTTP {status}){told}.", remedy, code=1)
