"""Titles, sub-titles and legends of the figures about places and about the response; English written, the others drafts."""

from __future__ import annotations

from reports.words import topic

PLACES = topic(
    {
        # --- places
        "own days": (
            "each over its latest days that may be told",
            "chacun sur ses derniers jours publiables",
            "kila kimoja kwa siku zake za karibuni zinazoweza kutolewa",
            "se seng le se seng ka matsatsi a sona a ho qetela a ka boleloang",
            "នីមួយៗតាមថ្ងៃចុងក្រោយរបស់ខ្លួនដែលអាចប្រាប់បាន",
        ),
        "funnel none": (
            "No place is unusual among {judged}",
            "Aucun lieu inhabituel parmi {judged}",
            "Hakuna kituo kisicho cha kawaida kati ya {judged}",
            "Ha ho sebaka se sa tloaelehang har'a tse {judged}",
            "គ្មានទីកន្លែងណាខុសធម្មតាក្នុងចំណោម {judged}",
        ),
        "funnel one": (
            "{name} is unusual among {judged} places",
            "{name} est inhabituel parmi {judged} lieux",
            "{name} si cha kawaida kati ya vituo {judged}",
            "{name} ha e ea tloaeleha har'a libaka tse {judged}",
            "{name} ខុសធម្មតាក្នុងចំណោមទីកន្លែង {judged}",
        ),
        "funnel many": (
            "{k} of {judged} places are unusual: {names}",
            "{k} lieux sur {judged} sont inhabituels : {names}",
            "Vituo {k} kati ya {judged} si vya kawaida: {names}",
            "Libaka tse {k} ho tse {judged} ha lia tloaeleha: {names}",
            "ទីកន្លែង {k} ក្នុងចំណោម {judged} ខុសធម្មតា៖ {names}",
        ),
        "funnel sub": (
            "% good by number of answers, one sign per place; lines: limits of 95 % (dashed) and 99.8 %. {channel}, {period}.",
            "% bonnes selon le nombre de réponses, un signe par lieu ; lignes : limites à 95 % (tirets) et 99,8 %."
            " {channel}, {period}.",
            "% mazuri kwa idadi ya majibu, alama moja kwa kituo; mistari: mipaka ya 95 % (vistari) na 99.8 %."
            " {channel}, {period}.",
            "% tse ntle ka palo ea likarabo, letsoao le le leng ka sebaka; mela: meeli ea 95 % (metaloana) le 99.8 %."
            " {channel}, {period}.",
            "% ល្អតាមចំនួនចម្លើយ សញ្ញាមួយក្នុងទីកន្លែងមួយ; បន្ទាត់៖ ដែនកំណត់ 95 % (ដាច់ៗ) និង 99.8 %។ {channel}, {period}។",
        ),
        "adjusted": (
            "Limits widened for what differs between all places; thin lines: without.",
            "Limites élargies pour ce qui diffère entre tous les lieux ; lignes fines : sans.",
            "Mipaka imepanuliwa kwa tofauti za vituo vyote; mistari myembamba: bila hivyo.",
            "Meeli e atolositsoe ka phapang ea libaka tsohle; mela e mesesaane: ntle le moo.",
            "ដែនកំណត់ត្រូវពង្រីកតាមភាពខុសគ្នានៃទីកន្លែងទាំងអស់; បន្ទាត់ស្តើង៖ មិនពង្រីក។",
        ),
        "answers": ("answers", "réponses", "majibu", "likarabo", "ចម្លើយ"),
        "not unusual": ("as expected", "comme attendu", "kama ilivyotarajiwa", "joalo ka ha ho lebeletsoe", "ដូចការរំពឹងទុក"),
        "below": ("below the limits", "sous les limites", "chini ya mipaka", "ka tlase ho meeli", "ក្រោមដែនកំណត់"),
        "above": ("above the limits", "au-dessus des limites", "juu ya mipaka", "ka holimo ho meeli", "លើដែនកំណត់"),
        "places": (
            "From {low} to {high} good: {first} is lowest",
            "De {low} à {high} bonnes : {first} est le plus bas",
            "Kutoka {low} hadi {high} mazuri: {first} iko chini zaidi",
            "Ho tloha ho {low} ho isa ho {high} e ntle: {first} e tlase ka ho fetisisa",
            "ពី {low} ដល់ {high} ល្អ៖ {first} ទាបជាងគេ",
        ),
        "places none": (
            "No place has enough answers to be told",
            "Aucun lieu n'a assez de réponses",
            "Hakuna kituo chenye majibu ya kutosha",
            "Ha ho sebaka se nang le likarabo tse lekaneng",
            "គ្មានទីកន្លែងណាមានចម្លើយគ្រប់គ្រាន់ទេ",
        ),
        "places sub": (
            "% good with 95 % intervals; too few places for a funnel. {channel}, {period}.",
            "% bonnes avec intervalles à 95 % ; trop peu de lieux pour un entonnoir. {channel}, {period}.",
            "% mazuri na vipindi vya 95 %; vituo vichache mno kwa faneli. {channel}, {period}.",
            "% tse ntle le meeli ea 95 %; libaka li fokola bakeng sa fanele. {channel}, {period}.",
            "% ល្អជាមួយចន្លោះ 95 %; ទីកន្លែងតិចពេកសម្រាប់ក្រាហ្វចីវឡាវ។ {channel}, {period}។",
        ),
        "silent": (
            "silent {days} days: {name}",
            "{days} jours de silence : {name}",
            "kimya siku {days}: {name}",
            "khutso matsatsi a {days}: {name}",
            "ស្ងាត់ {days} ថ្ងៃ៖ {name}",
        ),
        # --- response
        "response": (
            "{headline} people answered the main question, {rate} of {invited} invited",
            "{headline} personnes ont répondu à la question principale, {rate} de {invited} invitées",
            "Watu {headline} walijibu swali kuu, {rate} ya {invited} walioalikwa",
            "Batho ba {headline} ba arabile potso e kholo, {rate} ea ba {invited} ba memiloeng",
            "មនុស្ស {headline} នាក់បានឆ្លើយសំណួរចម្បង {rate} នៃ {invited} នាក់ដែលបានអញ្ជើញ",
        ),
        "response uninvited": (
            "{headline} people answered the main question, all without an invitation",
            "{headline} personnes ont répondu à la question principale, toutes sans invitation",
            "Watu {headline} walijibu swali kuu, wote bila mwaliko",
            "Batho ba {headline} ba arabile potso e kholo, bohle ntle le memo",
            "មនុស្ស {headline} នាក់បានឆ្លើយសំណួរចម្បង ទាំងអស់ដោយគ្មានការអញ្ជើញ",
        ),
        "response sub": (
            "People at each step, {channel}, {period}.",
            "Personnes à chaque étape, {channel}, {period}.",
            "Watu katika kila hatua, {channel}, {period}.",
            "Batho mohatong ka mong, {channel}, {period}.",
            "មនុស្សនៅជំហាននីមួយៗ {channel}, {period}។",
        ),
        "invited": ("invited", "invitées", "walioalikwa", "ba memiloeng", "បានអញ្ជើញ"),
        "delivered": ("delivered", "remises", "zilizofika", "tse fihlileng", "បានទទួល"),
        "opened": ("opened", "ouvertes", "waliofungua", "ba butseng", "បានបើក"),
        "started": ("started", "commencées", "walioanza", "ba qalileng", "បានចាប់ផ្តើម"),
        "headline": (
            "main question",
            "question principale",
            "swali kuu",
            "potso e kholo",
            "សំណួរចម្បង",
        ),
        "completed": ("completed", "terminées", "waliomaliza", "ba qetileng", "បានបញ្ចប់"),
        # --- districts
        "multiples": (
            "{first} is lowest at {level}; {moved} of {told} districts moved",
            "{first} est le plus bas : {level} ; {moved} districts sur {told} ont bougé",
            "{first} iko chini zaidi: {level}; wilaya {moved} kati ya {told} zimebadilika",
            "{first} e tlase ka ho fetisisa: {level}; litereke tse {moved} ho tse {told} li fetohile",
            "{first} ទាបជាងគេ៖ {level}; ស្រុក {moved} ក្នុងចំណោម {told} បានប្រែប្រួល",
        ),
        "multiples none": (
            "{first} is lowest at {level}; none of {told} districts moved",
            "{first} est le plus bas : {level} ; aucun des {told} districts n'a bougé",
            "{first} iko chini zaidi: {level}; hakuna wilaya kati ya {told} iliyobadilika",
            "{first} e tlase ka ho fetisisa: {level}; ha ho setereke ho tse {told} se fetohileng",
            "{first} ទាបជាងគេ៖ {level}; គ្មានស្រុកណាក្នុងចំណោម {told} បានប្រែប្រួលទេ",
        ),
        "multiples sub": (
            "% good by week with usual range, lowest first. {channel}, {period}.",
            "% bonnes par semaine avec fourchette habituelle, le plus bas d'abord. {channel}, {period}.",
            "% mazuri kwa wiki na kiwango cha kawaida, ya chini kwanza. {channel}, {period}.",
            "% tse ntle ka beke le moeli oa mehleng, e tlase pele. {channel}, {period}.",
            "% ល្អតាមសប្តាហ៍ជាមួយកម្រិតធម្មតា ទាបជាងគេមុន។ {channel}, {period}។",
        ),
        # --- variation and assurance
        "alt icon": ("{finding}",) * 5,
        "not judged": ("not judged yet", "pas encore jugé", "bado haijapimwa", "ha e so ahloloe", "មិនទាន់វិនិច្ឆ័យ"),
        "consistent_pass": (
            "target is met",
            "la cible est atteinte",
            "lengo linafikiwa",
            "sepheo sea fihleloa",
            "សម្រេចគោលដៅ",
        ),
        "consistent_fail": (
            "target is missed",
            "la cible est manquée",
            "lengo halifikiwi",
            "sepheo ha se fihleloe",
            "មិនសម្រេចគោលដៅ",
        ),
        "inconsistent": (
            "target is met in some weeks, missed in others",
            "la cible est atteinte certaines semaines, manquée d'autres",
            "lengo linafikiwa wiki nyingine, si nyingine",
            "sepheo se fihleloa libekeng tse ling, eseng tse ling",
            "សម្រេចគោលដៅនៅសប្តាហ៍ខ្លះ មិនសម្រេចនៅសប្តាហ៍ខ្លះ",
        ),
        "no target": ("no target", "pas de cible", "hakuna lengo", "ha ho sepheo", "គ្មានគោលដៅ"),
        "two findings": (
            "{first}; {second}",
            "{first} ; {second}",
            "{first}; {second}",
            "{first}; {second}",
            "{first}; {second}",
        ),
    }
)
