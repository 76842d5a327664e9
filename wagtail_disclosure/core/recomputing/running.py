"""Due dates that follow what was decided, a few thousand in each transaction.

What they follow is stored before the first of them moves, so whatever interrupts it,
:func:`recompute` goes on where it stopped, and moves nothing twice.
"""

from dataclasses import asdict
from functools import partial

from django.apps import apps
from django.db import transaction
from django_tasks import task

from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Recomputation
from wagtail_disclosure.core.models.recomputations import Recomputing
from wagtail_disclosure.core.seams import Concerned, due_dates

# So many problems are kept to be read; the others are counted.
NAMED = 200


def count(concerned: Concerned) -> int:
    """How many due dates of what is not ended yet are concerned."""
    return sum(provider.count(concerned) for provider in due_dates)


def begin(work: Recomputing) -> None:
    """Have a task compute what ``work`` concerns. Call it in the transaction that decides it."""
    work.total = count(work.concerned)
    work.save()
    transaction.on_commit(partial(go_on, work))


def go_on(work: Recomputing) -> None:
    """Have a task compute what is left, if anything is."""
    recompute_task.enqueue(work._meta.label, work.pk)


def start(concerned: Concerned, *, by: Actor, reason: str) -> Recomputation | None:
    """Have a task compute what is concerned by an edit, in whose transaction this is called.

    None where nothing is.
    """
    if count(concerned):
        return _started(concerned, by=by, reason=reason)
    # What others store right now is seen once this edit is stored: they count without it.
    later = partial(_start_if_any, concerned, by=by, reason=reason)
    transaction.on_commit(later, robust=True)
    return None


@transaction.atomic
def _start_if_any(concerned: Concerned, *, by: Actor, reason: str) -> None:
    if count(concerned):
        _started(concerned, by=by, reason=reason)


def _started(concerned: Concerned, *, by: Actor, reason: str) -> Recomputation:
    work = Recomputation(
        law=concerned.law,
        time_limit=concerned.limit,
        body=concerned.body,
        calendar=concerned.calendar,
        reason=reason,
        started_by_id=by.id,
        started_by_name=by.name,
    )
    begin(work)
    return work


@task()
def recompute_task(label: str, key: int) -> None:
    """For a worker, where the site has one; without one it happens in the request."""
    recompute(apps.get_model(label)._default_manager.get(pk=key))


def recompute(work: Recomputing) -> None:
    """Compute what is left. Safe to call again, and by two processes at once."""
    while _recompute_some(type(work), work.pk):
        continue


@transaction.atomic
def _recompute_some(model: type[Recomputing], key: int) -> bool:
    """Compute the next few; whether any are left."""
    work = model._default_manager.select_for_update().get(pk=key)
    if not work.is_running:
        return False
    for name, provider in due_dates.items():
        position = work.positions.get(name, 0)
        if position is None:
            continue
        done = provider.recompute(work.concerned, after=position, by=work.actor, reason=work.reason)
        work.positions[name] = done.last
        work.seen += done.seen
        work.moved += done.moved
        work.failed += len(done.problems)
        work.problems += [asdict(one) for one in done.problems[: NAMED - len(work.problems)]]
        work.save()
        return True
    work.finish()
    work.save()
    return False
