"""The home page. English is written; fr, sw, st and km are drafts."""

from __future__ import annotations

from gateway.console.words import topic

WORDS = topic(
    {
        "title": ("Today", "Aujourd’hui", "Leo", "Kajeno", "ថ្ងៃនេះ"),
        "attention": (
            "What needs attention",
            "Ce qui demande attention",
            "Yanayohitaji kuangaliwa",
            "Tse hlokang tlhokomelo",
            "អ្វីដែលត្រូវយកចិត្តទុកដាក់",
        ),
        "calm": (
            "Nothing needs you now.",
            "Rien ne demande votre attention.",
            "Hakuna kinachokuhitaji sasa.",
            "Ha ho letho le u hlokang hona joale.",
            "ពេលនេះគ្មានអ្វីត្រូវការអ្នកទេ។",
        ),
        "live": ("What is live", "Ce qui est en ligne", "Yaliyo hewani", "Tse sebetsang", "អ្វីដែលកំពុងដំណើរការ"),
        "none live": (
            "No survey is published yet.",
            "Aucune enquête n’est encore publiée.",
            "Hakuna dodoso lililochapishwa bado.",
            "Ha ho patlisiso e phatlalalitsoeng.",
            "មិនទាន់មានការស្ទង់មតិដែលបានផ្សាយទេ។",
        ),
        "no ministry": (
            "You hold no role yet. Ask whoever gives out roles in your ministry.",
            "Vous n’avez pas encore de rôle. Demandez à la personne qui les attribue.",
            "Huna jukumu bado. Muulize anayetoa majukumu katika wizara yako.",
            "Ha u na mosebetsi mona hajoale. Botsa ea fanang ka mesebetsi lekaleng la hau.",
            "អ្នកមិនទាន់មានតួនាទី។ សូមសួរអ្នកដែលផ្តល់តួនាទីក្នុងក្រសួងរបស់អ្នក។",
        ),
        "survey": ("Survey", "Enquête", "Dodoso", "Patlisiso", "ការស្ទង់មតិ"),
        "version": ("Version", "Version", "Toleo", "Mofuta", "កំណែ"),
        "since": ("Published", "Publiée", "Limechapishwa", "E phatlalalitsoe", "បានផ្សាយ"),
        "finished": ("Finished today", "Terminées aujourd’hui", "Yaliyokamilika leo", "Tse qetiloeng kajeno", "បានបញ្ចប់ថ្ងៃនេះ"),
        "left": ("Left today", "Quittées aujourd’hui", "Yaliyoachwa leo", "Tse tlohetsoeng kajeno", "បានចាកចេញថ្ងៃនេះ"),
        "signals": (
            "Open signals: {n}",
            "Signaux ouverts : {n}",
            "Ishara zilizo wazi: {n}",
            "Matshwao a butsoeng: {n}",
            "សញ្ញាបើក៖ {n}",
        ),
        "in doubt": (
            "Texts whose sending is in doubt: {n}",
            "Messages dont l’envoi est douteux : {n}",
            "Ujumbe wenye shaka ya kutumwa: {n}",
            "Melaetsa eo ho romeloa ha eona ho belaetsang: {n}",
            "សារដែលការផ្ញើនៅមានមន្ទិល៖ {n}",
        ),
        "overdue": (
            "Texts that should have gone out more than 15 minutes ago: {n}",
            "Messages en retard de plus de 15 minutes : {n}",
            "Ujumbe uliochelewa zaidi ya dakika 15: {n}",
            "Melaetsa e liehileng ka metsotso e fetang 15: {n}",
            "សារដែលយឺតជាង ១៥ នាទី៖ {n}",
        ),
        "paused": (
            "Paused: {what}, by {by}. Reason: {why}",
            "En pause : {what}, par {by}. Raison : {why}",
            "Imesitishwa: {what}, na {by}. Sababu: {why}",
            "E emisitsoe: {what}, ke {by}. Lebaka: {why}",
            "បានផ្អាក៖ {what} ដោយ {by}។ មូលហេតុ៖ {why}",
        ),
        "all paused": (
            "Everything is paused, by {by}. Reason: {why}",
            "Tout est en pause, par {by}. Raison : {why}",
            "Yote imesitishwa, na {by}. Sababu: {why}",
            "Tsohle li emisitsoe, ke {by}. Lebaka: {why}",
            "ទាំងអស់ត្រូវបានផ្អាក ដោយ {by}។ មូលហេតុ៖ {why}",
        ),
        "alert": ("{words}", "{words}", "{words}", "{words}", "{words}"),
    }
)
