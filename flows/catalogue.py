"""Every problem the loader and the checker can find: code -> sentence and remedy. A code never changes its meaning.

E keeps a survey from being published, W must be repaired or accepted with a reason, N informs.
"""

from __future__ import annotations

from flows.model import Mark
from flows.problems import Problem


def problem(code: str, mark: Mark, /, *, question: str = "", language: str = "", channel: str = "", **words: object) -> Problem:
    """The problem ``code`` at ``mark``, its sentence and remedy filled with ``words``. ``KeyError`` for an unknown code."""
    sentence, remedy = CATALOGUE[code]
    return Problem(code, mark, sentence.format_map(words), remedy.format_map(words), question, language, channel)


TEXT = {
    "E101": ("This file has {size} KB; the limit is 200.", "Make two surveys."),
    "E102": ("The letters from here on are saved in an old way and cannot be read.", "Save the file as UTF-8."),
    "E103": ("This part is nested more than {limit} deep.", "Move it to the left."),
    "E104": ("`{text}` would copy another part of the file. Copies are not used here.", "Write the part out, or use quotes."),
    "E105": (
        'Write the dial code in quotes: "{text}". A star at the start means something else in this file.',
        'Write it like "{text}".',
    ),
    "E106": ("`{text}` is an order to a program. Only text is allowed.", "Remove it, or put the text in quotes."),
    "E107": ("One file holds one survey; this line begins something else.", "Delete the line."),
    "E108": ("*{key}* is written twice (lines {first} and {second}); one would be lost.", "Keep one of them."),
    "E109": ("This line begins with a tab, which looks different on every screen.", "Use spaces."),
    "E110": ("There are two colons on this line; only the first can count.", "Put the text after the first colon in quotes."),
    "E111": ("`{text}` at the start needs quotes, because a brace opens a group.", "Put the whole text in quotes."),
    "E112": ("A text cannot begin with `{sign}` unless it is in quotes.", "Put the whole text in quotes."),
    "E113": ("The quote opened here is never closed, or not where the text ends.", "Close it at the end of the text."),
    "E114": ("This line is {spaces} spaces in, which fits none of the lines around it.", "Line it up with the lines above."),
    "E115": ("This line {has}, unlike its neighbours.", "{do} the dash."),
    "E116": ("*{key}* has nothing after the colon.", "Write the value or delete the line."),
    "E117": ("Inside braces a comma ends the text: *{rest}* would be lost.", "Put the text in quotes."),
    "E118": ("There is a hidden sign here ({name}) that can make text read differently from what it is.", "Delete it."),
    "E119": ("This file does not begin like a survey (`survey: …`).", "Begin with a line such as `survey: my-survey`."),
    "E120": ("The text cannot be read from here.", "Check the quotes, brackets and indentation here and above."),
    "W121": (
        "The text stops at *{kept}*, because everything after ` #` is a note.",
        "Put the text in quotes, or put two spaces before the note.",
    ),
    "N122": ("{count} hidden signs ({names}) are here; they are not sent.", "Nothing, or delete them."),
}

KEYS = {
    "E201": ("*{key}* is not a key here.{hint}", "Correct or remove it."),
    "E202": ("{parent} has no *{key}*.", "Add it, like: `{example}`."),
    "E203": ("*{key}* belongs under *{home}*.", "Move it there."),
    "E204": ("*{key}* should be {shape}, like: `{example}`.", "Rewrite it."),
    "E205": ("*{name}* cannot be a name: small letters, digits and `{also}`, at most {longest} signs.", "Use *{fixed}*."),
    "E206": ("*{name}* has a meaning of its own in conditions.", "Choose another name."),
    "E208": ("There are two questions called *{name}* (lines {first} and {second}).", "Rename one of them."),
    "E209": ("*{kind}* is not a kind of answer.{hint}", "Choose one of: {kinds}."),
    "E210": ("A *{kind}* question has no *{key}*{other}.", "Remove it, or change the kind of answer."),
    "E211": ("*{key}* can be {values}; here it is *{value}*.{hint}", "Choose one of them."),
    "E212": ("*{key}* needs a whole number from {low} to {high}; here it is *{value}*.", "Correct it."),
    "E213": ("*{value}* is not a length of time. Write it like `2 hours` or `3 days`.", "Correct it."),
    "E214": ("*{value}* is no span of hours. Write it like `08:00 and 19:00`, the later time second.", "Correct it."),
    "E215": ("*{value}* is not a time zone.{hint}", "Write it like `Africa/Maseru`."),
    "E216": ("This survey asks nothing yet.", "Add a question under *questions*."),
    "E218": ("This file is written for format {format}; this program reads format 1.", "Update the program."),
    "E219": ("{count} {things}; the limit is {limit}.", "Remove some, or make two surveys."),
    "E220": ("*{first}* and *{second}* would have the same column title, *{title}*.", "Change one *report as*."),
    "W221": ("*{code}* is accepted here, but it does not occur any more.", "Delete the line."),
    "E222": ("*{code}* is {what}; only warnings can be accepted.", "Delete the line."),
    "E223": ("Say in a few words why *{code}* is acceptable.", "Write a reason of 10 or more letters."),
    "E290": ("*{key}* belongs to the language, but this program does not run it yet.", "Remove it for now."),
}

CONDITIONS = {
    "E301": ("*{text}* cannot be read as a condition.{hint}", "Write it like `{example}`."),
    "E305": (
        "This line uses *and* and *or* together; people read that in two ways.",
        "Use `only if any of:` or `only if all of:` with one line for each part.",
    ),
}

KINDS = {
    "E401": ("One choice is no choice.", "Add one, or use *answer: message*."),
    "E402": ("{count} choices; nobody reads more than 20 on a phone.", "Make two questions."),
    "E410": ("A number needs *from* and *to*, the smaller first.", "Correct it."),
    "E413": (
        "A rating goes from 0 or 1 to at least 2 more, at most {most}; here it goes from {low} to {high}.",
        "Correct it.",
    ),
    "E424": ("*{value}* is not a purpose of a consent.", "Choose *call back*, *quote my words* or *later surveys*."),
}

WORDINGS = {
    "E501": ("*{key}* has no {name} wording.", "Write it."),
    "E502": ("*{code}* is not a language of this survey.{hint}", "Correct it, or declare it under *languages*."),
    "E503": ("This one text stands for {count} languages.", "Write one line for each language: {codes}."),
    "E504": ("*{code}* is not a language code of 2 or 3 small letters.", "Correct it, like `en` or `st`."),
}

STARTS = {
    "E602": ("*{code}* is not a dial code like `*120*45#`.", "Correct it."),
    "E612": ("*{key}* goes from 1 to {most} days here, written in days or weeks.", "Correct it."),
}

CATALOGUE: dict[str, tuple[str, str]] = {**TEXT, **KEYS, **CONDITIONS, **KINDS, **WORDINGS, **STARTS}
