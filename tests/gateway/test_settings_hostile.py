"""Limits that would be none, networks that are none: refused at the start, each with its place in ``config.yaml``."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from gateway.refusal import Refusal
from gateway.settings import Settings, load_settings

SMALL = """\
channels:
  main:
    environment: stub
    username: sandbox
    country: LS
    codes: ["*120*45#", 40145]
    hook_secrets: HOOKS
    api_key: API_KEY
    allow_from: %s
ministries:
  health: {name: Health, time_zone: Africa/Maseru, surveys: [clinic]}
"""
NO_NUMBERS = ("0", "-1", "abc", "1.5", "yes", "~", "''", "[]", "1e3", "9" * 400, "9" * 5000, "0x10", "inf", "NaN", "1000001")
LIMITS = {
    "guards": ("hops_a_minute", "texts_a_minute", "texts_an_hour", "requests_a_second", "strangers_an_hour"),
    "outbox": ("most_an_hour", "most_a_day", "most_in_5_min", "most_alike_a_day"),
    "spool": ("most_mb",),
    "watch": ("silence_after_h",),
}


def settings_of(folder: Path, more: str = "", allow_from: str = "[]") -> Settings:
    (folder / "config.yaml").write_text(SMALL % allow_from + more, encoding="utf-8")
    return load_settings({"GATEWAY_CONFIG": str(folder / "config.yaml")})


def refused(folder: Path, more: str = "", allow_from: str = "[]") -> str:
    with pytest.raises(Refusal) as caught:
        settings_of(folder, more, allow_from)
    return caught.value.sentence


@pytest.mark.parametrize(("section", "name"), [(section, name) for section, names in LIMITS.items() for name in names])
def test_a_limit_that_is_none_is_refused_with_its_place(tmp_path: Path, section: str, name: str) -> None:
    for said in NO_NUMBERS:
        assert refused(tmp_path, f"{section}:\n  {name}: {said}\n").startswith(
            f"config.yaml, line 13, column 3: “{section}.{name}”"
        ), said


@pytest.mark.parametrize("said", ["-0.01", "inf", "-inf", "NaN", "sNaN", "1e999999999", "abc", "''"])
@pytest.mark.parametrize("name", ["most_an_hour", "most_a_day"])
def test_money_that_is_none_is_refused_with_its_place(tmp_path: Path, name: str, said: str) -> None:
    assert refused(tmp_path, f"spending:\n  {name}: {said}\n").startswith(f"config.yaml, line 13, column 3: “spending.{name}”")


@pytest.mark.parametrize("said", ["0", "-1", "9" * 400, "31536001"])
def test_a_time_that_never_ends_is_refused(tmp_path: Path, said: str) -> None:
    for place in ("clock: {every_s: %s}", "outbox: {retry_after_s: [10, %s]}", "outbox: {in_doubt_after_s: %s}"):
        assert "config.yaml, line 12" in refused(tmp_path, place % said + "\n")


@pytest.mark.parametrize("said", ["-1", "9", "two", "1.5", "[1]"])
def test_proxies_that_nobody_can_count_are_refused(tmp_path: Path, said: str) -> None:
    assert "line 13, column 3: “web.proxies”" in refused(tmp_path, f"web:\n  proxies: {said}\n")


@pytest.mark.parametrize(
    "said", ["[192.0.2.1/24]", "[192.0.2.0/33]", "[example.org]", "['']", "['2001:db8::1/32']", "[192.0.2]", "['*']", "[[a]]"]
)
def test_what_is_no_network_is_told_once_and_in_words(tmp_path: Path, said: str) -> None:
    told = refused(tmp_path, allow_from=said)
    assert told.startswith(
        "config.yaml, line 9, column 18: “channels.main.allow_from.0”: is not a network such as 192.0.2.0/24"
    )


def test_a_network_of_ipv4_in_ipv6_would_let_nobody_in_and_is_refused(tmp_path: Path) -> None:
    assert "write it as 192.0.2.0/24" in refused(tmp_path, allow_from="['::ffff:192.0.2.0/120']")


def test_one_network_that_is_no_list_is_refused(tmp_path: Path) -> None:
    assert "“channels.main.allow_from” must be a list" in refused(tmp_path, allow_from="192.0.2.0/24")


def test_networks_of_both_kinds_are_taken(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, allow_from="[192.0.2.0/24, 198.51.100.7, '2001:db8::/32']")
    assert settings.channels["main"].allow_from == (
        ip_network("192.0.2.0/24"), ip_network("198.51.100.7/32"), ip_network("2001:db8::/32"),
    )  # fmt: skip
