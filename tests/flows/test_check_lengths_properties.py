"""Random place lists: where the checker finds nothing too long, no screen that the engine can show is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import SOUND
from sound_visits import PLACE

from flows.check import check
from flows.engine.placing import Spot
from flows.engine.plan import Plan
from flows.engine.sheets import thank_you
from flows.measure import USUAL, fits, ussd_units
from flows.model import Flow, Place

THANKS = ("Your answers help", "Your answers about {point} help")
SURVEY = SOUND.replace("questions:\n", "questions:\n" + PLACE, 1).replace(*THANKS)

signs = st.sampled_from(("a", "b", "é", "[", "ក"))
counts = st.one_of(st.integers(1, 12), st.integers(1, 60), st.integers(90, 150))
names = st.builds(lambda sign, count: sign * count, signs, counts)
districts = st.sampled_from(("North", "South"))
places = st.lists(st.tuples(names, st.sampled_from(("", "", "", "short")), districts), min_size=1, max_size=24)


def rows(drawn: list[tuple[str, str, str]]) -> bytes:
    lines = (f"{at},{at} {name},{short},{district}" for at, (name, short, district) in enumerate(drawn, 1000))
    return "\n".join(("code,name,short,district", *lines)).encode()


def lists(flow: Flow, codes: list[str]) -> list[str]:
    """Every screen of the place question, and its candidates."""
    plan, question = Plan(flow, USUAL), flow.questions[0]
    assert isinstance(question.kind, Place)
    branch = question.kind.places.branch(("district",))
    spots = [Spot(), *(Spot(1, (group,)) for group in branch.groups), Spot(0, hits=tuple(f"place {code}" for code in codes))]
    pages = [page for spot in spots for page in plan.layout(question, "en", "ussd", spot=spot).pages()]
    return [text for page in pages for text in (*page.texts, *(page.named or ()))]


def thanks(flow: Flow) -> list[str]:
    """The thank-you for every place, and for somebody who named none."""
    kind = flow.questions[0].kind
    assert isinstance(kind, Place)
    named = [facility.name_in("en") for facility in kind.places.facilities]
    return [thank_you(flow, "en", "ussd", "7KQ4-M2", {"point": name}) for name in (*named, "the point")]


@settings(max_examples=150, deadline=None)
@given(drawn=places)
def test_what_the_checker_lets_pass_fits(drawn: list[tuple[str, str, str]]) -> None:
    checked = check(SURVEY, lists=lambda name: rows(drawn))
    if checked.flow is None:
        return
    told = {problem.question for problem in checked.problems if problem.code in ("E520", "E521")}
    codes = [str(at) for at in range(1000, 1000 + len(drawn))]
    for question, texts in (("point", lists(checked.flow, codes)), ("thank you", thanks(checked.flow))):
        over = [text for text in texts if not fits(text, "ussd")]
        assert not over or question in told, over[0]
        assert question not in told or any(_is_nearly_over(text) for text in texts)


def _is_nearly_over(text: str) -> bool:
    """True if a text is over, or would be with one more line or one letter of another script on it: an entry may come to stand
    before others, and a name with such a letter may be as long as the longest.
    """
    return not text.isascii() or ussd_units(text)[0] + len("\n9 More") > USUAL.ussd_gsm
