"""What somebody asks the deadline calculator."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core.calculator.time_limits import law_name, time_limits
from wagtail_disclosure.core.days import written_day
from wagtail_disclosure.rules.clocks import DeadlineError
from wagtail_disclosure.rules.questions import (
    BeforeStart,
    EndsBeforeItBegins,
    NoExtension,
    Question,
    Stretch,
    TooFar,
)


class DayField(forms.DateField):
    """One day; browsers offer their calendar, and a typed date is read as ISO writes it."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("“%(value)s” is no date: write it as YYYY-MM-DD.")}

    def __init__(self, **kwargs: Any):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": value}
            ) from error


class QuestionForm(forms.Form):
    """A term, its start, and what happened to its clock since."""

    limit = forms.ChoiceField(label=_("Which term?"))
    start = DayField(
        label=_("From which day does it run?"),
        help_text=_("The day of receipt, acceptance or notice; counting begins the day after."),
    )
    pauses = forms.CharField(
        label=_("When did the clock stand still?"),
        required=False,
        max_length=1000,
        help_text=_(
            "One stretch a line, first and last day with two dots between: 2025-02-05..2025-02-10."
        ),
        widget=forms.Textarea({"rows": 3}),
    )
    restart = DayField(
        label=_("Day of the corrected request"),
        required=False,
        help_text=_("Where it was sent back to be corrected."),
    )
    extended = forms.BooleanField(
        label=_("Extended by the longest extension that the law allows"), required=False
    )

    def __init__(self, *args: Any, laws: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.limits = {f"{law}:{limit.code}": limit for law in laws for limit in time_limits(law)}
        self.fields["limit"].choices = list(self._choices(laws))

    def _choices(self, laws: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for law in laws:
            named = [
                (value, str(limit.name))
                for value, limit in self.limits.items()
                if value.partition(":")[0] == law
            ]
            yield law_name(law), named

    def clean_pauses(self) -> list[Stretch]:
        lines = [line.strip() for line in self.cleaned_data["pauses"].splitlines()]
        return [_stretch(line) for line in lines if line]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.question().events()
            except DeadlineError as error:
                self.add_error(FIELDS.get(type(error)), in_words(error))
        return cleaned

    @property
    def law(self) -> str:
        return self.cleaned_data["limit"].partition(":")[0]

    @property
    def time_limit(self) -> Any:
        return self.limits[self.cleaned_data["limit"]]

    def question(self) -> Question:
        """What is asked, as the plain value that the rules count."""
        return Question(
            term=self.time_limit.as_term(),
            started_on=self.cleaned_data["start"],
            pauses=self.cleaned_data["pauses"],
            restarted_on=self.cleaned_data["restart"],
            is_extended=self.cleaned_data["extended"],
        )


FIELDS: dict[type[DeadlineError], str] = {
    EndsBeforeItBegins: "pauses",
    NoExtension: "extended",
}


def in_words(error: DeadlineError) -> str:
    """What is wrong with the question, in the reader's language."""
    match error:
        case EndsBeforeItBegins():
            return _("The pause from %(first)s ends before it begins: %(last)s.") % {
                "first": written_day(error.first),
                "last": written_day(error.last),
            }
        case BeforeStart():
            return _("%(day)s is before the start on %(start)s.") % {
                "day": written_day(error.day),
                "start": written_day(error.start),
            }
        case TooFar():
            return _("%(day)s is too far away to be calculated.") % {"day": written_day(error.day)}
        case NoExtension():
            return _("The law allows no extension of this term.")
    return str(error)


def _stretch(line: str) -> Stretch:
    first, dots, last = line.partition("..")
    if not dots:
        raise ValidationError(
            _("“%(line)s” is no stretch of days: write it as YYYY-MM-DD..YYYY-MM-DD."),
            params={"line": line},
        )
    field = DayField()
    try:
        return Stretch(field.clean(first.strip()), field.clean(last.strip()))
    except DeadlineError as error:
        raise ValidationError(in_words(error)) from error
