"""The USSD side: phones that dial, answer, hang up and fall silent, with every accident the network is known for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from gateway.aggregator_stub import bytes as wire_bytes
from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.calls import REFUSED_BY_NETWORK, SILENCE_S, TOTAL_S, Call, Shown, cut, fits, paged
from gateway.aggregator_stub.faults import Switches
from gateway.aggregator_stub.lines import SANDBOX_NETWORK, Lines, Luck
from gateway.aggregator_stub.wire import Reply, Wire

ANSWER_WITHIN_S = 10.0
LATE_S = 3600.0
CALLS_KEPT = 20_000
METADATA = "at-ussd-hop-metadata"

_PAUSES = {"none": 0.0, "2 s": 2.0, "8 s": 8.0}
_JAVA = {
    "unknown host": "java.net.UnknownHostException",
    "refused": "java.net.ConnectException",
    "timeout": "java.net.SocketTimeoutException",
    "broken": "java.net.SocketException",
}
_IN_WORDS = {
    "unknown host": "The address of the gateway does not exist.",
    "refused": "The gateway is not running: nobody listens at its address.",
    "timeout": "The gateway did not answer within 10 seconds.",
    "broken": "The gateway closed the connection before it had answered.",
}


class NoSuchCall(KeyError):
    """There is no call with that session id, or it is over."""


class Ussd:
    """All phones of the network. One phone has one call at a time: dialling again cuts the call it had."""

    def __init__(self, lines: Lines, wire: Wire, switches: Switches, agenda: Agenda, luck: Luck) -> None:
        self._lines = lines
        self._wire = wire
        self._switches = switches
        self._agenda = agenda
        self._luck = luck
        self._calls: dict[str, Call] = {}
        self._of_phone: dict[str, str] = {}
        self._unserved: dict[str, Shown] = {}
        self._lock = threading.Lock()

    def dial(self, number: str, digits: str, *, network_code: str = SANDBOX_NETWORK, repeat: str | None = None) -> Shown:
        """Dials a code and gives the first screen; digits behind the code are a deep dial. ``repeat`` as in :meth:`send`."""
        self._cut_former(number)
        self._unserved.pop(number, None)
        dialled = self._lines.dialled(digits)
        if dialled is None:
            return self._unserved.setdefault(number, _nobody(number, digits))
        in_code = dialled.further and self._switches.take("deep dial") == "service code"
        now_s = self._agenda.now_s()
        with self._lock:
            session_id = "ATUid_" + self._luck.hex32(number)
            call = Call(
                session_id, number, dialled.line, digits if in_code else dialled.code, network_code, now_s, now_s,
                text="" if in_code else dialled.further,
            )  # fmt: skip
            self._remember(call)
        with call.lock:
            self._hop(call, call.text, repeat)
            if self._switches.take("start twice") == "on":
                self._post(call, call.last_body)
            return call.shown(self._agenda.now_s())

    def send(self, session_id: str, said: str, *, repeat: str | None = None) -> Shown:
        """Sends an answer and gives the next screen. ``repeat``, if given, stands for the switch of that name."""
        call = self._open(session_id)
        with call.lock:
            if call.status != "open":
                raise NoSuchCall(session_id)
            if not self._operator_paged(call, said):
                call.add(said)
                self._next(call, said, repeat)
            return call.shown(self._agenda.now_s())

    def repeat(self, session_id: str) -> Reply:
        """Sends the last request of a call again, byte for byte, even if the call is over; the phone does not see the reply."""
        call = self._call(session_id)
        return self._post(call, call.last_body)

    def post(self, session_id: str, text: str) -> Reply:
        """Sends a request of that call with any ``text`` at all; the phone does not see the reply."""
        call = self._call(session_id)
        return self._post(call, self._body(call, text, call.number))

    def cancel(self, session_id: str) -> Shown:
        """The citizen presses the red button: the gateway hears nothing but the end event, if that."""
        return self._leave(session_id, "You hung up.")

    def silence(self, session_id: str) -> Shown:
        """The citizen does nothing until the network has had enough."""
        return self._leave(session_id, "The network ended the call after a silence.")

    def drop(self, session_id: str) -> Shown:
        """The network loses the call."""
        return self._leave(session_id, "The network lost the call.")

    def look(self, number: str) -> Shown | None:
        """What the phone with this number shows now; ``None`` if it never dialled."""
        if number in self._unserved:
            return self._unserved[number]
        with self._lock:
            call = self._calls.get(self._of_phone.get(number, ""))
        return call.shown(self._agenda.now_s()) if call else None

    # --- one hop -----------------------------------------------------------------------------------------------------------

    def _next(self, call: Call, said: str, repeat: str | None) -> None:
        too_short = self._switches.position("text") in ("shorter", "divergent") and "*" not in call.text
        fault = "cumulative" if too_short else self._switches.take("text")
        if fault == "skip":
            call.note = "This answer was lost on its way; the next request carries both."
        elif fault == "incremental":
            self._hop(call, said, repeat)
        elif fault in ("shorter", "divergent"):
            head, _, last = call.text.rpartition("*")
            self._hop(call, head.rpartition("*")[0] if fault == "shorter" else head[:-1] + "9*" + last, repeat)
        else:
            self._hop(call, call.text, repeat)

    def _hop(self, call: Call, text: str, repeat: str | None) -> None:
        other = self._switches.take("number") == "other"
        call.posted, call.note = text, ""
        call.last_body = self._body(call, text, _neighbour(call.number) if other else call.number)
        if self._switches.take_if("event", "early") == "early":
            call.told = True
            self._post_event(call, "")
        self._agenda.pause(_PAUSES[self._switches.take("delay")])
        self._receive(call, self._post_with_repeats(call, repeat or self._switches.take("repeat")))

    def _post_with_repeats(self, call: Call, repeat: str) -> Reply:
        if repeat == "together":
            with ThreadPoolExecutor(2) as both:
                first, _ = both.map(lambda _: self._post(call, call.last_body), range(2))
            return first
        reply = self._post(call, call.last_body)
        if repeat == "after":
            self._post(call, call.last_body)
        return reply

    def _receive(self, call: Call, reply: Reply) -> None:
        call.hops += 1
        call.took_ms, call.at_s, call.last_reply = reply.took_ms, self._agenda.now_s(), reply.body
        metadata = reply.headers.get(METADATA, "")
        call.metadata.extend([metadata] if metadata else [])
        verdict = wire_bytes.judge(reply.status, reply.body)
        error = _JAVA.get(reply.error) or verdict.error
        if error:
            self._fail(call, error, _IN_WORDS.get(reply.error) or f"The network refused the reply: {verdict.error}.")
            return
        call.pages, call.page, call.more = (verdict.text,), 0, verdict.more
        if not fits(verdict.text):
            self._too_long(call, verdict.text)
        if call.status == "open" and not verdict.more:
            self._end(call, "Success")
        elif call.status == "open":
            self._watch(call)

    def _too_long(self, call: Call, text: str) -> None:
        handling = self._switches.take("long screen")
        call.note = f"This screen is too long for the network; the operator {_HANDLING[handling]}."
        if handling == "page":
            call.pages = paged(text)
        elif handling == "cut":
            call.pages = (cut(text),)
        else:
            self._fail(call, "Message too long", call.note)

    def _operator_paged(self, call: Call, said: str) -> bool:
        """Whether the answer only turned a page of the operator's own."""
        turn = {"98": 1, "00": -1}.get(said.strip(), 0)
        if not turn or not 0 <= call.page + turn < len(call.pages):
            return False
        call.page += turn
        return True

    def _body(self, call: Call, text: str, number: str) -> bytes:
        return wire_bytes.ussd_request(
            number=number, service_code=call.code, text=text, session_id=call.session_id, network_code=call.network_code
        )

    def _post(self, call: Call, body: bytes) -> Reply:
        charset = self._switches.take("media type") == "charset"
        echo = {METADATA: call.metadata[-1]} if call.metadata else {}
        return self._wire.post(
            call.line.url("ussd"), body, what="USSD request", number=call.number, timeout_s=ANSWER_WITHIN_S,
            headers={"User-Agent": wire_bytes.USSD_AGENT, **echo},
            media_type=wire_bytes.FORM + ("; charset=UTF-8" if charset else ""),
        )  # fmt: skip

    # --- the end -----------------------------------------------------------------------------------------------------------

    def _watch(self, call: Call) -> None:
        """Ends the call when nothing comes in time, or when its time is up."""
        hop = call.hops
        left_s = min(SILENCE_S, call.began_s + TOTAL_S - self._agenda.now_s())
        self._agenda.after(left_s, lambda: self._expire(call, hop))

    def _expire(self, call: Call, hop: int) -> None:
        with call.lock:
            if call.status == "open" and call.hops == hop:
                call.note = "The network ended the call: its time was over."
                self._end(call, "Incomplete")

    def _leave(self, session_id: str, note: str) -> Shown:
        call = self._call(session_id)
        with call.lock:
            if call.status == "open":
                call.note = note
                self._end(call, "Incomplete")
            return call.shown(self._agenda.now_s())

    def _fail(self, call: Call, error: str, note: str) -> None:
        call.pages, call.page, call.note = (REFUSED_BY_NETWORK,), 0, note
        self._end(call, "Failed", error)

    def _end(self, call: Call, status: str, error: str = "") -> None:
        call.status = status
        if call.told:
            return
        when = self._switches.take("event")
        for _ in range({"never": 0, "twice": 2}.get(when, 1)):
            self._agenda.after(LATE_S if when == "late" else 0.0, lambda: self._post_event(call, error))

    def _post_event(self, call: Call, error: str) -> None:
        url = call.line.url("ussd-ended")
        if url:
            body = wire_bytes.end_event(call.ending(self._agenda.now_ms(), self._agenda.now_s(), error))
            self._wire.post(url, body, what="End of a call", number=call.number, headers={"User-Agent": wire_bytes.USSD_AGENT})

    def _cut_former(self, number: str) -> None:
        former = self._of_phone.get(number)
        if former:
            self.drop(former)

    # --- what is remembered ------------------------------------------------------------------------------------------------

    def _remember(self, call: Call) -> None:
        self._calls[call.session_id] = call
        self._of_phone[call.number] = call.session_id
        if len(self._calls) > CALLS_KEPT:
            oldest = next(iter(self._calls))
            if self._calls[oldest].status != "open":
                del self._calls[oldest]

    def _call(self, session_id: str) -> Call:
        with self._lock:
            call = self._calls.get(session_id)
        if call is None:
            raise NoSuchCall(session_id)
        return call

    def _open(self, session_id: str) -> Call:
        call = self._call(session_id)
        if call.status != "open":
            raise NoSuchCall(session_id)
        return call


_HANDLING = {"cut": "cut it", "page": "pages it by itself", "refuse": "ended the call"}


def _neighbour(number: str) -> str:
    """Another number that looks much the same."""
    return number[:-1] + ("0" if number[-1:] != "0" else "1")


def _nobody(number: str, digits: str) -> Shown:
    return Shown(
        session_id="", number=number, code=digits, text=REFUSED_BY_NETWORK, more=False, status="Failed",
        note="No survey listens on this code.", reply=b"", units=0, limit=160, silence_left_s=0.0, total_left_s=0.0,
        hops=0, took_ms=0,
    )  # fmt: skip
