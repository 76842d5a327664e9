"""The register and its public lines as people see them who answer for some units only."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, InspectView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView

from wagtail_disclosure.catalog.models import ExemptPublicLine
from wagtail_disclosure.catalog.reclassification import buttons
from wagtail_disclosure.core.admin import ListingView
from wagtail_disclosure.core.exporting import ExportMixin
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.units import units_written_for, written_for

OF_ANOTHER_UNIT = _("This is for the unit that answers for it, or the office.")


class OwnItemMixin:
    """An item of another unit is not shown: its title is nobody else's to know."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        item = super().get_object(*args, **kwargs)
        units = units_written_for(self.request.user)
        if units is not None and not units.has(item):
            raise PermissionDenied(OF_ANOTHER_UNIT)
        return item


class UnitFieldMixin:
    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.fields["unit"].queryset = written_for(Unit.objects.all(), self.request.user)
        return form


class ExemptItemIndexView(ListingView):
    def get_base_queryset(self) -> Any:
        items = super().get_base_queryset().select_related("unit", "ground")
        units = units_written_for(self.request.user)
        return items if units is None else items.filter(unit__in=units.keys)


class ExemptItemCreateView(UnitFieldMixin, CreateView):
    def get_initial(self) -> dict[str, Any]:
        """The category that the drafting sheet came from."""
        return {
            **super().get_initial(),
            "category_code": self.request.GET.get("category_code", "")[:40],
        }


class ExemptItemEditView(UnitFieldMixin, OwnItemMixin, EditView):
    pass


class ExemptItemDeleteView(OwnItemMixin, DeleteView):
    pass


class ExemptItemHistoryView(OwnItemMixin, HistoryView):
    pass


class ExemptItemUsageView(OwnItemMixin, UsageView):
    pass


class ExemptItemInspectView(OwnItemMixin, InspectView):
    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else value

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *buttons.for_item(self.object, self.request.user)]


class OwnLineMixin:
    """A public line is for the unit of its item, and for those who review it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = kwargs["pk"] if "pk" in kwargs else args[0]
        refuse_lines_of_others(request, get_object_or_404(ExemptPublicLine, pk=unquote(str(key))))
        return super().dispatch(request, *args, **kwargs)


def for_own_lines(view_class: type[Any]) -> type[Any]:
    """Wagtail's view of one snippet, for public lines of one's own units."""
    return type(view_class.__name__, (OwnLineMixin, view_class), {})


class PublicLineIndexView(ExportMixin, SnippetIndexView):
    def get_base_queryset(self) -> Any:
        lines = super().get_base_queryset().select_related("item", "locale")
        units = units_written_for(self.request.user)
        return lines if units is None else lines.filter(item__unit__in=units.keys)


def refuse_lines_of_others(request: HttpRequest, instance: Any) -> None:
    """Before a public line is edited: for its unit, and for those who review it.

    Raises PermissionDenied.
    """
    if not isinstance(instance, ExemptPublicLine):
        return
    units = units_written_for(request.user)
    if units is None or units.has(instance):
        return
    task = instance.current_workflow_task
    if not (task and task.user_can_access_editor(instance, request.user)):
        raise PermissionDenied(OF_ANOTHER_UNIT)


def refuse_deleting_lines_of_others(request: HttpRequest, instances: Any) -> None:
    """Before public lines are deleted; raises PermissionDenied."""
    for instance in instances:
        refuse_lines_of_others(request, instance)
