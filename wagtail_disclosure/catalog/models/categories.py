from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from wagtail_disclosure.catalog import panels
from wagtail_disclosure.catalog.listings import for_listing, page_of_category
from wagtail_disclosure.catalog.models.base import CatalogTypeMixin
from wagtail_disclosure.catalog.models.projection import PublicEntry
from wagtail_disclosure.catalog.querysets import PublicEntryQuerySet
from wagtail_disclosure.catalog.routing import find_below
from wagtail_disclosure.catalog.tree import (
    Tree,
    crumb_of_catalog,
    mark_untranslated,
    read_totals,
    read_tree,
    remember_catalog,
    with_numbers,
)
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.models import GuardedPageManager
from wagtail_disclosure.review.translations.fields import PAGE_FIELDS, synchronized, translated


class CatalogMixin(CatalogTypeMixin):
    """The root of a disclosure catalog; its children are the first level of categories."""

    introduction = models.TextField(_("introduction"), blank=True)

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "introduction",
    )

    content_panels = panels.CATALOG_PANELS
    subpage_types = ["wagtail_disclosure_catalog.CategoryPage"]
    override_translatable_fields = [*PAGE_FIELDS, *translated("introduction")]

    class Meta:
        abstract = True

    @property
    def review_unit(self) -> Unit | None:
        """The catalog as a whole belongs to the disclosure office."""
        return PublicBody.objects.own().office

    def route(self, request: HttpRequest, path_components: list[str]):
        remember_catalog(self, request)
        found = find_below(self, path_components, request) if path_components else None
        if found is None:
            return super().route(request, path_components)
        page, rest = found
        return page.route(request, rest)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tree = read_catalog(self, request)
        mark_untranslated(
            tree.roots,
            CategoryPage.objects.disclosed(),
            [code for code, _name in conf.content_languages()],
        )
        context["tree"] = tree.roots
        context["totals"] = read_totals(self, tree)
        return context


class CategoryMixin(CatalogTypeMixin):
    """A node of the catalog, at any depth."""

    code = models.CharField(
        _("code"),
        max_length=40,
        blank=True,
        db_index=True,
        help_text=_("Once in a catalog, the same in every language."),
    )
    responsible_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible unit"),
    )
    summary = models.TextField(
        _("what belongs here"), blank=True, help_text=_("One sentence for visitors.")
    )

    public_fields: ClassVar[tuple[str, ...]] = (
        *CatalogTypeMixin.PAGE_PUBLIC_FIELDS,
        "code",
        "responsible_unit",
        "summary",
    )

    content_panels = panels.CATEGORY_PANELS
    parent_page_types = [
        "wagtail_disclosure_catalog.CatalogPage",
        "wagtail_disclosure_catalog.CategoryPage",
    ]
    subpage_types = [
        "wagtail_disclosure_catalog.CategoryPage",
        "wagtail_disclosure_catalog.EntryPage",
    ]
    # A copy is another category; a translation takes the code over when it is saved.
    exclude_fields_in_copy = [*CatalogTypeMixin.exclude_fields_in_copy, "code"]
    override_translatable_fields = [
        *PAGE_FIELDS,
        *synchronized("code", "responsible_unit"),
        *translated("summary"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tree = read_catalog(self, request)
        context["ancestors"] = [*crumb_of_catalog(self, request), *tree.ancestors]
        context["subcategories"] = tree.roots
        context["entries"] = page_of_category(_entries(), self, request, count=tree.own_count)
        context["unit"] = self.responsible_unit
        return context

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.code:
            self.code = self._code_in_other_languages()
        if not self.slug and self.code:
            self.slug = slugify(self.code)
        # Wagtail saves drafts without `clean()`.
        self.refuse_taken_code()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.refuse_taken_code()

    def refuse_taken_code(self) -> None:
        """Raises ValidationError where another category in this language has the code."""
        if self.code and not self.alias_of_id and self._same_code_elsewhere():
            raise ValidationError(
                {"code": _("The code %(code)s is taken already.") % {"code": self.code}}
            )

    def _same_code_elsewhere(self) -> bool:
        # No unique constraint can say this: the locale is a column of the page table.
        others = type(self).objects.filter(code=self.code, locale_id=self.locale_id, alias_of=None)
        return others.exclude(pk=self.pk).exists()

    def _code_in_other_languages(self) -> str:
        twins = type(self).objects.filter(translation_key=self.translation_key)
        return twins.values_list("code", flat=True).first() or ""


class CatalogPage(CatalogMixin, Page):
    """The disclosure catalog of the agency."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_catalog"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    class Meta:
        verbose_name = _("catalog")
        verbose_name_plural = _("catalogs")


class CategoryPage(CategoryMixin, Page):
    """A category of the disclosure catalog."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="disclosure_category"
    )

    objects = GuardedPageManager()

    kept_by_page_cache = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
        index.SearchField("code"),
        index.FilterField("code"),
        index.FilterField("clearance"),
        index.FilterField("responsible_unit"),
    ]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")


def read_catalog(page: Page, request: HttpRequest | None) -> Tree:
    """What is disclosed below ``page``, a catalog or one of its categories."""
    return read_tree(page, request, numbered=_categories())


@cache
def _categories() -> PageQuerySet:
    return with_numbers(CategoryPage.objects.disclosed())


@cache
def _entries() -> PublicEntryQuerySet:
    return for_listing(PublicEntry.objects.disclosed()).newest_first()
