"""What the report counts together: categories by level, everything else by type."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_disclosure.catalog.models import CatalogPage, CategoryPage, EntryPage
from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import PublicBody
from wagtail_disclosure.review.translations.states import originals
from wagtail_disclosure.review.translations.work import translatable_models
from wagtail_disclosure.review.units import units_of

# Categories further down are counted together.
LEVELS = 3
DEEPER = LEVELS + 1
FIRST = (CatalogPage, CategoryPage, EntryPage)


@dataclass(frozen=True)
class Level:
    """Some of a type's public originals; ``depth`` is that of categories below the catalog."""

    name: str
    label: str
    model: type[Any]
    depth: int | None = None

    def rows(self, scope: "Scope") -> QuerySet[Any]:
        rows = scope.rows(self.model)
        return rows if self.depth is None else with_depth(rows).filter(category_depth=self.depth)


def levels() -> list[Level]:
    """The catalog from the top, then every other type that is translated."""
    others = [model for model in translatable_models() if model not in FIRST]
    return [level for model in (*FIRST, *others) for level in _levels_of(model)]


@dataclass(frozen=True)
class Scope:
    """Whose originals a person sees: those of some units, by key, or all."""

    units: tuple[Any, ...] | None

    @classmethod
    def of(cls, user: Any) -> "Scope":
        """The units that the person answers for; everything for the office and for translators."""
        if user.is_superuser:
            return cls(None)
        units = units_of(user).values_list("pk", flat=True)
        keys = tuple(units)
        office = PublicBody.objects.own().office_id
        return cls(None if not keys or office in keys else keys)

    def rows(self, model: type[Any]) -> QuerySet[Any]:
        """Public originals of a type; what belongs to no unit belongs to the disclosure office."""
        rows = originals(model)
        if self.units is None:
            return rows
        return rows.filter(responsible_unit__in=self.units) if has_unit(model) else rows.none()


def has_unit(model: type[Any]) -> bool:
    return any(field.name == "responsible_unit" for field in model._meta.concrete_fields)


def with_depth(categories: QuerySet[Any]) -> QuerySet[Any]:
    """Annotated with ``category_depth``: how far below its catalog each is, DEEPER at most."""
    catalogs = CatalogPage._base_manager.values_list("path", "depth")
    below = [When(path__startswith=path, then=F("depth") - depth) for path, depth in catalogs]
    # Without a catalog there are no categories.
    depth = Case(*below, default=Value(1), output_field=IntegerField())
    deeper = When(exact_depth__gt=LEVELS, then=Value(DEEPER))
    annotated = categories.annotate(exact_depth=depth)
    return annotated.annotate(
        category_depth=Case(deeper, default=F("exact_depth"), output_field=IntegerField())
    )


def target_locales() -> list[Locale]:
    """The languages of the site's content, the default one last: most is written in it."""
    codes = [code for code, _name in conf.content_languages()]
    found = {locale.language_code: locale for locale in Locale.objects.all()}
    return [found[code] for code in reversed(codes) if code in found]


def _levels_of(model: type[Any]) -> list[Level]:
    if model is not CategoryPage:
        name = capfirst(str(model._meta.verbose_name_plural))
        return [Level(model._meta.label_lower, name, model)]
    named = [
        Level(f"level-{depth}", _("Categories, level %(number)d") % {"number": depth}, model, depth)
        for depth in range(1, DEEPER)
    ]
    return [*named, Level("deeper", _("Categories, deeper"), model, DEEPER)]
