"""What is said about a list of visits on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gateway.visits.desk import Desk
from gateway.visits.examine import Examined
from gateway.visits.load import Taken
from gateway.visits.preview import Preview
from gateway.visits.wrong import Wrong
from storage.uploads import Upload

MOST_WRONG = 10
"""Findings that are shown; ``--errors`` writes all of them."""
_TEXTS = {"due": "waiting to go out", "sending": "going out", "sent": "on their way", "failed": "not delivered"}
"""How a text that was queued is told of; what is not here is said as it is."""
_REMEDIES = {
    "country not served": "their numbers belong to countries that no channel of this survey serves",
    "opted out": "they asked not to be texted",
    "too late": "the service is longer ago than invitations.visits_at_most_days in config.yaml allows",
}


def show(desk: Desk, examined: Examined, seen: Preview, console: Console) -> None:
    """What a list holds, what is wrong with it, and what would become of it."""
    for line in (*_rows(examined, seen), *_columns(examined)):
        console.print(Text(line), soft_wrap=True)
    _show_wrong(examined.wrong, console)
    for line in _asked(desk, seen):
        console.print(Text(line), soft_wrap=True)
    for message in seen.messages:
        parts = f"{message.parts} SMS part{'s' * (message.parts != 1)}"
        console.print(Text(f"Message to row {message.row} ({message.language}, {parts}):", style="bold"), soft_wrap=True)
        console.print(Padding(Text(message.text), (0, 0, 0, 4)))


def _rows(examined: Examined, seen: Preview) -> Iterator[str]:
    yield f"{_count(examined.rows, 'row')}: {len(examined.given):,} good, {examined.left_out:,} left out."
    if seen.known:
        yield f"{_count(seen.known, 'visit')} known already, {seen.new:,} new."


def _columns(examined: Examined) -> Iterator[str]:
    if examined.headers.missing:
        yield f"Columns of the survey that the list does not have: {', '.join(examined.headers.missing)}."
    if examined.headers.ignored:
        told = (f"“{c.name}”" + (f" (did you mean “{c.meant}”?)" if c.meant else "") for c in examined.headers.ignored)
        yield f"Columns that nothing is made of: {', '.join(told)}."


def _show_wrong(wrong: Sequence[Wrong], console: Console) -> None:
    for each in wrong[:MOST_WRONG]:
        where = f"row {each.row}" + (f", {each.column}" if each.column else "")
        console.print(Text(f"{where}: ", style="bold red" if each.stops else "yellow").append(each.sentence, style="default"))
        console.print(Padding(Text(each.remedy), (0, 0, 0, 4)))
    if len(wrong) > MOST_WRONG:
        console.print(Text(f"… and {len(wrong) - MOST_WRONG:,} more; --errors FILE writes all of them."))


def _asked(desk: Desk, seen: Preview) -> Iterator[str]:
    if not desk.invites:
        yield "This survey invites nobody: the visits are kept for those who start it by themselves."
        return
    cost = f", about {seen.cost}" if seen.cost else ""
    each = f": {seen.parts:.1f} SMS parts each{cost}" if seen.drawn and seen.parts else ""
    yield f"{_count(seen.drawn, 'person', 'people')} would be drawn to be asked by a text{each}."
    for reason, count in seen.not_asked.items():
        yield f"Of the new visits {count:,} could not be asked: {reason} ({_REMEDIES[reason]})."


def taken(result: Taken, examined: Examined) -> Iterator[str]:
    """What became of a list, now that it is stored."""
    yield (
        f"{_count(result.added, 'visit')} taken in, {result.known:,} known before; "
        f"{_count(result.drawn, 'person', 'people')} drawn."
    )
    yield f"Upload {result.upload_id}, seed {result.seed}."
    if examined.left_out:
        yield f"{_count(examined.left_out, 'row')} left out: mend them and hand in the whole list again."


def show_uploads(found: Sequence[Upload], became: Mapping[int, Mapping[tuple[str, str], int]], console: Console) -> None:
    """Uploads, and what became of their invitations."""
    for upload in found:
        states = became[upload.id]
        cut_off = "" if upload.done_at_ms else ", cut off"
        head = f"upload {upload.id}, {_instant(upload.received_at_ms)} UTC: {upload.survey} for {upload.ministry}, "
        console.print(Text(f"{head}{upload.source} by {upload.received_from}{cut_off}", style="bold"), soft_wrap=True)
        counts = f"{_count(upload.rows, 'row')}, {upload.added:,} new, {upload.drawn:,} drawn"
        became_of = f"{_of(states, 'waiting'):,} waiting, {_told(states, 'sent')}, {_told(states, 'withheld')}"
        console.print(Text(f"    {counts}: {became_of}"), soft_wrap=True)
    if any(upload.done_at_ms is None for upload in found):
        console.print("A list that was cut off goes on when the same file is handed in again.")


def as_dict(upload: Upload, states: Mapping[tuple[str, str], int]) -> dict[str, object]:
    """An upload for scripts."""
    return {
        "upload": upload.id,
        "ministry": upload.ministry,
        "survey": upload.survey,
        "source": upload.source,
        "received_at": _instant(upload.received_at_ms),
        "received_from": upload.received_from,
        "done": upload.done_at_ms is not None,
        "seed": upload.seed,
        "rows": upload.rows,
        "added": upload.added,
        "drawn": upload.drawn,
        "waiting": _of(states, "waiting"),
        "sent": _of(states, "sent"),
        "texts": _each(states, "sent"),
        "withheld": _each(states, "withheld"),
    }


def _told(states: Mapping[tuple[str, str], int], state: str) -> str:
    each = ", ".join(f"{count:,} {what}" for what, count in _each(states, state).items() if what != state)
    return f"{_of(states, state):,} {state}" + (f" ({each})" if each else "")


def _each(states: Mapping[tuple[str, str], int], state: str) -> dict[str, int]:
    """Why they are withheld, or where their texts are: as far as it is known."""
    found = {_TEXTS.get(what, what) if state == "sent" else what: count for (of, what), count in states.items() if of == state}
    return {what: count for what, count in sorted(found.items()) if what}


def _of(states: Mapping[tuple[str, str], int], state: str) -> int:
    return sum(count for (each, _), count in states.items() if each == state)


def _instant(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M}"


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
