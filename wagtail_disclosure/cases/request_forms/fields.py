"""Fields that take what people really type, and say clearly what can't be kept."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.rules.plain_text import (
    ForbiddenCharacter,
    clean_email,
    clean_line,
    clean_number,
    clean_text,
)

# 2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日; full-width digits are folded before.
DATE_PATTERN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


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
