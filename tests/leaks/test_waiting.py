"""Days that come: what was planned for them happens, and nothing else."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from wagtail.models import Revision

from tests.leaks import office
from tests.leaks.clock import Clock
from tests.leaks.kinds import ALL_KINDS, ENTRY
from tests.leaks.readers import clients
from tests.leaks.routes.editing import make_alias
from tests.leaks.sweep import look_at, look_at_lists
from tests.leaks.world import Item, World

pytestmark = pytest.mark.django_db

A_LONG_TIME = 400


@pytest.fixture
def clock() -> Iterator[Clock]:
    with Clock().told() as clock:
        yield clock


@pytest.fixture
def items(world: World) -> list[Item]:
    return [world.draft(kind) for kind in ALL_KINDS]


def jump(world: World, clock: Clock, days: int) -> list[str]:
    """Let ``days`` pass; what is then on any surface and should not be, or the other way round."""
    clock.jump(days)
    office.let_the_day_come(world)
    return differences(world)


def differences(world: World) -> list[str]:
    readers = clients(world)
    found = [*look_at_lists(world, readers)]
    for item in world.items:
        found += look_at(world, readers, item, rarely=item.kind is ENTRY)
    return [str(finding) for finding in found]


def test_a_day_makes_public_what_was_cleared_for_it(
    world: World, clock: Clock, items: list[Item]
) -> None:
    for item in items:
        office.schedule(world, item, days=2)

    assert jump(world, clock, 1) == []
    assert jump(world, clock, 2) == []
    assert all(item.shown is item.pending for item in items)


def test_a_day_takes_what_expires_from_every_surface_with_its_aliases(
    world: World, clock: Clock, items: list[Item]
) -> None:
    for item in items:
        office.publish_until(world, item, days=2)
    make_alias(world, items[0])

    assert jump(world, clock, 1) == []
    assert jump(world, clock, 2) == []
    assert not any(item.shown for item in world.items)


def test_a_day_makes_nothing_public_that_nobody_cleared_or_that_was_withdrawn(
    world: World, clock: Clock, items: list[Item]
) -> None:
    for withdrawn in items:
        office.schedule(world, withdrawn, days=2)
        planned = withdrawn.stored().get_latest_revision()
        office.withdraw(world, withdrawn)
        schedule_again(planned)
        world.clear(public := world.draft(withdrawn.kind))
        office.schedule_uncleared(world, public, days=2)

    assert jump(world, clock, 3) == []
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def schedule_again(planned: Revision) -> None:
    """Behind the back of who withdrew it."""
    planned.approved_go_live_at = timezone.now()
    planned.save(update_fields=["approved_go_live_at"])


def test_a_long_time_alone_changes_nothing(world: World, clock: Clock, items: list[Item]) -> None:
    for item in items:
        world.clear(item)
        world.edit(item)
        office.start_review(world, world.draft(item.kind))

    assert jump(world, clock, A_LONG_TIME) == []


def test_the_clock_is_right_again_afterwards() -> None:
    before = timezone.now()
    with Clock().told() as clock:
        clock.jump(A_LONG_TIME)
        assert (timezone.now() - before).days == A_LONG_TIME

    assert (timezone.now() - before).days == 0
