"""Fields that take what people really type, and say clearly what can't be kept."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.cases.request_forms.definitions import NO, YES
from wagtail_disclosure.cases.request_forms.documents import DOCUMENT_NAMES, WRONG_NUMBERS
from wagtail_disclosure.rules.identity_documents import (
    DocumentKind,
    WrongDocumentNumber,
    normalize,
)
from wagtail_disclosure.rules.plain_text import (
    ForbiddenCharacter,
    clean_email,
    clean_line,
    clean_number,
    clean_text,
)

# 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日; full-width digits are folded before.
DATE_PATTERN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
# Digits with the signs between them; “转”, “x” or “ext” before an extension.
PHONE_PATTERN = re.compile(r"(?=(?:\D*\d){5})[+(]?[\d ()/.-]{4,}(?:(?:转|[xX#]|ext\.?) ?\d{1,6})?")
LONGEST_NUMBER = 15


def checked(clean, value: str) -> str:
    """``clean(value)``, its refusal said in words for the person who typed it."""
    try:
        return clean(value)
    except ForbiddenCharacter as error:
        raise ValidationError(
            _(
                "Delete the invisible character %(code_point)s: it can't be stored. It often comes "
                "along when text is pasted."
            )
            % {"code_point": error.code_point},
            code="forbidden_character",
        ) from error


class NoLengthAttribute:
    """Browsers cut text off at ``maxlength`` without a word, so the server says it instead."""

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


TOO_LONG = _("Shorten this: it has %(show_value)d characters, at most %(limit_value)d fit.")


class LineField(NoLengthAttribute, forms.CharField):
    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value):
        return super().to_python(checked(clean_line, str(value or "")))


class TextField(NoLengthAttribute, forms.CharField):
    widget = forms.Textarea
    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value):
        return super().to_python(checked(clean_text, str(value or "")))


class EmailField(NoLengthAttribute, forms.EmailField):
    default_error_messages = {
        "invalid": _("This is no e-mail address. Write one such as name@example.com."),
    }

    def to_python(self, value):
        return super().to_python(checked(clean_email, str(value or "")))


class DateField(forms.DateField):
    """A date in the ways in which people write it in either language."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write the date as year, month and day, such as 2026-11-23."),
        "no_such_day": _("There is no such day: check month and day."),
    }

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        match = DATE_PATTERN.fullmatch(checked(clean_number, str(value)))
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(*map(int, match.groups()))
        except ValueError as error:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from error


class PastDateField(DateField):
    """A day on which something happened: not later than ``today``."""

    default_error_messages = {"future": _("This day has not come yet.")}

    def __init__(self, *, today: date, **kwargs):
        self.today = today
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value > self.today:
            raise ValidationError(self.error_messages["future"], code="future")


class NumberField(forms.IntegerField):
    """A whole number; full-width digits and spaces between thousands do no harm."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Write a whole number in digits, such as 12."),
        "min_value": _("Write a number of at least %(limit_value)s."),
        "max_value": _("Write a number of at most %(limit_value)s."),
    }

    def to_python(self, value):
        if value not in self.empty_values:
            value = checked(clean_number, str(value)).replace(" ", "").replace(",", "")
            # No number that is asked for has more digits, and reading longer ones takes long.
            if len(value) > LONGEST_NUMBER:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class PhoneField(NoLengthAttribute, forms.CharField):
    """A telephone number of any country, kept as it was written."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    default_error_messages = {
        "invalid": _(
            "Write a telephone number in digits, such as 021-12345678 or +44 20 7946 0000."
        ),
        "max_length": TOO_LONG,
    }

    def to_python(self, value):
        number = super().to_python(checked(clean_number, str(value or "")))
        if number and not PHONE_PATTERN.fullmatch(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class YesNoField(forms.TypedChoiceField):
    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        choices = [(YES, _("Yes")), (NO, _("No"))]
        super().__init__(choices=choices, coerce=YES.__eq__, empty_value=None, **kwargs)

    def prepare_value(self, value):
        return (YES if value else NO) if isinstance(value, bool) else value


class DocumentWidget(forms.MultiWidget):
    """Which document, and its number."""

    template_name = "wagtail_disclosure_cases/widgets/document.html"
    use_fieldset = True

    def __init__(self, kinds):
        number = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__([forms.Select(choices=kinds), number])
        # With a sign that no key of a field has.
        self.widgets_names = ["-kind", "-number"]

    def decompress(self, value):
        return [value["kind"], value["number"]] if value else [None, None]


class IdDocumentField(forms.MultiValueField):
    """An identity document by kind and number, checked as its standard says."""

    def __init__(self, *, kinds: Sequence[str], **kwargs):
        choices = [(kind, DOCUMENT_NAMES[kind]) for kind in kinds if kind in DOCUMENT_NAMES]
        kwargs["widget"] = DocumentWidget(choices)
        parts = (forms.ChoiceField(choices=choices), forms.CharField(required=False))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value):
        # The kind is always chosen; only a number makes an answer.
        number = value[1] if value else None
        return super().clean(value if number and str(number).strip() else None)

    def compress(self, values):
        if not values:
            return None
        kind, number = DocumentKind(values[0]), values[1]
        try:
            number = checked(partial(normalize, kind), number)
        except WrongDocumentNumber as error:
            raise ValidationError(WRONG_NUMBERS[kind, error.code], code=error.code) from error
        return {"kind": kind.value, "number": number}
