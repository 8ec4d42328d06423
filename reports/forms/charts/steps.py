"""Can it be trusted? People at each step from the invitation to the completed answer, numbers in the bars."""

from __future__ import annotations

from reports.forms import palette
from reports.forms.charts.chart import Chart, Spec, framed, rows
from reports.night.shape import Count, Response
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import count, percent
from reports.words.sentences import channel_name, period

INVITED = ("invited", "delivered", "started", "headline", "completed")
UNINVITED = ("opened", *INVITED[2:])


def steps(response: Response, language: str, width: int = 600) -> Chart:
    """The steps of one channel as bars; without invitations it begins with who opened. A hidden count has a mark and no bar."""
    invited = bool(response.invited.hidden or response.invited.n)
    told: list[tuple[str, Count]] = [
        (word(CHARTS, key, language), getattr(response, key)) for key in (INVITED if invited else UNINVITED)
    ]
    most = max((c.n for _, c in told if c.n is not None and not c.hidden), default=1) or 1
    y: Spec = {
        "field": "step",
        "type": "nominal",
        "scale": {"domain": [step for step, _ in told], "paddingInner": 0.25},
        "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 190},
    }
    bars = [{"step": step, "n": c.n} for step, c in told if c.n is not None and not c.hidden]
    words = [{"step": step, "n": 0 if c.hidden else c.n or 0, "words": count(c)} for step, c in told]
    x: Spec = {"field": "n", "type": "quantitative", "scale": {"domain": [0, most]}, "axis": None}
    label = {"type": "text", "align": "left", "dx": 5}
    layers: list[Spec] = [
        {"data": rows(bars), "mark": {"type": "bar", "color": palette.COMMON}, "encoding": {"x": x, "y": y}},
        {"data": rows(words), "mark": label, "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]
    subtitle = word(CHARTS, "response sub", language).format(
        channel=channel_name(response.channel, language), period=period(response.window, language)
    )
    return framed(
        "response",
        _finding(response, invited, language),
        subtitle,
        {"layer": layers},
        (width, 26 * len(told) + 30),
        language,
        60,
    )


def _finding(response: Response, invited: bool, language: str) -> str:
    headline = count(response.headline)
    if not invited or response.rr2 is None:
        return word(CHARTS, "response uninvited", language).format(headline=headline)
    return word(CHARTS, "response", language).format(
        headline=headline, rate=percent(response.rr2, language), invited=count(response.invited)
    )
