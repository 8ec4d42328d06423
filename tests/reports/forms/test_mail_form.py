"""The mail: the same numbers in HTML and text as in the report, small, complete without pictures, always harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hidden_numbers import FORBIDDEN, all_hidden, with_canaries
from night_sample import all_positive, night_without, quiet_night, sample

from reports.forms.glance import glance
from reports.forms.mail import WIDTH, Mail, as_mail
from reports.forms.page import as_page, inlined
from reports.night.shape import Count, Report
from reports.words import LANGUAGES
from reports.words.numbers import count, interval, percent, with_interval

BUSY = sample()


class Read(HTMLParser):
    """The words of a page in order, and the tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split(" "))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def busy() -> Mail:
    return as_mail(BUSY)


def flat(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


def test_both_forms_print_the_numbers_of_the_report(busy: Mail) -> None:
    stand = BUSY.headline[0]
    signals = [s for s in BUSY.signals if s.state != "closed"]
    numbers = [percent(stand.positive, "en"), percent(stand.reasons[0].share, "en"), count(stand.answers)]
    numbers += [with_interval(s.now, "en") for s in signals] + [count(BUSY.response[0].invited), count(BUSY.operations.optouts)]
    for form in (flat(busy.text), flat(Read(busy.html).text)):
        assert [n for n in numbers if n not in form] == []


def test_every_number_of_the_text_is_in_the_html(busy: Mail) -> None:
    def found(text: str) -> set[str]:
        return set(re.findall(r"\d+(?:\u202f\d+)*", text))

    html = Read(busy.html)
    alts = " ".join(str(image["alt"]) for image in html.all("img"))
    assert found(busy.text) <= found(html.text + alts)
    assert found(glance(BUSY).sentences[0]) <= found(busy.text)


def test_it_is_small_and_needs_no_picture_and_no_script(busy: Mail) -> None:
    html = Read(busy.html)
    assert len(busy.html.encode()) < 100_000
    assert not {"script", "svg", "link", "style", "iframe", "form"} & {tag for tag, _ in html.tags}
    assert [image["src"] for image in html.all("img")] == [f"cid:{cid}" for cid, _, _ in busy.images]
    assert [image["alt"] for image in html.all("img")] == [alt for _, _, alt in busy.images]
    assert all("lower than usual" in alt for _, _, alt in busy.images)
    assert html.all("html")[0]["lang"] == "en"
    assert {th.get("scope") for th in html.all("th")} == {"col", "row"}
    assert "http" not in "".join(str(v) for _, attributes in html.tags for v in attributes.values())


def test_the_text_is_narrow(busy: Mail) -> None:
    assert max(len(line) for line in busy.text.splitlines() if "http" not in line) <= WIDTH


@pytest.mark.parametrize("report", [quiet_night(), night_without(), night_without(1), all_positive()])
def test_a_quiet_night_is_a_short_mail_without_picture(report: Report) -> None:
    mail = as_mail(report)
    told = glance(report)
    assert told.quiet
    assert mail.images == ()
    assert "<img" not in mail.html
    body = Read(mail.html)
    assert len(body.all("p")) <= 2 + 6 + len(told.footer)
    assert flat(told.sentences[0]) in flat(mail.text)
    assert told.sentences[0] in body.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_whole_mail(language: str) -> None:
    told = glance(sample(language=language))
    texts = [told.title, told.subtitle, told.preheader, *told.sentences, *told.trust, *told.footer, told.unchanged]
    assert not [t for t in texts if not t or "{" in t or "None" in t]
    assert as_mail(quiet_night(language)).html.count(f'lang="{language}"') == 1


def test_what_a_reader_must_know_first_stands_first() -> None:
    night = replace(BUSY, meta=replace(BUSY.meta, day_hours=23, so_far=True))
    stop = replace(night, operations=replace(BUSY.operations, optout_alarm=True))
    notices = glance(stop).notices
    assert len(notices) == 3
    assert "23" in notices[1]
    assert "14" in notices[2]


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("en", "And 4 more, in the workbook."),
        ("fr", "Et 4 de plus, dans le classeur."),
        ("sw", "Na mengine 4, katika kitabu cha kazi."),
        ("st", "Le tse ling tse 4, bukeng ea mosebetsi."),
        ("km", "និង 4 ទៀត ក្នុងសៀវភៅតារាង។"),
    ],
)
def test_signals_beyond_the_first_are_counted_in_both_forms(language: str, more: str) -> None:
    new, still, _ = sample(language=language).signals
    night = replace(sample(language=language), signals=(new,) * 9 + (still,) * 9, headline=())
    mail = as_mail(night)
    for form in (flat(mail.text), flat(Read(mail.html).text)):
        assert form.count(more) == 2
    assert more not in as_mail(replace(night, signals=(new,) * 5)).text


