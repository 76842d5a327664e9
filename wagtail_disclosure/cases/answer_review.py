"""Whose turn it is in the secrecy review of an answer: the tiers of its unit's review profile."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.models import Answer, AnswerDecision, CaseEvent
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import ReviewProfile
from wagtail_disclosure.review.roles import Role, can_be_shared_out, people
from wagtail_disclosure.rules.case_states import CaseState

Decision = AnswerDecision.Decision


@dataclass(frozen=True)
class Standing:
    """How far the review of ``answer`` is.

    ``roles`` are the tiers that it passes, first tier first; without any, one second person clears
    it. ``decisions`` are those since it was sent to review last, ``proposal_id`` the event of that,
    and ``authors`` whoever wrote any version of it.
    """

    answer: Answer
    roles: tuple[str, ...]
    decisions: tuple[AnswerDecision, ...]
    proposal_id: int | None
    authors: frozenset[int]

    @property
    def unit(self) -> Unit | None:
        return self.answer.review_unit

    @cached_property
    def counting(self) -> tuple[AnswerDecision, ...]:
        """What was decided for the unit that is in charge now: another has people of its own."""
        unit_id = self.unit.pk if self.unit else None
        return tuple(one for one in self.decisions if one.unit_id == unit_id)

    @property
    def is_referred(self) -> bool:
        return any(one.decision == Decision.REFERRED for one in self.counting)

    @property
    def passed_roles(self) -> tuple[str, ...]:
        """Those whose people have a say: the committee besides where a tier asked it."""
        return (*self.roles, Role.COMMITTEE.value) if self.is_referred else self.roles

    @property
    def open_roles(self) -> tuple[str, ...]:
        """The tiers that have not confirmed yet; what the committee was asked it decides alone."""
        confirmed = {one.role for one in self.counting if one.decision == Decision.CONFIRMED}
        needed = (Role.COMMITTEE.value,) if self.is_referred else self.roles
        return tuple(role for role in needed if role not in confirmed)

    @property
    def next_role(self) -> str:
        """Whose turn it is; empty after the last tier, and where there are none."""
        return next(iter(self.open_roles), "")

    @property
    def next_role_name(self) -> str:
        return str(Role(self.next_role).label) if self.next_role else ""

    @property
    def barred(self) -> frozenset[int]:
        """Who wrote any of it, or decided a step already."""
        return self.authors | {one.actor_id for one in self.decisions if one.actor_id}

    @cached_property
    def deciders(self) -> frozenset[int]:
        """The ids of those who can take the next step of a tier, deputies included."""
        if not self.next_role:
            return frozenset()
        return self.among(people([(self.next_role, self.unit)]))

    def among(self, holders: Any) -> frozenset[int]:
        """The same where ``holders`` of that role are known already, see ``roles.people``."""
        return frozenset(holders[self.next_role, self.unit.pk]) - self.barred

    @property
    def is_blocked(self) -> bool:
        """Whether nobody can decide: the disclosure office has to return it, or name somebody."""
        return bool(self.next_role) and not self.deciders

    def why_not(self, user: Any) -> str | None:
        """Why ``user`` may not take the next step, as a sentence; None where they may.

        Being a superuser changes nothing.
        """
        if user.pk in self.authors:
            return _("An answer is cleared by somebody who did not write it.")
        if user.pk in self.barred:
            return _(
                "You decided an earlier step of this review, so this one is for somebody else."
            )
        if self.next_role and user.pk not in self.deciders:
            return _("This step is for another role: %(role)s.") % {"role": self.next_role_name}
        return None


def standing_of(answer: Answer) -> Standing:
    """How far the review of one answer is; a constant number of queries."""
    unit = answer.review_unit
    profile = None if answer.case.is_restricted else ReviewProfile.objects.for_unit(unit)
    roles = profile.roles() if profile is not None and profile.is_for_answers else []
    sent = CaseEvent.objects.filter(
        case_id=answer.case_id, kind=CaseEvent.Kind.ANSWER_PROPOSED
    ).order_by("-pk")
    proposal_id = sent.values_list("pk", flat=True).first()
    decisions = answer.decisions.filter(proposal_id=proposal_id) if proposal_id else ()
    authors = _authors([answer])[answer.pk]
    return Standing(answer, tuple(roles), tuple(decisions), proposal_id, authors)


def in_review() -> list[Standing]:
    """Of every answer that passes tiers now; one query where there are none.

    What is restricted is left to its officer and the office, so it passes none.
    """
    found = list(_passing_tiers())
    if not found:
        return []
    profiles = list(ReviewProfile.objects.prefetch_related("tiers", "units"))
    authors = _authors(found)
    standings = []
    for answer in found:
        profile = _profile_of(answer.case.unit, profiles)
        if profile is not None and profile.is_for_answers:
            sent = answer.proposal_id
            decisions = tuple(one for one in answer.decisions.all() if one.proposal_id == sent)
            roles = tuple(profile.roles())
            standings.append(Standing(answer, roles, decisions, sent, authors[answer.pk]))
    return standings


def waiting_for(user: Any) -> list[Answer]:
    """The answers of which ``user`` decides the next tier; a constant number of queries."""
    return [one.answer for one, deciders in undecided() if user.pk in deciders]


def undecided() -> list[tuple[Standing, frozenset[int]]]:
    """Answers with a tier to go, and the ids of those who decide it; constant in queries."""
    found = [one for one in in_review() if _waits(one)]
    holders = people((one.next_role, one.unit) for one in found) if found else {}
    return [(one, one.among(holders)) for one in found]


def readable_by(user: Any) -> set[int]:
    """The cases that ``user`` may read because a tier of the review of their answer is theirs.

    As long as the answer is in review, also after they decided.
    """
    standings = in_review()
    seats = [(role, one.unit) for one in standings for role in one.passed_roles]
    holders = people(seats) if seats else {}
    return {
        one.answer.case_id
        for one in standings
        if any(user.pk in holders[role, one.unit.pk] for role in one.passed_roles)
    }


def tiers_without_people(answer: Answer) -> list[str]:
    """The tiers for which nobody is left to decide on ``answer``; those that clash, if none is."""
    standing = standing_of(answer)
    if not standing.roles:
        return []
    holders = people((role, standing.unit) for role in standing.roles)
    able = {
        role: set(holders[role, standing.unit.pk]) - standing.authors for role in standing.roles
    }
    if can_be_shared_out(list(able.values())):
        return []
    lacking = [role for role, ids in able.items() if not ids] or list(able)
    return [str(Role(role).label) for role in lacking]


def _waits(standing: Standing) -> bool:
    return standing.answer.state == Answer.State.IN_REVIEW and bool(standing.next_role)


def _passing_tiers() -> QuerySet[Answer]:
    """Answers in review whose unit has a profile for answers, or whose agency has."""
    own = ReviewProfile.objects.filter(units=OuterRef("case__unit"), is_for_answers=True)
    default = ReviewProfile.objects.filter(
        body=OuterRef("case__body"), is_default=True, is_for_answers=True
    )
    sent = CaseEvent.objects.filter(case=OuterRef("case"), kind=CaseEvent.Kind.ANSWER_PROPOSED)
    answers = Answer.objects.filter(
        Q(Exists(own)) | Q(Exists(default)),
        state__in=(Answer.State.IN_REVIEW, Answer.State.CLEARED),
        case__state=CaseState.ANSWER_IN_REVIEW,
        case__unit__isnull=False,
        case__is_restricted=False,
    ).annotate(proposal_id=Subquery(sent.order_by("-pk").values("pk")[:1]))
    related = answers.select_related("case__unit__body__office").prefetch_related("decisions")
    return related.defer("text")


def _profile_of(unit: Unit, profiles: Sequence[ReviewProfile]) -> ReviewProfile | None:
    """As ``ReviewProfile.objects.for_unit`` finds it, among those that are read already."""
    of_body = [profile for profile in profiles if profile.body_id == unit.body_id]
    own = [profile for profile in of_body if unit in profile.units.all()]
    default = [profile for profile in of_body if profile.is_default]
    return next(iter([*own, *default]), None)


def _authors(answers: Iterable[Answer]) -> dict[int, frozenset[int]]:
    """The ids of everybody who wrote any version, by answer; one query."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for answer in answers:
        found[answer.pk].add(answer.author_id)
    drafts = Answer.history.filter(id__in=list(found), state=Answer.State.DRAFT)
    for answer_id, author_id in drafts.values_list("id", "author_id"):
        found[answer_id].add(author_id)
    return {key: frozenset(ids - {None}) for key, ids in found.items()}
