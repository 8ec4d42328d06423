"""The report as one page of HTML that needs nothing else: no script, no picture, no address to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reports.words import old as words
from reports.drawing import Spread, bar, spread
from reports.released import Panel, QuestionTable, Report, Service


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel with what is drawn of it, ready to be set."""

    panel: Panel
    name: str
    sentence: str
    spread: Spread | None
    headline: QuestionTable | None
    others: tuple[QuestionTable, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody so much as saw the first screen."""
        return self.panel.stages.opened.n == 0


@dataclass(frozen=True, slots=True)
class ServiceView:
    service: Service
    panels: tuple[PanelView, ...]


def as_html(report: Report) -> bytes:
    """The page, UTF-8. The same report gives the same bytes."""
    views = tuple(_service(service, report) for service in report.services)
    return _template().render(report=report, meta=report.meta, services=views).encode()


def _service(service: Service, report: Report) -> ServiceView:
    return ServiceView(service, tuple(_panel(service, panel, report) for panel in service.panels))


def _panel(service: Service, panel: Panel, report: Report) -> PanelView:
    language = report.meta.language
    headline = next((q for q in panel.questions if q.counts_as == "headline"), None)
    return PanelView(
        panel,
        words.word(panel.channel, language),
        words.sentence(service, panel, report.meta.local_day, language),
        spread(panel, headline) if headline else None,
        headline,
        tuple(q for q in panel.questions if q is not headline),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": words.percent,
        "interval": words.interval,
        "count": words.count,
        "level": words.level,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "bar": bar,
    }
    return environment.get_template("report.html")
