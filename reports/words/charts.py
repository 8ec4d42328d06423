"""Titles, sub-titles, legends and alternative texts of the figures; English written, the other languages drafts.

A title is the finding as a sentence, a sub-title says measure, place, period and how many; ``alt ...`` names the kind of
chart and says the finding again.
"""

from __future__ import annotations

from reports.words import Topic, topic
from reports.words.chart_places import PLACES

_TEXTS = topic(
    {
        # --- what kind of chart it is
        "alt xmr": (
            "Control chart of weekly shares. {finding}.",
            "Carte de contrôle des parts hebdomadaires. {finding}.",
            "Chati ya udhibiti ya sehemu za kila wiki. {finding}.",
            "Chate ea taolo ea likarolo tsa beke le beke. {finding}.",
            "តារាងត្រួតពិនិត្យភាគរយប្រចាំសប្តាហ៍។ {finding}។",
        ),
        "alt spread": (
            "Bars of bad answers to the left and good answers to the right. {finding}.",
            "Barres : mauvaises réponses à gauche, bonnes à droite. {finding}.",
            "Pau za majibu mabaya kushoto na mazuri kulia. {finding}.",
            "Libara tsa likarabo tse mpe ka ho le letsehali le tse ntle ka ho le letona. {finding}.",
            "របារចម្លើយអាក្រក់នៅខាងឆ្វេង និងចម្លើយល្អនៅខាងស្តាំ។ {finding}។",
        ),
        "alt dots": (
            "Ranked dots with their 95 % intervals. {finding}.",
            "Points classés avec leurs intervalles à 95 %. {finding}.",
            "Nukta zilizopangwa na vipindi vyake vya 95 %. {finding}.",
            "Matheba a hlophisitsoeng le meeli ea oona ea 95 %. {finding}.",
            "ចំណុចតម្រៀបតាមលំដាប់ ជាមួយចន្លោះ 95 %។ {finding}។",
        ),
        "alt funnel": (
            "Funnel plot of places by number of answers. {finding}.",
            "Graphique en entonnoir des lieux selon le nombre de réponses. {finding}.",
            "Mchoro wa faneli wa vituo kwa idadi ya majibu. {finding}.",
            "Setsoantso sa fanele sa libaka ka palo ea likarabo. {finding}.",
            "ក្រាហ្វរាងចីវឡាវនៃទីកន្លែងតាមចំនួនចម្លើយ។ {finding}។",
        ),
        "alt response": (
            "Bars of the steps from invitation to completed answer. {finding}.",
            "Barres des étapes, de l'invitation à la réponse complète. {finding}.",
            "Pau za hatua kutoka mwaliko hadi jibu kamili. {finding}.",
            "Libara tsa mehato ho tloha memong ho isa karabong e felletseng. {finding}.",
            "របារជំហានពីការអញ្ជើញដល់ចម្លើយពេញលេញ។ {finding}។",
        ),
        "alt multiples": (
            "Small control charts, one per district. {finding}.",
            "Petites cartes de contrôle, une par district. {finding}.",
            "Chati ndogo za udhibiti, moja kwa kila wilaya. {finding}.",
            "Lichate tse nyane tsa taolo, e le 'ngoe bakeng sa setereke ka seng. {finding}.",
            "តារាងត្រួតពិនិត្យតូចៗ មួយសម្រាប់ស្រុកមួយ។ {finding}។",
        ),
        # --- whether it moved
        "none": (
            "No answers yet",
            "Pas encore de réponses",
            "Bado hakuna majibu",
            "Ha ho e-so be le likarabo",
            "មិនទាន់មានចម្លើយនៅឡើយទេ",
        ),
        "few": (
            "Too few answers to report",
            "Trop peu de réponses pour un rapport",
            "Majibu ni machache mno",
            "Likarabo li fokola haholo",
            "ចម្លើយតិចពេកមិនអាចរាយការណ៍បាន",
        ),
        "no weeks": (
            "No week has enough answers to be drawn yet.",
            "Aucune semaine n'a encore assez de réponses pour être dessinée.",
            "Bado hakuna wiki yenye majibu ya kutosha kuchorwa.",
            "Ha ho e-so be le beke e nang le likarabo tse lekaneng ho taka.",
            "មិនទាន់មានសប្តាហ៍ណាមានចម្លើយគ្រប់គ្រាន់សម្រាប់គូរទេ។",
        ),
        "short": (
            "Measuring has just begun: {level} positive so far",
            "La mesure vient de commencer : {level} positives jusqu'ici",
            "Upimaji umeanza karibuni: {level} chanya hadi sasa",
            "Ho metsoa ho sa tsoa qala: {level} e ntle ho fihlela joale",
            "ការវាស់វែងទើបតែចាប់ផ្តើម៖ {level} វិជ្ជមានមកទល់ពេលនេះ",
        ),
        "trial": (
            "Too early to say whether {name} is changing: {weeks} of 13 weeks, {level} positive",
            "Trop tôt pour dire si {name} change : {weeks} semaines sur 13, {level} positives",
            "Ni mapema kusema kama {name} inabadilika: wiki {weeks} kati ya 13, {level} chanya",
            "Ke kapele ho bolela hore na {name} ea fetoha: libeke tse {weeks} ho tse 13, {level} e ntle",
            "នៅឆាប់ពេកក្នុងការនិយាយថា {name} កំពុងប្រែប្រួល៖ {weeks} សប្តាហ៍ក្នុងចំណោម 13, {level} វិជ្ជមាន",
        ),
        "down": (
            "{name} is lower than usual since the week of {since}: {level} positive",
            "{name} est plus bas que d'habitude depuis la semaine du {since} : {level} positives",
            "{name} iko chini kuliko kawaida tangu wiki ya {since}: {level} chanya",
            "{name} e tlase ho feta mehleng ho tloha bekeng ea {since}: {level} e ntle",
            "{name} ទាបជាងធម្មតា ចាប់តាំងពីសប្តាហ៍{since}៖ {level} វិជ្ជមាន",
        ),
        "up": (
            "{name} is higher than usual since the week of {since}: {level} positive",
            "{name} est plus haut que d'habitude depuis la semaine du {since} : {level} positives",
            "{name} iko juu kuliko kawaida tangu wiki ya {since}: {level} chanya",
            "{name} e holimo ho feta mehleng ho tloha bekeng ea {since}: {level} e ntle",
            "{name} ខ្ពស់ជាងធម្មតា ចាប់តាំងពីសប្តាហ៍{since}៖ {level} វិជ្ជមាន",
        ),
        "steady": (
            "{name} is within its usual range of {usual}: {level} positive",
            "{name} reste dans sa fourchette habituelle de {usual} : {level} positives",
            "{name} iko ndani ya kiwango chake cha kawaida cha {usual}: {level} chanya",
            "{name} e ka hare ho moeli oa eona oa mehleng oa {usual}: {level} e ntle",
            "{name} ស្ថិតក្នុងកម្រិតធម្មតាពី {usual}៖ {level} វិជ្ជមាន",
        ),
        "level": (
            "{name}: {level} positive",
            "{name} : {level} positives",
            "{name}: {level} chanya",
            "{name}: {level} e ntle",
            "{name}៖ {level} វិជ្ជមាន",
        ),
        "weekly": (
            "Good or very good answers by week, {name}, {channel}; {period}: {n} answers.",
            "Réponses bonnes ou très bonnes par semaine, {name}, {channel} ; {period} : {n} réponses.",
            "Majibu mazuri au mazuri sana kwa wiki, {name}, {channel}; {period}: majibu {n}.",
            "Likarabo tse ntle kapa tse ntle haholo ka beke, {name}, {channel}; {period}: likarabo tse {n}.",
            "ចម្លើយល្អ ឬល្អណាស់តាមសប្តាហ៍ {name} {channel}; {period}៖ {n} ចម្លើយ។",
        ),
        "axis starts": (
            "The axis does not start at 0.",
            "L'axe ne commence pas à 0.",
            "Mhimili hauanzii 0.",
            "Moeli ha o qale ho 0.",
            "អ័ក្សមិនចាប់ផ្តើមពី 0 ទេ។",
        ),
        "axis starts trial": (
            "Trial limits. The axis does not start at 0.",
            "Limites provisoires. L'axe ne commence pas à 0.",
            "Mipaka ya majaribio. Mhimili hauanzii 0.",
            "Meeli ea teko. Moeli ha o qale ho 0.",
            "ដែនកំណត់សាកល្បង។ អ័ក្សមិនចាប់ផ្តើមពី 0 ទេ។",
        ),
        "trial limits": (
            "Trial limits.",
            "Limites provisoires.",
            "Mipaka ya majaribio.",
            "Meeli ea teko.",
            "ដែនកំណត់សាកល្បង។",
        ),
        "no limits": (
            "No limits are drawn before five weeks.",
            "Aucune limite n'est tracée avant cinq semaines.",
            "Mipaka haichorwi kabla ya wiki tano.",
            "Ha ho meeli e taloang pele ho libeke tse hlano.",
            "មិនគូរដែនកំណត់មុនប្រាំសប្តាហ៍ទេ។",
        ),
        # --- marks and legends
        "usual week": ("usual", "habituel", "kawaida", "tloaelehileng", "ធម្មតា"),
        "improving": (
            "higher than usual (better)",
            "plus haut que d'habitude (mieux)",
            "juu kuliko kawaida (bora)",
            "holimo ho mehleng (betere)",
            "ខ្ពស់ជាងធម្មតា (ល្អជាង)",
        ),
        "worse": (
            "lower than usual (worse)",
            "plus bas que d'habitude (pire)",
            "chini kuliko kawaida (mbaya)",
            "tlase ho mehleng (mpe)",
            "ទាបជាងធម្មតា (អាក្រក់ជាង)",
        ),
        "open week": ("week still open", "semaine en cours", "wiki haijaisha", "beke e ntse e tsoela pele", "សប្តាហ៍មិនទាន់ចប់"),
        "mean": ("mean {n}", "moyenne {n}", "wastani {n}", "karolelano {n}", "មធ្យម {n}"),
        "limit": ("{n}", "{n}", "{n}", "{n}", "{n}"),
        "target": ("target {n}", "cible {n}", "lengo {n}", "sepheo {n}", "គោលដៅ {n}"),
        "rebase": (
            "New limits: {words}",
            "Nouvelles limites : {words}",
            "Mipaka mipya: {words}",
            "Meeli e mecha: {words}",
            "ដែនកំណត់ថ្មី៖ {words}",
        ),
        "version": ("{words}",) * 5,
        "n": ("n",) * 5,
        # --- how answers are spread
        "spread": (
            "“{name}” has the most dissatisfied: {level}",
            "« {name} » a le plus d'insatisfaits : {level}",
            "“{name}” ina wasioridhika wengi zaidi: {level}",
            "“{name}” e na le ba sa khotsofalang ba bangata ka ho fetisisa: {level}",
            "“{name}” មានអ្នកមិនពេញចិត្តច្រើនជាងគេ៖ {level}",
        ),
        "spread sub": (
            "Bad answers left, good answers right, undecided and “don't know” apart; % good at the right. {channel}, {period}.",
            "Mauvaises réponses à gauche, bonnes à droite, indécis et « ne sait pas » à part ; % bonnes à"
            " droite. {channel}, {period}.",
            "Majibu mabaya kushoto, mazuri kulia, wasio na uamuzi na “sijui” kando; % mazuri kulia. {channel}, {period}.",
            "Tse mpe ka ho le letsehali, tse ntle ka ho le letona, ba sa etsang qeto le “ha ke tsebe” ka"
            " thoko; % tse ntle ka ho"
            " le letona. {channel}, {period}.",
            "ចម្លើយអាក្រក់នៅឆ្វេង ល្អនៅស្តាំ មិនសម្រេច និង “មិនដឹង” នៅដាច់ដោយឡែក; % ល្អនៅខាងស្តាំ។ {channel}, {period}។",
        ),
        "in one piece": (
            "A side is drawn in one piece where one of its answers may not be told.",
            "Un côté est d'un seul tenant là où une de ses réponses ne peut être donnée.",
            "Upande huchorwa kipande kimoja pale jibu moja haliwezi kutolewa.",
            "Lehlakore le taloa e le le leng moo karabo e 'ngoe e ke keng ea boleloa.",
            "ផ្នែកមួយត្រូវគូរជាដុំតែមួយ នៅកន្លែងដែលចម្លើយមួយមិនអាចប្រាប់បាន។",
        ),
        "very bad": ("worst answer", "pire réponse", "jibu baya zaidi", "karabo e mpe ka ho fetisisa", "ចម្លើយអាក្រក់បំផុត"),
        "bad": ("bad", "mauvais", "mbaya", "e mpe", "អាក្រក់"),
        "good": ("good", "bon", "nzuri", "e ntle", "ល្អ"),
        "very good": ("best answer", "meilleure réponse", "jibu bora zaidi", "karabo e ntle ka ho fetisisa", "ចម្លើយល្អបំផុត"),
        "undecided": (
            "undecided or don't know",
            "indécis ou ne sait pas",
            "hana uamuzi au hajui",
            "ha a etse qeto kapa ha a tsebe",
            "មិនសម្រេច ឬមិនដឹង",
        ),
        # --- reasons
        "reason": (
            "{first} is the main complaint at {share}",
            "{first} est la plainte principale : {share}",
            "{first} ni lalamiko kuu: {share}",
            "{first} ke tletlebo e kholo: {share}",
            "{first} ជាបណ្តឹងចម្បង៖ {share}",
        ),
        "two reasons": (
            "{first} and {second} are the main complaints, {share} and {other}",
            "{first} et {second} sont les plaintes principales, {share} et {other}",
            "{first} na {second} ndiyo malalamiko makuu, {share} na {other}",
            "{first} le {second} ke litletlebo tse kholo, {share} le {other}",
            "{first} និង {second} ជាបណ្តឹងចម្បង {share} និង {other}",
        ),
        "no reason": (
            "Too few people were asked for a reason",
            "Trop peu de personnes ont été interrogées sur la raison",
            "Watu waliohojiwa sababu ni wachache mno",
            "Batho ba botsitsoeng lebaka ba fokola haholo",
            "មានមនុស្សតិចពេកដែលត្រូវបានសួរអំពីមូលហេតុ",
        ),
        "reasons sub": (
            "Main problem of those who were not satisfied, {name}, {channel}; {period}: {n} were asked."
            " Hollow: the 28 days before.",
            "Problème principal des insatisfaits, {name}, {channel} ; {period} : {n} interrogés. Creux : les 28 jours d'avant.",
            "Tatizo kuu la wasioridhika, {name}, {channel}; {period}: {n} waliulizwa. Tupu: siku 28 zilizotangulia.",
            "Bothata bo boholo ba ba sa khotsofalang, {name}, {channel}; {period}: ba {n} ba botsitsoe. E se"
            " nang letho: matsatsi"
            " a 28 a fetileng.",
            "បញ្ហាចម្បងរបស់អ្នកមិនពេញចិត្ត {name} {channel}; {period}៖ បានសួរ {n} នាក់។ រង្វង់ទទេ៖ 28 ថ្ងៃមុន។",
        ),
        "now": ("now", "maintenant", "sasa", "joale", "ឥឡូវ"),
        "before": ("28 days before", "28 jours avant", "siku 28 kabla", "matsatsi a 28 pele", "28 ថ្ងៃមុន"),
    }
)
CHARTS: Topic = {**_TEXTS, **PLACES}
