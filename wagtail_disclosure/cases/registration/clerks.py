"""Who registers at which window: its clerks, and the disclosure office at all of the agency's."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_disclosure.core import conf
from wagtail_disclosure.core.models import IntakeWindow, PublicBody

REGISTER = "wagtail_disclosure_cases.add_registration"


class WindowPermissionPolicy(ModelPermissionPolicy):
    """The right to register alone opens no window: one must be its clerk, or of the office."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "register" and user.is_active and user.has_perm(REGISTER)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: IntakeWindow
    ) -> bool:
        windows = self.instances_user_has_any_permission_for(user, [action])
        return windows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """Open windows of this agency at which ``user`` may register, those of a clerk first."""
        if not self.user_has_any_permission(user, actions):
            return IntakeWindow.objects.none()
        windows = IntakeWindow.objects.filter(is_active=True)
        if code := conf.public_body_code():
            windows = windows.filter(body__code=code)
        if user.is_superuser:
            return windows
        offices = offices_of(user)
        return windows.filter(Q(clerks__user=user) | Q(body__in=offices.values("pk"))).distinct()


policy = WindowPermissionPolicy(IntakeWindow)


def offices_of(user: Any) -> QuerySet[Any]:
    """The agencies of whose disclosure office ``user`` is."""
    if user.is_superuser:
        return PublicBody.objects.all()
    is_there = Q(office__officers__user=user) | Q(office__head=user)
    return PublicBody.objects.filter(is_there).distinct()
