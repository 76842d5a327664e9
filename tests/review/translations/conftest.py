"""A notice in the site's language whose English translation wagtail-localize keeps."""

import html
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from tests.review import agency
from wagtail_disclosure.core.models import PublicBody, Unit
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.language_tier import ensure_translation_workflow

capture_on_commit = TestCase.captureOnCommitCallbacks


@pytest.fixture
def translation_workflow(db) -> None:
    ensure_translation_workflow()


@pytest.fixture(scope="module")
def built(module_transaction: None, django_db_blocker: Any) -> Iterator[None]:
    """The agency, a translator, start pages in both languages and a public notice."""
    with override_settings(WAGTAIL_DISCLOSURE=agency.settings_of_the_body()):
        with translation.override("en"), django_db_blocker.unblock():
            people = agency.create_people()
            unit = agency.create_unit(agency.create_body(people), people)
            translate_home()
            create_translator()
            agency.clear(agency.write_notice(unit, agency.store_file(), by=people.drafter), people)
        yield


@pytest.fixture(autouse=True)
def _built_for_every_test(built) -> None:
    """Whatever a test asks for: no test depends on those before it."""


def translate_home() -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = agency.home_page()
    if not home.has_translation(english):
        home.copy_for_translation(english).save_revision().publish()


def create_translator() -> None:
    user = create_user("translator")
    # The admin speaks to everybody in the language of their account.
    UserProfile.objects.create(user=user, preferred_language="en")
    group = Group.objects.create(name="Translators")
    rights = ("access_admin", "submit_translation", "change_noticesnippet", "view_noticesnippet")
    group.permissions.add(*Permission.objects.filter(codename__in=rights))
    change = Permission.objects.get(codename="change_page")
    for page in Page.objects.filter(depth=1):
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user.groups.add(group)


def stored_user(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def stored_people() -> SimpleNamespace:
    return SimpleNamespace(**{name: stored_user(name) for name in agency.PEOPLE})


@pytest.fixture
def people(db) -> SimpleNamespace:
    return stored_people()


@pytest.fixture
def body(db) -> PublicBody:
    return PublicBody.objects.get(code=agency.BODY)


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.get(code="supply")


@pytest.fixture
def notice(db) -> NoticePage:
    """A notice that is public."""
    return NoticePage.objects.get(slug="notice")


@pytest.fixture
def draft(unit, people, stored) -> NoticePage:
    """Another notice, which nobody has reviewed."""
    return agency.write_notice(
        unit, stored, by=people.drafter, title="Another notice", slug="another"
    )


@pytest.fixture
def another(draft, clear) -> NoticePage:
    """Another notice that is public."""
    clear(draft)
    return draft


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def translator(db) -> Any:
    """Somebody who edits pages and notices, and publishes nothing."""
    return stored_user("translator")


@pytest.fixture
def editor(translator) -> Client:
    return signed_in(translator)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def write_strings(instance: Any, texts: Mapping[str, str] | None = None, *, by: Any) -> None:
    """Write the English of all strings of an object, in wagtail-localize's own tables."""
    texts = texts or {}
    running = Translation.objects.get(source__object_id=instance.translation_key)
    for segment in running.source.stringsegment_set.select_related("string", "context"):
        source_text = segment.string.data
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=running.target_locale,
            defaults={
                "data": texts.get(source_text, f"English {source_text}"),
                "last_translated_by": by,
            },
        )


@pytest.fixture
def translate(translator) -> Callable[..., None]:
    return partial(write_strings, by=translator)


def submit_to(locale: Locale, instance: Any) -> Any:
    """Submit an object to wagtail-localize and return its version in ``locale``."""
    with capture_on_commit(execute=True):
        translate_object(instance, [locale])
    return version_of(instance, locale)


@pytest.fixture
def submit(english) -> Callable[[Any], Any]:
    return partial(submit_to, english)


def version_of(instance: Any, locale: Locale) -> Any:
    return type(instance).objects.get(translation_key=instance.translation_key, locale=locale)


def edit_url(instance: Any) -> str:
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    return reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])


def press_publish(client: Client, instance: Any, capture: Any) -> list[str]:
    """Press the button of wagtail-localize's editor; returns what the editor then says."""
    with capture(execute=True):
        response = client.post(edit_url(instance), {"action": "publish"}, follow=True)
    assert response.status_code == 200
    # The request left its own language active.
    translation.activate("en")
    instance.refresh_from_db()
    return [html.unescape(str(message)).strip() for message in response.context["messages"]]


@pytest.fixture
def send(editor, django_capture_on_commit_callbacks) -> Callable[[Any], list[str]]:
    return lambda instance: press_publish(editor, instance, django_capture_on_commit_callbacks)


def task_of(instance: Any) -> Any:
    return type(instance).objects.get(pk=instance.pk).current_workflow_task_state


def confirm_as(instance: Any, *, by: Any) -> Clearance:
    """Decide the translation's only tier."""
    state = task_of(instance)
    seen = fingerprint_of(state.workflow_state.content_object.get_latest_revision_as_object())
    with capture_on_commit(execute=True):
        actions.confirm(state, by=by, fingerprint=seen)
    instance.refresh_from_db()
    return instance.clearance


@pytest.fixture
def confirm(db) -> Callable[..., Clearance]:
    return confirm_as


@pytest.fixture
def change(clear, people, django_capture_on_commit_callbacks) -> Callable[[Any], None]:
    """Change the original and clear the change; translations learn of it as Wagtail has it."""

    def change(original: Any) -> None:
        original = type(original).objects.get(pk=original.pk)
        if isinstance(original, NoticePage):
            original.body = [("text", "<p>Changed</p>")]
        else:
            original.text = "Changed"
        original.save_revision(user=people.drafter)
        with django_capture_on_commit_callbacks(execute=True):
            clear(original)

    return change


@pytest.fixture
def synchronize() -> Callable[[Any], None]:
    """As wagtail-localize's “Sync translated pages” does, without publishing."""

    def synchronize(original: Any) -> None:
        TranslationSource.objects.get(object_id=original.translation_key).update_from_db()

    return synchronize


@pytest.fixture(scope="module")
def public_translation(built, django_db_blocker) -> None:
    """The English notice, public after its own review, in modules of which every test has it."""
    with translation.override("en"), django_db_blocker.unblock():
        ensure_translation_workflow()
        notice = NoticePage.objects.get(slug="notice")
        english = submit_to(Locale.objects.get(language_code="en"), notice)
        translator = stored_user("translator")
        write_strings(notice, by=translator)
        press_publish(signed_in(translator), english, capture_on_commit)
        confirm_as(english, by=stored_user("head"))


@pytest.fixture
def translated(public_translation, db) -> NoticePage:
    return NoticePage.objects.get(locale__language_code="en")


@pytest.fixture
def translated_snippet(
    snippet, body, clear, translation_workflow, submit, translate, send, confirm, people
) -> NoticeSnippet:
    clear(snippet)
    english = submit(snippet)
    translate(snippet)
    send(english)
    confirm(english, by=people.officer)
    return english
