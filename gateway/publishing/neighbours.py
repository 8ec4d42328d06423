"""A survey among the others that are published: names, codes and words belong to one, and a front door leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flows.catalogue import problem
from flows.folding import fold
from flows.model import Flow, Jump, Mark
from flows.problems import Problem
from flows.reading.nearest import nearest
from flows.reading.survey import Draft
from gateway import numbers
from gateway.publishing.published import Edition

TOP = Mark(1, 1)


def beside_others(draft: Draft, ministry: str, published: Sequence[Edition]) -> Iterator[Problem]:
    """E207, E603, E322 and E323: the survey of a ministry against the newest edition of every published survey."""
    own = draft.flow.survey
    others = {edition.version.survey: edition.flow for edition in published if edition.version.survey != own}
    for edition in published:
        if edition.version.survey == own and edition.version.ministry != ministry:
            yield problem("E207", draft.marks.get(("survey",), TOP), survey=own, ministry=edition.version.ministry)
    for other in others.values():
        yield from _shared(draft, other)
    yield from _front_doors(draft, others)


def started_by(flow: Flow) -> dict[str, Jump]:
    """The surveys that a survey starts, each with the first jump that does."""
    jumps = [jump for question in flow.questions for jump in question.then.values() if jump.starts]
    return {jump.starts: jump for jump in reversed(jumps)}


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


def _front_doors(draft: Draft, others: Mapping[str, Flow]) -> Iterator[Problem]:
    """A front door leads to a published survey, and that one leads nowhere: neither now nor by what is published here."""
    flow = draft.flow
    for question in flow.questions:
        for jump in question.then.values():
            if not jump.starts:
                continue
            there = flow if jump.starts == flow.survey else others.get(jump.starts)
            if there is None:
                guess = nearest(jump.starts, others)
                yield problem("E322", jump.mark, question=question.name, name=jump.starts, guess=guess)
            elif started_by(there):
                yield problem("E323", jump.mark, question=question.name, name=jump.starts)
    leads_here = next((other.survey for other in others.values() if flow.survey in started_by(other)), "")
    if leads_here and flow.survey not in started_by(flow):
        for jump in started_by(flow).values():
            yield problem("E323", jump.mark, name=f"{flow.survey}* in *{leads_here}")
