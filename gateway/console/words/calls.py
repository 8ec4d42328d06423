"""The contact centre. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "title": ("A call comes in", "Un appel arrive", "Simu inaingia", "Mohala o kena", "មានការហៅចូល"),
        "call": ("Call", "Appel", "Simu", "Mohala", "ការហៅ"),
        "survey": ("Survey", "Enquête", "Dodoso", "Patlisiso", "ការស្ទង់មតិ"),
        "number": (
            "The caller’s phone number",
            "Le numéro de téléphone de la personne",
            "Nambari ya simu ya anayepiga",
            "Nomoro ea mohala ea ea letsang",
            "លេខទូរស័ព្ទរបស់អ្នកហៅ",
        ),
        "sealed": (
            "It is sealed at once and never shown again. It tells whether this phone has answered already.",
            "Il est scellé aussitôt et n’est plus jamais montré. Il sert à savoir si ce téléphone a déjà répondu.",
            "Inafungwa mara moja na haionyeshwi tena. Inaonyesha kama simu hii imeshajibu.",
            "E tiisoa hang-hang ’me ha e sa bontšoa. E re bolella hore na mohala ona o se o arabile.",
            "លេខនេះត្រូវបានបិទត្រាភ្លាម ហើយមិនបង្ហាញម្តងទៀតទេ។ វាប្រាប់ថាទូរស័ព្ទនេះបានឆ្លើយរួចឬនៅ។",
        ),
        "begin": ("Begin", "Commencer", "Anza", "Qala", "ចាប់ផ្តើម"),
        "none": (
            "No survey of this ministry is conducted in calls. Its editors can add “someone calls us: yes” to one.",
            "Aucune enquête de ce ministère ne se fait par appel. Ses rédacteurs peuvent ajouter « someone calls us: yes ».",
            "Hakuna dodoso la wizara hii linalofanywa kwa simu. Wahariri wake wanaweza kuongeza “someone calls us: yes”.",
            "Ha ho patlisiso ea lekala lena e etsoang ka mohala. Bahlophisi ba eona ba ka eketsa “someone calls us: yes”.",
            "គ្មានការស្ទង់មតិណារបស់ក្រសួងនេះធ្វើតាមការហៅទេ។ អ្នកកែសម្រួលអាចបន្ថែម “someone calls us: yes”។",
        ),
        "wrong number": (
            "This is not a phone number of a country that is served here. Ask for it once more, digit by digit.",
            "Ce n’est pas un numéro d’un pays desservi ici. Redemandez-le, chiffre par chiffre.",
            "Hii si nambari ya simu ya nchi inayohudumiwa hapa. Iulize tena, tarakimu moja moja.",
            "Sena hase nomoro ea mohala ea naha e sebeletsoang mona. E botse hape, palo ka palo.",
            "នេះមិនមែនជាលេខទូរស័ព្ទនៃប្រទេសដែលបម្រើនៅទីនេះទេ។ សូមសួរម្តងទៀត ម្តងមួយខ្ទង់។",
        ),
        "no survey": (
            "This survey is not conducted in calls any more. Choose one of the list.",
            "Cette enquête ne se fait plus par appel. Choisissez-en une dans la liste.",
            "Dodoso hili halifanywi tena kwa simu. Chagua moja kwenye orodha.",
            "Patlisiso ena ha e sa etsoa ka mohala. Khetha e ’ngoe lethathamong.",
            "ការស្ទង់មតិនេះលែងធ្វើតាមការហៅហើយ។ សូមជ្រើសរើសមួយក្នុងបញ្ជី។",
        ),
        "read aloud": ("Read aloud", "À lire à voix haute", "Soma kwa sauti", "Bala ka lentsoe", "អានឮៗ"),
        "read last": (
            "Read aloud; then the call is over",
            "À lire à voix haute ; l’appel est alors terminé",
            "Soma kwa sauti; kisha simu imekwisha",
            "Bala ka lentsoe; ka mor’a moo mohala o felile",
            "អានឮៗ រួចការហៅចប់",
        ),
        "choices": ("Choices", "Choix", "Machaguo", "Likhetho", "ជម្រើស"),
        "said": ("What was said", "Ce qui a été dit", "Kilichosemwa", "Se builoeng", "អ្វីដែលបាននិយាយ"),
        "said with choices": (
            "Number of the choice, or what was said",
            "Numéro du choix, ou ce qui a été dit",
            "Nambari ya chaguo, au kilichosemwa",
            "Nomoro ea khetho, kapa se builoeng",
            "លេខជម្រើស ឬអ្វីដែលបាននិយាយ",
        ),
        "go on": ("Go on", "Continuer", "Endelea", "Tsoela pele", "បន្ត"),
        "old page": (
            "That page was older than the call, and nothing of it was taken. This is where the call stands.",
            "Cette page était plus ancienne que l’appel ; rien n’en a été pris. Voici où en est l’appel.",
            "Ukurasa huo ulikuwa wa zamani kuliko simu; hakuna kilichochukuliwa. Hapa ndipo simu ilipo.",
            "Leqephe leo le ne le le khale ho mohala; ha ho letho le nkiloeng. Mohala o eme mona.",
            "ទំព័រនោះចាស់ជាងការហៅ ហើយគ្មានអ្វីត្រូវបានយកទេ។ នេះជាកន្លែងដែលការហៅស្ថិតនៅ។",
        ),
        "nothing typed": (
            "Nothing was typed. Type what the caller said.",
            "Rien n’a été saisi. Saisissez ce que la personne a dit.",
            "Hakuna kilichoandikwa. Andika alichosema anayepiga.",
            "Ha ho letho le ngotsoeng. Ngola seo ea letsang a se buileng.",
            "គ្មានអ្វីត្រូវបានវាយទេ។ សូមវាយអ្វីដែលអ្នកហៅបាននិយាយ។",
        ),
        "cut": (
            "If the call is cut, it can be taken up where it stood when they call again.",
            "Si l’appel est coupé, il peut être repris là où il en était au prochain appel.",
            "Simu ikikatika, inaweza kuendelea ilipofikia watakapopiga tena.",
            "Haeba mohala o khaoha, o ka tsoela pele moo o neng o eme ha ba letsa hape.",
            "បើការហៅដាច់ អាចបន្តពីកន្លែងដដែល នៅពេលគេហៅម្តងទៀត។",
        ),
        "next call": ("The next call", "L’appel suivant", "Simu inayofuata", "Mohala o latelang", "ការហៅបន្ទាប់"),
        "elsewhere": (
            "This conversation went on elsewhere or waited too long. When they call again, begin a call with their number.",
            "Cette conversation a continué ailleurs ou a trop attendu. À leur prochain appel, commencez avec leur numéro.",
            "Mazungumzo haya yaliendelea kwingine au yalisubiri mno. Wakipiga tena, anza simu kwa nambari yao.",
            "Puisano ena e tsoetse pele kae kapa e letile haholo. Ha ba letsa hape, qala mohala ka nomoro ea bona.",
            "ការសន្ទនានេះបានបន្តនៅកន្លែងផ្សេង ឬរង់ចាំយូរពេក។ បើគេហៅម្តងទៀត សូមចាប់ផ្តើមដោយលេខរបស់គេ។",
        ),
        "answered lately": (
            "This phone has answered this survey lately, so it is not asked again. Nothing was stored.",
            "Ce téléphone a répondu récemment ; on ne l’interroge pas de nouveau. Rien n’a été enregistré.",
            "Simu hii imejibu dodoso hili hivi karibuni, hivyo haiulizwi tena. Hakuna kilichohifadhiwa.",
            "Mohala ona o sa tsoa araba patlisiso ena, kahoo ha o botsoe hape. Ha ho letho le bolokiloeng.",
            "ទូរស័ព្ទនេះទើបតែបានឆ្លើយ ដូច្នេះមិនសួរម្តងទៀតទេ។ គ្មានអ្វីត្រូវបានរក្សាទុកទេ។",
        ),
    }
)
