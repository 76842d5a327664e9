"""Names of shared nouns in several languages, in one column of one row.

A unit is one unit whatever language its name is read in: its people, rights and cases hang on it.
So its name is one value with a text per language, not one row per language.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core import conf


class TranslatedText(dict[str, str]):
    """Text by language code; ``str()`` gives it in the active language."""

    def __str__(self) -> str:
        return self.in_language(translation.get_language() or conf.default_language())

    def in_language(self, code: str) -> str:
        """The text in ``code``, else in the site's default language, else in any."""
        for candidate in (code, code.split("-")[0], conf.default_language()):
            if self.get(candidate):
                return self[candidate]
        return next((text for text in self.values() if text), "")


class TranslatedTextWidget(forms.MultiWidget):
    """One labelled input per content language."""

    template_name = "wagtail_disclosure/forms/translated_text.html"

    def __init__(self, languages: list[tuple[str, str]], *, multiline: bool, attrs=None):
        self.languages = languages
        part = forms.Textarea({"rows": 3}) if multiline else forms.TextInput()
        super().__init__({code.replace("-", "_"): part for code, _name in languages}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if isinstance(value, dict):
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        for part, (code, language) in zip(
            context["widget"]["subwidgets"], self.languages, strict=True
        ):
            part["attrs"]["lang"] = code
            part["language_name"] = language
        return context


class TranslatedTextFormField(forms.MultiValueField):
    """Asks for the text in every content language; the default language is the required one."""

    def __init__(self, *, multiline: bool = False, **kwargs: Any):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs.pop("max_length", None)
        self.languages = conf.content_languages()
        fields = [forms.CharField(required=False) for _language in self.languages]
        kwargs["widget"] = TranslatedTextWidget(self.languages, multiline=multiline)
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> TranslatedText:
        texts = zip(self.languages, data_list or [], strict=False)
        return TranslatedText({code: text for (code, _name), text in texts if text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.widget.decompress(initial)
        return [text or "" for text in data or []] != [text or "" for text in shown]


class TranslatedTextField(models.JSONField):
    """Model field holding a :class:`TranslatedText`."""

    description = _("Text in several languages")

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any):
        self.multiline = multiline
        kwargs.setdefault("default", TranslatedText)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.multiline:
            kwargs["multiline"] = True
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        loaded = super().from_db_value(value, expression, connection)
        return TranslatedText(loaded or {})

    def to_python(self, value: Any) -> TranslatedText:
        if value is None or isinstance(value, TranslatedText):
            return value or TranslatedText()
        if isinstance(value, dict):
            return TranslatedText(value)
        return TranslatedText({conf.default_language(): str(value)})

    def validate(self, value: Any, model_instance: Any) -> None:
        if not isinstance(value, dict):
            raise ValidationError(_("Expected a text per language, not “%s”.") % value)
        if not self.blank and not any(value.values()):
            raise ValidationError(self.error_messages["blank"], code="blank")

    def formfield(self, **kwargs: Any):
        return models.Field.formfield(
            self,
            **{"form_class": TranslatedTextFormField, "multiline": self.multiline, **kwargs},
        )
