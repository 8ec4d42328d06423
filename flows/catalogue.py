"""Every problem the loader and the checker can find: code -> sentence and remedy. A code never changes its meaning.

E keeps a survey from being published, W must be repaired or accepted with a reason, N informs.
"""

from __future__ import annotations

from flows.model import Mark
from flows.problems import Problem


def problem(code: str, mark: Mark, /, *, question: str = "", language: str = "", channel: str = "", **words: object) -> Problem:
    """The problem ``code`` at ``mark``, its sentence and remedy filled with ``words``. ``KeyError`` for an unknown code.

    ``guess``, if among the words and not empty, is what was probably meant: it fills ``{hint}`` and the automatic fix.
    """
    sentence, remedy = CATALOGUE[code]
    if "guess" in words:
        words.setdefault("hint", f" Did you mean *{words['guess']}*?" if words["guess"] else "")
    filled = sentence.format_map(words), remedy.format_map(words)
    return Problem(code, mark, *filled, question, language, channel, words=words)


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
    "E118": (
        "There is a hidden sign here ({name}) that can make text read differently from what it is.",
        "Delete it, or write a usual space.",
    ),
    "E119": ("This file does not begin like a survey (`survey: …`).", "Begin with a line such as `survey: my-survey`."),
    "E120": ("The text cannot be read from here: {reason}.", "Correct it here or just above."),
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
    "E206": ("*{name}* has a meaning of its own {where}.", "Choose another name."),
    "E207": ("*{survey}* is already a survey of the ministry *{ministry}*; its answers hang on that name.", "Choose another."),
    "E208": ("There are two questions called *{name}* (lines {first} and {second}).", "Rename one of them."),
    "E209": ("*{kind}* is not a kind of answer.{hint}", "Choose one of: {kinds}."),
    "E210": ("A *{kind}* question has no *{key}*{other}.", "Remove it, or change the kind of answer."),
    "E211": ("*{key}* can be {values}; here it is *{value}*.{hint}", "Choose one of them."),
    "E212": ("*{key}* needs a whole number from {low} to {high}; here it is *{value}*.", "Correct it."),
    "E213": ("*{value}* is not a length of time. Write it like `2 hours` or `3 days`.", "Correct it."),
    "E214": ("*{value}* is no span of hours. Write it like `08:00 and 19:00`, the later time second.", "Correct it."),
    "E215": ("*{value}* is not a time zone.{hint}", "Write it like `Africa/Maseru`."),
    "E216": ("This survey asks nothing yet.", "Add a question under *questions*."),
    "E217": ("A section holds questions, and only questions{why}.", "Move the questions out, or remove the section."),
    "E218": ("This file is written for format {format}; this program reads format 1.", "Update the program."),
    "E219": ("{count} {things}; the limit is {limit}.", "Remove some, or make two surveys."),
    "E220": ("*{first}* and *{second}* would have the same column title, *{title}*.", "Change one *report as*."),
    "W221": ("*{code}* is accepted here, but it does not occur any more.", "Delete the line."),
    "E222": ("*{code}* is {what}; only warnings can be accepted.", "Delete the line."),
    "E223": ("Say in a few words why *{code}* is acceptable.", "Write a reason of 10 or more letters."),
}

