"""Whose turn it is in the secrecy review of an answer: the tiers of its unit's review profile."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from wagtail_disclosure.cases.models import Answer, AnswerDecision
from wagtail_disclosure.core.models import Unit
from wagtail_disclosure.review.models import ReviewProfile
from wagtail_disclosure.review.roles import Role, people

Decision = AnswerDecision.Decision
IN_REVIEW = (Answer.State.IN_REVIEW, Answer.State.CLEARED)


@dataclass(frozen=True)
class Standing:
    """How far the review of ``answer`` is.

    ``roles`` are the tiers that it passes, first tier first; without any, one second person clears
    it. ``decisions`` are those of the present round.
    """

    answer: Answer
    unit: Unit | None
    roles: tuple[str, ...]
    decisions: tuple[AnswerDecision, ...]

    @property
    def is_referred(self) -> bool:
        return any(one.decision == Decision.REFERRED for one in self.decisions)

    @property
    def passed_roles(self) -> tuple[str, ...]:
        """Those whose people have a say: the committee besides where a tier asked it."""
        return (*self.roles, Role.COMMITTEE.value) if self.is_referred else self.roles

    @property
    def open_roles(self) -> tuple[str, ...]:
        """The tiers that have not confirmed yet; what the committee was asked it decides alone."""
        confirmed = {one.role for one in self.decisions if one.decision == Decision.CONFIRMED}
        needed = (Role.COMMITTEE.value,) if self.is_referred else self.roles
        return tuple(role for role in needed if role not in confirmed)

    @property
    def next_role(self) -> str:
        """Whose turn it is; empty after the last tier, and where there are none."""
        return next(iter(self.open_roles), "")

    @property
    def next_role_name(self) -> str:
        return str(Role(self.next_role).label) if self.next_role else ""

    def why_not(self, user: Any, *, authors: Iterable[int]) -> str | None:
        """Why ``user`` may not take the next step, as a sentence; None where they may.

        Being a superuser changes nothing.
        """
        if user.pk in authors:
            return _("An answer is cleared by somebody who did not write it.")
        if not self.next_role:
            # No tiers, or all of them confirmed before the profile lost one: the right decides.
            return None
        holders = people([(self.next_role, self.unit)])[self.next_role, self.unit.pk]
        if user.pk not in holders:
            return _("This step is for another role: %(role)s.") % {"role": self.next_role_name}
        if any(one.actor_id == user.pk for one in self.decisions):
            return _(
                "You decided an earlier step of this review, so this one is for somebody else."
            )
        return None


def standing_of(answer: Answer) -> Standing:
    """How far the review of one answer is; a constant number of queries."""
    unit = answer.review_unit
    profile = ReviewProfile.objects.for_unit(unit)
    roles = profile.roles() if profile is not None and profile.is_for_answers else []
    decisions = _of_this_round(answer.decisions.order_by("pk"))
    return Standing(answer, unit, tuple(roles), decisions)


def waiting_for(user: Any) -> list[Answer]:
    """The answers of which ``user`` decides the next tier; a constant number of queries."""
    return [answer for answer, deciders in _deciders() if user.pk in deciders]


def deciders_by_case() -> dict[int, frozenset[int]]:
    """The ids of those who decide the next tier, by case; a constant number of queries."""
    return {answer.case_id: deciders for answer, deciders in _deciders()}


def readable_by(user: Any) -> set[int]:
    """The cases that ``user`` may read because a tier of the review of their answer is theirs.

    As long as the answer is in review, also after they decided.
    """
    standings = _standings(IN_REVIEW)
    seats = [(role, one.unit) for one in standings for role in one.passed_roles]
    holders = people(seats) if seats else {}
    return {
        one.answer.case_id
        for one in standings
        if any(user.pk in holders[role, one.unit.pk] for role in one.passed_roles)
    }


def _deciders() -> Iterator[tuple[Answer, frozenset[int]]]:
    standings = [one for one in _standings(IN_REVIEW[:1]) if one.next_role]
    holders = people((one.next_role, one.unit) for one in standings) if standings else {}
    for one in standings:
        barred = {one.answer.author_id, *(decision.actor_id for decision in one.decisions)}
        yield one.answer, frozenset(holders[one.next_role, one.unit.pk]) - barred


def pass_tiers() -> Q:
    """Which answers pass the tiers of a profile: that of their unit, else the default one."""
    own = ReviewProfile.objects.filter(units=OuterRef("case__unit"))
    default = ReviewProfile.objects.filter(body=OuterRef("case__body"), is_default=True)
    return Q(Exists(own.filter(is_for_answers=True))) | Q(
        ~Exists(own), Exists(default.filter(is_for_answers=True)), case__unit__isnull=False
    )


def _standings(states: Sequence[str]) -> list[Standing]:
    """Of all answers that pass tiers; one query where there are none."""
    answers = Answer.objects.filter(pass_tiers(), state__in=states)
    related = answers.select_related("case__unit__body__office").prefetch_related("decisions")
    found = list(related)
    profiles = list(ReviewProfile.objects.prefetch_related("tiers", "units")) if found else []
    return [
        Standing(
            answer,
            answer.case.unit,
            tuple(_profile_of(answer.case.unit, profiles).roles()),
            _of_this_round(sorted(answer.decisions.all(), key=lambda one: one.pk)),
        )
        for answer in found
    ]


def _profile_of(unit: Unit, profiles: Iterable[ReviewProfile]) -> ReviewProfile:
    """As ``ReviewProfile.objects.for_unit`` finds it, among those that are read already."""
    of_body = [profile for profile in profiles if profile.body_id == unit.body_id]
    own = [profile for profile in of_body if unit in profile.units.all()]
    default = [profile for profile in of_body if profile.is_default]
    return next(iter([*own, *default]))


def _of_this_round(decisions: Iterable[AnswerDecision]) -> tuple[AnswerDecision, ...]:
    """Those after the last return, oldest first."""
    counting: list[AnswerDecision] = []
    for one in decisions:
        counting = [] if one.decision == Decision.RETURNED else [*counting, one]
    return tuple(counting)
