from collections.abc import Iterable
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageManager, Workflow
from wagtail.query import PageQuerySet

from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.core.models.bodies import NoPublicBody
from wagtail_disclosure.core.page_cache.keeping import keep
from wagtail_disclosure.core.restrictions import is_restricted
from wagtail_disclosure.review.content.fingerprints import is_loaded, public_names, remembering
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.guard import held, refusals
from wagtail_disclosure.review.guard.addresses import follow_stored_parent
from wagtail_disclosure.review.guard.decisive import DECISIVE, names_of
from wagtail_disclosure.review.guard.saving import form_found, found_cleared, saving
from wagtail_disclosure.review.models import batches, rounds
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.edits import ContentEdit
from wagtail_disclosure.review.models.language_tier import translation_workflow
from wagtail_disclosure.review.models.profiles import ReviewProfile
from wagtail_disclosure.review.translations.localize import (
    is_kept_by_localize,
    saves_a_draft_over_public_text,
    translation_of,
)
from wagtail_disclosure.review.unit_permissions import UnitPagePermissionTester


class GuardedQuerySet(models.QuerySet[Any]):
    def disclosed(self) -> "GuardedQuerySet":
        """Rows that the public may see."""
        return self.filter(live=True, clearance__isnull=False).exclude(cleared_fingerprint="")


class GuardedPageQuerySet(PageQuerySet):
    def disclosed(self) -> "GuardedPageQuerySet":
        """Pages that anybody may see; restricted ones are left out."""
        shown = self.filter(~is_restricted(), live=True, clearance__isnull=False)
        return shown.exclude(cleared_fingerprint="")


GuardedPageManager = PageManager.from_queryset(GuardedPageQuerySet)


