"""A person never decides on what they wrote: not after it came back, nor after housekeeping."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import batches
from wagtail_disclosure.review.content.fingerprints import SCHEME, fingerprint_of
from wagtail_disclosure.review.exceptions import DecisionRefused
from wagtail_disclosure.review.models import ContentEdit
from wagtail_disclosure.review.models.rounds import check_decider
from wagtail_disclosure.review.models.standings import Subject, editors_of

pytestmark = pytest.mark.django_db


def save(instance, text: str, *, by) -> Revision:
    name = "title" if isinstance(instance, NoticePage) else "text"
    setattr(instance, name, text)
    return instance.save_revision(user=by)


@pytest.fixture(params=["draft", "snippet"])
def edited(request, profile, people, unit):
    """What its drafter wrote and somebody else took over in between."""
    found = request.getfixturevalue(request.param)
    found.head_wrote = save(found, "Y by head", by=people.head)
    return found


def restore(instance, revision: Revision, *, by, **values) -> None:
    form = revision.as_object()
    for name, value in values.items():
        setattr(form, name, value)
    form.save_revision(user=by, **({"previous_revision": revision} if values else {}))


@pytest.fixture(params=["round", "batch"])
def check_refuses(request, people):
    def check(instance) -> None:
        stored = type(instance).objects.get(pk=instance.pk)
        unit = stored.review_unit
        unit.head = people.head
        unit.save()
        if request.param == "round":
            stored.get_workflow().start(stored, people.drafter)
            with pytest.raises(DecisionRefused, match="worked on this content yourself"):
                check_decider(stored.current_workflow_task_state, people.head)
        else:
            by = Actor.software("import")
            batch = batches.propose_batch([stored], unit=unit, name="B", by=by)
            with pytest.raises(DecisionRefused, match="You worked on 1 of these"):
                batches.confirm_batch(batch, by=people.head, manifest=batch.manifest)

    return check


class TestAnEarlierVersion:
    def test_comes_back_with_its_author(self, edited, people, clear, check_refuses) -> None:
        save(edited, "X", by=people.drafter)
        clear(edited)
        restore(edited, edited.head_wrote, by=people.drafter)
        check_refuses(edited)

    def test_comes_back_changed_with_its_author(
        self, draft, profile, people, clear, check_refuses
    ) -> None:
        old = save(draft, "Y by head", by=people.head)
        save(draft, "X", by=people.drafter)
        clear(draft)
        restore(draft, old, by=people.drafter, title="Y by head, with a comma")
        check_refuses(draft)

    def test_comes_back_after_housekeeping(self, edited, people, clear, check_refuses) -> None:
        save(edited, "X", by=people.drafter)
        clear(edited)
        call_command("purge_revisions", verbosity=0)
        save(type(edited).objects.get(pk=edited.pk), "Y by head", by=people.drafter)
        check_refuses(edited)

    def test_comes_back_in_a_copy(self, draft, profile, people, clear, check_refuses) -> None:
        save(draft, "Y by head", by=people.head)
        save(draft, "X", by=people.drafter)
        copied = draft.copy(update_attrs={"slug": "copied"}, user=people.drafter)
        old = copied.revisions.get(user=people.head)
        clear(copied)
        # The address is the original's, so it can't come back unchanged.
        restore(copied, old, by=people.drafter, slug="copied")
        check_refuses(copied)


class TestAFormOfAnEarlierScheme:
    """Nobody can tell any more what it was, so it may be the one that is reviewed."""

    @pytest.fixture
    def edited_before(self, edited, people, clear):
        """The head wrote some form, and the software compared otherwise at that time."""
        ContentEdit.objects.create(
            object_type=edited._meta.label_lower,
            object_id=str(edited.pk),
            user_id=people.keeper.pk,
            user_name="keeper",
            fingerprint="0" * 64,
            scheme=SCHEME - 1,
            moment=edited.head_wrote.created_at,
        )
        save(edited, "X", by=people.drafter)
        clear(edited)
        save(edited, "Z", by=people.drafter)
        return edited

    def test_keeps_its_author_from_deciding(self, edited_before, people, check_refuses) -> None:
        people.head = people.keeper
        check_refuses(edited_before)

    def test_comes_back_with_its_author(self, edited_before, people) -> None:
        restore(edited_before, edited_before.head_wrote, by=people.drafter, live=False)
        newest = ContentEdit.objects.filter(user_id=people.keeper.pk).latest("pk")
        assert newest.scheme == SCHEME

    def test_of_this_scheme_another_form_keeps_nobody(self, edited_before, people) -> None:
        latest = edited_before.get_latest_revision()
        subject = Subject.of(edited_before, fingerprint=form_of(latest))
        assert editors_of([subject])[subject] == {people.drafter.pk, people.keeper.pk}


class TestHousekeeping:
    def test_makes_no_author_a_reviewer(self, edited, people, check_refuses) -> None:
        save(edited, "X", by=people.drafter)
        call_command("purge_revisions", verbosity=0)
        assert not Revision.objects.filter(user=people.head).exists()
        check_refuses(edited)

    def test_leaves_who_wrote_what_was_copied(self, draft, profile, people, check_refuses) -> None:
        save(draft, "Y by head", by=people.head)
        copied = draft.copy(update_attrs={"slug": "copied"}, user=people.drafter)
        call_command("purge_revisions", verbosity=0)
        check_refuses(copied)


def test_a_revision_that_code_wrote_in_bulk_counts(draft, people) -> None:
    revision = draft.get_latest_revision()
    revision.pk, revision.user = None, people.head
    Revision.objects.bulk_create([revision])
    subject = Subject.of(draft, fingerprint="")
    assert editors_of([subject])[subject] == {people.drafter.pk, people.head.pk}


def test_what_is_kept_holds_nothing_of_the_content(draft, people) -> None:
    kept = ContentEdit.objects.values().get()
    assert kept["object_id"] == str(draft.pk)
    assert (kept["user_id"], kept["user_name"]) == (people.drafter.pk, "drafter")
    assert not {"Draft notice", "notice"} & set(map(str, kept.values()))


def test_saving_part_of_a_revision_is_no_edit(draft) -> None:
    revision = draft.get_latest_revision()
    revision.save(update_fields=["approved_go_live_at"])
    assert ContentEdit.objects.count() == 1


@pytest.mark.parametrize(
    "odd", [{"responsible_unit": "gone"}, {"notice_files": [{"stored_file": "gone"}]}]
)
def test_a_draft_that_cannot_be_compared_is_kept(draft, people, odd) -> None:
    content = {**draft.serializable_data(), "body": "[]", **odd}
    Revision.objects.create(content_object=draft, user=people.head, content=content)
    assert ContentEdit.objects.get(user_id=people.head.pk).fingerprint == ""


# What is kept, and for a page its files.
@pytest.mark.parametrize(("fixture", "most"), [("draft", 2), ("snippet", 1)])
def test_saving_a_draft_costs_few_queries_more(request, people, fixture: str, most: int) -> None:
    instance = request.getfixturevalue(fixture)

    def queries(user) -> int:
        with CaptureQueriesContext(connection) as captured:
            instance.save_revision(user=user)
        return len(captured)

    queries(people.drafter)
    assert queries(people.drafter) - queries(None) == most


@pytest.mark.parametrize("fixture", ["draft", "snippet"])
def test_what_is_kept_is_the_form_that_a_reader_of_the_revision_finds(
    request, people, stored, fixture: str
) -> None:
    instance = request.getfixturevalue(fixture)
    if isinstance(instance, NoticePage):
        first = instance.notice_files.get()
        first.caption = "Renamed"
        instance.notice_files = [NoticeFile(stored_file=stored, caption="New"), first]
        instance.body = [("text", "<p>In memory</p>"), ("contact", {"name": "Wu"})]
    revision = save(instance, "As typed", by=people.head)
    assert kept_by(people.head) == form_of(revision)

    save_over(revision, instance, "As typed a moment later", by=people.head)
    assert kept_by(people.head) == form_of(revision)


def save_over(revision: Revision, instance, text: str, *, by) -> None:
    """As Wagtail does while somebody goes on typing."""
    setattr(instance, "title" if isinstance(instance, NoticePage) else "text", text)
    instance.save_revision(user=by, overwrite_revision=revision)


def kept_by(user) -> str:
    return ContentEdit.objects.filter(user_id=user.pk).latest("pk").fingerprint


def form_of(revision: Revision) -> str:
    return fingerprint_of(Revision.objects.get(pk=revision.pk).as_object())
