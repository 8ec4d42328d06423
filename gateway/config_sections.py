"""The sections of ``config.yaml``, each checked for itself. What they hold of the world is names: secrets stand elsewhere."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from gateway.config_targets import Wanted

Environment = Literal["stub", "sandbox", "live"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[int, Field(gt=0, le=31_536_000)]
"""At most a year."""
Limit = Annotated[int, Field(ge=1, le=1_000_000)]
"""How many, where none at all would be a way to stop everything, and endlessly many no limit."""
Money = Annotated[Decimal, Field(ge=0, le=1_000_000_000_000)]
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
"""The name of an environment variable."""
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _network(said: object) -> IPv4Network | IPv6Network:
    """Raises ``ValueError`` in words."""
    try:
        found = ip_network(str(said))
    except ValueError:
        raise ValueError("is not a network such as 192.0.2.0/24 (a single address: 192.0.2.7)") from None
    if found.version == 6 and found.network_address.ipv4_mapped is not None:
        raise ValueError("is a network of IPv4 in other clothes: write it as 192.0.2.0/24")
    return found


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]


Address = Annotated[str, Field(pattern=r"^[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+$", max_length=254)]
"""A mail address."""
ReportLanguage = Literal["en", "fr", "sw", "st", "km"]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Web(Section):
    """The web server. ``public_url`` is how the aggregator reaches us, without a slash at the end."""

    host: str = "127.0.0.1"
    port: Port = 8000
    public_url: str = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    threads: Annotated[int, Field(ge=1, le=64)] = 8
    proxies: Annotated[int, Field(ge=0, le=8)] = 0
    hosted_in: str = ""
    """Where machines and database stand, in words, for the record of processing."""

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")


class Stub(Section):
    """The fake aggregator, on loopback only."""

    enabled: bool = True
    port: Port = 8001

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Channel(Section):
    """One account at an aggregator, and the codes it serves."""

    name: Key
    provider: Literal["africastalking"] = "africastalking"
    environment: Environment
    username: str
    country: Country
    countries: tuple[Country, ...] = ()
    codes: tuple[str, ...]
    sender: str = ""
    """By which invitations go out: a short code of ``codes`` or a registered name; empty: the survey's own short code."""
    premium: tuple[str, ...] = ()
    """Short codes whose replies need the link id of the text they answer."""
    parts_a_second: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] = 10.0
    """How fast texts are handed over, in parts of a phone bill."""
    texts_a_call: Annotated[int, Field(ge=1, le=1000)] = 100
    """Recipients of one wording that are named in one call to the aggregator."""
    calls_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    """Calls to the aggregator that one worker has under way."""
    pull: bool = True
    """Whether texts that never reached us are asked for."""
    allow_from: tuple[Network, ...] = ()
    """Networks from which callbacks are taken; empty: any."""
    hook_secrets: Variable
    api_key: Variable

    @model_validator(mode="after")
    def _consistent(self) -> Channel:
        if (self.username == "sandbox") != (self.environment == "sandbox") and self.environment != "stub":
            raise ValueError(
                "environment and username disagree: the username is exactly “sandbox” in the sandbox and never live"
            )
        if self.username.strip().lower() == "sandbox" and self.username != "sandbox":
            raise ValueError("the username “sandbox” is written small and without blanks")
        if self.countries and self.country not in self.countries:
            raise ValueError(f"the country {self.country} is missing in countries")
        return self


def a_time_zone(value: str) -> str:
    """The name of a time zone. Raises ``ValueError`` in words for anything else."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not a time zone such as Africa/Maseru") from None
    return value


Measure = Annotated[
    str, Field(pattern=r"^[a-z]+\.(responses|positive|negative|positive_share|sqs|reasons_asked|reason\.[a-z0-9_]+)$")
]
"""A channel and what is counted of a place and week, such as ``sms.responses``; ``sms.reason.queue``: a main reason."""


class Dhis2(Section):
    """Where weekly figures of a ministry's places of service go to, and under which ids."""

    url: str = ""
    """Without ``/api``; empty: only files are written."""
    secret: Variable | None = None
    """The variable with a personal access token, or with ``user:password``."""
    data_elements: dict[Measure, str] = {}
    data_element_ids: Literal["uid", "code"] = "uid"
    org_units: str = ""
    """A CSV file, ``code,org_unit`` in each line, relative to the data folder; empty: places go by their own codes."""
    org_unit_ids: Literal["uid", "code"] = "code"
    category_option_combo: str = ""
    attribute_option_combo: str = ""

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", value):
            raise ValueError("must begin with https:// (http:// only on this machine)")
        if "@" in value or "?" in value:
            raise ValueError("is an address alone, without a user, a password or a question mark")
        return value.rstrip("/").removesuffix("/api")


