"""The health of the gateway. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "calm": (
            "Everything is at work, and nothing is held back.",
            "Tout fonctionne et rien n’est retenu.",
            "Kila kitu kinafanya kazi, na hakuna kilichozuiwa.",
            "Tsohle lia sebetsa, ’me ha ho letho le thibetsoeng.",
            "អ្វីៗដំណើរការ ហើយគ្មានអ្វីត្រូវទប់ទេ។",
        ),
        "to do": ("What to do", "Ce qu’il faut faire", "La kufanya", "Se lokelang ho etsoa", "អ្វីដែលត្រូវធ្វើ"),
        "alert": ("Alert", "Alerte", "Tahadhari", "Tlhokomeliso", "ការជូនដំណឹង"),
        "bad": ("Bad", "Grave", "Mbaya", "Ho hobe", "ធ្ងន់ធ្ងរ"),
        "warning": ("To look at", "À regarder", "Kuangaliwa", "Ho shejoa", "ត្រូវពិនិត្យ"),
        "well": ("What is well", "Ce qui va bien", "Yaliyo sawa", "Tse lokileng", "អ្វីដែលល្អ"),
        "since": ("since {when}", "depuis {when}", "tangu {when}", "ho tloha {when}", "ចាប់ពី {when}"),
        "until": (
            "It ends by itself at {when}.",
            "Elle prend fin d’elle-même à {when}.",
            "Inaisha yenyewe saa {when}.",
            "E ifela ka boeona ka {when}.",
            "វាបញ្ចប់ដោយខ្លួនឯងនៅ {when}។",
        ),
        "held": ("What is held back", "Ce qui est retenu", "Yaliyozuiwa", "Tse thibetsoeng", "អ្វីដែលត្រូវទប់"),
        "scope all": ("All texts", "Tous les messages", "Ujumbe wote", "Melaetsa eohle", "សារទាំងអស់"),
        "scope channel": ("Channel", "Canal", "Njia", "Kanale", "បណ្តាញ"),
        "scope ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
        "scope survey": ("Survey", "Enquête", "Dodoso", "Patlisiso", "ការស្ទង់មតិ"),
        "waits": ("What waits", "Ce qui attend", "Yanayosubiri", "Tse emetseng", "អ្វីដែលរង់ចាំ"),
        "what": ("What", "Quoi", "Nini", "Eng", "អ្វី"),
        "how many": ("How many", "Combien", "Ngapi", "Tse kae", "ប៉ុន្មាន"),
        "overdue": ("Overdue, minutes", "Retard, minutes", "Kuchelewa, dakika", "Ho lieha, metsotso", "យឺត (នាទី)"),
        "queue texts": (
            "Texts to send",
            "Messages à envoyer",
            "Ujumbe wa kutuma",
            "Melaetsa e lokelang ho romeloa",
            "សារត្រូវផ្ញើ",
        ),
        "queue sending": (
            "Texts being sent",
            "Messages en cours d’envoi",
            "Ujumbe unaotumwa",
            "Melaetsa e ntseng e romeloa",
            "សារកំពុងផ្ញើ",
        ),
        "queue in doubt": (
            "Texts in doubt (never sent again by themselves)",
            "Messages douteux (jamais renvoyés seuls)",
            "Ujumbe wenye shaka (hautumwi tena wenyewe)",
            "Melaetsa e belaetsang (ha e romeloe hape ka boeona)",
            "សារមានមន្ទិល (មិនផ្ញើម្តងទៀតដោយឯកឯង)",
        ),
        "queue responses": (
            "Answers to file",
            "Réponses à classer",
            "Majibu ya kuhifadhi",
            "Likarabo tse lokelang ho bolokoa",
            "ចម្លើយត្រូវរក្សាទុក",
        ),
        "queue invitations": (
            "Invitations for their hour",
            "Invitations à leur heure",
            "Mialiko ikisubiri saa yake",
            "Limemo tse emetseng hora ea tsona",
            "ការអញ្ជើញរង់ចាំម៉ោង",
        ),
        "queue conversations": (
            "Open conversations",
            "Conversations ouvertes",
            "Mazungumzo yaliyo wazi",
            "Lipuisano tse butsoeng",
            "ការសន្ទនាបើក",
        ),
        "queue mails": (
            "Mails to send",
            "Courriels à envoyer",
            "Barua pepe za kutuma",
            "Li-imeile tse lokelang ho romeloa",
            "អ៊ីមែលត្រូវផ្ញើ",
        ),
        "nights": ("Last night", "La nuit dernière", "Usiku wa jana", "Bosiu bo fetileng", "យប់មិញ"),
        "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
        "last made": (
            "Last report of",
            "Dernier rapport du",
            "Ripoti ya mwisho ya",
            "Tlaleho ea ho qetela ea",
            "របាយការណ៍ចុងក្រោយ",
        ),
        "due": (
            "Due and not made, from",
            "Dû et non fait, depuis",
            "Inadaiwa, tangu",
            "E lokela ho etsoa, ho tloha",
            "ដល់កំណត់មិនទាន់ធ្វើ",
        ),
        "none due": ("none", "aucun", "hakuna", "ha e eo", "គ្មាន"),
    }
)
