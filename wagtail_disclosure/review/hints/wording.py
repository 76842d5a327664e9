"""Kinds and places of findings in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_disclosure.review.hints.findings import Place


@dataclass(frozen=True)
class Words:
    """A kind of hint; ``must_look`` where it holds the content until somebody has looked."""

    label: str
    must_look: bool = True


KINDS: dict[str, Words] = {
    "id_number": Words(gettext_lazy("Resident ID number")),
    "bank_card": Words(gettext_lazy("Bank card number")),
    "bank_account": Words(gettext_lazy("Bank account")),
    "mobile": Words(gettext_lazy("Mobile phone number")),
    # Most lines are an office's own, which citizens are meant to call.
    "landline": Words(gettext_lazy("Telephone number"), must_look=False),
    "passport": Words(gettext_lazy("Passport or travel permit")),
    "email": Words(gettext_lazy("E-mail address"), must_look=False),
    "hidden_sheet": Words(gettext_lazy("Hidden sheet")),
    "hidden_rows": Words(gettext_lazy("Hidden rows")),
    "hidden_columns": Words(gettext_lazy("Hidden columns")),
    "name_of_hidden": Words(gettext_lazy("Name that points to a hidden sheet")),
    "pivot_cache": Words(gettext_lazy("Copy of the source of a pivot table")),
    "comment": Words(gettext_lazy("Comment or note")),
    "tracked_change": Words(gettext_lazy("Tracked change")),
    "hidden_text": Words(gettext_lazy("Hidden text")),
    "text_under_box": Words(gettext_lazy("Text under a dark box")),
    "open_redaction": Words(gettext_lazy("Redaction that was marked and never carried out")),
    "embedded_file": Words(gettext_lazy("Embedded file")),
    "external_link": Words(gettext_lazy("Link to another file or database")),
    "script": Words(gettext_lazy("Script or macro")),
    "location": Words(gettext_lazy("Place where a picture was taken")),
    "author": Words(gettext_lazy("Name in the file's properties"), must_look=False),
    "properties": Words(gettext_lazy("Remark in the file's properties"), must_look=False),
    "encrypted": Words(gettext_lazy("Protected by a password: could not be looked into")),
    "unreadable": Words(gettext_lazy("Damaged or unusual: could not be looked into")),
    "unknown_form": Words(gettext_lazy("Unknown kind of file: could not be looked into")),
    "too_big": Words(gettext_lazy("Too big: could not be looked into completely")),
    "too_deep": Words(gettext_lazy("Archive within archives: could not be looked into")),
    "too_many": Words(gettext_lazy("There is more than is listed here")),
}

PLACES = {
    "file": "%s",
    "member": "%s",
    "sheet": gettext_lazy("sheet “%s”"),
    "cell": gettext_lazy("cell %s"),
    "page": gettext_lazy("page %s"),
    "line": gettext_lazy("line %s"),
    "paragraph": gettext_lazy("paragraph %s"),
    "field": gettext_lazy("form field “%s”"),
    "header": pgettext_lazy("part of a document", "header%s"),
    "footer": pgettext_lazy("part of a document", "footer%s"),
    "footnotes": pgettext_lazy("part of a document", "footnotes%s"),
    "endnotes": pgettext_lazy("part of a document", "endnotes%s"),
    "data": gettext_lazy("data beside the text%s"),
}


def words_of(place: Place) -> str:
    """A place from outside to inside: the file, the sheet, the cell."""
    return " › ".join(str(PLACES[what]) % value for what, value in place)
