"""Habits that are easy to lose: small files, a README in each folder, locks and settings without secrets or addresses."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from gateway.config_sections import (
    Channel,
    Clock,
    Guards,
    Invitations,
    Ministry,
    Outbox,
    Retention,
    Spending,
    Spool,
    Stub,
    Ussd,
    Watch,
    Web,
)
from gateway.secrets import Secrets
from gateway.settings import ROOT, Settings

LONGEST_FILE = 400
FOR_CHANGERS = "## For those who change this folder"
"""In flows/README.md the guide for coordinators comes first, and may be long."""


def tracked(pattern: str = "*") -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z", pattern], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).exists()]


def test_no_module_is_a_drawer() -> None:
    too_long = {
        str(path.relative_to(ROOT)): n for path in tracked("*.py") if (n := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert not too_long
    assert not [path for path in tracked("*.py") if path.stem in {"utils", "helpers", "misc", "common"}]


@pytest.mark.parametrize("folder", ["flows", "reports", "storage", "gateway", "tests"])
def test_each_top_folder_says_what_lives_in_it(folder: str) -> None:
    _, _, own = (ROOT / folder / "README.md").read_text(encoding="utf-8").rpartition(FOR_CHANGERS)
    assert 3 <= len(own.splitlines()) <= 40


def test_every_top_folder_is_known() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert folders == {".ci", "docs", "flows", "gateway", "reports", "storage", "tests"}


def test_locks_hold_names_versions_and_hashes_and_nothing_else() -> None:
    line = re.compile(r"[a-z0-9._-]+(\[[a-z]+\])?==\S+( ; [\w\s.'<>=!()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for lock in tracked("requirements*.lock"):
        wrong = [text for text in lock.read_text().splitlines() if not line.fullmatch(text)]
        assert not wrong, lock.name


def test_every_setting_has_a_comment_where_it_first_stands() -> None:
    bare, seen, section, above = [], set(), "", ""
    for line in (ROOT / "config.yaml").read_text(encoding="utf-8").splitlines():
        if (found := re.match(r"( *)([a-z_]+):( .+)?$", line)) and not line.lstrip().startswith("#"):
            indent, name, value = found.groups()
            section = name if not indent else section
            if value and (section, name) not in seen and not above.lstrip().startswith("#"):
                bare.append(f"{section}.{name}")
            seen.add((section, name))
        above = line
    assert not bare
    assert ("ussd", "deadline_s") in seen


def test_every_setting_is_read_by_somebody() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "gateway").rglob("*.py"))
    parts: dict[str, type[BaseModel]] = {
        "web": Web,
        "stub": Stub,
        "channel": Channel,
        "ministry": Ministry,
        "ussd": Ussd,
        "outbox": Outbox,
        "invitations": Invitations,
        "spending": Spending,
        "spool": Spool,
        "guards": Guards,
        "retention": Retention,
        "clock": Clock,
        "watch": Watch,
    }
    names = {f"{part}.{name}" for part, model in parts.items() for name in model.model_fields}
    names.remove("channel.provider")  # it can have but one value
    assert not {name for name in names if not re.search(rf"\.{name.partition('.')[2]}\b", code)}


def test_configuration_names_secrets_and_holds_none() -> None:
    written = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    names = [written["secrets"][key] for key in ("number_keys", "index_key", "binding_key")]
    names += [channel[key] for channel in written["channels"].values() for key in ("hook_secrets", "api_key")]
    assert all(re.fullmatch(r"GATEWAY_[A-Z_]+", name) for name in names)


def test_no_secret_has_a_default() -> None:
    assert not [f for f in Secrets.__dataclass_fields__.values() if f.default is not f.default_factory]
    required = {name for name, field in Settings.model_fields.items() if field.is_required()}
    assert {"database_url", "redis_url", "channels"} <= required
