"""The search for phone numbers looks into every corner of a file in which one could hide."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from artefacts import parts_of
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

PLANTED = "51139416"
SVG = f"<svg><title>x</title><text><tspan>{PLANTED[:4]}</tspan><tspan>{PLANTED[4:]}</tspan></text></svg>".encode()


def pdf(where: str) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    if where == "information":
        writer.add_metadata({"/Author": PLANTED})
    elif where == "XMP":
        stream = DecodedStreamObject()
        stream.set_data(f"<x:xmpmeta>{PLANTED}</x:xmpmeta>".encode())
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())
    else:
        writer.add_outline_item(title=PLANTED, page_number=0)
    writer.write(out)
    return out.getvalue()


def workbook() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_comment("A1", PLANTED)
    book.close()
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Lipalo tsa bophelo bo botle – " + PLANTED
    message.set_content("x")
    message.add_attachment(packed(SVG), maintype="application", subtype="zip", filename="a.zip")
    return bytes(message)


def packed(content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts:
        parts.writestr("inner.svg", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [pdf("information"), pdf("XMP"), pdf("outline"), workbook(), mail(), packed(packed(SVG)), SVG],
    ids=["PDF information", "XMP", "outline", "workbook", "mail", "zip in a zip", "drawing"],
)
def test_a_number_is_found_wherever_it_hides(content: bytes) -> None:
    assert any(PLANTED.encode() in part for _, part in parts_of("file", content))
    assert PLANTED.encode() not in content or content.startswith(b"%PDF") or b"Subject" in content
