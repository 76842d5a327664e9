"""What a template looks like with made-up values, for its preview."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.letters.kinds import LetterKind, Recipient
from wagtail_disclosure.cases.letters.texts import LetterText, compose
from wagtail_disclosure.cases.letters.values import fields_of, written

DAY = date(2026, 11, 30)
DAYS = frozenset({"submitted_on", "received_on", "due_on", "written_on", "reply_by", "pay_by"})


def sample_of(template: Any) -> LetterText:
    """The letter with each merge field shown as what it stands for, in brackets."""
    language = template.locale.language_code
    kind = LetterKind(template.kind)
    with translation.override(language):
        values = {
            name: written(DAY, language=language) if name in DAYS else f"[{label}]"
            for name, label in fields_of(kind).items()
        }
        remedies = [_("What can be done against the outcome, as in force on the day.")]
        if kind.facts.recipient == Recipient.FILE:
            values["addressee"] = f"[{_('Applicant')}]"
    return compose(
        template,
        values=values,
        number=_sample_number(template),
        remedies=remedies if template.has_remedies else [],
        on=DAY,
        language=language,
    )


def _sample_number(template: Any) -> str:
    """Formatted by hand: an editor previews also what can't be a template of numbers yet."""
    sample = template.number_template.replace("{year}", str(DAY.year))
    return sample.replace("{serial}", "1").replace("{serial:03d}", "001")
