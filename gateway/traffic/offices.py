"""The three ministries of the made-up country, their six surveys and forty services.

Sesotho, Kiswahili and Khmer are drafts: they wait for a first-language reader.
"""

from __future__ import annotations

from gateway.traffic.nation import Office, Topic, services

HEALTH = Office(
    key="health",
    name="Ministry of Health of a made-up country",
    short={"en": "Ministry of Health", "st": "Lekala la Bophelo"},
    zone="Africa/Maseru",
    language="st",
    country="LS",
    topics=(
        Topic(
            "clinic-visit",
            {"en": "your visit", "st": "leeto la hau"},
            services(
                "st",
                ("illness", 95, "I was ill", "Ke ne ke kula"),
                ("child", 70, "Child or vaccination", "Ngoana kapa ente"),
                ("pregnancy", 80, "Pregnancy or birth", "Boimana kapa pelehi"),
                ("regular", 60, "Regular medicine", "Meriana ea kamehla"),
                ("test", 55, "A test", "Teko"),
                ("teeth", 75, "Teeth", "Meno"),
                ("injury", 65, "An injury", "Kotsi"),
            ),
            "*130*1#", "VISIT", "41301",
        ),
        Topic(
            "home-care",
            {"en": "our visit at your home", "st": "leeto la rona ha hau"},
            services(
                "st",
                ("elderly", 30, "Care of the elderly", "Tlhokomelo ea maqheku"),
                ("newborn", 25, "A newborn", "Lesea"),
                ("feeding", 35, "Feeding a child", "Ho fepa ngoana"),
                ("wound", 30, "Care of a wound", "Tlhokomelo ea leqeba"),
                ("advice", 20, "Advice", "Keletso"),
                ("water", 40, "Clean water", "Metsi a hloekileng"),
            ),
            "*130*2#", "HOME", "41302",
        ),
    ),
    districts=(
        "Maseru", "Berea", "Leribe", "Butha-Buthe", "Mokhotlong", "Thaba-Tseka", "Qacha's Nek", "Quthing", "Mohale's Hoek",
        "Mafeteng",
    ),
    kinds=("Hospital", "Clinic", "Post"),
    first_code=1000,
    satisfied=0.80,
)  # fmt: skip

SERVICES = Office(
    key="services",
    name="Public Service Centres of a made-up country",
    short={"en": "Service Centres", "sw": "Vituo vya Huduma"},
    zone="Africa/Nairobi",
    language="sw",
    country="KE",
    topics=(
        Topic(
            "service-centre",
            {"en": "your visit", "sw": "ziara yako"},
            services(
                "sw",
                ("identity", 70, "Identity card", "Kitambulisho"),
                ("birth", 60, "Birth certificate", "Cheti cha kuzaliwa"),
                ("passport", 110, "Passport", "Pasipoti"),
                ("conduct", 80, "Good conduct", "Tabia njema"),
                ("business", 50, "Business name", "Jina la biashara"),
                ("tax", 45, "Tax number", "Namba ya kodi"),
                ("pension", 65, "Pension", "Pensheni"),
            ),
            "*131*1#", "CENTRE", "41311",
        ),
        Topic(
            "land-office",
            {"en": "your visit to the land office", "sw": "ziara yako ofisi ya ardhi"},
            services(
                "sw",
                ("search", 60, "A search", "Upekuzi"),
                ("transfer", 120, "A transfer", "Uhamisho"),
                ("deed", 130, "A title deed", "Hati miliki"),
                ("map", 75, "A map", "Ramani"),
                ("rent", 50, "Land rent", "Kodi ya ardhi"),
                ("dispute", 140, "A dispute", "Mgogoro"),
                ("lease", 90, "A lease", "Ukodishaji"),
            ),
            "*131*2#", "LAND", "41312",
        ),
    ),
    districts=(
        "Nairobi", "Mombasa", "Kisumu", "Nakuru", "Nyeri", "Machakos", "Kakamega", "Embu", "Meru", "Garissa",
    ),
    kinds=("Hall", "Desk", "Point"),
    first_code=2000,
    satisfied=0.74,
)  # fmt: skip

INTERIOR = Office(
    key="interior",
    name="Ministry of Interior of a made-up country",
    short={"en": "Ministry of Interior", "km": "ក្រសួងមហាផ្ទៃ"},
    zone="Asia/Phnom_Penh",
    language="km",
    country="KH",
    topics=(
        Topic(
            "civil-registry",
            {"en": "your visit", "km": "សេវាអត្រានុកូលដ្ឋាន"},
            services(
                "km",
                ("birth", 50, "Birth", "កំណើត"),
                ("marriage", 60, "Marriage", "រៀបការ"),
                ("death", 45, "Death", "មរណភាព"),
                ("id_card", 80, "ID card", "អត្តសញ្ញាណ"),
                ("family", 65, "Family book", "គ្រួសារ"),
                ("residence", 55, "Residence", "ស្នាក់នៅ"),
                ("copy", 40, "A copy", "ច្បាប់ចម្លង"),
            ),
            "*132*1#", "PAPER", "41321",
        ),
        Topic(
            "vehicle-office",
            {"en": "your visit to the vehicle office", "km": "សេវាយានយន្ត"},
            services(
                "km",
                ("licence", 70, "Driving licence", "បណ្ណបើកបរ"),
                ("plate", 60, "Number plate", "ស្លាកលេខ"),
                ("check", 90, "Vehicle check", "ពិនិត្យឡាន"),
                ("sale", 65, "Sale of a vehicle", "លក់ឡាន"),
                ("permit", 55, "Permit", "លិខិតអនុញ្ញាត"),
                ("fine", 50, "A fine", "ពិន័យ"),
            ),
            "*132*2#", "DRIVE", "41322",
        ),
    ),
    districts=(
        "Phnom Penh", "Kandal", "Takeo", "Kampot", "Pursat", "Battambang", "Siem Reap", "Kratie", "Prey Veng", "Svay Rieng",
    ),
    kinds=("Hall", "Office", "Desk"),
    first_code=3000,
    satisfied=0.77,
)  # fmt: skip

OFFICES = (HEALTH, SERVICES, INTERIOR)
