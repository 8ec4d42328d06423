"""The screens of a place question: the question with its first step, lists, candidates, and the lines below them (4.3, 7.3)."""

from __future__ import annotations

from dataclasses import replace

from flows.engine.placing import FIRST, Spot, asks_for_code, entries, has_list_behind
from flows.engine.sheets import NO_VALUES, Values, always_known, platform, question_sheet
from flows.engine.variables import fill
from flows.measure import USUAL, Budgets, fits
from flows.model import Flow, Place, Question
from flows.screen import MOST_ON_ONE_PAGE, Sheet, lay_out


def place_sheet(
    flow: Flow, question: Question, language: str, channel: str, budgets: Budgets = USUAL, values: Values = NO_VALUES, *,
    spot: Spot = FIRST,
) -> Sheet:  # fmt: skip
    """Everything one step of a place question shows."""
    kind = question.kind
    assert isinstance(kind, Place)
    common = question_sheet(flow, question, language, channel, budgets, values)
    wording = _wording(flow, kind, spot, language)
    listed = entries(kind, spot, language, channel, platform(flow, "elsewhere", language))
    sheet = replace(
        common,
        wording=f"{common.wording}\n{wording}" if spot.is_first else wording,
        later_wording=wording,
        entries=listed,
        zero_line=_zero_line(flow, question, kind, spot, language),
        back_line=f"0 {platform(flow, 'back', language)}",
        unclear_name="" if question.if_unclear is not None else platform(flow, "unclear_place", language),
        paged=channel == "ussd" or (channel == "sms" and bool(spot.hits)),
    )
    if spot.hits or asks_for_code(kind, spot) or _is_listed(sheet):
        return sheet
    return replace(sheet, entries=(), below=platform(flow, "write_name", language))


def _is_listed(sheet: Sheet) -> bool:
    """True if the entries stand on the screen: always on a phone menu, by text at most nine of them in one part."""
    if sheet.channel == "ussd":
        return True
    return len(sheet.entries) <= MOST_ON_ONE_PAGE and fits(lay_out(sheet)[0].text(), sheet.channel)


def _wording(flow: Flow, kind: Place, spot: Spot, language: str) -> str:
    if spot.hits:
        return platform(flow, "which_one", language)
    return fill(kind.steps[spot.step].ask[language], always_known(flow))


def _zero_line(flow: Flow, question: Question, kind: Place, spot: Spot, language: str) -> str:
    """The ``0`` line that is always printed on the first page of a step."""
    if not spot.is_first:
        name = "back"
    elif has_list_behind(kind, spot):
        name = "list"
    else:
        name = "skip" if question.may_be_skipped else ""
    return f"0 {platform(flow, name, language)}" if name else ""
