"""Whether the keys of this installation are those of its database. Only looks: what is new is kept by whoever runs."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.finding import Finding, bad, well
from gateway.doctor.patient import Patient
from gateway.keeping.key_marks import marks_of
from storage import keys

PART = "Database"
_REMEDY = "Give back the keys that belong to this database: var/secrets, or the variables named under secrets in config.yaml."


def matching(patient: Patient) -> Iterator[Finding]:
    """Whether every key that was ever used here is here, unchanged, and opens what is stored."""
    assert patient.secrets is not None
    assert patient.gateway is not None
    ours = marks_of(patient.secrets)
    with patient.look() as u:
        kept = keys.marks(u.connection)
        opens = keys.opens_newest(u.connection, patient.gateway.vault)
    wrong = sorted(name for name, mark in kept.items() if ours.get(name) != mark)
    if wrong:
        missing = "; ".join(f"“{name}” is {'another one' if name in ours else 'missing'}" for name in wrong)
        yield bad(PART, "keys match", f"The keys are not those of this database: {missing}.", _REMEDY)
    elif not opens:
        yield bad(PART, "keys match", "The keys do not open the numbers in this database.", _REMEDY)
    else:
        yield well(PART, "keys match", "The keys are those of this database." if kept else "No key has been used here yet.")
