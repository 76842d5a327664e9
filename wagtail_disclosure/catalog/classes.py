"""The disclosure classes in words."""

from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.rules.classification import DisclosureClass

CLASS_NAMES = {
    DisclosureClass.PROACTIVE: _("Open to everybody"),
    DisclosureClass.ON_REQUEST: _("Open on request"),
    DisclosureClass.EXEMPT: _("Exempt"),
}
CLASS_MEANINGS = {
    DisclosureClass.PROACTIVE: _(
        "Everybody reads it here: text and files. This is the rule; when in doubt, choose this."
    ),
    DisclosureClass.ON_REQUEST: _(
        "Everybody sees that it exists; the content is handed out to whoever asks for it. "
        "Say why it is not open to everybody."
    ),
    DisclosureClass.EXEMPT: _(
        "It is withheld. It goes into the internal register with its legal ground, and nothing "
        "of it is ever shown here."
    ),
}
PAGE_CLASS_CHOICES = [
    (kind.value, name) for kind, name in CLASS_NAMES.items() if kind.may_have_page
]
