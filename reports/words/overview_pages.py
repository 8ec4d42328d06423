"""Words of the overview's second page and of its page on method. English is written; the other languages are drafts."""

from __future__ import annotations

from reports.words import topic

PARTS = topic({
    "second page": (
        "2 Where, who, and what was done", "2 Où, qui, et ce qui a été fait", "2 Wapi, nani, na kilichofanyika",
        "2 Hokae, mang, le se entsoeng", "2 ទីណា នរណា និងអ្វីដែលបានធ្វើ",
    ),
    # --- the map
    "map": (
        "Districts: what changes", "Districts : ce qui change", "Wilaya: kinachobadilika", "Litereke: se fetohang",
        "ស្រុក/ខណ្ឌ៖ អ្វីដែលប្រែប្រួល",
    ),
    "map how": (
        "Each field is judged against its own past. Improving or worsening: a change in the last 8 weeks that chance rarely"
        " brings. Too few: fewer answers than can be told, or too few weeks.",
        "Chaque case est jugée par rapport à son propre passé. Amélioration ou dégradation : un changement dans les 8 dernières"
        " semaines que le hasard produit rarement. Trop peu : trop peu de réponses ou de semaines.",
        "Kila sehemu hupimwa dhidi ya historia yake. Kuboreka au kuzorota: badiliko la wiki 8 zilizopita ambalo bahati huleta"
        " kwa nadra. Chache mno: majibu au wiki hazitoshi.",
        "Karolo ka 'ngoe e ahloloa ka nako ea eona e fetileng. Ntlafalo kapa ho mpefala: phetoho ea libeke tse 8 tse fetileng"
        " eo monyetla o sa e tliseng hangata. Li fokola: likarabo kapa libeke ha lia lekana.",
        "ប្រអប់នីមួយៗត្រូវវាយតម្លៃធៀបនឹងអតីតកាលរបស់ខ្លួន។ ប្រសើរឡើង ឬធ្លាក់ចុះ៖ ការប្រែប្រួលក្នុង 8 សប្តាហ៍ចុងក្រោយ ដែលកម្រកើតដោយចៃដន្យ។"
        " តិចពេក៖ ចម្លើយ ឬសប្តាហ៍មិនគ្រប់គ្រាន់។",
    ),
    "no map": (
        "No report tells anything of districts.", "Aucun rapport ne parle de districts.",
        "Hakuna ripoti inayosema kuhusu wilaya.",
        "Ha ho tlaleho e buang ka litereke.", "គ្មានរបាយការណ៍ណានិយាយអំពីស្រុក/ខណ្ឌទេ។",
    ),
    # --- who is heard
    "heard": ("Who is heard", "Qui est entendu", "Nani anasikika", "Ke mang ea utloahalang", "អ្នកណាត្រូវបានស្តាប់"),
    "low visits": (
        "{ministry}, {channel}: {name} gives {ratio} times as many answers as its visits lead one to expect.",
        "{ministry}, {channel} : {name} donne {ratio} fois les réponses que ses visites laissent attendre.",
        "{ministry}, {channel}: {name} inatoa mara {ratio} ya majibu yanayotarajiwa kwa ziara zake.",
        "{ministry}, {channel}: {name} e fana ka likarabo makhetlo a {ratio} a tse lebelletsoeng ho ea ka maeto a eona.",
        "{ministry}, {channel}៖ {name} ផ្តល់ចម្លើយ {ratio} ដងនៃចំនួនដែលរំពឹងតាមអ្នកប្រើសេវា។",
    ),
    "low invited": (
        "{ministry}, {channel}: {name} answers {ratio} times as often as all who were invited.",
        "{ministry}, {channel} : {name} répond {ratio} fois aussi souvent que l’ensemble des invités.",
        "{ministry}, {channel}: {name} hujibu mara {ratio} ya wote walioalikwa.",
        "{ministry}, {channel}: {name} e araba makhetlo a {ratio} ha ho bapisoa le bohle ba memiloeng.",
        "{ministry}, {channel}៖ {name} ឆ្លើយ {ratio} ដងធៀបនឹងអ្នកដែលបានអញ្ជើញទាំងអស់។",
    ),
    "none low": (
        "No district or language answers less than half as often as its visits or invitations lead one to expect.",
        "Aucun district ni aucune langue ne répond moins de la moitié de ce que visites ou invitations laissent attendre.",
        "Hakuna wilaya wala lugha inayojibu chini ya nusu ya inavyotarajiwa kwa ziara au mialiko.",
        "Ha ho setereke kapa puo e arabang ka tlase ho halofo ea se lebelletsoeng ka maeto kapa limemo.",
        "គ្មានស្រុក/ខណ្ឌ ឬភាសាណាឆ្លើយតិចជាងពាក់កណ្តាលនៃអ្វីដែលរំពឹងតាមអ្នកប្រើសេវា ឬការអញ្ជើញទេ។",
    ),
    "unknown heard": (
        "Nothing is known of visits or invitations, so nobody can say who is missing.",
        "Rien n’est connu des visites ou invitations : personne ne peut dire qui manque.",
        "Hakuna kinachojulikana kuhusu ziara au mialiko; haiwezi kusemwa nani anakosekana.",
        "Ha ho tsejoe letho ka maeto kapa limemo; ha ho ea ka bolelang hore ho haella mang.",
        "គ្មានព័ត៌មានអំពីអ្នកប្រើសេវា ឬការអញ្ជើញទេ ដូច្នេះមិនអាចនិយាយបានថានរណាបាត់។",
    ),
    "districts": ("Districts", "Districts", "Wilaya", "Litereke", "ស្រុក/ខណ្ឌ"),
    "languages": ("Languages", "Langues", "Lugha", "Lipuo", "ភាសា"),
    "group": ("{name} {n}", "{name} {n}", "{name} {n}", "{name} {n}", "{name} {n}"),
    "group ratio": (
        "{name} {n} ({ratio})", "{name} {n} ({ratio})", "{name} {n} ({ratio})", "{name} {n} ({ratio})", "{name} {n} ({ratio})",
    ),
    "heard how": (
        "In brackets: answers against what was to be expected, 1 being as many as expected; of districts from visits where"
        " these are loaded, otherwise from invitations. A group whose figures are of other days is not compared; its days stand"
        " beside it.",
        "Entre parenthèses : 1 veut dire autant qu’attendu, pour les districts d’après les visites si connues, sinon les"
        " invitations ; ce qui porte sur d’autres jours n’est comparé à rien, et ses jours sont indiqués.",
        "Katika mabano: 1 ni kama inavyotarajiwa, kwa wilaya kulingana na ziara zikiwepo, vinginevyo mialiko; takwimu za siku"
        " nyingine hazilinganishwi, na siku zake zimeandikwa kando.",
        "Ka masakaneng: 1 e bolela kamoo ho lebelletsoeng, literekeng ka maeto moo a leng teng, ho seng joalo ka limemo; lipalo"
        " tsa matsatsi a mang ha li bapisoe, 'me matsatsi a tsona a ngotsoe.",
        "ក្នុងវង់ក្រចក៖ 1 មានន័យថាដូចដែលរំពឹង សម្រាប់ស្រុក/ខណ្ឌតាមអ្នកប្រើសេវា បើមាន បើមិនមានតាមការអញ្ជើញ;"
        " តួលេខនៃថ្ងៃផ្សេងមិនត្រូវប្រៀបធៀបទេ ហើយថ្ងៃរបស់វាបង្ហាញនៅក្បែរ។",
    ),
    "population": (
        "Districts are not compared with their population: no census is loaded. It would come from the national statistics"
        " office; until then visits and invitations stand in for it.",
        "Aucun district n’est comparé à sa population : aucun recensement n’est chargé. Il viendrait de l’office national de"
        " statistique ; d’ici là, visites et invitations en tiennent lieu.",
        "Hakuna wilaya inayolinganishwa na idadi ya watu wake: hakuna sensa iliyopakiwa. Ingetoka ofisi ya taifa ya takwimu;"
        " kwa sasa ziara na mialiko hutumika badala yake.",
        "Ha ho setereke se bapisoang le palo ea baahi: ha ho palo ea sechaba e kentsoeng. E ka tsoa ofising ea naha ea"
        " lipalopalo; ho fihlela joale maeto le limemo li ema sebakeng sa eona.",
        "គ្មានស្រុក/ខណ្ឌណាត្រូវប្រៀបធៀបនឹងចំនួនប្រជាជនទេ៖ មិនទាន់មានទិន្នន័យជំរឿន។ វាអាចមកពីវិទ្យាស្ថានជាតិស្ថិតិ;"
        " មុនពេលនោះប្រើអ្នកប្រើសេវា និងការអញ្ជើញជំនួស។",
    ),
    "sex": (
        "By sex, {ministry}, {channel}: {parts} ({n}).", "Par sexe, {ministry}, {channel} : {parts} ({n}).",
        "Kwa jinsia, {ministry}, {channel}: {parts} ({n}).", "Ka bong, {ministry}, {channel}: {parts} ({n}).",
        "តាមភេទ {ministry} {channel}៖ {parts} ({n})។",
    ),
    "sex not asked": (
        "No survey asks for sex: whether women and men are heard alike is not known.",
        "Aucune enquête ne demande le sexe : on ne sait pas si femmes et hommes sont entendus également.",
        "Hakuna utafiti unaouliza jinsia: haijulikani kama wanawake na wanaume wanasikika sawa.",
        "Ha ho phuputso e botsang bong: ha ho tsejoe hore na basali le banna ba utloahala ka ho lekana.",
        "គ្មានការស្ទង់មតិណាសួរអំពីភេទទេ៖ មិនដឹងថាស្ត្រី និងបុរសត្រូវបានស្តាប់ស្មើគ្នាឬទេ។",
    ),
    "sex not asked by": (
        "Sex is not asked by: {names}.", "Le sexe n’est pas demandé par : {names}.", "Jinsia haiulizwi na: {names}.",
        "Bong ha bo botsoe ke: {names}.", "មិនសួរអំពីភេទ៖ {names}។",
    ),
    # --- follow-through
    "follow": (
        "What became of signals in the last year", "Ce que sont devenus les signaux depuis un an",
        "Ishara za mwaka uliopita zilivyoshughulikiwa", "Se etsahetseng ka lipontso selemong se fetileng",
        "លទ្ធផលនៃសញ្ញាក្នុងឆ្នាំកន្លងទៅ",
    ),
    "opened": ("Opened", "Ouverts", "Zilizofunguliwa", "Tse butsoeng", "បានបើក"),
    "acted": (
        "Closed with action", "Fermés par une action", "Zilizofungwa kwa hatua", "Tse koetsoeng ka khato", "បិទដោយមានចំណាត់ការ",
    ),
    "quiet": ("Closed by quiet", "Fermés d’eux-mêmes", "Zilizotulia zenyewe", "Tse itheotseng", "បិទដោយខ្លួនឯង"),
    "still open": ("Open", "Encore ouverts", "Bado wazi", "Tse ntseng li butsoe", "នៅបើក"),
    "overdue": (
        "Overdue (30 days)", "En retard (30 jours)", "Zilizochelewa (siku 30)", "Tse liehileng (matsatsi a 30)",
        "ហួសកំណត់ (30 ថ្ងៃ)",
    ),
    "closed share": (
        "Closed with action, share", "Part fermée par une action",
        "Sehemu iliyofungwa kwa hatua", "Karolo e koetsoeng ka khato",
        "ភាគរយបិទដោយមានចំណាត់ការ",
    ),
    "outside mark": (
        "For comparison from outside: MomConnect in South Africa resolved 74 % of the complaints it received.",
        "Repère extérieur : MomConnect, en Afrique du Sud, a résolu 74 % des plaintes reçues.",
        "Kipimo cha nje: MomConnect ya Afrika Kusini ilitatua 74 % ya malalamiko iliyopokea.",
        "Papiso ea kantle: MomConnect ea Afrika Boroa e rarollotse 74 % ea litletlebo tse amohetsoeng.",
        "សម្រាប់ប្រៀបធៀបពីខាងក្រៅ៖ MomConnect នៅអាហ្វ្រិកខាងត្បូងបានដោះស្រាយ 74 % នៃពាក្យបណ្តឹង។",
    ),
    "no signals ever": (
        "No signal was opened in the last year.", "Aucun signal n’a été ouvert depuis un an.",
        "Hakuna ishara iliyofunguliwa mwaka uliopita.", "Ha ho pontso e butsoeng selemong se fetileng.",
        "គ្មានសញ្ញាណាត្រូវបានបើកក្នុងឆ្នាំកន្លងទៅទេ។",
    ),
    # --- programme health
    "programme": (
        "How the asking goes", "Comment se passe l’enquête", "Uulizaji unavyoendelea", "Kamoo ho botsa ho tsoelang pele",
        "ដំណើរការនៃការសួរ",
    ),
    "invited": ("Invited", "Invités", "Walioalikwa", "Ba memiloeng", "បានអញ្ជើញ"),
    "rr2": (
        "Answered of the invited (RR2)", "Réponses des invités (RR2)", "Waliojibu kati ya walioalikwa (RR2)",
        "Ba arabileng ho ba memiloeng (RR2)", "ឆ្លើយក្នុងចំណោមអ្នកអញ្ជើញ (RR2)",
    ),
    "optouts": (
        "STOP of 1,000 invited", "STOP pour 1 000 invités", "STOP kati ya walioalikwa 1,000", "STOP ho ba 1 000 ba memiloeng",
        "STOP ក្នុង 1,000 អ្នកអញ្ជើញ",
    ),
    "cost": (
        "Cost of a completed answer", "Coût d’une réponse complète",
        "Gharama ya jibu kamili", "Litsenyehelo tsa karabo e felletseng",
        "ថ្លៃចម្លើយពេញលេញមួយ",
    ),
    "last week": ("Last 7 days", "7 derniers jours", "Siku 7 zilizopita", "Matsatsi a 7 a fetileng", "7 ថ្ងៃចុងក្រោយ"),
    "answers came": ("answers came", "des réponses", "majibu yalifika", "likarabo li fihlile", "មានចម្លើយ"),
    "no answers came": ("no answers", "aucune réponse", "hakuna majibu", "ha ho likarabo", "គ្មានចម្លើយ"),
    "nobody invited": ("nobody", "personne", "hakuna", "ha ho motho", "គ្មាននរណា"),
    # --- method
    "method": ("Method", "Méthode", "Mbinu", "Mokhoa", "វិធីសាស្ត្រ"),
    "made of": (
        "Everything here is taken from the reports that the ministries released of {day}, as they released it: nothing is"
        " counted anew, and what a ministry holds back is held back here. Each report has its own page on method.",
        "Tout vient des rapports que les ministères ont publiés pour le {day}, tels quels : rien n’est recompté, et ce qu’un"
        " ministère retient est retenu ici. Chaque rapport a sa propre page de méthode.",
        "Kila kitu hapa kimetoka katika ripoti zilizotolewa na wizara za {day}, kama zilivyotolewa:"
        " hakuna kilichohesabiwa upya, na"
        " kinachozuiliwa na wizara kinazuiliwa hapa. Kila ripoti ina ukurasa wake wa mbinu.",
        "Tsohle mona li nkuoe litlalehong tse phatlalalitsoeng ke mafapha tsa {day}, joalo ka ha li le joalo: ha ho letho le"
        " baliloeng bocha, 'me se patiloeng ke lefapha se patiloe le mona. Tlaleho ka 'ngoe e na le leqephe la eona la mokhoa.",
        "អ្វីៗទាំងអស់នៅទីនេះយកពីរបាយការណ៍ដែលក្រសួងបានផ្សព្វផ្សាយសម្រាប់{day} ដូចដែលបានផ្សព្វផ្សាយ៖ គ្មានអ្វីរាប់ឡើងវិញទេ"
        " ហើយអ្វីដែលក្រសួងមិនបង្ហាញ ក៏មិនបង្ហាញនៅទីនេះដែរ។",
    ),
    "rules": (
        "Improving, worsening: a change in the last 8 weeks that chance rarely brings, against the ministry's own baseline."
        " Target: set by the ministry. Signal: a finding that the rules of the report call real, open"
        " until an action is recorded or 8 quiet weeks"
        " have passed. The sentences name the largest distance of the 28-day level from the mean of the own baseline.",
        "Amélioration, dégradation : cause spéciale dans les 8 dernières semaines, par rapport à la référence propre. Cible :"
        " fixée par le ministère. Signal : constat tenu pour réel par les règles du rapport, ouvert jusqu’à une action ou 8"
        " semaines calmes. Les phrases nomment le plus grand écart entre le niveau de 28 jours et la moyenne de référence.",
        "Kuboreka, kuzorota: sababu maalum katika wiki 8 zilizopita, dhidi ya msingi wa wizara yenyewe. Lengo: limewekwa na"
        " wizara. Ishara: jambo ambalo kanuni za ripoti hulihesabu kuwa la kweli, wazi hadi hatua"
        " iandikwe au wiki 8 za utulivu."
        " Sentensi hutaja umbali mkubwa zaidi wa kiwango cha siku 28 kutoka wastani wa msingi.",
        "Ntlafalo, ho mpefala: sesosa se khethehileng libekeng tse 8 tse fetileng, ho bapisoa le motheo oa lefapha. Sepheo: se"
        " behiloe ke lefapha. Pontso: seo melao ea tlaleho e se bitsang nnete, e butsoe ho fihlela khato"
        " e ngoloa kapa libeke tse"
        " 8 li khutsitse. Lipolelo li bolela sebaka se seholo sa boemo ba matsatsi a 28 ho tloha karolelanong ea motheo.",
        "ប្រសើរឡើង ធ្លាក់ចុះ៖ មូលហេតុពិសេសក្នុង 8 សប្តាហ៍ចុងក្រោយ ធៀបនឹងមូលដ្ឋានរបស់ក្រសួង។ គោលដៅ៖ កំណត់ដោយក្រសួង។"
        " សញ្ញា៖ ការរកឃើញដែលវិធានចាត់ទុកថាពិត បើករហូតដល់មានចំណាត់ការ ឬ 8 សប្តាហ៍ស្ងប់ស្ងាត់។",
    ),
    "in full": (
        "Names that tables shorten: {names}.", "Noms abrégés dans les tableaux : {names}.",
        "Majina yaliyofupishwa katika majedwali: {names}.",
        "Mabitso a khutsufalitsoeng litafoleng: {names}.", "ឈ្មោះដែលបំព្រួញក្នុងតារាង៖ {names}។",
    ),
    "held": (
        "What the ministries hold back, and why", "Ce que les ministères retiennent, et pourquoi",
        "Kinachozuiliwa na wizara, na kwa nini",
        "Seo mafapha a se patang, le lebaka", "អ្វីដែលក្រសួងមិនបង្ហាញ និងមូលហេតុ",
    ),
    "open data": (
        "Open data: {url} ({licence}). Method {version}.", "Données ouvertes : {url} ({licence}). Méthode {version}.",
        "Data huria: {url} ({licence}). Mbinu {version}.", "Lintlha tse bulehileng: {url} ({licence}). Mokhoa {version}.",
        "ទិន្នន័យបើកចំហ៖ {url} ({licence})។ វិធីសាស្ត្រ {version}។",
    ),
    "no open data": (
        "Figures are not served as open data here. Licence {licence}. Method {version}.",
        "Les chiffres ne sont pas servis en données ouvertes ici. Licence {licence}. Méthode {version}.",
        "Takwimu hazitolewi kama data huria hapa. Leseni {licence}. Mbinu {version}.",
        "Lipalo ha li fanoe e le lintlha tse bulehileng mona. Laesense {licence}. Mokhoa {version}.",
        "តួលេខមិនត្រូវបានផ្តល់ជាទិន្នន័យបើកចំហទេ។ អាជ្ញាប័ណ្ណ {licence}។ វិធីសាស្ត្រ {version}។",
    ),
})  # fmt: skip
