"""The field blocks that editors build request forms from."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from wagtail_disclosure.core.blocks import WithTexts

KEY_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
KEY_ERRORS = {
    "invalid": _("Small Latin letters, digits and underscores only, such as “applicant_name”.")
}
# Names that the page itself uses next to the fields.
RESERVED_KEYS = frozenset({"submission_token", "website", "about", "csrfmiddlewaretoken"})


class KeyBlock(blocks.RegexBlock):
    """The stable name of a field or choice: the same in every language, never shown."""

    def __init__(self, **kwargs):
        kwargs.setdefault("regex", KEY_PATTERN)
        kwargs.setdefault("error_messages", KEY_ERRORS)
        super().__init__(**kwargs)


class FieldBlock(WithTexts, blocks.StructBlock):
    """What every field has."""

    key = KeyBlock(
        label=_("Key"),
        help_text=_(
            "Names the answer in statistics and letters. Keep it the same in every language, and "
            "don't change it later."
        ),
    )
    label = blocks.CharBlock(label=_("Question"), max_length=200)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)
    required = blocks.BooleanBlock(label=_("Required"), required=False, default=True)


class IdentifyingFieldBlock(FieldBlock):
    identifies = blocks.BooleanBlock(
        label=_("Says who the applicant is or how to reach them"),
        required=False,
        help_text=_("Officers see the answer only after stating a purpose, which is recorded."),
    )


class TextFieldBlock(IdentifyingFieldBlock):
    max_length = blocks.IntegerBlock(
        label=_("Longest answer"), min_value=1, max_value=500, default=200
    )

    class Meta:
        icon = "edit"
        label = pgettext_lazy("kind of field", "Text")


class LongTextFieldBlock(IdentifyingFieldBlock):
    max_length = blocks.IntegerBlock(
        label=_("Longest answer"), min_value=1, max_value=20000, default=2000
    )

    class Meta:
        icon = "pilcrow"
        label = _("Long text")


class DateFieldBlock(IdentifyingFieldBlock):
    class Meta:
        icon = "date"
        label = _("Date")


class EmailFieldBlock(FieldBlock):
    class Meta:
        icon = "mail"
        label = _("E-mail")


class ChoiceOptionBlock(blocks.StructBlock):
    value = KeyBlock(label=_("Key"), help_text=_("The same in every language."))
    label = blocks.CharBlock(label=_("Choice"), max_length=200)


class ChoiceFieldBlock(FieldBlock):
    choices = blocks.ListBlock(ChoiceOptionBlock(), label=_("Choices"), min_num=2)

    def clean(self, value):
        cleaned = super().clean(value)
        doubled = _doubled([choice["value"] for choice in cleaned["choices"]])
        if doubled:
            message = _("Two choices have the key “%(key)s”.") % {"key": doubled}
            raise blocks.StructBlockValidationError(
                block_errors={"choices": ValidationError(message)}
            )
        return cleaned

    class Meta:
        icon = "list-ul"
        label = pgettext_lazy("kind of field", "Choice")


class ConsentFieldBlock(WithTexts, blocks.StructBlock):
    """Agreement to something: always required, otherwise it would be no consent."""

    key = KeyBlock(label=_("Key"))
    label = blocks.CharBlock(label=_("What is agreed to"), max_length=500)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)

    class Meta:
        icon = "tick-inverse"
        label = _("Consent")


class FormFieldsBlock(blocks.StreamBlock):
    """The fields of a form; each key occurs once."""

    text = TextFieldBlock()
    long_text = LongTextFieldBlock()
    choice = ChoiceFieldBlock()
    date = DateFieldBlock()
    email = EmailFieldBlock()
    consent = ConsentFieldBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        keys = [block.value["key"] for block in cleaned]
        reserved = sorted(RESERVED_KEYS & set(keys))
        doubled = _doubled(keys)
        if reserved:
            message = _("The key “%(key)s” is used by the page itself.") % {"key": reserved[0]}
        elif doubled:
            message = _("Two fields have the key “%(key)s”.") % {"key": doubled}
        else:
            return cleaned
        raise blocks.StreamBlockValidationError(non_block_errors=[ValidationError(message)])


def _doubled(keys: list[str]) -> str:
    """The first key that occurs more than once, or nothing."""
    return next((key for key, count in Counter(keys).items() if count > 1), "")
