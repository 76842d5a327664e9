"""What people do with the catalog: officers draft entries, readers say whether an answer helped."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wagtail_disclosure.catalog.exceptions import ClassHasNoPage, ReasonMissing
from wagtail_disclosure.catalog.models import CategoryPage, EntryPage, FAQPage, HelpfulAnswers
from wagtail_disclosure.core.models import Exemption, Unit
from wagtail_disclosure.review.units import written_for
from wagtail_disclosure.rules.classification import DisclosureClass


@transaction.atomic
def draft_entry(
    parent: CategoryPage,
    *,
    disclosure_class: DisclosureClass | str,
    title: str,
    unit: Unit,
    by: Any,
    reason: str = "",
    ground: Exemption | None = None,
    model: type[Any] = EntryPage,
) -> Any:
    """Create the draft of an entry below ``parent``, in its language.

    The class is decided here, before anything can be stored that it doesn't allow. Raises
    ClassHasNoPage for exempt information, ReasonMissing where the class needs a reason, and
    PermissionDenied for people who may not add entries there.
    """
    kind = DisclosureClass(disclosure_class)
    if not kind.may_have_page:
        raise ClassHasNoPage
    if kind.needs_reason and not reason.strip():
        raise ReasonMissing
    if not parent.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied(_("You do not have the right to add entries here."))
    if not written_for(Unit.objects.filter(pk=unit.pk), by).exists():
        raise PermissionDenied(_("You write for other units than %(unit)s.") % {"unit": unit})
    entry = model(
        title=title,
        disclosure_class=kind.value,
        class_reason=reason.strip(),
        class_ground=ground,
        responsible_unit=unit,
        locale=parent.locale,
        owner=by,
        live=False,
    )
    parent.add_child(instance=entry)
    entry.save_revision(user=by)
    return entry


def count_answer(page: FAQPage, *, helpful: bool, on: date) -> None:
    """Count one more reader of that day who found the answer helpful, or not."""
    row, _is_new = HelpfulAnswers.objects.get_or_create(page=page, day=on)
    column = "helpful" if helpful else "unhelpful"
    # The database adds, so that readers of the same moment are all counted.
    HelpfulAnswers.objects.filter(pk=row.pk).update(**{column: F(column) + 1})
