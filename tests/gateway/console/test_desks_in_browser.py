"""The desks of the console in a real browser: a list is sent in six presses, and no page is wider than a small telephone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from console_visitors import Desk
from counter import KENYA, SURVEYS
from finding_signals import SUNDAY, found
from night_sample import sample
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import select
from walking_pages import Hand, launched, served, shot

from gateway.asking import pausing
from gateway.nights import nightly
from gateway.visits import parked
from reports.forms.as_json import as_json
from reports.forms.page import as_page
from storage import alerts, reports
from storage.people import ROLES, Held
from storage.tables import invitations, visits
from storage.unit import connect, unit

pytestmark = pytest.mark.long

SHOTS = os.environ.get("CONSOLE_SHOTS", "")
"""A folder for pictures of the pages; none are made without it."""
HEADER = "phone,visit id,recorded at,centre,first name,language"
GOOD = [f"07{n:08d},T-{n},2026-11-18 09:00,N0{1 + n % 4},Asha,{'en' if n % 2 else 'sw'}" for n in range(48)]
WRONG_ROWS = ["07123,T-90,2026-11-18 09:00,N02,Asha,en", "0700000417,T-91,2031-01-01 09:00,N02,Asha,en"]
WIDER = """() => [...document.querySelectorAll('main *, .top *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + '.' + e.className).slice(0, 5).concat(
  document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])"""
PAGES = {
    "signals": "/signals", "signal": "/signals/health/{signal}", "reports": "/reports", "report": "/reports/health/{day}",
    "visits": "/visits", "batch": "/visits/huduma/batches/1", "people": "/people", "person": "/people/neo",
    "passphrase": "/passphrase", "audit": "/audit?check=yes", "health": "/health", "responses": "/responses?metric=positive",
    "lists": "/lists", "list": "/lists/health/of/lists/lesotho-clinics.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    desk.counter.publish(KENYA, (SURVEYS / f"{KENYA}.yaml").read_text(encoding="utf-8"))
    yield desk
    engine.dispose()


@pytest.fixture
def url(desk: Desk) -> Iterator[str]:
    with served(desk) as at:
        yield at


@pytest.mark.parametrize(("width", "script"), [(1280, True), (360, True), (360, False)])
def test_a_list_with_two_wrong_rows_is_sent_without_them_in_six_presses(
    desk: Desk, browser: Browser, url: str, tmp_path: Path, width: int, script: bool
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("\n".join([HEADER, *GOOD[:24], *WRONG_ROWS, *GOOD[24:]]))
    hand = Hand(browser, url, desk.person("neo", Held("huduma", "publisher")), width=width, script=script)
    hand.page.goto("/")
    hand.press(hand.link("Visits"))
    hand.page.get_by_label("List of visits").set_input_files(path)
    hand.pressed += 2  # the dialog of the browser: opened, and the file chosen
    hand.press(hand.button("Look at it"))
    expect(hand.page.get_by_text("•••• 123")).to_be_visible()
    expect(hand.page.get_by_text("2031-01-01 09:00", exact=True)).to_be_visible()
    assert hand.page.evaluate(WIDER) == [] if script else True
    shot(hand.page, SHOTS, f"look-{width}-{script}")
    hand.press(hand.button("Go on without these 2"))
    expect(hand.page.get_by_text("Being stored")).to_be_visible()
    parked.sweep(desk.gateway)
    hand.press(hand.link("Look again"))
    expect(hand.page.get_by_text("The texts go out in their hours.")).to_be_visible()
    with unit(desk.gateway.engine) as u:
        queued = u.connection.execute(select(visits.c.reference).join(invitations)).scalars().all()
    assert (len(queued), len(set(queued))) == (48, 48)
    assert hand.pressed <= 6
    assert hand.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"), (320, "light")])
def test_every_desk_fits_its_window_and_nothing_is_refused_or_complained_of(
    desk: Desk, browser: Browser, url: str, width: int, scheme: str
) -> None:
    visitor = desk.person("neo", *(Held("", role) for role in ROLES))
    signal = furnished(desk)
    hand = Hand(browser, url, visitor, width=width)
    hand.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name, path in PAGES.items():
        answer = hand.page.goto(path.format(signal=signal, day=SUNDAY))
        assert answer is not None
        assert answer.status == 200, name
        if name == "report":
            framed = hand.page.frame_locator("iframe").locator("h1")
            expect(framed).to_contain_text("Citizen feedback")
        assert hand.page.evaluate(WIDER) == [], name
        shot(hand.page, SHOTS, f"{name}-{width}-{scheme}")
    assert hand.complaints == []


def furnished(desk: Desk) -> int:
    """Something on every desk; the id of a signal."""
    signal, report = found(desk.gateway.engine), sample()
    report = replace(report, signals=(replace(report.signals[0], id=signal),))
    content = as_json(report)
    with unit(desk.gateway.engine) as u:
        for back in range(33):
            reports.keep(u, "health", SUNDAY - timedelta(days=back), reports.NIGHTLY, {"en": content}, "2.0.0", 1)
        alerts.sound(u, "silence", "main", "Nothing came in for an hour. Look at the address of the callbacks.", 1)
        u.commit()
    folder = nightly.folder(desk.gateway, desk.gateway.settings.ministries["health"], SUNDAY)
    folder.mkdir(parents=True)
    (folder / "report.html").write_bytes(as_page(report))
    pausing.hold(desk.gateway, "ministry", "huduma", "The wording of the invitation is wrong.", "palesa")
    token = parked.offer(desk.gateway, "huduma", KENYA, "neo", "\n".join([HEADER, *GOOD]).encode())
    taken = parked.offered(desk.gateway, token, "huduma", KENYA, "neo")
    assert taken is not None
    from gateway.visits.desk import desk_of

    parked.agree(desk.gateway, desk_of(desk.gateway, "huduma", KENYA), token, taken, 48)
    parked.sweep(desk.gateway)
    return signal
