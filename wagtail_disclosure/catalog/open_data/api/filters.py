"""From what was asked to rows of the projection."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Q, Value, When

from wagtail_disclosure.catalog.models import CategoryPage, EntryPage
from wagtail_disclosure.catalog.open_data.api.schemas import EntryQuestion
from wagtail_disclosure.rules.validity import Validity

# Parameters that ask for one value of a column.
COLUMNS = {
    "disclosure_class": "disclosure_class",
    "body": "issuing_body__code",
    "unit": "responsible_unit",
    "year": "year",
    "subject_class": "subject_class__code",
    "genre": "genre__code",
    "index_number": "index_number",
}


def filtered(rows: Any, question: EntryQuestion, *, today: date) -> Any:
    """Those of ``rows`` that fit, except for the words; none where the category is not public."""
    given = {name: getattr(question, name) for name in COLUMNS}
    rows = rows.filter(
        **{COLUMNS[name]: value for name, value in given.items() if value is not None}
    )
    if question.category is not None:
        category = CategoryPage.objects.disclosed().filter(pk=question.category).first()
        rows = rows.below(category) if category else rows.none()
    if question.validity is not None:
        rows = rows.annotate(validity_today=validity_on(today))
        rows = rows.filter(validity_today=question.validity)
    if question.modified_since is not None:
        rows = rows.filter(changed_at__gte=question.modified_since)
    return rows


def validity_on(day: date) -> Case:
    """What ``rules.validity.validity_on`` says of a row; empty where that is None."""
    has_ended = Q(expires_on=None) | Q(expires_on__lte=day)
    is_repealed = Q(validity=Validity.REPEALED.value) | Q(is_repealed=True)
    is_expired = Q(expires_on__isnull=False) | Q(validity=Validity.EXPIRED.value)
    is_amended = Q(validity=Validity.AMENDED.value) | Q(is_amended=True)
    says_something = ~Q(validity="") | Q(effective_on__isnull=False) | Q(expires_on__isnull=False)
    cases = (
        (Q(effective_on__gt=day), Validity.NOT_YET),
        (is_repealed & has_ended, Validity.REPEALED),
        (has_ended & is_expired, Validity.EXPIRED),
        (is_amended, Validity.AMENDED),
        (says_something, Validity.IN_FORCE),
    )
    whens = [When(condition, then=Value(validity.value)) for condition, validity in cases]
    return Case(*whens, default=Value(""), output_field=CharField())


def found_by_words(rows: Any, words: str, *, first: int, number: int) -> list[int]:
    """Keys of those of ``rows`` that have the ``words``, the best matches first."""
    entries = EntryPage.objects.filter(pk__in=rows.order_by().values("pk")).defer("body")
    return [entry.pk for entry in entries.search(words)[first : first + number]]
