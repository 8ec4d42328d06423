"""The lists of choices of a spreadsheet form, with names that can be stored here."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.exchange.form_texts import FormTexts
from flows.exchange.imported import Note, name_for
from flows.exchange.sheet import Row, Sheet
from flows.model import Option
from flows.words import TEXTS


@dataclass(slots=True)
class FormLists:
    page: Sheet | None
    texts: FormTexts
    notes: list[Note]
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    def written(self, list_name: str) -> list[str]:
        """The choices of a list by the form's own names."""
        return [row.get("name") for row in self._rows(list_name)]

    def options(self, list_name: str) -> tuple[Option, ...]:
        names = self._ours(list_name)
        return tuple(
            Option(names[row.get("name")], self.texts.complete(row, "label", row.get("name"))) for row in self._rows(list_name)
        )

    def name(self, list_name: str, written: str) -> str:
        """Our name of a choice; one that the list has not stays as it was, for the checker to find."""
        return self._ours(list_name).get(written, written)

    def is_yes_or_no(self, list_name: str) -> bool:
        """True for a list of just *yes* and *no* whose labels are the program's own words."""
        rows = self._rows(list_name)
        return [row.get("name") for row in rows] == ["yes", "no"] and all(
            label.casefold() == TEXTS.get(code, {}).get(row.get("name"), "").casefold()
            for row in rows
            for code, label in self.texts.of_row(row, "label").items()
        )

    def _rows(self, list_name: str) -> list[Row]:
        rows = self.page.rows if self.page is not None else ()
        return [row for row in rows if (row.get("list_name") or row.get("list name")) == list_name]

    def _ours(self, list_name: str) -> dict[str, str]:
        if list_name not in self._names:
            taken, names = {"yes", "no"}, dict[str, str]()
            for row in self._rows(list_name):
                written = row.get("name")
                names[written] = written if written in ("yes", "no") else name_for(written, taken)
                if names[written] != written:
                    self.notes.append(Note(f"sheet choices, row {row.number}", f"*{written}* is stored as *{names[written]}*."))
            self._names[list_name] = names
        return self._names[list_name]
