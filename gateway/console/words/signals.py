"""Signals and what was done about them. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "about": (
            "What a closed week’s report found unusual, until somebody says what was done or eight weeks are quiet.",
            "Ce que le rapport d’une semaine a trouvé inhabituel, jusqu’à ce qu’on dise ce qui a été fait ou après huit "
            "semaines calmes.",
            "Yale ambayo ripoti ya wiki iliona si ya kawaida, hadi mtu aseme kilichofanyika au wiki nane zipite kimya.",
            "Tseo tlaleho ea beke e li fumaneng e se tsa mehleng, ho fihlela motho a bolela se entsoeng kapa libeke tse "
            "robeli li feta ka khutso.",
            "អ្វីដែលរបាយការណ៍ប្រចាំសប្តាហ៍រកឃើញថាខុសធម្មតា រហូតដល់មាននរណាម្នាក់ប្រាប់ពីអ្វីដែលបានធ្វើ ឬស្ងប់ស្ងាត់ប្រាំបីសប្តាហ៍។",
        ),
        "none open": (
            "No signal is open.",
            "Aucun signal n’est ouvert.",
            "Hakuna ishara iliyo wazi.",
            "Ha ho letshwao le butsoeng.",
            "គ្មានសញ្ញាបើកទេ។",
        ),
        "concern": ("Concern", "Préoccupation", "Wasiwasi", "Taba e tšoenyang", "ក្តីបារម្ភ"),
        "improvement": ("Improvement", "Amélioration", "Maendeleo", "Ntlafalo", "ភាពប្រសើរឡើង"),
        "overdue": (
            "nothing done for too long",
            "sans suite depuis trop longtemps",
            "hakuna kilichofanyika kwa muda mrefu",
            "ha ho letho le entsoeng nako e telele",
            "មិនបានធ្វើអ្វីយូរពេក",
        ),
        "announced": (
            "In the report of {day}",
            "Dans le rapport du {day}",
            "Katika ripoti ya {day}",
            "Tlalehong ea {day}",
            "ក្នុងរបាយការណ៍{day}",
        ),
        "closed lately": (
            "Closed in the last eight weeks",
            "Clos ces huit dernières semaines",
            "Zilizofungwa katika wiki nane zilizopita",
            "Tse koetsoeng libekeng tse robeli tse fetileng",
            "បានបិទក្នុងប្រាំបីសប្តាហ៍ចុងក្រោយ",
        ),
        "closed by": (
            "Closed on {day}: {action}",
            "Clos le {day} : {action}",
            "Imefungwa {day}: {action}",
            "E koetsoe ka {day}: {action}",
            "បានបិទ{day}៖ {action}",
        ),
        "one": ("Signal {n}", "Signal {n}", "Ishara {n}", "Letshwao {n}", "សញ្ញា {n}"),
        "recorded": (
            "It is recorded. The next report says so.",
            "C’est noté. Le prochain rapport le dira.",
            "Imerekodiwa. Ripoti ijayo itasema hivyo.",
            "E ngotsoe. Tlaleho e latelang e tla bolela.",
            "បានកត់ត្រា។ របាយការណ៍បន្ទាប់នឹងនិយាយអំពីវា។",
        ),
        "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
        "owner": ("Who looks after it", "Qui s’en occupe", "Anayeshughulikia", "Ea e hlokometseng", "អ្នកទទួលបន្ទុក"),
        "channel": ("Heard by", "Entendu par", "Kupitia", "E utluoe ka", "តាមរយៈ"),
        "answers": (
            "Answers behind it",
            "Réponses à l’appui",
            "Majibu yaliyo nyuma yake",
            "Likarabo tse ka morao",
            "ចម្លើយដែលគាំទ្រ",
        ),
        "found": ("Announced", "Annoncé", "Ilitangazwa", "E phatlalalitsoe", "បានប្រកាស"),
        "found again": ("Last found", "Vu la dernière fois", "Ilionekana mwisho", "E fumanoe la ho qetela", "បានឃើញចុងក្រោយ"),
        "state": ("State", "État", "Hali", "Boemo", "ស្ថានភាព"),
        "is open": ("Open", "Ouvert", "Wazi", "E butsoe", "បើក"),
        "history": ("What was done", "Ce qui a été fait", "Kilichofanyika", "Se entsoeng", "អ្វីដែលបានធ្វើ"),
        "stayed open": ("it stayed open", "resté ouvert", "ilibaki wazi", "e ile ea lula e butsoe", "នៅបើក"),
        "nothing yet": (
            "Nothing is recorded yet.",
            "Rien n’est encore noté.",
            "Hakuna kilichorekodiwa bado.",
            "Ha ho se ngotsoeng hajoale.",
            "មិនទាន់មានអ្វីបានកត់ត្រាទេ។",
        ),
        "record": (
            "Record what was done",
            "Noter ce qui a été fait",
            "Rekodi kilichofanyika",
            "Ngola se entsoeng",
            "កត់ត្រាអ្វីដែលបានធ្វើ",
        ),
        "what was done": ("Action", "Action", "Hatua", "Ketso", "សកម្មភាព"),
        "choose": ("Choose one", "Choisissez", "Chagua moja", "Khetha e le ’ngoe", "ជ្រើសរើសមួយ"),
        "note": ("Note", "Note", "Maelezo", "Ntlha", "កំណត់ចំណាំ"),
        "note why": (
            "One sentence for the report. It is printed: write no names, numbers or addresses.",
            "Une phrase pour le rapport. Elle est imprimée : ni noms, ni numéros, ni adresses.",
            "Sentensi moja kwa ripoti. Itachapishwa: usiandike majina, nambari au anwani.",
            "Polelo e le ’ngoe bakeng sa tlaleho. E tla hatisoa: u se ngole mabitso, linomoro kapa liaterese.",
            "ប្រយោគមួយសម្រាប់របាយការណ៍។ វានឹងត្រូវបោះពុម្ព៖ កុំសរសេរឈ្មោះ លេខ ឬអាសយដ្ឋាន។",
        ),
        "closes": (
            "This settles the signal. Leave it out for a first step.",
            "Cela règle le signal. Décochez pour une première étape.",
            "Hii inamaliza ishara. Ondoa alama ikiwa ni hatua ya kwanza.",
            "Sena se phetha letshwao. Tlosa letshwao ha e le mohato oa pele.",
            "នេះដោះស្រាយសញ្ញា។ ដោះធីកចេញសម្រាប់ជំហានដំបូង។",
        ),
        "record it": ("Record it", "Noter", "Rekodi", "Ngola", "កត់ត្រា"),
    }
)
