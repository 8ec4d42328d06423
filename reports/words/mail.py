"""What only the mail and the page say beside the words of the printed pages; English written, the others drafts."""

from __future__ import annotations

from reports.words import topic

MAIL = topic(
    {
        "numbers": ("Three numbers", "Trois chiffres", "Nambari tatu", "Lipalo tse tharo", "តួលេខបី"),
        "where": ("Where", "Où", "Wapi", "Hokae", "កន្លែង"),
        "now": ("Good now", "Bon maintenant", "Nzuri sasa", "Tse ntle joale", "ល្អឥឡូវ"),
        "usual": ("Usually", "D'habitude", "Kawaida", "Mehleng", "ជាធម្មតា"),
        "since": ("Since the week of", "Depuis la semaine du", "Tangu wiki ya", "Ho tloha bekeng ea", "ចាប់តាំងពីសប្តាហ៍"),
        "named most": ("Named most", "Le plus cité", "Lililotajwa zaidi", "Se boletsoeng haholo", "លើកឡើងច្រើនជាងគេ"),
        "owner": ("Who looks at it", "Qui s'en occupe", "Anayeshughulikia", "Ea shebang", "អ្នកទទួលបន្ទុក"),
        "days open": (
            "{days} days open",
            "ouvert depuis {days} jours",
            "wazi siku {days}",
            "e butsoe matsatsi a {days}",
            "បើក {days} ថ្ងៃ",
        ),
        "days open one": (
            "1 day open",
            "ouvert depuis 1 jour",
            "wazi siku 1",
            "e butsoe letsatsi le le leng",
            "បើក 1 ថ្ងៃ",
        ),
        "overdue": (
            "{days} days open, overdue",
            "ouvert depuis {days} jours, en retard",
            "wazi siku {days}, imechelewa",
            "e butsoe matsatsi a {days}, e liehile",
            "បើក {days} ថ្ងៃ ហួសកំណត់",
        ),
        "more changes": (
            "And {n} more, in the workbook.",
            "Et {n} de plus, dans le classeur.",
            "Na mengine {n}, katika kitabu cha kazi.",
            "Le tse ling tse {n}, bukeng ea mosebetsi.",
            "និង {n} ទៀត ក្នុងសៀវភៅតារាង។",
        ),
        "reason line": (
            "Problem named most: {reason}, {share}.",
            "Problème le plus cité : {reason}, {share}.",
            "Tatizo lililotajwa zaidi: {reason}, {share}.",
            "Bothata bo boletsoeng haholo: {reason}, {share}.",
            "បញ្ហាដែលលើកឡើងច្រើនជាងគេ៖ {reason} {share}។",
        ),
        "answers line": (
            "Answers in {days} days: {n}; {grade}.",
            "Réponses en {days} jours : {n} ; {grade}.",
            "Majibu katika siku {days}: {n}; {grade}.",
            "Likarabo matsatsing a {days}: {n}; {grade}.",
            "ចម្លើយក្នុង {days} ថ្ងៃ៖ {n}; {grade}។",
        ),
        "answers line one": (
            "Answers in 1 day: {n}; {grade}.",
            "Réponses en 1 jour : {n} ; {grade}.",
            "Majibu katika siku 1: {n}; {grade}.",
            "Likarabo letsatsing le le leng: {n}; {grade}.",
            "ចម្លើយក្នុង 1 ថ្ងៃ៖ {n}; {grade}។",
        ),
        "contact": (
            "Questions: {contact}",
            "Questions : {contact}",
            "Maswali: {contact}",
            "Lipotso: {contact}",
            "សំណួរ៖ {contact}",
        ),
        "open data": (
            "Open data: {url} ({licence})",
            "Données ouvertes : {url} ({licence})",
            "Data huria: {url} ({licence})",
            "Lintlha tse bulehileng: {url} ({licence})",
            "ទិន្នន័យបើកចំហ៖ {url} ({licence})",
        ),
    }
)
