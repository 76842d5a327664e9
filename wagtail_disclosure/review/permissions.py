"""Who may name deputies."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_disclosure.review.models import Delegation
from wagtail_disclosure.review.taking_part import part_of


class DelegationPolicy(ModelPermissionPolicy):
    """People with a role in the review name their own deputies; the permissions cover everybody's.

    The group of the disclosure office has these permissions.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if super().user_has_permission(user, action):
            return True
        return self._names_own(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        actions = list(actions)
        covers = any(self.covers_everybody(user, action) for action in actions)
        return covers or (bool(actions) and self._names_own(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if self.covers_everybody(user, action):
            return True
        return instance.principal_id == user.pk and self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        everything = Delegation.objects.all()
        if any(self.covers_everybody(user, action) for action in actions):
            return everything
        return everything.filter(principal=user) if user.is_active else everything.none()

    def covers_everybody(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do so for everybody, not for themselves only."""
        return super().user_has_permission(user, action)

    def _names_own(self, user: Any) -> bool:
        if not (user.is_active and user.has_perm("wagtailadmin.access_admin")):
            return False
        return part_of(user).holds_role


delegation_policy = DelegationPolicy(Delegation)
