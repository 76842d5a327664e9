"""The field blocks that editors build request forms from."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from wagtail_disclosure.cases.request_forms.composition import doubled, problem_of
from wagtail_disclosure.cases.request_forms.documents import DOCUMENT_NAMES
from wagtail_disclosure.core.blocks import WithTexts

KEY_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
KEY_ERRORS = {
    "invalid": _("Small Latin letters, digits and underscores only, such as “applicant_name”.")
}


class KeyBlock(blocks.RegexBlock):
    """The stable name of a field or choice: the same in every language, never shown."""

    def __init__(self, **kwargs):
        kwargs.setdefault("regex", KEY_PATTERN)
        kwargs.setdefault("error_messages", KEY_ERRORS)
        super().__init__(**kwargs)


class ConditionalBlock(WithTexts, blocks.StructBlock):
    """What may be shown to some applicants only, by what they answered before."""

    shown_when_key = KeyBlock(
        label=_("Only if the question with this key"),
        required=False,
        help_text=_("A choice, several choices or yes/no that comes before. Empty: always shown."),
    )
    shown_when_answer = KeyBlock(
        label=_("was answered with"),
        required=False,
        help_text=_("The key of the choice; “yes” or “no” for yes/no."),
    )


class FieldBlock(ConditionalBlock):
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


class NumberFieldBlock(IdentifyingFieldBlock):
    minimum = blocks.IntegerBlock(label=_("Smallest number"), required=False)
    maximum = blocks.IntegerBlock(label=_("Largest number"), required=False)

    def clean(self, value):
        cleaned = super().clean(value)
        smallest, largest = cleaned["minimum"], cleaned["maximum"]
        if smallest is not None and largest is not None and smallest > largest:
            message = ValidationError(_("The largest number is below the smallest."))
            raise blocks.StructBlockValidationError(block_errors={"maximum": message})
        return cleaned

    class Meta:
        icon = "order"
        label = pgettext_lazy("kind of field", "Number")


class DateFieldBlock(IdentifyingFieldBlock):
    class Meta:
        icon = "date"
        label = _("Date")


class EmailFieldBlock(FieldBlock):
    class Meta:
        icon = "mail"
        label = _("E-mail")


class PhoneFieldBlock(FieldBlock):
    class Meta:
        icon = "mobile-alt"
        label = pgettext_lazy("kind of field", "Telephone")


class AddressFieldBlock(FieldBlock):
    class Meta:
        icon = "home"
        label = pgettext_lazy("kind of field", "Address")


class ChoiceOptionBlock(blocks.StructBlock):
    value = KeyBlock(label=_("Key"), help_text=_("The same in every language."))
    label = blocks.CharBlock(label=_("Choice"), max_length=200)


def check_keys_differ(values, *, block: str, message: str) -> None:
    """Raises StructBlockValidationError where two of a list have the same key."""
    if key := doubled([value["value"] for value in values]):
        raise blocks.StructBlockValidationError(
            block_errors={block: ValidationError(message % {"key": key})}
        )


class ChoiceFieldBlock(FieldBlock):
    choices = blocks.ListBlock(ChoiceOptionBlock(), label=_("Choices"), min_num=2)

    def clean(self, value):
        cleaned = super().clean(value)
        message = _("Two choices have the key “%(key)s”.")
        check_keys_differ(cleaned["choices"], block="choices", message=message)
        return cleaned

    class Meta:
        icon = "list-ul"
        label = pgettext_lazy("kind of field", "Choice")


class ChoicesFieldBlock(ChoiceFieldBlock):
    class Meta:
        icon = "tasks"
        label = pgettext_lazy("kind of field", "Several choices")


class YesNoFieldBlock(FieldBlock):
    class Meta:
        icon = "check"
        label = pgettext_lazy("kind of field", "Yes or no")


class IdDocumentFieldBlock(FieldBlock):
    """A number that proves who applies, checked by the rules of its kind."""

    kinds = blocks.MultipleChoiceBlock(
        label=_("Which documents can be given"), choices=list(DOCUMENT_NAMES.items())
    )

    class Meta:
        icon = "user"
        label = _("Identity document")


class FileFieldBlock(FieldBlock):
    maximum = blocks.IntegerBlock(label=_("Most files"), min_value=1, max_value=20, default=5)

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("kind of field", "Files")


class MaterialBlock(WithTexts, blocks.StructBlock):
    value = KeyBlock(label=_("Key"), help_text=_("The same in every language."))
    label = blocks.CharBlock(label=_("Document"), max_length=200)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)
    required = blocks.BooleanBlock(label=_("Required"), required=False, default=True)


class MaterialsFieldBlock(ConditionalBlock):
    """A list of documents, each with a file of its own."""

    key = KeyBlock(label=_("Key"))
    label = blocks.CharBlock(label=_("What has to be handed in"), max_length=200)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)
    items = blocks.ListBlock(MaterialBlock(), label=_("Documents"), min_num=1)

    def clean(self, value):
        cleaned = super().clean(value)
        message = _("Two documents have the key “%(key)s”.")
        check_keys_differ(cleaned["items"], block="items", message=message)
        return cleaned

    class Meta:
        icon = "list-ol"
        label = _("List of documents")


class ConsentFieldBlock(WithTexts, blocks.StructBlock):
    """Agreement to something: always required, otherwise it would be no consent."""

    key = KeyBlock(label=_("Key"))
    label = blocks.CharBlock(label=_("What is agreed to"), max_length=500)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)

    class Meta:
        icon = "tick-inverse"
        label = _("Consent")


class HeadingBlock(WithTexts, blocks.StructBlock):
    """Where a form is filled in step by step, each heading begins a page."""

    label = blocks.CharBlock(label=pgettext_lazy("of a section", "Heading"), max_length=100)
    help_text = blocks.CharBlock(label=_("Hint"), required=False, max_length=500)

    class Meta:
        icon = "title"
        label = pgettext_lazy("of a section", "Heading")


class HelpBlock(ConditionalBlock):
    label = blocks.TextBlock(label=pgettext_lazy("kind of field", "Help text"), max_length=1000)

    class Meta:
        icon = "help"
        label = pgettext_lazy("kind of field", "Help text")


class FormFieldsBlock(blocks.StreamBlock):
    """The fields of a form; each key occurs once."""

    heading = HeadingBlock()
    help = HelpBlock()
    text = TextFieldBlock()
    long_text = LongTextFieldBlock()
    choice = ChoiceFieldBlock()
    choices = ChoicesFieldBlock()
    yes_no = YesNoFieldBlock()
    number = NumberFieldBlock()
    date = DateFieldBlock()
    email = EmailFieldBlock()
    phone = PhoneFieldBlock()
    address = AddressFieldBlock()
    id_document = IdDocumentFieldBlock()
    file = FileFieldBlock()
    materials = MaterialsFieldBlock()
    consent = ConsentFieldBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        if problem := problem_of((block.block_type, block.value) for block in cleaned):
            raise blocks.StreamBlockValidationError(non_block_errors=[ValidationError(problem)])
        return cleaned
