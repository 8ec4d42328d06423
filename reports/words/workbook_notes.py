"""Marks, rules, codes and cover of the workbook. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

NOTES = topic({
    "[c]": (
        "Held back, so that nobody is recognised: fewer than 10 answers, or a number that would give such a one away",
        "Masqué pour que personne ne soit reconnu : moins de 10 réponses, ou un nombre qui les révélerait",
        "Imefichwa ili mtu asitambulike: majibu chini ya 10, au namba ambayo ingeyafichua",
        "E patiloe hore motho a se tsejoe: likarabo tse ka tlase ho 10, kapa palo e ka li senolang",
        "ត្រូវបានលាក់ ដើម្បីកុំឱ្យស្គាល់នរណាម្នាក់៖ ចម្លើយក្រោម 10 ឬលេខដែលអាចបង្ហាញ",
    ),
    "[low]": (
        "Rounds to zero, but is not zero", "Arrondi à zéro, mais non nul", "Inakaribia sifuri, lakini si sifuri",
        "E atamela lefela, empa ha se lefela", "បង្គត់ទៅសូន្យ ប៉ុន្តែមិនសូន្យ",
    ),
    "[z]": ("Does not apply", "Sans objet", "Haihusiki", "Ha e amehe", "មិនអនុវត្ត"),
    "[x]": (
        "Not available: no answers, or too few to compute it",
        "Non disponible : aucune réponse, ou trop peu pour le calculer",
        "Haipatikani: hakuna majibu, au ni machache mno", "Ha e eo: ha ho likarabo, kapa li fokola",
        "មិនមាន៖ គ្មានចម្លើយ ឬតិចពេក",
    ),
    "[b]": (
        "Break in the series: the survey or its limits changed in this week",
        "Rupture de série : l’enquête ou ses limites ont changé cette semaine",
        "Mkatizo wa mfululizo: utafiti au mipaka ilibadilika wiki hii",
        "Phetoho letotong: patlisiso kapa meeli e fetohile bekeng ena",
        "ការដាច់នៃស៊េរី៖ ការស្ទង់មតិ ឬដែនកំណត់បានផ្លាស់ប្តូរ",
    ),
    ">99%": (
        "Over 99 % but not 100 %", "Plus de 99 % mais pas 100 %", "Zaidi ya 99 % lakini si 100 %",
        "Ka holimo ho 99 % empa e se 100 %", "លើស 99 % តែមិន 100 %",
    ),
})  # fmt: skip
"""Mark -> what it means."""

RULES = topic({
    "shares": (
        "A cell holds the released number with all its decimals and shows it rounded half up; shown shares may not "
        "add up to 100.",
        "Une cellule contient le nombre publié avec toutes ses décimales et l’affiche arrondi ; les parts affichées "
        "peuvent ne pas totaliser 100.",
        "Seli ina namba iliyotolewa na desimali zote na huionyesha ikiwa imekadiriwa; sehemu zinaweza zisifike 100.",
        "Sele e na le palo e phatlalalitsoeng ka botlalo ’me e bontšoa e koaletsoe; likarolo li ka ’na tsa se fihle "
        "100.",
        "ក្រឡាមានលេខដែលបានចេញផ្សាយពេញលេញ ហើយបង្ហាញជាលេខបង្គត់ ចំណែកអាចមិនបូកបាន 100។",
    ),
    "intervals": (
        "The true share lies between “at least” and “at most” in 95 of 100 such samples (Wilson’s interval).",
        "La part réelle se situe entre « au moins » et « au plus » dans 95 échantillons sur 100 (intervalle de "
        "Wilson).",
        "Sehemu halisi iko kati ya “angalau” na “si zaidi ya” katika sampuli 95 kati ya 100 (Wilson).",
        "Karolo ea ’nete e pakeng tsa “bonyane” le “ho fihla ho” lisampoleng tse 95 ho tse 100 (Wilson).",
        "ចំណែកពិតស្ថិតនៅចន្លោះក្នុង 95 នៃ 100 គំរូ (Wilson)។",
    ),
    "channels": (
        "Channels are never added into one percentage: other people answer on each. “call” "
        "stands for calls to the contact centre.",
        "Les canaux ne sont jamais additionnés en un seul pourcentage : d’autres personnes y répondent. « call » "
        "désigne les appels au centre de contact.",
        "Njia hazijumlishwi kuwa asilimia moja: watu tofauti hujibu katika kila moja. “call” "
        "ni simu kwa kituo cha mawasiliano.",
        "Litsela ha li kopanngoe phesenteng e le ’ngoe: batho ba fapaneng ba araba ho e ’ngoe le e ’ngoe. "
        "“call” ke mehala e eang setsing sa puisano.",
        "បណ្តាញមិនដែលបូកជាភាគរយតែមួយទេ៖ មនុស្សផ្សេងគ្នាឆ្លើយ។ “call” គឺការហៅទៅមជ្ឈមណ្ឌលទំនាក់ទំនង។",
    ),
    "as of": (
        "Where “Figures of this report” says no, the figures last released are repeated, with the days they were "
        "made of.",
        "Là où « Chiffres de ce rapport » indique non, les derniers chiffres publiés sont répétés, avec leurs jours.",
        "Pale “Takwimu za ripoti hii” inaposema hapana, takwimu za mwisho zinarudiwa, pamoja na siku zake.",
        "Moo “Lipalo tsa tlaleho ena” li reng che, lipalo tsa ho qetela lia phetoa, le matsatsi a tsona.",
        "កន្លែងដែលសរសេរថា ទេ តួលេខចេញផ្សាយចុងក្រោយត្រូវបានធ្វើឡើងវិញ។",
    ),
})  # fmt: skip

STATES = topic({
    "new": ("new", "nouveau", "mpya", "e ncha", "ថ្មី"),
    "open": ("open", "ouvert", "wazi", "e butsoe", "បើក"),
    "closed": ("closed", "clos", "imefungwa", "e koetsoe", "បិទ"),
    "trend": ("control chart", "carte de contrôle", "chati ya udhibiti", "chate ea taolo", "គំនូសតាងត្រួតពិនិត្យ"),
    "funnel": (
        "compared with other places", "comparé aux autres lieux", "ikilinganishwa na vituo vingine",
        "ha e bapisoa le libaka tse ling", "ធៀបនឹងទីកន្លែងផ្សេង",
    ),
    "week": ("its weeks", "ses semaines", "wiki zake", "libeke tsa eona", "សប្តាហ៍របស់វា"),
})  # fmt: skip
"""States of a signal, and the rules that find one."""

COVER = topic({
    "title": (
        "Citizen feedback: {name}", "Retours des citoyens : {name}", "Maoni ya wananchi: {name}",
        "Maikutlo a baahi: {name}", "មតិប្រជាពលរដ្ឋ៖ {name}",
    ),
    "day": ("Report of {day}", "Rapport du {day}", "Ripoti ya {day}", "Tlaleho ea {day}", "របាយការណ៍ {day}"),
    "window": (
        "Level window: {first} to {last}", "Période : {first} à {last}", "Kipindi: {first} hadi {last}",
        "Nako: {first} ho isa ho {last}", "រយៈពេល៖ {first} ដល់ {last}",
    ),
    "cut_off": (
        "Answers received until {at} ({zone})", "Réponses reçues jusqu’au {at} ({zone})",
        "Majibu yaliyopokelewa hadi {at} ({zone})", "Likarabo tse amohetsoeng ho fihlela {at} ({zone})",
        "ចម្លើយទទួលរហូតដល់ {at} ({zone})",
    ),
    "so_far": (
        "A preview: the day is not over, and this is no release.",
        "Aperçu : la journée n’est pas finie, ceci n’est pas une publication.",
        "Onyesho la awali: siku haijaisha, hii si taarifa rasmi.",
        "Ponelopele: letsatsi ha le e-so fele, hona hase phatlalatso.",
        "ការមើលជាមុន៖ ថ្ងៃមិនទាន់ចប់ នេះមិនមែនជាការចេញផ្សាយ។",
    ),
    "hours": (
        "The day had {n} hours: the clocks changed.", "Le jour a compté {n} heures : changement d’heure.",
        "Siku ilikuwa na saa {n}: saa zilibadilishwa.", "Letsatsi le bile le lihora tse {n}: linako li fetotsoe.",
        "ថ្ងៃមាន {n} ម៉ោង៖ នាឡិកាបានប្តូរ។",
    ),
    "method": (
        "Method version {version}", "Version de la méthode : {version}", "Toleo la mbinu {version}",
        "Phetolelo ea mokhoa {version}", "កំណែវិធីសាស្ត្រ {version}",
    ),
    "contact": (
        "Contact: {contact}", "Contact : {contact}", "Mawasiliano: {contact}", "Botsa: {contact}",
        "ទំនាក់ទំនង៖ {contact}",
    ),
    "licence": (
        "Licence: {licence}", "Licence : {licence}", "Leseni: {licence}", "Laesense: {licence}",
        "អាជ្ញាប័ណ្ណ៖ {licence}",
    ),
    "open_data": (
        "Open data: {address}", "Données ouvertes : {address}", "Data huria: {address}",
        "Lintlha tse bulehileng: {address}", "ទិន្នន័យបើកចំហ៖ {address}",
    ),
})  # fmt: skip
