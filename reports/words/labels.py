"""Words for answers and steps that no author wrote. English is written; the other languages are drafts."""

from __future__ import annotations

from reports.words import topic

LABELS = topic(
    {
        "yes": ("Yes", "Oui", "Ndiyo", "E", "បាទ/ចាស"),
        "no": ("No", "Non", "Hapana", "Che", "ទេ"),
        "dont_know": ("Does not know", "Ne sait pas", "Hajui", "Ha a tsebe", "មិនដឹង"),
        "elsewhere": ("Another place", "Un autre lieu", "Mahali pengine", "Sebaka se seng", "កន្លែងផ្សេង"),
        "other_places": (
            "All other places", "Tous les autres lieux", "Mahali pengine pote", "Libaka tse ling kaofela", "កន្លែងផ្សេងទៀតទាំងអស់",
        ),
        "first screen": ("First screen", "Premier écran", "Skrini ya kwanza", "Skrine sa pele", "អេក្រង់ដំបូង"),
        "privacy:consent given": (
            "consents given", "consentements donnés", "ridhaa zilizotolewa", "tumello e fanoeng", "ការយល់ព្រមដែលបានផ្តល់",
        ),
        "privacy:consent refused": (
            "consents refused", "consentements refusés", "ridhaa zilizokataliwa", "tumello e hanetsoeng", "ការយល់ព្រមដែលបានបដិសេធ",
        ),
        "privacy:erased": (
            "people erased, in the whole gateway", "personnes effacées, dans toute la passerelle",
            "watu waliofutwa, katika mfumo wote", "batho ba phumotsoeng, tsamaisong eohle", "មនុស្សដែលបានលុប ក្នុងប្រព័ន្ធទាំងមូល",
        ),
        "privacy:numbers deleted": (
            "numbers expired and deleted, in the whole gateway", "numéros échus et supprimés, dans toute la passerelle",
            "nambari zilizoisha muda na kufutwa, katika mfumo wote",
            "linomoro tse felletsoeng ke nako 'me tsa hlakoloa, tsamaisong eohle",
            "លេខដែលផុតកំណត់ និងបានលុប ក្នុងប្រព័ន្ធទាំងមូល",
        ),
        "privacy:words deleted": (
            "written answers expired and deleted", "réponses écrites échues et supprimées",
            "majibu ya maandishi yaliyoisha muda na kufutwa", "likarabo tse ngotsoeng tse felletsoeng ke nako 'me tsa hlakoloa",
            "ចម្លើយសរសេរដែលផុតកំណត់ និងបានលុប",
        ),
        "minutes": ("minutes", "minutes", "dakika", "metsotso", "នាទី"),
    }
)  # fmt: skip
"""Labels of answers by their key, of the first screen, and of a unit."""
