"""What can be answered: the kind of a question and its own keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows import phrases
from flows.comparing.change import Change, Rank, listed, moved
from flows.comparing.pair import Pair
from flows.comparing.places import place_changes
from flows.folding import fold
from flows.model import Choice, Consent, Date, Number, Option, Place, Question, Rating, Text, Texts
from flows.texts import Path


def kind_changes(pair: Pair, old: Question, new: Question) -> Iterator[Change]:
    """What changed between two kinds; another kind is one change and hides the rest."""
    if old.kind.kind != new.kind.kind:
        sentence = f"*{new.name}* was a *{old.kind.kind}* question and is a *{new.kind.kind}* question."
        yield Change("breaking", new.name, "kind", sentence, before=old.kind.kind, after=new.kind.kind)
        return
    match old.kind, new.kind:
        case Choice() as a, Choice() as b:
            yield from _choices(pair, a, b, new.name)
        case Rating() as a, Rating() as b:
            yield from _rating(pair, a, b, new.name)
        case Number() as a, Number() as b:
            yield from _number(pair, a, b, new.name)
        case Text() as a, Text() as b:
            yield from _value(new.name, "longest", a.longest, b.longest, "options changed", "signs kept")
        case Consent() as a, Consent() as b:
            yield from _value(new.name, "consent to", a.purpose, b.purpose, "breaking", "what is agreed to")
        case Date() as a, Date() as b:
            for key, before, after in (("earliest", a.earliest, b.earliest), ("latest", a.latest, b.latest)):
                yield from _value(new.name, key, phrases.day(before), phrases.day(after), "options changed", f"the {key} day")
        case Place() as a, Place() as b:
            yield from place_changes(a, b, new.name)


def told_elsewhere(pair: Pair, old: Question, new: Question) -> frozenset[Path]:
    """Texts that a change of kind, of a unit or of a scale tells already."""
    if old.kind.kind != new.kind.kind:
        return frozenset({("lowest",), ("highest",), ("unit",)})
    if isinstance(old.kind, Choice) and isinstance(new.kind, Choice):
        return frozenset(("choices", name) for name, _ in _renamed(pair, _by_name(old.kind), _by_name(new.kind)))
    if isinstance(old.kind, Rating) and isinstance(new.kind, Rating) and _swapped(pair, old.kind, new.kind):
        return frozenset({("lowest",), ("highest",)})
    return frozenset({("unit",)})


def _value(question: str, what: str, old: Any, new: Any, rank: Rank, told: str) -> Iterator[Change]:
    if old != new:
        sentence = f"In *{question}*, {told} changed from {old} to {new}."
        yield Change(rank, question, what, sentence, before=str(old), after=str(new))


# --- choices ---------------------------------------------------------------------------------------------------------------


def _choices(pair: Pair, old: Choice, new: Choice, question: str) -> Iterator[Change]:
    before, after = _by_name(old), _by_name(new)
    renamed = dict(_renamed(pair, before, after))
    for name, was in renamed.items():
        sentence = f"In *{question}*, the choice “{_label(pair, after[name])}” was called *{was}* and is called *{name}* now."
        yield Change("breaking", question, "choice renamed", sentence, before=was, after=name)
    for name, option in after.items():
        if name not in before and name not in renamed:
            sentence = f"The choice *{name}* (“{_label(pair, option)}”) was added to *{question}*."
            yield Change("options changed", question, "choice added", sentence, after=name)
    for name, option in before.items():
        if name not in after and name not in renamed.values():
            sentence = f"The choice *{name}* (“{_label(pair, option, old=True)}”) was removed from *{question}*."
            yield Change("options changed", question, "choice removed", sentence, before=name)
    both = [name for name in before if name in after and name not in renamed]
    if order := moved(both, [name for name in after if name in both]):
        sentence = f"The choices of *{question}* stand in another order: {listed([f'*{name}*' for name in order])} moved."
        yield Change("options changed", question, "choices reordered", sentence, (), ", ".join(before), ", ".join(after))
    for name in both:
        yield from _option(before[name], after[name], question)


def _by_name(kind: Choice) -> dict[str, Option]:
    return {option.name: option for option in kind.options}


def _renamed(pair: Pair, before: dict[str, Option], after: dict[str, Option]) -> Iterator[tuple[str, str]]:
    """New name -> old name, of choices whose label had another name. Labels exchanged between two choices are such a case."""
    for name, option in after.items():
        own = before.get(name)
        if own is not None and _same_label(pair, own, option):
            continue
        was = next((o.name for o in before.values() if o.name != name and _same_label(pair, o, option)), None)
        still_there = was is not None and was in after and _same_label(pair, before[was], after[was])
        if was is not None and not still_there:
            yield name, was


def _same_label(pair: Pair, old: Option, new: Option) -> bool:
    return any(fold(old.label.get(code, "")) == fold(new.label.get(code, "")) != "" for code in pair.languages)


def _option(old: Option, new: Option, question: str) -> Iterator[Change]:
    if old.also != new.also:
        words = [", ".join(also) or "nothing" for also in (old.also, new.also)]
        sentence = f"Other words for the choice *{new.name}* of *{question}*: {words[0]} became {words[1]}."
        yield Change("wording only", question, "also", sentence, before=words[0], after=words[1])
    if old.press != new.press:
        keys = [str(press or "its position") for press in (old.press, new.press)]
        sentence = f"The key for the choice *{new.name}* of *{question}* changed from {keys[0]} to {keys[1]}."
        yield Change("options changed", question, "press", sentence, before=keys[0], after=keys[1])


def _label(pair: Pair, option: Option, *, old: bool = False) -> str:
    language = (pair.old if old else pair.new).main_language
    return option.label.get(language, option.name)


# --- rating and number -----------------------------------------------------------------------------------------------------


def _rating(pair: Pair, old: Rating, new: Rating, question: str) -> Iterator[Change]:
    before, after = (f"{kind.low}-{kind.high}" for kind in (old, new))
    yield from _value(question, "scale", before, after, "breaking", "the scale")
    if _swapped(pair, old, new):
        sentence = f"The ends of the scale of *{question}* have changed places: {new.low} is what {new.high} was."
        yield Change("breaking", question, "ends swapped", sentence)
    if old.do_not_know != new.do_not_know:
        sentence = f"*I do not know* was {'added to' if new.do_not_know else 'removed from'} *{question}*."
        yield Change("options changed", question, "do not know", sentence)


def _swapped(pair: Pair, old: Rating, new: Rating) -> bool:
    """True if, in a language of both versions, one end now has the words of the other."""
    return any(
        _equal(old.lowest, new.highest, code) or _equal(old.highest, new.lowest, code)
        for code in pair.languages
        if not _equal(old.lowest, new.lowest, code) and not _equal(old.highest, new.highest, code)
    )


def _equal(one: Texts | None, other: Texts | None, code: str) -> bool:
    return fold((one or {}).get(code, "")) == fold((other or {}).get(code, "")) != ""


def _number(pair: Pair, old: Number, new: Number, question: str) -> Iterator[Change]:
    yield from _value(question, "from", old.low, new.low, "options changed", "the smallest number")
    yield from _value(question, "to", old.high, new.high, "options changed", "the largest number")
    yield from _value(question, "decimals", old.decimals, new.decimals, "options changed", "the digits behind the point")
    for code in pair.languages:
        before, after = ((kind.unit or {}).get(code, "") for kind in (old, new))
        if before != after:
            rank: Rank = "wording only" if fold(before) == fold(after) else "breaking"
            named = [f"“{unit}”" if unit else "none" for unit in (before, after)]
            sentence = f"The unit of *{question}* ({pair.new.languages[code]}) changed from {named[0]} to {named[1]}."
            yield Change(rank, question, "unit", sentence, ("questions", question, "unit", code), before, after)
