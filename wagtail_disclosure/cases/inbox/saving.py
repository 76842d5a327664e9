"""Views of the list that people keep: a filter under a name, for oneself or for the office."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages

from wagtail_disclosure.cases.clock.computing import today
from wagtail_disclosure.cases.inbox.columns import (
    BETWEEN,
    DEFAULT,
    columns_by_name,
    known_columns,
)
from wagtail_disclosure.cases.inbox.filters import CaseFilterSet
from wagtail_disclosure.cases.models import Case, SavedView
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.core.admin import Screen
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import PublicBody

# More than anybody finds their way in.
MOST = 20
ORDERING, COLUMNS = "ordering", "columns"
# The columns that a person chose, as their browser keeps them.
COOKIE = "disclosure_inbox_columns"
# Codes, keys and names of columns; nothing else that somebody wrote into the address.
VALUE = re.compile(r"[a-z0-9_-]{1,30}")


def filter_of(parameters: Mapping[str, str], *, with_columns: bool = True) -> str:
    """The filters among the parameters of an address of the list, always in the same order.

    The columns are among them where the address names any.
    """
    names = [*CaseFilterSet.base_filters, ORDERING]
    values = [(name, parameters.get(name, "")) for name in names]
    kept = [(name, value) for name, value in values if VALUE.fullmatch(value)]
    if with_columns and (columns := known_columns(parameters.get(COLUMNS, ""))):
        kept.append((COLUMNS, BETWEEN.join(columns)))
    return urlencode(kept)


def chosen_columns(request: HttpRequest) -> tuple[str, ...]:
    """The names of the columns: those of the view that is open, else those of this person."""
    if of_view := known_columns(request.GET.get(COLUMNS, "")):
        return of_view
    kept = request.COOKIES.get(COOKIE)
    return DEFAULT if kept is None else known_columns(kept)


def views_for(user: Any) -> QuerySet[Any]:
    """What stands above the list: one's own views, and those of one's office."""
    return SavedView.objects.shown_to(user)[: 2 * MOST]


class SavedViewForm(forms.ModelForm):
    """A name, and for heads of an office whether all of the office see it."""

    is_shared = forms.BooleanField(
        label=_("Show it to everybody of the disclosure office"), required=False
    )

    class Meta:
        model = SavedView
        fields = ["name"]

    def __init__(self, *args: Any, user: Any, query: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.owner = user
        self.instance.query = query
        self.office_of = PublicBody.objects.filter(office__head=user).order_by("pk").first()
        if self.office_of is None:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        own = SavedView.objects.filter(owner=self.instance.owner)
        if not self.instance.query:
            raise forms.ValidationError(_("Choose a filter in the list first."))
        if own.count() >= MOST:
            message = _("You have %(most)s views. Delete one first.")
            raise forms.ValidationError(message, params={"most": MOST})
        if own.filter(name=values.get("name", "")).exists():
            self.add_error("name", _("You have a view of this name."))
        return values

    def save(self, commit: bool = True) -> SavedView:
        if self.cleaned_data.get("is_shared"):
            self.instance.body = self.office_of
        attribute(self.instance, by=Actor.of(self.instance.owner), reason="saved view")
        return super().save(commit)


class CasesScreen(Screen):
    """For whoever may see cases."""

    def is_open_to(self, user: Any) -> bool:
        return policy.user_has_permission(user, "view")


class SavedViewsView(CasesScreen, FormView):
    """Keeps the filter that stands in the address, and lists what one keeps already."""

    template_name = "wagtail_disclosure_cases/admin/saved_views.html"
    form_class = SavedViewForm
    header_icon = "list-ul"
    page_title = _("Saved views")

    @cached_property
    def query(self) -> str:
        """What would be kept: the list as it stands there, with its columns if it has others."""
        parameters = self.request.GET.dict()
        if (columns := chosen_columns(self.request)) != DEFAULT:
            parameters[COLUMNS] = BETWEEN.join(columns)
        return filter_of(parameters)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "query": self.query}

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("disclosure_cases:index"), _now("Cases"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = SavedView.objects.filter(owner=self.request.user).select_related("body")
        return super().get_context_data(
            views=own,
            query=self.query,
            url=f"{self.request.path}?{self.query}",
            filters=in_words(self.query, self.request),
            **kwargs,
        )

    def form_valid(self, form: SavedViewForm) -> HttpResponse:
        with transaction.atomic():
            view = form.save()
        messages.success(self.request, _now("“%(name)s” is kept.") % {"name": view.name})
        return redirect(f"{reverse('disclosure_cases:index')}?{view.query}")


class DeleteSavedViewView(CasesScreen, View):
    """One's own views only: to others they are not there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = get_object_or_404(SavedView, pk=pk, owner=request.user)
        with transaction.atomic():
            attribute(view, by=Actor.of(request.user), reason="deleted")
            view.delete()
        messages.success(request, _now("“%(name)s” is deleted.") % {"name": view.name})
        return redirect("disclosure_cases:saved_views")


def in_words(query: str, request: HttpRequest) -> list[str]:
    """The filters of ``query`` as people read them."""
    data = QueryDict(query)
    filters = CaseFilterSet(data, queryset=Case.objects.none(), request=request)
    if not filters.is_valid():
        return []
    described = []
    for name, one in filters.filters.items():
        value = filters.form.cleaned_data.get(name)
        if value:
            choices = dict(getattr(one.field, "choices", ())) if isinstance(value, str) else {}
            described.append(f"{one.label}: {choices.get(value, value)}")
    if columns := known_columns(data.get(COLUMNS, "")):
        found = columns_by_name(on=today())
        names = [str(found[column].label) for column in columns]
        described.append(f"{_now('Columns')}: {', '.join(names)}")
    return described
