"""Which repairs a problem has: code -> the function that makes them, and only those that do what they say."""

from __future__ import annotations

from collections import Counter

from flows.editing.outline import Outline
from flows.editing.splice import apply
from flows.fixing import conditions, keys, kinds, lists, text, wordings
from flows.fixing.decoding import text_of
from flows.fixing.fix import Case, Fix, Fixer
from flows.fixing.words import change_key, change_variable, changes
from flows.load import load
from flows.places import Lists, no_lists
from flows.problems import Problem

FIXERS: dict[str, Fixer] = {
    "E102": text.convert, "E105": text.quote, "E106": text.quote_order, "E107": text.delete_line,
    "E108": text.keep_one, "E109": text.replace_tabs, "E110": text.quote_after_colon, "E111": text.quote, "E112": text.quote,
    "E113": text.close_quote, "E114": text.line_up, "E115": text.dash, "E116": text.delete_empty, "E117": text.quote_comma,
    "E118": text.delete_sign, "E119": text.insert_sample, "W121": text.whole_line, "N122": text.delete_hidden,
    "E201": change_key, "E202": keys.add_missing, "E203": keys.move_home, "E205": keys.rename_everywhere,
    "E209": changes("kind"), "E210": keys.of_another_kind, "E211": keys.correct, "E213": keys.correct_duration,
    "E215": changes("value"), "E216": keys.add_question, "E217": keys.dissolve_section, "W221": keys.remove,
    "E222": keys.remove, "E301": changes("text"),
    "E302": changes("name"), "E303": conditions.move_below, "E304": changes("value"),
    "E305": conditions.as_a_list, "E307": conditions.ask_if_answered, "E308": changes("name"), "E311": change_key,
    "W314": conditions.remove_condition, "W315": conditions.remove_jump, "N316": conditions.or_not_answered,
    "E317": kinds.declare_column, "W319": kinds.remove_column, "E322": changes("name"), "E405": kinds.number_presses,
    "E406": kinds.remove_presses, "E410": kinds.swap_range, "E411": kinds.skip_or_zero, "W414": kinds.add_ends,
    "E415": change_key, "E416": kinds.reorder_steps, "E420": lists.same_translation, "W426": kinds.allow_two,
    "W428": kinds.keep_private, "E430": kinds.swap_days, "W432": kinds.add_headline, "E435": keys.remove,
    "E502": wordings.change_or_declare, "E503": wordings.as_table, "E505": wordings.add_english_words,
    "E506": change_key, "E507": change_variable,
    "E510": wordings.say_if_unknown, "E511": wordings.add_without_visit, "E512": wordings.mend_brace,
    "W513": wordings.insert_variables, "E520": wordings.begin_for_ussd, "W524": wordings.plain_letters,
    "W525": wordings.plain_signs, "W529": wordings.remove_menu, "W531": wordings.remove_prefix, "E607": wordings.add_stop,
    "E613": wordings.promise_days, "W624": wordings.promise_questions, "W630": conditions.only_by_sms,
}  # fmt: skip
"""Code -> its repairs. A code that is not here has none: only its author can know what was meant."""


class Repairs:
    """The repairs of one text's problems; made once where many problems of the same text are asked about."""

    def __init__(self, source: str | bytes, lists: Lists = no_lists) -> None:
        self.text = text_of(source)
        self._raw = source if isinstance(source, bytes) else b""
        self._outline = Outline(self.text)
        self._lists = lists
        self._errors = _errors(load(source, lists).problems)

    def of(self, problem: Problem) -> tuple[Fix, ...]:
        """The repairs of one problem, the most likely first; each is for ``apply`` on :attr:`text`. Never raises."""
        fixer = FIXERS.get(problem.code)
        if fixer is None:
            return ()
        case = Case(self._outline, problem, self._lists, self._raw)
        return tuple(fix for fix in fixer(case) if fix.file or fix.begins or self._is_sound(fix, problem))

    def _is_sound(self, fix: Fix, problem: Problem) -> bool:
        """True if the text reads at least as well with the repair as without.

        A text that could not be read at all may show errors that nobody could see before.
        """
        after = load(apply(self.text, fix.edits), self._lists)
        if self._outline.top is None:
            return not any(p.code == problem.code and p.mark == problem.mark for p in after.problems)
        allowed = self._errors.copy()
        allowed[problem.code] -= problem.is_error and allowed[problem.code] > 0
        return _errors(after.problems) <= allowed


def fixes_of(source: str | bytes, problem: Problem, *, lists: Lists = no_lists) -> tuple[Fix, ...]:
    """The repairs of one problem found in ``source``, the most likely first; apply one to ``text_of(source)`` and check again.

    None that would put another error in the place of this one is among them. Never raises for bad input.
    """
    return Repairs(source, lists).of(problem) if problem.code in FIXERS else ()


def _errors(problems: tuple[Problem, ...]) -> Counter[str]:
    return Counter(p.code for p in problems if p.is_error)
