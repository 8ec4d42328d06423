"""Words of the weekly overview of all ministries. English is written; French, Swahili, Sesotho and Khmer are drafts.

Sesotho is that of Lesotho within the letters of a text message. Every text is whole; what stands in braces is filled in.
"""

from __future__ import annotations

from reports.words import Topic, topic
from reports.words.overview_pages import PARTS

_FIRST = topic({
    "subtitle": (
        "Week to {day} · answers of {window} · made of the reports that the ministries released",
        "Semaine jusqu’au {day} · réponses du {window} · d’après les rapports publiés par les ministères",
        "Wiki hadi {day} · majibu ya {window} · kutoka ripoti zilizotolewa na wizara",
        "Beke ho fihlela {day} · likarabo tsa {window} · ho tsoa litlalehong tse phatlalalitsoeng ke mafapha",
        "សប្តាហ៍គិតដល់{day} · ចម្លើយពី {window} · ផ្អែកលើរបាយការណ៍ដែលក្រសួងបានផ្សព្វផ្សាយ",
    ),
    "first page": (
        "1 All ministries", "1 Tous les ministères", "1 Wizara zote", "1 Mafapha ohle", "1 ក្រសួងទាំងអស់",
    ),
    # --- at most three sentences
    "worst": (
        "Largest worsening: {name}. {level} of every 100 who answered by {channel} rated its services good or very good,"
        " {points} below its own usual {mean}, since the week of {since}.",
        "Plus forte dégradation : {name}. {level} personnes sur 100 répondant par {channel} ont jugé ses services bons ou"
        " très bons, {points} sous son niveau habituel de {mean}, depuis la semaine du {since}.",
        "Kuzorota kukubwa zaidi: {name}. Watu {level} kati ya kila 100 waliojibu kwa {channel} waliona huduma zake kuwa nzuri"
        " au nzuri sana, {points} chini ya kawaida yake ya {mean}, tangu wiki ya {since}.",
        "Ho mpefala ho hoholo: {name}. Batho ba {level} ho ba 100 ba arabileng ka {channel} ba re litsebeletso tsa eona li"
        " ntle kapa li ntle haholo, {points} ka tlase ho tloaelo ea eona ea {mean}, ho tloha bekeng ea {since}.",
        "ការធ្លាក់ចុះខ្លាំងជាងគេ៖ {name}។ មនុស្ស {level} នាក់ក្នុងចំណោម 100 នាក់ដែលឆ្លើយតាម {channel} បានវាយតម្លៃសេវាថាល្អ ឬល្អណាស់"
        " ទាបជាងធម្មតារបស់ខ្លួន {mean} ចំនួន {points} ចាប់ពីសប្តាហ៍{since}។",
    ),
    "best": (
        "Largest improvement: {name}. {level} of every 100 who answered by {channel} rated its services good or very good,"
        " {points} above its own usual {mean}, since the week of {since}.",
        "Plus forte amélioration : {name}. {level} personnes sur 100 répondant par {channel} ont jugé ses services bons ou"
        " très bons, {points} au-dessus de son niveau habituel de {mean}, depuis la semaine du {since}.",
        "Maboresho makubwa zaidi: {name}. Watu {level} kati ya kila 100 waliojibu kwa {channel} waliona huduma zake kuwa nzuri"
        " au nzuri sana, {points} juu ya kawaida yake ya {mean}, tangu wiki ya {since}.",
        "Ntlafalo e kholo: {name}. Batho ba {level} ho ba 100 ba arabileng ka {channel} ba re litsebeletso tsa eona li ntle"
        " kapa li ntle haholo, {points} ka holimo ho tloaelo ea eona ea {mean}, ho tloha bekeng ea {since}.",
        "ការកែលម្អធំជាងគេ៖ {name}។ មនុស្ស {level} នាក់ក្នុងចំណោម 100 នាក់ដែលឆ្លើយតាម {channel} បានវាយតម្លៃសេវាថាល្អ ឬល្អណាស់"
        " ខ្ពស់ជាងធម្មតារបស់ខ្លួន {mean} ចំនួន {points} ចាប់ពីសប្តាហ៍{since}។",
    ),
    "under a point": ("under 1 point", "moins de 1 point", "chini ya pointi 1", "ka tlase ho ntlha e 1", "ក្រោម 1 ពិន្ទុភាគរយ"),
    "back": (
        "Beyond its usual range in the last 8 weeks, but not so in the last 28 days: {names}.",
        "Hors de son niveau habituel ces 8 dernières semaines, mais plus ces 28 derniers jours : {names}.",
        "Nje ya kawaida katika wiki 8 zilizopita, lakini si katika siku 28 zilizopita: {names}.",
        "Ka ntle ho tloaelo libekeng tse 8 tse fetileng, empa eseng matsatsing a 28 a fetileng: {names}.",
        "លើសពីកម្រិតធម្មតាក្នុង 8 សប្តាហ៍ចុងក្រោយ ប៉ុន្តែមិនដូច្នោះក្នុង 28 ថ្ងៃចុងក្រោយ៖ {names}។",
    ),
    "oldest": (
        "Open for longest: {signal} ({ministry}), for {days} days; who looks at it: {owner}.",
        "Ouvert depuis le plus longtemps : {signal} ({ministry}), {days} jours ; qui s’en occupe : {owner}.",
        "Iliyo wazi kwa muda mrefu zaidi: {signal} ({ministry}), siku {days}; anayeshughulikia: {owner}.",
        "E butsoeng nako e telele ka ho fetisisa: {signal} ({ministry}), matsatsi a {days}; ea shebang: {owner}.",
        "បើកយូរជាងគេ៖ {signal} ({ministry}) {days} ថ្ងៃ; អ្នកទទួលបន្ទុក៖ {owner}។",
    ),
    "oldest one": (
        "Open for longest: {signal} ({ministry}), for 1 day; who looks at it: {owner}.",
        "Ouvert depuis le plus longtemps : {signal} ({ministry}), 1 jour ; qui s’en occupe : {owner}.",
        "Iliyo wazi kwa muda mrefu zaidi: {signal} ({ministry}), siku 1; anayeshughulikia: {owner}.",
        "E butsoeng nako e telele ka ho fetisisa: {signal} ({ministry}), letsatsi le le leng; ea shebang: {owner}.",
        "បើកយូរជាងគេ៖ {signal} ({ministry}) 1 ថ្ងៃ; អ្នកទទួលបន្ទុក៖ {owner}។",
    ),
    "oldest none": (
        "All open signals are new; the first of them: {signal} ({ministry}); who looks at it: {owner}.",
        "Tous les signalements ouverts sont nouveaux ; le premier : {signal} ({ministry}) ; qui s’en occupe : {owner}.",
        "Ishara zote zilizo wazi ni mpya; ya kwanza: {signal} ({ministry}); anayeshughulikia: {owner}.",
        "Litemoso tsohle tse butsoeng li ncha; ea pele: {signal} ({ministry}); ea shebang: {owner}.",
        "សញ្ញាបើកទាំងអស់គឺថ្មី; ទីមួយ៖ {signal} ({ministry}); អ្នកទទួលបន្ទុក៖ {owner}។",
    ),
    "calm": (
        "No ministry moved beyond its usual range.", "Aucun ministère n’est sorti de son niveau habituel.",
        "Hakuna wizara iliyotoka nje ya kiwango chake cha kawaida.", "Ha ho lefapha le tsoileng tloaelong ea lona.",
        "គ្មានក្រសួងណាប្រែប្រួលលើសពីកម្រិតធម្មតារបស់ខ្លួនទេ។",
    ),
    "no signal": (
        "No signal is open.", "Aucun signal n’est ouvert.", "Hakuna ishara iliyo wazi.", "Ha ho pontso e butsoeng.",
        "គ្មានសញ្ញាណាបើកទេ។",
    ),
    "unjudged": (
        "Of no ministry can it be said yet whether it moved: the answers are too few, or of too few weeks.",
        "On ne peut encore dire d’aucun ministère s’il a changé : trop peu de réponses, ou de semaines.",
        "Bado haiwezi kusemwa kama wizara yoyote imebadilika: majibu au wiki ni chache mno.",
        "Ha ho e-so ka ho boleloa hore lefapha lefe kapa lefe le fetohile: likarabo kapa libeke li fokola haholo.",
        "មិនទាន់អាចនិយាយបានថាក្រសួងណាប្រែប្រួលឬទេ៖ ចម្លើយ ឬសប្តាហ៍តិចពេក។",
    ),
    "no report at all": (
        "No ministry released a report of this week.", "Aucun ministère n’a publié de rapport pour cette semaine.",
        "Hakuna wizara iliyotoa ripoti ya wiki hii.", "Ha ho lefapha le phatlalalitseng tlaleho ea beke ena.",
        "គ្មានក្រសួងណាបានផ្សព្វផ្សាយរបាយការណ៍សប្តាហ៍នេះទេ។",
    ),
    # --- notices
    "missing": (
        "Without a report of {day}: {names}.", "Sans rapport du {day} : {names}.", "Bila ripoti ya {day}: {names}.",
        "Ba se nang tlaleho ea {day}: {names}.", "គ្មានរបាយការណ៍{day}៖ {names}។",
    ),
    "silent": (
        "Nobody answered in the week to {day}: {names}.", "Personne n’a répondu dans la semaine jusqu’au {day} : {names}.",
        "Hakuna aliyejibu katika wiki hadi {day}: {names}.", "Ha ho ea arabileng bekeng e fihlang ho {day}: {names}.",
        "គ្មានអ្នកឆ្លើយក្នុងសប្តាហ៍គិតដល់{day}៖ {names}។",
    ),
    "not comparable": (
        "Levels are not comparable between ministries; changes are. Each ministry is judged against its own past and its own"
        " target. Ministries stand by the number of open signals, not by satisfaction.",
        "Les niveaux ne sont pas comparables entre ministères ; les évolutions le sont. Chaque ministère est jugé par rapport à"
        " son propre passé et à sa propre cible. L’ordre suit le nombre de signaux ouverts, pas la satisfaction.",
        "Viwango haviwezi kulinganishwa kati ya wizara; mabadiliko yanaweza. Kila wizara hupimwa dhidi ya historia na lengo"
        " lake. Mpangilio ni kwa idadi ya ishara zilizo wazi, si kwa kuridhika.",
        "Maemo ha a bapisoe lipakeng tsa mafapha; liphetoho lia bapisoa. Lefapha ka leng le ahloloa ka"
        " nako ea lona e fetileng le"
        " sepheo sa lona. Tatellano ke ea palo ea lipontso tse butsoeng, eseng ea khotsofalo.",
        "កម្រិតមិនអាចប្រៀបធៀបរវាងក្រសួងបានទេ; ការប្រែប្រួលអាចប្រៀបធៀបបាន។ ក្រសួងនីមួយៗត្រូវវាយតម្លៃធៀបនឹងអតីតកាល និងគោលដៅរបស់ខ្លួន។"
        " លំដាប់តាមចំនួនសញ្ញាដែលបើក មិនមែនតាមការពេញចិត្តទេ។",
    ),
    # --- the matrix
    "ministry": ("Ministry", "Ministère", "Wizara", "Lefapha", "ក្រសួង"),
    "against usual": (
        "Against its own past", "Par rapport à son passé", "Dhidi ya historia yake", "Ho bapisoa le nako e fetileng",
        "ធៀបនឹងអតីតកាលខ្លួន",
    ),
    "against target": (
        "Against its own target", "Par rapport à sa cible", "Dhidi ya lengo lake", "Ho bapisoa le sepheo sa lona",
        "ធៀបនឹងគោលដៅខ្លួន",
    ),
    "signals": ("Signals", "Signaux", "Ishara", "Lipontso", "សញ្ញា"),
    "worsening": ("worsening", "dégradation", "inazorota", "e mpefala", "ធ្លាក់ចុះ"),
    "improving": ("improving", "amélioration", "inaboreka", "e ntlafala", "ប្រសើរឡើង"),
    "steady": ("steady", "stable", "imara", "e tsitsitse", "ថេរ"),
    "few": ("too few", "trop peu", "chache mno", "li fokola", "តិចពេក"),
    "early": ("too early", "trop tôt", "mapema mno", "ho sa le pele", "ឆាប់ពេក"),
    "since": ("since {date}", "depuis le {date}", "tangu {date}", "ho tloha {date}", "ចាប់ពី{date}"),
    "new since": (
        "new, since {date}", "nouveau, depuis le {date}", "mpya, tangu {date}", "e ncha, ho tloha {date}", "ថ្មី ចាប់ពី{date}",
    ),
    "consistent_pass": ("reaches {target}", "atteint {target}", "inafikia {target}", "e fihla ho {target}", "សម្រេច {target}"),
    "consistent_fail": (
        "misses {target}", "n’atteint pas {target}", "haifikii {target}", "ha e fihle ho {target}", "មិនសម្រេច {target}",
    ),
    "inconsistent": (
        "reaches {target} at times", "atteint {target} parfois", "inafikia {target} mara nyingine",
        "ka linako tse ling e fihla ho {target}", "ជួនកាលសម្រេច {target}",
    ),
    "target early": (
        "target {target}, too early", "cible {target}, trop tôt",
        "lengo {target}, mapema mno", "sepheo {target}, ho sa le pele",
        "គោលដៅ {target} ឆាប់ពេក",
    ),
    "no target": ("no target", "pas de cible", "hakuna lengo", "ha ho sepheo", "គ្មានគោលដៅ"),
    "open": ("{n} open", "{n} ouverts", "{n} wazi", "{n} tse butsoeng", "បើក {n}"),
    "closed": ("{n} closed", "{n} fermés", "{n} zimefungwa", "{n} tse koetsoeng", "បិទ {n}"),
    "median": (
        "half open {days} days or more", "la moitié ouverts depuis {days} jours ou plus", "nusu wazi siku {days} au zaidi",
        "halofo e butsoe matsatsi a {days} kapa ho feta", "ពាក់កណ្តាលបើក {days} ថ្ងៃឬលើស",
    ),
    "median one": (
        "half open 1 day or more", "la moitié ouverts depuis 1 jour ou plus", "nusu wazi siku 1 au zaidi",
        "halofo e butsoe letsatsi le le leng kapa ho feta", "ពាក់កណ្តាលបើក 1 ថ្ងៃឬលើស",
    ),
    "no report": ("no report", "pas de rapport", "hakuna ripoti", "ha ho tlaleho", "គ្មានរបាយការណ៍"),
    "grade": ("Trust", "Fiabilité", "Uaminifu", "Tsepo", "ភាពជឿជាក់"),
    # --- extent of dissatisfaction
    "extent": (
        "Where most people are dissatisfied", "Où les insatisfaits sont les plus nombreux", "Wasioridhika wengi wako wapi",
        "Moo batho ba bangata ba sa khotsofalang", "កន្លែងមានអ្នកមិនពេញចិត្តច្រើនជាងគេ",
    ),
    "extent visits": (
        "Dissatisfied users in the window, estimated: share of bad answers times the visits; top ten",
        "Usagers insatisfaits de la période, estimation : part de mauvaises réponses fois les visites ; les dix premiers",
        "Watumiaji wasioridhika katika kipindi, makadirio: sehemu ya majibu mabaya mara ziara; kumi za kwanza",
        "Basebelisi ba sa khotsofalang nakong eo, khakanyo: karolo ea likarabo tse mpe makhetlo a maeto; tse leshome",
        "អ្នកប្រើសេវាមិនពេញចិត្តក្នុងរយៈពេលនេះ ប៉ាន់ស្មាន៖ ភាគរយចម្លើយអាក្រក់គុណនឹងចំនួនអ្នកប្រើសេវា; ដប់ដំបូង",
    ),
    "extent answers": (
        "No visits are loaded: dissatisfied answers above what the ministry's own average would give",
        "Sans données de visites : réponses insatisfaites au-delà de la moyenne du ministère lui-même",
        "Hakuna ziara zilizopakiwa: majibu ya wasioridhika juu ya wastani wa wizara yenyewe",
        "Ha ho maeto a kentsoeng: likarabo tsa ba sa khotsofalang ka holimo ho karolelano ea lefapha ka bolona",
        "គ្មានទិន្នន័យអ្នកប្រើសេវា៖ ចម្លើយមិនពេញចិត្តលើសមធ្យមរបស់ក្រសួងខ្លួនឯង",
    ),
    "dots visits": (
        "users, estimated", "usagers, estimation", "watumiaji, makadirio", "basebelisi, khakanyo", "អ្នកប្រើសេវា ប៉ាន់ស្មាន",
    ),
    "dots answers": (
        "answers above average", "réponses au-delà de la moyenne", "majibu juu ya wastani", "likarabo ka holimo ho karolelano",
        "ចម្លើយលើសមធ្យម",
    ),
    "alt extent": (
        "Services as dots, most dissatisfied people first. {finding}.",
        "Services en points, les plus nombreux insatisfaits d’abord. {finding}.",
        "Huduma kama nukta, wasioridhika wengi kwanza. {finding}.",
        "Litsebeletso e le matheba, ba sa khotsofalang ba bangata pele. {finding}.",
        "សេវាជាចំណុច អ្នកមិនពេញចិត្តច្រើនមុនគេ។ {finding}។",
    ),
    "extent finding": (
        "Most dissatisfied: {service}, {ministry}, about {n}",
        "Le plus d’insatisfaits : {service}, {ministry}, environ {n}",
        "Wasioridhika wengi zaidi: {service}, {ministry}, karibu {n}",
        "Ba sa khotsofalang ba bangata: {service}, {ministry}, hoo e ka bang {n}",
        "មិនពេញចិត្តច្រើនជាងគេ៖ {service}, {ministry} ប្រហែល {n}",
    ),
    "no extent": (
        "Of no service can it be said how many are dissatisfied.", "On ne peut dire d’aucun service combien sont insatisfaits.",
        "Haiwezi kusemwa ni wangapi hawajaridhika na huduma yoyote.",
        "Ha ho tsebeletso eo ho ka boleloang hore ke ba bakae ba sa khotsofalang.",
        "មិនអាចនិយាយបានថាមានមនុស្សប៉ុន្មាននាក់មិនពេញចិត្តនឹងសេវាណាមួយទេ។",
    ),
    "excess": (
        "Where no visits are loaded, so many fewer of those who answered would be dissatisfied if every place worse than its"
        " ministry’s average were average: {told}.",
        "Sans données de visites, autant de répondants insatisfaits en moins si chaque lieu pire que la moyenne de son"
        " ministère était dans la moyenne : {told}.",
        "Pasipo ziara zilizopakiwa, idadi hii ya waliojibu isingekosa kuridhika kama kila kituo kibaya kuliko wastani wa wizara"
        " yake kingekuwa wastani: {told}.",
        "Moo ho se nang maeto a kentsoeng, ba arabileng ba sa khotsofalang ba ka fokotseha hakana haeba sebaka se seng le"
        " se seng se ka tlase ho karolelano ea lefapha se ne se lekana le eona: {told}.",
        "កន្លែងគ្មានទិន្នន័យអ្នកប្រើសេវា ចំនួនអ្នកឆ្លើយមិនពេញចិត្តនឹងថយចុះ ប្រសិនបើគ្រប់ទីកន្លែងដែលអន់ជាងមធ្យមរបស់ក្រសួងស្មើមធ្យម៖ {told}។",
    ),
    "excess of": (
        "{ministry}, {channel}: about {n} (places told: {places})",
        "{ministry}, {channel} : environ {n} (lieux connus : {places})",
        "{ministry}, {channel}: karibu {n} (vituo vinavyojulikana: {places})",
        "{ministry}, {channel}: hoo e ka bang {n} (libaka tse tsejoang: {places})",
        "{ministry} {channel}៖ ប្រហែល {n} (ទីកន្លែងដែលដឹង៖ {places})",
    ),
    # --- the mail
    "subject": (
        "{overview}, {day}: worsening {worsening}, improving {improving}, open signals {open}",
        "{overview}, {day} : dégradation {worsening}, amélioration {improving}, signaux ouverts {open}",
        "{overview}, {day}: zinazozorota {worsening}, zinazoboreka {improving}, ishara wazi {open}",
        "{overview}, {day}: tse mpefalang {worsening}, tse ntlafalang {improving}, lipontso tse butsoeng {open}",
        "{overview}, {day}៖ ធ្លាក់ចុះ {worsening}, ប្រសើរឡើង {improving}, សញ្ញាបើក {open}",
    ),
    "attached": (
        "The whole overview is attached.", "La vue d’ensemble complète est jointe.", "Muhtasari kamili umeambatishwa.",
        "Kakaretso e felletseng e khomaretsoe.", "ទិដ្ឋភាពទូទៅពេញលេញភ្ជាប់មកជាមួយ។",
    ),
})  # fmt: skip

OVERVIEW: Topic = {**_FIRST, **PARTS}
