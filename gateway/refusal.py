"""A person asked for something that cannot be done: one sentence, one remedy, an exit code, never a traceback."""

from __future__ import annotations


class Refusal(Exception):
    """Raised anywhere below a command; the command line prints it and exits with ``code``.

    ``code`` is 1 when the input has problems (a broken survey, an unreachable database) and 2 for misuse (a wrong option,
    a broken ``config.yaml``, a missing key).
    """

    def __init__(self, sentence: str, remedy: str = "", *, code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.code = code
