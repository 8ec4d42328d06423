"""The shelf of surveys, and beginning a new one. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "title": ("Surveys", "Enquêtes", "Dodoso", "Lipatlisiso", "ការស្ទង់មតិ"),
        "survey": ("Survey", "Enquête", "Dodoso", "Patlisiso", "ការស្ទង់មតិ"),
        "version": ("Version", "Version", "Toleo", "Mofuta", "កំណែ"),
        "none yet": ("not published", "non publiée", "halijachapishwa", "ha e so phatlalatsoe", "មិនទាន់ផ្សាយ"),
        "draft": ("Draft", "Brouillon", "Rasimu", "Moralo", "សេចក្តីព្រាង"),
        "draft by": (
            "open, last by {name}",
            "ouvert, dernier : {name}",
            "wazi, wa mwisho {name}",
            "o butsoe, oa ho qetela {name}",
            "បើក ចុងក្រោយដោយ {name}",
        ),
        "today": ("Answers today", "Réponses aujourd’hui", "Majibu leo", "Likarabo kajeno", "ចម្លើយថ្ងៃនេះ"),
        "problems": ("Problems", "Problèmes", "Matatizo", "Mathata", "បញ្ហា"),
        "empty": (
            "There is no survey yet. Start one from what comes near; every word can be changed.",
            "Il n’y a pas encore d’enquête. Partez du modèle le plus proche ; chaque mot peut être changé.",
            "Hakuna dodoso bado. Anza na lililo karibu; kila neno linaweza kubadilishwa.",
            "Ha ho patlisiso hajoale. Qala ka e haufi; lentsoe le leng le le leng le ka fetoloa.",
            "មិនទាន់មានការស្ទង់មតិ។ ចាប់ផ្តើមពីគំរូដែលជិត ពាក្យទាំងអស់អាចប្តូរបាន។",
        ),
        "start from": ("Start from:", "Partir de :", "Anza na:", "Qala ka:", "ចាប់ផ្តើមពី៖"),
        "start clinic": ("clinic visit", "visite à la clinique", "ziara ya kliniki", "leeto la tleliniki", "ការទៅគ្លីនិក"),
        "start counter": ("service centre", "centre de services", "kituo cha huduma", "setsi sa litšebeletso", "មជ្ឈមណ្ឌលសេវា"),
        "start front-door": (
            "one number for several surveys",
            "un numéro pour plusieurs enquêtes",
            "nambari moja kwa dodoso kadhaa",
            "nomoro e le ’ngoe bakeng sa lipatlisiso tse ngata",
            "លេខមួយសម្រាប់ការស្ទង់មតិច្រើន",
        ),
        "start minimal": ("empty", "vide", "tupu", "e se nang letho", "ទទេ"),
        "start file": (
            "a file (YAML, XLSForm, RapidPro)",
            "un fichier (YAML, XLSForm, RapidPro)",
            "faili (YAML, XLSForm, RapidPro)",
            "faele (YAML, XLSForm, RapidPro)",
            "ឯកសារ (YAML, XLSForm, RapidPro)",
        ),
        "new survey": ("A new survey", "Une nouvelle enquête", "Dodoso jipya", "Patlisiso e ncha", "ការស្ទង់មតិថ្មី"),
        "file": ("The file", "Le fichier", "Faili", "Faele", "ឯកសារ"),
        "file kinds": (
            "Text (.yaml), a spreadsheet form (.xlsx) or an export of RapidPro (.json), up to 5 MB.",
            "Texte (.yaml), formulaire (.xlsx) ou export RapidPro (.json), jusqu’à 5 Mo.",
            "Maandishi (.yaml), fomu (.xlsx) au faili ya RapidPro (.json), hadi MB 5.",
            "Mongolo (.yaml), foromo (.xlsx) kapa faele ea RapidPro (.json), ho fihla ho MB 5.",
            "អត្ថបទ (.yaml) ទម្រង់ (.xlsx) ឬ RapidPro (.json) មិនលើស ៥ MB។",
        ),
        "its title": (
            "What it is called in reports",
            "Son titre dans les rapports",
            "Jina lake katika ripoti",
            "Lebitso la eona litlalehong",
            "ចំណងជើងក្នុងរបាយការណ៍",
        ),
        "its name": (
            "Its short name, for ever",
            "Son nom court, pour toujours",
            "Jina lake fupi, daima",
            "Lebitso le lekhutšoane, ka ho sa feleng",
            "ឈ្មោះខ្លី ជារៀងរហូត",
        ),
        "name hint": (
            "Small letters, digits and hyphens, such as clinic-visit.",
            "Petites lettres, chiffres et tirets, comme clinic-visit.",
            "Herufi ndogo, tarakimu na vistari, kama clinic-visit.",
            "Litlhaku tse nyane, lipalo le mela, joalo ka clinic-visit.",
            "អក្សរតូច លេខ និងសញ្ញា - ដូចជា clinic-visit។",
        ),
        "owner": ("Who asks", "Qui demande", "Nani anauliza", "Ke mang ea botsang", "អ្នកណាសួរ"),
        "zone": ("Time zone", "Fuseau horaire", "Ukanda wa saa", "Sebaka sa nako", "តំបន់ម៉ោង"),
        "main": ("Main language", "Langue principale", "Lugha kuu", "Puo e kholo", "ភាសាចម្បង"),
        "also": ("Also in", "Aussi en", "Pia kwa", "Hape ka", "ជាភាសា"),
        "begin": ("Begin", "Commencer", "Anza", "Qala", "ចាប់ផ្តើម"),
        "begun": ("The draft is there", "Le brouillon est prêt", "Rasimu ipo", "Moralo o teng", "សេចក្តីព្រាងរួចរាល់"),
        "not carried": ("Not carried over", "Non repris", "Haikuletwa", "Ha ea tlisoa", "មិនបានយកមក"),
        "to look at": ("To look at", "À regarder", "Ya kuangalia", "Tse lokelang ho shejoa", "ត្រូវមើល"),
        "open": ("Open the draft", "Ouvrir le brouillon", "Fungua rasimu", "Bula moralo", "បើកសេចក្តីព្រាង"),
    }
)
