"""What happens to an entry when its class changes, in words for whoever decides it."""

from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.rules.classification import DisclosureClass

CONSEQUENCES = {
    DisclosureClass.PROACTIVE: _(
        "Text and files come back from the release package into a draft. Nothing is public until "
        "the draft passes the review."
    ),
    DisclosureClass.ON_REQUEST: _(
        "Text and files move to the release package, out of every draft. The description becomes "
        "a draft; it is public again when it passes the review."
    ),
    DisclosureClass.EXEMPT: _(
        "It becomes an exempt item in the register. The pages in all languages are deleted with "
        "all their drafts; text and files stay in the release package. This can't be undone, only "
        "declassified."
    ),
}
