"""The overview of a Monday arrives by mail, with its print beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from counter import Counter
from mail_server import letterbox, settings_for
from test_overview_nights import SUNDAY, TO, at, of_house, put

from gateway.delivery import mailing
from gateway.nights import overview
from storage.engine import connect


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield of_house(Counter(engine, tmp_path / "var"))
    engine.dispose()


def test_the_head_of_government_gets_the_week_of_all_ministries(counter: Counter) -> None:
    put(counter, SUNDAY)
    at(counter, SUNDAY)
    assert overview.make_up(counter.gateway)
    with letterbox() as box:
        settings = counter.gateway.settings.model_copy(update={"mail": settings_for(box)})
        assert mailing.send_due(replace(counter.gateway, settings=settings)) == len(TO)
    got = message_from_bytes(box.taken[0][1], policy=default)
    attached = {part.get_filename(): part.get_content() for part in got.iter_attachments()}
    assert set(attached) == {f"overview-{SUNDAY}.pdf", f"overview-{SUNDAY}.xlsx"}
    assert attached[f"overview-{SUNDAY}.pdf"].startswith(b"%PDF")
    assert attached[f"overview-{SUNDAY}.xlsx"].startswith(b"PK")
    plain = got.get_body(("plain",))
    assert plain is not None
    assert "Health" in plain.get_content()
