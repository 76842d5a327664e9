"""Whatever is not certain to become public by being shown alone is left to its own publish()."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Comment, Page, Revision

from tests.noticeboard.models import NoticePage
from tests.review import agency
from tests.review.walking import submit
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.publishing import loading, types
from wagtail_disclosure.review.publishing.ordinary import ordinary


def is_ordinary(page: NoticePage) -> bool:
    stored = NoticePage.objects.get(pk=page.pk)
    loading.load_children([stored])
    revision = Revision.objects.get(pk=stored.latest_revision_id)
    return bool(list(ordinary([stored], {stored.pk: revision})))


def update(page: NoticePage, **values) -> None:
    """Write past the guard, as other software may."""
    Page.objects.filter(pk=page.pk).update(**values)


def edit(page, **kwargs):
    page.title = "Edited"
    page.save_revision()


def edit_the_row_only(page, **kwargs):
    NoticePage.objects.filter(pk=page.pk).update(internal_note="Later")


def edit_the_revision_only(page, **kwargs):
    revision = page.get_latest_revision()
    revision.content["title"] = "Raw"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def take_the_file_away(page, **kwargs):
    stored = page.notice_files.get().stored_file
    stored.file.storage.delete(stored.file.name)


def caption_the_file(page, **kwargs):
    page.notice_files.update(caption="Other")


def move_below_a_draft(page, above, **kwargs):
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=above.pk), pos="last-child")


def want_it_some_day(page, **kwargs):
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save()
    page.save_revision()


def want_it_for_some_days(page, **kwargs):
    page.expire_at = timezone.now() + timedelta(days=3)
    page.save()
    page.save_revision()


def schedule(page, **kwargs):
    page.revisions.update(approved_go_live_at=timezone.now() + timedelta(days=3))


def publish(page, people, **kwargs):
    agency.clear(page, people)


def withdraw_again(page, people, **kwargs):
    agency.clear(page, people)
    page.unpublish()


def make_an_alias(page, **kwargs):
    CreatePageAliasAction(page, update_slug="alias", user=None).execute(skip_permission_checks=True)


def send_to_review(page, people, profile, **kwargs):
    submit(page, people.drafter)


def comment(page, people, **kwargs):
    Comment.objects.create(page=page, user=people.drafter, text="Really?", contentpath="body")


def take_its_name(page, above, **kwargs):
    update(above, slug=page.slug)


def rename_the_parent(page, home, **kwargs):
    Page.objects.filter(pk=home.pk).update(url_path="/elsewhere/")


def have_a_later_revision(page, **kwargs):
    Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        created_at=timezone.now(),
    )


def empty_the_title(page, **kwargs):
    update(page, title="", draft_title="")
    revision = page.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": ""})


CHANGES: list[Callable[..., None]] = [
    edit,
    edit_the_row_only,
    edit_the_revision_only,
    take_the_file_away,
    caption_the_file,
    move_below_a_draft,
    want_it_some_day,
    want_it_for_some_days,
    schedule,
    publish,
    withdraw_again,
    make_an_alias,
    send_to_review,
    comment,
    take_its_name,
    rename_the_parent,
    have_a_later_revision,
    empty_the_title,
]


@pytest.fixture
def above(unit, stored, people) -> NoticePage:
    """A draft at the side of the other one."""
    return agency.write_notice(unit, stored, by=people.drafter, slug="above")


def test_a_draft_that_is_stored_as_it_becomes_public_is_ordinary(draft):
    assert is_ordinary(draft)


@pytest.mark.raw_writes
@pytest.mark.parametrize("change", CHANGES)
def test_a_draft_is_not_ordinary_once_somebody_did_this(
    draft, above, people, home, request, change
):
    profile = request.getfixturevalue("profile") if change is send_to_review else None
    assert is_ordinary(draft)
    change(draft, above=above, people=people, home=home, profile=profile)
    assert not is_ordinary(draft)


def test_an_alias_is_not_ordinary(draft, above):
    update(above, alias_of=draft.pk)
    assert not is_ordinary(above)


class TestTypes:
    def test_a_type_says_itself_that_it_may_be_published_together(self):
        class Derived(NoticePage):
            class Meta:
                abstract = True

        assert types.is_served(NoticePage)
        assert not types.is_served(Derived)

    def test_a_plain_page_is_not_served(self):
        assert not types.is_served(Page)

    @pytest.mark.parametrize("model", [NoticePage, Clearance])
    def test_where_somebody_listens_to_saves_each_row_is_saved(self, model):
        def listen(**kwargs):
            raise AssertionError("Nothing is saved here.")

        post_save.connect(listen, sender=model)
        try:
            assert not types.is_served(NoticePage)
        finally:
            post_save.disconnect(listen, sender=model)
