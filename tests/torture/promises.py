"""The ten promises, each held against the evidence. A promise that breaks says in words what it is, and shows the lines of the
history that belong to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from torture.caps import caps_hold
from torture.evidence import Evidence
from torture.history import NEMESIS, Event, around, outcomes
from torture.verdicts import Broken, Verdict

WITHIN_MS = 5_000
"""Within which every hop is answered."""
MOST_SORRY = 0.4
"""Share of hops that may end in an apology, in a run whose database is frozen, locked or full a third of the time at most."""
ALIKE_S = 10.5
EXCUSED_S = 3.0
"""A request may break off while a web server is killed or its line is cut, and so long after."""

WEB_STRIKES = ("kill web", "kill web worker", "cut web")
SLOW_STRIKES = ("freeze web", "cut web", "kill web", "kill web worker")
REDIS_STRIKES = ("freeze Valkey", "empty Valkey", "kill Valkey", "cut Valkey")


Check = Callable[[Evidence], tuple[str, list[Broken]]]
WORDS: dict[str, str] = {
    "P1": "an answer that was acknowledged is stored",
    "P2": "nothing is stored twice, and nothing that nobody said",
    "P3": "nobody gets a text twice, and of every text it is known what became of it",
    "P4": "each local day has one report, and all reports together hold all answers",
    "P5": "Redis may vanish at any time",
    "P6": "a conversation stays on the version on which it began",
    "P7": "every hop is answered with CON or END within five seconds",
    "P8": "no phone number stands anywhere but sealed",
    "P9": "nobody gets more texts, nothing costs more, than the caps allow, and nobody is woken",
    "P10": "whatever is due is found without a human",
}


def judged(e: Evidence) -> list[Verdict]:
    """Every promise, in order."""
    return [Verdict(name, WORDS[name], *CHECKS[name](e)) for name in WORDS]


# --- answers ---------------------------------------------------------------------------------------------------------------


def _answers(e: Evidence) -> Iterator[tuple[Event, Event | None]]:
    """Everything that was said to a question and understood there, with its outcome."""
    came_of = outcomes(e.events)
    for event in e.events:
        if event.kind == "invoke" and event.what in ("press", "text") and event.facts.get("question"):
            yield event, came_of.get(event.n)


def _key(event: Event) -> tuple[str, str, str, str | None]:
    facts = event.facts
    return event.who, facts["question"], facts["state"], facts["value"]


def _erased(e: Evidence) -> set[str]:
    """Who asked to be forgotten: nothing of theirs need be there."""
    return {event.who for event in e.events if event.what == "erase"}


def acknowledged_is_stored(e: Evidence) -> tuple[str, list[Broken]]:
    erased = _erased(e)
    stored = Counter((c.number, *given) for c in e.conversations for given in c.kept)
    acknowledged: dict[tuple[str, str, str, str | None], list[Event]] = defaultdict(list)
    for event, outcome in _answers(e):
        if outcome is not None and outcome.kind == "ok" and event.who not in erased:
            acknowledged[_key(event)].append(event)
    broken = [
        Broken(
            f"{who} was shown what follows after answering {question} with {value!r} {len(said)} times, and it is stored"
            f" {stored[who, question, state, value]} times",
            around(e.events, who, said[-1].at_s),
        )
        for (who, question, state, value), said in acknowledged.items()
        if not stored[who, question, state, value]
    ]
    texts, lost = _texts_taken(e, erased)
    lost += _never_fetched(e, erased)
    filed = [c for c in e.conversations if c.ended and c.filed and c.number and Counter(c.filed) != Counter(c.standing)]
    broken += lost
    broken += [
        Broken(f"what is filed of conversation {c.id} is not what it held", around(e.events, c.number, 1e9)) for c in filed
    ]
    broken += [
        Broken("a text was acknowledged and broke something: it is kept aside, unanswered", around(e.events, t.number, 1e9))
        for t in e.texts_in
        if t.state == "quarantined"
    ]
    if not any(outcome is not None and outcome.kind == "ok" for _, outcome in _answers(e)):
        broken.append(Broken("of all that was said not one answer was acknowledged: this was no life", e.events[:8]))
    return f"{sum(map(len, acknowledged.values()))} answers, {texts} texts acknowledged", broken


def _texts_taken(e: Evidence, erased: set[str]) -> tuple[int, list[Broken]]:
    """How many texts the gateway answered with 200, and those of them that are not in the inbox.

    One that was fetched from the aggregator's list before its post came is there under the list's id.
    """
    there = {t.provider_id for t in e.texts_in}
    fetched = {t.number for t in e.texts_in if t.provider_id.startswith("pull:")}
    taken = {
        ev.facts["id"]: ev for ev in e.events if ev.what == "Text from a citizen" and ev.kind == "ok" and ev.who not in erased
    }
    return len(taken), [
        Broken("a text was answered with 200 and is not in the inbox", around(e.events, ev.who, ev.at_s))
        for id, ev in taken.items()
        if id not in there and ev.who not in fetched
    ]


def _never_fetched(e: Evidence, erased: set[str]) -> list[Broken]:
    """Who sent more texts than are in the inbox, whether the aggregator could bring them or had to be asked for them.

    Of the same words twice within ten seconds, one that was lost may count as the other: no id tells the two apart.
    """
    sent: dict[str, list[Event]] = defaultdict(list)
    for event in e.events:
        if event.what == "sent" and event.who not in erased:
            sent[event.who].append(event)
    there = Counter(t.number for t in e.texts_in)
    return [
        Broken(f"of {len(texts)} texts that {who} sent {there[who]} are in the inbox", around(e.events, who, 1e9, 12))
        for who, texts in sent.items()
        if len(texts) > there[who] + sum(_may_count_as_another(event, texts) for event in texts)
    ]


def _may_count_as_another(lost: Event, texts: Sequence[Event]) -> bool:
    return lost.facts.get("arrives") == "lost" and any(
        other is not lost and other.facts["said"] == lost.facts["said"] and abs(other.at_s - lost.at_s) < ALIKE_S
        for other in texts
    )


def nothing_twice(e: Evidence) -> tuple[str, list[Broken]]:
    said = Counter(_key(event) for event, _ in _answers(e))
    stored = Counter((c.number, *given) for c in e.conversations for given in c.kept if c.number)
    broken = [
        Broken(
            f"{who} said {value!r} to {question} {said[who, question, state, value]} times, and it is stored {n} times",
            around(e.events, who, 1e9, 12),
        )
        for (who, question, state, value), n in stored.items()
        if n > said[who, question, state, value] and not (state == "answered" and value is None)
    ]
    for c in e.conversations:
        twice = [question for question, n in Counter(question for question, _, _ in c.standing).items() if n > 1]
        if twice:
            broken.append(Broken(f"conversation {c.id} holds two answers to {twice[0]}", around(e.events, c.number, 1e9)))
    broken += _texts_twice(e)
    broken += [
        Broken("a repeated request was answered differently", around(e.events, event.who, event.at_s))
        for event in e.events
        if event.what == "repeat" and event.kind == "fail"
    ]
    return f"{sum(stored.values())} stored answers, {len(e.texts_in)} texts", broken


def _texts_twice(e: Evidence) -> list[Broken]:
    """Texts that are in the inbox more often than they were sent."""
    sent = Counter((ev.who, ev.facts["said"]) for ev in e.events if ev.what == "sent")
    there = Counter((t.number, t.text) for t in e.texts_in if t.number and t.text)
    ids = Counter(t.provider_id for t in e.texts_in)
    return [
        Broken(f"a text sent {sent[key]} times is in the inbox {n} times", around(e.events, key[0], 1e9))
        for key, n in there.items()
        if n > sent[key]
    ] + [Broken(f"the text {id} is in the inbox {n} times") for id, n in ids.items() if n > 1]


# --- texts -----------------------------------------------------------------------------------------------------------------


def no_text_twice(e: Evidence) -> tuple[str, list[Broken]]:
    wanted = Counter((t.number, t.text) for t in e.texts_out)
    taken = Counter((t.number, t.text) for t in e.taken)
    erased = _erased(e)
    broken = [
        Broken(
            f"the aggregator took {n} times what stands {wanted[number, text]} times in the outbox for {number}: {text[:60]!r}",
            around(e.events, number, 1e9),
        )
        for (number, text), n in taken.items()
        if n > wanted[number, text] and number not in erased
    ]
    broken += [
        Broken(f"text {t.id} counts as {t.state}, and the aggregator never took it", around(e.events, t.number, 1e9))
        for t in e.texts_out
        if t.state in ("sent", "delivered") and t.number and not taken[t.number, t.text]
    ]
    states = Counter(t.state for t in e.texts_out)
    return f"{len(e.taken)} texts taken; {', '.join(f'{n} {state}' for state, n in sorted(states.items()))}", broken


# --- nights ----------------------------------------------------------------------------------------------------------------


def reports_hold_all(e: Evidence) -> tuple[str, list[Broken]]:
    made = Counter((night.ministry, night.day) for night in e.nights)
    broken = [
        Broken(f"{ministry} has {made[ministry, day]} reports of {day}")
        for ministry, day in e.nights_due
        if made[ministry, day] != 1
    ]
    broken += [
        Broken(f"the report of {n.ministry} for {n.day} is {n.state}, though it is due")
        for n in e.nights
        if n.state != "done" and (n.ministry, n.day) in set(e.nights_due)
    ]
    broken += [
        Broken(f"the files of {n.ministry} for {n.day} are not those that the ledger names")
        for n in e.nights
        if n.state == "done" and n.sha256 != n.files
    ]
    for ministry, day in sorted({*e.answered, *e.counted}):
        filed, counted = e.answered.get((ministry, day), 0), e.counted.get((ministry, day), 0)
        if (ministry, day) in set(e.nights_due) and filed != counted:
            broken.append(Broken(f"{filed} answers are filed for {ministry} on {day}, and its reports count {counted}"))
    return f"{len(e.nights)} nights, {sum(e.answered.values())} answers counted", broken


# --- what befell the gateway -----------------------------------------------------------------------------------------------


def _strikes(e: Evidence, names: Sequence[str]) -> list[tuple[float, float]]:
    """From when to when each of these strikes lasted."""
    ended = outcomes(e.events)
    begun = [event for event in e.events if event.who == NEMESIS and event.kind == "invoke" and event.what in names]
    return [(event.at_s, ended[event.n].at_s if event.n in ended else 1e9) for event in begun]


def _within(spans: Sequence[tuple[float, float]], from_s: float, to_s: float) -> bool:
    return any(from_s <= end + EXCUSED_S and to_s >= begin for begin, end in spans)


def redis_may_vanish(e: Evidence) -> tuple[str, list[Broken]]:
    spans = _strikes(e, REDIS_STRIKES)
    broken = [
        Broken(f"{name} went by itself while Redis was away", around(e.events, NEMESIS, at_s))
        for name, at_s in e.deaths
        if _within(spans, at_s, at_s)
    ]
    if spans:
        broken += [Broken(f"after Redis was away there are {n} {kind}") for kind, n in e.left_over.items()]
    return f"{len(spans)} times away, emptied or cut", broken


def versions_stay(e: Evidence) -> tuple[str, list[Broken]]:
    moved = {id: sorted(seen) for id, seen in e.versions_seen.items() if len(seen) > 1}
    broken = [Broken(f"conversation {id} was on the versions {seen}") for id, seen in moved.items()]
    broken += [
        Broken(f"conversation {c.id} ended on a version on which it was never seen")
        for c in e.conversations
        if c.version_id not in e.versions_seen.get(c.id, frozenset({c.version_id}))
    ]
    return f"{len(e.versions_seen)} conversations watched on {len(e.versions)} versions", broken


def answered_in_time(e: Evidence) -> tuple[str, list[Broken]]:
    cuts, delays = _strikes(e, WEB_STRIKES), _strikes(e, SLOW_STRIKES)
    begun = {event.n: event for event in e.events if event.kind == "invoke"}
    hops, slowest, cut, broken = 0, 0, 0, []
    for event in e.events:
        if event.what != "USSD request" or event.kind == "invoke":
            continue
        hops += 1
        facts, from_s = event.facts, begun[event.of].at_s
        if facts["error"]:
            cut += 1
            if not _within(cuts, from_s, event.at_s):
                broken.append(
                    Broken(
                        f"a hop was not answered ({facts['error']}), and nobody had cut it",
                        around(e.events, event.who, event.at_s),
                    )
                )
        elif facts["status"] != 200 or facts["prefix"] not in ("CON ", "END "):
            broken.append(
                Broken(
                    f"a hop was answered with {facts['status']} {facts['prefix']!r}", around(e.events, event.who, event.at_s)
                )
            )
        elif facts["took_ms"] > WITHIN_MS and not _within(delays, from_s, event.at_s):
            broken.append(Broken(f"a hop was answered after {facts['took_ms']} ms", around(e.events, event.who, event.at_s)))
        if not facts["error"]:
            slowest = max(slowest, facts["took_ms"])
    sorry = [event for event in e.events if event.what == "USSD request" and event.facts.get("sorry")]
    if len(sorry) > hops * MOST_SORRY:
        words = f"{len(sorry)} of {hops} hops were answered with an apology"
        broken.append(Broken(words, around(e.events, sorry[0].who, sorry[0].at_s)))
    return f"{hops} hops, the slowest {slowest} ms; {cut} cut off by us, {len(sorry)} apologies", broken


def no_number_anywhere(e: Evidence) -> tuple[str, list[Broken]]:
    broken = [Broken(f"a number stands in {leak}") for leak in e.leaks]
    forgotten = _forgotten(e)
    broken += [Broken(f"{who} asked to be forgotten and is known", around(e.events, who, 1e9)) for who in forgotten & e.known]
    return f"{e.searched / 1e6:.0f} MB searched, {len(forgotten)} forgotten", broken


def _forgotten(e: Evidence) -> set[str]:
    """Who asked for it by a text that the gateway acknowledged, and said nothing after."""
    asked = {event.who: event.n for event in e.events if event.what == "erase"}
    heard = {
        event.who
        for event in e.events
        if event.what == "Text from a citizen" and event.kind == "ok" and event.n > asked.get(event.who, 1e9)
    }
    return set(asked) & heard


def nothing_left_over(e: Evidence) -> tuple[str, list[Broken]]:
    broken = [Broken(f"{n} {kind} when all was long quiet") for kind, n in e.left_over.items()]
    spans = _strikes(e, REDIS_STRIKES)
    broken += [
        Broken(f"{name} went by itself", around(e.events, NEMESIS, at_s))
        for name, at_s in e.deaths
        if not _within(spans, at_s, at_s)
    ]
    strikes = sum(1 for event in e.events if event.who == NEMESIS and event.kind == "invoke")
    return f"{strikes} strikes survived", broken


CHECKS: dict[str, Check] = {
    "P1": acknowledged_is_stored,
    "P2": nothing_twice,
    "P3": no_text_twice,
    "P4": reports_hold_all,
    "P5": redis_may_vanish,
    "P6": versions_stay,
    "P7": answered_in_time,
    "P8": no_number_anywhere,
    "P9": caps_hold,
    "P10": nothing_left_over,
}
