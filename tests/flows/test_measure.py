"""What a text is for the network: units, coding, parts."""

import pytest

from flows.measure import GSM_BASIC, GSM_EXTENSION, Budgets, fits, measure, sms_parts, ussd_units


@pytest.mark.parametrize(
    ("text", "units", "coding"),
    [
        ("", 0, "GSM-7"),
        ("Yes", 3, "GSM-7"),
        ("line\nline", 9, "GSM-7"),
        ("5 €", 4, "GSM-7"),
        ("{a}", 5, "GSM-7"),
        ("é à è ù", 7, "GSM-7"),
        ("ê", 1, "UCS-2"),
        ("Motho oa š", 10, "UCS-2"),
        ("ខ្មែរ", 5, "UCS-2"),
        ("😀", 2, "UCS-2"),
        ("`", 1, "UCS-2"),
    ],
)
def test_units_and_coding(text: str, units: int, coding: str) -> None:
    assert measure(text) == (units, coding)


def test_the_basic_table_has_its_127_signs_and_the_extension_ten() -> None:
    # 128 places of GSM 03.38 without the escape; carriage return among them
    assert len(GSM_BASIC) == 127
    assert set("^{}\\[~]|€\f") == GSM_EXTENSION


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 152 + "€" + "a" * 10, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ខ" * 70, 1),
        ("ខ" * 71, 2),
        ("ខ" * 134, 2),
        ("ខ" * 66 + "ខ្មែ" + "ខ" * 63, 2),
        ("ខ" * 66 + "ខ្មែ" + "ខ" * 64, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),
    ],
)
def test_no_sign_and_no_letter_is_parted_between_two_texts(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def test_a_phone_menu_counts_its_prefix() -> None:
    assert ussd_units("abc") == (7, "GSM-7")
    assert fits("a" * 156, "ussd")
    assert not fits("a" * 157, "ussd")
    assert fits("ខ" * 66, "ussd")
    assert not fits("ខ" * 67, "ussd")
    assert fits("a" * 178, "ussd", Budgets(ussd_gsm=182))
    assert fits("a" * 160, "sms")
    assert not fits("a" * 161, "sms")
