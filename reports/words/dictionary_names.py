"""The names of the metrics. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

NAMES = topic({
    "headline": (
        "Answers to the main question", "Réponses à la question principale", "Majibu ya swali kuu",
        "Likarabo tsa potso e kholo", "ចម្លើយសំណួរចម្បង",
    ),
    "positive": (
        "Good or very good", "Bon ou très bon", "Nzuri au nzuri sana", "Hantle kapa hantle haholo", "ល្អ ឬល្អណាស់",
    ),
    "neutral": ("Neither good nor bad", "Ni bon ni mauvais", "Si nzuri wala mbaya", "Mahareng", "មធ្យម"),
    "negative": (
        "Bad or very bad", "Mauvais ou très mauvais", "Mbaya au mbaya sana", "Hampe kapa hampe haholo",
        "អន់ ឬអន់ណាស់",
    ),
    "dont_know": ("Do not know", "Ne savent pas", "Hawajui", "Ha ba tsebe", "មិនដឹង"),
    "sqs": (
        "Service quality score", "Score de qualité du service", "Alama ya ubora wa huduma",
        "Lintlha tsa boleng ba tsebeletso", "ពិន្ទុគុណភាពសេវា",
    ),
    "step": (
        "Step of the scale, worst first", "Échelon, le pire d’abord", "Hatua ya kipimo, mbaya kwanza",
        "Mohato oa sekala, o mobe pele", "កម្រិតនៃមាត្រដ្ឋាន អន់បំផុតមុន",
    ),
    "change28": (
        "Change against the 28 days before", "Évolution sur les 28 jours précédents",
        "Mabadiliko dhidi ya siku 28 za awali", "Phetoho ho matsatsi a 28 a pele", "បម្រែបម្រួលធៀបនឹង 28 ថ្ងៃមុន",
    ),
    "reason": ("Main problem", "Problème principal", "Tatizo kuu", "Bothata bo boholo", "បញ្ហាចម្បង"),
    "reason_before": (
        "Main problem, 28 days before", "Problème principal, 28 jours avant", "Tatizo kuu, siku 28 kabla",
        "Bothata bo boholo, matsatsi a 28 a pele", "បញ្ហាចម្បង 28 ថ្ងៃមុន",
    ),
    "reasons_asked": (
        "People asked for the main problem", "Personnes interrogées sur le problème", "Watu walioulizwa tatizo kuu",
        "Batho ba botsitsoeng bothata", "អ្នកដែលត្រូវបានសួរអំពីបញ្ហា",
    ),
    "wait_median": (
        "Waiting time, median", "Attente, médiane", "Muda wa kusubiri, wastani wa kati", "Nako ea ho leta, bohareng",
        "រយៈពេលរង់ចាំ មេដ្យាន",
    ),
    "wait_p90": (
        "Waiting time, 90th percentile", "Attente, 90e centile", "Muda wa kusubiri, asilimia ya 90",
        "Nako ea ho leta, persentele ea 90", "រយៈពេលរង់ចាំ ភាគរយទី 90",
    ),
    "late": (
        "Answers counted late", "Réponses comptées en retard", "Majibu yaliyohesabiwa baadaye",
        "Likarabo tse baliloeng hamorao", "ចម្លើយរាប់យឺត",
    ),
    "est_negative_users": (
        "Dissatisfied users, estimated", "Usagers insatisfaits, estimation", "Wasioridhika, makadirio",
        "Ba sa khotsofalang, khakanyo", "អ្នកមិនពេញចិត្ត ប៉ាន់ស្មាន",
    ),
    "visits": ("Visits", "Visites", "Ziara", "Maeto", "ការមកទទួលសេវា"),
    "excess_negative": (
        "Dissatisfied above average", "Insatisfaits au-delà de la moyenne", "Wasioridhika juu ya wastani",
        "Ba sa khotsofalang ho feta karolelano", "អ្នកមិនពេញចិត្តលើសមធ្យម",
    ),
    "p_adjusted": (
        "p, corrected for many places", "p, corrigé pour plusieurs lieux", "p, iliyorekebishwa", "p, e lokisitsoeng",
        "p កែតម្រូវ",
    ),
    "silent_days": ("Days of silence", "Jours de silence", "Siku za ukimya", "Matsatsi a khutso", "ថ្ងៃស្ងាត់"),
    "trend_mean": (
        "Trend: mean", "Tendance : moyenne", "Mwenendo: wastani", "Tšekamelo: karolelano", "និន្នាការ៖ មធ្យម",
    ),
    "trend_lower": (
        "Trend: lower limit", "Tendance : limite basse", "Mwenendo: kikomo cha chini", "Tšekamelo: moeli o tlase",
        "និន្នាការ៖ ដែនកំណត់ក្រោម",
    ),
    "trend_upper": (
        "Trend: upper limit", "Tendance : limite haute", "Mwenendo: kikomo cha juu", "Tšekamelo: moeli o holimo",
        "និន្នាការ៖ ដែនកំណត់លើ",
    ),
    "trend_near_lower": (
        "Trend: two thirds of the way down", "Tendance : deux tiers vers le bas", "Mwenendo: theluthi mbili chini",
        "Tšekamelo: likarolo tse peli tlase", "និន្នាការ៖ ពីរភាគបីចុះក្រោម",
    ),
    "trend_near_upper": (
        "Trend: two thirds of the way up", "Tendance : deux tiers vers le haut", "Mwenendo: theluthi mbili juu",
        "Tšekamelo: likarolo tse peli holimo", "និន្នាការ៖ ពីរភាគបីឡើងលើ",
    ),
    "target": ("Target", "Objectif", "Lengo", "Sepheo", "គោលដៅ"),
    "funnel_centre": (
        "Average of the places", "Moyenne des lieux", "Wastani wa vituo", "Karolelano ea libaka", "មធ្យមនៃទីកន្លែង",
    ),
    "phi": ("Over-dispersion", "Surdispersion", "Mtawanyiko wa ziada", "Phatlalatso e fetang", "ការបែកខ្ញែកលើស"),
    "coverage": (
        "Coverage of the register", "Couverture du registre", "Ufikiaji wa rejista", "Phihlello ea ngoliso",
        "វិសាលភាពនៃបញ្ជី",
    ),
    "facilities_register": (
        "Places in the register", "Lieux au registre", "Vituo katika rejista", "Libaka ngolisong",
        "ទីកន្លែងក្នុងបញ្ជី",
    ),
    "facilities_heard": (
        "Places with an answer", "Lieux avec une réponse", "Vituo vyenye jibu", "Libaka tse nang le karabo",
        "ទីកន្លែងមានចម្លើយ",
    ),
    "silent": (
        "Silent places", "Lieux silencieux", "Vituo vilivyo kimya", "Libaka tse khutsitseng", "ទីកន្លែងស្ងាត់",
    ),
    "invited": ("Invited", "Invités", "Walioalikwa", "Ba memiloeng", "ត្រូវបានអញ្ជើញ"),
    "delivered": (
        "Invitation delivered", "Invitation remise", "Mwaliko umefika", "Memo e fihlile", "ការអញ្ជើញបានទៅដល់",
    ),
    "opened": (
        "First screen shown", "Premier écran affiché", "Skrini ya kwanza imeonyeshwa", "Skrine sa pele se bontšitsoe",
        "បានឃើញអេក្រង់ដំបូង",
    ),
    "started": ("Started", "Commencé", "Walioanza", "Ba qalileng", "បានចាប់ផ្តើម"),
    "completed": ("Finished", "Terminé", "Waliomaliza", "Ba qetileng", "បានបញ្ចប់"),
    "complete": (
        "Outcome: complete", "Issue : complet", "Matokeo: kamili", "Sephetho: ho felletse", "លទ្ធផល៖ ពេញលេញ",
    ),
    "partial": ("Outcome: partial", "Issue : partiel", "Matokeo: sehemu", "Sephetho: karolo", "លទ្ធផល៖ មួយផ្នែក"),
    "refusal": (
        "Outcome: refused or broke off", "Issue : refus ou abandon", "Matokeo: kukataa au kuacha",
        "Sephetho: ho hana kapa ho tlohela", "លទ្ធផល៖ បដិសេធ ឬឈប់",
    ),
    "non_contact": (
        "Outcome: not reached", "Issue : non joint", "Matokeo: hakupatikana", "Sephetho: ha a fumanehe",
        "លទ្ធផល៖ ទាក់ទងមិនបាន",
    ),
    "other": ("Outcome: other", "Issue : autre", "Matokeo: mengine", "Sephetho: tse ling", "លទ្ធផល៖ ផ្សេងៗ"),
    "unknown": (
        "Outcome: unknown", "Issue : inconnue", "Matokeo: haijulikani", "Sephetho: ha se tsejoe", "លទ្ធផល៖ មិនដឹង",
    ),
    "rr1": (
        "Response rate RR1", "Taux de réponse RR1", "Kiwango cha majibu RR1", "Sekhahla sa likarabo RR1",
        "អត្រាឆ្លើយ RR1",
    ),
    "rr2": (
        "Response rate RR2", "Taux de réponse RR2", "Kiwango cha majibu RR2", "Sekhahla sa likarabo RR2",
        "អត្រាឆ្លើយ RR2",
    ),
    "coop1": (
        "Cooperation rate", "Taux de coopération", "Kiwango cha ushirikiano", "Sekhahla sa tšebelisano", "អត្រាសហការ",
    ),
    "ref1": ("Refusal rate", "Taux de refus", "Kiwango cha kukataa", "Sekhahla sa ho hana", "អត្រាបដិសេធ"),
    "con1": ("Contact rate", "Taux de contact", "Kiwango cha kupatikana", "Sekhahla sa ho fihleloa", "អត្រាទាក់ទង"),
    "completion": ("Completion", "Achèvement", "Ukamilishaji", "Ho qeta", "ការបញ្ចប់"),
    "breakoff": (
        "Left at this step", "Abandon à cette étape", "Walioacha hatua hii", "Ba tlohetseng mohatong ona",
        "ឈប់នៅជំហាននេះ",
    ),
    "flagged": (
        "Answers with a doubt", "Réponses douteuses", "Majibu yenye shaka", "Likarabo tse nang le pelaelo",
        "ចម្លើយមានការសង្ស័យ",
    ),
    "speeding": (
        "Answered too fast", "Réponses trop rapides", "Waliojibu haraka mno", "Ba arabileng ka potlako",
        "ឆ្លើយលឿនពេក",
    ),
    "straight_lining": (
        "The same answer throughout", "Toujours la même réponse", "Jibu lile lile kote", "Karabo e tšoanang hohle",
        "ចម្លើយដដែលទាំងអស់",
    ),
    "positive_trusted": (
        "Good or very good, without doubtful answers", "Bon ou très bon, sans réponses douteuses",
        "Nzuri au nzuri sana, bila yenye shaka", "Hantle, ntle le tse nang le pelaelo",
        "ល្អ ឬល្អណាស់ ដោយគ្មានចម្លើយសង្ស័យ",
    ),
    "positive_unweighted": (
        "Good or very good, unweighted", "Bon ou très bon, non pondéré", "Nzuri au nzuri sana, bila uzani",
        "Hantle, ntle le boima", "ល្អ ឬល្អណាស់ មិនថ្លឹង",
    ),
    "positive_weighted": (
        "Good or very good, weighted", "Bon ou très bon, pondéré", "Nzuri au nzuri sana, kwa uzani",
        "Hantle, ka boima", "ល្អ ឬល្អណាស់ ថ្លឹង",
    ),
    "n_eff": ("Effective sample", "Échantillon effectif", "Sampuli halisi", "Sampole ea nnete", "គំរូមានប្រសិទ្ធភាព"),
    "deff": ("Design effect", "Effet de plan", "Athari ya muundo", "Phello ea moralo", "ឥទ្ធិពលនៃការរចនា"),
    "integrity": (
        "Unusual pattern of answers", "Profil de réponses inhabituel", "Muundo wa majibu usio wa kawaida",
        "Mokhoa o sa tloaelehang oa likarabo", "លំនាំចម្លើយមិនធម្មតា",
    ),
    "optouts": ("Opted out", "Désinscriptions", "Waliojiondoa", "Ba itlhakotseng", "បានដកខ្លួន"),
    "optouts_per_1000": (
        "Opted out per 1,000 invitations", "Désinscriptions pour 1 000 invitations", "Waliojiondoa kwa mialiko 1,000",
        "Ba itlhakotseng ho limemo tse 1,000", "ដកខ្លួនក្នុង 1,000 ការអញ្ជើញ",
    ),
    "erasure_days": (
        "Days until erasure in the whole gateway, median", "Jours jusqu’à l’effacement dans toute la passerelle, médiane",
        "Siku hadi kufutwa katika mfumo wote, wastani wa kati", "Matsatsi ho fihlela ho hlakoloa tsamaisong eohle, bohareng",
        "ថ្ងៃរហូតដល់លុប ក្នុងប្រព័ន្ធទាំងមូល មេដ្យាន",
    ),
    "erasure_oldest": (
        "Days until erasure in the whole gateway, longest", "Jours jusqu’à l’effacement dans toute la passerelle, maximum",
        "Siku hadi kufutwa katika mfumo wote, ndefu zaidi", "Matsatsi ho fihlela ho hlakoloa tsamaisong eohle, a mangata",
        "ថ្ងៃរហូតដល់លុប ក្នុងប្រព័ន្ធទាំងមូល យូរបំផុត",
    ),
    "cost_per_answer": (
        "Cost per finished answer", "Coût par réponse terminée", "Gharama kwa jibu lililokamilika",
        "Litšenyehelo ka karabo e felletseng", "ថ្លៃដើមក្នុងមួយចម្លើយ",
    ),
    "hold": ("Texts held back", "Messages retenus", "Ujumbe uliozuiwa", "Melaetsa e thibetsoeng", "សារត្រូវបានទុក"),
    "failure": (
        "Texts not delivered", "Messages non remis", "Ujumbe usiofika", "Melaetsa e sa fihlang", "សារមិនបានទៅដល់",
    ),
    "privacy": (
        "Data protection", "Protection des données", "Ulinzi wa data", "Tšireletso ea lintlha", "ការការពារទិន្នន័យ",
    ),
    "texts": ("Free texts", "Textes libres", "Maandishi huru", "Melaetsa ea bolokolohi", "អត្ថបទសេរី"),
    "danger": (
        "Texts about danger", "Textes signalant un danger", "Maandishi ya hatari", "Melaetsa ea kotsi",
        "សារអំពីគ្រោះថ្នាក់",
    ),
    "theme": ("Theme", "Thème", "Mada", "Sehlooho", "ប្រធានបទ"),
    "theme_before": (
        "Theme, 28 days before", "Thème, 28 jours avant", "Mada, siku 28 kabla", "Sehlooho, matsatsi a 28 a pele",
        "ប្រធានបទ 28 ថ្ងៃមុន",
    ),
    "signals_opened": (
        "Signals opened in a year", "Signaux ouverts en un an", "Ishara zilizofunguliwa kwa mwaka",
        "Matšoao a butsoeng selemong", "សញ្ញាបើកក្នុងមួយឆ្នាំ",
    ),
    "signals_acted": (
        "Signals closed with an action", "Signaux clos par une action", "Ishara zilizofungwa kwa hatua",
        "Matšoao a koetsoeng ka khato", "សញ្ញាបិទដោយសកម្មភាព",
    ),
    "signals_quiet": (
        "Signals closed by quiet", "Signaux éteints d’eux-mêmes", "Ishara zilizofungwa kwa utulivu",
        "Matšoao a koetsoeng ka khutso", "សញ្ញាបិទដោយស្ងាត់",
    ),
    "signals_open": ("Signals open", "Signaux ouverts", "Ishara zilizo wazi", "Matšoao a butsoeng", "សញ្ញានៅបើក"),
    "signals_overdue": (
        "Signals overdue", "Signaux en retard", "Ishara zilizochelewa", "Matšoao a liehileng", "សញ្ញាហួសកំណត់",
    ),
    "closure_share": (
        "Signals closed with an action, share", "Part des signaux clos par une action",
        "Sehemu ya ishara zilizofungwa kwa hatua", "Karolo ea matšoao a koetsoeng ka khato",
        "ចំណែកសញ្ញាបិទដោយសកម្មភាព",
    ),
    "closure_days": (
        "Days until a signal is closed, median", "Jours jusqu’à la clôture, médiane",
        "Siku hadi ishara kufungwa, wastani wa kati", "Matsatsi ho koala letšoao, bohareng",
        "ថ្ងៃរហូតដល់បិទសញ្ញា មេដ្យាន",
    ),
    "answered": (
        "Answered the question", "Ont répondu à la question", "Waliojibu swali", "Ba arabileng potso",
        "បានឆ្លើយសំណួរ",
    ),
    "answer": (
        "Gave this answer", "Ont donné cette réponse", "Waliotoa jibu hili", "Ba fane ka karabo ena",
        "បានផ្តល់ចម្លើយនេះ",
    ),
    "median": (
        "Median of the answers", "Médiane des réponses", "Wastani wa kati wa majibu", "Bohareng ba likarabo",
        "មេដ្យាននៃចម្លើយ",
    ),
    "p90": (
        "90th percentile of the answers", "90e centile des réponses", "Asilimia ya 90 ya majibu",
        "Persentele ea 90 ea likarabo", "ភាគរយទី 90 នៃចម្លើយ",
    ),
})  # fmt: skip
