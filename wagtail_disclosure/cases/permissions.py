"""Who may do what with which case."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_disclosure.cases.answer_review import readable_by, standing_of, waiting_for
from wagtail_disclosure.cases.models import Answer
from wagtail_disclosure.cases.models.cases import Case
from wagtail_disclosure.cases.models.tasks import UnitTask
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review.units import units_written_for
from wagtail_disclosure.rules.case_states import CaseState

APP = "wagtail_disclosure_cases"
# What people do, and the permission of Django's that it takes besides being in charge.
CHANGE = f"{APP}.change_case"
PERMISSIONS = {
    "view": f"{APP}.view_case",
    "accept": CHANGE,
    "assign": CHANGE,
    "request_correction": CHANGE,
    "record_correction": CHANGE,
    "abandon": CHANGE,
    "consult": CHANGE,
    "end_consultation": CHANGE,
    "ask_reasons": CHANGE,
    "inform_objector": CHANGE,
    "propose_extension": CHANGE,
    "extend": f"{APP}.approve_extension",
    "charge": CHANGE,
    "record_payment": CHANGE,
    "add_papers": CHANGE,
    "give_task": CHANGE,
    "finish_task": CHANGE,
    "note": CHANGE,
    "classify_applicant": CHANGE,
    "restrict": CHANGE,
    "draft_answer": CHANGE,
    "propose_answer": CHANGE,
    "answer": CHANGE,
    "clear_answer": f"{APP}.clear_answer",
    "return_answer": f"{APP}.clear_answer",
    "refer_answer": f"{APP}.clear_answer",
    "split": CHANGE,
    "join": CHANGE,
    "transfer": CHANGE,
    "withdraw": CHANGE,
    "reopen": CHANGE,
    "register_challenge": CHANGE,
    "list_in_log": CHANGE,
    "propose_disclosure": CHANGE,
    "reveal": f"{APP}.reveal_applicant",
    "hold": CHANGE,
    # Whoever answers for what is kept for how long.
    "lift_hold": f"{APP}.change_retentionrule",
}
VIEW_ALL = f"{APP}.view_all_cases"
# What the tiers of a review decide, by the role that somebody has for the unit of the case.
REVIEWING = frozenset({"clear_answer", "return_answer", "refer_answer"})
# The same with what they have to read first; neither takes a permission of Django's.
REVIEWED = REVIEWING | {"view"}


class CasePermissionPolicy(ModelPermissionPolicy):
    """A right alone opens no case: it must also be one of the person's unit, or of the office.

    The disclosure office is in charge of every case of its agency; other officers, and heads, of
    those of their units and of those that they were assigned. ``view_all_cases`` lets somebody
    read the rest, such as a supervisor. While an answer is in review, those whose role is one of
    its tiers read the case, and whose turn it is decides, whatever groups they are in.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        permission = PERMISSIONS.get(action)
        # Nothing else can be done with cases: neither added by hand, nor copied, nor deleted.
        return permission is not None and user.is_active and user.has_perm(permission)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Case) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return self._in_charge(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        allowed = [
            action
            for action in actions
            if self.user_has_permission(user, action) or action in REVIEWED
        ]
        if not allowed:
            return Case.objects.none()
        return self._in_charge(user, "view" if "view" in allowed else allowed[0])

    def listable(self, user: Any) -> QuerySet[Any]:
        """The same as may be viewed, besides what one reviews, for lists that may be very long.

        Told the units themselves, the database knows how many cases there are of them; of a
        subquery it can only guess.
        """
        units = self.listed_units(user)
        if units is None:
            return self.read_whole_by(user)
        if not self.user_has_permission(user, "view"):
            return Case.objects.none()
        of_units = Q(is_restricted=False, unit_id__in=units)
        return Case.objects.filter(Q(officer_id=user.pk) | of_units)

    def read_whole_by(self, user: Any) -> QuerySet[Any]:
        """The same as may be viewed, besides what one only reviews.

        Letters, files and notes tell who applied: they are for those who work on the case.
        """
        if not self.user_has_permission(user, "view"):
            return Case.objects.none()
        return Case.objects.filter(self._of_units(user, "view"))

    def listed_units(self, user: Any) -> tuple[int, ...] | None:
        """The units whose cases are listed for ``user``; None where those of every unit may be."""
        written_for = units_written_for(user)
        if user.is_superuser or user.has_perm(VIEW_ALL) or (written_for and written_for.is_office):
            return None
        return tuple(written_for.keys) if written_for else ()

    def allowed_actions(self, user: Any, case: Case) -> frozenset[str]:
        """Everything that ``user`` may do with ``case``, in a constant number of queries."""
        if not self._in_charge(user, "view").filter(pk=case.pk).exists():
            return frozenset()
        actions = {action for action in PERMISSIONS if self.user_has_permission(user, action)}
        if not self._in_charge(user, "").filter(pk=case.pk).exists():
            actions = {"view"}
        if case.state != CaseState.ANSWER_IN_REVIEW:
            return frozenset(actions)
        if any(answer.case_id == case.pk for answer in waiting_for(user)):
            return frozenset(actions | REVIEWED)
        answer = Answer.objects.filter(case_id=case.pk, state=Answer.State.IN_REVIEW).first()
        # Those of a tier decide, and nobody else besides them.
        is_for_tiers = answer is not None and standing_of(answer).next_role
        return frozenset(actions - REVIEWING if is_for_tiers else actions)

    def may_finish(self, user: Any, task: UnitTask) -> bool:
        """Whether ``user`` can say that ``task`` is done: as one of its unit, or of the case's."""
        if not self.user_has_permission(user, "finish_task"):
            return False
        mine = Unit.objects.filter(Q(officers__user=user) | Q(head=user)).filter(pk=task.unit_id)
        return mine.exists() or self._in_charge(user, "").filter(pk=task.case_id).exists()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        names = {PERMISSIONS[action].split(".")[1] for action in actions if action in PERMISSIONS}
        granted = Q(user_permissions__codename__in=names) | Q(
            groups__permissions__codename__in=names
        )
        users = get_user_model()._default_manager.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | granted).distinct()

    def in_charge(self, user: Any, action: str) -> Q:
        """Which cases ``user`` may do ``action`` with, who has the right to it or reviews."""
        if action not in REVIEWED or user.is_superuser:
            return self._of_units(user, action)
        reviewed = self._reviewed_by(user, action)
        if not self.user_has_permission(user, action):
            return Q(pk__in=reviewed)
        return Q(pk__in=reviewed) | self._of_units(user, action)

    def _reviewed_by(self, user: Any, action: str) -> set[int]:
        if action == "view":
            return readable_by(user)
        return {answer.case_id for answer in waiting_for(user)}

    def _of_units(self, user: Any, action: str) -> Q:
        """Those of the units and of the office that ``user`` is in charge of."""
        if user.is_superuser:
            return Q()
        mine = Unit.objects.filter(Q(officers__user=user) | Q(head=user))
        offices = PublicBody.objects.filter(office__in=mine)
        in_charge = Q(officer_id=user.pk) | Q(body__in=offices.values("pk"))
        of_units = Q(unit__in=mine.values("pk"))
        if action == "view" and user.has_perm(VIEW_ALL):
            of_units = Q()
        return in_charge | (Q(is_restricted=False) & of_units)

    def _in_charge(self, user: Any, action: str) -> QuerySet[Any]:
        return Case.objects.filter(self.in_charge(user, action))


policy = CasePermissionPolicy(Case)
