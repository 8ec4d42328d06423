"""Headings and explanations of the printed pages. English is written; French, Swahili, Sesotho and Khmer are drafts.

Sesotho is that of Lesotho within the letters of a text message. Every text is whole; what stands in braces is filled in.
"""

from __future__ import annotations

from reports.words import topic

PAGES = topic({
    # --- the sheet
    "heading": (
        "Citizen feedback", "La voix des usagers", "Maoni ya wananchi", "Maikutlo a sechaba", "មតិយោបល់របស់ប្រជាពលរដ្ឋ",
    ),
    "subtitle": (
        "{day} · answers of {window} that arrived until {cut_off} ({zone})",
        "{day} · réponses du {window} arrivées avant {cut_off} ({zone})",
        "{day} · majibu ya {window} yaliyofika hadi {cut_off} ({zone})",
        "{day} · likarabo tsa {window} tse fihlileng ho fihlela {cut_off} ({zone})",
        "{day} · ចម្លើយពី {window} ដែលបានទទួលរហូតដល់ {cut_off} ({zone})",
    ),
    "window": (
        "{first} to {last}", "{first} au {last}", "{first} hadi {last}", "{first} ho isa ho {last}", "{first} ដល់ {last}",
    ),
    "page of": (
        "page {page} of {pages}", "page {page} sur {pages}", "ukurasa {page} kati ya {pages}",
        "leqephe {page} ho a {pages}", "ទំព័រ {page} នៃ {pages}",
    ),
    "so far": (
        "Preview of a day that is not over. This is not a release.",
        "Aperçu d’une journée qui n’est pas terminée. Ceci n’est pas une publication.",
        "Mwonekano wa siku ambayo haijaisha. Hii si taarifa rasmi.", "Pono ea letsatsi le so feleng. Hase phatlalatso.",
        "ការមើលជាមុននៃថ្ងៃដែលមិនទាន់ចប់។ នេះមិនមែនជាការផ្សព្វផ្សាយទេ។",
    ),
    "day hours": (
        "The clocks changed: this was a {hours}-hour day.",
        "Changement d’heure : cette journée a compté {hours} heures.",
        "Saa zilibadilishwa: siku hii ilikuwa ya saa {hours}.",
        "Linako li fetohile: letsatsi lena e bile la lihora tse {hours}.", "ម៉ោងត្រូវបានប្តូរ៖ ថ្ងៃនេះមាន {hours} ម៉ោង។",
    ),
    "rest": (
        "{shown} of {all} are printed here; the rest is in the workbook.",
        "{shown} sur {all} figurent ici ; le reste est dans le classeur.",
        "{shown} kati ya {all} yamechapishwa hapa; mengine yamo kwenye kitabu cha kazi.",
        "Tse {shown} ho tse {all} li hatisitsoe mona; tse ling li bukeng ea mosebetsi.",
        "បានបោះពុម្ព {shown} ក្នុងចំណោម {all} នៅទីនេះ; អ្វីដែលនៅសល់មានក្នុងសៀវភៅតារាង។",
    ),
    "marks": (
        "<10: fewer than 10 people, not told. [c]: held back, so that nobody is recognised. In brackets: the likely "
        "range (95 %).",
        "<10 : moins de 10 personnes, non communiqué. [c] : retenu, pour que personne ne soit reconnu. Entre "
        "parenthèses : intervalle probable (95 %).",
        "<10: watu chini ya 10, haisemwi. [c]: imezuiwa ili mtu asitambulike. Katika mabano: kiwango kinachowezekana "
        "(95 %).",
        "<10: batho ba ka tlase ho 10, ha ho boleloe. [c]: e patiloe hore motho a se ke a tsejoa. Ka masakaneng: moo "
        "palo e ka bang teng (95 %).",
        "<10៖ មនុស្សតិចជាង 10 នាក់ មិនបង្ហាញ។ [c]៖ មិនបង្ហាញ ដើម្បីកុំឱ្យស្គាល់អត្តសញ្ញាណ។ ក្នុងវង់ក្រចក៖ "
        "ចន្លោះដែលអាចមាន (95 %)។",
    ),
    "late": (
        "late, of earlier days: {n}", "en retard, de jours antérieurs : {n}",
        "kati yake yaliyochelewa, ya siku za awali: {n}", "ho tsona tse liehileng, tsa matsatsi a pele: {n}",
        "ក្នុងនោះមកយឺត ពីថ្ងៃមុនៗ៖ {n}",
    ),
    "as of": ("as of {date}", "au {date}", "kufikia {date}", "ho fihlela {date}", "គិតត្រឹម {date}"),
    "channel": (
        "Answers by {channel}", "Réponses par {channel}", "Majibu kwa {channel}", "Likarabo ka {channel}",
        "ចម្លើយតាម {channel}",
    ),
    "apart": (
        "The channels reach different people and are never added.",
        "Les canaux touchent des personnes différentes et ne sont jamais additionnés.",
        "Njia hizi hufikia watu tofauti na hazijumlishwi kamwe.",
        "Mekhoa e fihlela batho ba fapaneng, 'me ha e kopanngoe le ka mohla.",
        "បណ្តាញនីមួយៗទៅដល់មនុស្សផ្សេងគ្នា ហើយមិនត្រូវបូកបញ្ចូលគ្នាទេ។",
    ),
    # --- 1
    "glance": ("1 At a glance", "1 En bref", "1 Kwa muhtasari", "1 Ka bokhuts'oane", "1 ទិដ្ឋភាពរួម"),
    "big positive": (
        "good or very good", "bon ou très bon", "nzuri au nzuri sana", "hantle kapa hantle haholo", "ល្អ ឬល្អណាស់",
    ),
    "big likely": ("likely {likely}", "probablement {likely}", "inakadiriwa {likely}", "mohlomong {likely}", "ប្រហែល {likely}"),
    "big reason": (
        "problem named most", "problème le plus cité", "tatizo lililotajwa zaidi", "bothata bo boletsoeng haholo",
        "បញ្ហាដែលលើកឡើងច្រើនបំផុត",
    ),
    "big asked": (
        "of {n} not satisfied people who were asked", "des {n} personnes non satisfaites interrogées",
        "kati ya watu {n} wasioridhika walioulizwa", "ho batho ba {n} ba sa khotsofalang ba botsitsoeng",
        "ក្នុងចំណោមអ្នកមិនពេញចិត្ត {n} នាក់ដែលត្រូវបានសួរ",
    ),
    "big answers": (
        "answers in {days} days", "réponses en {days} jours", "majibu katika siku {days}", "likarabo ka matsatsi a {days}",
        "ចម្លើយក្នុង {days} ថ្ងៃ",
    ),
    "big answers one": (
        "answers in 1 day", "réponses en 1 jour", "majibu katika siku 1", "likarabo ka letsatsi le le leng", "ចម្លើយក្នុង 1 ថ្ងៃ",
    ),
    "grade A": ("trust grade A", "confiance : niveau A", "daraja la imani A", "boemo ba ts'epo A", "កម្រិតជឿទុកចិត្ត A"),
    "grade B": (
        "trust grade B: with care", "confiance : niveau B, avec prudence", "daraja la imani B: kwa uangalifu",
        "boemo ba ts'epo B: ka hloko", "កម្រិតជឿទុកចិត្ត B៖ ត្រូវប្រុងប្រយ័ត្ន",
    ),
    "grade C": (
        "trust grade C: a hint", "confiance : niveau C, un indice", "daraja la imani C: dokezo",
        "boemo ba ts'epo C: temoso", "កម្រិតជឿទុកចិត្ត C៖ គ្រាន់តែជាតម្រុយ",
    ),
    "grade ": (
        "too few to grade", "trop peu pour un niveau", "machache mno kupimwa", "li fokola ho ka lekanngoa",
        "តិចពេកមិនអាចវាយតម្លៃ",
    ),
    "nothing named": ("none", "aucun", "hakuna", "ha ho letho", "គ្មាន"),
    "changed": ("What changed", "Ce qui a changé", "Kilichobadilika", "Se fetohileng", "អ្វីដែលបានផ្លាស់ប្តូរ"),
    "nothing changed": (
        "Nothing changed: the rules of the method opened no new signal.",
        "Rien n’a changé : les règles de la méthode n’ont ouvert aucun nouveau signalement.",
        "Hakuna kilichobadilika: kanuni za mbinu hazikufungua ishara mpya.",
        "Ha ho se fetohileng: melao ea mokhoa ha ea bula temoso e ncha.",
        "គ្មានអ្វីផ្លាស់ប្តូរទេ៖ វិធានរបស់វិធីសាស្ត្រមិនបានបើកសញ្ញាថ្មីណាមួយឡើយ។",
    ),
    "nothing to judge": (
        "There are too few answers or weeks to judge whether anything changed.",
        "Il y a trop peu de réponses ou de semaines pour juger si quelque chose a changé.",
        "Majibu au wiki ni chache mno kujua kama kuna kilichobadilika.",
        "Likarabo kapa libeke li fokola haholo ho ka bona hore na ho na le se fetohileng.",
        "ចម្លើយ ឬសប្តាហ៍តិចពេក មិនអាចវិនិច្ឆ័យថាមានអ្វីផ្លាស់ប្តូរឬទេ។",
    ),
    "still open": ("Still open", "Encore ouverts", "Bado wazi", "Tse ntseng li butsoe", "នៅបើកចំហ"),
    "done": ("What was done", "Ce qui a été fait", "Kilichofanyika", "Se entsoeng", "អ្វីដែលបានធ្វើ"),
    "nothing done": (
        "No signal was closed since the last report.", "Aucun signalement n’a été clos depuis le dernier rapport.",
        "Hakuna ishara iliyofungwa tangu ripoti iliyopita.", "Ha ho temoso e koetsoeng ho tloha tlalehong e fetileng.",
        "គ្មានសញ្ញាណាត្រូវបានបិទតាំងពីរបាយការណ៍មុនទេ។",
    ),
    "follow": (
        "Signals of the last year: {opened} in all; closed with an action: {acted}; closed after eight quiet weeks: {quiet}; "
        "still open: {open}, of them for more than 30 days: {overdue}.",
        "Signalements depuis un an : {opened} au total ; clos par une action : {acted} ; clos après huit semaines calmes : "
        "{quiet} ; encore ouverts : {open}, dont depuis plus de 30 jours : {overdue}.",
        "Katika mwaka uliopita: ishara {opened} zilifunguliwa, {acted} zilifungwa kwa hatua, {quiet} zilifungwa baada "
        "ya wiki nane tulivu, {open} ziko wazi, kati yake {overdue} kwa zaidi ya siku 30.",
        "Selemong se fetileng: ho butsoe litemoso tse {opened}, tse {acted} li koetsoe ka ketso, tse {quiet} li "
        "koetsoe ka mor'a libeke tse robeli tse khutsitseng, tse {open} li butsoe, tse {overdue} ho tsona ho feta "
        "matsatsi a 30.",
        "ក្នុងមួយឆ្នាំកន្លងទៅ៖ បើកសញ្ញា {opened}, បិទដោយមានសកម្មភាព {acted}, បិទក្រោយស្ងប់ស្ងាត់ប្រាំបីសប្តាហ៍ "
        "{quiet}, នៅបើក {open} ក្នុងនោះ {overdue} លើសពី 30 ថ្ងៃ។",
    ),
    "trust line": (
        "{channel}: {invited} invited, {rate} of them answered.", "{channel} : {invited} invités, {rate} ont répondu.",
        "{channel}: walioalikwa {invited}, {rate} kati yao walijibu.",
        "{channel}: ba memiloeng ke {invited}, {rate} ba bona ba arabile.",
        "{channel}៖ បានអញ្ជើញ {invited} នាក់, ក្នុងនោះ {rate} បានឆ្លើយ។",
    ),
    "trust nobody": (
        "{channel}: nobody has answered yet.",
        "{channel} : personne n’a encore répondu.",
        "{channel}: bado hakuna aliyejibu.",
        "{channel}: ha ho motho ea e-so arabe.",
        "{channel}៖ មិនទាន់មាននរណាឆ្លើយនៅឡើយទេ។",
    ),
    "trust self": (
        "{channel}: people came by themselves, so there is no response rate.",
        "{channel} : les gens ont appelé d’eux-mêmes, il n’y a donc pas de taux de réponse.",
        "{channel}: watu walipiga wenyewe, kwa hiyo hakuna kiwango cha majibu.",
        "{channel}: batho ba itetselitse, kahoo ha ho na tekanyo ea likarabo.",
        "{channel}៖ ប្រជាពលរដ្ឋចុចហៅដោយខ្លួនឯង ដូច្នេះគ្មានអត្រាឆ្លើយតបទេ។",
    ),
    "stops": (
        "STOP in the last 7 days: {n}.", "STOP ces 7 derniers jours : {n}.", "STOP katika siku 7 zilizopita: {n}.",
        "STOP matsatsing a 7 a fetileng: {n}.", "STOP ក្នុង 7 ថ្ងៃចុងក្រោយ៖ {n}។",
    ),
    "stop alarm": (
        "Many people ask for no more texts: {n} STOP in the last 7 days, above the limit of 10 per 1,000 invitations. Look "
        "at the invitations before more are sent.",
        "Beaucoup de personnes ne veulent plus de messages : {n} STOP ces 7 derniers jours, au-delà de la limite de 10 pour "
        "1 000 invitations. Revoyez les invitations avant d’en envoyer d’autres.",
        "Watu wengi hawataki ujumbe zaidi: STOP {n} katika siku 7 zilizopita, juu ya kikomo cha 10 kwa mialiko 1,000. "
        "Angalia mialiko kabla ya kutuma mingine.",
        "Batho ba bangata ha ba sa batla melaetsa: STOP tse {n} matsatsing a 7 a fetileng, ho feta moeli oa 10 ho limemo "
        "tse 1,000. Sheba limemo pele ho romeloa tse ling.",
        "មនុស្សច្រើនមិនចង់ទទួលសារទៀតទេ៖ STOP ចំនួន {n} ក្នុង 7 ថ្ងៃចុងក្រោយ លើសកម្រិត 10 ក្នុង 1,000 ការអញ្ជើញ។ "
        "សូមពិនិត្យការអញ្ជើញមុនពេលផ្ញើបន្ថែម។",
    ),
    "trust short": ("How far to trust it", "Jusqu’où s’y fier", "Kiwango cha kuamini", "Boemo ba ts'epo", "អាចជឿបានកម្រិតណា"),
    "coverage": (
        "Answers came about {heard} of {register} places of service; silent although people visited them: {silent}.",
        "Des réponses concernent {heard} des {register} lieux de service ; silencieux malgré des visites : {silent}.",
        "Majibu yalihusu vituo {heard} kati ya {register}; vilivyo kimya ingawa watu walivitembelea: {silent}.",
        "Likarabo li tsoa ho libaka tse {heard} ho tse {register}; tse khutsitseng le hoja batho ba li etetse: {silent}.",
        "ចម្លើយមានអំពីកន្លែងសេវា {heard} ក្នុងចំណោម {register}; គ្មានចម្លើយទោះមានអ្នកទៅប្រើសេវា៖ {silent}។",
    ),
    # --- 2 to 5
    "services": ("2 Services", "2 Services", "2 Huduma", "2 Litsebeletso", "2 សេវា"),
    "services order": (
        "Each survey in bold, its services below it; among equals the largest share of dissatisfied people comes first.",
        "Chaque enquête en gras, ses services dessous ; à rang égal, la plus grande part d’insatisfaits vient d’abord.",
        "Kila utafiti kwa herufi nzito, huduma zake chini yake; yenye sehemu kubwa ya wasioridhika huja kwanza.",
        "Phuputso ka 'ngoe ka mongolo o motenya, litsebeletso ka tlase; e nang le ba sa khotsofalang ba bangata e pele.",
        "ការស្ទង់មតិនីមួយៗជាអក្សរដិត សេវារបស់វានៅខាងក្រោម; ភាគរយអ្នកមិនពេញចិត្តច្រើនជាងគេ មកមុនគេ។",
    ),
    "no services": (
        "No service has answers in this period.", "Aucun service n’a de réponses sur cette période.",
        "Hakuna huduma yenye majibu katika kipindi hiki.", "Ha ho tsebeletso e nang le likarabo nakong ena.",
        "គ្មានសេវាណាមានចម្លើយក្នុងរយៈពេលនេះទេ។",
    ),
    "reasons": ("3 Reasons", "3 Raisons", "3 Sababu", "3 Mabaka", "3 មូលហេតុ"),
    "reasons base": (
        "Asked of people who were not satisfied, {n} here; each names one main problem.",
        "Question posée aux personnes non satisfaites, {n} ici ; chacune cite un problème principal.",
        "Waliulizwa watu wasioridhika, {n} hapa; kila mmoja hutaja tatizo moja kuu.",
        "Ho botsitsoe ba sa khotsofalang, ba {n} mona; e mong le e mong o bolela bothata bo le bong bo boholo.",
        "សួរអ្នកដែលមិនពេញចិត្ត ចំនួន {n} នាក់; ម្នាក់ៗលើកឡើងបញ្ហាចម្បងមួយ។",
    ),
    "no reasons": (
        "Too few people were asked for a reason to report one.",
        "Trop peu de personnes ont été interrogées pour citer une raison.",
        "Watu walioulizwa sababu ni wachache mno kuripoti.", "Ba botsitsoeng lebaka ba fokola ho ka tlalehoa.",
        "អ្នកដែលត្រូវបានសួររកមូលហេតុតិចពេក មិនអាចរាយការណ៍បានទេ។",
    ),
    "waiting": ("Waiting time", "Temps d’attente", "Muda wa kusubiri", "Nako ea ho leta", "រយៈពេលរង់ចាំ"),
    "themes": (
        "What people wrote", "Ce que les gens ont écrit", "Walichoandika watu", "Seo batho ba se ngotseng",
        "អ្វីដែលប្រជាពលរដ្ឋសរសេរ",
    ),
    "texts": (
        "{n} people added words of their own. A text may have several themes.",
        "{n} personnes ont ajouté un commentaire. Un texte peut avoir plusieurs thèmes.",
        "Watu {n} waliongeza maneno yao. Maandishi yanaweza kuwa na mada kadhaa.",
        "Batho ba {n} ba ekelitse mantsoe a bona. Mongolo o ka ba le lihlooho tse ngata.",
        "មនុស្ស {n} នាក់បានបន្ថែមពាក្យផ្ទាល់ខ្លួន។ អត្ថបទមួយអាចមានប្រធានបទច្រើន។",
    ),
    "danger": (
        "Texts that told of danger and went to the named person at once, not to be read here: {n}.",
        "Textes signalant un danger, transmis aussitôt à la personne désignée et non lus ici : {n}.",
        "Maandishi {n} yalieleza hatari na yalipelekwa mara moja kwa mtu aliyetajwa; hayasomwi hapa.",
        "Mengolo e {n} e boletse kotsi 'me ea isoa hang ho motho ea khethiloeng; ha e baloe mona.",
        "អត្ថបទ {n} បានប្រាប់ពីគ្រោះថ្នាក់ ហើយត្រូវបានបញ្ជូនភ្លាមទៅអ្នកទទួលបន្ទុក; មិនអាននៅទីនេះទេ។",
    ),
    "words": (
        "Said more than before", "Dit plus qu’avant", "Maneno yanayosemwa zaidi au pungufu", "Mantsoe a fetohileng",
        "ពាក្យដែលប្រែប្រួល",
    ),
    "quotations": ("In their words", "Dans leurs mots", "Kwa maneno yao", "Ka mantsoe a bona", "ជាពាក្យរបស់ពួកគេ"),
    "released by": (
        "{language}, {day}; released by {name}", "{language}, {day} ; publié par {name}",
        "{language}, {day}; imetolewa na {name}", "{language}, {day}; e lokollotsoe ke {name}",
        "{language}, {day}; អនុញ្ញាតដោយ {name}",
    ),
    "places": ("4 Places", "4 Lieux", "4 Mahali", "4 Libaka", "4 ទីកន្លែង"),
    "unusual": (
        "Unusual places", "Lieux inhabituels", "Mahali pasipo pa kawaida", "Libaka tse sa tloaelehang", "កន្លែងខុសធម្មតា",
    ),
    "unusual how": (
        "After correction for looking at {judged} places at once; only places with at least 30 answers are judged. "
        "This is no ranking.",
        "Après correction pour l’examen simultané de {judged} lieux ; seuls les lieux ayant au moins 30 réponses sont "
        "jugés. Ce n’est pas un classement.",
        "Baada ya kurekebisha kwa kuangalia mahali {judged} kwa pamoja; ni mahali penye majibu 30 au zaidi tu "
        "panapopimwa. Huu si mpangilio wa ushindani.",
        "Ka mor'a ho lokisetsa hore ho shebiloe libaka tse {judged} hang; ho ahloloa feela tse nang le likarabo tse 30 "
        "kapa ho feta. Hase tatelano ea tlholisano.",
        "ក្រោយកែតម្រូវសម្រាប់ការពិនិត្យកន្លែង {judged} ក្នុងពេលតែមួយ; វិនិច្ឆ័យតែកន្លែងដែលមានចម្លើយយ៉ាងតិច 30។ "
        "នេះមិនមែនជាចំណាត់ថ្នាក់ទេ។",
    ),
    "limits are": (
        "Of ordinary places with as many answers, 95 in 100 lie within the limits in small print.",
        "À nombre de réponses égal, 95 lieux ordinaires sur 100 sont dans les limites en petits caractères.",
        "Kwa idadi hiyo ya majibu, mahali 95 kati ya 100 pa kawaida pamo ndani ya mipaka ya maandishi madogo.",
        "Ka palo eo ea likarabo, libaka tse 95 ho tse 100 tse tloaelehileng li ka hare ho meeli e ngotsoeng ka tlase.",
        "ដោយចំនួនចម្លើយនោះ កន្លែងធម្មតា 95 ក្នុង 100 នៅក្នុងដែនកំណត់ដែលសរសេរជាអក្សរតូច។",
    ),
    "none unusual": (
        "No place is unusual: the differences between them are those of chance.",
        "Aucun lieu n’est inhabituel : leurs différences sont celles du hasard.",
        "Hakuna mahali pasipo pa kawaida: tofauti zao ni za bahati.",
        "Ha ho sebaka se sa tloaelehang: liphapang tsa tsona ke tsa tsietsi feela.",
        "គ្មានកន្លែងណាខុសធម្មតាទេ៖ ភាពខុសគ្នាគឺដោយចៃដន្យ។",
    ),
    "few places": (
        "Fewer than ten places have the 30 answers that a fair comparison needs. They are listed with their likely ranges: "
        "where ranges overlap, the order may be chance.",
        "Moins de dix lieux ont les 30 réponses qu’exige une comparaison juste. Ils sont listés avec leur intervalle : si "
        "les intervalles se recoupent, l’ordre peut tenir au hasard.",
        "Vituo vyenye majibu 30 yanayohitajika kulinganisha kwa haki ni chini ya kumi. Vimeorodheshwa na viwango vyao: "
        "viwango vinapopishana, mpangilio unaweza kuwa bahati tu.",
        "Libaka tse nang le likarabo tse 30 tse hlokahalang ho bapisa ka toka li ka tlase ho leshome. Li thathamisitsoe le "
        "meeli ea tsona: moo meeli e kopanang, tatellano e ka ba ea tsietsi feela.",
        "កន្លែងដែលមានចម្លើយ 30 គ្រប់គ្រាន់សម្រាប់ការប្រៀបធៀបត្រឹមត្រូវមានតិចជាងដប់។ បង្ហាញជាបញ្ជីជាមួយចន្លោះដែលអាចមាន៖ "
        "បើចន្លោះជាន់គ្នា លំដាប់អាចកើតឡើងដោយចៃដន្យ។",
    ),
    "districts": ("Districts", "Districts", "Wilaya", "Litereke", "ស្រុក/ខណ្ឌ"),
    "no places": (
        "No place of service has answers in this period.", "Aucun lieu de service n’a de réponses sur cette période.",
        "Hakuna kituo chenye majibu katika kipindi hiki.", "Ha ho sebaka se nang le likarabo nakong ena.",
        "គ្មានកន្លែងសេវាណាមានចម្លើយក្នុងរយៈពេលនេះទេ។",
    ),
    "weeks": ("5 Map of weeks", "5 Carte des semaines", "5 Ramani ya wiki", "5 'Mapa oa libeke", "5 ផែនទីសប្តាហ៍"),
    "weeks too few": (
        "Places with fewer than 10 answers in each of the last {weeks} weeks: {n}. Their levels over more days are in part 4.",
        "Lieux ayant eu moins de 10 réponses chacune des {weeks} dernières semaines : {n}. Leurs niveaux sur plus de jours "
        "sont à la partie 4.",
        "Vituo vyenye majibu chini ya 10 katika kila moja ya wiki {weeks} zilizopita: {n}. Viwango vyao kwa siku nyingi zaidi "
        "vimo sehemu ya 4.",
        "Libaka tse bileng le likarabo tse ka tlase ho 10 bekeng ka 'ngoe ho tse {weeks} tse fetileng: {n}. Maemo a tsona ka "
        "matsatsi a mangata a karolong ea 4.",
        "កន្លែងដែលមានចម្លើយតិចជាង 10 ក្នុងសប្តាហ៍នីមួយៗនៃ {weeks} សប្តាហ៍ចុងក្រោយ៖ {n}។ កម្រិតរបស់វាក្នុងរយៈពេលវែងជាងមាននៅផ្នែកទី 4។",
    ),
    "weeks how": (
        "Each cell: share good or very good in the week from that Monday, and below it the answers. Darker is worse. "
        "“·” no answers; “<10” too few to tell.",
        "Chaque case : part de « bon » ou « très bon » dans la semaine commençant ce lundi, et dessous le nombre de "
        "réponses. Plus foncé = moins bon. « · » aucune réponse ; « <10 » trop peu.",
        "Kila kisanduku: asilimia ya nzuri au nzuri sana katika wiki kuanzia Jumatatu hiyo, chini yake majibu. Nyeusi "
        "zaidi ni mbaya zaidi. “·” hakuna majibu; “<10” machache mno.",
        "Lebokose ka leng: karolo ea hantle kapa hantle haholo bekeng e qalang ka Mantaha oo, ka tlase ke likarabo. "
        "Botso bo fetang ke bobe. “·” ha ho likarabo; “<10” li fokola.",
        "ក្រឡានីមួយៗ៖ ភាគរយល្អ ឬល្អណាស់ ក្នុងសប្តាហ៍ចាប់ពីថ្ងៃចន្ទនោះ ហើយខាងក្រោមជាចំនួនចម្លើយ។ "
        "ពណ៌កាន់តែងងឹតកាន់តែមិនល្អ។ “·” គ្មានចម្លើយ; “<10” តិចពេក។",
    ),
    "silent": ("Silent places", "Lieux silencieux", "Mahali palipo kimya", "Libaka tse khutsitseng", "កន្លែងគ្មានចម្លើយ"),
    "silent place": (
        "{name}, {district}: {days} days without an answer", "{name}, {district} : {days} jours sans réponse",
        "{name}, {district}: siku {days} bila jibu", "{name}, {district}: matsatsi a {days} ho se karabo",
        "{name}, {district}៖ {days} ថ្ងៃគ្មានចម្លើយ",
    ),
})  # fmt: skip
