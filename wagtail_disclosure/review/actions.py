"""What the review does: record a decision, take over what was public already, withdraw."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import fingerprints
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import Clearance, GuardedMixin

TAKE_OVER = "wagtail_disclosure_review.take_over_legacy"


def record(
    instance: GuardedMixin,
    *,
    decision: str = Clearance.Decision.CLEARED,
    kind: str = Clearance.Kind.REVIEW,
    proposed_by: Actor,
    decided_by: Actor,
    reason: str = "",
    steps: list[dict[str, Any]] | None = None,
) -> Clearance:
    """Write down a decision about ``instance`` in exactly the form it has in memory.

    Whether these people may decide is checked by the caller: the review task, a take-over.
    """
    content = fingerprints.canonical_content(instance)
    return Clearance.objects.create(
        object_type=instance._meta.label_lower,
        object_id=str(instance.pk),
        translation_key=getattr(instance, "translation_key", None),
        language_code=content["language"],
        scheme=fingerprints.SCHEME,
        fingerprint=fingerprints.fingerprint(content),
        content=content,
        decision=decision,
        kind=kind,
        steps=steps or [],
        reason=reason,
        proposed_by_id=proposed_by.id,
        proposed_by_name=proposed_by.name,
        decided_by_id=decided_by.id,
        decided_by_name=decided_by.name,
    )


def take_over(pages: Iterable[Any], *, proposed_by: Any, cleared_by: Any, reason: str) -> int:
    """Publish drafts whose content was public already elsewhere; returns how many.

    Two different people with a right of its own answer for it. Raises DecisionRefused otherwise,
    before anything is published.
    """
    check_take_over(proposed_by=proposed_by, cleared_by=cleared_by)
    count = 0
    with transaction.atomic():
        for page in pages:
            revision = page.get_latest_revision() or page.save_revision(user=proposed_by)
            record(
                revision.as_object(),
                kind=Clearance.Kind.LEGACY,
                proposed_by=Actor.of(proposed_by),
                decided_by=Actor.of(cleared_by),
                reason=reason,
            )
            page.publish(revision, user=cleared_by)
            count += 1
    return count


def check_take_over(*, proposed_by: Any, cleared_by: Any) -> None:
    """Raises DecisionRefused where these two may not take content over."""
    if proposed_by.pk == cleared_by.pk:
        raise DecisionRefused(
            _("One person can't both propose and clear a take-over: %(name)s.")
            % {"name": proposed_by.get_username()}
        )
    for user in (proposed_by, cleared_by):
        if not user.is_active or not user.has_perm(TAKE_OVER):
            raise DecisionRefused(
                _("%(name)s does not have the right to take over public content.")
                % {"name": user.get_username()}
            )


@transaction.atomic
def withdraw(page: Any, *, by: Any, reason: str) -> None:
    """Take ``page`` back from the public at once; only a new review makes it public again.

    Raises PermissionDenied for people without the right to withdraw.
    """
    if not by.has_perm("wagtail_disclosure_review.withdraw"):
        raise PermissionDenied(_("You do not have the right to withdraw public content."))
    actor = Actor.of(by)
    for version in type(page).objects.filter(translation_key=page.translation_key):
        record(
            version,
            decision=Clearance.Decision.WITHDRAWN,
            proposed_by=actor,
            decided_by=actor,
            reason=reason,
        )
        version.revisions.update(approved_go_live_at=None)
        version.unpublish(user=by)
