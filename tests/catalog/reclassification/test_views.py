import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.catalog.factories import create_entry, disclose
from wagtail_disclosure.catalog.models import EntryPage, ExemptItem
from wagtail_disclosure.catalog.reclassification.restricting import restrict
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.models import Clearance, ReviewTaskState
from wagtail_disclosure.review.models.rounds import latest_revision

pytestmark = pytest.mark.django_db


def as_user(client, user):
    UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)
    return client


def explanation(text: str) -> dict[str, str]:
    return {"explanation_zh_hans": text, "explanation_en": ""}


class TestWithdraw:
    @pytest.fixture
    def url(self, entry) -> str:
        return reverse(
            "disclosure_review:withdraw",
            args=["wagtail_disclosure_catalog", "entrypage", entry.pk],
        )

    def test_lists_all_that_goes_and_asks_why(self, client, staff, url) -> None:
        page = as_user(client, staff.office).get(url).content.decode()
        for text in ("供水规划", "Supply plan", "plan.pdf"):
            assert text in page

    def test_takes_everything_back_at_once(self, client, staff, url) -> None:
        as_user(client, staff.office)
        assert "reason" in client.post(url, {"reason": ""}).context["form"].errors
        client.post(url, {"reason": "Names a person"})
        assert not EntryPage.objects.filter(live=True).exists()

    def test_is_not_there_for_others(self, client, staff, url) -> None:
        for person in (staff.drafter, staff.outsider):
            assert (
                as_user(client, person).post(url, {"reason": "x"}, follow=True).status_code == 404
            )
        wrong = reverse("disclosure_review:withdraw", args=["auth", "user", staff.office.pk])
        assert as_user(client, staff.office).get(wrong, follow=True).status_code == 404

    def test_is_offered_beside_what_is_public(self, client, staff, entry, url) -> None:
        staff.office.groups.add(*staff.drafter.groups.all())
        editor = reverse("wagtailadmin_pages:edit", args=[entry.pk])
        assert url in as_user(client, staff.office).get(editor).content.decode()
        assert url not in as_user(client, staff.drafter).get(editor).content.decode()

    def test_is_offered_to_those_who_edit_no_pages(self, client, staff, entry, url) -> None:
        right = Permission.objects.get(codename="view_clearance")
        staff.office.user_permissions.add(right)
        shown = reverse("disclosure_clearance:inspect", args=[entry.clearance_id])
        page = as_user(client, staff.office).get(shown).content.decode()
        assert url in page
        assert reverse("disclosure_classes:change", args=[entry.pk]) in page


class TestChangeClass:
    @pytest.fixture
    def url(self, entry) -> str:
        return reverse("disclosure_classes:change", args=[entry.pk])

    def test_says_what_happens_to_what(self, client, staff, url) -> None:
        page = as_user(client, staff.office).get(url).content.decode()
        for text in ("plan.pdf", "Supply plan", "release package", "exempt item"):
            assert text in page

    def test_to_on_request_leads_to_the_draft(self, client, staff, url, entry) -> None:
        data = {"to": "on_request", "reason": "Too long"}
        response = as_user(client, staff.office).post(url, data)
        assert response.url == reverse("wagtailadmin_pages:edit", args=[entry.pk])
        assert EntryPage.objects.get(pk=entry.pk).is_on_request

    def test_to_exempt_needs_a_ground_and_leads_to_the_register(
        self, client, staff, url, ground
    ) -> None:
        as_user(client, staff.office)
        data = {"to": "exempt", "reason": "Names a reservoir", "citation": "", **explanation("x")}
        assert "ground" in client.post(url, data).context["form"].errors
        response = client.post(url, {**data, "ground": ground.pk})
        item = ExemptItem.objects.get()
        assert response.url == reverse("disclosure_exempt_items:inspect", args=[item.pk])
        assert not EntryPage.objects.exists()

    def test_is_not_there_for_people_without_the_right(self, client, staff, url) -> None:
        for person in (staff.drafter, staff.outsider):
            assert as_user(client, person).get(url, follow=True).status_code == 404

    def test_offers_an_editor_no_register_without_the_right_to_write_in_it(
        self, client, staff, category, unit
    ) -> None:
        draft = create_entry(category, unit, "草稿")
        url = reverse("disclosure_classes:change", args=[draft.pk])
        form = as_user(client, staff.drafter).get(url)
        assert [choice.value for choice in form.context["choices"]] == ["on_request"]
        client.post(url, {"to": "exempt", "reason": "x"})
        assert EntryPage.objects.filter(pk=draft.pk).exists()


