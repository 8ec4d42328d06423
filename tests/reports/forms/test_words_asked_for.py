"""Every text of a report is asked for by what prints it: none is written, translated and then read by nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from reports.words import LANGUAGES, Topic

ROOT = Path(__file__).parents[3]
WORDS = sorted(path for path in (ROOT / "reports" / "words").glob("*.py") if path.stem != "__init__")
PRINTED = ("PAGES", "COLUMNS")
"""What the printer of the pages looks up without naming it."""
NEAR = ("MAIL", "PAGES")
"""Topics whose keys stand where the topic is named; those of the others are codes that the whole project uses."""


def topics() -> Iterator[tuple[str, str]]:
    for path in WORDS:
        for name, value in vars(import_module(f"reports.words.{path.stem}")).items():
            if name.isupper() and defined(path, name) and is_topic(value):
                yield path.stem, name


def is_topic(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(t, Mapping) and "en" in t for t in value.values())


def defined(path: Path, name: str) -> bool:
    return re.search(rf"^{name}\b.*=", path.read_text(encoding="utf-8"), re.M) is not None


@cache
def sources() -> dict[Path, str]:
    found = [
        p for top in ("reports", "gateway") for p in (ROOT / top).rglob("*") if p.suffix in (".py", ".html", ".txt", ".typ")
    ]
    return {p: p.read_text(encoding="utf-8") for p in found}


@cache
def asked_in(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """The whole strings of a file, and patterns of those with a gap; the keys of tables of words are not among them."""
    text = sources()[path]
    if path.suffix != ".py":
        return frozenset(re.findall(r'"([^"{}]+)"', text)), ()
    nodes = list(ast.walk(ast.parse(text)))
    dicts = [n for n in nodes if isinstance(n, ast.Dict)]
    keys = {id(k) for d in dicts for k, v in zip(d.keys, d.values, strict=True) if texts(v)}
    whole = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in keys}
    return frozenset(whole), tuple(filter(None, (pattern(n) for n in nodes if isinstance(n, ast.JoinedStr))))


def texts(value: ast.expr) -> bool:
    return isinstance(value, ast.Tuple) and len(value.elts) == len(LANGUAGES)


def pattern(string: ast.JoinedStr) -> str:
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) and isinstance(p.value, str) else ".*" for p in string.values]
    return "".join(parts) if len("".join(p for p in parts if p != ".*").strip()) > 1 else ""


def unasked(topic: Topic, name: str) -> set[str]:
    files = [p for p, text in sources().items() if name not in NEAR or p.suffix == ".html" or names(name, text)]
    if any(re.search(rf"\bfor \w+ in {name}\b", sources()[p]) for p in files):
        return set()
    whole = frozenset().union(*(asked_in(p)[0] for p in files))
    gaps = [g for p in files for g in asked_in(p)[1]]
    short = {key: key.removesuffix(" one") if key.removesuffix(" one") in topic else key for key in topic}
    return {key for key, k in short.items() if not {k, key} & whole and not any(re.fullmatch(g, k) for g in gaps)}


def names(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None or (name in PRINTED and "printer" in text)


@pytest.mark.parametrize(("module", "name"), list(topics()))
def test_every_text_is_asked_for_somewhere(module: str, name: str) -> None:
    assert unasked(getattr(import_module(f"reports.words.{module}"), name), name) == set()
