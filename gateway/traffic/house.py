"""The country's own house: a folder, a configuration and a database that hold nobody real, and never another one's.

The database and the keys of a real gateway mean nothing here: the configuration that is written names variables of its own,
such as ``TRAFFIC_DATABASE_URL``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from gateway.refusal import Refusal
from gateway.settings import Settings, load_settings_at
from gateway.traffic.nation import Office
from gateway.traffic.plan import Plan, Planted
from gateway.traffic.rows import CHANNEL
from gateway.wiring import Gateway
from storage import cursors
from storage.tables import sessions, visits
from storage.unhurried import unhurried
from storage.unit import Unit

MARK = "traffic"
"""The cursor by which a database of ours is known, and which says how far its story is told."""
OWN_VARIABLE = "TRAFFIC_DATABASE_URL"
_KEYS = ("number_keys", "index_key", "binding_key")
CONFIG, PLANTED = "config.yaml", "planted.json"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a database of ours holds: which plan's story, told up to and with which local day; ``""``: no day yet."""

    seed: int
    size: str
    first: str
    last: str
    stable: bool = False
    told: str = ""

    @classmethod
    def of(cls, plan: Plan, told: date | None) -> Mark:
        return cls(
            plan.seed, plan.size, plan.first.isoformat(), plan.last.isoformat(), plan.stable, told.isoformat() if told else ""
        )

    def is_of(self, plan: Plan) -> bool:
        """Whether it is the story of this plan, however far."""
        return Mark.of(plan, None) == replace(self, told="")


def furnish(folder: Path, offices: Sequence[Office], environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of the country, whose configuration is written into ``folder``; everything else of it lives there too.

    Raises :class:`Refusal` where the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / CONFIG).write_text(_config(offices), encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{folder} cannot be written: {error.strerror}.", "Name another folder with --folder.", code=1) from None
    return load_settings_at(folder / CONFIG, environ)


def only_ours(gateway: Gateway) -> Mark | None:
    """The mark of the database, ``None`` if it is empty. Raises :class:`Refusal` where it may hold real people."""
    live = [name for name, channel in gateway.settings.channels.items() if channel.environment == "live"]
    if live:
        raise Refusal(f"The channel {live[0]} is live: nothing is made up beside real people.", "Use another configuration.")
    with unhurried(gateway.engine) as u:
        mark = mark_of(u)
        held = [t.name for t in (sessions, visits) if u.connection.execute(select(func.count()).select_from(t)).scalar_one()]
    if mark is None and held:
        raise Refusal(
            f"This database holds {' and '.join(held)} that are not made up, so nothing was written.",
            f"Leave {OWN_VARIABLE} unset, or name an empty database in it.",
        )
    return mark


def mark_of(u: Unit) -> Mark | None:
    """The mark of a database of ours."""
    found = cursors.get(u, MARK)
    return None if found is None else Mark(**json.loads(found))


def set_mark(u: Unit, mark: Mark, at_ms: int) -> None:
    """Note how far the story is told, in the transaction that tells it."""
    cursors.put(u, MARK, json.dumps(asdict(mark)), at_ms)


def there(folder: Path) -> Plan | None:
    """The plan of the country that was made in a folder, if one was begun there."""
    try:
        told = json.loads((folder / PLANTED).read_text(encoding="utf-8"))
        first, last = (date.fromisoformat(told[each]) for each in ("first", "last"))
        return Plan(told["seed"], told["size"], first, last, told["stable"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_planted(folder: Path, plan: Plan, changes: Sequence[Planted]) -> Path:
    """Write what was planted, for whoever asks whether it is found; returns the file."""
    told = {**asdict(plan), "planted": [asdict(change) for change in changes]}
    file = folder / PLANTED
    file.write_text(json.dumps(told, indent=2, default=str) + "\n", encoding="utf-8")
    return file


def _config(offices: Sequence[Office]) -> str:
    codes = [code for office in offices for topic in office.topics for code in (topic.dial, topic.short_code)]
    lines = [
        "# Written by `gateway traffic`, anew each time: a made-up country with a database of its own.",
        "var: .", f"database: {{ url_from: {OWN_VARIABLE} }}", "redis: { url_from: TRAFFIC_REDIS_URL }",
        "web: { port: 8100 }", "stub: { port: 8101 }", "channels:", f"  {CHANNEL}:", "    environment: stub",
        "    username: sandbox", "    country: LS", "    countries: [LS, KE, KH]", f"    codes: {json.dumps(codes)}",
        "    hook_secrets: TRAFFIC_HOOK_SECRETS", "    api_key: TRAFFIC_API_KEY", "ministries:",
    ]  # fmt: skip
    for office in offices:
        lines += [
            f"  {office.key}:", f"    name: {office.name}", f"    time_zone: {office.zone}",
            f"    surveys: {json.dumps([topic.survey for topic in office.topics])}", '    report_at: "06:00"',
            f"    languages: [en, {office.language}]", "    targets: {all: 75}",
            "    contact: Nobody. Everything here is made up.",
        ]  # fmt: skip
    lines += [f"secrets: {{ {', '.join(f'{key}: TRAFFIC_{key.upper()}' for key in _KEYS)} }}"]
    lines += ["cost: { sms_price: 0.4, currency: LSL }"]
    return "\n".join(lines) + "\n"
