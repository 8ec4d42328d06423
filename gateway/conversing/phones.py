"""Phone numbers as answers: what the engine is handed to hold is sealed, and made only where a survey asks for a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway import numbers

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.settings import Settings
    from storage.contacts import Vault


class PersonsPhones:
    """What one person on one channel means by *This number*, and by a number that they type (``flows.state.Phones``)."""

    __slots__ = ("_channel", "_contact_id", "_number", "_settings", "_vault")

    def __init__(self, vault: Vault, settings: Settings, channel: Channel, number: str, contact_id: int) -> None:
        """``number`` is theirs, as it came; whatever is sealed is bound to ``contact_id`` and opens for no one else."""
        self._vault = vault
        self._settings = settings
        self._channel = channel
        self._number = number
        self._contact_id = contact_id

    def own(self) -> str | None:
        """Their own number, sealed; ``None`` for a sender that cannot be called."""
        if not numbers.is_person(self._number):
            return None
        return self._vault.seal_answer(numbers.identity(self._number, self._channel.country), self._contact_id)

    def read(self, said: str) -> str | None:
        """A number that was typed, sealed; ``None`` if it is not valid in a country of this installation.

        One without its country's code is of the country of their own number, else of the channel's.
        """
        served = self._settings.countries
        own = numbers.country_of(numbers.identity(self._number, self._channel.country))
        for country in dict.fromkeys((own, self._channel.country)):
            number = numbers.typed(said, country, served) if country in served else None
            if number is not None:
                return self._vault.seal_answer(number, self._contact_id)
        return None