CONDITIONS = {
    "E301": ("*{text}* cannot be read as a condition.{hint}", "Write it like `{example}`."),
    "E302": ("There is no question *{name}*.{hint}", "Correct the name."),
    "E303": (
        "*{name}* is asked later, or here (line {line}), so its answer is not known yet.",
        "Move one of them, or ask about an earlier question.",
    ),
    "E304": ("*{value}* is not an answer of *{name}*; its answers are {values}.{hint}", "Choose one of them."),
    "E305": (
        "This line uses *and* and *or* together; people read that in two ways.",
        "Use `only if any of:` or `only if all of:` with one line for each part.",
    ),
    "E306": ("*{name}* is answered with words; *below* and *above* need a number.", "Use *is* or *is one of*."),
    "E307": ("What people write in *{name}* cannot be tested.", "Use `{name} was answered`."),
    "E308": ("*go to {name}* leads nowhere.{hint}", "Name a later question, or *finish*."),
    "E309": (
        "*go to {name}* leads back to line {line}. Surveys only go forward, so that every one ends.",
        "Choose a later question.",
    ),
    "E310": ("A *{kind}* question has no fixed answers to jump from.", "Use *only if* on the questions below."),
    "E311": ("*{key}* is not an answer of *{name}*.{hint}", "Correct or remove it; its answers are {values}."),
    "E312": ("This can never be true: {why}. Nobody would be asked this question.", "Correct the condition."),
    "E313": (
        "No way through the survey leads to *{name}*: everybody jumps over it{where}.",
        "Move it, or change the jump.",
    ),
    "W314": ("This is true for everybody, so it changes nothing.", "Remove the condition."),
    "W315": ("*go to {name}* leads where the survey goes anyway.", "Remove it."),
    "N316": (
        "People without an answer to *{name}* are not asked *{question_name}*.",
        "If they should be, add `or {name} was not answered`.",
    ),
    "E317": ("The visit list has no column *{column}*.{hint}", "Add it under *visit columns*, or correct the name."),
    "W318": (
        "*{name}* takes its answer from a visit, but no way of starting brings one.",
        "Add *a visit is recorded* or *use visits from the last*.",
    ),
    "W319": (
        "The column *{column}* is collected and never used. Data that are not needed should not be collected.",
        "Remove it.",
    ),
    "E320": ("The list *{file}* {why}.", "Put it into the folder *lists* beside the survey, or correct the name."),
    "E321": ("*{name}* is {what}.", "Remove *formerly*, or correct the name."),
    "E322": ("*start {name}* leads nowhere: there is no survey of that name{hint}.", "Correct the name, or publish it first."),
    "E323": (
        "*start {name}* leads to a survey that leads on to another one; people would not know where they are.",
        "Start the last survey directly.",
    ),
}

KINDS = {
    "E401": ("One choice is no choice.", "Add one, or use *answer: message*."),
    "E402": ("{count} choices; nobody reads more than 20 on a phone.", "Make two questions."),
    "E403": ("*{a}* and *{b}* read the same in {name}.", "Change one of them."),
    "E404": ("The label *{label}* is the stored name of another choice, *{name}*.", "Rename one of them."),
    "E405": ("*press* needs a different digit from 1 to 8 on every choice.", "Complete it, or remove it everywhere."),
    "E406": (
        "These choices take {pages} screens in {name}, so fixed digits cannot work.",
        "Shorten the labels, or remove *press*.",
    ),
    "W407": ("On the phone this reads `{position} {label}`; people will type the wrong number.", "Begin with a word."),
    "W408": ("*{label}* is also the word for *{word}* on this screen.", "Change the label."),
    "W409": ("Who texts *{label}* ends the survey.", "Use another word."),
    "E410": ("A number needs *from* and *to*, the smaller first.", "Correct it."),
    "E411": ("0 would mean {meaning} and also *Skip*.", "{remedy}."),
    "N412": ("Numbers up to {high} are accepted; a slip of the finger counts as a million.", "Lower *to* if you can."),
    "E413": (
        "A rating goes from 0 or 1 to at least 2 more, at most {most}; here it goes from {low} to {high}.",
        "Correct it.",
    ),
    "W414": ("{how} people answer a rating at random.", "Add *lowest* and *highest*, and use 1 to 5."),
    "E415": ("*{file}* has no column *{column}*.{hint}", "Correct it; the columns are {columns}."),
    "E416": ("In *find by*, *code* must come first and *name* last.", "Put them into that order."),
    "E417": ("Row {row} of *{file}* has no *{column}*.", "Fill it in."),
    "E418": ("Rows {first} and {second} of *{file}* have the same code *{code}*.", "Correct one of them."),
    "E419": (
        "The code *{code}* in row {row} of *{file}* cannot be typed safely.",
        "Use 1 to 12 letters, digits or hyphens, and not 0, 9, 00 or 98.",
    ),
    "E420": (
        "In *{file}*, *{group}* is *{a}* in row {first} and *{b}* in row {second}.",
        "Make them equal: one group has one translation.",
    ),
    "E421": ("All places of *{file}* are closed, or it has no rows.", "Upload the right list."),
    "E422": (
        "*{name}* stands twice under *{group}* in *{file}* (rows {first} and {second}); people cannot tell them apart.",
        "Add the village or the kind to the name.",
    ),
    "W423": (
        "In {name} this list takes {pages} screens.",
        "Shorten the labels; for places add a group such as *district*, or codes on a poster.",
    ),
    "E424": ("*{value}* is not a purpose of a consent.", "Choose *call back*, *quote my words* or *later surveys*."),
    "W425": ("*{first}* and *{second}* ask for the same consent; the later answer counts.", "Remove one of them."),
    "W426": ("With *tries: 1* nobody sees this text.", "Remove it, or allow 2 tries."),
    "W427": (
        "*{code}* {name} has answers in the last 90 days and is not in the list any more.",
        "Keep the row, with *closed: yes*.",
    ),
    "W428": ("People write names and illnesses; with *private: no* the ministry gets them unread.", "Remove *private*."),
    "N429": (
        "Some networks take only 80 typed signs of the {longest} allowed here; longer answers arrive cut.",
        "Nothing, or ask by SMS only.",
    ),
    "E430": ("*earliest* and *latest* do not fit: {why}.", "Write each like `today`, `30 days ago` or `2026-01-31`."),
    "E431": ("*{word}* {why}.", "Correct *counts as*."),
    "W432": (
        "No question counts as the headline, so the report has no main figure.",
        "Add `counts as: headline` to the rating.",
    ),
    "N433": ("{count} questions come before the headline; people who leave earlier are not counted.", "Ask it earlier."),
    "E434": ("The list *{file}* cannot be used as it is: {why}.", "{do}."),
    "E435": (
        "*elsewhere* is offered at the end of a list, and this question has none.",
        "Add *name* to *find by*, or remove *elsewhere*.",
    ),
}

