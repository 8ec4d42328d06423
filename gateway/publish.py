"""Publishing a survey: checked, then stored as a new immutable version, or refused with everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from flows.catalogue import problem
from flows.check import Checked, check_loaded
from flows.folding import fold
from flows.load import in_order, load
from flows.measure import Budgets
from flows.model import Flow, Mark
from flows.problems import Problem
from flows.reading.survey import Draft
from gateway import numbers
from gateway.refusal import Refusal
from gateway.settings import ROOT, Settings
from gateway.wiring import Gateway
from storage import versions
from storage.unit import Unit, unit
from storage.versions import Version

SHIPPED = ROOT / "flows" / "surveys"
SHIPPED_BY = "shipped"
"""Who published a survey that came with the gateway."""
TOP = Mark(1, 1)


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


def budgets_of(settings: Settings) -> Budgets:
    """The room of a USSD screen on this installation's networks."""
    return Budgets(settings.ussd.units_gsm, settings.ussd.units_ucs2)


def publish_text(gateway: Gateway, text: str | bytes, ministry: str, by: str) -> Version | None:
    """Publishes a survey for a ministry (its key); ``None`` if its newest version has the same text already.

    Raises :class:`NotPublished` with every problem; nothing is stored then.
    """
    loaded = load(text)
    checked = check_loaded(loaded, budgets=budgets_of(gateway.settings))
    name = checked.flow.survey if checked.flow else ""
    if loaded.draft is None or not checked.publishable:
        raise NotPublished(name, checked)
    source = text if isinstance(text, str) else text.decode("utf-8")
    with unit(gateway.engine) as u:
        taken = tuple(_taken(u, loaded.draft, ministry))
        if taken:
            raise NotPublished(name, Checked(checked.flow, in_order([*taken, *checked.problems])))
        version = versions.publish(u, survey=name, ministry=ministry, text=source, by=by, at_ms=gateway.now_ms())
        u.commit()
    return version


def publish_shipped(gateway: Gateway) -> list[Version]:
    """Publishes the surveys that ship with the gateway and that a ministry of ``config.yaml`` owns, each once ever.

    A survey that has any version already is left alone: from then on it belongs to the ministry.
    """
    with unit(gateway.engine) as u:
        known = {version.survey for version in versions.newest(u)}
    published = []
    for ministry in gateway.settings.ministries.values():
        for survey in ministry.surveys:
            file = SHIPPED / f"{survey}.yaml"
            if survey not in known and file.is_file():
                version = publish_text(gateway, file.read_bytes(), ministry.key, SHIPPED_BY)
                published.extend([version] if version else [])
    return published


def _taken(u: Unit, draft: Draft, ministry: str) -> Iterator[Problem]:
    """E207 and E603: the survey's name, dial codes and keywords against every other published survey."""
    for version in versions.newest(u):
        if version.survey == draft.flow.survey:
            if version.ministry != ministry:
                mark = draft.marks.get(("survey",), TOP)
                yield problem("E207", mark, survey=draft.flow.survey, ministry=version.ministry)
            continue
        other = load(version.text).flow
        if other is not None:
            yield from _shared(draft, other)


def _shared(draft: Draft, other: Flow) -> Iterator[Problem]:
    starts, theirs = draft.flow.starts, f"*{other.survey}*"
    codes = {numbers.dial_code(code) for code in other.starts.dials}
    for at, code in enumerate(starts.dials):
        if numbers.dial_code(code) in codes:
            mark = draft.marks.get(("starts when", "someone dials", str(at)), TOP)
            yield problem("E603", mark, value=code, survey=theirs)
    words = {(fold(word), texts.short_code) for texts in other.starts.texts for word in texts.words}
    for at, texts in enumerate(starts.texts):
        mark = draft.marks.get(("starts when", "someone texts", str(at)), TOP)
        for word in texts.words:
            if (fold(word), texts.short_code) in words:
                yield problem("E603", mark, value=word, survey=theirs)
