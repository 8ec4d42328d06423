"""The rows of a report that was computed from people: one key, one number."""

from __future__ import annotations

import pytest
from evidence_of import crowd, report_on

from reports.forms.open_data import as_csv
from reports.forms.open_data_lint import lint
from reports.forms.row_parts import Part, parts_of
from reports.forms.rows import rows_of
from reports.night.shape import Count, Level, Report, Share


@pytest.fixture(scope="module", params=[0, 40, 700])
def report(request: pytest.FixtureRequest) -> Report:
    return report_on(crowd(3, request.param))


def test_the_table_is_sound(report: Report) -> None:
    assert lint(as_csv(report)) == ()
    assert len({row.key for row in rows_of(report)}) == len(rows_of(report))


def test_a_figure_that_stands_twice_is_the_same_figure(report: Report) -> None:
    """Two figures with one key and other numbers would be a lie of one of them: the table shows but one."""
    seen: dict[tuple[object, ...], Part] = {}
    for part in parts_of(report):
        first = seen.setdefault((part.scope, part.window, part.metric), part)
        assert value(first) == value(part), part


def value(part: Part) -> object:
    figure = part.figure
    if isinstance(figure, Share | Level):
        return figure.value, bool(figure.hidden)
    return (figure.n, bool(figure.hidden)) if isinstance(figure, Count) else figure
