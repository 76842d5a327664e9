"""Every string of every type survives its way through PO files, and a wrong line stores nothing."""

from typing import Any

import polib
import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from tests.catalog.factories import create_entry, create_service_guide, disclose
from tests.catalog.translation_status.conftest import create_person, sign_in
from wagtail_disclosure.catalog.models import (
    DisclosureRulesPage,
    EntryPage,
    ExemptItem,
    ExemptPublicLine,
)
from wagtail_disclosure.catalog.translation_status import po
from wagtail_disclosure.core.models import Exemption
from wagtail_disclosure.review.translations import localize, queueing
from wagtail_disclosure.review.translations.work import translatable_models

pytestmark = pytest.mark.django_db

CATALOG = "wagtail_disclosure.catalog."
# What breaks files of strings: quotes, backslashes, lines, placeholders, entities, other scripts.
HARD = 'Say "yes" \\ 100 % of %(name)s, {number} & “引号” <br> second line — 水'


@pytest.fixture
def entry(pages, unit) -> EntryPage:
    """With everything in its text that makes a string of its own."""
    entry = create_entry(
        pages.categories[0],
        unit,
        title='他说："供水" 100% %(name)s {number}',
        slug="hard",
        summary="第一行\n第二行 “引号” \\ & <b>",
        keywords="供水、水质",
        body=[
            ("heading", "标题 & 符号"),
            (
                "paragraph",
                '<p>请看<a href="https://example.org/">这里</a>，<b>重要</b>。</p>'
                "<ul><li>第一</li><li>第二</li></ul>",
            ),
        ],
    )
    disclose(entry)
    return entry


def fill(file: polib.POFile) -> None:
    """Translate every string of a file, keeping the tags of those that have some."""
    for number, each in enumerate(file):
        has_tags = "<a" in each.msgid or "<b>" in each.msgid
        each.msgstr = f"{number}: {each.msgid}" if has_tags else f"{number}: {HARD}"


def through_a_file(file: polib.POFile) -> polib.POFile:
    """As somebody saves and uploads it."""
    return po.read(str(file).encode())


def stored() -> set[tuple[str, str, str]]:
    """Context, original and translation of every string that is stored."""
    running = {row.source.object_id: row.uuid for row in Translation.objects.all()}
    rows = StringTranslation.objects.select_related("context", "translation_of")
    return {
        (f"{running[row.context.object_id]}:{row.context.path}", row.translation_of.data, row.data)
        for row in rows
    }


def test_every_string_of_every_type_comes_back(
    pages, entry, guide, translator, english, unit
) -> None:
    for page in (pages.catalog, pages.faq, guide):
        # The set-up writes a text of its own in English.
        page.get_translation(english).delete()
    steps = create_service_guide(
        guide,
        "怎样申请",
        audience="所有人",
        steps=[
            (
                "step",
                {
                    "title": "先查目录",
                    "text": "<p>见<b>目录</b></p>",
                    "documents": ["身份证", "申请表"],
                    "how_long": "当场",
                },
            )
        ],
    )
    rules = DisclosureRulesPage(
        title="规定",
        slug="rules",
        locale=guide.locale,
        live=False,
        introduction="一\n二",
        body=[("paragraph", "<p>第一条</p>")],
    )
    guide.get_parent().add_child(instance=rules)
    rules.save_revision()
    item = ExemptItem.objects.create(title="预案", unit=unit, ground=Exemption.objects.first())
    line = ExemptPublicLine.objects.create(
        item=item, ground=item.ground, title="应急预案", explanation="一\n二", live=False
    )
    line.save_revision()
    disclose(guide, steps, rules, line)
    translator.user_permissions.add(
        *Permission.objects.filter(codename__endswith="_exemptpublicline")
    )
    originals = [
        *(pages.catalog, *pages.categories, entry, pages.faq, pages.question),
        *(guide, steps, rules, line),
    ]
    assert {type(original) for original in originals} == {
        model for model in translatable_models() if model.__module__.startswith(CATALOG)
    }
    file = po.missing_strings(originals, english, by=translator)
    fill(file)
    found = po.import_strings(through_a_file(file), by=translator)
    assert (found.strings, found.texts) == (len(file), len(originals))
    assert len(file) > 35
    assert stored() == {(each.msgctxt, each.msgid, each.msgstr) for each in file}
    assert not po.missing_strings(originals, english, by=translator)
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_what_comes_back_is_in_the_page_as_it_was_written(
    pages, entry, translator, english
) -> None:
    file = po.missing_strings([entry], english, by=translator)
    for each in file:
        path = each.msgctxt.partition(":")[2]
        each.msgstr = 'A "title"' if path == "title" else f"E {each.msgid}"
    po.import_strings(through_a_file(file), by=translator)
    version = queueing.version_in(entry, english)
    localize.translation_of(version).save_target(publish=False)
    page = queueing.version_in(entry, english).get_latest_revision_as_object()
    assert page.title == 'A "title"'
    assert page.summary == f"E {entry.summary}"
    assert page.keywords == "E 供水、水质"
    heading, paragraph = page.body
    assert heading.value == "E 标题 & 符号"
    assert '<a href="https://example.org/">这里</a>' in paragraph.value.source
    assert "<b>重要</b>" in paragraph.value.source
    assert "<li>E 第二</li>" in paragraph.value.source
    assert (page.index_number, page.slug) == (entry.index_number, entry.slug)


