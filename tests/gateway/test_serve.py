"""The web server gets what ``config.yaml`` says, and writes no access log: callback addresses hold a secret."""

from itertools import pairwise

from gateway.config_sections import Web
from gateway.serve import command
from gateway.settings import ROOT


def test_granian_is_started_as_configured() -> None:
    words = command(Web(host="0.0.0.0", port=9000, workers=3, threads=5))
    options = dict(pairwise(words))
    said = [options[name] for name in ("--host", "--port", "--workers", "--blocking-threads")]
    assert said == ["0.0.0.0", "9000", "3", "5"]
    assert options["--interface"] == "wsgi"
    assert "--respawn-failed-workers" in words
    assert not [word for word in words if "access-log" in word]


def test_the_procfile_names_web_worker_and_clock() -> None:
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["web", "worker", "clock"]
