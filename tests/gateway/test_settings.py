"""What ``config.yaml`` may say, and how a mistake in it is told."""

from datetime import date, time
from pathlib import Path

import pytest
import yaml

from gateway.refusal import Refusal
from gateway.settings import ROOT, Settings, embedded_socket, load_settings

SHIPPED = (ROOT / "config.yaml").read_text(encoding="utf-8")

SMALL = """\
channels:
  main:
    environment: stub
    username: sandbox
    country: LS
    codes: ["*120*45#", 40145]
    hook_secrets: HOOKS
    api_key: API_KEY
ministries:
  health:
    name: Health
    time_zone: Africa/Maseru
    surveys: [clinic]
"""


def settings_of(folder: Path, text: str, **environ: str) -> Settings:
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    return load_settings({"GATEWAY_CONFIG": str(folder / "config.yaml"), **environ})


def refused(folder: Path, text: str, **environ: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        settings_of(folder, text, **environ)
    assert caught.value.code == 2
    assert caught.value.remedy
    return caught.value


def test_shipped_configuration_says_what_is_the_default(tmp_path: Path) -> None:
    shipped, small = settings_of(tmp_path, SHIPPED), settings_of(tmp_path, SMALL)
    for section in ("web", "stub", "ussd", "outbox", "clock", "secrets"):
        assert getattr(shipped, section) == getattr(small, section), section
    assert shipped.ministries["health"].report_at == small.ministries["health"].report_at == time(6)


def test_every_setting_stands_in_the_shipped_configuration() -> None:
    written = yaml.safe_load(SHIPPED)
    for section in ("web", "stub", "ussd", "outbox", "clock", "secrets", "reports", "mail"):
        assert set(written[section]) == set(Settings.model_fields[section].default.__class__.model_fields), section


def test_without_environment_everything_is_embedded_beside_the_configuration(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL)
    assert settings.var == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path}/var/gateway.db"
    assert settings.redis_embedded
    assert settings.web.public_url == "http://127.0.0.1:8000"


def test_scalars_are_text_until_their_setting_types_them(tmp_path: Path) -> None:
    norway = SMALL.replace("country: LS", "country: NO")
    channel = settings_of(tmp_path, norway).channels["main"]
    assert channel.country == "NO"
    assert channel.codes == ("*120*45#", "40145")


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("postgres://u:p@db/g", "postgresql+psycopg://u:p@db/g"),
        ("postgresql://u:p@db/g", "postgresql+psycopg://u:p@db/g"),
        ("sqlite:////srv/g.db", "sqlite:////srv/g.db"),
    ],
)
def test_the_database_comes_from_the_named_variable(tmp_path: Path, said: str, understood: str) -> None:
    text = "database: {url_from: OUR_DATABASE}\n" + SMALL
    assert settings_of(tmp_path, text, OUR_DATABASE=said).database_url == understood


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        ("DATABASE_URL", "mysql://root:hunter2@db/g"),
        ("DATABASE_URL", "postgresql://root:hunter2@db:port/g"),
        ("DATABASE_URL", "postgresql://root:hunter2/@db/g"),
        ("REDIS_URL", "http://:hunter2@cache"),
        ("REDIS_URL", "redis://:hunter2@cache:port/0"),
    ],
)
def test_an_address_that_is_none_is_refused_by_the_name_of_its_variable(tmp_path: Path, variable: str, said: str) -> None:
    refusal = refused(tmp_path, SMALL, **{variable: said})
    assert variable in refusal.sentence
    assert "hunter2" not in refusal.sentence + refusal.remedy


def test_a_redis_by_address_is_not_embedded(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL, REDIS_URL="redis://cache:6379/0")
    assert (settings.redis_url, settings.redis_embedded) == ("redis://cache:6379/0", False)


def test_another_port_takes_the_fake_aggregator_along(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL, GATEWAY_PORT="9100")
    assert (settings.web.port, settings.stub.port) == (9100, 9101)
    assert settings.web.public_url == "http://127.0.0.1:9100"


def test_a_public_address_stays_whatever_the_port(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL + "web: {public_url: 'https://x.example/'}\n", GATEWAY_PORT="9100")
    assert settings.web.public_url == "https://x.example"


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(SMALL)
    environ = {"GATEWAY_CONFIG": str(tmp_path / "config.yaml"), "GATEWAY_PORT": "9100", "GATEWAY_VAR": str(tmp_path / "other")}
    settings = load_settings(environ, port=9200)
    assert (settings.web.port, settings.var) == (9200, tmp_path / "other")


def test_passwords_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL, DATABASE_URL="postgresql://u:hunter2@db/g", REDIS_URL="redis://:hunter2@cache/0")
    assert "hunter2" not in repr(settings) + str(settings)


def test_a_path_too_long_for_a_socket_gets_a_private_place_of_its_own(tmp_path: Path) -> None:
    deep, other = tmp_path / ("d" * 120), tmp_path / ("e" * 120)
    assert len(str(embedded_socket(deep))) < 100
    assert embedded_socket(deep) != embedded_socket(other)
    assert embedded_socket(Path("/srv/var")) == Path("/srv/var/redis/redis.sock")


