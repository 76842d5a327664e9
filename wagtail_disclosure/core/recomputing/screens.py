"""Recomputations in the Wagtail admin, and the editors of what due dates follow from."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from wagtail_disclosure.core.admin import ListingView, MasterDataViewSet, WithoutEditor
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.deleting import CarefulDeleteView, Holder
from wagtail_disclosure.core.models import Recomputation
from wagtail_disclosure.core.recomputing import running
from wagtail_disclosure.core.recomputing.following import basis_of, follow
from wagtail_disclosure.core.recomputing.problems import in_all_words


class Followed:
    """For the editors of a row that due dates follow: says how many do, and has them computed."""

    is_new = False
    begun: tuple[Recomputation, ...] = ()

    def save_instance(self) -> Any:
        before = None if self.is_new else basis_of(self._locked())
        saved = super().save_instance()
        self.begun = tuple(follow(saved, before, by=Actor.of(self.request.user)))
        return saved

    def _locked(self) -> Any:
        """The row as it is stored: whoever saves it at the same time waits, and is compared with
        what was saved here. Cases can be stored meanwhile, as they name only its key.

        What the form does not ask for is saved as it is now, and not as it was when it was opened.
        """
        row = self.form.instance
        stored = self.model._default_manager.select_for_update(no_key=True).get(pk=row.pk)
        for field in self.model._meta.concrete_fields:
            if field.name not in self.form.fields:
                setattr(row, field.attname, getattr(stored, field.attname))
        return stored

    def save_action(self) -> HttpResponse:
        response = super().save_action()
        for work in self.begun:
            self._tell(work)
        return response

    def _tell(self, work: Recomputation) -> None:
        text = ngettext(
            "%(number)s open case counts with this. Its due date is computed anew.",
            "%(number)s open cases count with this. Their due dates are computed anew.",
            work.total,
        ) % {"number": work.total}
        address = reverse("disclosure_recomputation:inspect", args=[work.pk])
        messages.info(self.request, text, buttons=[messages.button(address, _("See how far"))])


class FollowedAddView(Followed, generic.CreateView):
    is_new = True


class FollowedEditView(Followed, generic.EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saved = self.model._default_manager.get(pk=self.object.pk)
        followers = running.count(basis_of(saved).concerned)
        return super().get_context_data(followers=followers, **kwargs)


class FollowedDeleteView(CarefulDeleteView):
    """Keeps what open cases count with: they would be left without a due date."""

    @cached_property
    def holders(self) -> list[Holder]:
        followers = running.count(basis_of(self.object).concerned)
        open_cases = [Holder(str(_("open cases")), followers)] if followers else []
        return [*super().holders, *open_cases]


class FollowedViewSet(MasterDataViewSet):
    """Rows that due dates follow."""

    add_view_class = FollowedAddView
    edit_view_class = FollowedEditView
    delete_view_class = FollowedDeleteView
    edit_template_name = "wagtail_disclosure/admin/followed_form.html"


class RecomputationIndexView(ListingView):
    """What was edited and by whom, newest first."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("reason", label=_("Reason"), get_url=self.get_inspect_url),
            BooleanColumn("is_finished", label=_("Finished")),
            Column("moved", label=_("Due dates moved")),
            Column("started_by_name", label=_("Started by"), classname="disclosure-roomy"),
            DateColumn("started_at", label=_("Started at"), classname="disclosure-roomy"),
        ]


class RecomputationView(generic.InspectView):
    """How far it is, and what could not be computed."""

    template_name = "wagtail_disclosure/admin/recomputation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            work=self.object,
            problems=in_all_words(self.object.problems),
            may_decide=self.permission_policy.user_has_permission(self.request.user, "change"),
            **kwargs,
        )


class RecomputationViewSet(WithoutEditor, MasterDataViewSet):
    """Recomputations are begun by editing; here people see how far they are."""

    model = Recomputation
    icon = "rotate"
    index_view_class = RecomputationIndexView
    inspect_view_class = RecomputationView
    inspect_view_enabled = True
    list_filter = ["is_finished"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/go_on/", self.go_on_view, name="go_on")]

    @property
    def go_on_view(self) -> Any:
        @require_POST
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            if not self.permission_policy.user_has_permission(request.user, "change"):
                raise PermissionDenied
            running.go_on(get_object_or_404(Recomputation, pk=pk))
            return redirect("disclosure_recomputation:inspect", pk)

        return view
