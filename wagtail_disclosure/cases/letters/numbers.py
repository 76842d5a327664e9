"""The numbers of letters: one series for each group of kinds and year, without gaps or doubles."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wagtail_disclosure.cases.letters.kinds import LetterKind, Series
from wagtail_disclosure.core.models import NumberSeries
from wagtail_disclosure.rules.number_templates import may_collide
from wagtail_disclosure.rules.references import BadTemplate, check_template, format_reference


def take_number(template: Any, *, body: Any, on: date) -> str:
    """The next number for a letter of ``on``; empty for kinds without numbers.

    Whoever takes one makes others wait until the transaction ends, so take it last.
    """
    series = LetterKind(template.kind).facts.series
    if not template.number_template or series == Series.NONE:
        return ""
    serial = NumberSeries.take_next(f"letter-{series}-{on.year}")
    return format_reference(
        template.number_template, orgcode=body.code, year=on.year, serial=serial
    )


def template_problem(template: Any, *, others: Any) -> str | None:
    """Why the number template of a letter template can't be used beside those of ``others``."""
    own = template.number_template
    try:
        check_template(own)
        clashing = [other for other in others if _clash(template, other)]
    except BadTemplate:
        return _(
            "“%(template)s” is no template of numbers. It needs {year} and {serial}, and may have "
            "{orgcode} and zeros in front as in {serial:05d}."
        ) % {"template": own}
    if clashing:
        return _(
            "Letters of this kind could get the same number as “%(other)s”, which counts by "
            "itself. Use other characters."
        ) % {"other": clashing[0]}
    return None


def _clash(one: Any, other: Any) -> bool:
    if not other.number_template:
        return False
    same_series = LetterKind(one.kind).facts.series == LetterKind(other.kind).facts.series
    if one.number_template == other.number_template and same_series:
        return False
    # The organization code is the same in both, whatever it is.
    return may_collide((one.number_template, "0"), (other.number_template, "0"))
