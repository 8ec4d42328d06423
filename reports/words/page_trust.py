"""Words of the printed page on trust. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

TRUST = topic({
    "trust": (
        "6 Can we trust this?", "6 Peut-on s’y fier ?", "6 Je, tunaweza kuamini haya?", "6 Na re ka ts'epa see?",
        "6 តើយើងអាចជឿលើនេះបានទេ?",
    ),
    "step": ("Step", "Étape", "Hatua", "Mohato", "ជំហាន"),
    "people": ("People", "Personnes", "Watu", "Batho", "មនុស្ស"),
    "invited": ("Invited", "Invités", "Walioalikwa", "Ba memiloeng", "បានអញ្ជើញ"),
    "delivered": ("Delivered", "Reçus", "Zilizofika", "Tse fihlileng", "បានទៅដល់"),
    "opened": ("Opened", "Ouverts", "Zilizofunguliwa", "Tse butsoeng", "បានបើក"),
    "started": ("Started", "Commencés", "Walioanza", "Ba qalileng", "បានចាប់ផ្តើម"),
    "headline": (
        "Answered the main question", "Question principale répondue", "Walijibu swali kuu", "Ba arabile potso e kholo",
        "បានឆ្លើយសំណួរចម្បង",
    ),
    "completed": ("Completed", "Terminés", "Waliomaliza", "Ba qetileng", "បានបញ្ចប់"),
    "rate": ("Rate", "Taux", "Kiwango", "Tekanyo", "អត្រា"),
    "RR1": (
        "RR1: complete, of all invited", "RR1 : complets, de tous les invités", "RR1: kamili, kati ya wote walioalikwa",
        "RR1: tse felletseng, ho ba memiloeng bohle", "RR1៖ ពេញលេញ ក្នុងចំណោមអ្នកដែលបានអញ្ជើញ",
    ),
    "RR2": (
        "RR2: main question answered, of all invited", "RR2 : question principale, de tous les invités",
        "RR2: swali kuu limejibiwa, kati ya wote", "RR2: potso e kholo e arabiloe, ho bohle",
        "RR2៖ បានឆ្លើយសំណួរចម្បង ក្នុងចំណោមអ្នកអញ្ជើញ",
    ),
    "COOP1": (
        "COOP1: complete, of those reached", "COOP1 : complets, des personnes jointes",
        "COOP1: kamili, kati ya waliofikiwa", "COOP1: tse felletseng, ho ba fihletsoeng",
        "COOP1៖ ពេញលេញ ក្នុងចំណោមអ្នកដែលទាក់ទងបាន",
    ),
    "REF1": (
        "REF1: refused, of all invited", "REF1 : refus, de tous les invités", "REF1: waliokataa, kati ya wote",
        "REF1: ba hanneng, ho bohle", "REF1៖ បដិសេធ ក្នុងចំណោមអ្នកអញ្ជើញ",
    ),
    "CON1": (
        "CON1: reached, of all invited", "CON1 : joints, de tous les invités", "CON1: waliofikiwa, kati ya wote",
        "CON1: ba fihletsoeng, ho bohle", "CON1៖ ទាក់ទងបាន ក្នុងចំណោមអ្នកអញ្ជើញ",
    ),
    "completion": (
        "Completed, of those who started", "Terminés, de ceux qui ont commencé", "Waliomaliza, kati ya walioanza",
        "Ba qetileng, ho ba qalileng", "បានបញ្ចប់ ក្នុងចំណោមអ្នកចាប់ផ្តើម",
    ),
    "self": (
        "Nobody was invited on this channel: people chose themselves, so it has no response rate and the grade C at best.",
        "Personne n’a été invité sur ce canal : les gens se sont choisis eux-mêmes, donc pas de taux de réponse et "
        "niveau C au mieux.",
        "Hakuna aliyealikwa kwa njia hii: watu walijichagua, kwa hiyo hakuna kiwango cha majibu na daraja ni C kwa bora.",
        "Ha ho ea memiloeng mokhoeng ona: batho ba ikhethile, kahoo ha ho tekanyo ea likarabo, boemo ke C bonyane.",
        "គ្មាននរណាត្រូវបានអញ្ជើញតាមបណ្តាញនេះទេ៖ មនុស្សជ្រើសរើសខ្លួនឯង ដូច្នេះគ្មានអត្រាឆ្លើយតប ហើយកម្រិតខ្ពស់បំផុតគឺ C។",
    ),
    "leaving": (
        "Where people leave", "Où les gens s’arrêtent", "Wanapoacha", "Moo batho ba tlohelang teng", "កន្លែងដែលមនុស្សឈប់",
    ),
    "question": ("Question", "Question", "Swali", "Potso", "សំណួរ"),
    "survey": ("Survey", "Enquête", "Utafiti", "Patlisiso", "ការស្ទង់មតិ"),
    "left": ("Left there", "Arrêtés là", "Walioacha hapo", "Ba tlohetseng moo", "ឈប់នៅទីនោះ"),
    "shown": ("Were shown it", "L’ont vue", "Walionyeshwa", "Ba e bontsitsoeng", "បានឃើញ"),
    "all languages": ("all", "toutes", "zote", "tsohle", "ទាំងអស់"),
    "heard language": (
        "Who is heard: languages", "Qui est entendu : langues", "Nani anasikika: lugha", "Ke mang ea utloahalang: lipuo",
        "អ្នកណាត្រូវបានស្តាប់៖ ភាសា",
    ),
    "heard district": (
        "Who is heard: districts", "Qui est entendu : districts", "Nani anasikika: wilaya",
        "Ke mang ea utloahalang: litereke", "អ្នកណាត្រូវបានស្តាប់៖ ស្រុក/ខណ្ឌ",
    ),
    "response rate": ("Response rate", "Taux de réponse", "Kiwango cha majibu", "Tekanyo ea likarabo", "អត្រាឆ្លើយតប"),
    "worth": (
        "What the answers are worth", "Ce que valent les réponses", "Thamani ya majibu", "Boleng ba likarabo",
        "តម្លៃនៃចម្លើយ",
    ),
    "check": ("Check", "Contrôle", "Ukaguzi", "Tlhahlobo", "ការត្រួតពិនិត្យ"),
    "flagged": (
        "Answers with a doubt", "Réponses douteuses", "Majibu yenye shaka", "Likarabo tse belaetsang", "ចម្លើយដែលសង្ស័យ",
    ),
    "speeding": (
        "of these: faster than one can read", "dont : plus vite qu’on ne lit", "kati yake: haraka kuliko kusoma",
        "ho tsona: kapele ho feta ho bala", "ក្នុងនោះ៖ លឿនជាងអាចអាន",
    ),
    "straight": (
        "of these: always the same answer", "dont : toujours la même réponse", "kati yake: jibu lile lile daima",
        "ho tsona: karabo e tsoanang kamehla", "ក្នុងនោះ៖ ចម្លើយដដែលជានិច្ច",
    ),
    "with": (
        "Good or very good, all answers", "Bon ou très bon, toutes réponses", "Nzuri au nzuri sana, majibu yote",
        "Hantle kapa ho feta, likarabo tsohle", "ល្អ ឬល្អណាស់ ចម្លើយទាំងអស់",
    ),
    "without": (
        "the same without the doubtful ones", "idem sans les douteuses", "vivyo hivyo bila yenye shaka",
        "joalo, ntle le tse belaetsang", "ដូចគ្នា ដោយគ្មានចម្លើយសង្ស័យ",
    ),
    "weighted": (
        "the same, weighted by visits to each place", "idem, pondéré par les visites de chaque lieu",
        "vivyo hivyo, kwa uzito wa ziara", "joalo, ka boima ba maeto", "ដូចគ្នា ដោយថ្លឹងតាមចំនួនអ្នកប្រើសេវា",
    ),
    "unweighted": (
        "Not weighted: visits are not known for every place.", "Non pondéré : les visites ne sont pas connues partout.",
        "Haijapewa uzito: ziara hazijulikani kwa kila mahali.", "Ha ea beoa boima: maeto ha a tsejoe libakeng tsohle.",
        "មិនបានថ្លឹងទេ៖ មិនដឹងចំនួនអ្នកប្រើសេវានៅគ្រប់កន្លែង។",
    ),
    "share": ("Share", "Part", "Asilimia", "Karolo", "ភាគរយ"),
    "weight note": (
        "Weighting costs precision: these answers are worth {n_eff} independent ones (design effect {deff}).",
        "La pondération coûte en précision : ces réponses en valent {n_eff} indépendantes (effet de plan {deff}).",
        "Uzito hupunguza usahihi: majibu haya yana thamani ya {n_eff} huru (athari ya muundo {deff}).",
        "Boima bo theola ho nepahala: likarabo tsena li lekana le tse ikemetseng tse {n_eff} (deff {deff}).",
        "ការថ្លឹងធ្វើឱ្យភាពជាក់លាក់ថយចុះ៖ ចម្លើយទាំងនេះស្មើនឹង {n_eff} ចម្លើយឯករាជ្យ (deff {deff})។",
    ),
    "integrity": (
        "Places whose answers look unlike those of many people. This says something about the data, and accuses nobody.",
        "Lieux dont les réponses ne ressemblent pas à celles de nombreuses personnes. Cela concerne les données et "
        "n’accuse personne.",
        "Mahali ambapo majibu hayafanani na ya watu wengi. Hii ni kuhusu data, haimshutumu mtu.",
        "Libaka tseo likarabo tsa tsona li sa tsoaneng le tsa batho ba bangata. Sena se bua ka boitsebiso, ha se qose "
        "motho.",
        "កន្លែងដែលចម្លើយមិនដូចចម្លើយរបស់មនុស្សច្រើន។ នេះនិយាយអំពីទិន្នន័យ ហើយមិនចោទប្រកាន់នរណាទេ។",
    ),
    "here": ("Here", "Ici", "Hapa", "Mona", "ទីនេះ"),
    "usual": ("All places", "Tous les lieux", "Mahali pote", "Libaka tsohle", "គ្រប់កន្លែង"),
    "repeated numbers": (
        "numbers that occur more than once", "numéros répétés", "nambari zinazojirudia", "linomoro tse iphetang",
        "លេខដែលកើតឡើងច្រើនដង",
    ),
    "bursts": (
        "answers within two minutes of each other", "réponses à moins de deux minutes d’écart",
        "majibu ndani ya dakika mbili", "likarabo ka hare ho metsotso e 'meli", "ចម្លើយក្នុងរយៈពេលពីរនាទីពីគ្នា",
    ),
    "closing half hour": (
        "answers in the last half hour of opening", "réponses dans la dernière demi-heure d’ouverture",
        "majibu nusu saa ya mwisho ya kazi", "likarabo halofong ea hora ea ho qetela", "ចម្លើយក្នុងកន្លះម៉ោងចុងក្រោយមុនបិទ",
    ),
    "halves": (
        "first half of a list against the second", "première moitié d’une liste contre la seconde",
        "nusu ya kwanza ya orodha dhidi ya ya pili", "halofo ea pele ea lenane khahlanong le ea bobeli",
        "ពាក់កណ្តាលដំបូងនៃបញ្ជីធៀបនឹងពាក់កណ្តាលទីពីរ",
    ),
    "operations": (
        "Texts, failures and wishes", "Messages, échecs et demandes", "Ujumbe, kushindwa na maombi",
        "Melaetsa, liphoso le likopo", "សារ ការបរាជ័យ និងសំណើ",
    ),
    "kind": ("What", "Quoi", "Nini", "Eng", "អ្វី"),
    "count": ("Count", "Nombre", "Idadi", "Palo", "ចំនួន"),
    "hold": ("not sent: {what}", "non envoyé : {what}", "haikutumwa: {what}", "ha ea romeloa: {what}", "មិនបានផ្ញើ៖ {what}"),
    "failure": (
        "not delivered: {what}", "non remis : {what}", "haikufika: {what}", "ha ea fihla: {what}", "មិនបានទៅដល់៖ {what}",
    ),
    "privacy": (
        "data protection: {what}", "protection des données : {what}", "ulinzi wa data: {what}",
        "ts'ireletso ea lintlha: {what}", "ការការពារទិន្នន័យ៖ {what}",
    ),
    "stop": ("STOP received", "STOP reçus", "STOP zilizopokelewa", "STOP tse fihlileng", "STOP ដែលបានទទួល"),
    "stop rate": (
        "STOP per 1,000 invitations", "STOP pour 1 000 invitations", "STOP kwa mialiko 1,000", "STOP ho limemo tse 1,000",
        "STOP ក្នុង 1,000 ការអញ្ជើញ",
    ),
    "erasure": (
        "days from the wish to be erased to the deletion, in the whole gateway: median",
        "jours entre la demande d’effacement et la suppression, dans toute la passerelle : médiane",
        "siku kutoka ombi la kufutwa hadi kufutwa, katika mfumo wote: wastani wa kati",
        "matsatsi ho tloha kopong ho isa phumulong, tsamaisong eohle: bohareng",
        "ថ្ងៃពីសំណើលុបរហូតដល់ការលុប ក្នុងប្រព័ន្ធទាំងមូល៖ មេដ្យាន",
    ),
    "erasure oldest": (
        "the same, longest", "idem, le plus long", "vivyo hivyo, ndefu zaidi", "joalo, e telele ka ho fetisisa", "ដូចគ្នា យូរបំផុត",
    ),
    "cost": (
        "cost of an answer, {currency}", "coût d’une réponse, {currency}", "gharama ya jibu, {currency}",
        "litsenyehelo tsa karabo, {currency}", "ថ្លៃក្នុងចម្លើយមួយ {currency}",
    ),
    "tonight": (
        "The last day alone, for operations", "Le dernier jour seul, pour l’exploitation",
        "Siku ya mwisho pekee, kwa uendeshaji", "Letsatsi la ho qetela feela, bakeng sa ts'ebetso",
        "ថ្ងៃចុងក្រោយតែមួយ សម្រាប់ប្រតិបត្តិការ",
    ),
})  # fmt: skip
