"""Column names and codes of the printed pages. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

COLUMNS = topic({
    "place": ("Place", "Lieu", "Mahali", "Sebaka", "ទីកន្លែង"),
    "district": ("District", "District", "Wilaya", "Setereke", "ស្រុក/ខណ្ឌ"),
    "service": ("Service", "Service", "Huduma", "Tsebeletso", "សេវា"),
    "what": ("About", "À propos de", "Kuhusu", "Mabapi le", "អំពី"),
    "answers": ("Answers", "Réponses", "Majibu", "Likarabo", "ចម្លើយ"),
    "positive": ("Good or very good", "Bon ou très bon", "Nzuri au nzuri sana", "Hantle, hantle haholo", "ល្អ ឬល្អណាស់"),
    "negative": ("Bad or very bad", "Mauvais ou très mauvais", "Mbaya au mbaya sana", "Hampe, hampe haholo", "អន់ ឬអន់ណាស់"),
    "change": (
        "Against the 28 days before", "Par rapport aux 28 jours d’avant", "Dhidi ya siku 28 za awali",
        "Ho bapisoa le matsatsi a 28 a pele", "ធៀបនឹង 28 ថ្ងៃមុន",
    ),
    "trend": ("Last weeks", "Dernières semaines", "Wiki za mwisho", "Libeke tsa ho qetela", "សប្តាហ៍ចុងក្រោយ"),
    "estimated": (
        "Dissatisfied users, estimated", "Usagers insatisfaits, estimation", "Wasioridhika, makadirio",
        "Ba sa khotsofalang, khakanyo", "អ្នកមិនពេញចិត្ត (ប៉ាន់ស្មាន)",
    ),
    "now": ("Now", "Maintenant", "Sasa", "Hona joale", "ឥឡូវ"),
    "before": ("28 days before", "28 jours avant", "Siku 28 kabla", "Matsatsi a 28 pele", "28 ថ្ងៃមុន"),
    "expected": ("Expected", "Attendu", "Inayotarajiwa", "Se lebelletsoeng", "ដែលរំពឹងទុក"),
    "since": ("Since", "Depuis", "Tangu", "Ho tloha", "ចាប់ពី"),
    "reason": ("Main problem", "Problème principal", "Tatizo kuu", "Bothata bo boholo", "បញ្ហាចម្បង"),
    "owner": ("Who acts", "Qui agit", "Mhusika", "Ea nkang khato", "អ្នកទទួលបន្ទុក"),
    "open": ("Open for", "Ouvert depuis", "Wazi kwa", "E butsoe", "បើករយៈពេល"),
    "days": ("{days} days", "{days} jours", "siku {days}", "matsatsi a {days}", "{days} ថ្ងៃ"),
    "days one": ("1 day", "1 jour", "siku 1", "letsatsi le le leng", "1 ថ្ងៃ"),
    "overdue": ("overdue", "en retard", "imechelewa", "e liehile", "ហួសកាលកំណត់"),
    "action": ("What was done", "Action menée", "Hatua iliyochukuliwa", "Khato e nkuoeng", "អ្វីដែលបានធ្វើ"),
    "day": ("Day", "Jour", "Siku", "Letsatsi", "ថ្ងៃ"),
    "median": (
        "Half waited at most", "La moitié a attendu au plus", "Nusu walisubiri si zaidi ya", "Halofo e letile ho fihla ho",
        "ពាក់កណ្តាលរង់ចាំច្រើនបំផុត",
    ),
    "p90": (
        "9 of 10 waited at most", "9 sur 10 ont attendu au plus", "9 kati ya 10 walisubiri si zaidi ya",
        "Ba 9 ho ba 10 ba letile ho fihla ho", "9 ក្នុង 10 រង់ចាំច្រើនបំផុត",
    ),
    "theme": ("Theme", "Thème", "Mada", "Sehlooho", "ប្រធានបទ"),
    "word": ("Word", "Mot", "Neno", "Lentsoe", "ពាក្យ"),
    "language": ("Language", "Langue", "Lugha", "Puo", "ភាសា"),
    "speakers": ("People", "Personnes", "Watu", "Batho", "មនុស្ស"),
    "z": (
        "Above 0: said more than before (z)", "Au-dessus de 0 : dit plus qu’avant (z)",
        "Zaidi ya 0: yametajwa zaidi kuliko awali (z)", "Ka holimo ho 0: haholo ho feta pele (z)",
        "លើស 0៖ និយាយច្រើនជាងមុន (z)",
    ),
    "excess": (
        "Dissatisfied above average", "Insatisfaits au-delà de la moyenne", "Wasioridhika juu ya wastani",
        "Ba sa khotsofalang ho feta karolelano", "អ្នកមិនពេញចិត្តលើសមធ្យម",
    ),
    "adjusted p": ("p, adjusted", "p ajusté", "p iliyorekebishwa", "p e lokisitsoeng", "p កែតម្រូវ"),
    "limits": ("Against its limits", "Par rapport aux limites", "Dhidi ya mipaka", "Ho bapisoa le meeli", "ធៀបនឹងដែនកំណត់"),
    "Low (0.001)": ("far below", "très au-dessous", "chini sana", "tlase haholo", "ទាបឆ្ងាយ"),
    "Low (0.025)": ("below", "au-dessous", "chini", "tlase", "ទាប"),
    "Not significant": ("within", "dans les limites", "ndani", "ka hare", "ក្នុងដែនកំណត់"),
    "High (0.025)": ("above", "au-dessus", "juu", "holimo", "ខ្ពស់"),
    "High (0.001)": ("far above", "très au-dessus", "juu sana", "holimo haholo", "ខ្ពស់ឆ្ងាយ"),
    "none": ("no answers", "aucune réponse", "hakuna majibu", "ha ho likarabo", "គ្មានចម្លើយ"),
    "few": ("too few answers", "trop peu de réponses", "majibu machache mno", "likarabo li fokola", "ចម្លើយតិចពេក"),
    "short": (
        "no trend yet", "pas encore de tendance", "hakuna mwelekeo bado", "ha ho moetlo hona joale", "មិនទាន់មាននិន្នាការ",
    ),
    "trial": (
        "too early to say", "trop tôt pour le dire", "mapema mno kusema", "ho sa le pele ho bolela", "ឆាប់ពេកក្នុងការនិយាយ",
    ),
    "down": ("lower than usual", "plus bas que d’habitude", "chini ya kawaida", "tlase ho tloaelo", "ទាបជាងធម្មតា"),
    "up": ("higher than usual", "plus haut que d’habitude", "juu ya kawaida", "holimo ho tloaelo", "ខ្ពស់ជាងធម្មតា"),
    "steady": ("as usual", "comme d’habitude", "kama kawaida", "joalo ka mehla", "ដូចធម្មតា"),
    "concern": ("concern", "à surveiller", "wasiwasi", "tlhobaelo", "កង្វល់"),
    "improvement": ("improvement", "amélioration", "kuimarika", "ntlafalo", "ភាពប្រសើរឡើង"),
    "measure positive": (
        "good or very good", "bon ou très bon", "nzuri au nzuri sana", "hantle kapa hantle haholo", "ល្អ ឬល្អណាស់",
    ),
    "measure negative": (
        "bad or very bad", "mauvais ou très mauvais", "mbaya au mbaya sana", "hampe kapa hampe haholo", "អន់ ឬអន់ណាស់",
    ),
})  # fmt: skip
