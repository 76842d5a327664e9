"""From a page to the register: nothing of it stays where anything generic could show it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_disclosure.catalog.exceptions import GroundMissing, ReasonMissing
from wagtail_disclosure.catalog.models import ExemptItem
from wagtail_disclosure.catalog.models.entries import next_review_on
from wagtail_disclosure.catalog.reclassification.locking import lock_versions
from wagtail_disclosure.catalog.reclassification.packages import keep_in_package
from wagtail_disclosure.catalog.reclassification.records import RESTRICTED
from wagtail_disclosure.catalog.reclassification.rights import check_may_restrict
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.review.actions import source_of, take_back, versions_of
from wagtail_disclosure.review.content import traces


def restrict(
    entry: Any,
    *,
    ground: Exemption,
    citation: str = "",
    explanation: TranslatedText | None = None,
    reason: str,
    by: Any,
) -> ExemptItem:
    """Turn an entry into an exempt item, in all languages and with all aliases, at once.

    Restricting protects, so one person with the right to withdraw may do it alone. Raises
    PermissionDenied for others, GroundMissing, ReasonMissing, and HasPagesBelow.
    """
    check_may_restrict(by, entry)
    return move_to_register(
        entry, ground=ground, citation=citation, explanation=explanation, reason=reason, by=by
    )


@transaction.atomic
def move_to_register(
    entry: Any,
    *,
    ground: Exemption | None,
    citation: str = "",
    explanation: TranslatedText | None = None,
    reason: str,
    by: Any,
) -> ExemptItem:
    """:func:`restrict` for callers that checked the right already, such as a tier of a review.

    Title, unit and category go into the register, text and files into the release package; pages,
    drafts and every copy of them are deleted. Where no citation or explanation is given, the
    ground's own are taken.
    """
    if ground is None:
        raise GroundMissing
    if not reason.strip():
        raise ReasonMissing
    versions = lock_versions(entry)
    source = _named_by(versions)
    package = keep_in_package(versions)
    item = ExemptItem.objects.filter(translation_key=package.translation_key).first()
    item = item or ExemptItem(translation_key=package.translation_key)
    item.title = package.content[source.locale.language_code]["title"]
    item.unit = source.responsible_unit
    item.category_code = getattr(source.get_parent().specific, "code", "")
    item.created_on = source.created_on
    item.import_key = source.import_key
    item.ground = ground
    item.citation = citation or ground.citation
    item.explanation = explanation or TranslatedText(ground.name)
    item.review_on = next_review_on()
    item.declassified_to = ""
    item.declassified_on = None
    attribute(item, by=Actor.of(by), reason=reason)
    item.save()
    _remove(versions, called=item.reference, reason=reason, by=by)
    return item


def _named_by(versions: list[Any]) -> Any:
    """The version whose title the register takes: in the default language where there is one."""
    originals = [version for version in versions if version.alias_of_id is None]
    default = conf.default_language()
    return min(originals, key=lambda page: (page.locale.language_code != default, page.pk))


def _remove(versions: list[Any], *, called: str, reason: str, by: Any) -> None:
    said = _("%(reference)s: %(reason)s") % {"reference": called, "reason": reason}
    take_back(source_of(versions[0]), by=by, reason=said, repeat_content=False)
    stored = sorted(versions_of(versions[0]), key=lambda page: page.alias_of_id is None)
    for page in stored:
        log(instance=page, action=RESTRICTED, user=by, title=called, deleted=True)
    traces.forget_pages(stored, called=called)
