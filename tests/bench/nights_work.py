"""One piece of the night's work in a process of its own: how long it takes, as a line of JSON.

    python -m bench.nights_work WHAT FOLDER [ADDRESS]

Before the work the database adds up the same rows in one plain statement: the constant that the work stands against.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from bench.constant import us, work
from bench.nights_store import LAST, NIGHT, opened
from sqlalchemy import func, select

from gateway import logs
from gateway.config_sections import Ministry
from gateway.nights import counting, releasing
from gateway.wiring import Gateway
from reports.forms.as_json import as_json
from reports.forms.data_package import as_datapackage
from reports.forms.mail import as_mail
from reports.forms.open_data import as_csv
from reports.forms.page import as_page
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from reports.night.shape import Report
from storage.tables import answers
from storage.unhurried import unhurried

DAYS = timedelta(days=27)
FORMS: dict[str, Callable[[Report], object]] = {
    "page": as_page,
    "mail": as_mail,
    "PDF": as_pdf,
    "XLSX": as_xlsx,
    "CSV, package": lambda report: as_datapackage(report, as_csv(report)),
    "JSON": as_json,
}
Seconds = dict[str, float]


@contextmanager
def timed(into: Seconds, what: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    into[what] = into.get(what, 0.0) + perf_counter() - begun


def plain_sum(gateway: Gateway, ministry: str, first: date, last: date) -> None:
    """How often each value was given, by the database alone."""
    a = answers.c
    rows = (a.ministry == ministry, a.local_day.between(first, last))
    with unhurried(gateway.engine) as u:
        u.connection.execute(select(a.question, a.value, func.count()).where(*rows).group_by(a.question, a.value)).all()


def a_night(gateway: Gateway, ministries: list[Ministry]) -> Seconds:
    """The night of many responses, counted."""
    took: Seconds = {}
    with timed(took, "sum"):
        plain_sum(gateway, ministries[0].key, NIGHT, NIGHT)
    with timed(took, "work"):
        counting.count(gateway, ministries[0], NIGHT)
    return took


def everything(gateway: Gateway, ministries: list[Ministry]) -> Seconds:
    """All days of all ministries, counted from nothing."""
    took: Seconds = {}
    for ministry in ministries:
        with timed(took, "sum"):
            plain_sum(gateway, ministry.key, date.min, LAST)
        with timed(took, "work"):
            for day in counting.every_day(gateway, ministry, LAST):
                counting.count(gateway, ministry, day)
    return took


def release(gateway: Gateway, ministries: list[Ministry]) -> Seconds:
    """The report of a Sunday of one ministry released, in its languages; the ledger was begun a week before."""
    took: Seconds = {}
    with timed(took, "the ledger's first report"):
        releasing.release(gateway, ministries[1], LAST - timedelta(weeks=1))
    with timed(took, "sum"):
        plain_sum(gateway, ministries[1].key, LAST - DAYS, LAST)
    with timed(took, "work"):
        releasing.release(gateway, ministries[1], LAST)
    return took


def artefacts(gateway: Gateway, ministries: list[Ministry]) -> Seconds:
    """Every form of that report, in its languages. The constant is the work of ``bench.constant``, ten thousand times."""
    took: Seconds = {"sum": min(us(work) for _ in range(200)) / 100}
    for report in releasing.kept(gateway, ministries[1].key, LAST):
        for form, render in FORMS.items():
            with timed(took, form):
                render(report)
    return {**took, "work": sum(took[form] for form in FORMS)}


WORK = {each.__name__: each for each in (a_night, everything, release, artefacts)}


def main() -> None:
    what, folder, url = sys.argv[1], Path(sys.argv[2]), (sys.argv[3:] or [""])[0]
    logs.configure(level=logging.ERROR)
    gateway = opened(folder, url)
    took = WORK[what](gateway, list(gateway.settings.ministries.values()))
    gateway.engine.dispose()
    sys.stdout.write(json.dumps({"mb": 0.0, **took}) + "\n")


if __name__ == "__main__":
    main()
