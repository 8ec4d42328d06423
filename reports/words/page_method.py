"""Words of the printed page on method. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

METHOD = topic({
    "method": ("7 Method", "7 Méthode", "7 Mbinu", "7 Mokhoa", "7 វិធីសាស្ត្រ"),
    "windows": (
        "Levels are of the {days} local days {window} ({zone}); trends are of whole weeks from Monday to Sunday; the "
        "last day alone is used for operations only. An answer that arrives after the report of its day is counted in "
        "the next one and marked late.",
        "Les niveaux portent sur les {days} jours locaux {window} ({zone}) ; les tendances sur des semaines entières "
        "du lundi au dimanche ; le dernier jour seul ne sert qu’à l’exploitation. Une réponse arrivée après le rapport "
        "de son jour est comptée dans le suivant, comme tardive.",
        "Viwango ni vya siku {days} za mahali {window} ({zone}); mielekeo ni ya wiki kamili kutoka Jumatatu hadi "
        "Jumapili; siku ya mwisho pekee hutumika kwa uendeshaji tu. Jibu linalofika baada ya ripoti ya siku yake "
        "huhesabiwa katika inayofuata na kuwekwa alama ya kuchelewa.",
        "Maemo ke a matsatsi a {days} {window} ({zone}); metlae ke ea libeke tse felletseng ho tloha Mantaha ho isa "
        "Sontaha; letsatsi la ho qetela feela le sebelisoa bakeng sa ts'ebetso. Karabo e fihlang ka mor'a tlaleho ea "
        "letsatsi la eona e baloa ho e latelang 'me e ts'oauoa e le morao.",
        "កម្រិតគឺសម្រាប់ {days} ថ្ងៃ {window} ({zone}); និន្នាការគឺសម្រាប់សប្តាហ៍ពេញ ពីថ្ងៃចន្ទដល់អាទិត្យ; "
        "ថ្ងៃចុងក្រោយតែមួយប្រើសម្រាប់ប្រតិបត្តិការប៉ុណ្ណោះ។ ចម្លើយដែលមកដល់ក្រោយរបាយការណ៍ប្រចាំថ្ងៃ "
        "ត្រូវរាប់ក្នុងរបាយការណ៍បន្ទាប់ ដោយដាក់សញ្ញាថាយឺត។",
    ),
    "unheard": (
        "Who is not heard", "Qui n’est pas entendu", "Nani hasikiki", "Ke mang ea sa utloahaleng",
        "អ្នកណាមិនត្រូវបានស្តាប់",
    ),
    "who is not heard": (
        "People without a phone, without the language offered, who cannot read, who never reached the service, or who "
        "do not want to answer are not in these numbers. Experience with phone surveys is that women, older, rural and "
        "less schooled people answer less. Whoever dials by themselves is no sample. Weighting by visits does not "
        "repair this.",
        "Les personnes sans téléphone, sans la langue proposée, qui ne lisent pas, qui n’ont jamais atteint le service "
        "ou qui ne veulent pas répondre ne sont pas dans ces chiffres. D’expérience, les femmes, les personnes âgées, "
        "rurales et moins scolarisées répondent moins par téléphone. Qui appelle de soi-même n’est pas un échantillon. "
        "La pondération n’y remédie pas.",
        "Watu wasio na simu, wasiojua lugha iliyotolewa, wasioweza kusoma, wasiofikia huduma, au wasiotaka kujibu "
        "hawamo katika nambari hizi. Uzoefu wa tafiti za simu ni kwamba wanawake, wazee, watu wa vijijini na wenye "
        "elimu ndogo hujibu kidogo. Anayepiga mwenyewe si sampuli. Uzito kwa ziara hausahihishi haya.",
        "Batho ba se nang mohala, ba sa tsebeng puo e fanoeng, ba sa tsebeng ho bala, ba sa kang ba fihla tsebeletsong "
        "kapa ba sa batleng ho araba ha ba eo lipalong tsena. Phihlelo e bontsa hore basali, batho ba baholo, ba "
        "mahaeng le ba sa kenang sekolo haholo ba araba hanyane. Ea itetsetsang hase sampole. Boima ba maeto ha bo "
        "lokise sena.",
        "អ្នកគ្មានទូរស័ព្ទ មិនចេះភាសាដែលផ្តល់ឱ្យ មិនចេះអាន មិនបានទៅដល់សេវា ឬមិនចង់ឆ្លើយ មិនមានក្នុងតួលេខទាំងនេះទេ។ "
        "បទពិសោធន៍នៃការស្ទង់មតិតាមទូរស័ព្ទ បង្ហាញថា ស្ត្រី មនុស្សចាស់ អ្នកជនបទ និងអ្នករៀនតិច ឆ្លើយតិចជាង។ "
        "អ្នកដែលចុចហៅដោយខ្លួនឯងមិនមែនជាសំណាកទេ។ ការថ្លឹងតាមចំនួនអ្នកប្រើសេវាមិនអាចកែបញ្ហានេះបានទេ។",
    ),
    "formulas": (
        "How the numbers are made", "Comment les chiffres sont faits", "Nambari zinavyotengenezwa",
        "Kamoo lipalo li etsoang kateng", "របៀបគណនាតួលេខ",
    ),
    "small numbers": ("What is held back", "Ce qui est retenu", "Kinachozuiliwa", "Se patiloeng", "អ្វីដែលមិនបង្ហាញ"),
    "suppression": (
        "No figure of fewer than 10 people leaves the house, also not by subtraction, from totals, or by comparing two "
        "nights: a figure is renewed when at least 10 people have been added, until then the earlier one is repeated "
        "with “as of”. Of a table of options, counts of 1 to 4 are hidden, and where one alone would be hidden, a "
        "second one; a table that hides one shares no day with another of any night, so that an earlier one may stand longer. "
        "Where surveys or places are compared, a count of 1 to 4 within a group of ten or more may be narrowed down. "
        "From a share and its base the count of people can be worked out; that is accepted from 10 people "
        "on.",
        "Aucun chiffre de moins de 10 personnes n’est publié, ni par soustraction, ni à partir des totaux, ni en "
        "comparant deux nuits : un chiffre est renouvelé quand au moins 10 personnes s’ajoutent ; d’ici là l’ancien "
        "est répété avec sa date. Dans un tableau d’options, les effectifs de 1 à 4 sont masqués, et si un seul "
        "l’était, un second aussi ; un tableau qui en masque un ne partage aucun jour avec un autre, d’aucune nuit, si bien "
        "qu’un plus ancien peut rester plus longtemps. En comparant enquêtes ou lieux, on peut cerner de plus près un "
        "effectif de 1 à 4 dans un groupe de dix ou plus. "
        "D’une part et de sa base on peut déduire l’effectif ; c’est accepté à partir de 10 "
        "personnes.",
        "Hakuna nambari ya watu chini ya 10 inayotolewa, hata kwa kutoa, kutoka jumla, au kulinganisha usiku mbili: "
        "nambari husasishwa watu 10 au zaidi wanapoongezwa; hadi hapo ya awali hurudiwa pamoja na tarehe yake. Katika "
        "jedwali la chaguo, hesabu za 1 hadi 4 hufichwa, na kama moja tu ingefichwa, ya pili pia; jedwali "
        "linaloficha moja halina siku ya pamoja na jedwali lingine la usiku wowote, hivyo la awali linaweza kubaki zaidi. "
        "Kwa kulinganisha tafiti au mahali, hesabu ya 1 hadi 4 ndani ya kundi la kumi au zaidi inaweza kukadiriwa kwa karibu. "
        "Kutoka asilimia na "
        "msingi wake idadi inaweza kupatikana; hilo hukubalika kuanzia watu 10.",
        "Ha ho palo ea batho ba ka tlase ho 10 e tsoang, leha e le ka ho tlosa, ka kakaretso, kapa ka ho bapisa masiu "
        "a mabeli: palo e nchafatsoa ha ho ekeliloe batho ba 10 kapa ho feta; ho fihlela moo e pele e phetoa le "
        "letsatsi la eona. Tafoleng ea likhetho, lipalo tsa 1 ho isa ho 4 lia patoa, 'me haeba e le 'ngoe feela e ne e "
        "tla patoa, ea bobeli le eona; tafole e patang e 'ngoe ha e arolelane "
        "letsatsi le e 'ngoe ea bosiu leha e le bofe, kahoo ea pele e ka lula nako e telele. Ka ho bapisa lipatlisiso "
        "kapa libaka, palo ea 1 ho isa ho 4 ka hare ho sehlopha sa ba leshome kapa ho feta e ka lekanyetsoa. "
        "Ho tsoa karolong le motheong oa eona palo e ka fumanoa; seo se amoheloa ho "
        "tloha bathong ba 10.",
        "គ្មានតួលេខរបស់មនុស្សតិចជាង 10 នាក់ត្រូវបានបញ្ចេញទេ ទោះដោយការដក ពីផលបូក ឬការប្រៀបធៀបពីរយប់ក៏ដោយ៖ "
        "តួលេខត្រូវធ្វើឱ្យថ្មីនៅពេលមានមនុស្សយ៉ាងតិច 10 នាក់បន្ថែម; មុនពេលនោះ "
        "តួលេខចាស់ត្រូវបង្ហាញម្តងទៀតជាមួយកាលបរិច្ឆេទ។ ក្នុងតារាងជម្រើស ចំនួនពី 1 ដល់ 4 ត្រូវលាក់ "
        "ហើយបើមានតែមួយត្រូវលាក់ នោះមួយទៀតក៏ត្រូវលាក់ដែរ; តារាងដែលលាក់ចំនួនណាមួយ មិនមានថ្ងៃរួមជាមួយតារាងផ្សេងនៃយប់ណាមួយឡើយ "
        "ដូច្នេះតារាងចាស់អាចនៅបង្ហាញយូរជាងនេះ។ ដោយប្រៀបធៀបការស្ទង់មតិ ឬកន្លែង ចំនួនពី 1 ដល់ 4 "
        "ក្នុងក្រុមដប់នាក់ឡើងទៅ អាចត្រូវបានកំណត់ឱ្យជិតជាងមុន។ ពីភាគរយ និងគោលរបស់វា គេអាចគណនាចំនួនមនុស្សបាន; "
        "នេះទទួលយកបានចាប់ពី 10 នាក់ឡើងទៅ។",
    ),
    "strict": (
        "Where a ministry asks about a delicate topic, its counts are printed to the nearest 5, and counts of 1 to 7 of an "
        "option are hidden instead of 1 to 4.",
        "Si un ministère interroge sur un sujet délicat, ses effectifs sont arrondis à 5 et, dans une option, ceux de 1 à 7 "
        "sont masqués au lieu de 1 à 4.",
        "Wizara ikiuliza kuhusu mada nyeti, hesabu zake hukadiriwa kwa 5 za karibu, na hesabu za 1 hadi 7 za chaguo "
        "hufichwa badala ya 1 hadi 4.",
        "Moo lekala le botsang ka taba e hlokang hloko, lipalo tsa lona li khutlisetsoa ho 5 e haufi, 'me lipalo tsa 1 ho isa "
        "ho 7 tsa khetho lia patoa sebakeng sa 1 ho isa ho 4.",
        "បើក្រសួងមួយសួរអំពីប្រធានបទរសើប ចំនួនរបស់វាត្រូវបង្គត់ទៅ 5 ហើយចំនួនពី 1 ដល់ 7 ក្នុងជម្រើសមួយត្រូវលាក់ ជំនួស 1 ដល់ 4។",
    ),
    "method changes": (
        "How the method changed", "Changements de la méthode", "Mabadiliko ya mbinu", "Liphetoho tsa mokhoa",
        "ការផ្លាស់ប្តូរវិធីសាស្ត្រ",
    ),
    "changes in English": (
        "This list is kept in English.", "Cette liste est tenue en anglais.", "Orodha hii imeandikwa kwa Kiingereza.",
        "Lethathamo lena le ngotsoe ka Senyesemane.", "បញ្ជីនេះត្រូវបានសរសេរជាភាសាអង់គ្លេស។",
    ),
    "why": ("Reason", "Motif", "Sababu", "Lebaka", "មូលហេតុ"),
    "figures": ("Figures", "Chiffres", "Nambari", "Lipalo", "តួលេខ"),
    "base_lt_10": (
        "fewer than 10 people", "moins de 10 personnes", "watu chini ya 10", "batho ba ka tlase ho 10",
        "មនុស្សតិចជាង 10 នាក់",
    ),
    "count_1_4": (
        "1 to 4 people in one option", "1 à 4 personnes dans une option", "watu 1 hadi 4 katika chaguo",
        "batho ba 1 ho isa ho 4 khethong", "1 ដល់ 4 នាក់ក្នុងជម្រើសមួយ",
    ),
    "count_1_7": (
        "1 to 7 people in one option", "1 à 7 personnes dans une option", "watu 1 hadi 7 katika chaguo",
        "batho ba 1 ho isa ho 7 khethong", "1 ដល់ 7 នាក់ក្នុងជម្រើសមួយ",
    ),
    "secondary": (
        "would give a hidden one back", "révélerait un chiffre masqué", "ingefichua iliyofichwa", "e ka senola e patiloeng",
        "អាចបង្ហាញតួលេខដែលលាក់",
    ),
    "total": (
        "a total that would give a hidden one back", "un total qui révélerait un chiffre masqué",
        "jumla ambayo ingefichua iliyofichwa", "kakaretso e ka senolang e patiloeng", "ផលបូកដែលអាចបង្ហាញតួលេខដែលលាក់",
    ),
    "not_refreshed": (
        "too few new people since the last release", "trop peu de nouvelles personnes depuis la dernière publication",
        "watu wapya wachache mno tangu toleo la mwisho", "batho ba bacha ba fokola ho tloha phatlalatsong e fetileng",
        "មនុស្សថ្មីតិចពេកតាំងពីការផ្សាយចុងក្រោយ",
    ),
    "nothing held": (
        "Nothing is held back in this report.", "Rien n’est retenu dans ce rapport.",
        "Hakuna kilichozuiliwa katika ripoti hii.", "Ha ho letho le patiloeng tlalehong ena.",
        "គ្មានអ្វីត្រូវបានលាក់ក្នុងរបាយការណ៍នេះទេ។",
    ),
    "asked": ("What was asked", "Ce qui a été demandé", "Kilichoulizwa", "Se botsitsoeng", "អ្វីដែលបានសួរ"),
    "version": (
        "“{title}”, version {version} of {date}", "« {title} », version {version} du {date}",
        "“{title}”, toleo {version} la {date}", '"{title}", mofuta {version} oa {date}', "“{title}” កំណែ {version}, {date}",
    ),
    "code": ("Code", "Code", "Msimbo", "Khoutu", "កូដ"),
    "wording": ("Words", "Texte", "Maneno", "Mantsoe", "ពាក្យពេចន៍"),
    "what changed": (
        "What changed; marked on every trend", "Changement, marqué sur chaque tendance",
        "Kilichobadilika; kimewekwa alama kwenye kila mwelekeo", "Se fetohileng; se ts'oauoe moetlong o mong le o mong",
        "អ្វីដែលបានប្តូរ; មានសញ្ញាលើគ្រប់និន្នាការ",
    ),
    "further": (
        "Contact, licence, data", "Contact, licence, données", "Mawasiliano, leseni, data", "Puisano, laesense, lintlha",
        "ទំនាក់ទំនង អាជ្ញាប័ណ្ណ ទិន្នន័យ",
    ),
    "contact": ("Contact", "Contact", "Mawasiliano", "Puisano", "ទំនាក់ទំនង"),
    "licence": ("Licence", "Licence", "Leseni", "Laesense", "អាជ្ញាប័ណ្ណ"),
    "open data": ("Open data", "Données ouvertes", "Data huria", "Lintlha tse bulehileng", "ទិន្នន័យបើកចំហ"),
    "no open data": (
        "none from this installation", "aucune pour cette installation", "hakuna kutoka usakinishaji huu", "ha li eo",
        "គ្មានពីប្រព័ន្ធនេះទេ",
    ),
    "method version": ("Method", "Méthode", "Mbinu", "Mokhoa", "វិធីសាស្ត្រ"),
    "hashes": (
        "The same numbers are in the workbook and in the table of figures. If the SHA-256 of a copy of {file} differs from "
        "the one printed here, the copy was changed.",
        "Les mêmes chiffres sont dans le classeur et dans la table des chiffres. Si le SHA-256 d’une copie de {file} diffère "
        "de celui imprimé ici, la copie a été modifiée.",
        "Nambari zilezile zimo kwenye kitabu cha kazi na jedwali la takwimu. Ikiwa SHA-256 ya nakala ya {file} ni tofauti na "
        "iliyochapishwa hapa, nakala hiyo imebadilishwa.",
        "Lipalo tse tsoanang li bukeng ea mosebetsi le tafoleng ea lipalo. Haeba SHA-256 ea kopi ea {file} e fapana le e "
        "hatisitsoeng mona, kopi eo e fetotsoe.",
        "តួលេខដដែលមានក្នុងសៀវភៅតារាង និងតារាងតួលេខ។ បើ SHA-256 នៃច្បាប់ចម្លង {file} ខុសពីលេខដែលបោះពុម្ពនៅទីនេះ "
        "ច្បាប់ចម្លងនោះត្រូវបានកែប្រែ។",
    ),
})  # fmt: skip

FORMULAS = topic({
    "positive is": ("Good or very good", "Bon ou très bon", "Nzuri au nzuri sana", "Hantle kapa hantle haholo", "ល្អ ឬល្អណាស់"),
    "positive": (
        "answers 4 and 5 ÷ all valid answers to the main question, “don’t know” included.",
        "réponses 4 et 5 ÷ toutes les réponses valables à la question principale, « ne sait pas » compris.",
        "majibu 4 na 5 ÷ majibu yote halali ya swali kuu, pamoja na “sijui”.",
        "likarabo 4 le 5 ÷ likarabo tsohle tse nepahetseng tsa potso e kholo, ho kenyelletsa “ha ke tsebe”.",
        "ចម្លើយ 4 និង 5 ÷ ចម្លើយត្រឹមត្រូវទាំងអស់ចំពោះសំណួរចម្បង រួមទាំង “មិនដឹង”។",
    ),
    "interval is": ("In brackets", "Entre parenthèses", "Katika mabano", "Ka masakaneng", "ក្នុងវង់ក្រចក"),
    "interval": (
        "Wilson’s 95 % interval, z = 1.959964; of a change, Newcombe’s. A change is worked out first and rounded "
        "after, so it may differ by one from the difference of two printed levels. Printed shares need not add to 100.",
        "intervalle de Wilson à 95 %, z = 1,959964 ; pour un changement, celui de Newcombe. Un changement est calculé "
        "puis arrondi : il peut différer d’un point de la différence de deux niveaux imprimés. Les parts imprimées ne "
        "font pas forcément 100.",
        "kiwango cha Wilson cha 95 %, z = 1.959964; kwa mabadiliko, cha Newcombe. Mabadiliko huhesabiwa kwanza kisha "
        "kukadiriwa, kwa hiyo yanaweza kutofautiana kwa moja. Asilimia zilizochapishwa si lazima zijumlishe 100.",
        "moeli oa Wilson oa 95 %, z = 1.959964; oa phetoho ke oa Newcombe. Phetoho e baloa pele ebe ea khutlisoa, "
        "kahoo e ka fapana ka e le 'ngoe. Likarolo tse hatisitsoeng ha li tlamehe ho etsa 100.",
        "ចន្លោះ Wilson 95 %, z = 1.959964; សម្រាប់ការប្រែប្រួលគឺ Newcombe។ ការប្រែប្រួលត្រូវគណនាមុនទើបបង្គត់ "
        "ដូច្នេះអាចខុសគ្នាមួយ។ ភាគរយដែលបោះពុម្ពមិនចាំបាច់បូកបាន 100 ទេ។",
    ),
    "reasons is": ("Main problem", "Problème principal", "Tatizo kuu", "Bothata bo boholo", "បញ្ហាចម្បង"),
    "reasons": (
        "people who named it ÷ people who were not satisfied and were asked for their main problem.",
        "personnes qui l’ont cité ÷ personnes non satisfaites à qui l’on a demandé leur problème principal.",
        "watu waliolitaja ÷ watu wasioridhika walioulizwa tatizo lao kuu.",
        "batho ba bo boletseng ÷ ba sa khotsofalang ba botsitsoeng bothata ba bona bo boholo.",
        "អ្នកដែលលើកឡើង ÷ អ្នកមិនពេញចិត្តដែលត្រូវបានសួរអំពីបញ្ហាចម្បង។",
    ),
    "trend is": (
        "Lower or higher than usual", "Plus bas ou plus haut que d’habitude", "Chini au juu ya kawaida",
        "Tlase kapa holimo ho tloaelo", "ទាប ឬខ្ពស់ជាងធម្មតា",
    ),
    "trend": (
        "XmR chart of the weekly share: mean ± 2.66 × mean moving range of a fixed baseline. A week is special outside "
        "the limits, in a run of 7 on one side, in a trend of 7 points, or where 2 of 3 lie near a limit. Judged when "
        "a week closes; from 13 weeks on.",
        "carte XmR de la part hebdomadaire : moyenne ± 2,66 × étendue mobile moyenne d’une base fixe. Une semaine est "
        "particulière hors limites, dans une série de 7 d’un côté, une tendance de 7 points, ou quand 2 sur 3 frôlent "
        "une limite. Jugé en fin de semaine, dès 13 semaines.",
        "chati ya XmR ya asilimia ya wiki: wastani ± 2.66 × wastani wa tofauti za wiki za msingi thabiti. Wiki ni "
        "maalum nje ya mipaka, katika mfululizo wa 7 upande mmoja, mwelekeo wa pointi 7, au 2 kati ya 3 karibu na "
        "mpaka. Hupimwa wiki inapofunga; kuanzia wiki 13.",
        "chate ea XmR ea karolo ea beke: karolelano ± 2.66 x karolelano ea liphapang tsa motheo o tsitsitseng. Beke e "
        "khethehile ka ntle ho meeli, tatellanong ea 7 lehlakoreng le leng, moetlong oa lintlha tse 7, kapa 2 ho 3 "
        "haufi le moeli. E ahloloa ha beke e koaloa; ho tloha libeke tse 13.",
        "តារាង XmR នៃភាគរយប្រចាំសប្តាហ៍៖ មធ្យម ± 2.66 × មធ្យមនៃគម្លាតចល័តនៃគោលថេរ។ សប្តាហ៍មួយខុសពីធម្មតា "
        "បើនៅក្រៅដែនកំណត់ 7 ជាប់គ្នានៅម្ខាង និន្នាការ 7 ចំណុច ឬ 2 ក្នុង 3 ជិតដែនកំណត់។ វិនិច្ឆ័យនៅចុងសប្តាហ៍ ចាប់ពី 13 "
        "សប្តាហ៍។",
    ),
    "funnel is": (
        "Unusual place", "Lieu inhabituel", "Mahali pasipo pa kawaida", "Sebaka se sa tloaelehang", "កន្លែងខុសធម្មតា",
    ),
    "funnel": (
        "further from the others than chance and lasting differences make it: φ is the mean square of the places’ distances, "
        "the outer 10 % at either end drawn in, and τ² the variance between places that follows from it; p by Student’s t, "
        "corrected by Benjamini and Hochberg (q 0.05) for looking at many places; at least 30 answers.",
        "plus loin des autres que ne l’expliquent le hasard et les différences durables : φ est le carré moyen des écarts des "
        "lieux, les 10 % extrêmes de chaque côté ramenés, τ² la variance entre lieux qui en découle ; p selon le t de Student, "
        "corrigé selon Benjamini et Hochberg (q 0,05) pour les comparaisons multiples ; 30 réponses au moins.",
        "mbali na mengine kuliko bahati na tofauti za kudumu: φ ni wastani wa mraba wa umbali wa vituo, 10 % za kila mwisho "
        "zikivutwa ndani, na τ² ni tofauti kati ya vituo inayotokana nayo; p kwa t ya Student, hurekebishwa kwa Benjamini na "
        "Hochberg (q 0.05) kwa kuangalia mahali pengi; angalau majibu 30.",
        "hole le tse ling ho feta tsietsi le liphapang tsa kamehla: phi ke karolelano ea disekoere tsa libaka, 10 % e ka "
        "ntle ka 'nga e huletsoe hare, tau2 ke phapang lipakeng tsa libaka e tsoang ho eona; p ka t ea Student, e lokisitsoe "
        "ka Benjamini le Hochberg (q 0.05) bakeng sa libaka tse ngata; bonyane likarabo tse 30.",
        "ឆ្ងាយពីកន្លែងផ្សេងលើសពីចៃដន្យ និងភាពខុសគ្នាយូរអង្វែង៖ φ ជាមធ្យមការ៉េនៃគម្លាតកន្លែង ដោយទាញ 10 % ខាងចុងទាំងពីរចូល "
        "ហើយ τ² ជាវ៉ារ្យង់រវាងកន្លែងដែលបានពី φ; p តាម t របស់ Student កែតម្រូវតាម Benjamini និង Hochberg (q 0.05) "
        "សម្រាប់ការមើលកន្លែងច្រើន; យ៉ាងតិច 30 ចម្លើយ។",
    ),
    "week is": (
        "Unlike its own weeks", "Différent de ses propres semaines", "Tofauti na wiki zake", "Ho fapana le libeke tsa sona",
        "ខុសពីសប្តាហ៍របស់ខ្លួន",
    ),
    "week": (
        "one of a place’s last four weeks lies outside its own limits, and its 28 days differ from its weeks before, 22 at "
        "most; corrected together with the funnel for looking at many places.",
        "une des quatre dernières semaines d’un lieu sort de ses propres limites, et ses 28 jours diffèrent de ses semaines "
        "d’avant, 22 au plus ; corrigé avec l’entonnoir pour les comparaisons multiples.",
        "moja ya wiki nne za mwisho za kituo iko nje ya mipaka yake, na siku zake 28 ni tofauti na wiki zake za awali, 22 kwa "
        "wingi; hurekebishwa pamoja na faneli kwa kuangalia mahali pengi.",
        "e 'ngoe ea libeke tse 'ne tsa ho qetela tsa sebaka e ka ntle ho meeli ea sona, 'me matsatsi a sona a 28 a fapana le "
        "libeke tsa pele, tse 22 ka bongata; ho lokisoa hammoho le fanele bakeng sa libaka tse ngata.",
        "សប្តាហ៍មួយក្នុងចំណោមបួនសប្តាហ៍ចុងក្រោយរបស់កន្លែងមួយនៅក្រៅដែនកំណត់របស់ខ្លួន ហើយ 28 ថ្ងៃរបស់វាខុសពីសប្តាហ៍មុនៗ "
        "យ៉ាងច្រើន 22; កែតម្រូវរួមជាមួយជីវឡាវ សម្រាប់ការមើលកន្លែងច្រើន។",
    ),
    "weights is": ("Weighted", "Pondéré", "Yenye uzito", "E nang le boima", "ថ្លឹងទម្ងន់"),
    "weights": (
        "each place counts by its visits, w = visits ÷ answers; beside the raw share, never instead of it. Worth n_eff = "
        "(Σw)² ÷ Σw² answers; design effect: answers ÷ n_eff (Kish).",
        "chaque lieu compte selon ses visites, w = visites ÷ réponses ; à côté de la part brute, jamais à sa place. Vaut n_eff "
        "= (Σw)² ÷ Σw² réponses ; effet de plan : réponses ÷ n_eff (Kish).",
        "kila kituo huhesabiwa kwa ziara zake, w = ziara ÷ majibu; kando ya asilimia ghafi, kamwe si badala yake. Thamani ni "
        "majibu n_eff = (Σw)² ÷ Σw²; athari ya muundo: majibu ÷ n_eff (Kish).",
        "sebaka ka seng se baloa ka maeto a sona, w = maeto ÷ likarabo; pel'a karolo e tala, eseng sebakeng sa eona. Boleng ke "
        "likarabo tse n_eff = (Σw)2 ÷ Σw2; deff: likarabo ÷ n_eff (Kish).",
        "កន្លែងនីមួយៗរាប់តាមចំនួនអ្នកមកប្រើ w = អ្នកមកប្រើ ÷ ចម្លើយ; នៅក្បែរភាគរយដើម មិនមែនជំនួសទេ។ ស្មើ n_eff = (Σw)² ÷ Σw² "
        "ចម្លើយ; deff៖ ចម្លើយ ÷ n_eff (Kish)។",
    ),
    "excess is": (
        "Dissatisfied above average", "Insatisfaits au-delà de la moyenne", "Wasioridhika juu ya wastani",
        "Ba sa khotsofalang ho feta karolelano", "អ្នកមិនពេញចិត្តលើសមធ្យម",
    ),
    "excess": (
        "how many fewer people would be dissatisfied if the place were average.",
        "combien de personnes insatisfaites en moins si le lieu était dans la moyenne.",
        "ni watu wangapi pungufu wasingeridhika kama mahali pangekuwa pa wastani.",
        "ke batho ba bakae ba fokolang ba neng ba ke ke ba khotsofala haeba sebaka se ne se lekana le karolelano.",
        "ចំនួនអ្នកមិនពេញចិត្តដែលនឹងថយចុះ ប្រសិនបើកន្លែងនោះស្មើមធ្យម។",
    ),
    "waiting is": ("Waiting time", "Temps d’attente", "Muda wa kusubiri", "Nako ea ho leta", "រយៈពេលរង់ចាំ"),
    "waiting": (
        "median and 90th percentile, to the nearest 5 minutes; the latter from 30 answers on.",
        "médiane et 90e centile, à 5 minutes près ; ce dernier dès 30 réponses.",
        "kati na asilimia ya 90, kwa dakika 5 zilizo karibu; ya pili kuanzia majibu 30.",
        "bohareng le karolo ea 90, ho metsotso e 5 e haufi; ea bobeli ho tloha likarabong tse 30.",
        "មេដ្យាន និងភាគរយទី 90 បង្គត់ទៅ 5 នាទី; ភាគរយទី 90 ចាប់ពី 30 ចម្លើយ។",
    ),
    "response is": ("Response rates", "Taux de réponse", "Viwango vya majibu", "Litekanyo tsa likarabo", "អត្រាឆ្លើយតប"),
    "response": (
        "by the standard definitions of AAPOR; only of people who were invited.",
        "selon les définitions standard de l’AAPOR ; seulement des personnes invitées.",
        "kwa ufafanuzi wa kawaida wa AAPOR; za watu walioalikwa tu.",
        "ka litlhaloso tse tloaelehileng tsa AAPOR; tsa ba memiloeng feela.",
        "តាមនិយមន័យស្តង់ដារ AAPOR; សម្រាប់តែអ្នកដែលបានអញ្ជើញ។",
    ),
    "grade is": ("Trust grade", "Niveau de confiance", "Daraja la imani", "Boemo ba ts'epo", "កម្រិតជឿទុកចិត្ត"),
    "grade": (
        "A: 100 answers, RR2 20 %, design effect under 1.5. B: 30 answers, RR2 8 %, design effect at most 2. C: 10 "
        "answers; also every channel that people choose themselves.",
        "A : 100 réponses, RR2 20 %, effet de plan < 1,5. B : 30 réponses, RR2 8 %, effet de plan 2 au plus. C : 10 "
        "réponses ; aussi tout canal que les gens choisissent eux-mêmes.",
        "A: majibu 100, RR2 20 %, athari ya muundo chini ya 1.5. B: majibu 30, RR2 8 %, athari isiyozidi 2. C: majibu "
        "10; pia kila njia ambayo watu hujichagulia.",
        "A: likarabo tse 100, RR2 20 %, deff ka tlase ho 1.5. B: likarabo tse 30, RR2 8 %, deff e sa feteng 2. C: "
        "likarabo tse 10; le mokhoa o mong le o mong oo batho ba ikhethelang.",
        "A៖ 100 ចម្លើយ RR2 20 % deff ក្រោម 1.5។ B៖ 30 ចម្លើយ RR2 8 % deff មិនលើស 2។ C៖ 10 ចម្លើយ; "
        "និងគ្រប់បណ្តាញដែលមនុស្សជ្រើសរើសខ្លួនឯង។",
    ),
})  # fmt: skip
