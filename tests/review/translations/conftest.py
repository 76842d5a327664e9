"""A notice in the site's language whose English translation wagtail-localize keeps."""

import html
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.factories import create_user
from tests.noticeboard.models import NoticePage, NoticeSnippet
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.content.fingerprints import fingerprint_of
from wagtail_disclosure.review.models import Clearance
from wagtail_disclosure.review.models.language_tier import ensure_translation_workflow


@pytest.fixture
def translation_workflow(db) -> None:
    ensure_translation_workflow()


@pytest.fixture
def english(home) -> Locale:
    english = Locale.objects.get_or_create(language_code="en")[0]
    if not home.has_translation(english):
        translated = home.copy_for_translation(english)
        translated.save_revision().publish()
    return english


@pytest.fixture
def translator(home, db) -> Any:
    """Somebody who edits pages and notices, and publishes nothing."""
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
    return user


@pytest.fixture
def editor(translator) -> Client:
    client = Client()
    client.force_login(translator)
    return client


@pytest.fixture
def translate(translator) -> Callable[..., None]:
    """Write the English of all strings of an object, in wagtail-localize's own tables."""

    def translate(instance: Any, texts: Mapping[str, str] | None = None, *, by: Any = None) -> None:
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
                    "last_translated_by": by or translator,
                },
            )

    return translate


@pytest.fixture
def submit(english, django_capture_on_commit_callbacks) -> Callable[..., Any]:
    """Submit an object to wagtail-localize and return its English version."""

    def submit(instance: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            translate_object(instance, [english])
        return version_of(instance, english)

    return submit


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


@pytest.fixture
def confirm(django_capture_on_commit_callbacks) -> Callable[..., Clearance]:
    """Decide the translation's only tier."""

    def confirm(instance: Any, *, by: Any) -> Clearance:
        state = task_of(instance)
        seen = fingerprint_of(state.workflow_state.content_object.get_latest_revision_as_object())
        with django_capture_on_commit_callbacks(execute=True):
            actions.confirm(state, by=by, fingerprint=seen)
        instance.refresh_from_db()
        return instance.clearance

    return confirm


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


@pytest.fixture
def translated(notice, unit, translation_workflow, submit, translate, send, confirm, people):
    """The English notice, public after its own review."""
    english = submit(notice)
    translate(notice)
    send(english)
    confirm(english, by=people.head)
    return english


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
