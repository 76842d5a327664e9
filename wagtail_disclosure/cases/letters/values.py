"""What the merge fields of letters stand for: the case, its law and days, and who applied."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.letters import merge_fields
from wagtail_disclosure.cases.letters.kinds import LetterKind, Recipient
from wagtail_disclosure.cases.letters.people import applicant_of
from wagtail_disclosure.cases.request_forms.definitions import DESCRIPTION_KEY, Definition
from wagtail_disclosure.core.citations import cited
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.core.models import Outcome

DELIVERY_KEY = "delivery"

FIELDS = {
    "addressee": _("Name of whoever gets the letter"),
    "address": _("Postal address of whoever gets the letter"),
    "agency": _("Our agency"),
    "unit": _("Unit in charge"),
    "case_number": _("Number of the request"),
    "submitted_on": _("Day of submission"),
    "received_on": _("Day of receipt"),
    "due_on": _("Day by which the answer is due"),
    "written_on": _("Day of the letter"),
    "letter_number": _("Number of the letter"),
    "law": _("Name of the law"),
    "legal_basis": _("Legal basis, from the field of that name"),
}
# What the applicant wrote is quoted to nobody but the applicant: it may say who that is.
OF_REQUEST = {
    "request": _("What was asked for"),
    "delivery": _("How the answer is wanted"),
}
OF_ANSWER = {
    "answer": _("Text of the answer"),
    "outcome": _("Outcome"),
    "outcome_basis": _("Legal basis of the outcome"),
}
ASKED = {
    "recipient_name": _("Name of whoever is asked"),
    "correction": _("What has to be corrected"),
    "reply_by": _("Last day to reply"),
    "reasons": _("Reasons"),
    "information": _("The information in question"),
    "question": _("What the other agency is asked for"),
    "amount": _("Amount of the fee"),
    "calculation": _("How the fee is calculated"),
    "pay_by": _("Last day to pay"),
    "how_to_pay": _("How to pay"),
    "transferred_to": _("The agency that the request was passed on to"),
}
# A line that holds nothing but these, and has none of them, is left out of the letter.
MAY_BE_EMPTY = frozenset({"address", "unit", "delivery", "letter_number", "outcome_basis"})


def fields_of(kind: LetterKind) -> dict[str, Any]:
    """Every merge field of letters of ``kind``, with what it stands for in words."""
    fields = {**FIELDS, **{name: ASKED[name] for name in kind.facts.asks}}
    if kind.facts.recipient.may_read_identity:
        fields |= OF_REQUEST
    return fields | OF_ANSWER if kind.facts.is_answer else fields


def unknown_in(template: Any) -> str | None:
    """The first merge field of a template that letters of its kind don't have."""
    known = fields_of(LetterKind(template.kind))
    text = "\n".join((template.heading, template.legal_basis, template.body))
    used = merge_fields.FIELD.findall(text)
    return next((name for name in used if name not in known), None)


def written(value: Any, *, language: str) -> str:
    """A value as it stands in a letter: days in full, everything else as it is."""
    if not isinstance(value, date):
        return str(value if value is not None else "")
    with translation.override(language):
        return written_day(value)


def case_values(
    case: Any,
    kind: LetterKind,
    *,
    on: date,
    outcome: Outcome | None,
    given: Mapping[str, Any],
    is_masked: bool,
) -> dict[str, str]:
    """Every merge field of a letter but its number and its legal basis.

    With ``is_masked`` the applicant is named by the questions of the form, not by the answers.
    """
    language = case.language
    values: dict[str, Any] = {
        "agency": case.body.name.in_language(language),
        "unit": case.unit.name.in_language(language) if case.unit else "",
        "case_number": case.number,
        "submitted_on": case.submitted_on,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "written_on": on,
        "law": case.law.name.in_language(language),
    }
    if outcome is not None:
        values["outcome"] = outcome.name.in_language(language)
        values["outcome_basis"] = cited(outcome.citation, language=language)
    if kind.facts.recipient.may_read_identity:
        values |= applicant_of(case, is_masked=is_masked).as_values() | _request_values(case)
    if kind.facts.recipient not in (Recipient.APPLICANT, Recipient.FILE):
        values["addressee"] = given.get("recipient_name", "")
        values["address"] = given.get("recipient_address", "")
        values["email"] = given.get("recipient_email", "")
    values |= {name: given.get(name, "") for name in kind.facts.asks}
    return {name: written(value, language=language) for name, value in values.items()}


def _request_values(case: Any) -> dict[str, str]:
    """What was asked for, and how the answer is wanted, in the words of the form."""
    definition = Definition.from_content(case.concrete().form_definition.content)
    answers = case.casecontent.unseal()
    shown = {field.key: field.display(answers.get(field.key)) for field in definition.fields}
    everything = "\n".join(f"{label}: {text}" for label, text in definition.in_words(answers))
    return {
        "request": shown.get(DESCRIPTION_KEY) or everything,
        "delivery": shown.get(DELIVERY_KEY, ""),
    }
