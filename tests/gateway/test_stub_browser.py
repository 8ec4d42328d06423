"""The phone as a newcomer uses it: in a real browser, by mouse, keyboard and thumb, at any width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.aggregator import Aggregator, Start
from gateway.aggregator_stub.serving import Served, serving

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
LOUD = "THE BROWSER TESTS ARE NOT RUN: there is no chromium on this machine (Debian: apt-get install chromium)."
SURVEY = "How was your visit to the clinic?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(LOUD)
        pytest.skip(LOUD)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    with recording_gateway() as running:
        running.ussd = _clinic
        yield running


def _clinic(fields: dict[str, str]) -> bytes:
    said = fields["text"].split("*") if fields["text"] else []
    screens = ["CON How was your clinic visit?\n1 Start\n2 Sesotho", "CON How many hours did you wait?", "END Thank you."]
    return screens[min(len(said), 2)].encode()


@pytest.fixture
def stub(gateway: RecordingGateway) -> Iterator[Served]:
    starts = [Start(SURVEY, dial="*120*45#"), Start(SURVEY, word="CLINIC", short_code="40145")]
    with serving(Aggregator([gateway.line()], starts=lambda: starts, report_after_s=0)) as served:
        yield served


@pytest.fixture
def page(browser: Browser, stub: Served) -> Iterator[Page]:
    """The page, which must neither complain nor ask anything of anybody but the fake."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(stub.url) else complaints.append(asked.url))
    opened.goto(stub.url)
    expect(opened.locator("#starts .chip")).to_have_count(2)
    expect(opened.get_by_label("Code to dial")).to_be_focused()
    yield opened
    context.close()
    assert complaints == []


def test_a_newcomer_is_told_what_to_dial(page: Page) -> None:
    expect(page.get_by_label("Code to dial")).to_have_value("*120*45#")
    expect(page.locator("#screen")).to_have_text("Dial *120*45# to begin.")


def test_a_survey_is_answered_with_the_keyboard_alone(page: Page, gateway: RecordingGateway) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_contain_text("1 Start")
    expect(page.locator("#units")).to_have_text("48/160")
    expect(page.locator("#timer")).to_contain_text("/30 s")
    expect(page.get_by_label("Your answer")).to_be_focused()
    for answer, screen in (("1", "How many hours"), ("2", "Thank you.")):
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        expect(page.locator("#screen")).to_contain_text(screen)
    expect(page.locator("#network")).to_have_text("Call ended")
    assert gateway.texts() == ["", "1", "1*2"]


def test_a_survey_is_begun_by_its_chip_and_answered_on_the_keypad(page: Page, gateway: RecordingGateway) -> None:
    page.get_by_role("button", name="*120*45#").click()
    expect(page.locator("#screen")).to_contain_text("1 Start")
    page.get_by_role("button", name="Key 1").click()
    page.locator("#reply").get_by_role("button", name="Send").click()
    expect(page.locator("#screen")).to_contain_text("How many hours")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#note")).to_have_text("You hung up.")
    expect(page.get_by_label("Code to dial")).to_be_visible()


def test_a_code_is_dialled_on_the_keypad(page: Page) -> None:
    for key in "*9#":
        page.get_by_role("button", name=f"Key {key}").click()
    expect(page.get_by_label("Code to dial")).to_have_value("*9#")
    page.get_by_role("button", name="Dial").click()
    expect(page.locator("#note")).to_have_text("No survey listens on this code.")


def test_a_text_goes_out_and_the_answer_appears(page: Page, stub: Served, gateway: RecordingGateway) -> None:
    page.get_by_role("button", name="CLINIC →").click()
    page.keyboard.press("Enter")
    expect(page.locator("#thread .mine")).to_contain_text("CLINIC")
    assert gateway.of("sms")[0].fields["to"] == "40145"
    stub.aggregator.sending.send({"to": "+26650000001", "message": "How was your visit?", "from": "40145"}, "")
    expect(page.locator("#thread")).to_contain_text("How was your visit?")
    expect(page.locator("#wire")).to_contain_text("Delivery report")


def test_a_text_that_nobody_asked_for_is_seen_and_answered(page: Page, stub: Served, gateway: RecordingGateway) -> None:
    stub.aggregator.sending.send({"to": "+26658000009", "message": "You were at the clinic. 1 Start", "from": "8080"}, "")
    page.get_by_role("button", name="A text arrived on +26658000009").click()
    expect(page.locator("#thread")).to_contain_text("You were at the clinic.")
    expect(page.get_by_label("Whose phone")).to_have_value("+26658000009")
    expect(page.locator("#elsewhere")).to_be_empty()
    expect(page.get_by_label("With")).to_have_value("8080")
    page.get_by_label("Your text").fill("1")
    page.locator("#text").get_by_role("button", name="Send").click()
    expect(page.locator("#thread .mine")).to_contain_text("1")
    assert (gateway.of("sms")[0].fields["from"], gateway.of("sms")[0].fields["to"]) == ("+26658000009", "8080")


def test_every_phone_keeps_its_own_call(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_contain_text("1 Start")
    page.get_by_label("Whose phone").select_option("+26650000002")
    expect(page.locator("#screen")).to_have_text("Dial *120*45# to begin.")
    page.get_by_label("Whose phone").select_option("+26650000001")
    expect(page.locator("#screen")).to_contain_text("1 Start")


def test_the_wire_shows_the_bytes_and_hides_the_secret(page: Page) -> None:
    page.keyboard.press("Enter")
    page.locator("#wire summary").first.click()
    expect(page.locator("#wire pre").first).to_contain_text("serviceCode=%2A120%2A45%23&text=&sessionId=ATUid_")
    expect(page.locator("#wire pre").nth(1)).to_contain_text("CON How was your clinic visit?")
    assert "SECRET" not in page.content()


def test_an_accident_is_switched_on_once(page: Page, gateway: RecordingGateway) -> None:
    page.get_by_label("Repeat a request", exact=True).select_option("after")
    expect(page.get_by_label("Repeat a request: how often")).to_have_value("1")
    page.get_by_role("button", name="Dial").click()
    expect(page.locator("#screen")).to_contain_text("1 Start")
    expect(page.get_by_label("Repeat a request", exact=True)).to_have_value("off")
    assert gateway.texts() == ["", ""]


def test_a_gateway_that_is_down_is_told_in_words(page: Page, stub: Served, gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: (500, b"")
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_have_text("Connection problem or invalid MMI code.")
    expect(page.locator("#note")).to_contain_text("The network refused the reply: HTTP status 500.")


@pytest.mark.parametrize("width", [320, 360, 768, 1200, 1600])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_contain_text("1 Start")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_pressed_has_a_name(page: Page) -> None:
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, select, textarea')].filter((e) =>
           !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())).map((e) => e.outerHTML)"""
    )
    assert nameless == []


PAIRS = [
    (".top p", "body"), (".chip span", ".chip"), ("#screen", ".lcd"), (".bar", ".lcd"), (".hint", ".panel"),
    (".keys small", ".keys button"), (".switch p", ".panel"), ("legend", ".panel"), (".thread-head label", ".body"),
]  # fmt: skip
RATIO = """([front, back]) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  const light = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const a = light(getComputedStyle(document.querySelector(front)).color);
  const b = light(getComputedStyle(document.querySelector(back)).backgroundColor);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: Page, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for selector in {selector for pair in PAIRS for selector in pair}:
        page.locator(selector).first.wait_for(state="attached")
    ratios = {pair: page.evaluate(RATIO, list(pair)) for pair in PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}
