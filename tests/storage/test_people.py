"""People of the console: names, roles, second factors, links and sign-ins, on both databases."""

from __future__ import annotations

import pytest
from kept import MORNING_MS, VAULT
from sqlalchemy import Engine

from storage import keys, people, signins
from storage.contacts import Unsealable, Vault
from storage.people import Held
from storage.unit import Unit, reading, unit

READER, PUBLISHER = Held("health", "reader", "Maseru"), Held("health", "publisher")


def palesa(engine: Engine) -> int:
    with unit(engine) as u:
        person_id = people.add(u, "palesa", MORNING_MS)
        u.commit()
    assert person_id is not None
    return person_id


def test_a_name_is_given_once_and_roles_are_counted_as_they_change(engine: Engine) -> None:
    person_id = palesa(engine)
    with unit(engine) as u:
        assert people.add(u, "palesa", MORNING_MS) is None
        assert people.grant(u, person_id, [READER, PUBLISHER]) == 2
        assert people.grant(u, person_id, [READER]) == 0
        assert people.find(u, "palesa") == people.get(u, person_id)
        assert people.get(u, person_id).roles == (PUBLISHER, READER)
        assert people.withdraw(u, person_id, [READER, Held("health", "reader")]) == 1
        assert [person.roles for person in people.everyone(u)] == [(PUBLISHER,)]
        with pytest.raises(LookupError):
            people.get(u, person_id + 1)


def test_whoever_is_disabled_is_signed_out_everywhere(engine: Engine) -> None:
    person_id = palesa(engine)
    with unit(engine) as u:
        for digest in ("here", "there"):
            signins.begin(u, person_id, digest, second_factor=True, at_ms=MORNING_MS)
        assert people.disable(u, person_id, MORNING_MS)
        assert not people.disable(u, person_id, MORNING_MS)
        assert signins.find(u, "here") is None
        assert people.enable(u, person_id)
        assert signins.find(u, "there") is None, "coming back opens no old door"


def test_a_code_and_a_recovery_code_and_a_link_work_once(engine: Engine) -> None:
    person_id = palesa(engine)
    with unit(engine) as u:
        people.begin_factor(u, person_id, VAULT.seal_secret("JBSWY3DP", person_id))
        assert [people.take_step(u, person_id, step) for step in (7, 7, 6, 8)] == [True, False, False, True]
        people.keep_codes(u, person_id, ["one", "two"])
        assert [people.take_code(u, person_id, "one", MORNING_MS) for _ in range(2)] == [True, False]
        assert people.codes_left(u, person_id) == 1
        signins.offer_link(u, "link", person_id, MORNING_MS + 10)
        assert signins.link(u, "link", MORNING_MS + 10) is None, "its time is over"
        assert [signins.use_link(u, "link", MORNING_MS) for _ in range(2)] == [True, False]


def test_a_new_link_takes_the_place_of_the_one_before(engine: Engine) -> None:
    with unit(engine) as u:
        for digest in ("first", "second"):
            signins.offer_link(u, digest, None, MORNING_MS + 10)
        assert signins.link(u, "first", MORNING_MS) is None
        assert signins.link(u, "second", MORNING_MS) == signins.Link(None, MORNING_MS + 10)


def test_a_second_factor_opens_for_its_person_alone_and_moves_to_a_new_key(engine: Engine) -> None:
    person_id = palesa(engine)
    with unit(engine) as u:
        people.begin_factor(u, person_id, VAULT.seal_secret("JBSWY3DP", person_id))
        u.commit()
    both = Vault({"second": bytes(range(1, 33)), "first": bytes(range(32))}, "second", b"i" * 32)
    with unit(engine) as u:
        assert keys.reseal_factors(u, both, ["first"]) == 1
        assert keys.reseal_factors(u, both, ["first"]) == 0
        u.commit()
    with reading(engine) as c:
        word = people.get(Unit(c), person_id).totp
        assert keys.factors_by_key(c) == {"second": 1}
    assert both.open_secret(word, person_id) == "JBSWY3DP"
    with pytest.raises(Unsealable):
        both.open_secret(word, person_id + 1)
    with pytest.raises(Unsealable):
        VAULT.open_secret(word, person_id)
