"""What happened on a day, as rows: visits, invitations, texts, conversations, consents, and responses as they are filed.

What retention would have taken away by the end of the story is never made: of whom the number is over nobody is known, and
only the last days have transcripts. Everybody's number is of +999, which belongs to no country.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta

from flows.conversation import look_at_ms
from flows.conversing.agreeing import agreements
from flows.measure import sms_parts
from flows.state import Answer
from gateway.config_sections import Ministry
from gateway.rights.consent import Saying, said
from gateway.traffic.batch import Batch, Row
from gateway.traffic.day import Arrival, Dialled
from gateway.traffic.nation import Office, Topic
from gateway.traffic.survey_text import COMMENT
from gateway.traffic.talks import Talk
from gateway.traffic.told import told
from gateway.wiring import Gateway
from storage.consents import TEXTS, Consent
from storage.spending import hour_of
from storage.tables import (
    answers,
    consents,
    contacts,
    invitations,
    outbox,
    receipts,
    responses,
    sessions,
    spending,
    turns,
    visits,
    wordings,
)
from storage.versions import Version

CHANNEL = "main"
DAY_MS = 86_400_000
NUMBERS_MS, WORDS_MS, TRANSCRIPTS_MS = 30 * DAY_MS, 180 * DAY_MS, 3 * DAY_MS
"""How long numbers, written answers and whole transcripts are kept, up to the end of the story."""
NETWORKS = ("63902", "63999", "65101")
PRICE_MILLIS = 400
"""What one text costs, in thousandths of the currency."""
# Field by field: a copy of everything below them is what ``asdict`` costs, and there are a million.
_OF_AN_ANSWER = tuple(each.name for each in fields(Answer))
_OF_A_CONSENT = tuple(each.name for each in fields(Consent))


@dataclass(slots=True)
class Clerk:
    """Writes down one ministry's day. ``known`` are digests of wordings that are stored."""

    gateway: Gateway
    batch: Batch
    office: Office
    ministry: Ministry
    editions: Mapping[str, Version]
    uploads: Mapping[str, int]
    nobody: int
    until_ms: int
    known: set[str]
    spent: Counter[int] = field(default_factory=Counter)
    people: dict[int, Row] = field(default_factory=dict)
    caller: int = 0

    def arrival(self, arrival: Arrival) -> None:
        """A visit and, if it was drawn, its invitation with the conversation that this began."""
        met, topic = arrival.met, arrival.met.topic
        whose = self._person(arrival.recorded_at_ms) if arrival.drawn else None
        cells = {"facility": met.facility.code, "service": met.service.key} if whose else {}
        visit_id = self.batch.number(visits)
        self.batch.add(
            visits, id=visit_id, ministry=self.office.key, survey=topic.survey, reference=arrival.reference,
            upload_id=self.uploads[topic.survey], contact_id=whose, cells=json.dumps(cells), service=met.service.key,
            facility=met.facility.code, recorded_at_ms=arrival.recorded_at_ms, week=met.day - timedelta(days=met.day.weekday()),
            draw="drawn" if arrival.drawn else "spared", probability=arrival.probability,
        )  # fmt: skip
        if arrival.drawn:
            self._invitation(arrival, visit_id, whose)

    def call(self, dialled: Dialled) -> None:
        """A call that nobody invited to."""
        again = dialled.again and self.caller
        whose = self.caller if again else self._person(dialled.talk.begun_at_ms)
        self.caller = whose or 0
        self._session(dialled.talk, dialled.met.topic, whose, dialled.met.topic.dial)

    def close(self) -> None:
        """The day's money, hour by hour."""
        for hour_at_ms, parts in self.spent.items():
            self.batch.add(
                spending, hour_at_ms=hour_at_ms, channel=CHANNEL, ministry=self.office.key, texts=parts, parts=parts,
                millis=parts * PRICE_MILLIS,
            )  # fmt: skip

    def _invitation(self, arrival: Arrival, visit_id: int, whose: int | None) -> None:
        talk = arrival.talk
        fate = "" if talk is None else "failed" if arrival.failed else "delivered"
        session_id = (
            None if talk is None else self._session(talk, arrival.met.topic, whose, arrival.met.topic.short_code, arrival, fate)
        )
        if talk is not None:
            self.spent[hour_of(talk.begun_at_ms)] += sms_parts(talk.steps[0].reply or "")
        self.batch.add(
            invitations, visit_id=visit_id, contact_id=whose, ministry=self.office.key, survey=arrival.met.topic.survey,
            zone=self.office.zone, state="withheld" if talk is None else "sent", reason=arrival.withheld,
            due_at_ms=arrival.due_at_ms, decided_at_ms=arrival.due_at_ms, session_id=session_id,
        )  # fmt: skip
        if talk is not None and session_id is not None and whose is not None:
            self._text(talk, arrival.met.topic, session_id, whose, fate)

    def _person(self, at_ms: int) -> int | None:
        """A new contact, sealed; ``None`` if nobody would know them any more at the end of the story."""
        if at_ms + NUMBERS_MS + 4 * DAY_MS < self.until_ms:
            return None
        contact_id = self.batch.number(contacts)
        number, vault = f"+999{contact_id:09d}", self.gateway.vault
        self.people[contact_id] = self.batch.add(
            contacts, id=contact_id, number_index=vault.index(number), number_sealed=vault.seal(number),
            key_id=vault.current_key, created_at_ms=at_ms, opted_out_at_ms=None,
        )  # fmt: skip
        return contact_id

    def _session(
        self, talk: Talk, topic: Topic, whose: int | None, code: str, arrival: Arrival | None = None, fate: str = ""
    ) -> int:
        session_id, version, flow = self.batch.number(sessions), self.editions[topic.survey], talk.asked.flow
        ended_at_ms, last = talk.ended_at_ms, talk.steps[-1]
        words_gone = ended_at_ms is not None and ended_at_ms + WORDS_MS < self.until_ms
        self.batch.add(
            sessions, id=session_id, contact_id=whose or self.nobody, ministry=self.office.key, survey=topic.survey,
            version_id=version.id, channel=talk.channel, code=code, begun_at_ms=talk.begun_at_ms,
            due_at_ms=look_at_ms(flow, last.state, last.at_ms), ended=last.state.ended, ended_at_ms=ended_at_ms,
            words_gone_at_ms=ended_at_ms + WORDS_MS if words_gone and ended_at_ms else None,
            person_gone_at_ms=ended_at_ms + NUMBERS_MS if whose is None and ended_at_ms else None,
        )  # fmt: skip
        if ended_at_ms is None or ended_at_ms + TRANSCRIPTS_MS >= self.until_ms:
            self._transcript(talk, session_id)
        if talk.state.ended:
            self._response(talk, topic, session_id, arrival, fate, words_gone)
        self._consents(talk, session_id, whose)
        return session_id

    def _transcript(self, talk: Talk, session_id: int) -> None:
        for n, step in enumerate(talk.steps, 1):
            self.batch.add(
                turns, session_id=session_id, n=n, at_ms=step.at_ms, heard=None, said=step.said, state=step.state.dump(),
                reply=step.reply,
            )  # fmt: skip

    def _response(
        self, talk: Talk, topic: Topic, session_id: int, arrival: Arrival | None, fate: str, words_gone: bool
    ) -> None:
        filed = told(self.gateway, talk, self.ministry)
        if filed is None:
            return
        self.batch.add(
            responses, session_id=session_id, ministry=self.office.key, survey=topic.survey,
            version_id=self.editions[topic.survey].id, service=topic.survey, channel=talk.channel, language=talk.state.language,
            local_day=filed.local_day, ended=talk.state.ended, left_at=filed.left_at, queued_at_ms=filed.queued_at_ms,
            filed_at_ms=filed.filed_at_ms, speeding=filed.speeding, straight_lining=filed.straight_lining, set_aside="",
            visit_service=arrival.met.service.key if arrival else "",
            visit_facility=arrival.met.facility.code if arrival else "", invited=fate, desk_day=filed.desk_day,
            dangerous=filed.dangerous,
        )  # fmt: skip
        for answer in filed.answers:
            given = {name: getattr(answer, name) for name in _OF_AN_ANSWER}
            if words_gone:
                given |= {"raw": ""} | ({"value": None} if answer.question == COMMENT else {})
            self.batch.add(answers, ministry=self.office.key, local_day=filed.local_day, session_id=session_id, **given)

    def _consents(self, talk: Talk, session_id: int, whose: int | None) -> None:
        before = None
        for n, step in enumerate(talk.steps[:4]):
            for agreement in agreements(talk.asked.flow, before, step.state):
                self._consent(talk, n, session_id, whose, agreement.purpose, given=agreement.given)
            before = step.state
        if talk.opted_out and whose is not None:
            self._consent(talk, len(talk.steps) - 1, session_id, whose, TEXTS, given=False)
            self.people[whose]["opted_out_at_ms"] = talk.steps[-1].at_ms

    def _consent(self, talk: Talk, n: int, session_id: int, whose: int | None, purpose: str, *, given: bool) -> None:
        """What was said by the ``n``-th step."""
        step, shown = talk.steps[n], talk.steps[n - 1].reply if n else None
        saying = Saying(talk.asked.flow, session_id, shown if whose else None, whose or 0, talk.channel, step.at_ms)
        consent = said(self.gateway, saying, step.state, purpose, given=given)
        row = {name: getattr(consent, name) for name in _OF_A_CONSENT} | {"contact_id": whose}
        wording = row.pop("wording")
        self.batch.add(consents, **row, wording_sha256=None if wording is None else self._wording(wording))

    def _wording(self, words: str) -> str:
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        if sha256 not in self.known:
            self.known.add(sha256)
            self.batch.add(wordings, sha256=sha256, text=words)
        return sha256

    def _text(self, talk: Talk, topic: Topic, session_id: int, whose: int, fate: str) -> None:
        first, outbox_id = talk.steps[0], self.batch.number(outbox)
        text = first.reply or ""
        self.batch.add(
            outbox, id=outbox_id, channel=CHANNEL, contact_id=whose, session_id=session_id, code=topic.short_code, text=text,
            kind="invitation", ministry=self.office.key, parts=sms_parts(text), state=fate, attempts=1, due_at_ms=first.at_ms,
            claimed_at_ms=first.at_ms, provider_id=f"made-up-{outbox_id}", status_code=101, created_at_ms=first.at_ms,
            settled_at_ms=first.at_ms + 10_000, reason="" if fate == "delivered" else "DeliveryFailure",
        )  # fmt: skip
        if fate == "failed":
            self.batch.add(
                receipts, channel=CHANNEL, provider_id=f"made-up-{outbox_id}", contact_id=None, outbox_id=outbox_id,
                status="Failed", failure_reason="DeliveryFailure", network_code=NETWORKS[outbox_id % len(NETWORKS)],
                received_at_ms=first.at_ms + 10_000,
            )  # fmt: skip
