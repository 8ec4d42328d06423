"""Signing in, the one-time link and the second factor. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "sign in": ("Sign in", "Se connecter", "Ingia", "Kena", "ចូល"),
        "your name": ("Name", "Nom", "Jina", "Lebitso", "ឈ្មោះ"),
        "passphrase": ("Passphrase", "Phrase de passe", "Kaulisiri", "Polelo ea lekunutu", "ឃ្លាសម្ងាត់"),
        "again": (
            "The same passphrase again",
            "La même phrase encore une fois",
            "Kaulisiri hiyohiyo tena",
            "Polelo eo hape",
            "ឃ្លាសម្ងាត់ដដែលម្តងទៀត",
        ),
        "passphrase rule": (
            "At least 12 signs. Four words that do not belong together are easy to keep.",
            "Au moins 12 signes. Quatre mots sans lien entre eux se retiennent bien.",
            "Angalau herufi 12. Maneno manne yasiyohusiana ni rahisi kukumbuka.",
            "Bonyane litlhaku tse 12. Mantsoe a mane a sa amaneng a bonolo ho hopoloa.",
            "យ៉ាងតិច ១២ តួ។ ពាក្យបួនដែលមិនទាក់ទងគ្នា ងាយចងចាំ។",
        ),
        "name rule": (
            "Small letters and digits, or your mail address. It stands beside everything that you do here.",
            "Petites lettres et chiffres, ou votre adresse mail. Il figure à côté de tout ce que vous faites ici.",
            "Herufi ndogo na tarakimu, au barua pepe yako. Litaonekana kando ya kila unalofanya hapa.",
            "Litlhaku tse nyenyane le linomoro, kapa aterese ea hau ea imeile. Le bonahala pel’a tsohle tseo u li etsang mona.",
            "អក្សរតូច និងលេខ ឬអ៊ីមែលរបស់អ្នក។ វានឹងបង្ហាញក្បែរអ្វីៗដែលអ្នកធ្វើនៅទីនេះ។",
        ),
        "welcome": ("Welcome", "Bienvenue", "Karibu", "Rea u amohela", "សូមស្វាគមន៍"),
        "welcome first": (
            "You are the first person of this gateway. You may publish surveys, read reports and add others.",
            "Vous êtes la première personne ici. Vous pouvez publier des enquêtes, lire les rapports et ajouter "
            "d’autres personnes.",
            "Wewe ni mtu wa kwanza hapa. Unaweza kuchapisha dodoso, kusoma ripoti na kuongeza wengine.",
            "U motho oa pele mona. U ka phatlalatsa lipatlisiso, ua bala litlaleho, ua eketsa ba bang.",
            "អ្នកជាមនុស្សដំបូងនៅទីនេះ។ អ្នកអាចផ្សាយការស្ទង់មតិ អានរបាយការណ៍ និងបន្ថែមអ្នកដទៃ។",
        ),
        "step 1": ("Step 1 of 2", "Étape 1 sur 2", "Hatua ya 1 kati ya 2", "Mohato oa 1 ho e 2", "ជំហានទី ១ នៃ ២"),
        "step 2": ("Step 2 of 2", "Étape 2 sur 2", "Hatua ya 2 kati ya 2", "Mohato oa 2 ho e 2", "ជំហានទី ២ នៃ ២"),
        "go on": ("Go on", "Continuer", "Endelea", "Tsoela pele", "បន្ត"),
        "later": ("Later", "Plus tard", "Baadaye", "Hamorao", "ពេលក្រោយ"),
        "second factor": ("Second factor", "Second facteur", "Kithibitisho cha pili", "Netefatso ea bobeli", "កត្តាទីពីរ"),
        "second factor why": (
            "Scan the drawing with an authenticator on your phone, then type the six digits that it shows.",
            "Scannez le dessin avec une application d’authentification, puis tapez les six chiffres qu’elle affiche.",
            "Changanua mchoro kwa programu ya uthibitisho kwenye simu yako, kisha andika tarakimu sita inazoonyesha.",
            "Sekena setshwantsho ka app ea netefatso fonong ea hau, ebe u ngola linomoro tse tseletseng tseo e li bontshang.",
            "ស្កេនរូបនេះដោយកម្មវិធីផ្ទៀងផ្ទាត់លើទូរស័ព្ទ រួចវាយលេខប្រាំមួយខ្ទង់ដែលវាបង្ហាញ។",
        ),
        "drawing": (
            "QR code for the authenticator; the same secret stands below as text",
            "Code QR pour l’application ; le même secret est écrit dessous",
            "Msimbo wa QR; siri hiyohiyo imeandikwa chini",
            "Khoutu ea QR; lekunutu leo le ngotsoe ka tlase",
            "កូដ QR; អក្សរសម្ងាត់ដដែលសរសេរខាងក្រោម",
        ),
        "secret": (
            "Or type this secret into it",
            "Ou saisissez ce secret",
            "Au andika siri hii",
            "Kapa ngola lekunutu lena",
            "ឬវាយអក្សរសម្ងាត់នេះ",
        ),
        "on this phone": (
            "Open in the authenticator of this phone",
            "Ouvrir dans l’application de ce téléphone",
            "Fungua kwenye programu ya simu hii",
            "Bula ka app ea fono ena",
            "បើកក្នុងកម្មវិធីលើទូរស័ព្ទនេះ",
        ),
        "code": ("Six digits", "Six chiffres", "Tarakimu sita", "Linomoro tse tseletseng", "លេខប្រាំមួយខ្ទង់"),
        "code or recovery": (
            "Six digits, or a recovery code",
            "Six chiffres, ou un code de secours",
            "Tarakimu sita, au msimbo wa dharura",
            "Linomoro tse tseletseng, kapa khoutu ea pholoso",
            "លេខប្រាំមួយខ្ទង់ ឬលេខកូដសង្គ្រោះ",
        ),
        "recovery": ("Recovery codes", "Codes de secours", "Misimbo ya dharura", "Likhoutu tsa pholoso", "លេខកូដសង្គ្រោះ"),
        "recovery why": (
            "Write these down or print them now. Each opens the console once, on the day your phone is lost. "
            "They are not shown again.",
            "Notez-les ou imprimez-les maintenant. Chacun ouvre une fois, le jour où le téléphone est perdu. Ils "
            "ne reviendront pas.",
            "Ziandike au zichapishe sasa. Kila mmoja hufungua mara moja, simu ikipotea. Haitaonyeshwa tena.",
            "Li ngole kapa u li hatise hona joale. E ’ngoe le e ’ngoe e bula hang, ha fono e lahlehile. Li ke ke "
            "tsa bontshoa hape.",
            "សូមកត់ទុក ឬបោះពុម្ពឥឡូវនេះ។ លេខកូដនីមួយៗប្រើបានម្តង នៅពេលបាត់ទូរស័ព្ទ។ វានឹងមិនបង្ហាញម្តងទៀតទេ។",
        ),
        "kept": (
            "I have kept them",
            "Je les ai gardés",
            "Nimezihifadhi",
            "Ke li bolokile",
            "ខ្ញុំបានទុកវាហើយ",
        ),
        "link over": (
            "This link leads nowhere any more",
            "Ce lien ne mène plus nulle part",
            "Kiungo hiki hakifanyi kazi tena",
            "Lehokela lena ha le sa sebetsa",
            "តំណនេះលែងប្រើបានហើយ",
        ),
        "link over why": (
            "It was used, or is older than two days. Ask for another: “gateway users link NAME” makes one;"
            " before there is anybody, “gateway run” prints one.",
            "Il a servi, ou il a plus de deux jours. Demandez-en un autre : « gateway users link NOM » en fait un ;"
            " avant la première personne, « gateway run » en affiche un.",
            "Kimetumika, au kina zaidi ya siku mbili. Omba kingine: “gateway users link JINA” hutengeneza;"
            " kabla ya mtu wa kwanza, “gateway run” huonyesha.",
            "Le sebelisitsoe, kapa le fetile matsatsi a mabeli. Kopa le leng: “gateway users link LEBITSO” e le etsa;"
            " pele ho motho oa pele, “gateway run” e le hatisa.",
            "វាត្រូវបានប្រើ ឬចាស់ជាងពីរថ្ងៃ។ សូមសុំថ្មី៖ «gateway users link ឈ្មោះ»។ មុនមានមនុស្សដំបូង «gateway run» បង្ហាញវា។",
        ),
        "nobody": (
            "Nobody is here yet. “gateway run” prints a one-time link for the first person.",
            "Personne n’est encore ici. « gateway run » affiche un lien pour la première personne.",
            "Hakuna mtu bado. “gateway run” huonyesha kiungo cha mtu wa kwanza.",
            "Ha ho motho mona. “gateway run” e hatisa lehokela la motho oa pele.",
            "មិនទាន់មាននរណាទេ។ «gateway run» បង្ហាញតំណសម្រាប់មនុស្សដំបូង។",
        ),
        "not known": (
            "Name and passphrase do not belong together.",
            "Le nom et la phrase ne vont pas ensemble.",
            "Jina na kaulisiri haviendani.",
            "Lebitso le polelo ea lekunutu ha li lumellane.",
            "ឈ្មោះ និងឃ្លាសម្ងាត់មិនត្រូវគ្នា។",
        ),
        "too often": (
            "Wrong too often. Wait a quarter of an hour and try again.",
            "Trop d’erreurs. Attendez un quart d’heure et réessayez.",
            "Umekosea mara nyingi. Subiri robo saa kisha ujaribu tena.",
            "U fositse ka makhetlo a mangata. Ema kotara ea hora u leke hape.",
            "ខុសច្រើនដងពេក។ សូមរង់ចាំដប់ប្រាំនាទី រួចសាកម្តងទៀត។",
        ),
        "wrong code": (
            "This is not the code of this moment. Wait for the next one; the phone’s clock must be right.",
            "Ce n’est pas le code du moment. Attendez le suivant ; l’horloge du téléphone doit être juste.",
            "Huu si msimbo wa sasa. Subiri unaofuata; saa ya simu lazima iwe sahihi.",
            "Ena hase khoutu ea hona joale. Ema e latelang; oache ea fono e lokela ho nepahala.",
            "នេះមិនមែនជាលេខកូដពេលនេះទេ។ សូមរង់ចាំលេខបន្ទាប់។ ម៉ោងទូរស័ព្ទត្រូវតែត្រឹមត្រូវ។",
        ),
        "too short": (
            "The passphrase needs at least 12 signs.",
            "La phrase doit avoir au moins 12 signes.",
            "Kaulisiri inahitaji angalau herufi 12.",
            "Polelo e hloka bonyane litlhaku tse 12.",
            "ឃ្លាសម្ងាត់ត្រូវមានយ៉ាងតិច ១២ តួ។",
        ),
        "too long": (
            "The passphrase may have at most 200 signs.",
            "La phrase peut avoir 200 signes au plus.",
            "Kaulisiri isizidi herufi 200.",
            "Polelo e se ke ea feta litlhaku tse 200.",
            "ឃ្លាសម្ងាត់មិនត្រូវលើស ២០០ តួ។",
        ),
        "too simple": (
            "This passphrase is guessed at once. Take several words.",
            "Cette phrase se devine tout de suite. Prenez plusieurs mots.",
            "Kaulisiri hii inakisiwa mara moja. Tumia maneno kadhaa.",
            "Polelo ena e nahanoa hang-hang. Sebelisa mantsoe a mangata.",
            "ឃ្លានេះងាយទាយពេក។ សូមប្រើពាក្យច្រើន។",
        ),
        "not the same": (
            "The two passphrases are not the same.",
            "Les deux phrases diffèrent.",
            "Kaulisiri mbili hazifanani.",
            "Lipolelo tse peli ha li tsoane.",
            "ឃ្លាសម្ងាត់ទាំងពីរមិនដូចគ្នា។",
        ),
        "no name": (
            "A name has 2 to 64 small letters, digits and . _ + @ - without blanks.",
            "Un nom a de 2 à 64 petites lettres, chiffres et . _ + @ - sans espace.",
            "Jina lina herufi ndogo 2 hadi 64, tarakimu na . _ + @ - bila nafasi.",
            "Lebitso le na le litlhaku tse nyenyane tse 2 ho isa ho 64, linomoro le . _ + @ - ntle le likheo.",
            "ឈ្មោះមានអក្សរតូច លេខ និង . _ + @ - ពី ២ ទៅ ៦៤ តួ ដោយគ្មានដកឃ្លា។",
        ),
    }
)
