"""A mail's message: made of the report as it was released, so that a mail sent again says what the first one said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gateway.delivery.danger_letter import DANGER, danger_letter
from gateway.delivery.message import Attachment, Envelope, Picture, compose
from gateway.nights import overview, releasing
from gateway.nights.files import pdf_is_due
from reports.forms.mail import as_mail
from reports.forms.overview_mail import as_overview_mail
from reports.forms.overview_pdf import as_overview_pdf
from reports.forms.overview_workbook import as_overview_xlsx
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.config_sections import Reports
    from gateway.wiring import Gateway
    from reports.forms.mail import Mail as Shown
    from reports.night.shape import Report
    from storage.mails import Mail

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letter(gateway: Gateway, mail: Mail) -> bytes | None:
    """The message of a mail; ``None`` where there is no such report."""
    if mail.kind == DANGER:
        return danger_letter(gateway, mail)
    return _of_overview(gateway, mail) if mail.kind == reports.OVERVIEW else _of_report(gateway, mail)


def _of_report(gateway: Gateway, mail: Mail) -> bytes | None:
    report = in_language(releasing.kept(gateway, mail.ministry, mail.local_day), mail.language)
    if report is None:
        return None
    attached = list(_attached(report, gateway.settings.reports))
    return _composed(gateway, mail, as_mail(report), report.meta.language, attached)


def _of_overview(gateway: Gateway, mail: Mail) -> bytes | None:
    found = overview.kept(gateway, mail.local_day)
    if found is None:
        return None
    name = f"overview-{mail.local_day}"
    paper, book = as_overview_pdf(found), as_overview_xlsx(found)
    attached = [Attachment(f"{name}.pdf", PDF, paper), Attachment(f"{name}.xlsx", XLSX, book)]
    return _composed(gateway, mail, as_overview_mail(found), found.meta.language, attached)


def _composed(gateway: Gateway, mail: Mail, shown: Shown, language: str, attached: Sequence[Attachment]) -> bytes:
    """Dated by when the report was released, so that every sending has the same bytes."""
    with unhurried(gateway.engine) as u:
        kept = reports.find(u, mail.ministry, mail.local_day, mail.kind)
    assert kept is not None
    envelope = Envelope(gateway.settings.mail.sender, mail.address, kept.released_at_ms, language)
    pictures = [Picture(cid, png) for cid, png, _ in shown.images]
    return compose(envelope, shown.subject, shown.text, shown.html, pictures, attached)


def in_language(of: Sequence[Report], language: str) -> Report | None:
    """The report in a language, else in its first; ``None`` where there is none."""
    return next((report for report in of if report.meta.language == language), of[0] if of else None)


def _attached(report: Report, settings: Reports) -> Iterator[Attachment]:
    name = f"{report.meta.ministry}-{report.meta.local_day}"
    if pdf_is_due(report, settings):
        yield Attachment(f"{name}.pdf", PDF, as_pdf(report))
    yield Attachment(f"{name}.xlsx", XLSX, as_xlsx(report))