WORDINGS = {
    "E501": ("*{key}* has no {name} wording.", "Write it."),
    "E502": ("*{code}* is not a language of this survey.{hint}", "Correct it, or declare it under *languages*."),
    "E503": ("This one text stands for {count} languages.", "Write one line for each language: {codes}."),
    "E504": ("*{code}* is not a language code of 2 or 3 small letters.", "Correct it, like `en` or `st`."),
    "E505": ("The program has no {name} words yet; {count} are missing under *words*.", "Write them: {names}."),
    "E506": ("*{word}* is not a word of the program, or cannot be changed.{hint}", "Correct or remove it."),
    "E507": ("Nothing is called `{{{name}}}`.{hint}", "Correct it, or write `{{{{` for a brace."),
    "E508": ("`{{{name}}}` cannot be shown here: {why}.", "Remove it."),
    "E509": ("`{{{name}}}` is asked later, at line {line}.", "Remove it."),
    "E510": ("`{{{name}}}` can be empty, and this text would have a hole.", "Add *if unknown say* to *{name}*."),
    "E511": ("Without a visit `{{{name}}}` is empty; there is no *{key} without a visit*.", "Add it."),
    "E512": ("A brace `{sign}` stands here alone.", "Close it, or write it twice to show a brace."),
    "W513": ("The {name} text has {has}, the {main} text has {expected}.", "Make them equal."),
    "W514": (
        "The {main} text changed on {date}; the {name} text may be out of date.",
        "Change it too, or accept it: it is right.",
    ),
    "N515": ("{a} and {b} have the same words.", "Nothing, if that is on purpose."),
    "E520": (
        "In {name} this screen can have {count} signs; the limit is {limit}{why}.",
        "Shorten it by {over}, or give a shorter text under *{key}*.",
    ),
    "E521": (
        "In {name} *{entry}* does not fit a screen together with the question.",
        "Shorten one of them by {over}; a place can have a *short* name in its list.",
    ),
    "E522": ("In {name} {what} is sent as {parts} messages{why}.", "Shorten it to {limit} or fewer."),
    "W523": (
        "In {name} {what} costs {parts} messages ({count} signs, {limit} fit one){money}{why}.",
        "Shorten it by {over}, or accept it.",
    ),
    "W524": (
        "The letter *{sign}* cuts the room of this text from 160 signs to 70{so}.",
        "Write *{plain}* if readers accept it.",
    ),
    "W525": (
        "The sign *{sign}* ({name}) came from a word processor and cuts the room from 160 signs to 70.",
        "Write {plain}.",
    ),
    "N526": ("{count} signs here (such as *{sign}*) count twice.", "Nothing."),
    "N527": ("Older phones may not show {script} letters.", "Offer a second language."),
    "N528": (
        "In {name}, after an unclear answer, the question does not fit below the unclear line and is left out.",
        "Shorten it by {over} to keep it.",
    ),
    "W529": ("The text lists numbers itself; the program adds them, so people see them twice.", "Remove them."),
    "W530": (
        "The text says *{key}*, but on this screen that key does something else or nothing.",
        "Remove it; the program prints its own keys.",
    ),
    "W531": ("The program adds *{word}* itself.", "Remove it."),
}

