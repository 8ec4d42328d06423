"""Publishing a survey: checked and played, then stored as a new immutable version, or refused with everything that is wrong.

First :func:`propose`, which stores nothing and says what a publication would change; then :func:`publish`, to which the
changes that end a series of figures have been confirmed by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flows.changes import Changes, compare
from flows.check import Checked, check_loaded
from flows.checks.accepting import accept
from flows.costs import Costs
from flows.load import Loaded, in_order, load
from flows.measure import Budgets
from flows.model import Flow
from flows.problems import Problem
from flows.reading.survey import Draft
from flows.talk import read
from flows.talking.check import check_talks
from flows.walking.steps import Pace
from gateway.asking import calendar
from gateway.publishing import forerunner, manuscript, neighbours
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.published import Edition
from gateway.refusal import Refusal
from gateway.settings import ROOT, Settings
from gateway.wiring import Gateway
from storage import audit, versions
from storage.unhurried import unhurried
from storage.unit import Overtaken, Unit, unit
from storage.versions import Version

SHIPPED = ROOT / "flows" / "surveys"
SHIPPED_BY = "shipped"
"""Who published a survey that came with the gateway."""

AGAIN = 20
"""How often the shipped surveys are taken up that another server, which starts at the same moment, has overtaken."""

ABOUT_ACCEPTING = ("W221", "E222", "E223")
OF_TALKS = ("E650", "E651", "W652")
"""Problems of the conversations: their places are lines of that file."""


class NotPublished(Refusal):
    """A survey with errors, or with warnings that nobody has accepted. ``checked`` holds every problem."""

    def __init__(self, survey: str, checked: Checked) -> None:
        errors, warnings = len(checked.errors), len(checked.warnings)
        found = " and ".join(
            f"{count} {noun}{'s' * (count != 1)}" for count, noun in ((errors, "error"), (warnings, "warning")) if count
        )
        remedy = "Correct what `gateway check` shows" + (", or accept warnings with a reason." if warnings else ".")
        super().__init__(f"{survey or 'This survey'} was not published: {found}.", remedy, code=1)
        self.checked = checked


class NotConfirmed(Refusal):
    """A survey with changes that end a series of figures and that nobody has confirmed: ``names`` says which are left."""

    def __init__(self, survey: str, names: tuple[str, ...]) -> None:
        said = " ".join(f"--confirm {name}" for name in names)
        super().__init__(
            f"{survey} was not published: the figures of {', '.join(names)} cannot be compared with earlier ones any more.",
            f"If that is meant, confirm each by name: {said}.",
            code=1,
        )
        self.names = names


@dataclass(frozen=True, slots=True)
class Proposal:
    """A survey that may be published for a ministry, and what that would change against its newest version.

    ``newest_id`` is the last publication of any survey that it was held against.
    """

    source: str
    lists: Mapping[str, bytes]
    flow: Flow
    ministry: str
    newest_id: int
    changes: Changes

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """What must be confirmed by name: the questions whose series end, or the survey where it is no question's."""
        return tuple(dict.fromkeys(change.question or self.flow.survey for change in self.changes.breaking))


def budgets_of(settings: Settings) -> Budgets:
    """The room of a USSD screen on this installation's networks."""
    return Budgets(settings.ussd.units_gsm, settings.ussd.units_ucs2)


