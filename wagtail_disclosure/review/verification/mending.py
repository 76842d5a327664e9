"""What ``disclosure_verify --fix`` does: it hides or shows again, and never publishes anew."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.guard import sealing
from wagtail_disclosure.review.verification import Problem, Remedy, remakers
from wagtail_disclosure.review.verification.objects import live_rows, problems_of

VERIFIER = Actor.software("disclosure_verify")
# More at once is rather a mistake in the site than in its content, and would empty it.
MOST_WITHDRAWN = 20

Key = tuple[str, str]


class NotAgreedTo(Exception):
    """Other objects would be withdrawn than were agreed to; ``count`` says how many."""

    def __init__(self, count: int) -> None:
        self.count = count
        if count:
            message = _(
                "%(count)s objects would be withdrawn, so nothing was. Look at the list; if it is "
                "right, run the command again with --fix --yes-withdraw %(count)s."
            )
        else:
            message = _(
                "There is nothing to withdraw, so nothing was changed. Run the command again "
                "without --yes-withdraw."
            )
        super().__init__(message % {"count": count})


def objects_to(remedy: Remedy, problems: Iterable[Problem]) -> list[Key]:
    """Types and ids of what a remedy is for, each once."""
    keys = ((p.object_type, p.object_id) for p in problems if p.remedy is remedy)
    return list(dict.fromkeys(keys))


def check_number(keys: list[Key], agreed: int | None) -> None:
    """Raises NotAgreedTo unless so many may be withdrawn."""
    is_agreed = len(keys) <= MOST_WITHDRAWN if agreed is None else len(keys) == agreed
    if not is_agreed:
        raise NotAgreedTo(len(keys))


def withdraw(key: Key) -> bool:
    """Take an object back unless it is right by now; returns whether it was taken back."""
    with transaction.atomic():
        row = _locked(key)
        reasons = [p.message for p in problems_of(row)] if row is not None else []
        if not reasons:
            return False
        actions.withdraw_by_software(row, by=VERIFIER, reason=" ".join(reasons))
        return True


def seal(key: Key) -> bool:
    """Show what was cleared and is only hidden; returns whether that still held."""
    with transaction.atomic():
        row = _locked(key)
        problems = list(problems_of(row)) if row is not None else []
        if [problem.remedy for problem in problems] != [Remedy.SEAL]:
            return False
        sealing.seal(type(row), row.pk, row.clearance)
        return True


def remake(problem: Problem) -> bool:
    """Make anew what only repeats what is public; returns whether it was still wrong."""
    remaker = dict(remakers.items())[problem.code]
    with transaction.atomic():
        return remaker(problem.object_id)


def _locked(key: Key) -> Any:
    """The row as it is now, and until the transaction ends; None where it is no longer live."""
    model: Any = apps.get_model(key[0])
    # Locked on its own: the query that compares it joins tables that can't be locked with it.
    model._base_manager.select_for_update().filter(pk=key[1]).first()
    return live_rows(model).filter(pk=key[1]).first()
