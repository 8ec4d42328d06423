"""What the page offers to begin with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

import flows
from flows.load import load
from gateway.aggregator_stub.aggregator import Start
from gateway.aggregator_stub.offers import KEPT_S, Offers
from gateway.publishing import manuscript
from gateway.publishing.published import Published
from storage import versions
from storage.unit import connect, unit

SURVEYS = Path(flows.__file__).parent / "surveys"


def publish(engine: Engine, survey: str) -> None:
    with unit(engine) as u:
        file = manuscript.beside(SURVEYS / f"{survey}.yaml")
        flow = load(file.text, file.lists).flow
        assert flow is not None
        lists = file.lists_of(flow)
        versions.publish(u, survey=survey, ministry="m", text=file.text.decode(), by="a test", at_ms=1, lists=lists)
        u.commit()


def test_the_codes_of_published_surveys_in_the_order_of_the_settings(engine: Engine) -> None:
    now = [0.0]
    offers = Offers(engine, Published(), ["*120*45#", "*855#", "40145", "8555"], lambda: now[0])
    assert offers() == ()
    publish(engine, "cambodia-civil-registry")
    publish(engine, "lesotho-clinic-visit")
    now[0] += KEPT_S + 1
    assert [start.dial or f"{start.word} {start.short_code}" for start in offers()] == [
        "*120*45#", "CLINIC 40145", "*855#",
    ]  # fmt: skip
    assert offers()[0] == Start("How was your clinic visit?", dial="*120*45#")


def test_nothing_is_offered_while_storage_is_away(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/nowhere/gateway.db")
    assert Offers(engine, Published())() == ()
    engine.dispose()
