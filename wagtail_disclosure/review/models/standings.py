"""Where rounds of review stand: the open step, whom it is open to, and why not to others."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from wagtail_disclosure.review.content.fingerprints import SCHEME
from wagtail_disclosure.review.models.clearance import Clearance
from wagtail_disclosure.review.models.edits import ContentEdit, fingerprint_of
from wagtail_disclosure.review.models.task_states import ReviewTaskState
from wagtail_disclosure.review.roles import Role, people
from wagtail_disclosure.review.translations.localize import translators_of

# Steps that are over and still count. Those that were referred to the committee are skipped.
COUNTING = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)

# Who, in which form if that is known, when.
Edit = tuple[Any, str, Any]
# A fingerprint of another scheme can't be told from that of what is reviewed.
ANY_FORM = "any"


class Subject(NamedTuple):
    """What is reviewed, as rounds and revisions name it."""

    base_type_id: Any
    type_id: Any
    key: str
    # Of the form that is reviewed.
    fingerprint: str

    @classmethod
    def of(cls, instance: Any, *, fingerprint: str) -> "Subject":
        base_type, own_type = instance.get_base_content_type(), instance.get_content_type()
        return cls(base_type.pk, own_type.pk, str(instance.pk), fingerprint)

    @classmethod
    def of_step(cls, state: ReviewTaskState) -> "Subject":
        round_ = state.workflow_state
        types = round_.base_content_type_id, round_.content_type_id
        return cls(*types, round_.object_id, state.fingerprint)


@dataclass(frozen=True)
class Standing:
    """A step of a round, the people who may act in its role, and who of them is out of it.

    A deputy is a person of their own: what they edited or decided themselves bars them, what the
    person edited or decided whose place they take does not.
    """

    task_state: ReviewTaskState
    # By user id: the id of whose place they take, None for those who hold the role themselves.
    people: Mapping[Any, Any]
    drafters: frozenset[Any]
    deciders: frozenset[Any]

    @property
    def is_open(self) -> bool:
        state = self.task_state
        is_current = state.workflow_state.current_task_state_id == state.pk
        return is_current and state.status == TaskState.STATUS_IN_PROGRESS

    @property
    def eligible(self) -> frozenset[Any]:
        """The ids of the people who may decide this step."""
        return (
            frozenset(self.people) - self.drafters - self.deciders if self.is_open else frozenset()
        )

    def users(self) -> QuerySet[Any]:
        """The people who may decide this step."""
        return get_user_model()._default_manager.filter(pk__in=self.eligible).order_by("pk")

    @property
    def is_blocked(self) -> bool:
        """Whether this step waits for a decision that nobody may take."""
        return self.is_open and not self.eligible

    def why_not(self, user: Any) -> str | None:
        """Why ``user`` may not decide this step, as a sentence; None where they may.

        Being a superuser changes nothing.
        """
        if not self.is_open:
            return _("This step is closed: it was decided already, or the content was edited.")
        if user.pk not in self.people:
            return _("This step is for another role: %(role)s.") % {
                "role": self.task_state.task.reviewtask
            }
        if user.pk in self.drafters:
            return _("You worked on this content yourself, so somebody else has to review it.")
        if user.pk in self.deciders:
            return _(
                "You decided an earlier step of this review, so this one is for somebody else."
            )
        return None


def standings(states: Iterable[ReviewTaskState], *, on: date | None = None) -> list[Standing]:
    """Where each step stands, in a number of queries that doesn't depend on how many there are.

    Ask for the steps ``with_round()``. ``on`` is the day that counts for deputies.
    """
    states = list(states)
    seats = [(state.role, state.unit) for state in states if state.unit is not None]
    by_seat = people(seats, on)
    rounds = [state.workflow_state for state in states]
    drafters = drafters_of(states)
    deciders = deciders_of(rounds)
    translators = translators_of(
        state.workflow_state for state in states if state.role == Role.LANGUAGE
    )
    return [
        Standing(
            task_state=state,
            people=by_seat.get((state.role, state.unit_id), {}),
            drafters=drafters[state.pk] | translators.get(state.workflow_state_id, frozenset()),
            deciders=deciders[state.workflow_state_id],
        )
        for state in states
    ]


def standing_of(state: ReviewTaskState, *, on: date | None = None) -> Standing:
    """Where one step stands."""
    (standing,) = standings([state], on=on)
    return standing


def decidable_by(user: Any, *, on: date | None = None) -> list[Standing]:
    """The steps that ``user`` may decide now, oldest first; constant in queries."""
    states = ReviewTaskState.objects.open().for_roles_of(user, on).with_card()
    found = standings(states.order_by("started_at", "pk"), on=on)
    return [standing for standing in found if user.pk in standing.eligible]


def blocked_in(bodies: Iterable[Any], *, on: date | None = None) -> list[Standing]:
    """The steps in these public bodies that nobody can decide, oldest first."""
    states = ReviewTaskState.objects.open().filter(unit__body__in=bodies).with_card()
    found = standings(states.order_by("started_at", "pk"), on=on)
    return [standing for standing in found if standing.is_blocked]


def drafters_of(states: Iterable[ReviewTaskState]) -> dict[Any, frozenset[Any]]:
    """Who had a hand in what each step is about: who submitted it, and all its editors.

    By the step's id; constant in queries.
    """
    subjects = {state: Subject.of_step(state) for state in states}
    editors = editors_of(subjects.values())
    return {
        state.pk: frozenset((editors[subject] | {state.workflow_state.requested_by_id}) - {None})
        for state, subject in subjects.items()
    }


def editors_of(subjects: Iterable[Subject]) -> dict[Subject, set[Any]]:
    """Who edited each of these since it was last cleared, or ever saved it in just this form.

    The latter because earlier versions come back. By id; constant in queries.
    """
    subjects = set(subjects)
    revised, edits = _revisions(subjects), _edits(subjects)
    cleared_at = _cleared_at(subjects)
    found = {}
    for subject in subjects:
        key = _label(subject), subject.key
        since = cleared_at.get(key)
        made = revised.get((subject.base_type_id, subject.key), []) + edits.get(key, [])
        found[subject] = {
            user
            for user, form, moment in made
            if since is None or moment > since or (form and form in (ANY_FORM, subject.fingerprint))
        }
    return found


def editors_of_draft(instance: Any) -> set[Any]:
    """:func:`editors_of` the latest draft; what has no revisions has no known editors."""
    if instance.pk is None or not hasattr(instance, "revisions"):
        return set()
    latest = instance.get_latest_revision()
    subject = Subject.of(instance, fingerprint=fingerprint_of(latest) if latest else "")
    return editors_of([subject])[subject]


def deciders_of(rounds: Iterable[WorkflowState]) -> dict[Any, frozenset[Any]]:
    """Who decided or referred a step of each round that still counts, by the round's id."""
    found: dict[Any, set[Any]] = {round_.pk: set() for round_ in rounds}
    states = ReviewTaskState.objects.filter(
        workflow_state__in=found, status__in=COUNTING, decided_by_id__isnull=False
    )
    for round_id, user in states.values_list("workflow_state_id", "decided_by_id"):
        found[round_id].add(user)
    return {key: frozenset(users) for key, users in found.items()}


