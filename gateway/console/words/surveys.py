"""The shelf of surveys, and the frame around a survey's parts. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

BAR = topic(
    {
        "surveys": ("Surveys", "Enquêtes", "Dodoso", "Lipatlisiso", "ការស្ទង់មតិ"),
        "parts": (
            "Parts of this survey",
            "Parties de cette enquête",
            "Sehemu za dodoso hili",
            "Likarolo tsa patlisiso ena",
            "ផ្នែកនៃការស្ទង់មតិនេះ",
        ),
        "questions": ("Questions", "Questions", "Maswali", "Lipotso", "សំណួរ"),
        "text": ("Text", "Texte", "Maandishi", "Mongolo", "អត្ថបទ"),
        "phones": ("Phones", "Téléphones", "Simu", "Mehala", "ទូរស័ព្ទ"),
        "problems": ("Problems", "Problèmes", "Matatizo", "Mathata", "បញ្ហា"),
        "path": ("Path", "Parcours", "Njia", "Tsela", "ផ្លូវ"),
        "translations": ("Translations", "Traductions", "Tafsiri", "Liphetolelo", "ការបកប្រែ"),
        "changes": ("Changes", "Changements", "Mabadiliko", "Liphetoho", "ការផ្លាស់ប្តូរ"),
        "publish": ("Publish", "Publier", "Chapisha", "Phatlalatsa", "ផ្សាយ"),
        "versions": ("Versions", "Versions", "Matoleo", "Mefuta", "កំណែ"),
        "live": ("Live", "En service", "Inatumika", "Oa sebetsa", "កំពុងប្រើ"),
        "published": (
            "Version {n}, published",
            "Version {n}, publiée",
            "Toleo {n}, limechapishwa",
            "Mofuta {n}, o phatlalalitsoe",
            "កំណែ {n} បានផ្សាយ",
        ),
        "never published": (
            "Draft, never published",
            "Brouillon, jamais publié",
            "Rasimu, haijachapishwa",
            "Moralo, ha e so phatlalatsoe",
            "សេចក្តីព្រាង មិនទាន់បានផ្សាយ",
        ),
        "draft one": (
            "Draft, 1 change since version {version}",
            "Brouillon, 1 changement depuis la version {version}",
            "Rasimu, badiliko 1 tangu toleo {version}",
            "Moralo, phetoho e 1 ho tloha mofuteng oa {version}",
            "សេចក្តីព្រាង ការផ្លាស់ប្តូរ ១ តាំងពីកំណែ {version}",
        ),
        "draft many": (
            "Draft, {n} changes since version {version}",
            "Brouillon, {n} changements depuis la version {version}",
            "Rasimu, mabadiliko {n} tangu toleo {version}",
            "Moralo, liphetoho tse {n} ho tloha mofuteng oa {version}",
            "សេចក្តីព្រាង ការផ្លាស់ប្តូរ {n} តាំងពីកំណែ {version}",
        ),
        "draft": (
            "Draft, changed since version {version}",
            "Brouillon, modifié depuis la version {version}",
            "Rasimu, imebadilika tangu toleo {version}",
            "Moralo, o fetohile ho tloha mofuteng oa {version}",
            "សេចក្តីព្រាង បានផ្លាស់ប្តូរតាំងពីកំណែ {version}",
        ),
        "behind": (
            "Version {version} was published after this draft was begun.",
            "La version {version} a été publiée après le début de ce brouillon.",
            "Toleo {version} lilichapishwa baada ya rasimu hii kuanza.",
            "Mofuta oa {version} o phatlalalitsoe kamora hore moralo ona o qaloe.",
            "កំណែ {version} បានផ្សាយក្រោយសេចក្តីព្រាងនេះចាប់ផ្តើម។",
        ),
        "bring up": (
            "Take its changes in",
            "Reprendre ses changements",
            "Chukua mabadiliko yake",
            "Nka liphetoho",
            "យកការផ្លាស់ប្តូរ",
        ),
        "saved": (
            "Saved {time} by {name}",
            "Enregistré à {time} par {name}",
            "Imehifadhiwa {time} na {name}",
            "E bolokiloe ka {time} ke {name}",
            "បានរក្សាទុក {time} ដោយ {name}",
        ),
        "saving": ("Saving…", "Enregistrement…", "Inahifadhi…", "E a boloka…", "កំពុងរក្សាទុក…"),
        "back to saved": (
            "Forget it, take what is saved",
            "L’oublier, reprendre ce qui est enregistré",
            "Isahau, chukua iliyohifadhiwa",
            "E lebale, nka e bolokiloeng",
            "បំភ្លេចវា យកអ្វីដែលបានរក្សាទុក",
        ),
        "kept here": (
            "Not saved: kept on this computer",
            "Non enregistré : gardé sur cet ordinateur",
            "Haijahifadhiwa: imewekwa kwenye kompyuta hii",
            "Ha e so bolokoe: e setse khomphuteng ena",
            "មិនទាន់រក្សាទុក៖ ទុកនៅលើកុំព្យូទ័រនេះ",
        ),
        "no connection": (
            "Not saved: no connection, kept on this computer",
            "Non enregistré : pas de connexion, gardé sur cet ordinateur",
            "Haijahifadhiwa: hakuna mtandao, imewekwa kwenye kompyuta hii",
            "Ha e so bolokoe: ha ho na marang-rang, e setse khomphuteng ena",
            "មិនទាន់រក្សាទុក៖ គ្មានការតភ្ជាប់ ទុកនៅលើកុំព្យូទ័រនេះ",
        ),
    }
)
