"""The sentences about how a scope stands, as whole templates per movement and language; English written, the others drafts.

``{opening}`` is the main clause with the level, ``{when}`` the period that it begins with, ``{reason}`` nothing or a last
clause with its own semicolon. Clauses meet only at semicolons, where no language here lets one bend the other. No template
speaks of a cause, and none calls a change by anything but *lower* or *higher than usual*.
"""

from __future__ import annotations

from reports.words import topic

CHANNELS = topic({"call": ("calls", "appels", "simu", "mehala", "ការហៅ")})
"""Channels that are not called by their letters; the contact centre's calls."""

WHEN = topic(
    {
        "window": (
            "In the {days} days to {date}",
            "Dans les {days} jours jusqu'au {date}",
            "Katika siku {days} hadi {date}",
            "Matsatsing a {days} ho fihlela ka {date}",
            "ក្នុងរយៈពេល {days} ថ្ងៃ គិតដល់{date}",
        ),
        "day": ("On {date}", "Le {date}", "Tarehe {date}", "Ka {date}", "នៅ{date}"),
        "as of": (
            "In the {days} days to {date} (nothing newer may be told)",
            "Dans les {days} jours jusqu'au {date} (rien de plus récent ne peut être publié)",
            "Katika siku {days} hadi {date} (hakuna jipya linaloweza kutolewa)",
            "Matsatsing a {days} ho fihlela ka {date} (ha ho se secha se ka boleloang)",
            "ក្នុងរយៈពេល {days} ថ្ងៃ គិតដល់{date} (មិនអាចប្រាប់តួលេខថ្មីជាងនេះបានទេ)",
        ),
    }
)

OPENING = topic(
    {
        "level": (
            "{when}, {level} of every 100 who answered by {channel} rated “{scope}” good or very good"
            " (likely {likely}; {n} answers)",
            "{when}, {level} personnes sur 100 répondant par {channel} ont jugé « {scope} » bon ou très bon"
            " (probablement {likely} ; {n} réponses)",
            "{when}, watu {level} kati ya kila 100 waliojibu kwa {channel} waliona “{scope}” kuwa nzuri au nzuri sana"
            " (yaelekea {likely}; majibu {n})",
            "{when}, batho ba {level} ho ba 100 ba arabileng ka {channel} ba re “{scope}” e ntle kapa e ntle"
            " haholo (ho ka etsahala {likely}; likarabo tse {n})",
            "{when} មនុស្ស {level} នាក់ក្នុងចំណោម 100 នាក់ដែលឆ្លើយតាម {channel} បានវាយតម្លៃ “{scope}” ថាល្អ ឬល្អណាស់"
            " (ប្រហែល {likely}; {n} ចម្លើយ)",
        ),
        "all": (
            "{when}, {n} of {n} people answering by {channel} rated “{scope}” good or very good (likely {likely} of 100)",
            "{when}, {n} personnes sur {n} répondant par {channel} ont jugé « {scope} » bon ou très bon"
            " (probablement {likely} sur 100)",
            "{when}, watu {n} kati ya {n} waliojibu kwa {channel} waliona “{scope}” kuwa nzuri au nzuri sana"
            " (yaelekea {likely} kati ya 100)",
            "{when}, batho ba {n} ho ba {n} ba arabileng ka {channel} ba re “{scope}” e ntle kapa e ntle haholo"
            " (ho ka etsahala {likely} ho ba 100)",
            "{when} មនុស្ស {n} នាក់ក្នុងចំណោម {n} នាក់ដែលឆ្លើយតាម {channel} បានវាយតម្លៃ “{scope}” ថាល្អ ឬល្អណាស់ (ប្រហែល {likely} ក្នុង 100)",
        ),
        "nobody": (
            "{when}, none of {n} people answering by {channel} rated “{scope}” good or very good (likely {likely} of 100)",
            "{when}, aucune des {n} personnes répondant par {channel} n'a jugé « {scope} » bon ou très bon"
            " (probablement {likely} sur 100)",
            "{when}, hakuna kati ya watu {n} waliojibu kwa {channel} aliyeona “{scope}” kuwa nzuri au nzuri sana"
            " (yaelekea {likely} kati ya 100)",
            "{when}, ha ho motho ho ba {n} ba arabileng ka {channel} ea itseng “{scope}” e ntle kapa e ntle haholo"
            " (ho ka etsahala {likely} ho ba 100)",
            "{when} គ្មាននរណាម្នាក់ក្នុងចំណោម {n} នាក់ដែលឆ្លើយតាម {channel} បានវាយតម្លៃ “{scope}” ថាល្អ ឬល្អណាស់ (ប្រហែល {likely} ក្នុង 100)",
        ),
    }
)