TARGET = "is a percentage from 1 to 100, such as 80, or one from a day on, such as {percent: 80, since: 2026-07-01}"
FAULTS = {
    "unknown section": ("webb: {port: 1}\n" + SMALL, "line 1, column 1: “webb” is not a setting. Did you mean “web”?"),
    "unknown setting": (SMALL + "web:\n  prot: 1\n", "line 15, column 3: “web.prot” is not a setting. Did you mean “port”?"),
    "unlike anything": (SMALL + "clock: {zzz: 1}\n", "Here stand: every_s."),
    "not a number": (SMALL + "web: {port: abc}\n", "“web.port” must be a whole number, not “abc”."),
    "not yes or no": (SMALL + "stub: {enabled: perhaps}\n", "“stub.enabled” must be yes or no, not “perhaps”."),
    "not one of": (SMALL.replace("environment: stub", "environment: test"), "must be 'stub', 'sandbox' or 'live', not “test”."),
    "missing": (SMALL.replace("    country: LS\n", ""), "“channels.main.country” is missing."),
    "twice": (SMALL + "web: {port: 1}\nweb: {port: 2}\n", "line 15, column 1: “web” stands here twice."),
    "alias": ("a: &a 1\nb: *a\n", "alias"),
    "not YAML": ("web: [1\n", "This is not YAML"),
    "too deep": ("a: " + "[" * 1500, "This is not YAML"),
    "a single value": ("hello", "not a single value"),
    "empty": ("", "“channels” is missing."),
    "zone": (SMALL.replace("Africa/Maseru", "Africa/Nowhere"), "line 12, column 5: “ministries.health.time_zone”"),
    "country": (SMALL.replace("country: LS", "country: Lesotho"), "a country in two capital letters"),
    "home country": (SMALL.replace("country: LS", "country: LS\n    countries: [KE]"), "LS is missing in countries"),
    "live as sandbox": (SMALL.replace("environment: stub", "environment: live"), "environment and username disagree"),
    "sandbox as live": (SMALL.replace("stub", "sandbox").replace("username: sandbox", "username: us"), "disagree"),
    "capital sandbox": (SMALL.replace("username: sandbox", "username: 'Sandbox '"), "written small and without blanks"),
    "live, no address": (SMALL.replace("stub", "live").replace("username: sandbox", "username: us"), "https://"),
    "one port for two": (SMALL + "stub: {port: 8000}\n", "another port"),
    "survey of two": (
        SMALL + SMALL.partition("ministries:\n")[2].replace("health", "second"),
        "“clinic” already belongs to “health”",
    ),
    **{
        f"a target of {said}": (f"{SMALL}    targets: {{all: {said}}}\n", f"“ministries.health.targets.all”: {TARGET}.")
        for said in (
            "high",
            "0",
            "101",
            "[80]",
            "{percent: 80, from: 2026-07-01}",
            "{since: 2026-07-01}",
            "{percent: 80, since: July}",
            "{percent: 101, since: 2026-07-01}",
            "{}",
        )
    },
    "name in a channel": (SMALL.replace("    environment", "    name: x\n    environment"), "“name” is no setting"),
}


def test_a_target_holds_always_or_from_its_day_on(tmp_path: Path) -> None:
    said = "    targets: {all: 80, clinic: {percent: 75, since: 2026-07-01}, office: {percent: 60}}\n"
    targets = settings_of(tmp_path, SMALL + said).ministries["health"].targets
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1))
    holds = {name: [target.holds_on(day) for day in days] for name, target in targets.items()}
    assert holds == {"all": [True] * 3, "clinic": [False, True, True], "office": [True] * 3}
    assert {name: str(target.share) for name, target in targets.items()} == {"all": "0.8", "clinic": "0.75", "office": "0.6"}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, case: str) -> None:
    text, told = FAULTS[case]
    assert told in refused(tmp_path, text).sentence


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    sentence = refused(tmp_path, SMALL.replace("LS", "ls") + "web: {port: x, prot: 1}\nclocks: {}\n").sentence
    assert sentence.startswith("config.yaml has 4 faults:")
    assert sentence.index("country") < sentence.index("web.port") < sentence.index("web.prot") < sentence.index("clocks")


def test_a_secret_written_where_a_name_belongs_is_not_repeated(tmp_path: Path) -> None:
    assert "atsk_hunter2" not in refused(tmp_path, SMALL.replace("api_key: API_KEY", "api_key: atsk_hunter2")).sentence


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    assert f"GATEWAY_PORT is “{port}”" in refused(tmp_path, SMALL, GATEWAY_PORT=port).sentence


def test_a_configuration_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"nowhere\.yaml cannot be read: No such file") as caught:
        load_settings({"GATEWAY_CONFIG": str(tmp_path / "nowhere.yaml")})
    assert "GATEWAY_CONFIG" in caught.value.remedy


def test_a_survey_and_a_code_lead_to_their_owners(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SMALL)
    ministry, channel = settings.ministry_of("clinic"), settings.channel_of("*120*45#")
    assert ministry is not None
    assert channel is not None
    assert (ministry.key, channel.name) == ("health", "main")
    assert settings.ministry_of("x") is settings.channel_of("1") is None
