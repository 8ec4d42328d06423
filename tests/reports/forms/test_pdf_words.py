"""Words of the printed pages: five whole languages in letters that the fonts have, and what people wrote printed as it is."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from string import Formatter

import pytest
from night_sample import night_without, quiet_night, sample
from pypdf import PdfReader

from reports.forms.pdf import as_pdf, sheet
from reports.forms.pdf_letters import letters, printable
from reports.forms.pdf_pages.method import method
from reports.forms.pdf_pages.places import limits, places
from reports.forms.pdf_pages.printer import Printer
from reports.forms.pdf_pages.trust import trust
from reports.night.method import CHANGES, METHOD_VERSION
from reports.night.shape import Count, Leaving, Report, Share
from reports.words import LANGUAGES, Topic
from reports.words.numbers import from_to
from reports.words.page_columns import COLUMNS
from reports.words.page_method import FORMULAS, METHOD
from reports.words.page_trust import TRUST
from reports.words.pages import PAGES

TOPICS = {"pages": PAGES, "columns": COLUMNS, "trust": TRUST, "method": METHOD, "formulas": FORMULAS}
GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€“”±÷·")
HOSTILE = [
    '#eval("1+1")',
    "$x^2$ *bold* _it_ `raw` @ref <label>",
    "\\u{41} \\ // /* */ ~ --- ...",
    '"; #panic("boom")',
    "= heading\n- item",
    "{n} {0} %s {{x}}",
]


@pytest.mark.parametrize("name", TOPICS)
def test_every_text_is_in_five_languages_with_the_same_blanks_and_letters_that_can_be_printed(name: str) -> None:
    topic: Topic = TOPICS[name]
    for key, texts in topic.items():
        assert set(texts) == set(LANGUAGES), key
        blanks = {language: sorted(f for _, f, _, _ in Formatter().parse(text) if f) for language, text in texts.items()}
        assert all(found == blanks["en"] for found in blanks.values()), (key, blanks)
        for language, text in texts.items():
            assert text.strip(), (key, language)
            assert {c for c in text if ord(c) not in letters()} == set(), (key, language)


@pytest.mark.parametrize("name", TOPICS)
def test_sesotho_stays_within_the_letters_of_a_text_message(name: str) -> None:
    for key, texts in TOPICS[name].items():
        assert not [c for c in texts["st"] if not (c.isascii() or c in GSM)], key


@pytest.mark.parametrize("language", ["fr", "sw", "st", "km"])
def test_a_night_is_printed_in_each_language(language: str) -> None:
    pdf = PdfReader(io.BytesIO(as_pdf(night_without(language=language))))
    assert pdf.root_object["/Lang"] == language
    text = pdf.pages[0].extract_text()
    assert language == "km" or PAGES["done"][language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_method_changes_says_in_other_languages_that_it_is_in_english(language: str) -> None:
    words = [b["text"] for b in method(Printer(night_without(language=language))).blocks if b["kind"] == "text"]
    assert (METHOD["changes in English"][language] in words) == (language != "en")


def test_nothing_changed_is_said_and_no_table_stands_empty() -> None:
    told = str(sheet(replace(quiet_night(), facilities=(), districts=(), services=(), response=())))
    assert PAGES["nothing changed"]["en"] in told
    assert "'rows': []" not in told


def test_an_unusual_place_has_its_limits_beside_it() -> None:
    report = sample()
    funnel = next(f for f in report.funnels if f.lines)
    line, n = funnel.lines[5], funnel.lines[5].n
    own = next(f for f in report.facilities if f.unusual and f.standing.scope.channel == funnel.channel)
    ends = from_to(line.lower95, line.upper95, "en")
    assert limits(Share(n, Decimal("0.5")), funnel, "en") == ends
    assert limits(Share(n, None, hidden="base_lt_10"), funnel, "en") == ""
    assert limits(own.standing.positive, funnel, "en") in str(places(Printer(report)))


def test_where_people_leave_the_worst_few_stand_and_the_workbook_has_the_rest() -> None:
    report = night_without()
    steps = [Leaving("s", f"q{x}", f"Question {x}", "all", Share(100, Decimal(x) / 100)) for x in range(20)]
    hidden_one = Leaving("s", "h", "Hidden", "all", Share(None, hidden="base_lt_10"))
    response = replace(report.response[0], breakoff=(hidden_one, *steps))
    told = str(trust(Printer(replace(report, response=(response,)))).data())
    assert [x for x in range(20) if f"'Question {x}'" in told] == [14, 15, 16, 17, 18, 19]
    assert told.index("'Question 19'") < told.index("'Question 14'")
    assert "Hidden" not in told
    assert "6 of 21 are printed here; the rest is in the workbook." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_tells_how_places_are_judged_what_strict_means_and_what_changed(language: str) -> None:
    night = quiet_night(language)
    told = str(method(Printer(replace(night, meta=replace(night.meta, method_version=METHOD_VERSION)))).data())
    assert METHOD["strict"][language] in told.replace("\\'", "'")
    assert "Student" in told
    assert "n_eff" in told
    assert all(change.version in told and change.words in told.replace("\\'", "'") for change in CHANGES)
    older = str(method(Printer(replace(night, meta=replace(night.meta, method_version=CHANGES[0].version)))).data())
    assert CHANGES[1].words not in older


def test_what_people_wrote_is_printed_as_it_is_and_never_run() -> None:
    report = hostile(night_without())
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(report))).pages)
    squeezed = re.sub(r"\s", "", text.replace("\u200b", ""))
    for words in HOSTILE:
        assert re.sub(r"\s", "", words) in squeezed, words


def hostile(report: Report) -> Report:
    survey = report.surveys[0]
    asked = replace(survey.asked[0], wordings=tuple(("en", words) for words in HOSTILE))
    return replace(report, surveys=(replace(survey, asked=(asked,)),))


def test_names_in_any_script_and_of_any_length_are_printed_on_every_page() -> None:
    name = "שלום \u202eevil\u202c 😀 " + "A" * 300 + " ក្រសួង \u0000"
    full = sample()
    report = replace(
        full,
        meta=replace(full.meta, name=name, contact=name),
        headline=tuple(replace(s, name=name) for s in full.headline[:1]),
        services=tuple(replace(s, name=name, spread=(), positive=Share(0), trend=None) for s in full.services[:1]),
        facilities=(),
        districts=(),
        response=(),
        quality=(),
    )
    text = re.sub(r"\s", "", "".join(p.extract_text() for p in PdfReader(io.BytesIO(as_pdf(report))).pages))
    assert "[U+1F600]" in text
    assert "[U+05E9]" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ồ š č ọ ẹ ក្រុម", "ồ š č ọ ẹ ក្រុម"),
        ("a\u202eb\nc\x00d", "a b c d"),
        ("😀", "[U+1F600]"),
        ("e\u0301", "é"),
        ("x" * 30, "x" * 22 + "\u200b" + "x" * 8),
    ],
)
def test_letters_that_no_font_has_are_named_and_signs_that_turn_a_line_are_not_passed_on(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_hidden_number_is_nowhere_in_what_the_template_is_given() -> None:
    """A renderer reads only what it may print: a value that was left beside the mark that hides it must not come through."""
    full = sample()
    canary = replace(full.headline[0].positive, hidden="secondary", value=full.headline[0].positive.value, n=987_654)
    secret = Count(876_543, "base_lt_10")
    report = replace(
        full,
        headline=tuple(replace(s, answers=secret, negative=hidden(s.negative), reasons_asked=secret) for s in full.headline),
        services=tuple(replace(s, positive=replace(canary, n=987_654, hidden="base_lt_10")) for s in full.services[:1]),
        districts=(),
        facilities=(),
        response=(),
    )
    told = str(sheet(report))
    for n in ("987654", "987\u202f654", "876543", "876\u202f543"):
        assert n not in told


def hidden(share: Share) -> Share:
    return replace(share, n=987_654, hidden="base_lt_10")