class TestDeclassify:
    @pytest.fixture
    def item(self, entry, ground, staff) -> ExemptItem:
        return restrict(entry, ground=ground, reason="It names a reservoir", by=staff.office)

    def test_creates_the_draft(self, client, staff, item, category) -> None:
        url = reverse("disclosure_classes:declassify", args=[item.pk])
        data = {"to": "proactive", "parent": category.pk, "reason": "Ten years have passed"}
        response = as_user(client, staff.office).post(url, data)
        entry = EntryPage.objects.get(locale=category.locale)
        assert response.url == reverse("wagtailadmin_pages:edit", args=[entry.pk])
        again = client.post(url, data)
        assert again.context["form"].non_field_errors()

    def test_is_offered_on_the_page_of_the_item(self, client, staff, item) -> None:
        page = as_user(client, staff.office).get(
            reverse("disclosure_exempt_items:inspect", args=[item.pk])
        )
        assert reverse("disclosure_classes:declassify", args=[item.pk]) in page.content.decode()

    def test_is_not_there_for_others(self, client, staff, item) -> None:
        url = reverse("disclosure_classes:declassify", args=[item.pk])
        assert as_user(client, staff.outsider).get(url, follow=True).status_code == 404


class TestByAReviewer:
    """A tier of the review finds that the class is another one."""

    @pytest.fixture
    def draft(self, category, unit, staff, profile) -> EntryPage:
        draft = create_entry(category, unit, "草稿", body=[("paragraph", "<p>秘密</p>")])
        draft.save_revision(user=staff.drafter)
        draft.get_workflow().start(draft, staff.drafter)
        return draft

    @pytest.fixture
    def step(self, draft) -> ReviewTaskState:
        return ReviewTaskState.objects.get()

    def url(self, step: ReviewTaskState) -> str:
        return reverse("disclosure_review:change_class", args=[step.pk])

    def seen(self, step: ReviewTaskState) -> str:
        subject = latest_revision(step.workflow_state).as_object()
        return fingerprints.fingerprint_of(subject)

    def test_ends_the_round_and_tells_the_drafter(self, client, staff, step, draft) -> None:
        data = {"to": "on_request", "reason": "Only on request", "fingerprint": self.seen(step)}
        as_user(client, staff.head).post(self.url(step), data)
        stored = EntryPage.objects.get(pk=draft.pk)
        step.refresh_from_db()
        assert (stored.disclosure_class, str(stored.body)) == ("on_request", "")
        assert (step.decision, step.decided_by_id) == ("reclassified", staff.head.pk)
        home = as_user(client, staff.drafter).get(reverse("wagtailadmin_home"))
        assert "Only on request" in home.content.decode()

    def test_to_exempt_deletes_the_page(
        self, client, staff, step, draft, ground, django_capture_on_commit_callbacks
    ) -> None:
        data = {
            "to": "exempt",
            "reason": "A state secret",
            "ground": ground.pk,
            "fingerprint": self.seen(step),
            **explanation("It is a state secret."),
        }
        with django_capture_on_commit_callbacks(execute=True):
            as_user(client, staff.head).post(self.url(step), data)
        assert not EntryPage.objects.filter(pk=draft.pk).exists()
        assert ExemptItem.objects.get().title == "草稿"
        assert [message.to for message in mail.outbox] == [[staff.drafter.email]]
        decided = Clearance.objects.for_object(draft).first()
        assert (decided.decision, decided.decided_by_id) == ("withdrawn", staff.head.pk)

    def test_is_refused_for_other_content_than_was_seen(self, client, staff, step, draft) -> None:
        data = {"to": "on_request", "reason": "x", "fingerprint": "0" * 64}
        response = as_user(client, staff.head).post(self.url(step), data)
        assert response.context["form"].non_field_errors()
        assert not EntryPage.objects.get(pk=draft.pk).is_on_request

    def test_is_not_there_for_people_outside_the_tier(self, client, staff, step) -> None:
        assert as_user(client, staff.leader).get(self.url(step), follow=True).status_code == 404
        assert as_user(client, staff.outsider).get(self.url(step), follow=True).status_code == 404


def test_an_alias_shows_its_source_beside_it(client, staff, entry) -> None:
    alias = entry.create_alias(
        parent=Page.objects.get(pk=entry.get_parent().pk), update_slug="alias"
    )
    disclose(entry)
    url = reverse("disclosure_classes:change", args=[alias.pk])
    versions = as_user(client, staff.office).get(url).context["versions"]
    assert sorted(version.is_alias for version in versions) == [False, False, True]