MOVEMENT = topic(
    {
        "short": (
            "{opening}; measuring has just begun, there is no trend yet{reason}.",
            "{opening} ; la mesure vient de commencer, il n'y a pas encore de tendance{reason}.",
            "{opening}; upimaji umeanza karibuni, bado hakuna mwelekeo{reason}.",
            "{opening}; ho metsoa ho sa tsoa qala, ha ho e-so be le tsela eo ho eoang ka eona{reason}.",
            "{opening}; ការវាស់វែងទើបតែចាប់ផ្តើម មិនទាន់មាននិន្នាការនៅឡើយទេ{reason}។",
        ),
        "trial": (
            "{opening}; too early to say whether it is changing ({weeks} of 13 weeks){reason}.",
            "{opening} ; trop tôt pour dire si cela change ({weeks} semaines sur 13){reason}.",
            "{opening}; ni mapema mno kusema kama inabadilika (wiki {weeks} kati ya 13){reason}.",
            "{opening}; ke kapele ho bolela hore na ho a fetoha (libeke tse {weeks} ho tse 13){reason}.",
            "{opening}; នៅឆាប់ពេកក្នុងការនិយាយថាវាកំពុងប្រែប្រួលឬទេ ({weeks} សប្តាហ៍ក្នុងចំណោម 13){reason}។",
        ),
        "down": (
            "{opening}; this is lower than usual since the week of {since}{reason}.",
            "{opening} ; c'est plus bas que d'habitude depuis la semaine du {since}{reason}.",
            "{opening}; hii ni chini kuliko kawaida tangu wiki ya {since}{reason}.",
            "{opening}; sena se tlase ho feta mehleng ho tloha bekeng ea {since}{reason}.",
            "{opening}; នេះទាបជាងធម្មតា ចាប់តាំងពីសប្តាហ៍{since}{reason}។",
        ),
        "up": (
            "{opening}; this is higher than usual since the week of {since}{reason}.",
            "{opening} ; c'est plus haut que d'habitude depuis la semaine du {since}{reason}.",
            "{opening}; hii ni juu kuliko kawaida tangu wiki ya {since}{reason}.",
            "{opening}; sena se holimo ho feta mehleng ho tloha bekeng ea {since}{reason}.",
            "{opening}; នេះខ្ពស់ជាងធម្មតា ចាប់តាំងពីសប្តាហ៍{since}{reason}។",
        ),
        "steady": (
            "{opening}; no real change: within its usual range of {usual}{reason}.",
            "{opening} ; pas de vrai changement : dans sa fourchette habituelle de {usual}{reason}.",
            "{opening}; hakuna badiliko halisi: ndani ya kiwango chake cha kawaida cha {usual}{reason}.",
            "{opening}; ha ho phetoho ea 'nete: ka hare ho moeli oa mehleng oa {usual}{reason}.",
            "{opening}; គ្មានការប្រែប្រួលពិតប្រាកដទេ៖ ស្ថិតក្នុងកម្រិតធម្មតាពី {usual}{reason}។",
        ),
        "unjudged": (
            "{opening}; whether it is changing is not judged here{reason}.",
            "{opening} ; on ne juge pas ici si cela change{reason}.",
            "{opening}; hapa haijapimwa kama inabadilika{reason}.",
            "{opening}; mona ha ho ahloloe hore na ho a fetoha{reason}.",
            "{opening}; នៅទីនេះមិនបានវិនិច្ឆ័យថាវាកំពុងប្រែប្រួលឬទេ{reason}។",
        ),
    }
)

REASON = topic(
    {
        "no reason": ("", "", "", "", ""),
        "one reason": (
            "; named most: {first}",
            " ; le problème le plus cité est {first}",
            "; tatizo lililotajwa zaidi ni {first}",
            "; bothata bo boletsoeng haholo ke {first}",
            "; បញ្ហាដែលគេលើកឡើងច្រើនជាងគេគឺ {first}",
        ),
        "two reasons": (
            "; named most: {first} and {second}",
            " ; les problèmes les plus cités sont {first} et {second}",
            "; matatizo yaliyotajwa zaidi ni {first} na {second}",
            "; mathata a boletsoeng haholo ke {first} le {second}",
            "; បញ្ហាដែលគេលើកឡើងច្រើនជាងគេគឺ {first} និង {second}",
        ),
        "reason": ("{label} ({share})",) * 5,
    }
)