STARTS = {
    "E601": ("Nobody can start this survey yet.", "Add a dial code, a word people text, or *a visit is recorded*."),
    "E602": ("*{code}* is not a dial code like `*120*45#`.", "Correct it."),
    "E603": ("`{value}` already starts {survey}.", "Choose another, or close that survey."),
    "E604": ("*{word}* cannot start a survey: {reason}.", "Choose one word of 3 to 16 letters or digits."),
    "E605": ("*{value}* cannot be read. Write it like `2 hours later, by sms`.", "Correct it."),
    "E607": (
        "The invitation does not tell people how to stop in {name}.",
        "Add a stop word of the program, such as *Text STOP to end*.",
    ),
    "W608": ("Texts at {time} wake people up.", "Choose hours between 07:00 and 21:00."),
    "W609": ("The survey closes before the reminder goes out.", "Shorten *remind once after*, or lengthen *close after*."),
    "W610": ("Answers after {days} days are about another visit.", "Write `close after: 3 days`."),
    "E611": ("The number is deleted after {kept} days, but needed for {needed} {why}.", "Keep it longer."),
    "E612": ("*{key}* goes from 1 to {most} days here, written in days or weeks.", "Correct it."),
    "E613": (
        "The text promises {promised} days; the rule keeps the number {kept} days.",
        "Write `{{keep days}}` in place of the number.",
    ),
}

SIZE = {
    "W620": (
        "The longest way asks {count} questions on the phone menu{share}; few stay longer than seven.",
        "Ask fewer, or accept it.",
    ),
    "W621": ("The longest way asks {count} questions by SMS{share}; most people stop after five.", "Ask fewer, or accept it."),
    "W622": (
        "The longest way takes about {seconds} s; the network ends the call at about 180.",
        "Fewer questions, or accept it.",
    ),
    "W623": ("The longest way takes about {seconds} s: people will be cut off and have to dial again.", "Fewer questions."),
    "W624": (
        "The text promises {promised} questions; people get {asked}.",
        "Write `{{question count}}` instead.",
    ),
    "W625": ("The text promises {promised} minutes; the longest way takes about {needed}.", "Change it."),
    "W630": (
        "Typing takes longer than the 30 s of silence some networks allow.",
        "Add `only if: channel is sms`, or accept it.",
    ),
    "N640": ("About {amount} a day at {visits} visits, {finishing} of them finishing.", "Nothing."),
}

TALKS = {
    "E650": ("The example *{talk}* comes out differently: {difference}.", "Repair the survey, or accept the new course."),
    "E651": ("In *{where}*: {reason}.", "{remedy}"),
    "W652": ("No example asks *{name}*.", "Add a conversation in which it is asked."),
}

CATALOGUE: dict[str, tuple[str, str]] = {**TEXT, **KEYS, **CONDITIONS, **KINDS, **WORDINGS, **STARTS, **SIZE, **TALKS}
