"""Writing a letter: its number, its words filled in and sealed, and its place in the timeline."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from wagtail_disclosure.cases.exceptions import NotPossible
from wagtail_disclosure.cases.letters import merge_fields, recording
from wagtail_disclosure.cases.letters.answers import answer_words
from wagtail_disclosure.cases.letters.kinds import LetterKind
from wagtail_disclosure.cases.letters.numbers import take_number
from wagtail_disclosure.cases.letters.remedies import remedies_in_force
from wagtail_disclosure.cases.letters.texts import (
    LetterText,
    MissingValue,
    compose,
    remedy_texts,
)
from wagtail_disclosure.cases.letters.values import ASKED, case_values
from wagtail_disclosure.cases.models import Answer, CaseEvent, Letter, LetterTemplate
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Outcome
from wagtail_disclosure.rules.plain_text import ForbiddenCharacter, clean_text

NO_NUMBER_YET = "……"


def write(
    case: Any,
    *,
    kind: str,
    by: Any,
    on: date,
    values: Mapping[str, Any] | None = None,
    outcome: Outcome | None = None,
    recipient: str | None = None,
    reason: str = "",
) -> Letter:
    """Write the letter of ``kind`` in the language of the case; ``by`` is a user or an Actor.

    ``values`` are what the kind asks its writer for (``kind.facts.asks``): texts, in which the
    applicant may be named by merge fields, and days. Letters to others take the
    ``recipient_name``, and may take the ``recipient_address`` and the ``recipient_email``. The
    words of an answer are those of the delivered Answer and can't be given; neither can remedies,
    which follow from outcome and day. ``recipient`` is for callers who want to be sure: a kind
    goes to one sort of people. ``reason`` is kept in the timeline, where no other event has it.

    Whoever calls this has checked the permission and opened the transaction: a letter is part of
    an action on its case.
    Raises MissingValue, NotPossible; encryption.CannotDecrypt.
    """
    case = case.concrete()
    kind = LetterKind(kind)
    if recipient is not None and recipient != kind.facts.recipient:
        raise NotPossible(
            _("“%(kind)s” does not go to: %(recipient)s.")
            % {"kind": kind.label, "recipient": recipient}
        )
    template = template_for(kind, case.language)
    answer = _delivered(case) if kind.facts.is_answer else None
    outcome = answer.outcome if answer else outcome
    filled = _values(case, kind, on=on, outcome=outcome, given=values or {}, answer=answer)
    # Once without a number: whatever is missing shows before others wait for the series.
    _compose(case, template, filled, number=NO_NUMBER_YET, on=on, outcome=outcome)
    number = take_number(template, body=case.body, on=on)
    text = _compose(case, template, filled, number=number, on=on, outcome=outcome)
    letter = _store(case, template, text, by=by, on=on, outcome=outcome)
    recording.record(letter, CaseEvent.Kind.LETTER_WRITTEN, by=by, on=on, reason=reason)
    return letter


def preview(
    case: Any,
    *,
    kind: str,
    on: date,
    values: Mapping[str, Any] | None = None,
    outcome: Outcome | None = None,
) -> LetterText:
    """The letter as it would be written, without a number, a row or an event.

    Who applied stays masked by the questions of the form, because nobody's looking is recorded;
    an answer shows as far as it is drafted. Raises MissingValue.
    """
    case = case.concrete()
    kind = LetterKind(kind)
    answer = case.answers.order_by("pk").last() if kind.facts.is_answer else None
    outcome = answer.outcome if answer else outcome
    filled = _values(
        case, kind, on=on, outcome=outcome, given=values or {}, answer=answer, is_masked=True
    )
    template = template_for(kind, case.language)
    return _compose(case, template, filled, number=NO_NUMBER_YET, on=on, outcome=outcome)


def template_for(kind: LetterKind, language: str) -> LetterTemplate:
    """The published template in ``language``, else in the site's own.

    Raises NotPossible, saying what to do, where there is neither.
    """
    published = LetterTemplate.objects.filter(kind=kind, live=True).select_related("locale")
    by_language = {template.locale.language_code: template for template in published}
    found = by_language.get(language) or by_language.get(conf.default_language())
    if found is None:
        raise NotPossible(
            _("There is no published template “%(kind)s”. Somebody has to publish one first.")
            % {"kind": kind.label}
        )
    return found


def _delivered(case: Any) -> Answer:
    """The answer that the guard let through: no letter carries words that nobody cleared."""
    answer = Answer.objects.disclosed().filter(case_id=case.pk).order_by("pk").last()
    if answer is None or not answer.is_disclosed:
        raise NotPossible(_("The letter with the answer is written once the answer is delivered."))
    return answer


def _values(
    case: Any,
    kind: LetterKind,
    *,
    on: date,
    outcome: Outcome | None,
    given: Mapping[str, Any],
    answer: Answer | None,
    is_masked: bool = False,
) -> dict[str, str]:
    """Every merge field of the letter, with the texts of its writer filled in themselves."""
    given = {name: _cleaned(value) for name, value in given.items()}
    for name in kind.facts.asks:
        if not given.get(name):
            raise MissingValue(name, ASKED[name])
    values = case_values(case, kind, on=on, outcome=outcome, given=given, is_masked=is_masked)
    applicant = {}
    if kind.facts.recipient.may_read_identity and not is_masked:
        applicant = merge_fields.values_for(case)
    known = {**applicant, **values}
    texts = {name: merge_fields.fill(values[name], known) for name in kind.facts.asks}
    if answer is not None:
        with override(case.language):
            texts["answer"] = answer_words(answer, language=case.language, applicant=applicant)
    return {**values, **texts}


def _cleaned(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return clean_text(value)
    except ForbiddenCharacter as error:
        said = _("The character %(code_point)s can't be used here.")
        raise NotPossible(said % {"code_point": error.code_point}) from error


def _compose(
    case: Any,
    template: LetterTemplate,
    values: Mapping[str, str],
    *,
    number: str,
    on: date,
    outcome: Outcome | None,
) -> LetterText:
    language = case.language
    with override(language):
        remedies = []
        if template.has_remedies:
            in_force = remedies_in_force(case.law, on=on, outcome=outcome)
            remedies = remedy_texts(in_force, language=language)
        return compose(
            template, values=values, number=number, remedies=remedies, on=on, language=language
        )


def _store(
    case: Any,
    template: LetterTemplate,
    text: LetterText,
    *,
    by: Any,
    on: date,
    outcome: Outcome | None,
) -> Letter:
    author = Actor.of(by)
    kind = LetterKind(template.kind)
    letter = Letter(
        case=case,
        kind=kind,
        recipient=kind.facts.recipient,
        number=text.number,
        on=on,
        language=text.language,
        outcome_code=outcome.code if outcome else "",
        template_digest=template.digest,
        template_revision_id=template.live_revision_id,
        author_id=author.id,
        author_name=author.name,
    )
    letter.seal(text)
    letter.save()
    return letter
