"""From the cells of a row to values, with a reason for each that is wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.importers.readers import Row, language_suffix
from wagtail_disclosure.catalog.importers.report import RowError
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_line, clean_text
from wagtail_disclosure.rules.written_dates import read_date

TRUE = {"true", "1", "yes", "是"}


class BadRow(ValueError):
    """A row can't be imported; ``problems`` are (column, reason) pairs."""

    def __init__(self, *problems: tuple[str, str]):
        self.problems = problems
        super().__init__("; ".join(f"{column}: {reason}" for column, reason in problems))

    def errors(self, row: Row) -> list[RowError]:
        return [RowError(row.file, row.line, column, reason) for column, reason in self.problems]

    @classmethod
    def of(cls, error: ValidationError, columns: dict[str, str]) -> "BadRow":
        """What a model refused, by the columns that its fields came from."""
        if not hasattr(error, "error_dict"):
            return cls(*(("", message) for message in error.messages))
        return cls(
            *(
                (columns.get(name, name), message)
                for name, messages in error.message_dict.items()
                for message in messages
            )
        )


class Cells:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, row: Row):
        self.row = row
        self.problems: list[tuple[str, str]] = []
        if row.has_wrong_length:
            self.problems.append(("", _("The row has more or fewer cells than the header.")))

    def check(self) -> None:
        """Raises BadRow if anything read so far was wrong."""
        if self.problems:
            raise BadRow(*self.problems)

    def refuse(self, column: str, reason: str) -> None:
        self.problems.append((column, reason))

    def line(self, column: str, *, required: bool = False, longest: int | None = None) -> str:
        """One line of text; empty where the cell is empty or wrong."""
        return self._text(column, clean_line, required=required, longest=longest)

    def text(self, column: str, *, required: bool = False) -> str:
        """Text of several lines."""
        return self._text(column, clean_text, required=required, longest=None)

    def day(self, column: str) -> date | None:
        """A date in one of the ways that people write it; None where the cell is empty or wrong."""
        written = self.line(column)
        if not written:
            return None
        try:
            return read_date(written)
        except ValueError:
            return self._no_day(column)

    def among(self, values: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
        """Those of ``values`` by field whose column the table has; other fields stay as they are.

        ``columns`` names the column where it has another name than the field.
        """
        return {
            name: value
            for name, value in values.items()
            if columns.get(name, name) in self.row.cells
        }

    def flag(self, column: str) -> bool:
        return self.line(column).lower() in TRUE

    def translations(self, name: str, languages: list[str]) -> dict[str, str]:
        """The texts of the columns ``name_…`` by language code; the first language is required."""
        texts = {
            code: self.line(f"{name}_{language_suffix(code)}", required=position == 0)
            for position, code in enumerate(languages)
        }
        return {code: text for code, text in texts.items() if text}

    def _no_day(self, column: str) -> None:
        self.refuse(column, _("This is not a date of the form 2026-12-31."))

    def _text(
        self, column: str, clean: Callable[[str], str], *, required: bool, longest: int | None
    ) -> str:
        try:
            text = clean(self.row.cells.get(column, ""))
        except ForbiddenCharacter as error:
            reason = _("The character %(code_point)s can't be used here.")
            self.refuse(column, reason % {"code_point": error.code_point})
            return ""
        if required and not text:
            self.refuse(column, _("A value is missing."))
        if longest and len(text) > longest:
            reason = _("%(length)d characters, at most %(longest)d are possible.")
            self.refuse(column, reason % {"length": len(text), "longest": longest})
            return ""
        return text
