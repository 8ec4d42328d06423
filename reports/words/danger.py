"""The mail to whoever is named for words of danger. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

TEXTS = topic(
    {
        "subject": (
            "Somebody wrote of danger: {ministry}",
            "Quelqu'un a parlé d'un danger : {ministry}",
            "Mtu ameandika kuhusu hatari: {ministry}",
            "Motho o ngotse ka kotsi: {ministry}",
            "មានអ្នកសរសេរអំពីគ្រោះថ្នាក់៖ {ministry}",
        ),
        "one": (
            "One person wrote of danger to {ministry} on {since}, and nobody has looked at it yet.",
            "Une personne a parlé d'un danger à {ministry} ({since}), et personne n'a encore lu son message.",
            "Mtu mmoja ameiandikia {ministry} kuhusu hatari ({since}), na hakuna aliyesoma bado.",
            "Motho a le mong o ngoletse {ministry} ka kotsi ({since}), 'me ha ho motho ea balileng molaetsa oo.",
            "មនុស្សម្នាក់បានសរសេរអំពីគ្រោះថ្នាក់ទៅ {ministry} ({since}) ហើយមិនទាន់មានអ្នកណាអានទេ។",
        ),
        "many": (
            "{n} people wrote of danger to {ministry}, the first on {since}, and nobody has looked at it yet.",
            "{n} personnes ont parlé d'un danger à {ministry}, la première le {since}, et personne n'a encore lu.",
            "Watu {n} wameiandikia {ministry} kuhusu hatari, wa kwanza {since}, na hakuna aliyesoma bado.",
            "Batho ba {n} ba ngoletse {ministry} ka kotsi, oa pele ka {since}, 'me ha ho motho ea balileng melaetsa ea bona.",
            "មនុស្ស {n} នាក់បានសរសេរអំពីគ្រោះថ្នាក់ទៅ {ministry} អ្នកដំបូងនៅ{since} ហើយមិនទាន់មានអ្នកណាអានទេ។",
        ),
        "none": (
            "Somebody wrote of danger to {ministry}. It has been looked at in the meantime, and nothing waits now.",
            "Quelqu'un a parlé d'un danger à {ministry}. Son message a été lu entre-temps, et aucun autre n'attend.",
            "Mtu ameiandikia {ministry} kuhusu hatari. Ujumbe umesomwa tayari, na hakuna mwingine unaosubiri.",
            "Motho o ngoletse {ministry} ka kotsi. Molaetsa o se o balilue, 'me ha ho o mong o emetseng.",
            "មានអ្នកសរសេរអំពីគ្រោះថ្នាក់ទៅ {ministry}។ សារនោះត្រូវបានអានរួចហើយ ហើយគ្មានសារផ្សេងរង់ចាំទេ។",
        ),
        "read": (
            "The words are not in this mail. Read them on the machine of the gateway:",
            "Les mots ne sont pas dans ce courriel. Lisez-les sur la machine de la passerelle :",
            "Maneno hayamo katika barua pepe hii. Yasome kwenye mashine ya mfumo:",
            "Mantsoe ha a eo lengolong lena. A bale mochining oa tsamaiso:",
            "ពាក្យពេចន៍មិនមាននៅក្នុងសារនេះទេ។ សូមអានវានៅលើម៉ាស៊ីនរបស់ប្រព័ន្ធ៖",
        ),
        "rules": (
            "Note each one as seen when you have looked at it. Until then this mail comes once a day.",
            "Notez chaque message comme vu après l'avoir lu. D'ici là, ce courriel arrive une fois par jour.",
            "Weka alama kila ujumbe ukishausoma. Hadi hapo barua hii itakuja mara moja kwa siku.",
            "Tsoaea molaetsa ka mong ha u se u o balile. Ho fihlela joalo lengolo lena le tla hang ka letsatsi.",
            "សូមសម្គាល់សារនីមួយៗថាបានឃើញ បន្ទាប់ពីអានរួច។ រហូតដល់ពេលនោះ សារនេះនឹងមកម្តងក្នុងមួយថ្ងៃ។",
        ),
    }
)
