"""The frame of every page: its name, its ways, its troubles. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "name": ("Citizen feedback", "Avis des citoyens", "Maoni ya wananchi", "Maikutlo a baahi", "មតិប្រជាពលរដ្ឋ"),
        "skip": ("Skip to the content", "Aller au contenu", "Ruka hadi kwenye maudhui", "Tlolela litabeng", "រំលងទៅខ្លឹមសារ"),
        "pages": ("Pages", "Pages", "Kurasa", "Maqephe", "ទំព័រ"),
        "home": ("Home", "Accueil", "Mwanzo", "Lehae", "ទំព័រដើម"),
        "surveys": ("Surveys", "Enquêtes", "Dodoso", "Lipatlisiso", "ការស្ទង់មតិ"),
        "lists": ("Lists", "Listes", "Orodha", "Mananeo", "បញ្ជី"),
        "visits": ("Visits", "Visites", "Ziara", "Maeto", "ការមកទទួលសេវា"),
        "calls": ("Calls", "Appels", "Simu", "Mehala", "ការហៅទូរស័ព្ទ"),
        "responses": ("Responses", "Réponses", "Majibu", "Likarabo", "ចម្លើយ"),
        "reports": ("Reports", "Rapports", "Ripoti", "Litlaleho", "របាយការណ៍"),
        "signals": ("Signals", "Signaux", "Ishara", "Matshwao", "សញ្ញា"),
        "people": ("People", "Personnes", "Watu", "Batho", "មនុស្ស"),
        "audit": ("Audit", "Journal d’audit", "Ukaguzi", "Tlhahlobo", "សវនកម្ម"),
        "health": ("Health", "État du système", "Hali ya mfumo", "Boemo ba sistimi", "ស្ថានភាពប្រព័ន្ធ"),
        "language": ("Language", "Langue", "Lugha", "Puo", "ភាសា"),
        "change": ("Change", "Changer", "Badili", "Fetola", "ប្ដូរ"),
        "draft": (
            "{language} (draft)",
            "{language} (ébauche)",
            "{language} (rasimu)",
            "{language} (moralo)",
            "{language} (សេចក្តីព្រាង)",
        ),
        "is draft": (
            "",
            "Cette traduction est une ébauche ; en cas de doute, l’anglais fait foi.",
            "Tafsiri hii ni rasimu; penye shaka, fuata Kiingereza.",
            "Phetolelo ena ke moralo; ha ho na le pelaelo, latela Senyesemane.",
            "ការបកប្រែនេះជាសេចក្តីព្រាង។ បើមានមន្ទិល សូមយកភាសាអង់គ្លេសជាគោល។",
        ),
        "sign out": ("Sign out", "Se déconnecter", "Toka", "Tsoa", "ចាកចេញ"),
        "to home": ("Go to the home page", "Aller à l’accueil", "Nenda mwanzo", "E-ea lehae", "ទៅទំព័រដើម"),
        "not found": ("Not found", "Introuvable", "Haipatikani", "Ha e fumanehe", "រកមិនឃើញ"),
        "not found why": (
            "There is no such page, or it is not one of yours. Ask whoever gives out roles in your ministry.",
            "Cette page n’existe pas, ou elle ne vous est pas ouverte. Demandez à la personne qui attribue les rôles.",
            "Hakuna ukurasa huo, au si wako. Muulize anayetoa majukumu katika wizara yako.",
            "Leqephe leo ha le eo, kapa hase la hau. Botsa ea fanang ka mesebetsi lekaleng la hau.",
            "គ្មានទំព័រនេះទេ ឬអ្នកមិនមានសិទ្ធិមើលវា។ សូមសួរអ្នកដែលផ្តល់តួនាទីក្នុងក្រសួងរបស់អ្នក។",
        ),
        "form too old": (
            "This form is too old",
            "Ce formulaire est périmé",
            "Fomu hii ni ya zamani",
            "Foromo ena e fetiloe ke nako",
            "ទម្រង់នេះហួសសុពលភាព",
        ),
        "form too old why": (
            "Nothing was changed. Go back, load the page again and send it once more. Cookies must be allowed "
            "for this address.",
            "Rien n’a changé. Revenez en arrière, rechargez la page et envoyez de nouveau. Les cookies doivent "
            "être permis ici.",
            "Hakuna kilichobadilika. Rudi nyuma, pakia ukurasa tena na utume tena. Vidakuzi lazima viruhusiwe hapa.",
            "Ha ho letho le fetohileng. Khutlela morao, bula leqephe hape u romele hape. Li-cookie li lokela ho lumelloa mona.",
            "គ្មានអ្វីផ្លាស់ប្តូរទេ។ សូមត្រឡប់ក្រោយ បើកទំព័រម្តងទៀត រួចផ្ញើម្តងទៀត។ ត្រូវអនុញ្ញាតខូគីសម្រាប់អាសយដ្ឋាននេះ។",
        ),
        "refused": ("This cannot be done", "Impossible", "Haiwezekani", "Sena se ke ke sa etsoa", "មិនអាចធ្វើបានទេ"),
        "refused why": (
            "Nothing was changed. Go back and try it another way.",
            "Rien n’a changé. Revenez en arrière et essayez autrement.",
            "Hakuna kilichobadilika. Rudi nyuma ujaribu kwa njia nyingine.",
            "Ha ho letho le fetohileng. Khutlela morao u leke ka tsela e ’ngoe.",
            "គ្មានអ្វីផ្លាស់ប្តូរទេ។ សូមត្រឡប់ក្រោយ ហើយសាកល្បងវិធីផ្សេង។",
        ),
        "too large": (
            "This file is too large",
            "Ce fichier est trop grand",
            "Faili hii ni kubwa mno",
            "Faele ena e kholo haholo",
            "ឯកសារនេះធំពេក",
        ),
        "too large why": (
            "It is larger than 5 MB. Nothing was changed. Go back and hand it in in parts.",
            "Il dépasse 5 Mo. Rien n’a changé. Revenez en arrière et remettez-le en parties.",
            "Inazidi MB 5. Hakuna kilichobadilika. Rudi nyuma uiwasilishe kwa sehemu.",
            "E feta MB 5. Ha ho letho le fetohileng. Khutlela morao u e kenye ka likarolo.",
            "វាធំជាង 5 MB។ គ្មានអ្វីផ្លាស់ប្តូរទេ។ សូមត្រឡប់ក្រោយ ហើយដាក់ជាផ្នែកៗ។",
        ),
        "busy": (
            "Somebody else is printing a report",
            "Quelqu’un d’autre imprime un rapport",
            "Mtu mwingine anachapisha ripoti",
            "Motho e mong o hatisa tlaleho",
            "មានអ្នកផ្សេងកំពុងបោះពុម្ពរបាយការណ៍",
        ),
        "busy why": (
            "Reports are printed one at a time. Load this page again in a moment.",
            "Les rapports sont imprimés un à la fois. Rechargez cette page dans un instant.",
            "Ripoti huchapishwa moja kwa wakati. Pakia ukurasa huu tena baada ya muda mfupi.",
            "Litlaleho li hatisoa e le ’ngoe ka nako. Bula leqephe lena hape ka mor’a nakoana.",
            "របាយការណ៍ត្រូវបោះពុម្ពម្តងមួយ។ សូមផ្ទុកទំព័រនេះម្តងទៀតបន្តិចទៀត។",
        ),
        "away": (
            "The database is away",
            "La base de données est absente",
            "Hifadhidata haipatikani",
            "Polokelo ha e fumanehe",
            "មូលដ្ឋានទិន្នន័យមិនឆ្លើយតប",
        ),
        "away why": (
            "Calls and texts are kept meanwhile. Load this page again in a minute.",
            "Les appels et les messages sont conservés entre-temps. Rechargez cette page dans une minute.",
            "Simu na ujumbe vinahifadhiwa kwa sasa. Pakia ukurasa huu tena baada ya dakika moja.",
            "Mehala le melaetsa e ntse e bolokoa. Bula leqephe lena hape ka mor’a motsotso.",
            "ការហៅ និងសារត្រូវបានរក្សាទុក។ សូមបើកទំព័រនេះម្តងទៀតក្នុងមួយនាទីទៀត។",
        ),
    }
)
