"""The words the program adds to every survey, and the words it understands, language by language (survey language, section 9).

English is final. French, Kiswahili, Sesotho and Khmer are drafts: they wait for a first-language reader (``DRAFTS``).
A survey replaces a text or adds to a word list under ``words:``; what a person must be able to rely on everywhere
(``FIXED``) it cannot change.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from flows.folding import fold
from flows.model import Flow

DRAFTS: Final = ("fr", "sw", "st", "km")

FIXED: Final = (
    "stopped", "help", "deleted", "mydata",
    "stop_words", "start_words", "help_words", "delete_words", "mydata_words",
)  # fmt: skip

ALWAYS: Final = {
    "stop_words": ("STOP", "END", "QUIT"),
    "start_words": ("START",),
    "help_words": ("HELP",),
    "delete_words": ("DELETE",),
    "mydata_words": ("MYDATA", "MY DATA"),
}
"""Control words that are understood in every language."""

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "start": "Start",
        "yes": "Yes",
        "no": "No",
        "more": "More",
        "back": "Back",
        "skip": "Skip",
        "next": "Next",
        "list": "Choose from a list",
        "write_name": "Write the name.",
        "which_one": "Which one?",
        "elsewhere": "Other place",
        "dont_know": "I do not know",
        "not_now": "Not now",
        "no_more": "No more texts to me",
        "this_phone": "This number",
        "date_hint": "Day and month, like 2311",
        "unclear_pick": "Please answer with one of the numbers.",
        "unclear_number": "Please type only a number, {from} to {to}.",
        "unclear_text": "Please write a few words.",
        "unclear_date": "Please type day and month, like 2311.",
        "unclear_phone": "Please type a phone number.",
        "unclear_place": "We do not know that code or name.",
        "resume": "Continue where you stopped?",
        "again": "Start again",
        "already": "You have already answered. Thank you.",
        "gave_up": "Let us stop here. Thank you for your time.",
        "closed": "This survey is closed. Thank you.",
        "sorry": "Sorry, something went wrong. Please try again later.",
        "stopped": "You will get no more texts from us. Text START to allow them again.",
        "started": "You may get texts from us again.",
        "help": "Questions from {owner}. Text STOP to end.",
        "deleted": "Your number and your words are deleted, and you will get no more texts. Proof: {reference}",
        "mydata": (
            "Answers kept: {answers}, surveys: {surveys}, since {since}. Your number is kept "
            "until {until}. To delete your number and words, text DELETE."
        ),
    },
    "fr": {
        "start": "Commencer",
        "yes": "Oui",
        "no": "Non",
        "more": "Suite",
        "back": "Retour",
        "skip": "Passer",
        "next": "Suivant",
        "list": "Choisir dans une liste",
        "write_name": "Écrivez le nom.",
        "which_one": "Lequel ?",
        "elsewhere": "Autre lieu",
        "dont_know": "Je ne sais pas",
        "not_now": "Pas maintenant",
        "no_more": "Plus de messages",
        "this_phone": "Ce numéro",
        "date_hint": "Jour et mois, ex. 2311",
        "unclear_pick": "Répondez par un des numéros.",
        "unclear_number": "Tapez seulement un nombre, de {from} à {to}.",
        "unclear_text": "Écrivez quelques mots.",
        "unclear_date": "Tapez jour et mois, ex. 2311.",
        "unclear_phone": "Tapez un numéro de téléphone.",
        "unclear_place": "Code ou nom inconnu.",
        "resume": "Continuer ?",
        "again": "Recommencer",
        "already": "Vous avez déjà répondu. Merci.",
        "gave_up": "Nous en restons là. Merci.",
        "closed": "Ce questionnaire est fermé. Merci.",
        "sorry": "Désolé, une erreur. Réessayez plus tard.",
        "stopped": "Vous ne recevrez plus de messages. Envoyez START pour les reprendre.",
        "started": "Vous pouvez de nouveau recevoir nos messages.",
        "help": "Questions de {owner}. Envoyez STOP pour finir.",
        "deleted": "Votre numéro et vos messages sont effacés. Vous ne recevrez plus rien de nous. Preuve : {reference}",
        "mydata": (
            "Réponses gardées : {answers}, sondages : {surveys}, depuis {since}. Votre "
            "numéro : jusqu'au {until}. Pour tout effacer, envoyez DELETE."
        ),
    },
    "sw": {
        "start": "Anza",
        "yes": "Ndiyo",
        "no": "Hapana",
        "more": "Zaidi",
        "back": "Rudi",
        "skip": "Ruka",
        "next": "Endelea",
        "list": "Chagua kwenye orodha",
        "write_name": "Andika jina.",
        "which_one": "Kipi kati ya hivi?",
        "elsewhere": "Mahali pengine",
        "dont_know": "Sijui",
        "not_now": "Sio sasa",
        "no_more": "Sitaki ujumbe tena",
        "this_phone": "Nambari hii",
        "date_hint": "Siku na mwezi, mfano 2311",
        "unclear_pick": "Tafadhali jibu kwa nambari moja ya orodha.",
        "unclear_number": "Tafadhali tuma nambari pekee, {from} hadi {to}.",
        "unclear_text": "Tafadhali andika maneno machache.",
        "unclear_date": "Tafadhali tuma siku na mwezi, mfano 2311.",
        "unclear_phone": "Tafadhali tuma nambari ya simu.",
        "unclear_place": "Hatujui msimbo au jina hilo.",
        "resume": "Endelea ulipoachia?",
        "again": "Anza upya",
        "already": "Umeshajibu. Asante.",
        "gave_up": "Tuishie hapa. Asante kwa muda wako.",
        "closed": "Maswali haya yamefungwa. Asante.",
        "sorry": "Samahani, kuna hitilafu. Jaribu tena baadaye.",
        "stopped": "Hutapata ujumbe zaidi kutoka kwetu. Tuma START kuruhusu tena.",
        "started": "Unaweza kupata ujumbe wetu tena.",
        "help": "Maswali ya {owner}. Tuma STOP kusitisha.",
        "deleted": "Nambari yako na maneno yako yamefutwa. Hutapata ujumbe tena. Uthibitisho: {reference}",
        "mydata": (
            "Majibu tuliyo nayo: {answers}, hojaji: {surveys}, tangu {since}. Nambari yako: "
            "hadi {until}. Kufuta nambari na maneno, tuma DELETE."
        ),
    },
    "st": {
        "start": "Qala",
        "yes": "E",
        "no": "Che",
        "more": "Tse latelang",
        "back": "Morao",
        "skip": "Tlola",
        "next": "Tsoela pele",
        "list": "Khetha lethathamong",
        "write_name": "Ngola lebitso.",
        "which_one": "Ke efe?",
        "elsewhere": "Sebaka se seng",
        "dont_know": "Ha ke tsebe",
        "not_now": "Eseng hona joale",
        "no_more": "Ke se ke ka hlola ke romelloa",
        "this_phone": "Nomoro ena",
        "date_hint": "Letsatsi le khoeli, joalo ka 2311",
        "unclear_pick": "Ka kopo araba ka e nngoe ea linomoro.",
        "unclear_number": "Ka kopo ngola nomoro feela, {from} ho isa ho {to}.",
        "unclear_text": "Ka kopo ngola mantsoe a seng makae.",
        "unclear_date": "Ka kopo ngola letsatsi le khoeli, joalo ka 2311.",
        "unclear_phone": "Ka kopo ngola nomoro ea mohala.",
        "unclear_place": "Ha re tsebe khoutu kapa lebitso leo.",
        "resume": "U tsoele pele moo u emeng teng?",
        "again": "Qala bocha",
        "already": "U se u arabile. Rea leboha.",
        "gave_up": "Re emise mona. Rea leboha.",
        "closed": "Lipotso tsena li koetsoe. Rea leboha.",
        "sorry": "Ts'oarelo, ho na le phoso. Leka hape hamorao.",
        "stopped": "Ha u sa tla fumana melaetsa ea rona. Romela START ho e lumella hape.",
        "started": "U ka fumana melaetsa ea rona hape.",
        "help": "Lipotso tsa {owner}. Romela STOP ho emisa.",
        "deleted": "Nomoro le mantsoe a hau li hlakotsoe. Ha u sa tla fumana melaetsa. Bopaki: {reference}",
        "mydata": (
            "Likarabo: {answers}, lipatlisiso: {surveys}, ho tloha {since}. Nomoro ea hau: "
            "ho fihlela {until}. Ho hlakola tsohle, romela DELETE."
        ),
    },
    "km": {
        "start": "ចាប់ផ្តើម",
        "yes": "បាទ/ចាស",
        "no": "ទេ",
        "more": "បន្ត",
        "back": "ថយ",
        "skip": "រំលង",
        "next": "បន្ទាប់",
        "list": "រើសពីបញ្ជី",
        "write_name": "សរសេរឈ្មោះ។",
        "which_one": "មួយណា?",
        "elsewhere": "កន្លែងផ្សេង",
        "dont_know": "មិនដឹង",
        "not_now": "ពេលក្រោយ",
        "no_more": "ឈប់ផ្ញើសារ",
        "this_phone": "លេខនេះ",
        "date_hint": "ថ្ងៃខែ ដូច 2311",
        "unclear_pick": "សូមជ្រើសលេខ។",
        "unclear_number": "សូមវាយតែលេខ {from}-{to}។",
        "unclear_text": "សូមសរសេរខ្លីៗ។",
        "unclear_date": "សូមវាយថ្ងៃខែ ដូច 2311។",
        "unclear_phone": "សូមវាយលេខទូរស័ព្ទ។",
        "unclear_place": "យើងមិនស្គាល់កន្លែងនេះ។",
        "resume": "បន្តពីកន្លែងឈប់?",
        "again": "ចាប់ផ្តើមឡើងវិញ",
        "already": "អ្នកបានឆ្លើយរួចហើយ។ អរគុណ។",
        "gave_up": "យើងឈប់ត្រឹមនេះ។ អរគុណ។",
        "closed": "ការស្ទង់មតិនេះបិទហើយ។ អរគុណ។",
        "sorry": "សូមទោស មានបញ្ហា។ សូមសាកម្តងទៀត។",
        "stopped": "អ្នកនឹងមិនទទួលសារទៀតទេ។ ផ្ញើ START ដើម្បីទទួលវិញ។",
        "started": "អ្នកអាចទទួលសារយើងវិញ។",
        "help": "សំណួរពី {owner}។ ផ្ញើ STOP ដើម្បីឈប់។",
        "deleted": "លេខ និងពាក្យអ្នកបានលុបហើយ។ គ្មានសារទៀតទេ។ ភស្តុតាង {reference}",
        "mydata": "ចម្លើយ {answers}/{surveys} ពី {since}។ លេខទុកដល់ {until}។ លុប៖ DELETE",
    },
}
"""Language -> name -> text. What stands in braces is filled by the program; ``mydata`` counts answers and surveys and names
none: phones are shared."""

LISTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "yes_words": ("yes", "y", "yeah", "yep"),
        "no_words": ("no", "n", "nope"),
        "stop_words": ("unsubscribe",),
        "help_words": ("info",),
        "delete_words": ("erase me",),
        "mydata_words": ("what do you know",),
        "today": ("today",),
        "yesterday": ("yesterday",),
        "question_words": ("question", "questions"),
        "minute_words": ("minute", "minutes"),
        "day_words": ("day", "days"),
    },
    "fr": {
        "yes_words": ("oui", "o"),
        "no_words": ("non",),
        "stop_words": ("arret",),
        "help_words": ("aide",),
        "delete_words": ("supprimer", "effacer"),
        "mydata_words": ("mes donnees",),
        "today": ("aujourd'hui",),
        "yesterday": ("hier",),
        "question_words": ("question", "questions"),
        "minute_words": ("minute", "minutes"),
        "day_words": ("jour", "jours"),
    },
    "sw": {
        "yes_words": ("ndiyo", "ndio", "naam"),
        "no_words": ("hapana", "la", "siyo"),
        "stop_words": ("acha", "simama"),
        "help_words": ("msaada",),
        "delete_words": ("futa",),
        "mydata_words": ("taarifa zangu",),
        "today": ("leo",),
        "yesterday": ("jana",),
        "question_words": ("swali", "maswali"),
        "minute_words": ("dakika",),
        "day_words": ("siku",),
    },
    "st": {
        "yes_words": ("e", "ee", "eya"),
        "no_words": ("che", "tjhe"),
        "stop_words": ("emisa", "tlohela"),
        "help_words": ("thuso",),
        "delete_words": ("hlakola",),
        "mydata_words": ("lintlha tsa ka",),
        "today": ("kajeno",),
        "yesterday": ("maobane",),
        "question_words": ("potso", "lipotso"),
        "minute_words": ("motsotso", "metsotso"),
        "day_words": ("letsatsi", "matsatsi"),
    },
    "km": {
        "yes_words": ("បាទ", "ចាស", "បាទ/ចាស"),
        "no_words": ("ទេ", "អត់ទេ", "អត់"),
        "stop_words": ("ឈប់",),
        "help_words": ("ជំនួយ",),
        "delete_words": ("លុប",),
        "mydata_words": ("ទិន្នន័យខ្ញុំ",),
        "today": ("ថ្ងៃនេះ",),
        "yesterday": ("ម្សិលមិញ",),
        "question_words": ("សំណួរ",),
        "minute_words": ("នាទី",),
        "day_words": ("ថ្ងៃ",),
    },
}
"""Language -> name -> word forms. The last three are for checking what a wording promises."""

NAMES: Final = tuple(TEXTS["en"])
LIST_NAMES: Final = (*LISTS["en"], "start_words")


def known(language: str) -> bool:
    """True if the program has its own words in this language; else a survey must bring them all."""
    return language in TEXTS


def word(flow: Flow, name: str, language: str) -> str:
    """A text of the program: the survey's own wording, else ours in this language, else English.

    Raises ``KeyError`` for a name that is not a platform word.
    """
    ours = TEXTS.get(language)
    if ours is not None and name in FIXED:
        return ours[name]
    own = flow.words.get(name)
    if own is not None and language in own:
        return own[language]
    return ours[name] if ours is not None else TEXTS["en"][name]


def word_list(flow: Flow, name: str, language: str) -> frozenset[str]:
    """The folded word forms of a list (``yes_words``) in one language, the survey's own added."""
    forms = builtin_list(name, language)
    own = flow.words.get(name)
    if own is None or language not in own or (name in FIXED and known(language)):
        return forms
    return forms | {fold(form) for form in re.split(r"[,\s]+", own[language])} - {""}


@lru_cache(maxsize=256)
def builtin_list(name: str, language: str) -> frozenset[str]:
    """Our own folded word forms, with those that hold in every language."""
    forms = (*ALWAYS.get(name, ()), *LISTS.get(language, {}).get(name, ()))
    return frozenset(fold(form) for form in forms)
