"""Sheets, columns and notes of the workbook and of the open data. English is written; French, Swahili, Sesotho and Khmer are
drafts."""

from __future__ import annotations

from reports.words import topic

SHEETS = topic({
    "cover": ("Cover", "Couverture", "Jalada", "Sekoahelo", "គម្រប"),
    "contents": ("Contents", "Sommaire", "Yaliyomo", "Likahare", "មាតិកា"),
    "notes": ("Notes", "Notes", "Maelezo", "Lintlha", "កំណត់សម្គាល់"),
    "headline": ("Headline", "Chiffre clé", "Kiini", "Palo e kholo", "តួលេខចម្បង"),
    "services": ("Services", "Services", "Huduma", "Litsebeletso", "សេវា"),
    "facilities": ("Facilities", "Lieux", "Vituo", "Libaka", "ទីកន្លែង"),
    "districts": ("Districts", "Districts", "Wilaya", "Litereke", "ស្រុក-ខណ្ឌ"),
    "reasons": ("Reasons", "Raisons", "Sababu", "Mabaka", "មូលហេតុ"),
    "themes": ("Themes", "Thèmes", "Mada", "Lihlooho", "ប្រធានបទ"),
    "words": ("Words", "Mots", "Maneno", "Mantsoe", "ពាក្យ"),
    "questions": ("Questions", "Questions", "Maswali", "Lipotso", "សំណួរ"),
    "weeks": ("Weeks", "Semaines", "Wiki", "Libeke", "សប្តាហ៍"),
    "response": ("Response", "Participation", "Mwitikio", "Karabelo", "ការឆ្លើយតប"),
    "breakoff": ("Break-off", "Abandons", "Kuacha", "Ho tlohela", "ការបោះបង់"),
    "signals": ("Signals", "Signaux", "Ishara", "Matšoao", "សញ្ញា"),
    "actions": ("Actions", "Actions", "Hatua", "Likhato", "សកម្មភាព"),
    "dictionary": ("Dictionary", "Dictionnaire", "Kamusi", "Bukantsoe", "វចនានុក្រម"),
})  # fmt: skip
"""Names of the sheets, in their order: short, each its own, without the signs that a sheet's name cannot hold."""

