"""A gateway with one published survey, and the draft on the desk of whoever edits it."""

from __future__ import annotations

from pathlib import Path

from publishing import publish_text

from gateway.editing import desk as desks
from gateway.editing.desk import Desk
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import Gateway, wire

NOON = 1_793_000_000_000

WATER = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when:
  someone dials: "*120*77#"
  someone texts: WATER to 40145
welcome:
  en: "Ministry of Water: {question count} questions. Free."
  st: "Lekala la Metsi: lipotso tse {question count}. Mahala."
questions:
  # the pump
  - question: works
    ask: { en: Does the pump work?, st: Na pompo ea sebetsa? }
    answer: yes or no
  - question: days
    only if: works is no
    ask: { en: For how many days has it been broken?, st: Ke matsatsi a makae e robehile? }
    answer: number
    from: 0
    to: 365
  - question: happy
    counts as: headline
    ask: { en: How content are you?, st: U khotsofetse hakae? }
    answer: rating
    lowest: { en: not at all, st: ho hang }
    highest: { en: very, st: haholo }
thank you: { en: Thank you., st: Rea leboha. }
"""


def house(database_url: str, folder: Path) -> Gateway:
    settings = load_settings({"GATEWAY_VAR": str(folder / "var"), "DATABASE_URL": database_url})
    return wire(settings, load_secrets(settings, {}), now_ms=lambda: NOON)


def with_water(gateway: Gateway, text: str = WATER) -> Desk:
    publish_text(gateway, text, "health", "mpho")
    return water(gateway)


def water(gateway: Gateway) -> Desk:
    return desks.opened(gateway, "health", "water-point")
