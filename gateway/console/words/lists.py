"""Place lists. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "about": (
            "The places that people choose from. A published survey keeps the list that it was published with.",
            "Les lieux parmi lesquels on choisit. Une enquête publiée garde la liste avec laquelle elle l’a été.",
            "Maeneo ambayo watu huchagua. Dodoso lililochapishwa huweka orodha lililochapishwa nayo.",
            "Libaka tseo batho ba khethang ho tsona. Patlisiso e phatlalalitsoeng e boloka lenane la eona.",
            "ទីកន្លែងដែលមនុស្សជ្រើសរើស។ ការស្ទង់មតិដែលបានផ្សាយរក្សាបញ្ជីដែលផ្សាយជាមួយ។",
        ),
        "none": (
            "No survey of this ministry uses a list.",
            "Aucune enquête de ce ministère n’utilise de liste.",
            "Hakuna dodoso la wizara hii linalotumia orodha.",
            "Ha ho patlisiso ea lekala lena e sebelisang lenane.",
            "គ្មានការស្ទង់មតិរបស់ក្រសួងនេះប្រើបញ្ជីទេ។",
        ),
        "used by": ("Used by", "Utilisée par", "Inatumiwa na", "Le sebelisoa ke", "ប្រើដោយ"),
        "done": (
            "The drafts have the new list. Citizens meet it when the surveys are published.",
            "Les brouillons ont la nouvelle liste. Les citoyens la verront à la publication.",
            "Rasimu zina orodha mpya. Wananchi wataiona dodoso zikichapishwa.",
            "Meralo e na le lenane le lecha. Baahi ba tla le bona ha lipatlisiso li phatlalatsoa.",
            "សេចក្តីព្រាងមានបញ្ជីថ្មី។ ប្រជាពលរដ្ឋឃើញវានៅពេលផ្សាយ។",
        ),
        "what changes": (
            "What would change: {n}",
            "Ce qui changerait : {n}",
            "Yatakayobadilika: {n}",
            "Se tla fetoha: {n}",
            "អ្វីដែលនឹងផ្លាស់ប្តូរ៖ {n}",
        ),
        "places": ("Places: {n}", "Lieux : {n}", "Maeneo: {n}", "Libaka: {n}", "ទីកន្លែង៖ {n}"),
        "added": ("New: {n}", "Nouveaux : {n}", "Mapya: {n}", "Tse ncha: {n}", "ថ្មី៖ {n}"),
        "removed": ("Gone: {n}", "Disparus : {n}", "Yaliyoondolewa: {n}", "Tse tlositsoeng: {n}", "បាត់៖ {n}"),
        "renamed": ("Renamed: {n}", "Renommés : {n}", "Majina mapya: {n}", "Mabitso a macha: {n}", "ប្តូរឈ្មោះ៖ {n}"),
        "moved": (
            "In another group: {n}",
            "Dans un autre groupe : {n}",
            "Katika kundi lingine: {n}",
            "Sehlopheng se seng: {n}",
            "ក្នុងក្រុមផ្សេង៖ {n}",
        ),
        "closed": ("Closed: {n}", "Fermés : {n}", "Yaliyofungwa: {n}", "Tse koetsoeng: {n}", "បិទ៖ {n}"),
        "opened": ("Open again: {n}", "Rouverts : {n}", "Yaliyofunguliwa tena: {n}", "Tse butsoeng hape: {n}", "បើកវិញ៖ {n}"),
        "rather close": (
            "A place with answers should stay in the list and be marked closed: reports still need its name.",
            "Un lieu qui a des réponses devrait rester, marqué fermé : les rapports ont besoin de son nom.",
            "Mahali penye majibu pabaki kwenye orodha na paandikwe pamefungwa: ripoti zinahitaji jina lake.",
            "Sebaka se nang le likarabo se lule lenaneng, se tšoauoe se koetsoe: litlaleho li hloka lebitso la sona.",
            "ទីកន្លែងដែលមានចម្លើយគួរនៅក្នុងបញ្ជី ហើយសម្គាល់ថាបិទ៖ របាយការណ៍ត្រូវការឈ្មោះវា។",
        ),
        "take why": (
            "It goes into the drafts of the surveys below. Nothing is published by it.",
            "Elle va dans les brouillons des enquêtes ci-dessous. Rien n’est publié.",
            "Inaingia kwenye rasimu za dodoso hapa chini. Hakuna kinachochapishwa.",
            "Le kena meralong ea lipatlisiso tse ka tlase. Ha ho letho le phatlalatsoang.",
            "វាចូលក្នុងសេចក្តីព្រាងខាងក្រោម។ គ្មានអ្វីត្រូវផ្សាយទេ។",
        ),
        "take": ("Take it over", "La reprendre", "Ichukue", "Le nke", "យកវា"),
        "leave": ("Leave it", "Abandonner", "Achana nayo", "Le tlohele", "បោះបង់"),
        "published": ("version {n}", "version {n}", "toleo {n}", "mofuta {n}", "កំណែ {n}"),
        "drafted": (
            "The draft has a newer list.",
            "Le brouillon a une liste plus récente.",
            "Rasimu ina orodha mpya zaidi.",
            "Moralo o na le lenane le lecha.",
            "សេចក្តីព្រាងមានបញ្ជីថ្មីជាង។",
        ),
        "hand in": ("A new list", "Une nouvelle liste", "Orodha mpya", "Lenane le lecha", "បញ្ជីថ្មី"),
        "file": ("File", "Fichier", "Faili", "Faele", "ឯកសារ"),
        "file why": (
            "CSV with the columns code and name, and the groups that the surveys ask by. At most 5 MB.",
            "CSV avec les colonnes code et name, et les groupes que demandent les enquêtes. 5 Mo au plus.",
            "CSV yenye safuwima code na name, na makundi ambayo dodoso huuliza. MB 5 zaidi.",
            "CSV e nang le likholomo code le name, le lihlopha tseo lipatlisiso li li botsang. MB 5 bonyane.",
            "CSV មានជួរឈរ code និង name និងក្រុមដែលការស្ទង់មតិសួរ។ មិនលើស 5 MB។",
        ),
        "look": ("Look what changes", "Voir ce qui change", "Tazama mabadiliko", "Sheba se fetohang", "មើលអ្វីផ្លាស់ប្តូរ"),
        "versions": ("Versions", "Versions", "Matoleo", "Mefuta", "កំណែ"),
        "never published": (
            "No published version uses it.",
            "Aucune version publiée ne l’utilise.",
            "Hakuna toleo lililochapishwa linaloitumia.",
            "Ha ho mofuta o phatlalalitsoeng o le sebelisang.",
            "គ្មានកំណែដែលបានផ្សាយប្រើវាទេ។",
        ),
        "download": ("Download {what}", "Télécharger {what}", "Pakua {what}", "Khoasolla {what}", "ទាញយក {what}"),
    }
)
