"""Who is asked what: questions added, removed and moved, and all that one question says besides its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flows import phrases
from flows.comparing import wordings
from flows.comparing.change import Change, Rank, moved
from flows.comparing.kinds import kind_changes, told_elsewhere
from flows.comparing.pair import Pair, asked_if, jump_with_new_name, same_question
from flows.model import Jump, Question


def of_questions(pair: Pair) -> Iterator[Change]:
    """Everything about questions, in the order of the new version; what is gone comes last."""
    renamed = dict(_renamed_without_formerly(pair))
    was = {now.name: before for before, now in pair.both}
    out_of_place = moved([pair.continued[q.name] for q in _in_old_order(pair)], [pair.continued[n] for n in was])
    for question in pair.new.questions:
        if question.name not in was:
            yield _appeared(pair, question, renamed.get(question.name, ""))
            continue
        if pair.continued[question.name] in out_of_place:
            sentence = f"*{question.name}* moved: now it comes {_place(pair, question)}."
            yield Change("options changed", question.name, "question moved", sentence)
        yield from _one_question(pair, was[question.name], question)
    for question in pair.removed:
        if question.name not in renamed.values():
            yield Change("breaking", question.name, "question removed", f"The question *{question.name}* was removed.")
    yield from _counting(pair, {old: new for new, old in renamed.items()})


def _in_old_order(pair: Pair) -> list[Question]:
    return sorted((now for _, now in pair.both), key=lambda now: pair.old.by_name[pair.continued[now.name]])


def _renamed_without_formerly(pair: Pair) -> Iterator[tuple[str, str]]:
    """New name -> old name, of questions that ask the same under a new name."""
    gone = pair.removed
    for question in pair.added:
        if (old := next((old for old in gone if same_question(old, question)), None)) is not None:
            gone.remove(old)
            yield question.name, old.name


def _appeared(pair: Pair, question: Question, was: str) -> Change:
    if not was:
        sentence = f"The question *{question.name}* was added {_place(pair, question)}."
        return Change("options changed", question.name, "question added", sentence)
    sentence = f"The question *{was}* is called *{question.name}* now. With `formerly: {was}` its column would go on."
    return Change("breaking", was, "question renamed", sentence, before=was, after=question.name)


def _place(pair: Pair, question: Question) -> str:
    at = pair.new.by_name[question.name]
    return f"after *{pair.new.questions[at - 1].name}*" if at else "as the first one"


# --- one question ----------------------------------------------------------------------------------------------------------


def _one_question(pair: Pair, old: Question, new: Question) -> Iterator[Change]:
    yield from _name(old, new)
    yield from kind_changes(pair, old, new)
    yield from _who_is_asked(pair, old, new)
    yield from _manners(old, new)
    yield from wordings.of_question(pair, old.name, new.name, told_elsewhere(pair, old, new))


def _name(old: Question, new: Question) -> Iterator[Change]:
    if old.name != new.name:
        sentence = f"The question *{old.name}* is called *{new.name}* now; its column continues."
        yield Change("wording only", new.name, "formerly", sentence, before=old.name, after=new.name)
    elif old.formerly != new.formerly:
        names = [f"*{name}*" if name else "nothing else" for name in (old.formerly, new.formerly)]
        sentence = f"*{new.name}* says that it was formerly {names[1]}; before, {names[0]}."
        yield Change("", new.name, "formerly noted", sentence, before=old.formerly or "", after=new.formerly or "")
    if old.report_as != new.report_as:
        sentence = f"The column title of *{new.name}* changed from “{old.report_as}” to “{new.report_as}”."
        yield Change("wording only", new.name, "report as", sentence, before=old.report_as, after=new.report_as)


def _who_is_asked(pair: Pair, old: Question, new: Question) -> Iterator[Change]:
    before, after = asked_if(old, pair.renamed), asked_if(new, {})
    if before != after:
        told = phrases.conditions(before), phrases.conditions(after)
        sentence = f"*{new.name}* was asked {_when(told[0])}; now it is asked {_when(told[1])}."
        yield Change("options changed", new.name, "condition", sentence, before=told[0], after=told[1])
    sections = [question.section.name if question.section else "" for question in (old, new)]
    if sections[0] != sections[1]:
        told_as = [f"in the section *{name}*" if name else "in no section" for name in sections]
        sentence = f"*{new.name}* stood {told_as[0]} and stands {told_as[1]} now."
        yield Change("", new.name, "section", sentence, before=sections[0], after=sections[1])
    if old.known_from != new.known_from:
        columns = [
            f"the column *{column}* of the visit" if column else "the person alone"
            for column in (old.known_from, new.known_from)
        ]
        sentence = f"*{new.name}* was answered by {columns[0]} and is answered by {columns[1]} now."
        yield Change("options changed", new.name, "known from", sentence, before=old.known_from, after=new.known_from)
    yield from _jumps(pair, old, new)


def _when(told: str) -> str:
    return told if told == "always" else f"only if {told}"


def _jumps(pair: Pair, old: Question, new: Question) -> Iterator[Change]:
    before: Mapping[str, Jump] = {key: replace(to, to=pair.renamed.get(to.to, to.to)) for key, to in old.then.items()}
    for key in dict.fromkeys((*new.then, *before)):
        if before.get(key) != new.then.get(key):
            yield _jump(new.name, f"the answer *{key}* of", before.get(key), new.then.get(key))
    last = jump_with_new_name(old.after_last_try, pair.renamed), new.after_last_try
    if last[0] != last[1]:
        yield _jump(new.name, "the last unclear try of", *last)


def _jump(question: str, after: str, old: Jump | None, new: Jump | None) -> Change:
    told = phrases.jump(old), phrases.jump(new)
    sentence = f"After {after} *{question}* came: {told[0]}. Now: {told[1]}."
    return Change("options changed", question, "jump", sentence, before=told[0], after=told[1])


def _manners(old: Question, new: Question) -> Iterator[Change]:
    if old.tries != new.tries:
        sentence = f"*{new.name}* is put up to {_times(new.tries)}; before, up to {_times(old.tries)}."
        yield Change("options changed", new.name, "tries", sentence, before=str(old.tries), after=str(new.tries))
    if old.may_be_skipped != new.may_be_skipped:
        sentence = f"*{new.name}* may {'be skipped now' if new.may_be_skipped else 'no longer be skipped'}."
        yield Change("options changed", new.name, "may be skipped", sentence)
    if old.private != new.private:
        reach = "are kept from the ministry until a person releases them" if new.private else "go to the ministry unread"
        yield Change("", new.name, "private", f"Answers to *{new.name}* {reach} from now on.")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


# --- what a question counts as ---------------------------------------------------------------------------------------------


def _counting(pair: Pair, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Figures that are taken from another question now, or from none; a new name of the same question tells enough itself."""
    before, after = ({q.counts_as: q.name for q in flow.questions if q.counts_as} for flow in (pair.old, pair.new))
    for word in dict.fromkeys((*after, *before)):
        was, now = before.get(word, ""), after.get(word, "")
        if {**pair.renamed, **renamed}.get(was, was) == now:
            continue
        rank: Rank = "breaking" if was else "options changed"
        sentence = f"{_holder(now) or 'No question'} counts as *{word}* now; before, {_holder(was) or 'no question'} did."
        yield Change(rank, now or was, "counts as", sentence, before=was, after=now)


def _holder(name: str) -> str:
    return f"*{name}*" if name else ""
