"""The outbox in the admin: what waits, what failed, and trying it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from wagtail_disclosure.cases.exceptions import CaseRefused
from wagtail_disclosure.cases.models import OutgoingMail
from wagtail_disclosure.cases.outbox.queueing import try_again
from wagtail_disclosure.cases.permissions import policy
from wagtail_disclosure.cases.registration.clerks import offices_of
from wagtail_disclosure.core.admin import ROOMY, ListingView, MasterDataViewSet, WithoutEditor


class MomentColumn(Column):
    """The moment itself: whoever looks asks whether the mail server works."""

    cell_template_name = "wagtail_disclosure_cases/outbox/moment_cell.html"


class AgainColumn(Column):
    """A button where there is something to try again."""

    cell_template_name = "wagtail_disclosure_cases/outbox/again_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": parent_context.get("csrf_token")}


def visible_to(user: Any) -> QuerySet[Any]:
    """Mails about the cases that ``user`` may see; for the office, also those to its people."""
    cases = policy.read_whole_by(user)
    seen = Q(case__in=cases.values("pk"))
    if offices_of(user).exists():
        seen |= Q(case__isnull=True)
    return OutgoingMail.objects.filter(seen)


class OutboxView(ListingView):
    """Every mail, newest first; filters show those that wait or failed."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return visible_to(self.request.user).select_related("case", "letter")

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            TitleColumn("case", label=gettext_lazy("Case"), accessor=_about, get_url=_case_url),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column("letter", label=gettext_lazy("Letter"), classname=ROOMY),
            StatusTagColumn("state", label=gettext_lazy("State"), accessor="get_state_display"),
            Column("attempts", label=gettext_lazy("Attempts"), classname=ROOMY),
            MomentColumn("created_at", label=gettext_lazy("Written at"), sort_key="created_at"),
            MomentColumn("sent_at", label=gettext_lazy("Sent at"), sort_key="sent_at"),
            Column("last_error", label=gettext_lazy("Last error"), classname=ROOMY),
        ]
        if self.permission_policy.user_has_permission(self.request.user, "change"):
            columns.append(AgainColumn("again", label="", accessor="pk"))
        return columns


class OutgoingMailViewSet(WithoutEditor, MasterDataViewSet):
    """Mails are written by what they tell of; here people see that they go out."""

    model = OutgoingMail
    icon = "mail"
    menu_label = gettext_lazy("Outbox")
    menu_order = 320
    index_view_class = OutboxView
    list_filter = ["state", "kind"]
    search_fields = ["case__number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        again = path("<uuid:pk>/try_again/", self.try_again_view, name="try_again")
        return [*super().get_urlpatterns(), again]

    @property
    def try_again_view(self) -> Any:
        @require_POST
        def view(request: HttpRequest, pk: Any) -> HttpResponse:
            if not self.permission_policy.user_has_permission(request.user, "change"):
                raise PermissionDenied
            mail = get_object_or_404(visible_to(request.user), pk=pk)
            try:
                try_again(mail, at=timezone.now())
            except CaseRefused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("It is tried again with the next mails."))
            return redirect("disclosure_outgoingmail:index")

        return view


def _about(mail: OutgoingMail) -> str:
    """Its case; of mails to people of the agency, for whom it is."""
    return mail.case.number if mail.case else mail.recipient_name


def _case_url(mail: OutgoingMail) -> str | None:
    return reverse("disclosure_cases:workspace", args=[mail.case_id]) if mail.case_id else None