TITLES = topic({
    "contents": (
        "Contents: the sheets of this workbook", "Sommaire : les feuilles de ce classeur",
        "Yaliyomo: karatasi za kitabu hiki", "Likahare: maqephe a buka ena", "មាតិកា៖ សន្លឹកនៃសៀវភៅការងារនេះ",
    ),
    "notes": (
        "Notes: the marks and rules of this workbook", "Notes : signes et règles de ce classeur",
        "Maelezo: alama na kanuni za kitabu hiki", "Lintlha: matšoao le melao ea buka ena",
        "កំណត់សម្គាល់៖ សញ្ញា និងវិធាន",
    ),
    "headline": (
        "How it stands, by channel", "La situation, par canal", "Hali ilivyo, kwa njia", "Boemo, ka tsela",
        "ស្ថានភាព តាមបណ្តាញ",
    ),
    "services": (
        "How services stand, by channel", "La situation des services, par canal", "Hali ya huduma, kwa njia",
        "Boemo ba litsebeletso, ka tsela", "ស្ថានភាពសេវា តាមបណ្តាញ",
    ),
    "facilities": (
        "How places of service stand, by channel", "La situation des lieux de service, par canal",
        "Hali ya vituo, kwa njia", "Boemo ba libaka, ka tsela", "ស្ថានភាពទីកន្លែង តាមបណ្តាញ",
    ),
    "districts": (
        "How districts stand, by channel", "La situation des districts, par canal", "Hali ya wilaya, kwa njia",
        "Boemo ba litereke, ka tsela", "ស្ថានភាពស្រុក តាមបណ្តាញ",
    ),
    "reasons": (
        "What people name as the main problem", "Ce que l’on nomme comme problème principal",
        "Watu wanachotaja kama tatizo kuu", "Seo batho ba se bolelang e le bothata", "បញ្ហាចម្បងដែលប្រជាជនលើកឡើង",
    ),
    "themes": (
        "What free texts are about", "Ce dont parlent les textes libres", "Maandishi huru yanahusu nini",
        "Seo melaetsa ea bolokolohi e buang ka sona", "អត្ថបទសេរីនិយាយអំពីអ្វី",
    ),
    "words": (
        "Words said more, or less, than in the 28 days before", "Mots plus, ou moins, employés que les 28 jours précédents",
        "Maneno yaliyotumika zaidi, au kidogo, kuliko siku 28 kabla",
        "Mantsoe a buuoang haholo, kapa hanyane, ho feta matsatsi a 28 a pele",
        "ពាក្យដែលនិយាយច្រើនជាង ឬតិចជាង 28 ថ្ងៃមុន",
    ),
    "questions": (
        "Every question and its answers, by channel", "Chaque question et ses réponses, par canal",
        "Kila swali na majibu yake, kwa njia", "Potso e ’ngoe le e ’ngoe le likarabo tsa eona, ka tsela",
        "សំណួរនីមួយៗ និងចម្លើយ តាមបណ្តាញ",
    ),
    "weeks": (
        "Good or very good, week by week", "Bon ou très bon, semaine par semaine",
        "Nzuri au nzuri sana, wiki kwa wiki", "Hantle, beke le beke", "ល្អ ឬល្អណាស់ តាមសប្តាហ៍",
    ),
    "response": (
        "Who was asked, who answered, and what the answers are worth",
        "Qui a été invité, qui a répondu, que valent les réponses",
        "Nani aliulizwa, nani alijibu, na majibu yana thamani gani",
        "Ea botsitsoeng, ea arabileng, le boleng ba likarabo", "អ្នកណាត្រូវបានសួរ អ្នកណាឆ្លើយ និងគុណភាពចម្លើយ",
    ),
    "breakoff": (
        "Where people leave the survey", "Où l’on quitte l’enquête", "Watu wanapoacha utafiti",
        "Moo batho ba tlohelang teng", "កន្លែងដែលប្រជាជនឈប់",
    ),
    "signals": (
        "What somebody must look at", "Ce que quelqu’un doit examiner", "Yanayopaswa kuangaliwa",
        "Tse lokelang ho hlahlojoa", "អ្វីដែលត្រូវពិនិត្យ",
    ),
    "actions": ("What was done", "Ce qui a été fait", "Kilichofanyika", "Se entsoeng", "អ្វីដែលបានធ្វើ"),
    "dictionary": (
        "What the measures mean", "Ce que signifient les mesures", "Maana ya vipimo", "Se boleloang ke litekanyo",
        "អត្ថន័យនៃរង្វាស់",
    ),
})  # fmt: skip

