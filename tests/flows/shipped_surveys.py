"""The surveys that ship, with the lists beside them, and their golden conversations."""

from pathlib import Path

from flows.load import load
from flows.model import Flow

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
TALKS = sorted(SURVEYS.glob("*.talk.yaml"))
NAMES = sorted(path.stem for path in SURVEYS.glob("*.yaml") if path not in TALKS)


def shipped(name: str) -> Flow:
    """The survey of that name as it is read; every list it names is there."""
    flow = load((SURVEYS / f"{name}.yaml").read_bytes(), lambda list_name: (SURVEYS / list_name).read_bytes()).flow
    assert flow is not None
    return flow


def talks_of(name: str) -> str:
    """The text of a survey's golden conversations."""
    return (SURVEYS / f"{name}.talk.yaml").read_text("utf-8")
