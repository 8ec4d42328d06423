"""Any two surveys, the first perhaps a front door to the second, on one phone: whatever happens, in whatever order."""

from __future__ import annotations

from itertools import chain

from any_survey import cells
from any_text import any_text, lists, loaded
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_turn_properties import Said, Seals, in_words, is_well_kept, screen_fits, typed

from flows.check import check
from flows.model import Flow
from flows.state import Screen, State, Turn
from flows.talking.rehearsal import Rehearsal, Shown

HOUR_MS = 3_600_000
START_MS = 1_795_000_000_000

Happening = tuple[str, object]

begins = st.sampled_from(["dial", "dial", "other", "ring", "text", "other text"]).map(lambda what: (what, ""))
sends = st.tuples(st.just("send"), typed)
between = st.one_of(
    begins,
    st.just(("drop", "")),
    st.tuples(st.just("visit"), cells),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("send"), st.sampled_from(["1", "2", "0", "9", "STOP", "START", "HELP"])),
)
passages = st.builds(
    lambda first, answers, after: [first, ("send", "1"), *answers, *after],
    begins,
    st.lists(sends, max_size=15),
    st.lists(between | sends, max_size=4),
)
"""Somebody begins, starts, and says this and that before something else happens."""
lives: st.SearchStrategy[list[Happening]] = st.lists(passages, min_size=1, max_size=4).map(lambda parts: [*chain(*parts)])


class Life:
    """A phone that may be dialled, rung, texted, invited, cut off; what reached it last is what its owner reads."""

    def __init__(self, first: Flow, second: Flow) -> None:
        self.phone = Rehearsal(first, START_MS, others=(second,), phones=Seals())
        self.surveys = (first, second)
        self.last: Shown | None = None

    def happen(self, what: str, given: object) -> tuple[Shown, ...]:
        shown = tuple(each for each in self._happen(what, given) if each is not None)
        self.last = shown[-1] if shown else self.last
        return shown

    def _happen(self, what: str, given: object) -> tuple[Shown | None, ...]:
        phone, (first, second) = self.phone, self.surveys
        if isinstance(given, dict):
            phone.record_visit(given)
        elif what == "wait":
            assert isinstance(given, int)
            return phone.pass_time(given * HOUR_MS)
        elif what == "drop":
            phone.drop()
        elif what == "ring":
            return (phone.ring(),)
        elif what in ("dial", "other"):
            return (phone.dial((first if what == "dial" else second).starts.dials[0]),)
        elif what in ("text", "other text"):
            return (phone.text((first if what == "text" else second).starts.texts[0].words[0]),)
        else:
            assert isinstance(given, str | int)
            return (phone.send(self._typed(given)),)
        return ()

    def _typed(self, said: Said) -> str:
        """What is typed, where a line is meant: one of those that were shown last."""
        screen = Screen(self.last.text, more=True) if self.last is not None else None
        return in_words(said, Turn(State(channel="ussd", language="en", reference=""), screen))


def well_kept(life: Life) -> bool:
    """True if no survey has two conversations open, and every answer is there once, with a value of its question's kind."""
    for flow in life.surveys:
        states = life.phone.conversations_of(flow.survey)
        if sum(not state.ended for state in states) > 1:
            return False
        for state in states:
            names = [answer.question for answer in state.answers]
            if len(names) != len(set(names)):
                return False
            if not all(is_well_kept(flow.question(a.question), a) for a in (*state.answers, *state.replaced)):
                return False
    return True


@settings(max_examples=150, deadline=None)
@given(first=any_text(), second=any_text(name="other", code="78", doors=False), life=lives)
def test_whatever_happens_to_a_phone_is_shown_fits_is_kept_and_ends(first: str, second: str, life: list[Happening]) -> None:
    assume(not check(first, lists=lists(first)).errors)
    lived = Life(loaded(first), loaded(second))
    for what, given_ in life:
        for shown in lived.happen(what, given_):
            assert screen_fits(shown.text, shown.channel)
        assert well_kept(lived)
    for _ in range(200):
        due = lived.phone.due_at_ms()
        if due is None:
            break
        for shown in lived.phone.pass_time(max(1, due - lived.phone.at_ms)):
            assert screen_fits(shown.text, shown.channel)
    assert all(state.ended for state in lived.phone.conversations)
    assert well_kept(lived)
