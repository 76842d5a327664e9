"""What the public may know of an exempt item is reviewed like everything else."""

import pytest
from wagtail.models import Locale

from tests.catalog.factories import disclose
from wagtail_disclosure.catalog.models import ExemptItem, ExemptPublicLine
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review.exceptions import ClearanceRequired

pytestmark = pytest.mark.django_db
SECRET = "Flood plan of the north reservoir"


@pytest.fixture
def line(body, unit) -> ExemptPublicLine:
    ground = Exemption.objects.filter(law=body.law).first()
    item = ExemptItem.objects.create(title=SECRET, unit=unit, ground=ground, citation="Art. 14")
    line = ExemptPublicLine.objects.create(
        item=item,
        locale=Locale.get_default(),
        title="An emergency plan",
        ground=ground,
        explanation="It would endanger public safety.",
    )
    line.save_revision()
    return line


def test_is_a_draft_until_it_is_cleared(line) -> None:
    assert not line.live
    with pytest.raises(ClearanceRequired):
        line.get_latest_revision().publish()
    assert not ExemptPublicLine.objects.disclosed().exists()


def test_is_public_in_exactly_the_cleared_form(line) -> None:
    disclose(line)
    shown = ExemptPublicLine.objects.disclosed().get()
    assert shown.is_disclosed
    assert SECRET not in str(shown.clearance.content)


def test_is_reviewed_by_the_unit_that_answers_for_the_item(line, unit) -> None:
    assert line.review_unit == unit


def test_is_named_by_the_reference_in_logs_and_choosers(line) -> None:
    assert str(line).startswith(line.item.reference)
    assert line.title not in str(line)