WORKBOOK = topic({
    "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
    "service": ("Service", "Service", "Huduma", "Tsebeletso", "សេវា"),
    "district": ("District", "District", "Wilaya", "Setereke", "ស្រុក/ខណ្ឌ"),
    "facility": ("Place of service", "Lieu de service", "Kituo", "Sebaka sa tšebeletso", "ទីកន្លែងផ្តល់សេវា"),
    "channel": ("Channel", "Canal", "Njia", "Tsela", "បណ្តាញ"),
    "period_start": ("First day", "Premier jour", "Siku ya kwanza", "Letsatsi la pele", "ថ្ងៃដំបូង"),
    "period_end": ("Last day", "Dernier jour", "Siku ya mwisho", "Letsatsi la ho qetela", "ថ្ងៃចុងក្រោយ"),
    "metric": ("Measure", "Mesure", "Kipimo", "Tekanyo", "រង្វាស់"),
    "value": ("Value", "Valeur", "Thamani", "Boleng", "តម្លៃ"),
    "n": (
        "Answers behind it (n)", "Réponses prises en compte (n)", "Majibu yaliyohesabiwa (n)",
        "Likarabo tse baliloeng (n)", "ចម្លើយដែលរាប់ (n)",
    ),
    "lower95": (
        "Likely at least (95 %)", "Probablement au moins (95 %)", "Huenda angalau (95 %)", "Mohlomong bonyane (95 %)",
        "ប្រហែលយ៉ាងតិច (95 %)",
    ),
    "upper95": (
        "Likely at most (95 %)", "Probablement au plus (95 %)", "Huenda si zaidi ya (95 %)",
        "Mohlomong ho fihla ho (95 %)", "ប្រហែលយ៉ាងច្រើន (95 %)",
    ),
    "suppressed": ("Held back", "Masqué", "Imefichwa", "E patiloe", "ត្រូវបានលាក់"),
    "suppression_reason": (
        "Why held back", "Raison du masquage", "Sababu ya kufichwa", "Lebaka la ho pata", "មូលហេតុលាក់",
    ),
    "method_version": (
        "Version of the method", "Version de la méthode", "Toleo la mbinu", "Phetolelo ea mokhoa", "កំណែវិធីសាស្ត្រ",
    ),
    "name": ("Name", "Nom", "Jina", "Lebitso", "ឈ្មោះ"),
    "code": ("Code", "Code", "Msimbo", "Khoutu", "កូដ"),
    "fresh": (
        "Figures of this report", "Chiffres de ce rapport", "Takwimu za ripoti hii", "Lipalo tsa tlaleho ena",
        "តួលេខនៃរបាយការណ៍នេះ",
    ),
    "yes": ("yes", "oui", "ndiyo", "e", "បាទ/ចាស"),
    "no": ("no", "non", "hapana", "che", "ទេ"),
    "change_lower": (
        "Change, at least (95 %)", "Évolution, au moins (95 %)", "Mabadiliko, angalau (95 %)",
        "Phetoho, bonyane (95 %)", "បម្រែបម្រួល យ៉ាងតិច (95 %)",
    ),
    "change_upper": (
        "Change, at most (95 %)", "Évolution, au plus (95 %)", "Mabadiliko, si zaidi ya (95 %)",
        "Phetoho, ho fihla ho (95 %)", "បម្រែបម្រួល យ៉ាងច្រើន (95 %)",
    ),
    "movement": ("Movement", "Mouvement", "Mwenendo wa sasa", "Motsamao", "ចលនា"),
    "grade": (
        "Trust (A to C)", "Confiance (A à C)", "Kuaminika (A hadi C)", "Tšepo (A ho isa ho C)",
        "ទំនុកចិត្ត (A ដល់ C)",
    ),
    "funnel": (
        "Against its limits", "Par rapport aux limites", "Dhidi ya mipaka", "Ho bapisoa le meeli", "ធៀបនឹងដែនកំណត់",
    ),
    "unusual": ("Unusual", "Inhabituel", "Si ya kawaida", "Ha ea tloaeleha", "មិនធម្មតា"),
    "reason": ("Problem", "Problème", "Tatizo", "Bothata", "បញ្ហា"),
    "share": ("Share", "Part", "Sehemu", "Karolo", "ចំណែក"),
    "before": (
        "Share, 28 days before", "Part, 28 jours avant", "Sehemu, siku 28 kabla", "Karolo, matsatsi a 28 a pele",
        "ចំណែក 28 ថ្ងៃមុន",
    ),
    "week": (
        "Week from Monday", "Semaine du lundi", "Wiki kuanzia Jumatatu", "Beke ho tloha Mantaha",
        "សប្តាហ៍ចាប់ពីថ្ងៃចន្ទ",
    ),
    "closed": ("Week is over", "Semaine terminée", "Wiki imekwisha", "Beke e felile", "សប្តាហ៍បានចប់"),
    "label": ("Chart rule", "Règle de la carte", "Kanuni ya chati", "Molao oa chate", "វិធានគំនូសតាង"),
    "note": ("Note", "Remarque", "Dokezo", "Ntlha", "កំណត់ចំណាំ"),
    "group": ("Language", "Langue", "Lugha", "Puo", "ភាសា"),
    "step": ("Step", "Étape", "Hatua ya swali", "Mohato", "ជំហាន"),
    "number": ("Number", "Numéro", "Namba", "Nomoro", "លេខ"),
    "state": ("State", "État", "Hali", "Boemo", "ស្ថានភាព"),
    "direction": ("Direction", "Sens", "Mwelekeo", "Lehlakore", "ទិសដៅ"),
    "rule": ("Rule", "Règle", "Kanuni", "Molao", "វិធាន"),
    "expected_low": (
        "Expected, at least", "Attendu, au moins", "Inayotarajiwa, angalau", "E lebelletsoeng, bonyane",
        "រំពឹងទុក យ៉ាងតិច",
    ),
    "expected_high": (
        "Expected, at most", "Attendu, au plus", "Inayotarajiwa, si zaidi ya", "E lebelletsoeng, ho fihla ho",
        "រំពឹងទុក យ៉ាងច្រើន",
    ),
    "since": ("Since", "Depuis", "Tangu", "Ho tloha", "ចាប់ពី"),
    "opened_on": ("Opened", "Ouvert le", "Ilifunguliwa", "E butsoe ka", "បើកនៅ"),
    "days_open": ("Days open", "Jours ouverts", "Siku wazi", "Matsatsi e butsoe", "ថ្ងៃបើក"),
    "overdue": ("Overdue", "En retard", "Imechelewa", "E liehile", "ហួសកំណត់"),
    "owner": ("Who acts", "Qui agit", "Mhusika", "Ea nkang khato", "អ្នកទទួលបន្ទុក"),
    "family": (
        "Judged together", "Jugés ensemble", "Zilizopimwa pamoja", "Tse ahlotsoeng hammoho", "វាយតម្លៃរួមគ្នា",
    ),
    "action": ("What was done", "Action menée", "Hatua iliyochukuliwa", "Khato e nkuoeng", "អ្វីដែលបានធ្វើ"),
    "action_day": ("Day", "Jour", "Siku", "Letsatsi", "ថ្ងៃ"),
    "unit": ("Unit", "Unité", "Kizio", "Yuniti", "ឯកតា"),
    "formula": ("Formula", "Formule", "Fomula", "Foromo", "រូបមន្ត"),
    "sheet": ("Sheet", "Feuille", "Karatasi", "Leqephe", "សន្លឹក"),
    "title": ("What it holds", "Contenu", "Kilichomo", "Se ka hare", "ខ្លឹមសារ"),
    "mark": ("Mark", "Signe", "Alama", "Letšoao", "សញ្ញាសម្គាល់"),
    "meaning": ("Meaning", "Signification", "Maana", "Moelelo", "អត្ថន័យ"),
    "word": ("Word", "Mot", "Neno", "Lentsoe", "ពាក្យ"),
    "speakers": (
        "People who said it", "Personnes qui l’ont dit", "Watu waliolitaja", "Batho ba le boletseng", "អ្នកដែលបាននិយាយ",
    ),
    "z": (
        "z against the 28 days before", "z face aux 28 jours précédents", "z dhidi ya siku 28 kabla",
        "z khahlanong le matsatsi a 28 a pele", "z ធៀបនឹង 28 ថ្ងៃមុន",
    ),
    "question": ("Question", "Question", "Swali", "Potso", "សំណួរ"),
    "answer_given": ("Answer", "Réponse", "Jibu", "Karabo", "ចម្លើយ"),
    "answer_code": ("Code of the answer", "Code de la réponse", "Msimbo wa jibu", "Khoutu ea karabo", "កូដចម្លើយ"),
    "survey": ("Survey", "Enquête", "Utafiti", "Patlisiso", "ការស្ទង់មតិ"),
    "empty": ("Nothing to list", "Rien à signaler", "Hakuna cha kuorodhesha", "Ha ho letho", "គ្មានអ្វីត្រូវរាយ"),
    "one table": (
        "This sheet holds one table. Marks such as [c] are explained on the sheet “{notes}”.",
        "Cette feuille contient un tableau. Les signes tels que [c] sont expliqués sur la feuille « {notes} ».",
        "Karatasi hii ina jedwali moja. Alama kama [c] zinaelezwa kwenye karatasi “{notes}”.",
        "Leqephe lena le na le tafole e le ’ngoe. Matšoao a kang [c] a hlalosoa leqepheng “{notes}”.",
        "សន្លឹកនេះមានតារាងមួយ។ សញ្ញាដូចជា [c] ត្រូវបានពន្យល់នៅសន្លឹក “{notes}”។",
    ),
})  # fmt: skip
"""Columns and small words."""