def pace_of(settings: Settings) -> Pace:
    """How long people take on a phone menu, as this installation supposes or has measured."""
    return Pace(settings.ussd.screen_s, settings.ussd.typing_s)


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that can be said of a survey before it is published: by itself, among the others, beside its last version.

    ``last`` is its newest edition; ``behind`` are the surveys that it leads to; ``newest_id`` is the last publication of any.
    """

    loaded: Loaded
    checked: Checked
    last: Edition | None
    behind: tuple[Flow, ...]
    newest_id: int


def examine(
    gateway: Gateway, handed_in: Manuscript, ministry: str, costs: Costs | None = None, *, again: bool = False
) -> Examined:
    """Checks a survey as its publication would, its conversations too; never refuses.

    ``again``: it was a version once, so nothing in it is held to have been overlooked since the last one.
    """
    handed_in = Manuscript(handed_in.text, cache(handed_in.lists), handed_in.talks)
    budgets = budgets_of(gateway.settings)
    loaded = load(handed_in.text, handed_in.lists)
    checked = check_loaded(loaded, budgets=budgets, costs=costs, pace=pace_of(gateway.settings))
    published = _published(gateway)
    newest_id = max((edition.version.id for edition in published), default=0)
    flow, draft = loaded.flow, loaded.draft
    if flow is None or draft is None:
        return Examined(loaded, checked, None, (), newest_id)
    last = next((edition for edition in published if edition.version.survey == flow.survey), None)
    behind = _behind(flow, published)
    later = [*neighbours.beside_others(draft, ministry, published)]
    later += [] if again else _beside_last(gateway, draft, last)
    if handed_in.talks is not None:
        later += check_talks(flow, read(handed_in.talks), budgets, behind)
    return Examined(loaded, _accepted(flow, loaded, checked, later), last, behind, newest_id)


def propose(gateway: Gateway, handed_in: Manuscript, ministry: str, *, again: bool = False) -> Proposal:
    """A survey that can be published as it is, or ``again``, as it once was.

    Raises :class:`NotPublished` with every problem, and :class:`Refusal` where this installation leaves it no hour to text.
    """
    examined = examine(gateway, handed_in, ministry, again=again)
    flow, last = examined.loaded.flow, examined.last
    if flow is None:
        raise NotPublished("", examined.checked)
    if not examined.checked.publishable:
        raise NotPublished(flow.survey, examined.checked)
    of, rules = gateway.settings.ministries.get(ministry), gateway.settings.invitations
    calendar.refuse_without_hours(flow, of, rules, gateway.now_ms())
    return Proposal(
        handed_in.text.decode("utf-8"),
        handed_in.lists_of(flow),
        flow,
        ministry,
        examined.newest_id,
        compare(last.flow, flow) if last else Changes(),
    )


def publish(
    gateway: Gateway,
    proposal: Proposal,
    by: str,
    confirmed: Collection[str] = (),
    *,
    reason: str = "",
    within: Callable[[Unit], None] | None = None,
) -> Version | None:
    """The new version; ``None`` if its newest version is the same already.

    ``within`` is done in the same transaction, before; what it raises, refuses the publication.

    Raises :class:`NotConfirmed` while names of ``to_confirm`` are missing in ``confirmed``, and ``Overtaken`` if anything has
    been published since it was proposed.
    """
    missing = tuple(name for name in proposal.to_confirm if name not in confirmed)
    if missing:
        raise NotConfirmed(proposal.flow.survey, missing)
    with unit(gateway.engine) as u:
        versions.one_at_a_time(u)
        if versions.newest_id(u) != proposal.newest_id:
            raise Overtaken("versions: another one was published meanwhile")
        if within is not None:
            within(u)
        version = versions.publish(
            u,
            survey=proposal.flow.survey,
            ministry=proposal.ministry,
            text=proposal.source,
            by=by,
            at_ms=gateway.now_ms(),
            reason=reason,
            lists=proposal.lists,
        )
        if version is not None:
            _write_down(u, gateway, version, proposal, by)
        u.commit()
    return version


def _write_down(u: Unit, gateway: Gateway, version: Version, proposal: Proposal, by: str) -> None:
    """The publication as a row of the audit, in its own transaction: there is none without the other."""
    digests = {"sha256": hashlib.sha256(version.text.encode()).hexdigest(), "lists": dict(version.lists)}
    detail = {"version": version.number, "ministry": version.ministry, "confirmed": list(proposal.to_confirm), **digests}
    audit.append(u, actor=by, action="survey published", subject=version.survey, at_ms=version.published_at_ms, detail=detail)


def publish_shipped(gateway: Gateway) -> list[Version]:
    """Publishes the surveys that ship with the gateway and that a ministry of ``config.yaml`` owns, each once ever.

    A survey that has any version already is left alone: from then on it belongs to the ministry.
    """
    published: list[Version] = []
    for left in reversed(range(AGAIN)):
        with unit(gateway.engine) as u:
            known = {version.survey for version in versions.newest(u)}
        try:
            for ministry, handed_in in _in_order(_shipped(gateway.settings, known)):
                version = publish(gateway, propose(gateway, handed_in, ministry), SHIPPED_BY)
                published.extend([version] if version else [])
            break
        except Overtaken:  # several servers start at once
            if not left:
                raise
    return published


Shipped = tuple[str, Manuscript]
"""The ministry that owns a survey, and what is handed in."""


def _shipped(settings: Settings, known: Collection[str]) -> Iterator[Shipped]:
    for ministry in settings.ministries.values():
        for survey in ministry.surveys:
            file = SHIPPED / f"{survey}.yaml"
            if survey not in known and file.is_file():
                yield ministry.key, manuscript.beside(file)


def _in_order(shipped: Iterator[Shipped]) -> list[Shipped]:
    """Front doors after the surveys that they lead to."""

    def is_a_door(each: Shipped) -> bool:
        flow = load(each[1].text, each[1].lists).flow
        return flow is not None and bool(neighbours.started_by(flow))

    return sorted(shipped, key=is_a_door)


def _published(gateway: Gateway) -> list[Edition]:
    """The newest edition of every survey."""
    with unhurried(gateway.engine) as u:
        return [Edition(version, gateway.published.by_id(u, version.id)) for version in versions.newest(u)]


def beside_last(gateway: Gateway, draft: Draft) -> list[Problem]:
    """What is found of a survey only beside its newest version; nothing if it has none."""
    last = next((edition for edition in _published(gateway) if edition.version.survey == draft.flow.survey), None)
    return _beside_last(gateway, draft, last)


def _beside_last(gateway: Gateway, draft: Draft, last: Edition | None) -> list[Problem]:
    if last is None:
        return []
    with unhurried(gateway.engine) as u:
        before = forerunner.of(u, last, draft.flow, gateway.now_ms())
    return list(forerunner.overlooked(draft, before))


def _behind(flow: Flow, published: list[Edition]) -> tuple[Flow, ...]:
    """The surveys that this one leads to."""
    behind = neighbours.started_by(flow)
    return tuple(edition.flow for edition in published if edition.version.survey in behind)


def _accepted(flow: Flow, loaded: Loaded, checked: Checked, later: list[Problem]) -> Checked:
    """Everything that was found: what is only known here may be accepted like the rest, and counts as accepted there."""
    found = [p for p in (*checked.problems, *later) if p.code not in ABOUT_ACCEPTING]
    return Checked(loaded.flow, in_order(accept(flow, found)))
