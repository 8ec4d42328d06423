"""The table of translations. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "would change": (
            "It would change: {n}",
            "Cela changerait : {n}",
            "Itabadilisha: {n}",
            "E tla fetola: {n}",
            "វានឹងប្តូរ៖ {n}",
        ),
        "key": ("Text", "Texte", "Maandishi", "Mongolo", "អត្ថបទ"),
        "before": ("Before", "Avant", "Kabla", "Pele", "មុន"),
        "after": ("After", "Après", "Baada", "Kamora", "ក្រោយ"),
        "left out": (
            "Left out or ignored: {n}",
            "Laissé de côté ou ignoré : {n}",
            "Yaliyoachwa: {n}",
            "Tse tlohetsoeng: {n}",
            "បានទុកចោល៖ {n}",
        ),
        "row": ("Row {n}", "Ligne {n}", "Mstari {n}", "Mola {n}", "ជួរ {n}"),
        "take over": ("Take over these {n}", "Reprendre ces {n}", "Chukua hizi {n}", "Nka tsena tse {n}", "យកទាំង {n} នេះ"),
        "leave": ("Leave it", "Laisser", "Acha", "Tlohela", "ទុកចោល"),
        "download xlsx": ("Download as XLSX", "Télécharger en XLSX", "Pakua kama XLSX", "Jarolla ka XLSX", "ទាញយក XLSX"),
        "download csv": ("Download as CSV", "Télécharger en CSV", "Pakua kama CSV", "Jarolla ka CSV", "ទាញយក CSV"),
        "upload": ("Filled table", "Tableau rempli", "Jedwali lililojazwa", "Tafole e tlatsitsoeng", "តារាងបានបំពេញ"),
        "look": (
            "See what it would change",
            "Voir ce que cela changerait",
            "Ona kitakachobadilika",
            "Bona se tla fetoha",
            "មើលអ្វីនឹងប្តូរ",
        ),
        "save": ("Save", "Enregistrer", "Hifadhi", "Boloka", "រក្សាទុក"),
        "missing": ("missing", "manquant", "haipo", "e haella", "ខ្វះ"),
        "stale": (
            "main text changed since",
            "texte principal modifié depuis",
            "maandishi makuu yamebadilika",
            "mongolo o moholo o fetohile",
            "អត្ថបទមេបានប្តូរ",
        ),
        "variables": ("variables differ", "variables différentes", "vigezo vinatofautiana", "lintho tse fapaneng", "អថេរខុសគ្នា"),
        "too long": ("too long", "trop long", "ndefu mno", "e telele haholo", "វែងពេក"),
        "same": (
            "same as the main text",
            "identique au texte principal",
            "sawa na maandishi makuu",
            "e tsoana le mongolo o moholo",
            "ដូចអត្ថបទមេ",
        ),
        "one language": (
            "This survey has one language.",
            "Cette enquête a une langue.",
            "Dodoso hili lina lugha moja.",
            "Patlisiso ena e na le puo e le 'ngoe.",
            "ការស្ទង់មតិនេះមានភាសាមួយ។",
        ),
    }
)
