"""The archive of reports. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "about": (
            "Every night as it was released. A report never changes afterwards; printed again it has the same numbers.",
            "Chaque nuit telle qu’elle a été publiée. Un rapport ne change plus ; réimprimé, il a les mêmes chiffres.",
            "Kila usiku kama ulivyotolewa. Ripoti haibadiliki baadaye; ikichapishwa tena ina nambari zilezile.",
            "Bosiu bo bong le bo bong kamoo bo lokollotsoeng kateng. Tlaleho ha e fetohe; "
            "e hatisoa hape ka linomoro tse tšoanang.",
            "យប់នីមួយៗដូចដែលបានចេញផ្សាយ។ របាយការណ៍មិនផ្លាស់ប្ដូរទេ បោះពុម្ពម្តងទៀតក៏មានតួលេខដដែល។",
        ),
        "none": (
            "No report is released yet. The first comes the morning after the first published day.",
            "Aucun rapport n’est encore publié. Le premier vient le lendemain de la première publication.",
            "Hakuna ripoti iliyotolewa bado. Ya kwanza huja asubuhi baada ya siku ya kwanza.",
            "Ha ho tlaleho e lokollotsoeng. Ea pele e tla hoseng ka mor’a letsatsi la pele.",
            "មិនទាន់មានរបាយការណ៍ទេ។ របាយការណ៍ដំបូងមកដល់នៅព្រឹកបន្ទាប់ពីថ្ងៃដំបូង។",
        ),
        "older": ("Older nights", "Nuits plus anciennes", "Usiku wa zamani", "Masiu a khale", "យប់ចាស់ៗ"),
        "newest": ("Newest nights", "Nuits récentes", "Usiku wa karibuni", "Masiu a macha", "យប់ថ្មីៗ"),
        "overviews": (
            "All ministries, week by week",
            "Tous les ministères, semaine par semaine",
            "Wizara zote, wiki kwa wiki",
            "Makala ’ohle, beke ka beke",
            "ក្រសួងទាំងអស់ ប្រចាំសប្តាហ៍",
        ),
        "of day": ("Report of {day}", "Rapport du {day}", "Ripoti ya {day}", "Tlaleho ea {day}", "របាយការណ៍{day}"),
        "of week": (
            "Overview of the week to {day}",
            "Aperçu de la semaine au {day}",
            "Muhtasari wa wiki hadi {day}",
            "Kakaretso ea beke ho fihla ka {day}",
            "សង្ខេបសប្តាហ៍ដល់{day}",
        ),
        "files": ("Take it along", "À emporter", "Pakua", "Nka le uena", "ទាញយក"),
        "print": ("For print (PDF)", "À imprimer (PDF)", "Kuchapisha (PDF)", "Bakeng sa ho hatisa (PDF)", "សម្រាប់បោះពុម្ព (PDF)"),
        "workbook": (
            "Workbook (XLSX)",
            "Classeur (XLSX)",
            "Kitabu cha kazi (XLSX)",
            "Buka ea mosebetsi (XLSX)",
            "សៀវភៅការងារ (XLSX)",
        ),
        "package": (
            "All figures (CSV with dictionary, ZIP)",
            "Tous les chiffres (CSV avec dictionnaire, ZIP)",
            "Takwimu zote (CSV na kamusi, ZIP)",
            "Lipalo tsohle (CSV le bukantsoe, ZIP)",
            "តួលេខទាំងអស់ (CSV និងវចនានុក្រម, ZIP)",
        ),
        "csv": ("All figures (CSV)", "Tous les chiffres (CSV)", "Takwimu zote (CSV)", "Lipalo tsohle (CSV)", "តួលេខទាំងអស់ (CSV)"),
        "json": (
            "Every number, for programs (JSON)",
            "Tous les nombres, pour les programmes (JSON)",
            "Kila nambari, kwa programu (JSON)",
            "Linomoro tsohle, bakeng sa mananeo (JSON)",
            "គ្រប់លេខ សម្រាប់កម្មវិធី (JSON)",
        ),
        "alone": ("Open it by itself", "L’ouvrir seul", "Ifungue peke yake", "E bule e le ’ngoe", "បើកដាច់ដោយឡែក"),
        "the report": ("The report", "Le rapport", "Ripoti", "Tlaleho", "របាយការណ៍"),
        "places": (
            "You see the places of which you have charge.",
            "Vous voyez les lieux dont vous avez la charge.",
            "Unaona maeneo unayosimamia.",
            "U bona libaka tseo u li hlokomelang.",
            "អ្នកមើលឃើញទីកន្លែងដែលអ្នកទទួលបន្ទុក។",
        ),
        "no places": (
            "This report tells nothing of your places: too few people answered, or nobody.",
            "Ce rapport ne dit rien de vos lieux : trop peu de réponses, ou aucune.",
            "Ripoti hii haisemi lolote kuhusu maeneo yako: waliojibu ni wachache mno, au hakuna.",
            "Tlaleho ena ha e bolele letho ka libaka tsa hau: ba arabileng ba fokola haholo, kapa ha ba eo.",
            "របាយការណ៍នេះមិននិយាយអ្វីអំពីទីកន្លែងរបស់អ្នកទេ៖ មានអ្នកឆ្លើយតិចពេក ឬគ្មាន។",
        ),
    }
)
