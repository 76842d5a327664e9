"""The editor of an entry: what the class forbids is not there, and files come by upload."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.catalog.factories import (
    PDF,
    attach,
    create_category,
    create_entry,
    create_user,
    disclose,
    store_file,
)
from wagtail_disclosure.catalog.models import EntryPage, JointIssuer, SubjectClass
from wagtail_disclosure.core.deleting import holders_of
from wagtail_disclosure.core.models import PublicBody, StoredFile

ONE_NEW = {
    "attachments-TOTAL_FORMS": "1",
    "attachments-INITIAL_FORMS": "0",
    "attachments-MIN_NUM_FORMS": "0",
    "attachments-MAX_NUM_FORMS": "1000",
    "attachments-0-id": "",
    "attachments-0-ORDER": "1",
    "attachments-0-DELETE": "",
    "attachments-0-title": "全文",
}
COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


def no_rows(name: str) -> dict[str, str]:
    """An empty list of rows, as the editor sends it."""
    counts = {"TOTAL": "0", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
    return {f"{name}-{count}_FORMS": number for count, number in counts.items()}


@pytest.fixture
def category(catalog):
    return create_category(catalog, "01")


@pytest.fixture
def entry(category, unit):
    return create_entry(category, unit)


@pytest.fixture
def officer(client, db):
    officer = create_user("officer", is_superuser=True)
    client.force_login(officer)
    return officer


def form_data(entry: EntryPage, **changes: object) -> dict[str, object]:
    return {
        "title": entry.title,
        "slug": entry.slug,
        "class_reason": "",
        "class_ground": "",
        "document_number": "沪水务〔2024〕1号",
        "issuing_body": "",
        "responsible_unit": entry.responsible_unit_id,
        "created_on": "2024-03-01",
        "published_on": "",
        "summary": "概述",
        "body-count": "0",
        **COMMENTS,
        **no_rows("attachments"),
        **no_rows("joint_issuers"),
        **no_rows("successors"),
        **changes,
    }


def save(client, entry: EntryPage, **changes: object):
    address = reverse("wagtailadmin_pages:edit", args=[entry.pk])
    return client.post(address, form_data(entry, **changes))


def draft_of(entry: EntryPage) -> EntryPage:
    return EntryPage.objects.get(pk=entry.pk).get_latest_revision_as_object()


def test_shows_class_and_index_number_without_letting_them_change(client, officer, entry):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[entry.pk])).content.decode()
    assert entry.index_number in page
    assert 'name="disclosure_class"' not in page
    assert 'name="index_number"' not in page
    save(
        client,
        entry,
        disclosure_class="on_request",
        index_number="X",
        **ONE_NEW
        | {
            "attachments-TOTAL_FORMS": "0",
        },
    )
    draft = draft_of(entry)
    assert draft.document_number == "沪水务〔2024〕1号"
    assert (draft.disclosure_class, draft.index_number) == ("proactive", entry.index_number)


def test_form_takes_files_even_after_the_first(client, officer, entry):
    attach(entry, store_file())
    response = client.get(reverse("wagtailadmin_pages:edit", args=[entry.pk]))
    page = response.content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert store_file().sha256 in page
    assert 'name="attachments-0-upload"' not in page


def test_uploaded_file_is_stored_once_and_attached(client, officer, entry):
    upload = SimpleUploadedFile("..\\路径\\报告.pdf", PDF, "text/html")
    response = save(client, entry, **ONE_NEW, **{"attachments-0-upload": upload})
    assert response.status_code == 302
    attachment = draft_of(entry).attachments.get()
    stored = attachment.stored_file
    assert (stored.name, stored.content_type, stored.size) == (
        "报告.pdf",
        "application/pdf",
        len(PDF),
    )
    assert stored.uploaded_by_name == "officer"
    assert attachment.title == "全文"
    assert StoredFile.objects.count() == 1


def zipped(member: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr(member, "<xml/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.docx", zipped("word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        ("a.csv", "年,水量\n".encode()),
        ("a.txt", "年".encode("gb18030")),
    ],
)
def test_kinds_of_file_that_are_taken(client, officer, entry, name, content):
    upload = SimpleUploadedFile(name, content)
    assert save(client, entry, **ONE_NEW, **{"attachments-0-upload": upload}).status_code == 302
    assert draft_of(entry).attachments.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\0"),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg/>"),
        ("a", PDF),
        ("a.pdf.exe", PDF),
        ("a.pdf", b"MZ\x90\0" * 10),
        ("a.pdf", b"<html>"),
        ("a.png", PDF),
        ("a.docx", zipped("xl/workbook.xml")),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.csv", b"a\0b"),
        ("a.pdf", b""),
    ],
)
def test_files_that_are_refused_beside_the_field(client, officer, entry, name, content):
    upload = SimpleUploadedFile(name, content)
    response = save(client, entry, **ONE_NEW, **{"attachments-0-upload": upload})
    assert response.status_code == 200
    assert response.context["form"].formsets["attachments"].forms[0].errors["upload"]
    assert not StoredFile.objects.exists()


def test_too_big_files_are_refused_with_the_limit(client, officer, entry, settings):
    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "ATTACHMENT_MAX_BYTES": 10}
    upload = SimpleUploadedFile("a.pdf", PDF)
    response = save(client, entry, **ONE_NEW, **{"attachments-0-upload": upload})
    errors = response.context["form"].formsets["attachments"].forms[0].errors
    assert "10" in errors["upload"][0]


class TestOpenOnRequest:
    @pytest.fixture
    def entry(self, category, unit):
        return create_entry(category, unit, disclosure_class="on_request", class_reason="图纸")

    def test_offers_neither_text_nor_files(self, client, officer, entry):
        page = client.get(reverse("wagtailadmin_pages:edit", args=[entry.pk])).content.decode()
        assert "attachments-TOTAL_FORMS" not in page
        assert "body-count" not in page

    def test_takes_neither_text_nor_files(self, client, officer, entry):
        upload = SimpleUploadedFile("a.pdf", PDF)
        body = {"body-count": "1", "body-0-type": "heading", "body-0-value": "全文"}
        body |= {"body-0-deleted": "", "body-0-order": "0", "body-0-id": ""}
        response = save(client, entry, **ONE_NEW, **body, **{"attachments-0-upload": upload})
        assert response.status_code == 302
        draft = draft_of(entry)
        assert draft.summary == "概述"
        assert not draft.body
        assert not draft.attachments.exists()
        assert not StoredFile.objects.exists()


def test_listing_shows_and_filters_what_an_officer_asks_for(client, officer, category, unit):
    create_entry(category, unit, "供水年报")
    create_entry(category, unit, "泵站图纸", disclosure_class="on_request", class_reason="图纸")
    address = reverse("disclosure_entries:index")
    page = client.get(address).content.decode()
    assert "供水年报" in page and "泵站图纸" in page
    for query, shown in (
        ({"disclosure_class": "on_request"}, {"泵站图纸"}),
        ({"responsible_unit": unit.pk}, {"供水年报", "泵站图纸"}),
        ({"live": "true"}, set()),
        ({"q": "年报"}, {"供水年报"}),
    ):
        titles = {entry.title for entry in client.get(address, query).context["object_list"]}
        assert titles == shown, query


def test_register_is_offered_with_the_category_filled_in(client, officer, unit):
    page = client.get(reverse("disclosure_exempt_items:add"), {"category_code": "0901"})
    assert page.context["form"].initial["category_code"] == "0901"


@pytest.fixture
def english_officer(officer):
    UserProfile.objects.create(user=officer, preferred_language="en")
    return officer


def test_a_unit_or_a_subject_class_with_entries_is_kept(client, english_officer, category, unit):
    term = SubjectClass.objects.create(code="06", name={"en": "Water"})
    for _entry in range(2):
        create_entry(category, unit, subject_class=term)
    for noun in (unit, term):
        address = reverse(f"disclosure_{noun._meta.model_name}:delete", args=[noun.pk])
        response = client.post(address)
        assert response.status_code == 409
        assert "2 entries" in response.content.decode()
        assert type(noun).objects.filter(pk=noun.pk).exists()


def test_a_subject_class_that_only_a_draft_names_is_kept(
    client, english_officer, catalog, category, unit
):
    term = SubjectClass.objects.create(code="06", name={"en": "Water"})
    entry = create_entry(category, unit)
    disclose(catalog, category, entry)
    draft = entry.get_latest_revision_as_object()
    draft.subject_class = term
    draft.save_revision()
    page = client.get(reverse("disclosure_subjectclass:delete", args=[term.pk]))
    assert "1 entries, in drafts or earlier versions only" in page.content.decode()


def test_a_body_that_only_the_draft_of_an_entry_names_is_kept(client, english_officer, entry):
    bodies = [PublicBody.objects.create(code=f"{n}X", name={"en": f"Body {n}"}) for n in range(2)]
    entry.joint_issuers = [JointIssuer(body=bodies[0])]
    entry.save_revision()
    address = reverse("disclosure_publicbody:delete", args=[bodies[0].pk])
    response = client.post(address)
    assert response.status_code == 409
    assert "1 entries, in drafts or earlier versions only" in response.content.decode()
    assert str(draft_of(entry).joint_issuers.get()) == "Body 0"
    assert holders_of(bodies[1]) == []


def test_an_entry_is_refused_as_its_own_successor_in_words(client, english_officer, entry):
    rows = {
        "successors-TOTAL_FORMS": "1",
        "successors-0-id": "",
        "successors-0-ORDER": "1",
        "successors-0-DELETE": "",
        "successors-0-relation": "repealed_by",
        "successors-0-successor": str(entry.pk),
    }
    response = save(client, entry, **rows)
    assert "by itself or by its forerunner" in response.content.decode()
    assert not draft_of(entry).successors.all()
