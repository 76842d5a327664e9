"""View restrictions of translations, which wagtail-localize makes like those of the original.

Where only the translation is restricted it would open it, and of a restriction to groups it would
copy everything but the groups.
"""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction

from wagtail_disclosure.review.models import GuardedMixin
from wagtail_disclosure.review.translations import localize

_GROUPS = "_disclosure_groups"


def connect() -> None:
    """Listen to the restrictions of pages, where wagtail-localize is installed."""
    for signal, receiver in (
        (pre_delete, remember_groups),
        (post_delete, restore),
        (post_save, take_groups_of_original),
    ):
        uid = f"wagtail_disclosure.view_restrictions {receiver.__name__}"
        signal.connect(receiver, sender=PageViewRestriction, dispatch_uid=uid)


def remember_groups(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    setattr(instance, _GROUPS, list(instance.groups.all()))


def restore(sender: Any, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Undo what wagtail-localize does, which deletes all of a page's restrictions at once.

    People delete one restriction, in the page's privacy settings; so may an agency's own code.
    """
    is_all_at_once = isinstance(origin, QuerySet) and origin.model is PageViewRestriction
    if not is_all_at_once or _kept_translation(instance) is None:
        return
    restored = PageViewRestriction(
        page_id=instance.page_id,
        restriction_type=instance.restriction_type,
        password=instance.password,
    )
    restored.save()
    restored.groups.set(getattr(instance, _GROUPS, ()))


def take_groups_of_original(
    sender: Any, instance: PageViewRestriction, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A restriction to no group at all shuts everybody out."""
    if not created or raw or instance.restriction_type != PageViewRestriction.GROUPS:
        return
    translation = _kept_translation(instance)
    original = localize.original_of(translation) if translation is not None else None
    if original is None:
        return
    same = original.view_restrictions.filter(restriction_type=PageViewRestriction.GROUPS).first()
    if same is not None:
        instance.groups.set(same.groups.all())


def _kept_translation(restriction: PageViewRestriction) -> Any | None:
    """The guarded page that it is about, where wagtail-localize writes that page."""
    page = Page.objects.filter(pk=restriction.page_id).first()
    page = page and page.specific
    if not isinstance(page, GuardedMixin) or localize.translation_of(page) is None:
        return None
    return page