class Ministry(Section):
    """Who owns surveys and gets a report each morning at ``report_at``, local time."""

    key: Key
    name: str
    time_zone: str
    surveys: tuple[str, ...]
    report_at: time = time(6)
    holidays: frozenset[date] = frozenset()
    """Local days on which nobody is asked anything by text."""
    most_a_day: Money | None = None
    """Money for texts within 24 hours; ``None``: only the caps of all ministries hold."""
    api_tokens: Variable | None = None
    """The variable with the tokens that may hand in visits; ``None``: none may."""
    languages: Annotated[tuple[ReportLanguage, ...], Field(min_length=1)] = ("en",)
    """In which its report is written; the first is that of the mail."""
    recipients: tuple[Address, ...] = ()
    """Who gets the report by mail."""
    contact: str = ""
    """Whom a reader of the report may ask, printed on its last page."""
    targets: dict[str, Wanted] = {}
    """Service code, or ``all`` -> the positive share that is to be reached, and from which day on."""
    focal_person: Address | None = None
    """Who is told at once that a citizen wrote of danger."""
    dhis2: Dhis2 = Dhis2()
    second_reader: bool = False
    """True: a draft is published only after somebody else than its last editor has read it."""

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return a_time_zone(value)


class Ussd(Section):
    """Limits of a call. A screen holds ``units_gsm`` septets or ``units_ucs2`` letters, ``CON``/``END`` included."""

    units_gsm: Annotated[int, Field(ge=80, le=182)] = 160
    units_ucs2: Annotated[int, Field(ge=40, le=91)] = 70
    deadline_s: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)] = 5.0
    screen_s: Annotated[int, Field(ge=1, le=60)] = 12
    typing_s: Annotated[int, Field(ge=0, le=180)] = 18

    @property
    def patience_s(self) -> float:
        """How long a hop may wait for the database: it may have stood in line behind another that waited as long."""
        return self.deadline_s / 2


class Outbox(Section):
    """When a text that could not be sent is tried again, when one without an answer counts as in doubt, and how many a
    person is sent at most."""

    retry_after_s: tuple[Seconds, ...] = (10, 60, 300, 1800, 7200)
    in_doubt_after_s: Seconds = 120
    sweep_every_s: Seconds = 15
    most_an_hour: Limit = 60
    most_a_day: Limit = 200
    most_in_5_min: Limit = 20
    most_alike_a_day: Limit = 5


class Invitations(Section):
    """Who is asked after a service, how often and when; a survey's own hours hold besides."""

    target_a_week: Annotated[int, Field(ge=1, le=100_000)] = 20
    """Visits drawn for each service and facility in a week."""
    days_between: Annotated[int, Field(ge=0, le=365)] = 30
    """Between two invitations of one person by the same ministry."""
    days_between_ministries: Annotated[int, Field(ge=0, le=365)] = 14
    """The same by any ministry."""
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    """No text that nobody asked for between these, in the zone of the person's number."""
    rest_days: frozenset[Weekday] = frozenset({"sunday"})
    visits_at_most_days: Annotated[int, Field(ge=1, le=90)] = 14
    """A visit that is longer ago when it is handed in is not asked after."""
    late_after_h: Annotated[int, Field(ge=1, le=720)] = 72
    """An invitation that could not go out for so long after it was first due is withheld."""
    confirm_above: Annotated[int, Field(ge=0)] = 500
    """Texts that a list may cause before whoever hands it in must type their number."""

    @field_validator("rest_days")
    @classmethod
    def _some_day(cls, value: frozenset[Weekday]) -> frozenset[Weekday]:
        if len(value) == len(get_args(Weekday)):
            raise ValueError("leaves no day on which anybody is asked")
        return value


