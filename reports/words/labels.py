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
        "minutes": ("minutes", "minutes", "dakika", "metsotso", "នាទី"),
    }
)  # fmt: skip
"""Labels of answers by their key, of the first screen, and of a unit."""
