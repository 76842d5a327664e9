from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.models.clearance import Clearance


class GuardedQuerySet(models.QuerySet[Any]):
    def disclosed(self) -> "GuardedQuerySet":
        """Rows that the public may see."""
        return self.filter(live=True, clearance__isnull=False)


class GuardedPageQuerySet(PageQuerySet):
    def disclosed(self) -> "GuardedPageQuerySet":
        """Pages that anybody may see; restricted ones are left out."""
        return self.filter(live=True, clearance__isnull=False).public()


GuardedPageManager = PageManager.from_queryset(GuardedPageQuerySet)


class GuardedMixin(models.Model):
    """Makes a model's rows public only in exactly the form that the secrecy review cleared.

    A guarded class has a boolean ``live`` and names all its fields and child relations either in
    ``public_fields``, what visitors see, or in ``private_fields``; a check reports the forgotten.
    ``clearance`` is kept by the guard: whatever code writes there is overwritten when saving.
    """

    clearance = models.ForeignKey(
        Clearance,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("clearance"),
    )

    public_fields: ClassVar[tuple[str, ...]] = ()
    private_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def review_unit(self) -> Unit | None:
        """The unit whose people review this object."""
        return getattr(self, "responsible_unit", None)

    @property
    def is_disclosed(self) -> bool:
        """Whether the public may see this object in the form it has in memory."""
        return bool(self.live and self.clearance_id and self.clearance.covers(self))


class GuardedPageMixin(GuardedMixin):
    """:class:`GuardedMixin` for page types: ``class Notice(GuardedPageMixin, Page)``."""

    PAGE_PUBLIC_FIELDS: ClassVar[tuple[str, ...]] = (
        "title",
        "slug",
        "seo_title",
        "search_description",
    )

    exclude_fields_in_copy = ["clearance"]

    class Meta:
        abstract = True

    def publish(
        self,
        revision,
        user=None,
        changed=True,
        log_action=True,
        previous_revision=None,
        skip_permission_checks=False,
    ):
        """Publish ``revision`` if exactly its content is cleared.

        Raises ClearanceRequired otherwise; a scheduled publication is dropped and logged instead,
        because an exception would keep every later page of the scheduled run from going live.
        """
        clearance = Clearance.objects.matching(revision.as_object())
        if clearance is None:
            if revision.approved_go_live_at:
                return self._drop_schedule(revision)
            raise ClearanceRequired(self)
        # Whoever decides last in the review needs no publish permission of Wagtail's.
        is_decider = user is not None and clearance.decided_by_id == user.pk
        return super().publish(
            revision,
            user=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
            skip_permission_checks=skip_permission_checks or is_decider,
        )

    def _drop_schedule(self, revision) -> None:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=self, action="wagtail_disclosure.publication_refused", revision=revision)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any):
        is_preview = getattr(request, "is_preview", False)
        if not is_preview and not self.is_disclosed:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.is_disclosed else []


def page_fields() -> frozenset[str]:
    """Names of the columns and relations that every Wagtail page has."""
    return frozenset(field.name for field in Page._meta.get_fields())
