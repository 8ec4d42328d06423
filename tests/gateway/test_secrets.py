"""Where keys come from, and which are not good enough."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.config_sections import Channel
from gateway.refusal import Refusal
from gateway.secrets import Secrets, load_secrets
from gateway.settings import Settings


def key(seed: int) -> str:
    return base64.b64encode(bytes((seed * 7 + n * 31) % 256 for n in range(32))).decode()


GOOD = {
    "GATEWAY_NUMBER_KEYS": f"new:{key(1)},old:{key(2)}",
    "GATEWAY_INDEX_KEY": key(3),
    "GATEWAY_BINDING_KEY": key(4),
    "HOOKS": "Zq8xW3rT6yUiOp0aSdFgHj, vN5kMlPqRsTwXyZ12AbCdEf",
    "API_KEY": "atsk_0f9e8d7c6b5a4321f0e1",
    "TOKENS": "Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6i, Wm5xZ1cVbN8qLr4TtYpGhJkD2sFaE7uO",
}


def settings(var: Path, environment: str = "stub", generate: bool = True) -> Settings:
    username = {"stub": "us", "sandbox": "sandbox", "live": "us"}[environment]
    channel = Channel.model_validate(
        {"name": "main", "environment": environment, "username": username, "country": "LS", "codes": ["1"],
         "hook_secrets": "HOOKS", "api_key": "API_KEY"}
    )  # fmt: skip
    ministries = {
        key: {"key": key, "name": key, "time_zone": "Africa/Maseru", "surveys": (), **more}
        for key, more in {"health": {"api_tokens": "TOKENS"}, "transport": {}}.items()
    }
    return Settings.model_validate(
        {"var": var, "database_url": "sqlite://", "redis_url": "unix://x", "channels": {"main": channel},
         "ministries": ministries, "secrets": {"generate": generate}}
    )  # fmt: skip


def refused(var: Path, environ: dict[str, str], environment: str = "stub") -> Refusal:
    with pytest.raises(Refusal) as caught:
        load_secrets(settings(var, environment), environ)
    assert caught.value.code == 2
    assert caught.value.remedy
    return caught.value


def test_a_first_run_makes_keys_that_only_their_owner_can_read(tmp_path: Path) -> None:
    made = load_secrets(settings(tmp_path), {})
    assert all(len(k) == 32 for k in (made.index_key, made.binding_key, *made.number_keys.values()))
    assert len(made.hook_secrets["main"][0]) == 32
    assert len(made.api_tokens["health"][0]) == 40
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "secrets").iterdir()}
    assert (modes, stat.S_IMODE((tmp_path / "secrets").stat().st_mode)) == ({0o600}, 0o700)


def test_the_next_run_finds_the_same_keys_and_another_folder_others(tmp_path: Path) -> None:
    first, again = load_secrets(settings(tmp_path), {}), load_secrets(settings(tmp_path), {})
    elsewhere = load_secrets(settings(tmp_path / "elsewhere"), {})
    assert first == again
    assert first.index_key != elsewhere.index_key
    assert first.hook_secrets != elsewhere.hook_secrets


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_secrets(settings(tmp_path), {}).index_key, range(16)))
    assert len(set(found)) == 1


def test_the_environment_gives_all_keys_and_nothing_is_written(tmp_path: Path) -> None:
    found = load_secrets(settings(tmp_path, "live"), GOOD)
    assert (found.current_key, list(found.number_keys)) == ("new", ["new", "old"])
    assert found.hook_secrets == {"main": ("Zq8xW3rT6yUiOp0aSdFgHj", "vN5kMlPqRsTwXyZ12AbCdEf")}
    assert found.api_keys == {"main": GOOD["API_KEY"]}
    assert found.api_tokens == {"health": ("Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6i", "Wm5xZ1cVbN8qLr4TtYpGhJkD2sFaE7uO")}
    assert not list(tmp_path.iterdir())


def test_a_ministry_that_names_no_variable_has_no_tokens(tmp_path: Path) -> None:
    assert "transport" not in load_secrets(settings(tmp_path), {}).api_tokens


@pytest.mark.parametrize("variable", GOOD)
def test_each_key_may_stand_in_a_file(tmp_path: Path, variable: str) -> None:
    (tmp_path / "kept").write_text(GOOD[variable] + "\n")
    environ = {name: value for name, value in GOOD.items() if name != variable}
    found = load_secrets(settings(tmp_path, "live"), {**environ, f"{variable}_FILE": str(tmp_path / "kept")})
    assert found == load_secrets(settings(tmp_path, "live"), GOOD)


@pytest.mark.parametrize("variable", GOOD)
def test_a_live_channel_does_not_start_without_a_key(tmp_path: Path, variable: str) -> None:
    environ = {name: value for name, value in GOOD.items() if name != variable}
    assert variable in refused(tmp_path, environ, "live").sentence
    assert not list(tmp_path.iterdir())


def test_the_sandbox_needs_its_own_api_key_and_no_other(tmp_path: Path) -> None:
    assert "API_KEY is not set" in refused(tmp_path, {}, "sandbox").sentence
    assert load_secrets(settings(tmp_path, "sandbox"), {"API_KEY": GOOD["API_KEY"]}).hook_secrets["main"]


def test_keys_are_not_made_where_that_is_forbidden(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="GATEWAY_NUMBER_KEYS is not set"):
        load_secrets(settings(tmp_path, generate=False), {})


WEAK = {
    "not base64": ("GATEWAY_INDEX_KEY", "%%%"),
    "16 bytes": ("GATEWAY_INDEX_KEY", base64.b64encode(bytes(range(16))).decode()),
    "all zero": ("GATEWAY_BINDING_KEY", base64.b64encode(bytes(32)).decode()),
    "no id": ("GATEWAY_NUMBER_KEYS", key(1)),
    "one id twice": ("GATEWAY_NUMBER_KEYS", f"a:{key(1)},a:{key(2)}"),
    "index is a number key": ("GATEWAY_INDEX_KEY", key(1)),
    "short callback secret": ("HOOKS", "abc123"),
    "callback secret of one letter": ("HOOKS", "a" * 40),
    "a default callback secret": ("HOOKS", "please-change-me-0123456789"),
    "not for an address": ("HOOKS", "Zq8xW3rT6yUiOp0a/SdFgHj?"),
    "three callback secrets": ("HOOKS", "Zq8xW3rT6yUiOp0aSdFgHj,vN5kMlPqRsTwXyZ12AbCdEf,b6TgHyUjMkIoLp0QaZwSx1"),
    "the same callback secret twice": ("HOOKS", "Zq8xW3rT6yUiOp0aSdFgHj,Zq8xW3rT6yUiOp0aSdFgHj"),
    "short API key": ("API_KEY", "x"),
    "token of 31 signs": ("TOKENS", "Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6"),
    "token with a blank inside": ("TOKENS", "Jq4vT9wXzB2nM7kL p3RsYdFgHa8CeU6i1"),
    "token of one letter": ("TOKENS", "a" * 40),
    "a default token": ("TOKENS", "please-change-me-0123456789-0123456789"),
    "an empty token": ("TOKENS", "Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6i,"),
    "three tokens": ("TOKENS", f"{GOOD['TOKENS']},b6TgHyUjMkIoLp0QaZwSx1EdC9vRf5Nn"),
    "one token twice": ("TOKENS", "Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6i,Jq4vT9wXzB2nM7kLp3RsYdFgHa8CeU6i"),
}


@pytest.mark.parametrize("case", WEAK)
def test_a_weak_key_is_refused_by_the_name_of_its_variable_and_not_shown(tmp_path: Path, case: str) -> None:
    variable, value = WEAK[case]
    refusal = refused(tmp_path, {**GOOD, variable: value}, "live")
    assert variable in refusal.sentence or refusal.sentence.startswith("Two ")
    assert len(value) < 4 or value not in refusal.sentence + refusal.remedy


def test_printed_secrets_show_none(tmp_path: Path) -> None:
    found = load_secrets(settings(tmp_path, "live"), GOOD)
    assert repr(found) == str(found) == "Secrets(current_key='new')"
    assert isinstance(found, Secrets)
