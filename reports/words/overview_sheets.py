"""Sheets of the overview's workbook. English is written; French, Swahili, Sesotho and Khmer are drafts."""

from __future__ import annotations

from reports.words import topic

PARTS = topic({
    "sentences": ("Main points", "Points clés", "Mambo makuu", "Lintlha tse kholo", "ចំណុចសំខាន់"),
    "ministry": ("Ministries", "Ministères", "Wizara", "Makala", "ក្រសួង"),
    "matrix": ("Matrix", "Matrice", "Jedwali kuu", "Tafole", "តារាងសរុប"),
    "extent": ("Extent", "Étendue", "Ukubwa", "Boholo", "ទំហំបញ្ហា"),
    "districts": ("Districts", "Districts", "Wilaya", "Litereke", "ស្រុក-ខណ្ឌ"),
    "heard": ("Who is heard", "Qui est entendu", "Nani anasikika", "Ba utloahalang", "អ្នកណាត្រូវបានស្តាប់"),
    "signals": ("Follow-through", "Suivi", "Ufuatiliaji", "Ho latela", "ការតាមដាន"),
    "programme": ("Programme", "Programme", "Mpango", "Lenaneo", "កម្មវិធី"),
    "suppression": ("Held back", "Masqué", "Yaliyofichwa", "Tse patiloeng", "ដែលបានលាក់"),
})  # fmt: skip
"""Names of the sheets, in their order: those of the parts of the overview's table."""

COLUMNS = topic({
    "ministry": ("Ministry", "Ministère", "Wizara", "Lekala", "ក្រសួង"),
    "ministry_code": ("Code of the ministry", "Code du ministère", "Msimbo wa wizara", "Khoutu ea lekala", "កូដក្រសួង"),
    "says": ("Word", "Mention", "Neno", "Lentsoe", "ពាក្យ"),
    "week to": ("Week to {day}", "Semaine jusqu’au {day}", "Wiki hadi {day}", "Beke ho fihla ka {day}", "សប្តាហ៍ដល់ {day}"),
})  # fmt: skip
