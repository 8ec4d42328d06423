"""What the columns of lists are called, in the languages of the surveys: the house's own word first; compared folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Role = Literal["phone", "visit id", "recorded at", "time", "service", "facility", "language"]
"""What a column is to every list, whatever the survey declares."""

_LISTED: Mapping[Role, str] = {
    "phone": """
        phone, phone number, phone no, telephone, telephone number, telephone no, tel, tel no, mobile, mobile number,
        mobile no, mobile phone, msisdn, cell, cell number, cellphone, cell phone, cellphone number, contact, contact
        number, number, gsm, nimero, nomoro, nomoro ea mohala, mohala, simu, simu ya mkononi, namba, namba ya simu,
        nambari, nambari ya simu, numero, numero de telephone, n de telephone, n telephone,
        no de telephone, no telephone, telephone portable, telephone mobile, numero de portable, portable, លេខទូរស័ព្ទ, ទូរស័ព្ទ
    """,
    "visit id": """
        visit id, visit, visit no, visit number, visit ref, visit reference, id, ref, ref no, reference, reference
        number, reference no, ticket, ticket id, ticket no, ticket number, token, token number, queue no, queue
        number, case id, case no, case number, receipt, receipt no, receipt number, transaction id, encounter id, row
        id, record id, uuid, kumbukumbu, namba ya kumbukumbu, tiketi, namba ya tiketi, nomoro ea leeto, identifiant,
        identifiant de la visite, identifiant de visite, numero de visite, n de visite, numero de ticket, n de ticket, n
        ticket, no de ticket, numero de dossier, n de dossier,
        លេខសម្គាល់, លេខសំបុត្រ
    """,
    "recorded at": """
        recorded at, recorded, recorded on, date, visit date, date of visit, date and time, date time, datetime,
        timestamp, visited at, visited on, visit time, served at, served on, completed at, closed at, ended at, end
        time, service date, service time, day, created at, letsatsi, letsatsi la leeto, tarehe, tarehe ya ziara,
        tarehe na saa, jour, date et heure, date de visite, date de la
        visite, date du service, horodatage, កាលបរិច្ឆេទ, ថ្ងៃ
    """,
    "time": """
        time, hour, clock, time of day, time of visit, nako, saa, muda, heure, heure de visite, ម៉ោង
    """,
    "service": """
        service, service name, service type, service code, reason, reason for visit, purpose, department, counter,
        desk, tshebeletso, ts'ebeletso, lebaka, huduma, aina ya huduma, sababu, service rendu, type de service, motif,
        motif de la visite,
        guichet, document, សេវា,
        សេវាកម្ម, ឯកសារ
    """,
    "facility": """
        facility, facility name, facility code, clinic, clinic code, clinic name, hospital, centre, center, service
        centre, service center, office, branch, site, station, point, location, place, health centre, health facility,
        tleliniki, sepetlele, setsi, kituo, ofisi, tawi, zahanati, hospitali, centre de sante,
        centre de service, bureau, agence, lieu,
        etablissement,
        ការិយាល័យ, មណ្ឌល
    """,
    "language": """
        language, lang, preferred language, spoken language, puo, lugha, langue, langue preferee, ភាសា
    """,
}

WORDS: Mapping[Role, tuple[str, ...]] = {
    role: tuple(" ".join(word.split()) for word in listed.split(",")) for role, listed in _LISTED.items()
}
