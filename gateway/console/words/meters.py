"""Meters of wordings and kinds of answer, as the form view tells them. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

METERS = topic(
    {
        "meter ussd": (
            "Phone menu {units} of {limit}",
            "Menu {units} sur {limit}",
            "Menyu {units} kati ya {limit}",
            "Lenane {units} ho {limit}",
            "ម៉ឺនុយ {units} ក្នុង {limit}",
        ),
        "meter sms one": (
            "SMS 1 part, {units} of {limit}",
            "SMS 1 partie, {units} sur {limit}",
            "SMS sehemu 1, {units} kati ya {limit}",
            "SMS karolo e 1, {units} ho {limit}",
            "SMS ១ ផ្នែក {units} ក្នុង {limit}",
        ),
        "meter sms many": (
            "SMS {parts} parts, {units} of {limit}",
            "SMS {parts} parties, {units} sur {limit}",
            "SMS sehemu {parts}, {units} kati ya {limit}",
            "SMS likarolo tse {parts}, {units} ho {limit}",
            "SMS {parts} ផ្នែក {units} ក្នុង {limit}",
        ),
        "left": ("{n} left", "reste {n}", "zimebaki {n}", "ho setse {n}", "នៅ {n}"),
        "too many": ("✕ {n} too many", "✕ {n} de trop", "✕ zimezidi {n}", "✕ li fetile ka {n}", "✕ លើស {n}"),
        "pages": ("{n} pages", "{n} pages", "kurasa {n}", "maqephe a {n}", "{n} ទំព័រ"),
        "cause name": (
            "longest name: {what}",
            "nom le plus long : {what}",
            "jina refu zaidi: {what}",
            "lebitso le lelelele: {what}",
            "ឈ្មោះវែងបំផុត៖ {what}",
        ),
        "cause letter": (
            "the letter {what} costs room",
            "la lettre {what} prend de la place",
            "herufi {what} inachukua nafasi",
            "tlhaku {what} e nka sebaka",
            "អក្សរ {what} យកកន្លែង",
        ),
        "cause within": (
            "the letter {what} in {within} costs room",
            "la lettre {what} dans {within} prend de la place",
            "herufi {what} katika {within} inachukua nafasi",
            "tlhaku {what} ho {within} e nka sebaka",
            "អក្សរ {what} ក្នុង {within} យកកន្លែង",
        ),
        "cause language": (
            "the language name {what} costs room",
            "le nom de langue {what} prend de la place",
            "jina la lugha {what} linachukua nafasi",
            "lebitso la puo {what} le nka sebaka",
            "ឈ្មោះភាសា {what} យកកន្លែង",
        ),
        "kind choice": (
            "One of several",
            "Une parmi plusieurs",
            "Moja kati ya kadhaa",
            "E ’ngoe ho tse ngata",
            "មួយក្នុងចំណោមច្រើន",
        ),
        "kind yes or no": ("Yes or no", "Oui ou non", "Ndiyo au hapana", "E kapa che", "បាទ/ចាស ឬ ទេ"),
        "kind rating": ("A scale", "Une échelle", "Kipimo", "Sekala", "មាត្រដ្ឋាន"),
        "kind number": ("A number", "Un nombre", "Nambari", "Palo", "លេខ"),
        "kind text": ("Own words", "Ses propres mots", "Maneno yake", "Mantsoe a hae", "ពាក្យផ្ទាល់ខ្លួន"),
        "kind place": ("A place of a list", "Un lieu d’une liste", "Mahali katika orodha", "Sebaka lenaneng", "ទីកន្លែងក្នុងបញ្ជី"),
        "kind date": ("A day", "Un jour", "Siku", "Letsatsi", "ថ្ងៃ"),
        "kind phone": ("A phone number", "Un numéro de téléphone", "Nambari ya simu", "Nomoro ea mohala", "លេខទូរស័ព្ទ"),
        "kind consent": ("Consent", "Un accord", "Ridhaa", "Tumello", "ការយល់ព្រម"),
        "kind message": (
            "Only words, no question",
            "Seulement un texte, sans question",
            "Maneno tu, bila swali",
            "Mantsoe feela, ha ho potso",
            "តែពាក្យ គ្មានសំណួរ",
        ),
        "picture choice": ("1 … 2 … 3 …", "1 … 2 … 3 …", "1 … 2 … 3 …", "1 … 2 … 3 …", "1 … 2 … 3 …"),
        "picture yes or no": ("1 Yes 2 No", "1 Oui 2 Non", "1 Ndiyo 2 Hapana", "1 E 2 Che", "1 បាទ 2 ទេ"),
        "picture rating": ("1 – 5", "1 – 5", "1 – 5", "1 – 5", "1 – 5"),
        "picture number": ("24", "24", "24", "24", "24"),
        "picture text": ("Abc …", "Abc …", "Abc …", "Abc …", "កខគ …"),
        "picture place": ("1301", "1301", "1301", "1301", "1301"),
        "picture date": ("24/11", "24/11", "24/11", "24/11", "24/11"),
        "picture phone": ("58•• ••17", "58•• ••17", "58•• ••17", "58•• ••17", "58•• ••17"),
        "picture consent": ("1 I agree", "1 D’accord", "1 Nakubali", "1 Kea lumela", "1 យល់ព្រម"),
        "picture message": ("…", "…", "…", "…", "…"),
    }
)
