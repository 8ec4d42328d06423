"""The morning after: what the gateway has stored, counted and written, held against what the citizens have said."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from minds import Said, day_counts
from prompts import OWN, headline, names, questions
from running_house import RunningHouse
from sqlalchemy import func, select

from flows.state import State
from gateway.nights import nightfall
from storage.contacts import number_of
from storage.tables import answers, contacts, daycounts, outbox, responses, sessions, turns
from storage.unit import Unit, reading

PACE = ("flagged", "trusted", "speeding", "straight_lining", "late", "theme", "invited", "delivered", "outcome")
"""Measures of how fast somebody answered, when it was filed, who was invited, what words mean: a history tells none of them."""


PHONES = {q["question"] for name in names() for q in questions(name) if q["answer"] == "phone"}
"""Questions that are answered with a number. No other question is called like one of them."""

# --- person by person ------------------------------------------------------------


def counted_people(house: RunningHouse) -> dict[bytes, list[Said]]:
    """What is filed, by the index of the phone."""
    found: dict[bytes, list[Said]] = {}
    given: dict[int, dict[str, tuple[str, str | None]]] = {}
    with reading(house.gateway.engine) as c:
        columns = (answers.c.session_id, answers.c.question, answers.c.state, answers.c.value, sessions.c.contact_id)
        for row in c.execute(select(*columns).join(sessions, sessions.c.id == answers.c.session_id)):
            value = opened(house, Unit(c), row.contact_id, row.question, row.value)
            given.setdefault(row.session_id, {})[row.question] = (row.state, value)
        query = (
            select(responses, contacts.c.number_index)
            .join(sessions, sessions.c.id == responses.c.session_id)
            .join(contacts, contacts.c.id == sessions.c.contact_id)
        )
        for row in c.execute(query):
            said = Said(
                row.survey,
                row.channel,
                row.language,
                row.ended,
                row.ended == "finished",
                row.left_at,
                given.get(row.session_id, {}),
            )
            found.setdefault(bytes(row.number_index), []).append(said)
    return found


def opened(house: RunningHouse, u: Unit, contact_id: int, question: str, value: str | None) -> str | None:
    """A stored value; a sealed number as it was given."""
    if value is None or question not in PHONES:
        return value
    number = house.gateway.vault.open_answer(value, contact_id)
    return OWN if number == number_of(u, house.gateway.vault, contact_id) else number


def check_people(house: RunningHouse, said: Mapping[str, Said]) -> None:
    """Everybody who has ended is filed once, with their own answers; nobody else is."""
    filed = counted_people(house)
    for number, one in said.items():
        mine = filed.pop(house.gateway.vault.index(number), [])
        assert len(mine) == (1 if one.ended else 0), f"{one.survey} by {one.channel}, ended {one.ended!r}: {mine}"
        if one.ended:
            assert as_filed(mine[0]) == as_filed(one)
    assert not filed


def check_heard(house: RunningHouse, heard: Mapping[str, Said]) -> None:
    """Every answer that somebody knows to have been heard is stored, whether their conversation has ended or not."""
    newest = select(func.max(turns.c.n)).where(turns.c.session_id == sessions.c.id).correlate(sessions).scalar_subquery()
    query = (
        select(contacts.c.id, contacts.c.number_index, turns.c.state)
        .join(sessions, sessions.c.contact_id == contacts.c.id)
        .join(turns, (turns.c.session_id == sessions.c.id) & (turns.c.n == newest))
        .order_by(sessions.c.id)
    )
    with reading(house.gateway.engine) as c:
        stored = {bytes(index): (contact_id, State.load(state)) for contact_id, index, state in c.execute(query)}
        for number, one in heard.items():
            contact_id, state = stored[house.gateway.vault.index(number)]
            # The key that nobody saw an answer to may have been Back: what it took back is kept as replaced, not lost.
            kept = {
                answer.question: (answer.state, opened(house, Unit(c), contact_id, answer.question, answer.value))
                for answer in (*state.replaced, *state.answers)
            }
            assert kept.items() >= one.answers.items()


def as_filed(said: Said) -> tuple[object, ...]:
    left_at = "" if said.ended == "finished" else said.at
    return said.survey, said.channel, said.language, said.ended, left_at, said.answers


# --- the numbers ------------------------------------------------------------


def check_day_counts(house: RunningHouse, said: Iterable[Said]) -> int:
    """Every day count that a history can tell is what brute force counts; gives how many there are."""
    keys = (daycounts.c.survey, daycounts.c.channel, daycounts.c.language, daycounts.c.measure, daycounts.c.question)
    query = select(*keys, daycounts.c.value, func.sum(daycounts.c.n)).group_by(*keys, daycounts.c.value)
    with reading(house.gateway.engine) as c:
        told = query.where(daycounts.c.language != "", daycounts.c.measure.not_in(PACE))
        stored = {tuple(row[:6]): int(row[6]) for row in c.execute(told)}
    assert stored == dict(day_counts(list(said)))
    return len(stored)


def write_reports(house: RunningHouse, out: Path) -> str:
    """``gateway nightly`` and the report of each ministry so far today, by the commands; what they printed."""
    house.all_of_it([["nightly"]])
    ministries = house.gateway.settings.ministries.values()
    today = {m.key: nightfall.local_date(m, house.gateway.now_ms()).isoformat() for m in ministries}
    return "".join(house.all_of_it([["report", key, "--day", day, "--out", str(out / key)] for key, day in today.items()]))


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of one report as brute force over the histories has them, for one survey and channel."""

    said: Sequence[Said]
    survey: str

    def n(self, measure: str, question: str = "", value: str | None = None) -> int:
        return sum(
            (measure, question) == cell[:2] and value in (None, cell[2])
            for one in self.said
            for cell in one.cells()
            if one.ended
        )

    def headline(self, *values: int, language: str = "") -> int:
        asked = headline(self.survey)
        if asked is None:
            return 0
        name = asked["question"]
        wanted = [("answered", str(value)) for value in values]
        return sum(one.answers.get(name) in wanted for one in self.said if one.ended and language in ("", one.language))

    def figure(self, metric: str) -> tuple[int, int | None] | None:
        """The base of a metric and its part that counts (``None``: all of it); nothing for what histories do not tell."""
        everybody = range(1, 6)
        head, _, rest = metric.partition(":")
        name, _, value = rest.partition(":")
        simple: dict[str, tuple[int, int | None]] = {
            "opened": (self.n("opened"), None), "started": (self.n("started"), None),
            "completed": (self.n("completed"), None), "headline": (self.headline(*everybody), None),
            "positive": (self.headline(*everybody), self.headline(4, 5)),
            "negative": (self.headline(*everybody), self.headline(1, 2)),
            "completion": (self.n("started"), self.n("completed")),
        }  # fmt: skip
        if head == "answered":
            return self.n("answered", name), None
        if metric.endswith(":other_places") or (head == "breakoff" and ":language:" in metric):
            return None
        if head == "answer":
            return self.n("answered", name), self.n("answer", name, value)
        if head == "reason":
            reason = next(q["question"] for q in questions(self.survey) if q.get("counts as") == "main reason")
            return self.n("reached", reason), self.n("answer", reason, name)
        if head == "breakoff":
            return (self.n("opened"), 0) if name == "welcome" else (self.n("reached", name), self.n("left", name))
        if rest.startswith("language:"):
            base = self.headline(*everybody, language=value)
            return base, (self.headline(4, 5, language=value) if head == "positive" else None)
        return simple.get(metric)


