"""The strings of a form go out as a PO file and come back; its keys stay as they are."""

import polib
import pytest
from django.test import TestCase
from wagtail.models import Locale

from tests.cases.factories import HEAD
from wagtail_disclosure.cases.models import DisclosureForm, RequestPage
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.review import actions
from wagtail_disclosure.review.translations import localize, queueing

pytestmark = pytest.mark.django_db

HARD = 'Say "yes" \\ 100 % of %(name)s, {number} & “引号” — 水'


@pytest.fixture
def form(agency) -> DisclosureForm:
    """A public form in Chinese, as the agency made it, in no other language."""
    form = DisclosureForm(
        name="测试表",
        intro="<p>请<b>如实</b>填写。</p>",
        confirmation='<p>见<a href="https://example.org/">说明</a>。</p>',
        fields=[
            ("long_text", {"key": "description", "label": "您要什么？", "help_text": "写明“名称”"}),
            (
                "choice",
                {
                    "key": "form",
                    "label": "形式",
                    "choices": [
                        {"value": "paper", "label": "纸质"},
                        {"value": "electronic", "label": "电子"},
                    ],
                },
            ),
            ("consent", {"key": "consent", "label": "同意", "help_text": ""}),
        ],
        locale=Locale.objects.get(language_code="zh-hans"),
        live=False,
    )
    form.save()
    revision = form.save_revision()
    drafter = Actor.software("tests")
    actions.record(revision.as_object(), proposed_by=drafter, decided_by=HEAD)
    form.publish(revision, skip_permission_checks=True)
    return DisclosureForm.objects.get(pk=form.pk)


def test_every_string_of_a_form_comes_back_and_its_keys_stay(form) -> None:
    english = Locale.objects.get(language_code="en")
    version = queueing.queue(form, english)
    translation = localize.translation_of(version)
    file = translation.export_po()
    for number, each in enumerate(file):
        each.msgstr = each.msgid if "<" in each.msgid else f"{number}: {HARD}"
    written = sorted(each.msgstr for each in file)
    assert len(written) == 9
    assert translation.import_po(polib.pofile(str(file))) == []
    translation.save_target(publish=False)
    shown = DisclosureForm.objects.get(pk=version.pk).get_latest_revision_as_object()
    description, choice, consent = [block.value for block in shown.fields]
    assert [each["key"] for each in (description, choice, consent)] == [
        "description",
        "form",
        "consent",
    ]
    assert [option["value"] for option in choice["choices"]] == ["paper", "electronic"]
    assert all(HARD in option["label"] for option in choice["choices"])
    assert HARD in description["label"]
    assert '<a href="https://example.org/">说明</a>' in shown.confirmation
    assert not shown.live


def test_a_request_page_waits_for_translators_with_its_own_words_only(form) -> None:
    chinese = RequestPage.objects.get(locale__language_code="zh-hans")
    source_page = RequestPage(
        title="另一页", slug="another", form=form, locale=chinese.locale, live=False
    )
    chinese.get_parent().add_child(instance=source_page)
    revision = source_page.save_revision()
    actions.record(revision.as_object(), proposed_by=Actor.software("tests"), decided_by=HEAD)
    with TestCase.captureOnCommitCallbacks(execute=True):
        source_page.publish(revision, skip_permission_checks=True)
    version = queueing.queue(source_page, Locale.objects.get(language_code="en"))
    translation = localize.translation_of(version)
    assert [each.msgctxt for each in translation.export_po()] == ["title"]
    assert version.slug == "another"
    assert version.form == form
