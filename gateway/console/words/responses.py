"""What people said, as released figures. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "about": (
            "Figures as they were released. Groups that are too small are hidden, and nobody’s own answer is shown.",
            "Chiffres tels que publiés. Les groupes trop petits sont cachés, et aucune réponse d’une personne n’est montrée.",
            "Takwimu kama zilivyotolewa. Vikundi vidogo mno vimefichwa, na jibu la mtu mmoja halionyeshwi.",
            "Lipalo kamoo li lokollotsoeng. Lihlopha tse nyane li patiloe, ’me karabo ea motho a le mong ha e bontšoe.",
            "តួលេខដូចដែលបានចេញផ្សាយ។ ក្រុមតូចពេកត្រូវលាក់ ហើយចម្លើយរបស់បុគ្គលមិនត្រូវបង្ហាញ។",
        ),
        "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
        "day": ("Report of", "Rapport du", "Ripoti ya", "Tlaleho ea", "របាយការណ៍"),
        "metric": ("Figure", "Chiffre", "Takwimu", "Palo", "តួលេខ"),
        "service": ("Service", "Service", "Huduma", "Tšebeletso", "សេវា"),
        "district": ("District", "District", "Wilaya", "Setereke", "ស្រុក"),
        "facility": ("Facility", "Établissement", "Kituo", "Setsi", "គ្រឹះស្ថាន"),
        "channel": ("Heard by", "Canal", "Njia", "Kanale", "បណ្តាញ"),
        "of": ("Of", "De", "Ya", "Ea", "របស់"),
        "any": ("any", "tous", "yoyote", "efe kapa efe", "ណាមួយ"),
        "all": ("all", "tous", "zote", "tsohle", "ទាំងអស់"),
        "show": ("Show", "Montrer", "Onyesha", "Bontša", "បង្ហាញ"),
        "found": (
            "{n} figures of the report of {day}.",
            "{n} chiffres du rapport du {day}.",
            "Takwimu {n} za ripoti ya {day}.",
            "Lipalo tse {n} tsa tlaleho ea {day}.",
            "តួលេខ {n} នៃរបាយការណ៍{day}។",
        ),
        "export": (
            "Take these along (CSV)",
            "Les emporter (CSV)",
            "Pakua hizi (CSV)",
            "Nka tsena (CSV)",
            "ទាញយកទាំងនេះ (CSV)",
        ),
        "days": ("Days", "Jours", "Siku", "Matsatsi", "ថ្ងៃ"),
        "value": ("Value", "Valeur", "Thamani", "Boleng", "តម្លៃ"),
        "interval": ("Likely between", "Sans doute entre", "Huenda kati ya", "Mohlomong pakeng tsa", "ប្រហែលចន្លោះ"),
        "n": ("People", "Personnes", "Watu", "Batho", "មនុស្ស"),
        "hidden": ("hidden: too few", "caché : trop peu", "imefichwa: wachache", "e patiloe: ba fokola", "លាក់៖ តិចពេក"),
        "none yet": (
            "No report is released yet, or none of this day.",
            "Aucun rapport n’est encore publié, ou aucun de ce jour.",
            "Hakuna ripoti iliyotolewa bado, au hakuna ya siku hii.",
            "Ha ho tlaleho e lokollotsoeng, kapa ha ho ea letsatsi lena.",
            "មិនទាន់មានរបាយការណ៍ ឬគ្មានសម្រាប់ថ្ងៃនេះ។",
        ),
        "nothing": (
            "No figure is like that. Ask for less.",
            "Aucun chiffre. Demandez moins.",
            "Hakuna takwimu kama hiyo. Punguza masharti.",
            "Ha ho palo e joalo. Kopa ho fokolang.",
            "គ្មានតួលេខបែបនេះទេ។ សូមកាត់បន្ថយលក្ខខណ្ឌ។",
        ),
        "more": ("More figures", "Plus de chiffres", "Takwimu zaidi", "Lipalo tse ling", "តួលេខបន្ថែម"),
    }
)