class TestRefused:
    @pytest.fixture
    def file(self, pages, entry, translator, english) -> polib.POFile:
        file = po.missing_strings([entry, pages.question], english, by=translator)
        fill(file)
        return file

    def refusal(self, file: polib.POFile, by: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            po.import_strings(through_a_file(file), by=by)
        assert not StringTranslation.objects.exists(), "half of it is stored"
        return " ".join(refused.value.messages)

    def test_a_wrong_line_and_nothing_of_the_rest_is_stored(self, file, translator) -> None:
        for place, change, said in (
            (3, {"msgid": "别的"}, "“别的”: this string is no longer in the text"),
            (0, {"msgctxt": "title"}, "the context names no text"),
            (0, {"msgstr": "<script>alert(1)</script>"}, "<script> tag is not allowed"),
        ):
            wrong = through_a_file(file)
            for name, value in change.items():
                setattr(wrong[place], name, value)
            refusal = self.refusal(wrong, translator)
            assert said in refusal
            assert refusal.startswith("Line ")

    def test_a_text_that_is_no_longer_translated_or_not_one_s_own(
        self, file, entry, translator
    ) -> None:
        person = create_person("other", "submit_translation")
        assert "do not have the right to edit" in self.refusal(file, person)
        Translation.objects.filter(source__object_id=entry.translation_key).update(enabled=False)
        assert "no longer kept as a translation" in self.refusal(file, translator)

    def test_what_is_no_po_file(self) -> None:
        for content, said in (
            ("中文".encode("gb18030"), "not in UTF-8"),
            (b"Title,State\n", "line 1 can't be read"),
            (b"x" * (po.LARGEST + 1), "larger than 5 MB"),
        ):
            with pytest.raises(ValidationError, match=said):
                po.read(content)

    def test_nothing_is_taken_from_what_is_unsure_or_empty(self, file, translator) -> None:
        for each in file:
            each.flags.append("fuzzy")
        file[0].flags, file[0].msgstr = [], ""
        assert "no translation in the file" in self.refusal(file, translator)
        file[1].flags = []
        assert po.import_strings(through_a_file(file), by=translator).strings == 1


def test_downloaded_filled_in_and_uploaded_in_the_admin(pages, entry, translator) -> None:
    client = sign_in(translator)
    download = reverse("disclosure_translation_status:download")
    response = client.post(f"{download}?category={pages.categories[0].pk}&language=en")
    assert response["Content-Disposition"].endswith('entrypage.po"')
    file = po.read(response.content)
    assert {each.comment for each in file} == {entry.title, pages.entry.title}
    fill(file)
    upload = reverse("disclosure_translation_status:upload")
    sent = SimpleUploadedFile("strings.po", str(file).encode())
    response = client.post(upload, {"file": sent}, follow=True)
    assert f"{len(file)} strings were stored" in response.content.decode()
    wrong = SimpleUploadedFile("strings.po", str(file).replace("供水", "河").encode())
    said = client.post(upload, {"file": wrong}).content.decode()
    assert "no longer in the text" in said
    again = client.post(f"{download}?category={pages.categories[0].pk}", follow=True)
    assert "no string that you may edit is missing" in again.content.decode()
    assert client.get(download).status_code == 405


def test_a_download_needs_the_right_to_submit(pages, officer) -> None:
    download = reverse("disclosure_translation_status:download")
    assert sign_in(officer).post(download).status_code == 302
    assert not Translation.objects.exists()
    assert Locale.objects.count() == 2
