"""What is wrong with ``config.yaml``, in sentences a person can act on."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from pydantic_core import ErrorDetails

from gateway.config_text import Fault
from gateway.refusal import Refusal

_PATTERNS = {
    r"^[A-Z]{2}$": "a country in two capital letters, such as LS",
    r"^[A-Z][A-Z0-9_]*$": "the name of an environment variable, in capital letters",
    r"^[A-Z]{3}$": "a currency in three capital letters, such as LSL",
    r"^[a-z][a-z0-9-]*$": "a name in small letters, digits and hyphens",
}
"""What the patterns of the settings mean."""


def sentence(error: ErrorDetails, known: Sequence[str]) -> str:
    """One fault in words; ``known`` are the settings that may stand where the faulty one stands."""
    name = ".".join(str(part) for part in error["loc"])
    said = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return f"“{name}” is not a setting.{_did_you_mean(str(error['loc'][-1]), known)}"
        case "missing":
            return f"“{name}” is missing."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"“{name}” must be a whole number, not “{said}”."
        case "float_parsing" | "float_type" | "decimal_parsing" | "decimal_type":
            return f"“{name}” must be a number, not “{said}”."
        case "bool_parsing" | "bool_type":
            return f"“{name}” must be yes or no, not “{said}”."
        case "tuple_type" | "list_type" | "frozen_set_type":
            return f"“{name}” must be a list, such as [one, two]."
        case "literal_error":
            return f"“{name}” must be {error['ctx']['expected']}, not “{said}”."
        case "string_pattern_mismatch":
            return f"“{name}” must be {_PATTERNS[error['ctx']['pattern']]}."  # never what was said: it may be a secret
        case "value_error":
            return f"“{name}”: {error['ctx']['error']}."
        case _:
            return f"“{name}”: {error['msg'][0].lower()}{error['msg'][1:]}."


def refusal(file: str, faults: Sequence[Fault]) -> Refusal:
    """All faults at once, in the order of the file."""
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    lines = [f"line {f.line}, column {f.column}: {f.sentence}" if f.line else f.sentence for f in ordered]
    told = f"{file}, {lines[0]}" if len(lines) == 1 else "\n  ".join([f"{file} has {len(lines)} faults:", *lines])
    return Refusal(told, "Correct the file; the config.yaml that comes with the gateway explains every setting.")


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean “{close[0]}”?" if close else f" Here stand: {', '.join(known)}."