class Spending(Section):
    """Money for texts of all ministries together, in the currency of ``cost``; while no price is known a part counts as 1."""

    most_an_hour: Money = Decimal(2_000)
    most_a_day: Money = Decimal(10_000)


class Spool(Section):
    """Where callbacks wait, sealed, while the database is away."""

    most_mb: Annotated[int, Field(ge=1, le=10_000)] = 64


class Guards(Section):
    """How much may come in before somebody is no person any more: one number, one web process, a block of adjacent numbers."""

    hops_a_minute: Limit = 60
    """Of calls of one number; beyond, a call is ended without the database."""
    texts_a_minute: Limit = 20
    """Of one number that are answered; beyond, they are stored in silence."""
    texts_an_hour: Limit = 120
    """Of one number that are stored; beyond, they are only counted."""
    requests_a_second: Limit = 1_000
    """Of all numbers to one web process."""
    strangers_an_hour: Limit = 20
    """Unknown numbers of one block, alike but for the last three digits, that are answered."""


class Retention(Section):
    """Limits of what a survey may keep, and of what the gateway keeps itself."""

    numbers_days: Annotated[int, Field(ge=1, le=365)] = 90
    words_days: Annotated[int, Field(ge=1, le=3650)] = 180
    calls_days: Annotated[int, Field(ge=2, le=90)] = 3
    """Ids of calls and callbacks, by which a repeat is known as one."""


class Clock(Section):
    every_s: Seconds = 10


class Watch(Section):
    """When silence is told, and who may read the figures of ``/metrics``."""

    silence_after_h: Annotated[int, Field(ge=1, le=240)] = 12
    """Hours of daylight without a word on a channel that used to have some."""
    metrics_token: Variable | None = None
    """The variable with the word that opens ``/metrics``; ``None``: this machine alone may read them."""


class Reports(Section):
    """What all ministries' reports have in common, and the overview of all of them for the head of government."""

    drop_folder: str = ""
    """A folder to which every report is also written; empty: none. Relative to the data folder."""
    pdf: Literal["nightly", "weekly"] = "weekly"
    """``weekly``: the PDF is made on Mondays and whenever a signal is new."""
    open_data: bool = True
    """Whether suppressed figures are served to everybody under ``/open-data/``."""
    licence: str = "CC-BY-4.0"
    """Of the open data, by its SPDX name."""
    codebook: str = ""
    """The file with the themes of free texts and their keywords, relative to the data folder; empty: the shipped one."""
    names: str = ""
    """A file with names of people that are taken out of free texts, relative to the data folder; empty: none."""
    overview_name: str = "Citizen feedback across ministries"
    overview_at: time = time(6)
    """On Mondays, in ``overview_zone``."""
    overview_zone: str = "UTC"
    overview_language: ReportLanguage = "en"
    overview_recipients: tuple[Address, ...] = ()

    @field_validator("overview_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return a_time_zone(value)


class Mail(Section):
    """By which server reports are mailed; without a host nothing is mailed, and files are all there is."""

    host: str = ""
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    """``none`` only on loopback."""
    user: str = ""
    password: Variable = "GATEWAY_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
    sender: str = ""
    """``Citizen Feedback <feedback@example.org>``."""
    retry_after_s: tuple[Seconds, ...] = (60, 300, 1800, 7200)

    @model_validator(mode="after")
    def _complete(self) -> Mail:
        if self.host and "@" not in self.sender:
            raise ValueError("mail needs a sender such as Citizen Feedback <feedback@example.org>")
        if self.host and self.security == "none" and self.host not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("without encryption mail is handed only to a server on this machine")
        return self


class Cost(Section):
    """What a text costs, for the estimate of a survey's check; a price of 0 is one that nobody knows."""

    sms_price: Annotated[Decimal, Field(ge=0, le=1_000_000)] = Decimal(0)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "LSL"
    visits_a_day: Annotated[int, Field(ge=1, le=10_000_000)] = 1_000
    finishing_percent: Annotated[int, Field(ge=1, le=100)] = 50


class SecretNames(Section):
    """Names of the environment variables that hold the keys; ``generate`` allows to make them up at a first run."""

    generate: bool = True
    number_keys: Variable = "GATEWAY_NUMBER_KEYS"
    index_key: Variable = "GATEWAY_INDEX_KEY"
    binding_key: Variable = "GATEWAY_BINDING_KEY"