class GuardedMixin(models.Model):
    """Makes a model's rows public only in exactly the form that the secrecy review cleared.

    A guarded class has a boolean ``live`` and names all its fields and child relations either in
    ``public_fields``, what visitors see, or in ``private_fields``; a check reports the forgotten.
    ``clearance`` is kept by the guard: whatever code writes there is overwritten when saving.
    Put it before Wagtail's own mixins.
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

    # The fingerprint under which the row is public; empty while it isn't. The database lets public
    # columns of a live row change only together with it.
    cleared_fingerprint = models.CharField(
        _("cleared fingerprint"), max_length=64, blank=True, default="", editable=False
    )

    public_fields: ClassVar[tuple[str, ...]] = ()
    private_fields: ClassVar[tuple[str, ...]] = ()

    # Whether a reviewed batch may publish drafts of this class many at a time, without ``save()``,
    # ``publish()`` and ``clean()``: a draft that was stored in this form needs none of them. A
    # class that derives from another has to say so itself.
    published_together: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as far as the guard allows; raises ClearanceRequired where it refuses."""
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and self._decides(update_fields):
            kwargs["update_fields"] = {*update_fields, "clearance", "cleared_fingerprint"}
        if update_fields is None and saves_a_draft_over_public_text(self):
            return
        try:
            with saving(self, using=kwargs.get("using"), update_fields=update_fields):
                super().save(*args, **kwargs)
        except ClearanceRequired:
            if kwargs.get("update_fields") is not None or not is_kept_by_localize(self):
                raise
            # The visitors keep what was cleared last; the new text is in the revision that
            # wagtail-localize saves next.
            held.hold(self, held.TRANSLATION)

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        # The guard overwrites it when saving, so it needs no query to validate it.
        super().clean_fields(exclude={*(exclude or ()), "clearance"})

    def _decides(self, update_fields: Iterable[str]) -> bool:
        """Whether the guard has something to say about these fields, and something to write."""
        names = names_of(self, update_fields) or set()
        return bool(names & {*DECISIVE, *public_names(type(self))})

    @property
    def review_unit(self) -> Unit | None:
        """The unit whose people review this object: its own, else the disclosure office."""
        unit = getattr(self, "responsible_unit", None)
        if unit is not None:
            return unit
        try:
            return PublicBody.objects.own().office
        except NoPublicBody:
            return None

    @property
    def is_sealed(self) -> bool:
        """Whether this object is public as far as its columns say, without a query."""
        return bool(self.live and self.clearance_id and self.cleared_fingerprint)

    @property
    def is_disclosed(self) -> bool:
        """Whether the public may see this object in the form it has in memory."""
        if not self.is_sealed:
            return False
        is_sealed = self.cleared_fingerprint == self.clearance.fingerprint
        return is_sealed and self.clearance.covers(self)

    def explain_refusal(self) -> str:
        """What is missing for this object to be public, and who can clear it."""
        return refusals.why_refused(self)

    def describe_for_review(self) -> str:
        """What reviewers of many objects see beside the title of each; nothing by default."""
        return ""

    def get_workflow(self) -> Workflow | None:
        """That of the review profile of this object's unit; of a translation, its own."""
        if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
            return None
        if translation_of(self) is not None and (workflow := translation_workflow()):
            return workflow
        profile = ReviewProfile.objects.for_unit(self.review_unit)
        return profile.workflow if profile and profile.workflow.active else None

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def save_revision(self, *args: Any, **kwargs: Any):
        """Save a revision; an edit of content under review voids what was decided about it."""
        revision = super().save_revision(*args, **kwargs)
        restored = kwargs.get("previous_revision")
        if restored is not None:
            ContentEdit.carry_over(restored, revision)
        rounds.restart_if_edited(self, revision, user=kwargs.get("user"))
        batches.drop_if_edited(self, revision)
        return revision

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

        Raises ClearanceRequired otherwise. Publications that nobody waits for, scheduled ones and
        wagtail-localize's, are dropped and logged instead: an exception there would keep others
        from being published.
        """
        with remembering():
            return self._publish(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
                skip_permission_checks=skip_permission_checks,
            )

    def _publish(self, revision, *, user, skip_permission_checks, **kwargs: Any):
        form = revision.as_object()
        clearance = Clearance.objects.matching(form)
        if clearance is None:
            if revision.approved_go_live_at or (user is None and is_kept_by_localize(self)):
                return self._keep_as_draft(revision)
            raise ClearanceRequired(self)
        # Whoever decides last in the review needs no publish permission of Wagtail's.
        is_decider = user is not None and clearance.decided_by_id == user.pk
        with found_cleared(form, revision.content, clearance):
            return super().publish(
                revision,
                user=user,
                skip_permission_checks=skip_permission_checks or is_decider,
                **kwargs,
            )

    def _keep_as_draft(self, revision) -> None:
        route = held.SCHEDULE if revision.approved_go_live_at else held.TRANSLATION
        if revision.approved_go_live_at:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
        held.hold(self, route, revision=revision)

    def serve_preview(self, request: HttpRequest, mode_name: str):
        """A draft is nobody's but the reader's who asked for it: no cache keeps it."""
        response = super().serve_preview(request, mode_name)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def serializable_data(self) -> dict[str, Any]:
        """Revisions hold content; whether it is cleared is asked anew each time."""
        data = super().serializable_data()
        data.pop("clearance", None)
        data.pop("cleared_fingerprint", None)
        return data

    def with_content_json(self, content: dict[str, Any]):
        form = form_found(self, content)
        if form is not None:
            return form
        obj = super().with_content_json(content)
        obj.clearance_id = self.clearance_id
        obj.cleared_fingerprint = self.cleared_fingerprint
        if hasattr(self, "live_revision_id"):
            # A revision names the one that was public when it was written, perhaps none; Wagtail
            # takes what has none offline when it is scheduled, until that day.
            obj.live_revision_id = self.live_revision_id
        # The same row in another form: what was loaded with it need not be loaded again.
        for name in {"locale", "responsible_unit"} & set(self._state.fields_cache):
            if getattr(obj, f"{name}_id") == getattr(self, f"{name}_id"):
                setattr(obj, name, getattr(self, name))
        return obj


class GuardedPageMixin(GuardedMixin):
    """:class:`GuardedMixin` for page types: ``class Notice(GuardedPageMixin, Page)``."""

    PAGE_PUBLIC_FIELDS: ClassVar[tuple[str, ...]] = (
        "title",
        "slug",
        "seo_title",
        "search_description",
    )

    exclude_fields_in_copy = ["clearance", "cleared_fingerprint"]

    # Whether what readers get depends on address, language, database and day only, so that the
    # page cache may keep it. A class that derives from another has to say so itself.
    kept_by_page_cache: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and self.path and kwargs.get("update_fields") is None:
            follow_stored_parent(self)
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> UnitPagePermissionTester:
        """Wagtail's, and who answers for a unit edits what is that unit's."""
        return UnitPagePermissionTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any):
        is_preview = getattr(request, "is_preview", False)
        if is_preview:
            return super().serve(request, *args, **kwargs)
        self._load_once()
        if not self.is_disclosed:
            raise Http404
        response = super().serve(request, *args, **kwargs)
        # Withdrawal must work at once, so no cache may answer in our place.
        patch_cache_control(response, private=True, no_cache=True)
        return keep(response) if vars(type(self)).get("kept_by_page_cache", False) else response

    def _load_once(self) -> None:
        """Load for the guard what the page then shows: one query more than without a guard."""
        for relation in get_all_child_relations(self):
            if relation.get_accessor_name() in public_names(type(self)):
                getattr(self, relation.get_accessor_name()).get_object_list()
        links = [self._meta.get_field(name) for name in ("clearance", "locale")]
        if self.clearance_id and not all(is_loaded(self, link) for link in links):
            stored = type(self)._base_manager.select_related("clearance", "locale")
            loaded = stored.only("clearance", "locale").get(pk=self.pk)
            if loaded.clearance_id == self.clearance_id and loaded.locale_id == self.locale_id:
                self.clearance, self.locale = loaded.clearance, loaded.locale

    def get_route_paths(self) -> list[str]:
        """Below its address; nowhere while it isn't public: redirects must not tell of it."""
        return super().get_route_paths() if self.live else []

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.is_sealed else []


def guarded_models() -> list[type[GuardedMixin]]:
    """Every guarded class that has a table, in the order in which Django knows them."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, GuardedMixin) and not model._meta.proxy
    ]


def guarded_pages() -> list[type[GuardedMixin]]:
    """Those of them that are page types."""
    return [model for model in guarded_models() if issubclass(model, Page)]


def page_fields() -> frozenset[str]:
    """Names of the columns and relations that every Wagtail page has."""
    return frozenset(field.name for field in Page._meta.get_fields())
