"""The gateway against the small model: whatever is dialled, answered, repeated, reordered, dropped, texted, stopped or
restarted, in whatever order, everybody sees the right screen and exactly their own answers are counted."""

from __future__ import annotations

import itertools
from collections import Counter as Tally
from pathlib import Path
from urllib.parse import urlencode

import pytest
from counter import CLINIC, CLINIC_CODE, CLINIC_SMS, Counter
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from person import SHOWN, SURVEY, Person
from sqlalchemy import Engine, func, select

from gateway.conversing.close import close_due
from gateway.nights.filing_waiting import file_waiting
from storage.tables import answers, contacts, inbox, outbox, responses, sessions
from storage.unit import reading

WHO = st.integers(0, 1)
SAID = st.sampled_from(["1", "1", "1", "2", "5", "0", "9", "x"])


class Phone:
    """A person with a number, the call they are in, and what the gateway must know of them."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.model = Person()
        self.session = ""
        self.hops: list[tuple[str, str]] = []  # (cumulative text, reply) of the current call
        self.talking = False
        self.texts: list[tuple[str, str]] = []  # (provider id, words) of everything texted
        self.replies = 0


class Accidents(RuleBasedStateMachine):
    """Each example has phones of its own on one gateway; the clock only goes on."""

    counter: Counter
    numbers = itertools.count(58_000_000)
    ids = itertools.count(1)

    def __init__(self) -> None:
        super().__init__()
        self.phones = [Phone(f"+266{next(self.numbers)}") for _ in range(2)]
        self.time.pass_(days=5)  # nothing of an earlier example is open any more
        close_due(self.counter.gateway)

    @property
    def time(self):  # type: ignore[no-untyped-def]
        return self.counter.clock

    # --- on the phone menu ---------------------------------------------------------------------------------------------

    @rule(who=WHO)
    def dial(self, who: int) -> None:
        self._dial(who)

    def _dial(self, who: int) -> None:
        phone = self._after(who, seconds=7)
        phone.session, phone.hops = f"ATUid_{next(self.ids):032x}", []
        shown = phone.model.start("ussd", self.time())
        phone.talking = self._hop(phone, "", shown) and shown != "already"

    @rule(who=WHO, answers=st.lists(SAID, min_size=1, max_size=6))
    def answer(self, who: int, answers: list[str]) -> None:
        for said in answers:
            self._answer(who, said)

    def _answer(self, who: int, said: str) -> None:
        phone = self._after(who, seconds=5)
        if not phone.talking:
            return
        shown = phone.model.say(said, "ussd", self.time())
        before = phone.hops[-1][0]
        phone.talking = self._hop(phone, f"{before}*{said}" if before else said, shown)

    @rule(who=WHO, answers=st.sampled_from([["1", "1", "4"], ["1", "2", "3", "5"], ["1", "2", "0", "1"]]))
    def call_to_the_end(self, who: int, answers: list[str]) -> None:
        self._dial(who)
        for said in answers:
            self._answer(who, said)

    @rule(who=WHO)
    def repeat(self, who: int) -> None:
        phone = self._after(who, seconds=3)
        if phone.talking:
            assert self._post(phone, phone.hops[-1][0]) == phone.hops[-1][1]

    @rule(who=WHO, back=st.integers(2, 4))
    def an_old_hop_comes_late(self, who: int, back: int) -> None:
        phone = self._after(who, seconds=3)
        if phone.talking and len(phone.hops) >= back:
            assert self._post(phone, phone.hops[-back][0]).startswith("END ")

    @rule(who=WHO)
    def somebody_else_sends_our_session_id(self, who: int) -> None:
        phone = self._after(who, seconds=1)
        if phone.talking:
            stranger = Phone(self.phones[1 - who].number)
            stranger.session = phone.session
            assert self._post(stranger, phone.hops[-1][0] + "*1").startswith("END ")

    @rule(who=WHO)
    def drop(self, who: int) -> None:
        self.phones[who].talking = False

    # --- by text -------------------------------------------------------------------------------------------------------

    @rule(who=WHO)
    def text_the_keyword(self, who: int) -> None:
        phone = self._after(who, seconds=11)
        if not phone.talking:
            self._text(phone, "Water", phone.model.start("sms", self.time()))

    @rule(who=WHO, firsts=st.lists(st.booleans(), min_size=1, max_size=5))
    def text_answers(self, who: int, firsts: list[bool]) -> None:
        """Answers that are understood; after three an hour that are not, texts fall silent, which has tests of its own."""
        for first in firsts:
            self._text_answer(who, "1" if first else "2")

    def _text_answer(self, who: int, said: str) -> None:
        phone = self._after(who, seconds=11)
        conversation = phone.model.open
        if conversation is not None and conversation.at == "welcome":
            said = "1"
        if (conversation is None or conversation.asked_by_text) and not phone.talking:
            self._text(phone, said, phone.model.say(said, "sms", self.time()))

    @rule(who=WHO)
    def stop(self, who: int) -> None:
        phone = self._after(who, seconds=2)
        if not phone.talking:
            self._text(phone, "Stop.", phone.model.stop(self.time()))

    @rule(who=WHO)
    def start_again(self, who: int) -> None:
        phone = self._after(who, seconds=2)
        if phone.model.stopped:
            self._text(phone, "START", phone.model.lift_stop())

    @rule(who=WHO)
    def the_last_text_comes_again(self, who: int) -> None:
        phone = self._after(who, seconds=60)
        if phone.texts:
            self._send(phone, *phone.texts[-1])
            self._check_replies(phone, "")

    # --- the world -----------------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([0.5, 2, 25, 80]))
    def time_passes(self, hours: float) -> None:
        for phone in self.phones:
            phone.talking = False
        self.time.pass_(hours=hours)
        close_due(self.counter.gateway)
        for phone in self.phones:
            phone.model.clock(self.time())

    @rule()
    def restart(self) -> None:
        self.counter.restart()

    @precondition(lambda self: any(phone.model.counted for phone in self.phones))
    @rule()
    def night(self) -> None:
        self._file_and_compare()

    def teardown(self) -> None:
        self._file_and_compare()

    def _file_and_compare(self) -> None:
        gateway = self.counter.gateway
        for ministry in gateway.settings.ministries.values():
            file_waiting(gateway, ministry, gateway.now_ms() + 1)
        for phone in self.phones:
            assert self._filed(phone) == Tally(map(_as_filed, phone.model.counted))

    @invariant()
    def at_most_one_conversation_is_open(self) -> None:
        with reading(self.counter.gateway.engine) as c:
            open_ = (
                select(sessions.c.contact_id).where(sessions.c.ended == "").group_by(sessions.c.contact_id, sessions.c.survey)
            )
            assert c.execute(open_.having(func.count() > 1)).all() == []

    # --- what stands behind ---------------------------------------------------------------------------------------------

    def _after(self, who: int, *, seconds: float) -> Phone:
        self.time.pass_(seconds=seconds)
        phone = self.phones[who]
        phone.model.clock(self.time())
        if phone.model.open is None:
            phone.talking = False
        return phone

    def _hop(self, phone: Phone, heard: str, shown: str) -> bool:
        """Post a hop, compare the screen, and say whether the call goes on."""
        reply = self._post(phone, heard)
        assert SHOWN[shown] in reply, (shown, reply)
        phone.hops.append((heard, reply))
        return reply.startswith("CON ")

    def _post(self, phone: Phone, heard: str) -> str:
        fields = {
            "phoneNumber": phone.number, "serviceCode": CLINIC_CODE, "text": heard,
            "sessionId": phone.session, "networkCode": "99999",
        }  # fmt: skip
        answer = self.counter.post("ussd", urlencode(fields))
        assert answer.status_code == 200
        assert answer.text.startswith(("CON ", "END "))
        return answer.text

    def _text(self, phone: Phone, words: str, shown: str) -> None:
        phone.texts.append((f"ATXid_{next(self.ids):032x}", words))
        self._send(phone, *phone.texts[-1])
        self._check_replies(phone, shown)

    def _send(self, phone: Phone, provider_id: str, words: str) -> None:
        date = self.counter.date()
        fields = {"text": words, "to": CLINIC_SMS, "id": provider_id, "from": phone.number, "date": date}
        answer = self.counter.post("sms", urlencode(fields))
        assert (answer.status_code, answer.text) == (200, "ok\n")

    def _check_replies(self, phone: Phone, shown: str) -> None:
        with reading(self.counter.gateway.engine) as c:
            mine = select(outbox.c.text).where(outbox.c.contact_id.in_(self._contact_ids(phone))).order_by(outbox.c.id)
            replies = list(c.execute(mine).scalars())
        new, phone.replies = replies[phone.replies :], len(replies)
        assert len(new) == (1 if shown else 0), (shown, new)
        if shown:
            assert SHOWN[shown] in new[0], (shown, new)

    def _filed(self, phone: Phone) -> Tally[tuple[str, frozenset[tuple[str, str, str | None]]]]:
        mine = select(sessions.c.id).where(sessions.c.contact_id.in_(self._contact_ids(phone)))
        with reading(self.counter.gateway.engine) as c:
            ended = dict(
                c.execute(select(responses.c.session_id, responses.c.ended).where(responses.c.session_id.in_(mine))).all()
            )
            given = c.execute(select(answers).where(answers.c.session_id.in_(mine))).all()
        filed: dict[int, set[tuple[str, str, str | None]]] = {session_id: set() for session_id in ended}
        for row in given:
            filed[row.session_id].add((row.question, row.state, row.value))
        return Tally((ended[session_id], frozenset(said)) for session_id, said in filed.items())

    def _contact_ids(self, phone: Phone):  # type: ignore[no-untyped-def]
        index = self.counter.gateway.vault.index(phone.number)
        return select(contacts.c.id).where(contacts.c.number_index == index).scalar_subquery()


def _as_filed(ended: tuple[str, dict[str, str | None]]) -> tuple[str, frozenset[tuple[str, str, str | None]]]:
    how, given = ended
    return how, frozenset((q, "answered" if value is not None else "unclear", value) for q, value in given.items())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("examples", [12, pytest.param(40, marks=pytest.mark.long)])
def test_everybody_sees_the_right_screen_and_is_counted_once(engine: Engine, tmp_path: Path, examples: int) -> None:
    Accidents.counter = Counter(engine, tmp_path / "var", surveys=())
    Accidents.counter.publish(CLINIC, SURVEY)
    run_state_machine_as_test(
        Accidents,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # The clock of all examples is one and only goes on, so a failing one cannot be replayed into a smaller one.
            phases=(Phase.generate,),
        ),
    )
    with reading(engine) as c:
        seen = {
            table.name: c.execute(select(func.count()).select_from(table)).scalar_one() for table in (sessions, inbox, answers)
        }
    assert all(seen.values()), f"the machine never came so far: {seen}"