def _edits(subjects: Collection[Subject]) -> dict[Any, list[Edit]]:
    edits = ContentEdit.objects.filter(
        object_type__in={_label(subject) for subject in subjects},
        object_id__in={subject.key for subject in subjects},
    )
    rows = edits.order_by().values_list(
        "object_type", "object_id", "user_id", "scheme", "fingerprint"
    )
    found: dict[Any, list[Edit]] = {}
    for label, key, user, scheme, fingerprint, moment in rows.annotate(last=Max("moment")):
        form = ANY_FORM if fingerprint and scheme != SCHEME else fingerprint
        found.setdefault((label, key), []).append((user, form, moment))
    return found


def _revisions(subjects: Collection[Subject]) -> dict[Any, list[Edit]]:
    """Whoever code wrote revisions for in bulk counts, too."""
    revisions = Revision.objects.filter(
        base_content_type__in={subject.base_type_id for subject in subjects},
        object_id__in={subject.key for subject in subjects},
        user__isnull=False,
    )
    rows = revisions.order_by().values_list("base_content_type_id", "object_id", "user_id")
    found: dict[Any, list[Edit]] = {}
    for type_id, object_id, user, moment in rows.annotate(last=Max("created_at")):
        found.setdefault((type_id, object_id), []).append((user, "", moment))
    return found


def _cleared_at(subjects: Collection[Subject]) -> dict[Any, Any]:
    clearances = Clearance.objects.filter(
        object_type__in={_label(subject) for subject in subjects},
        object_id__in={subject.key for subject in subjects},
        decision=Clearance.Decision.CLEARED,
    )
    rows = clearances.order_by().values_list("object_type", "object_id")
    return {(label, key): moment for label, key, moment in rows.annotate(last=Max("decided_at"))}


def _label(subject: Subject) -> str:
    model: type[Model] | None = ContentType.objects.get_for_id(subject.type_id).model_class()
    return model._meta.label_lower if model is not None else ""
