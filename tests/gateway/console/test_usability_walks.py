"""The tasks of a coordinator, walked in a real browser; each within its number of presses, without a word of complaint."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Desk
from counter import CLINIC
from playwright.sync_api import Browser, expect, sync_playwright
from survey_forms import differing
from walking_pages import Hand, launched, served

from flows.load import load
from gateway.editing import checking
from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

pytestmark = pytest.mark.long
AT = f"/surveys/health/{CLINIC}"
WHOLE_WAIT = "How many hours did you wait before someone saw you? Type 0 if it was less than one hour."


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
    desk.counter.clock.at_ms = time.time_ns() // 1_000_000
    yield desk
    engine.dispose()


@pytest.fixture
def url(desk: Desk) -> Iterator[str]:
    with served(desk) as url:
        yield url


@pytest.fixture(params=[1400, 800])
def hand(request: pytest.FixtureRequest, browser: Browser, url: str, desk: Desk) -> Iterator[Hand]:
    """A publisher, on a wide window with three parts beside each other and on one with a single part."""
    hand = Hand(browser, url, desk.person("neo", Held("health", "publisher")), width=request.param)
    yield hand
    assert hand.complaints == []
    hand.context.close()


def now(desk: Desk) -> desks.Desk:
    return desks.opened(desk.gateway, "health", CLINIC)


def errors(desk: Desk) -> list[str]:
    found = checking.look(desk.gateway, now(desk), repairs=False).found
    return [each.problem.code for each in found if each.problem.is_error and not each.of_talks]


def planted(desk: Desk, old: str, new: str) -> str:
    """The survey with a mistake in it; the text as it was before."""
    opened = now(desk)
    assert opened.text.count(old) == 1
    desks.save(desk.gateway, opened.draft, opened.text.replace(old, new), "palesa")
    return opened.text


def open_at(hand: Hand, part: str) -> None:
    """The part, by its tab where it does not stand there already."""
    if not hand.page.locator(f'[data-part="{part}"]').is_visible():
        hand.press(hand.page.locator(f"#tab-{part}"))


def test_one_word_is_changed_and_published_in_seven_presses(desk: Desk, hand: Hand) -> None:
    before = now(desk).text
    hand.page.goto(AT)
    hand.press(hand.link("wait"))
    hand.page.get_by_label("English").first.fill(WHOLE_WAIT.replace("someone", "anybody"))
    hand.press(hand.button("Save"))
    expect(hand.page.locator(".bar .state")).to_contain_text("1 change since version 1")
    assert len(differing(before, now(desk).text)) == 1
    open_at(hand, "problems")
    hand.press(hand.button("Take the examples as they come out now"))
    expect(hand.page.get_by_text("come out differently")).to_have_count(0)
    hand.press(hand.button("It is right"))
    expect(hand.page.get_by_text("Nothing to repair.").first).to_be_visible()
    hand.press(hand.link("Publish"))
    hand.page.locator("#publish-note").fill("A clearer word.")
    hand.press(hand.button("Publish version 2"))
    expect(hand.page.get_by_role("heading", name="Version 2 is live")).to_be_visible()
    assert hand.pressed <= 7
    version = now(desk).version
    assert version is not None
    assert version.number == 2
    assert "before anybody saw you" in version.text


def test_a_question_and_its_follow_up_are_added_in_fourteen_presses(desk: Desk, hand: Hand) -> None:
    page = hand.page
    page.goto(AT)
    hand.press(hand.link("medicine"))
    hand.press(hand.link("+ Add a question below medicine"))
    for language, words in (("English", "Was it clean?"), ("Sesotho", "Ho ne ho hloekile?")):
        page.locator("#questions-new").get_by_label(language).first.fill(words)
    hand.press(page.locator("#questions-new").get_by_role("button", name="Add"))
    expect(page.locator("#questions-was_it_clean")).to_be_visible()
    hand.press(hand.link("+ Add a question below was_it_clean"))
    new = page.locator("#questions-new")
    for language, words in (("English", "Was anything dangerous?"), ("Sesotho", "Na ho na le kotsi?")):
        new.get_by_label(language).first.fill(words)
    hand.choose(new.get_by_label("Test 1"), "was_it_clean is no")
    hand.press(new.get_by_role("button", name="Add"))
    expect(page.locator("#questions-was_anything_dangerous")).to_be_visible()
    assert hand.pressed <= 14
    flow = load(now(desk).text, now(desk).source).flow
    assert flow is not None
    names = [question.name for question in flow.questions]
    assert names[names.index("medicine") :][:3] == ["medicine", "was_it_clean", "was_anything_dangerous"]
    assert errors(desk) == []


@pytest.mark.parametrize(
    ("old", "new", "button"),
    [
        ('someone dials: "*120*45#"', "someone dials: *120*45#", "Add quotes"),
        ("only if: medicine is no", "only if: medecine is no", "Change to medicine"),
    ],
)
def test_a_planted_mistake_is_repaired_by_its_button_in_three_presses(
    desk: Desk, hand: Hand, old: str, new: str, button: str
) -> None:
    before = planted(desk, old, new)
    hand.page.goto(AT)
    open_at(hand, "problems")
    hand.press(hand.button(button))
    expect(hand.page.get_by_text("Nothing to repair.").first).to_be_visible()
    assert hand.pressed <= 3
    assert now(desk).text == before


def test_a_screen_that_is_nine_signs_too_long_is_found_and_made_to_fit_in_five_presses(desk: Desk, hand: Hand) -> None:
    words = "U emetse lihora tse kae pele u bonoa? Ngola 0 haeba e ne e le tlase ho hora."
    before = planted(desk, words, words + "e" * 89)
    page = hand.page
    page.goto(AT)
    open_at(hand, "problems")
    expect(page.locator(".problem").first).to_contain_text("Shorten it by 9")
    hand.press(page.locator(".problem").get_by_role("link", name="Show").first)
    expect(page.locator("#questions-wait .meter.over").first).to_contain_text("9 too many")
    page.locator("#questions-wait").get_by_label("Sesotho").first.fill(words)
    expect(page.locator("#questions-wait .meter.over")).to_have_count(0)
    hand.press(page.locator("#questions-wait .deeds").get_by_role("button", name="Save"))
    expect(page.locator(".bar .saved")).to_contain_text("by neo")
    assert hand.pressed <= 5
    assert now(desk).text == before


def test_a_missing_language_is_filled_in_four_presses(desk: Desk, hand: Hand) -> None:
    before = planted(desk, "      st: Na u fumane meriana eohle eo u neng u e hloka?\n", "")
    assert errors(desk) == ["E501"]
    hand.page.goto(AT)
    hand.press(hand.link("medicine"))
    hand.page.locator("#questions-medicine").get_by_label("Sesotho").first.fill(
        "Na u fumane meriana eohle eo u neng u e hloka?"
    )
    hand.press(hand.page.locator("#questions-medicine .deeds").get_by_role("button", name="Save"))
    expect(hand.page.locator(".bar .state")).to_contain_text("by neo")
    assert hand.pressed <= 4
    assert now(desk).text == before


def test_two_who_change_one_wording_see_both_and_lose_none_in_five_presses(
    desk: Desk, hand: Hand, browser: Browser, url: str
) -> None:
    other = Hand(browser, url, desk.person("palesa", Held("health", "editor")))
    for each in (hand, other):
        each.page.goto(AT)
        each.press(each.link("wait"))
        expect(each.page.locator("#questions-wait form")).to_be_visible()
    other.page.get_by_label("English").first.fill("Hers?")
    hand.page.get_by_label("English").first.fill("Mine?")
    other.press(other.button("Save"))
    expect(other.page.locator(".bar .state")).to_contain_text("by palesa")
    hand.press(hand.button("Save"))
    expect(hand.page.get_by_text("palesa saved while you were writing")).to_be_visible()
    assert all(words in hand.page.locator(".clash").inner_text() for words in ("Mine?", "Hers?", WHOLE_WAIT))
    hand.press(hand.button("Save yours"))
    expect(hand.page.locator("#questions-wait")).to_contain_text("Mine?")
    assert hand.pressed + other.pressed <= 5
    hand.complaints = [each for each in hand.complaints if "409" not in each]
    texts = [revision.text for revision in desks.saved_texts(desk.gateway, "health", CLINIC)]
    assert ["Hers?" in texts[1], "Mine?" in texts[0]] == [True, True]


def test_what_is_typed_without_a_line_is_there_when_the_page_is_opened_again(desk: Desk, hand: Hand) -> None:
    hand.page.goto(AT)
    hand.press(hand.link("wait"))
    expect(hand.page.locator("#questions-wait form")).to_be_visible()
    hand.context.set_offline(True)
    hand.page.get_by_label("English").first.fill("Typed in a tunnel")
    expect(hand.page.locator(".bar .saved")).to_contain_text("Not saved: no connection, kept on this computer")
    hand.page.close(run_before_unload=False)
    hand.context.set_offline(False)
    again = hand.page = hand.look()
    again.goto(f"{AT}?at=wait")
    expect(again.get_by_label("English").first).to_have_value("Typed in a tunnel")
    expect(again.locator(".bar .saved")).to_contain_text("Not saved: kept on this computer")
    assert hand.pressed <= 2
    hand.press(hand.button("Save"))
    expect(again.locator(".bar .saved")).to_contain_text("by neo")
    assert "en: Typed in a tunnel" in now(desk).text
    again.goto(f"{AT}?at=wait")
    expect(again.locator(".bar .saved")).to_contain_text("by neo")


def test_a_save_without_a_line_is_kept_and_sent_again(desk: Desk, hand: Hand) -> None:
    hand.page.goto(f"{AT}?at=wait")
    hand.page.get_by_label("English").first.fill("In a tunnel")
    hand.context.set_offline(True)
    hand.press(hand.button("Save"))
    expect(hand.page.locator(".bar .saved")).to_contain_text("Not saved: no connection")
    hand.context.set_offline(False)
    hand.press(hand.button("Save"))
    expect(hand.page.locator(".bar .saved")).to_contain_text("by neo")
    hand.complaints = [each for each in hand.complaints if "ERR_INTERNET_DISCONNECTED" not in each]
    assert "en: In a tunnel" in now(desk).text


def test_a_second_window_forgets_nothing_that_the_first_one_kept(hand: Hand) -> None:
    hand.page.goto(f"{AT}?at=wait")
    second = hand.look()
    second.goto(f"{AT}?at=wait")
    hand.page.get_by_label("English").first.fill("Typed in the first window")
    expect(hand.page.locator(".bar .saved")).to_contain_text("Not saved: kept on this computer")
    hand.page.close()
    second.evaluate("dispatchEvent(new Event('pagehide'))")
    second.reload()
    expect(second.get_by_label("English").first).to_have_value("Typed in the first window")


def test_whoever_is_signed_out_while_typing_finds_it_again(desk: Desk, hand: Hand) -> None:
    hand.page.goto(f"{AT}?at=wait")
    hand.page.get_by_label("English").first.fill("Typed for too long")
    cookies = hand.context.cookies()
    hand.context.clear_cookies()
    hand.press(hand.button("Save"))
    expect(hand.page.get_by_label("Passphrase")).to_be_visible()
    assert "next=" in hand.page.url
    hand.context.add_cookies(cookies)  # type: ignore[arg-type]
    hand.page.goto(f"{AT}?at=wait")
    expect(hand.page.get_by_label("English").first).to_have_value("Typed for too long")
    hand.press(hand.button("Save"))
    expect(hand.page.locator(".bar .saved")).to_contain_text("by neo")
    assert "en: Typed for too long" in now(desk).text
    hand.complaints = [each for each in hand.complaints if "400" not in each]


def test_one_word_is_changed_by_keyboard_alone(desk: Desk, hand: Hand) -> None:
    page = hand.page
    page.goto(AT)
    hand.link("wait").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    hand.key("Enter")
    expect(page.locator("#questions-wait form")).to_be_visible()
    page.get_by_label("English").first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("How many hours?")
    hand.key("Control+s")
    expect(page.locator(".bar .state")).to_contain_text("1 change since version 1")
    assert hand.pressed <= 12
    assert "en: How many hours?" in now(desk).text


def test_one_word_is_changed_without_script_on_a_small_telephone(desk: Desk, browser: Browser, url: str) -> None:
    hand = Hand(browser, url, desk.person("neo", Held("health", "editor")), width=360, script=False)
    hand.page.goto(AT)
    hand.press(hand.link("wait"))
    hand.page.get_by_label("English").first.fill("How many hours?")
    hand.press(hand.page.locator("#questions-wait .deeds").get_by_role("button", name="Save"))
    expect(hand.page.locator(".bar .state")).to_contain_text("1 change since version 1")
    assert "en: How many hours?" in now(desk).text
    hand.context.close()


@pytest.mark.parametrize("part", ["", "?at=reason", "?at=comment&add=comment", "/text", "/problems", "/path"])
def test_no_part_is_wider_than_a_small_telephone(desk: Desk, browser: Browser, url: str, part: str) -> None:
    planted(desk, "only if: medicine is no", "only if: medecine is no") if part == "/problems" else None
    hand = Hand(browser, url, desk.person("neo", Held("health", "editor")), width=320)
    hand.page.goto(AT + part)
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert hand.complaints == []
    hand.context.close()
