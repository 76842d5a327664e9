"""What becomes of each document: grounds and reasons before anybody reviews it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tests.cases.factories import create_officer
from wagtail_disclosure.cases import actions
from wagtail_disclosure.cases.exceptions import CaseMovedOn, NotPossible
from wagtail_disclosure.core import groups
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Exemption, Outcome, StoredFile
from wagtail_disclosure.review.exceptions import ClearanceRequired

ON = date(2026, 11, 24)


@pytest.fixture
def begun(casework):
    return casework.accept().assign()


def draft(work, code: str) -> None:
    work.draft(outcome=Outcome.objects.get(law=work.case.law, code=code))


def add(work, title: str, decision: str, *codes: str, **values):
    grounds = Exemption.objects.filter(law=work.case.law, code__in=codes)
    values = {"exemptions": grounds, "by": work.officer, "reason": "r", "on": ON, **values}
    return actions.add_item(work.case, title=title, decision=decision, **values)


def stored() -> StoredFile:
    by = Actor(id=1, name="officer")
    content = ContentFile(b"1,2", name="a.csv")
    return StoredFile.store(content, name="a.csv", content_type="text/csv", by=by)


def test_a_partial_release_names_what_goes_out_and_what_stays_with_its_grounds(begun):
    draft(begun, "partly-granted")
    add(begun, "Levels of 2025", "released", stored_file=stored())
    add(
        begun,
        "Contract",
        "released_in_part",
        "cn-ogi-15-trade-secret",
        "cn-ogi-15-privacy",
        explanation="Prices and names are blacked out.",
    )
    begun.propose().clear().answer()
    items = begun.case.answers.get().items.all()
    assert [item.releases for item in items] == [True, True]
    assert items[1].exemption_codes == ["cn-ogi-15-privacy", "cn-ogi-15-trade-secret"]


@pytest.mark.parametrize(
    ("outcome", "items", "said"),
    [
        ("partly-granted", [("A", "released")], "what is withheld"),
        (
            "partly-granted",
            [("A", "withheld", "cn-ogi-14-state-secret")],
            "what is released",
        ),
        ("partly-granted", [("A", "released"), ("B", "withheld")], "ground on which “B”"),
        (
            "partly-granted",
            [("A", "released"), ("B", "withheld", "cn-ogi-15-privacy")],
            "why “B” is withheld",
        ),
        ("granted", [("A", "withheld", "cn-ogi-14-state-secret")], "“A” is withheld"),
        ("not-held", [("A", "released")], "“A” is released"),
        ("refused-privacy", [], "what is withheld"),
    ],
)
def test_an_answer_that_does_not_bear_out_its_outcome_is_not_reviewed(
    begun, english, outcome, items, said
):
    code = "refused-third-party" if outcome == "refused-privacy" else outcome
    draft(begun, code)
    for item in items:
        add(begun, *item)
    with pytest.raises(NotPossible, match=said):
        begun.propose()
    begun.case.refresh_from_db()
    assert begun.case.state == "in_progress"


def test_the_applicant_is_not_named_in_an_item_either(begun):
    draft(begun, "granted")
    with pytest.raises(ValidationError):
        add(begun, "Letter to Li Ming", "released")


def test_an_item_that_is_withheld_has_no_file(begun):
    draft(begun, "partly-granted")
    with pytest.raises(NotPossible):
        add(begun, "A", "withheld", "cn-ogi-14-state-secret", stored_file=stored())


def test_items_are_cleared_with_the_answer(begun):
    """What is changed after the clearance does not go out."""
    draft(begun, "granted")
    add(begun, "A", "released")
    begun.propose().clear()
    item = begun.case.answers.get().items.get()
    item.title = "Something else"
    item.save()
    with pytest.raises(ClearanceRequired):
        begun.answer()


def test_items_of_an_answer_that_went_out_stay_as_they_are(begun):
    draft(begun, "granted")
    add(begun, "A", "released")
    begun.propose().clear().answer()
    item = begun.case.answers.get().items.get()
    item.title = "Something else"
    with pytest.raises(ClearanceRequired):
        item.save()
    with pytest.raises(ClearanceRequired):
        item.delete()


def test_an_item_is_taken_off_while_it_is_a_draft(begun):
    draft(begun, "granted")
    item = add(begun, "A", "released")
    actions.remove_item(begun.case, item=item, by=begun.officer, reason="r", on=ON)
    assert not begun.case.answers.get().items.exists()
    begun.case.refresh_from_db()
    begun.propose()
    with pytest.raises(CaseMovedOn):
        add(begun, "B", "released")


def test_the_address_of_a_file_opens_it_for_nobody(begun, client):
    draft(begun, "granted")
    file = stored()
    add(begun, "A", "released", stored_file=file)
    begun.propose().clear().answer()
    assert client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("how", ["adds", "takes off"])
def test_whoever_changes_the_documents_does_not_clear_the_answer(begun, office, how):
    """Case 39: they wrote some of it."""
    draft(begun, "granted")
    item = add(begun, "A", "released", by=office if how == "adds" else begun.officer)
    if how == "takes off":
        actions.remove_item(begun.case, item=item, by=office, reason="r", on=ON)
    begun.case.refresh_from_db()
    begun.propose()
    with pytest.raises(NotPossible):
        begun.clear()
    begun.clear(by_other=create_officer("second", begun.case.body.office, group=groups.OFFICE))