@pytest.mark.parametrize(
    ("late", "said"),
    [(Count(14), "late, of earlier days: 14"), (Count(None, "base_lt_10"), "late, of earlier days: <10"), (Count(0), "")],
)
def test_late_answers_are_marked_with_their_number(late: Count, said: str) -> None:
    night, quiet = (replace(r, headline=(replace(r.headline[0], late=late),)) for r in (BUSY, quiet_night()))
    mail, still = as_mail(night), as_mail(quiet)
    lone = replace(night, services=(), districts=(), facilities=(), funnels=(), response=(), quality=())
    forms = (mail.text, Read(mail.html).text, still.text, Read(still.html).text, Read(as_page(lone).decode()).text)
    assert [said in flat(form) for form in forms] == [True] * 5
    assert said or "late, of days before" not in "".join(forms)


def hostile() -> Report:
    attack = "<script>alert(1)</script>\"' onload=x & {{ 7*7 }}\r\nBcc: a@example.org"
    new, open_one, closed = BUSY.signals
    signals = (
        replace(new, name=attack, owner=attack, top_reason=attack),
        open_one,
        replace(closed, name=attack, action_note=attack),
    )
    stand = replace(BUSY.headline[0], name=attack)
    return replace(
        BUSY, meta=replace(BUSY.meta, name=attack, contact=attack), signals=signals, headline=(stand, *BUSY.headline[1:])
    )


def test_nothing_that_people_wrote_is_more_than_words() -> None:
    mail = as_mail(hostile())
    html = Read(mail.html)
    assert not html.all("script")
    assert not [a for _, attributes in html.tags for a in attributes if a.startswith("on")]
    assert "49" not in mail.html.replace("&#34;", "").replace("&#39;", "")
    assert "<script>alert(1)</script>" in html.text
    assert len(mail.subject.splitlines()) == 1
    assert "\r" not in mail.text


@pytest.mark.parametrize("report", [with_canaries(BUSY), with_canaries(night_without(1))])
def test_the_mail_holds_nothing_that_is_hidden(report: Report) -> None:
    mail = as_mail(report)
    held = mail.subject + mail.html + mail.text + "".join(alt for _, _, alt in mail.images)
    assert "777123" not in re.sub(r"[\u202f,. ]", "", held)


def test_where_everything_is_hidden_the_mail_has_no_number_of_people() -> None:
    mail = as_mail(all_hidden(BUSY))
    held = mail.subject + mail.html + mail.text
    assert not [number for number in FORBIDDEN if number in held]


def test_the_page_is_one_file_with_its_drawings() -> None:
    night = replace(hostile(), services=(), districts=(), facilities=(), funnels=(), response=(), quality=())
    raw = as_page(night)
    html = Read(raw.decode())
    assert raw == as_page(night)
    assert not html.all("script")
    assert not html.all("link")
    assert html.all("svg")
    assert all(svg.get("aria-label") for svg in html.all("svg"))
    assert percent(BUSY.headline[1].positive, "en") in html.text
    assert interval(BUSY.headline[1].positive).replace("–", " to ") in html.text


def test_two_drawings_in_a_page_share_no_names() -> None:
    svg = '<svg a="b"><clipPath id="clip1"/><g clip-path="url(#clip1)"/><use href="#clip1"/></svg>'
    assert inlined(svg, 'a "b"', 2) == (
        '<svg role="img" aria-label="a &#34;b&#34;" a="b"><clipPath id="d2-clip1"/><g clip-path="url(#d2-clip1)"/>'
        '<use href="#d2-clip1"/></svg>'
    )
