"""The audit. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "about": (
            "It only grows: each row is chained to the one before it, so that nobody can change one unseen.",
            "Il ne fait que croître : chaque ligne est liée à la précédente, pour que rien ne change à l’insu de tous.",
            "Hukua tu: kila safu imefungwa na iliyotangulia, ili hakuna anayeweza kubadili bila kuonekana.",
            "E eketseha feela: mola o mong le o mong o tlangoa ho o ka pele, hore ho se be ea fetolang a sa bonoe.",
            "វាកើនឡើងតែប៉ុណ្ណោះ៖ ជួរនីមួយៗភ្ជាប់នឹងជួរមុន ដើម្បីកុំឱ្យនរណាម្នាក់កែដោយមិនដឹង។",
        ),
        "check": ("Check the chain", "Vérifier la chaîne", "Kagua mnyororo", "Hlahloba ketane", "ពិនិត្យខ្សែសង្វាក់"),
        "holds": (
            "The chain holds: {n} rows.",
            "La chaîne tient : {n} lignes.",
            "Mnyororo uko imara: safu {n}.",
            "Ketane e tiile: mela e {n}.",
            "ខ្សែសង្វាក់ត្រឹមត្រូវ៖ {n} ជួរ។",
        ),
        "newest": (
            "Note this digest elsewhere; it holds every row so far:",
            "Notez cette empreinte ailleurs ; elle garde toutes les lignes :",
            "Andika alama hii mahali pengine; inalinda safu zote:",
            "Ngola letšoao lena sebakeng se seng; le sireletsa mela eohle:",
            "កត់ត្រាលេខសម្គាល់នេះនៅកន្លែងផ្សេង វាការពារគ្រប់ជួរ៖",
        ),
        "torn": (
            "The chain does not hold from row {row} on; the {n} rows before it hold. Tell whoever keeps the server.",
            "La chaîne ne tient plus à partir de la ligne {row} ; les {n} lignes avant tiennent. Prévenez qui le gère.",
            "Mnyororo umevunjika kuanzia safu {row}; safu {n} kabla yake ziko imara. Mwambie anayetunza seva.",
            "Ketane e khaohile ho tloha moleng oa {row}; mela e {n} pele ho oona e tiile. Bolella ea hlokomelang seva.",
            "ខ្សែសង្វាក់ដាច់ពីជួរ {row} ទៅ {n} ជួរមុនត្រឹមត្រូវ។ សូមប្រាប់អ្នកថែម៉ាស៊ីនមេ។",
        ),
        "who": ("Who", "Qui", "Nani", "Mang", "អ្នកណា"),
        "what": ("What", "Quoi", "Nini", "Eng", "អ្វី"),
        "when": ("When", "Quand", "Lini", "Neng", "ពេលណា"),
        "of what": ("Of what", "De quoi", "Cha nini", "Ea eng", "លើអ្វី"),
        "detail": ("Detail", "Détail", "Maelezo", "Lintlha", "លម្អិត"),
        "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
        "everything": ("Everything", "Tout", "Kila kitu", "Tsohle", "ទាំងអស់"),
        "all of mine": ("All of mine", "Tous les miens", "Zangu zote", "Tsohle tsa ka", "ទាំងអស់របស់ខ្ញុំ"),
        "show": ("Show", "Montrer", "Onyesha", "Bontša", "បង្ហាញ"),
        "none": ("No row is like that.", "Aucune ligne.", "Hakuna safu kama hiyo.", "Ha ho mola o joalo.", "គ្មានជួរបែបនេះទេ។"),
        "older": ("Older rows", "Lignes plus anciennes", "Safu za zamani", "Mela ea khale", "ជួរចាស់ៗ"),
    }
)