def check_figures(folder: Path, said: Sequence[Said]) -> tuple[int, int]:
    """Every released number of ``figures.csv`` is what brute force counts; gives how many were compared and how many hidden."""
    compared = hidden = 0
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of_a_survey = "." not in row["service"] and (row["district"], row["facility"]) == ("all", "all")
            if row["period_start"] == row["period_end"] or row["service"] == "all" or not of_a_survey:
                continue
            these = [s for s in said if s.survey == row["service"] and row["channel"] in ("all", s.channel)]
            expected = Figures(these, row["service"]).figure(row["metric"])
            hidden += row["suppressed"] == "true"
            if expected is not None:
                compared += _check_row(row, *expected)
    return compared, hidden


def _check_row(row: Mapping[str, str], base: int, part: int | None) -> bool:
    """Whether the row shows a number, which must be the right one; a hidden number must have a reason to be."""
    if row["suppressed"] == "true":
        assert row["suppression_reason"], row
        assert row["value"] == "", row
        return False
    assert row["n"] == str(base), row
    assert base == 0 or base >= 10, row
    if part is None:
        assert row["value"] == str(base), row
    elif base:
        assert abs(Decimal(row["value"]) - Decimal(part) / base) <= Decimal("0.00005"), row
        assert Decimal(row["lower95"]) <= Decimal(row["value"]) <= Decimal(row["upper95"]), row
    return True


# --- texts ------------------------------------------------------------


def outbox_texts(house: RunningHouse) -> dict[tuple[str, str], str]:
    """The state of every text by its number and words, of which there are no two alike."""
    with reading(house.gateway.engine) as c:
        rows = c.execute(select(outbox.c.contact_id, outbox.c.text, outbox.c.state)).all()
        numbers = {id: number_of(Unit(c), house.gateway.vault, id) for id in {row.contact_id for row in rows}}
    texts = {(numbers[row.contact_id], row.text): row.state for row in rows}
    assert len(texts) == len(rows)
    return texts


def all_is_settled(house: RunningHouse, *but: str) -> bool:
    """Whether no response waits to be filed and no text is in one of these states."""
    with reading(house.gateway.engine) as c:
        unfiled = c.execute(select(func.count()).select_from(responses).where(responses.c.filed_at_ms.is_(None))).scalar_one()
        unsettled = c.execute(select(func.count()).select_from(outbox).where(outbox.c.state.in_(but))).scalar_one()
    return not unfiled and not unsettled


# --- numbers of people ------------------------------------------------------------

COUNTRY_CODES = ("266", "254", "855", "228")
_DIGITS = re.compile(rb"\d{8,}")
_ID = re.compile(rb"AT[UX]id_[0-9a-f]{32}")
"""The aggregator's ids: of so many, one holds somebody's eight digits by chance."""


def leaks(folder: Path, numbers: Iterable[str]) -> list[str]:
    """Where below a folder a phone number stands, in international, bare or national digits, in any file, even amid others."""
    national = {
        number[1:].removeprefix(code).encode() for number in numbers for code in COUNTRY_CODES if number[1:].startswith(code)
    }
    lengths = sorted({len(number) for number in national})
    return [
        f"{path.relative_to(folder)} at {run.start()}: …{run.group().decode()}…"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for run in _DIGITS.finditer(_ID.sub(b"", path.read_bytes()))
        if not _is_instant(run.group()) and any(window in national for window in _windows(run.group(), lengths))
    ]


def _windows(digits: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    return (digits[start : start + n] for n in lengths for start in range(len(digits) - n + 1))


def _is_instant(digits: bytes) -> bool:
    """Seconds, milliseconds or microseconds since 1970, from 2020 to 2033: they hold any eight digits sooner or later."""
    return len(digits) in (10, 13, 16) and b"16" <= digits[:2] <= b"19"