EMPTY = topic(
    {
        "none": (
            "No answers about “{scope}” by {channel} arrived {period}.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period}.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ។",
        ),
        "nobody invited": (
            "No answers about “{scope}” by {channel} arrived {period}; nobody was invited.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period} ; personne n'a été invité.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}; hakuna aliyealikwa.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}; ha ho motho ea memiloeng.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ; គ្មាននរណាត្រូវបានអញ្ជើញទេ។",
        ),
        "invited lately": (
            "No answers about “{scope}” by {channel} arrived {period}; people invited in the last 7 days may still answer.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period} ; les personnes invitées ces 7 derniers jours"
            " peuvent encore répondre.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}; watu walioalikwa siku 7 zilizopita wanaweza bado"
            " kujibu.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}; batho ba memiloeng matsatsing a 7 a fetileng ba"
            " ntse ba ka araba.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ; អ្នកដែលបានអញ្ជើញក្នុង 7 ថ្ងៃចុងក្រោយនៅអាចឆ្លើយបាន។",
        ),
        "one invited": (
            "No answers about “{scope}” by {channel} arrived {period}; 1 invitation was sent.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period} ; 1 invitation a été envoyée.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}; mwaliko 1 ulitumwa.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}; ho rometsoe memo e 1.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ; បានផ្ញើការអញ្ជើញ 1។",
        ),
        "invited": (
            "No answers about “{scope}” by {channel} arrived {period}; {invited} invitations were sent.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period} ; {invited} invitations ont été envoyées.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}; mialiko {invited} ilitumwa.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}; ho rometsoe limemo tse {invited}.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ; បានផ្ញើការអញ្ជើញ {invited}។",
        ),
        "undelivered": (
            "No answers about “{scope}” by {channel} arrived {period}; {invited} invitations were sent,"
            " 0 delivered: see delivery.",
            "Aucune réponse sur « {scope} » par {channel} n'est arrivée {period} ; {invited} invitations envoyées,"
            " 0 remise : voir la remise.",
            "Hakuna majibu kuhusu “{scope}” kwa {channel} yaliyofika {period}; mialiko {invited} ilitumwa, 0 ilifika:"
            " tazama ufikishaji.",
            "Ha ho likarabo ka “{scope}” ka {channel} tse fihlileng {period}; ho rometsoe limemo tse {invited}, tse 0"
            " li fihlile: sheba phihliso.",
            "គ្មានចម្លើយអំពី “{scope}” តាម {channel} មកដល់{period}ទេ; បានផ្ញើការអញ្ជើញ {invited} ទៅដល់ 0៖ សូមមើលការបញ្ជូន។",
        ),
        "few": (
            "Fewer than 10 people answered about “{scope}” by {channel} {period}: too few to report.",
            "Moins de 10 personnes ont répondu sur « {scope} » par {channel} {period} : trop peu pour un rapport.",
            "Watu chini ya 10 walijibu kuhusu “{scope}” kwa {channel} {period}: wachache mno kutolewa taarifa.",
            "Batho ba ka tlase ho 10 ba arabile ka “{scope}” ka {channel} {period}: ba fokola haholo hore ho ka tlalehoa.",
            "មនុស្សតិចជាង 10 នាក់បានឆ្លើយអំពី “{scope}” តាម {channel} {period}៖ តិចពេកមិនអាចរាយការណ៍បានទេ។",
        ),
        "hidden": (
            "{n} people answered about “{scope}” by {channel} {period}; the share of good answers would point at too few"
            " people and is not told.",
            "{n} personnes ont répondu sur « {scope} » par {channel} {period} ; la part des bonnes réponses désignerait trop"
            " peu de personnes et n'est pas donnée.",
            "Watu {n} walijibu kuhusu “{scope}” kwa {channel} {period}; sehemu ya majibu mazuri ingeonyesha watu wachache mno,"
            " hivyo haitolewi.",
            "Batho ba {n} ba arabile ka “{scope}” ka {channel} {period}; karolo ea likarabo tse ntle e ka supa batho ba"
            " fokolang haholo, kahoo ha e boleloe.",
            "មនុស្ស {n} នាក់បានឆ្លើយអំពី “{scope}” តាម {channel} {period}; ភាគរយនៃចម្លើយល្អអាចចង្អុលទៅមនុស្សតិចពេក ដូច្នេះមិនប្រាប់ទេ។",
        ),
        "untold": (
            "How many people answered about “{scope}” by {channel} {period} may not be told.",
            "Le nombre de personnes qui ont répondu sur « {scope} » par {channel} {period} ne peut être donné.",
            "Idadi ya watu waliojibu kuhusu “{scope}” kwa {channel} {period} haiwezi kutolewa.",
            "Palo ea batho ba arabileng ka “{scope}” ka {channel} {period} e ke ke ea boleloa.",
            "មិនអាចប្រាប់ចំនួនមនុស្សដែលបានឆ្លើយអំពី “{scope}” តាម {channel} {period}បានទេ។",
        ),
        "period": (
            "in the {days} days to {date}",
            "dans les {days} jours jusqu'au {date}",
            "katika siku {days} hadi {date}",
            "matsatsing a {days} ho fihlela ka {date}",
            "ក្នុងរយៈពេល {days} ថ្ងៃ គិតដល់{date}",
        ),
        "one day": ("on {date}", "le {date}", "tarehe {date}", "ka {date}", "នៅ{date}"),
    }
)
