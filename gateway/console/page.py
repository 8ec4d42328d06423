"""A page of the console: the frame around it, its language, and the words that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, render_template, request, session
from jinja2 import StrictUndefined

from gateway.console import static_files
from gateway.console.words import DRAFTS, LANGUAGES, NAMES, Topic, frame, word
from reports.words.numbers import thousands

if TYPE_CHECKING:
    from gateway.console.visitor import Visitor

NAVIGATION: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("console.home", "home", frozenset()),
    ("console.surveys", "surveys", frozenset({"reader", "translator", "editor", "publisher"})),
    ("console.lists", "lists", frozenset({"editor", "publisher"})),
    ("console.visits", "visits", frozenset({"publisher"})),
    ("console.calls", "calls", frozenset({"agent"})),
    ("console.responses", "responses", frozenset({"reader", "editor", "publisher"})),
    ("console.reports", "reports", frozenset({"reader", "editor", "publisher"})),
    ("console.signals", "signals", frozenset({"reader", "editor", "publisher"})),
    ("console.people", "people", frozenset({"administrator"})),
    ("console.audit", "audit", frozenset({"administrator"})),
    ("console.health", "health", frozenset({"administrator", "publisher"})),
)
"""Endpoint, word, roles. What is not built is not shown."""


def prepare(app: Flask) -> None:
    """Let the templates of an application know no undefined name, and where the static files are."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["static"] = static_files.address
    app.jinja_env.globals["is_built"] = static_files.is_there


def page(template: str, topic: Topic, status: int = 200, **given: Any) -> Response:
    """A page from a template that extends ``console/frame.html``; ``say(key, …)`` in it looks up the words of ``topic``."""
    from flask_wtf.csrf import generate_csrf

    language = language_of_page()
    body = render_template(
        f"console/{template}", language=language, languages=NAMES, say=sayer(topic, language),
        frame=sayer(frame.WORDS, language), csrf=generate_csrf, visitor=_visitor(), navigation=_navigation(), count=thousands,
        draft=_draft, **given,
    )  # fmt: skip
    return Response(body, status, {"Content-Language": language})


def sayer(topic: Topic, language: str) -> Callable[..., str]:
    """Looks up whole texts of a topic, in English where the language lacks one, and fills in what is between braces."""

    def say(key: str, **values: object) -> str:
        return word(topic, key, language).format(**values)

    return say


def trouble(key: str, status: int) -> Response:
    """A page that says in words what went wrong and what to do."""
    return page("trouble.html", frame.WORDS, status, key=key)


def language_of_page() -> str:
    """The person's own, else what was chosen on this browser, else the first that the browser asks for, else English."""
    found = _visitor()
    chosen = (found.person.language if found else "") or session.get("language") or ""
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def _draft(code: str, name: str) -> str:
    """A language by its own name, marked in itself where its words are a draft."""
    return word(frame.WORDS, "draft", code).format(language=name) if code in DRAFTS else name


def _visitor() -> Visitor | None:
    found: Visitor | None = g.get("visitor")
    return found


def _navigation() -> list[tuple[str, str]]:
    """Endpoint and word of every page that is built and that the visitor may enter."""
    found = _visitor()
    if found is None or found.needs_factor:
        return []
    built = current_app.view_functions
    return [(at, name) for at, name, roles in NAVIGATION if at in built and found.ministries_as(roles)]
