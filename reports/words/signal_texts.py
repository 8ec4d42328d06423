"""What is said of signals, of what was done about them, and in the subject of the mail; English written, the"
" others drafts."""

from __future__ import annotations

from reports.words import topic

SIGNALS = topic(
    {
        "usual and reason": (
            "{name}: {now} of every 100, usually {usual}, since the week of {since}; named most: {reason}",
            "{name} : {now} sur 100, d'habitude {usual}, depuis la semaine du {since} ; le plus cité : {reason}",
            "{name}: {now} kati ya kila 100, kwa kawaida {usual}, tangu wiki ya {since}; lililotajwa zaidi: {reason}",
            "{name}: ba {now} ho ba 100, mehleng {usual}, ho tloha bekeng ea {since}; se boletsoeng haholo: {reason}",
            "{name}៖ {now} ក្នុងចំណោម 100 ជាធម្មតា {usual} ចាប់តាំងពីសប្តាហ៍{since}; លើកឡើងច្រើនជាងគេ៖ {reason}",
        ),
        "usual": (
            "{name}: {now} of every 100, usually {usual}, since the week of {since}",
            "{name} : {now} sur 100, d'habitude {usual}, depuis la semaine du {since}",
            "{name}: {now} kati ya kila 100, kwa kawaida {usual}, tangu wiki ya {since}",
            "{name}: ba {now} ho ba 100, mehleng {usual}, ho tloha bekeng ea {since}",
            "{name}៖ {now} ក្នុងចំណោម 100 ជាធម្មតា {usual} ចាប់តាំងពីសប្តាហ៍{since}",
        ),
        "reason": (
            "{name}: {now} of every 100, unusual since the week of {since}; named most: {reason}",
            "{name} : {now} sur 100, inhabituel depuis la semaine du {since} ; le plus cité : {reason}",
            "{name}: {now} kati ya kila 100, si kawaida tangu wiki ya {since}; lililotajwa zaidi: {reason}",
            "{name}: ba {now} ho ba 100, ha ea tloaeleha ho tloha bekeng ea {since}; se boletsoeng haholo: {reason}",
            "{name}៖ {now} ក្នុងចំណោម 100 ខុសធម្មតាចាប់តាំងពីសប្តាហ៍{since}; លើកឡើងច្រើនជាងគេ៖ {reason}",
        ),
        "low reason": (
            "{name}: low weeks since that of {since}: {now} of every 100, single weeks usually {usual}; named most: {reason}",
            "{name} : semaines plutôt basses depuis celle du {since} : {now} sur 100, une semaine seule d'habitude {usual} ;"
            " le plus cité : {reason}",
            "{name}: wiki zake zimekuwa chini tangu ile ya {since}: {now} kati ya kila 100, wiki moja kwa kawaida {usual}; "
            "lililotajwa zaidi: {reason}",
            "{name}: libeke tsa sona li tlase ho tloha ho ea {since}: ba {now} ho ba 100, beke e le 'ngoe mehleng {usual}; se "
            "boletsoeng haholo: {reason}",
            "{name}៖ សប្តាហ៍ជាច្រើនទាបចាប់តាំងពីសប្តាហ៍{since}៖ {now} ក្នុងចំណោម 100 សប្តាហ៍នីមួយៗជាធម្មតា {usual}; លើកឡើងច្រើនជាងគេ៖ {reason}",
        ),
        "low": (
            "{name}: low weeks since that of {since}: {now} of every 100, single weeks usually {usual}",
            "{name} : semaines plutôt basses depuis celle du {since} : {now} sur 100, une semaine seule d'habitude {usual}",
            "{name}: wiki zake zimekuwa chini tangu ile ya {since}: {now} kati ya kila 100, wiki moja kwa kawaida {usual}",
            "{name}: libeke tsa sona li tlase ho tloha ho ea {since}: ba {now} ho ba 100, beke e le 'ngoe mehleng {usual}",
            "{name}៖ សប្តាហ៍ជាច្រើនទាបចាប់តាំងពីសប្តាហ៍{since}៖ {now} ក្នុងចំណោម 100 សប្តាហ៍នីមួយៗជាធម្មតា {usual}",
        ),
        "high reason": (
            "{name}: high weeks since that of {since}: {now} of every 100, single weeks usually {usual}; named most: {reason}",
            "{name} : semaines plutôt hautes depuis celle du {since} : {now} sur 100, une semaine seule d'habitude {usual} ;"
            " le plus cité : {reason}",
            "{name}: wiki zake zimekuwa juu tangu ile ya {since}: {now} kati ya kila 100, wiki moja kwa kawaida {usual}; "
            "lililotajwa zaidi: {reason}",
            "{name}: libeke tsa sona li holimo ho tloha ho ea {since}: ba {now} ho ba 100, beke e le 'ngoe mehleng {usual}; se "
            "boletsoeng haholo: {reason}",
            "{name}៖ សប្តាហ៍ជាច្រើនខ្ពស់ចាប់តាំងពីសប្តាហ៍{since}៖ {now} ក្នុងចំណោម 100 សប្តាហ៍នីមួយៗជាធម្មតា {usual}; លើកឡើងច្រើនជាងគេ៖ {reason}",
        ),
        "high": (
            "{name}: high weeks since that of {since}: {now} of every 100, single weeks usually {usual}",
            "{name} : semaines plutôt hautes depuis celle du {since} : {now} sur 100, une semaine seule d'habitude {usual}",
            "{name}: wiki zake zimekuwa juu tangu ile ya {since}: {now} kati ya kila 100, wiki moja kwa kawaida {usual}",
            "{name}: libeke tsa sona li holimo ho tloha ho ea {since}: ba {now} ho ba 100, beke e le 'ngoe mehleng {usual}",
            "{name}៖ សប្តាហ៍ជាច្រើនខ្ពស់ចាប់តាំងពីសប្តាហ៍{since}៖ {now} ក្នុងចំណោម 100 សប្តាហ៍នីមួយៗជាធម្មតា {usual}",
        ),
        "low weeks": ("low weeks", "semaines basses", "wiki za chini", "libeke tse tlase", "សប្តាហ៍ទាប"),
        "high weeks": ("high weeks", "semaines hautes", "wiki za juu", "libeke tse holimo", "សប្តាហ៍ខ្ពស់"),
        "bare": (
            "{name}: {now} of every 100, unusual since the week of {since}",
            "{name} : {now} sur 100, inhabituel depuis la semaine du {since}",
            "{name}: {now} kati ya kila 100, si kawaida tangu wiki ya {since}",
            "{name}: ba {now} ho ba 100, ha ea tloaeleha ho tloha bekeng ea {since}",
            "{name}៖ {now} ក្នុងចំណោម 100 ខុសធម្មតាចាប់តាំងពីសប្តាហ៍{since}",
        ),
        "untold": (
            "{name}: unusual since the week of {since}; the number may not be told",
            "{name} : inhabituel depuis la semaine du {since} ; le nombre ne peut être donné",
            "{name}: si kawaida tangu wiki ya {since}; idadi haiwezi kutolewa",
            "{name}: ha ea tloaeleha ho tloha bekeng ea {since}; palo e ke ke ea boleloa",
            "{name}៖ ខុសធម្មតាចាប់តាំងពីសប្តាហ៍{since}; មិនអាចប្រាប់ចំនួនបាន",
        ),
        "concern": ("concern", "préoccupation", "wasiwasi", "ngongoreho", "ក្តីបារម្ភ"),
        "improvement": ("improvement", "amélioration", "maboresho", "ntlafalo", "ភាពប្រសើរឡើង"),
        # --- what was done
        "redressed": ("redressed", "réparé auprès des usagers", "wamefidiwa", "ba tsoetsoe thuso", "បានដោះស្រាយសំណង"),
        "warned": ("warned", "avertissement donné", "onyo limetolewa", "temoso e fanoe", "បានព្រមាន"),
        "coached": ("coached", "accompagnement donné", "mafunzo yametolewa", "koetliso e fanoe", "បានបង្វឹក"),
        "repaired": ("repaired", "réparé", "imerekebishwa", "e lokisitsoe", "បានជួសជុល"),
        "supplied": ("supplied", "approvisionné", "vifaa vimetolewa", "thepa e tlisitsoe", "បានផ្គត់ផ្គង់"),
        "staffed": ("staff added", "personnel ajouté", "wafanyakazi wameongezwa", "basebetsi ba ekelitsoe", "បានបន្ថែមបុគ្គលិក"),
        "reorganised": ("reorganised", "réorganisé", "imepangwa upya", "e hlophisitsoe bocha", "បានរៀបចំឡើងវិញ"),
        "transferred": ("transferred", "transféré", "amehamishwa", "o fetisitsoe", "បានផ្ទេរ"),
        "penalised": ("penalised", "sanctionné", "adhabu imetolewa", "kotlo e fanoe", "បានដាក់ពិន័យ"),
        "investigated": ("investigated", "enquête faite", "uchunguzi umefanyika", "lipatlisiso li entsoe", "បានស៊ើបអង្កេត"),
        "explained": ("explained", "expliqué", "imeelezwa", "e hlalositsoe", "បានពន្យល់"),
        "no action needed": (
            "no action needed",
            "aucune action nécessaire",
            "hakuna hatua inayohitajika",
            "ha ho hlokahale ketso",
            "មិនចាំបាច់ធ្វើអ្វីទេ",
        ),
        "quiet": (
            "quiet for 8 weeks",
            "calme depuis 8 semaines",
            "kimya wiki 8",
            "khutso libeke tse 8",
            "ស្ងប់ស្ងាត់ 8 សប្តាហ៍",
        ),
        "done": (
            "{name}: {action}, {day}",
            "{name} : {action}, {day}",
            "{name}: {action}, {day}",
            "{name}: {action}, {day}",
            "{name}៖ {action} {day}",
        ),
        "done undated": ("{name}: {action}", "{name} : {action}", "{name}: {action}", "{name}: {action}", "{name}៖ {action}"),
        # --- the subject of the mail
        "subject calm": (
            "{ministry}, {day}: no change, {level} positive ({interval})",
            "{ministry}, {day} : pas de changement, {level} positives ({interval})",
            "{ministry}, {day}: hakuna badiliko, {level} chanya ({interval})",
            "{ministry}, {day}: ha ho phetoho, {level} e ntle ({interval})",
            "{ministry}, {day}៖ គ្មានការប្រែប្រួល {level} វិជ្ជមាន ({interval})",
        ),
        "subject early": (
            "{ministry}, {day}: {level} positive ({interval}), too early to say whether it changes",
            "{ministry}, {day} : {level} positives ({interval}), trop tôt pour dire si cela change",
            "{ministry}, {day}: {level} chanya ({interval}), mapema mno kusema kama inabadilika",
            "{ministry}, {day}: {level} e ntle ({interval}), ho sa le pele ho bolela hore na hoa fetoha",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ឆាប់ពេកក្នុងការនិយាយថាប្រែប្រួលឬទេ",
        ),
        "subject down": (
            "{ministry}, {day}: {level} positive ({interval}), lower than usual",
            "{ministry}, {day} : {level} positives ({interval}), plus bas que d'habitude",
            "{ministry}, {day}: {level} chanya ({interval}), chini kuliko kawaida",
            "{ministry}, {day}: {level} e ntle ({interval}), e tlase ho mehleng",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ទាបជាងធម្មតា",
        ),
        "subject up": (
            "{ministry}, {day}: {level} positive ({interval}), higher than usual",
            "{ministry}, {day} : {level} positives ({interval}), plus haut que d'habitude",
            "{ministry}, {day}: {level} chanya ({interval}), juu kuliko kawaida",
            "{ministry}, {day}: {level} e ntle ({interval}), e holimo ho mehleng",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ខ្ពស់ជាងធម្មតា",
        ),
        "subject one concern": (
            "{ministry}, {day}: {level} positive ({interval}), 1 new concern: {what}",
            "{ministry}, {day} : {level} positives ({interval}), 1 nouvelle préoccupation : {what}",
            "{ministry}, {day}: {level} chanya ({interval}), wasiwasi mpya 1: {what}",
            "{ministry}, {day}: {level} e ntle ({interval}), ngongoreho e ncha e 1: {what}",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ក្តីបារម្ភថ្មី 1៖ {what}",
        ),
        "subject concerns": (
            "{ministry}, {day}: {level} positive ({interval}), {k} new concerns: {what}",
            "{ministry}, {day} : {level} positives ({interval}), {k} nouvelles préoccupations : {what}",
            "{ministry}, {day}: {level} chanya ({interval}), wasiwasi mpya {k}: {what}",
            "{ministry}, {day}: {level} e ntle ({interval}), lingongoreho tse ncha tse {k}: {what}",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ក្តីបារម្ភថ្មី {k}៖ {what}",
        ),
        "subject one improvement": (
            "{ministry}, {day}: {level} positive ({interval}), 1 new improvement: {what}",
            "{ministry}, {day} : {level} positives ({interval}), 1 nouvelle amélioration : {what}",
            "{ministry}, {day}: {level} chanya ({interval}), boresho jipya 1: {what}",
            "{ministry}, {day}: {level} e ntle ({interval}), ntlafalo e ncha e 1: {what}",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ភាពប្រសើរថ្មី 1៖ {what}",
        ),
        "subject improvements": (
            "{ministry}, {day}: {level} positive ({interval}), {k} new improvements: {what}",
            "{ministry}, {day} : {level} positives ({interval}), {k} nouvelles améliorations : {what}",
            "{ministry}, {day}: {level} chanya ({interval}), maboresho mapya {k}: {what}",
            "{ministry}, {day}: {level} e ntle ({interval}), lintlafalo tse ncha tse {k}: {what}",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ភាពប្រសើរថ្មី {k}៖ {what}",
        ),
        "subject one open": (
            "{ministry}, {day}: {level} positive ({interval}), 1 concern open",
            "{ministry}, {day} : {level} positives ({interval}), 1 préoccupation ouverte",
            "{ministry}, {day}: {level} chanya ({interval}), wasiwasi 1 bado wazi",
            "{ministry}, {day}: {level} e ntle ({interval}), ngongoreho e 1 e sa butsoe",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ក្តីបារម្ភ 1 នៅបើក",
        ),
        "subject open": (
            "{ministry}, {day}: {level} positive ({interval}), {k} concerns open",
            "{ministry}, {day} : {level} positives ({interval}), {k} préoccupations ouvertes",
            "{ministry}, {day}: {level} chanya ({interval}), wasiwasi {k} bado wazi",
            "{ministry}, {day}: {level} e ntle ({interval}), lingongoreho tse {k} li sa butsoe",
            "{ministry}, {day}៖ {level} វិជ្ជមាន ({interval}) ក្តីបារម្ភ {k} នៅបើក",
        ),
        "subject none one": (
            "{ministry}, {day}: no answers in 1 day",
            "{ministry}, {day} : aucune réponse en 1 jour",
            "{ministry}, {day}: hakuna majibu kwa siku 1",
            "{ministry}, {day}: ha ho likarabo letsatsing le le leng",
            "{ministry}, {day}៖ គ្មានចម្លើយក្នុង 1 ថ្ងៃ",
        ),
        "subject none": (
            "{ministry}, {day}: no answers in {days} days",
            "{ministry}, {day} : aucune réponse en {days} jours",
            "{ministry}, {day}: hakuna majibu kwa siku {days}",
            "{ministry}, {day}: ha ho likarabo matsatsing a {days}",
            "{ministry}, {day}៖ គ្មានចម្លើយក្នុង {days} ថ្ងៃ",
        ),
        "subject few": (
            "{ministry}, {day}: too few answers to report",
            "{ministry}, {day} : trop peu de réponses pour un rapport",
            "{ministry}, {day}: majibu ni machache mno kutolewa taarifa",
            "{ministry}, {day}: likarabo li fokola haholo hore li ka tlalehoa",
            "{ministry}, {day}៖ ចម្លើយតិចពេកមិនអាចរាយការណ៍បាន",
        ),
        "subject few concerns": (
            "{ministry}, {day}: new concerns: {k}",
            "{ministry}, {day} : nouvelles préoccupations : {k}",
            "{ministry}, {day}: wasiwasi mpya: {k}",
            "{ministry}, {day}: lingongoreho tse ncha: {k}",
            "{ministry}, {day}៖ ក្តីបារម្ភថ្មី៖ {k}",
        ),
        "what": ("{name}",) * 5,
        "what reason": (
            "{reason} at {name}",
            "{reason} à {name}",
            "{reason} katika {name}",
            "{reason} {name}",
            "{reason} នៅ {name}",
        ),
        "what places": ("{k} places", "{k} lieux", "mahali {k}", "libaka tse {k}", "{k} កន្លែង"),
        "what reason places": (
            "{reason} at {k} places",
            "{reason} dans {k} lieux",
            "{reason} katika mahali {k}",
            "{reason} libakeng tse {k}",
            "{reason} នៅ {k} កន្លែង",
        ),
    }
)
