"""A mail's message: made of the report as it was released, so that a mail sent again says what the first one said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gateway.delivery.danger_letter import DANGER, danger_letter
from gateway.delivery.message import Attachment, Envelope, Picture, compose
from gateway.nights import releasing
from gateway.nights.files import pdf_is_due
from reports.forms.mail import as_mail
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.config_sections import Reports
    from gateway.wiring import Gateway
    from reports.night.shape import Report
    from storage.mails import Mail

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letter(gateway: Gateway, mail: Mail) -> bytes | None:
    """The message of a mail; ``None`` where there is no such report."""
    if mail.kind == DANGER:
        return danger_letter(gateway, mail)
    report = in_language(releasing.kept(gateway, mail.ministry, mail.local_day), mail.language)
    if report is None:
        return None
    with unhurried(gateway.engine) as u:
        kept = reports.find(u, mail.ministry, mail.local_day)
    assert kept is not None
    settings = gateway.settings
    shown = as_mail(report)
    name = f"{mail.ministry} {mail.local_day} {mail.kind} {mail.turn}"
    envelope = Envelope(settings.mail.sender, mail.address, kept.released_at_ms, name, report.meta.language)
    pictures = [Picture(cid, png) for cid, png, _ in shown.images]
    return compose(envelope, shown.subject, shown.text, shown.html, pictures, list(_attached(report, settings.reports)))


def in_language(of: Sequence[Report], language: str) -> Report | None:
    """The report in a language, else in its first; ``None`` where there is none."""
    return next((report for report in of if report.meta.language == language), of[0] if of else None)


def _attached(report: Report, settings: Reports) -> Iterator[Attachment]:
    name = f"{report.meta.ministry}-{report.meta.local_day}"
    if pdf_is_due(report, settings):
        yield Attachment(f"{name}.pdf", PDF, as_pdf(report))
    yield Attachment(f"{name}.xlsx", XLSX, as_xlsx(report))
