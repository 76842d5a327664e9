"""The kinds of identity documents in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_disclosure.rules.identity_documents import DocumentKind

DOCUMENT_NAMES = {
    DocumentKind.RESIDENT_ID.value: _("Resident identity card"),
    DocumentKind.CREDIT_CODE.value: _("Unified social credit code"),
    DocumentKind.PASSPORT.value: pgettext_lazy(
        "kind of identity document", "Passport or travel permit"
    ),
    DocumentKind.OTHER.value: pgettext_lazy("kind of identity document", "Another document"),
}

WRONG_NUMBERS = {
    (DocumentKind.RESIDENT_ID, "length"): _(
        "The number of a resident identity card has 18 characters: 17 digits, then a digit or X."
    ),
    (DocumentKind.RESIDENT_ID, "check"): _(
        "This can't be the number of a resident identity card: compare it with the card, digit by "
        "digit."
    ),
    (DocumentKind.CREDIT_CODE, "length"): _(
        "A unified social credit code has 18 digits and capital letters."
    ),
    (DocumentKind.CREDIT_CODE, "check"): _(
        "This can't be a unified social credit code: compare it with the certificate, character "
        "by character. It has no I, O, S, V or Z."
    ),
    (DocumentKind.PASSPORT, "characters"): _(
        "Write the number as it stands in the passport: letters and digits, at least four."
    ),
    (DocumentKind.PASSPORT, "length"): _("Write the number only: at most 40 characters fit."),
    (DocumentKind.OTHER, "length"): _("Write the number only: at most 40 characters fit."),
}
