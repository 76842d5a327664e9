"""What an entry says about its document: shown, translated, and never past a clearance."""

import re
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import translation
from wagtail.models import Locale

from tests.catalog.factories import (
    DESCRIBED,
    EXPIRED,
    attach,
    create_category,
    create_entry,
    disclose,
    issue_jointly,
    store_file,
    succeed,
)
from wagtail_disclosure.catalog.exceptions import RunsInACircle
from wagtail_disclosure.catalog.models import EntryPage, Genre, JointIssuer, SubjectClass
from wagtail_disclosure.core.models import DisclosureBasis, PublicBody
from wagtail_disclosure.review.content import fingerprints
from wagtail_disclosure.review.content.presentation import rows
from wagtail_disclosure.review.exceptions import ClearanceRequired
from wagtail_disclosure.review.triggers import installation

FILE_LINK = re.compile(r'href="[^"]*disclosure-files')
# Computed when none of these fields existed.
FINGERPRINT_OF_OLD = "c5d0e121c9d3f6e9609cf5405fc9e2da31d54844b043a5d6af7b3ce6a07dccf8"


@pytest.fixture
def category(catalog):
    category = create_category(catalog, "01")
    disclose(catalog, category)
    return category


@pytest.fixture
def other_body(body):
    return PublicBody.objects.create(code="02X", name={"zh-hans": "示例市发改委", "en": "Planning"})


@pytest.fixture
def words(db):
    """A subject class and a genre."""
    return {
        "subject_class": SubjectClass.objects.create(code="06", name={"zh-hans": "水利"}),
        "genre": Genre.objects.create(code="notice", name={"zh-hans": "通知"}),
    }


def old_entry(**values) -> EntryPage:
    return EntryPage(
        content_type=ContentType.objects.get_for_model(EntryPage),
        title="供水年报",
        slug="x",
        locale=Locale(pk=1, language_code="zh-hans"),
        index_number="01000000X/2024-00001",
        disclosure_class="proactive",
        document_number="沪水务〔2024〕1号",
        issuing_body_id=3,
        responsible_unit_id=7,
        created_on=date(2024, 3, 1),
        published_on=date(2024, 3, 8),
        summary="概述",
        body=[("paragraph", "<p>全文</p>")],
        **values,
    )


class TestFingerprint:
    def test_of_what_was_cleared_before_stays_as_it_was(self, db):
        assert fingerprints.fingerprint_of(old_entry()) == FINGERPRINT_OF_OLD

    @pytest.mark.parametrize(
        "change",
        [
            {"effective_on": date(2024, 4, 1)},
            {"expires_on": date(2025, 4, 1)},
            {"validity": "amended"},
            {"subject_class_id": 1},
            {"genre_id": 1},
            {"keywords": "供水"},
            {"disclosure_form": "summary"},
            {"disclosure_basis_id": 1},
            {"retention": "long_term"},
            {"joint_issuers": [JointIssuer(body_id=1)]},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_is_another_with_each_new_fact(self, db, change):
        assert fingerprints.fingerprint_of(old_entry(**change)) != FINGERPRINT_OF_OLD


class TestPage:
    def test_shows_what_is_known_as_an_index_card(
        self, client, category, unit, body, other_body, words
    ):
        basis = DisclosureBasis.objects.get(code="cn-ogi-20-07")
        entry = create_entry(
            category, unit, issuing_body=body, disclosure_basis=basis, **DESCRIBED, **words
        )
        issue_jointly(entry, other_body)
        disclose(entry)
        card = client.get(entry.url).content.decode()
        for shown in (
            "示例市发改委</dd>",
            "水利",
            "通知",
            "水质</dd>",
            "财政预算、决算信息",
            "第二十条第七项",
            '<time datetime="2024-04-01">',
        ):
            assert shown in card

    def test_warns_of_what_expired(self, client, category, unit):
        entry = create_entry(category, unit, **EXPIRED)
        disclose(entry)
        page = client.get(entry.url).content.decode()
        assert "disclosure-notice--stop" in page
        assert '<time datetime="2024-01-01">' in page

    def test_links_to_what_repealed_it_only_while_that_is_disclosed(self, client, category, unit):
        later = create_entry(category, unit, title="供水新规")
        entry = create_entry(category, unit, title="供水旧规")
        succeed(entry, later)
        disclose(entry)
        before = client.get(entry.url).content.decode()
        assert "disclosure-notice--stop" in before
        assert "供水新规" not in before
        disclose(later)
        assert f'href="{later.get_url()}"' in client.get(entry.url).content.decode()
        later.unpublish()
        after = client.get(entry.url)
        assert after.status_code == 200
        assert "供水新规" not in after.content.decode()

    def test_stays_public_when_what_repealed_it_is_deleted(self, client, category, unit):
        later = create_entry(category, unit, title="供水新规")
        entry = create_entry(category, unit, title="供水旧规")
        succeed(entry, later)
        disclose(entry, later)
        installation.install()
        EntryPage.objects.get(pk=later.pk).delete()
        page = client.get(entry.url)
        assert page.status_code == 200
        assert "供水新规" not in page.content.decode()
        assert EntryPage.objects.get(pk=entry.pk).get_latest_revision_as_object().successors.count()

    def test_links_to_the_version_in_its_own_language(self, client, category, unit):
        english = Locale.objects.get(language_code="en")
        later = create_entry(category, unit, title="供水新规")
        entry = create_entry(category, unit, title="供水旧规")
        succeed(entry, later)
        disclose(entry, later)
        parent = category.get_parent().specific.get_translation(english)
        translated = [parent, category.copy_for_translation(english)]
        for source in (entry, later):
            version = source.copy_for_translation(english)
            version.title = f"English {source.pk}"
            translated.append(version)
        for page in translated:
            page.save_revision()
        old, new = translated[2:]
        disclose(parent, translated[1], old)
        original = client.get(old.url).content.decode()
        assert f'href="{later.get_url()}" lang="zh-Hans"' in original
        disclose(new)
        assert f'href="{new.get_url()}"' in client.get(old.url).content.decode()

    @pytest.mark.parametrize("rows", [0, 3])
    def test_costs_no_query_for_what_it_has_several_of(
        self, client, category, unit, other_body, django_assert_max_num_queries, rows
    ):
        entry = create_entry(category, unit)
        for number in range(rows):
            attach(entry, store_file(f"{number}.pdf"))
            later = create_entry(category, unit, title=f"新规{number}")
            succeed(entry, later)
            disclose(later)
        issue_jointly(entry, *[other_body] * rows)
        disclose(entry)
        page = client.get(entry.url).content.decode()
        assert page.count("新规") == len(FILE_LINK.findall(page)) == rows
        # One more for the entries that came after it.
        with django_assert_max_num_queries(12 if rows else 11):
            client.get(entry.url)


class TestSuccession:
    @pytest.fixture
    def line(self, category, unit):
        """Three entries, each repealed by the next."""
        line = [create_entry(category, unit, title=f"规定{n}") for n in range(3)]
        for entry, later in zip(line, line[1:], strict=False):
            succeed(entry, later)
        return line

    def test_refuses_an_entry_as_its_own_successor(self, line):
        with pytest.raises(RunsInACircle):
            succeed(line[0], line[0])

    def test_refuses_a_circle_and_leaves_nothing(self, line):
        with transaction.atomic(), pytest.raises(RunsInACircle):
            succeed(line[2], line[0], "amended_by")
        assert not EntryPage.objects.get(pk=line[2].pk).successors.exists()

    def test_counts_the_languages_of_an_entry_as_one(self, line, category):
        english = Locale.objects.get(language_code="en")
        category.copy_for_translation(english)
        version = line[0].copy_for_translation(english)
        with pytest.raises(RunsInACircle):
            succeed(line[2], version)


class TestGuard:
    @pytest.fixture
    def public(self, category, unit, other_body):
        entry = create_entry(category, unit, **DESCRIBED)
        later = create_entry(category, unit, title="新规")
        issue_jointly(entry, other_body)
        succeed(entry, later, "amended_by")
        disclose(entry)
        return entry

    @pytest.mark.parametrize(
        "change",
        [{"keywords": "x"}, {"expires_on": date(2030, 1, 1)}, {"validity": "repealed"}],
    )
    def test_refuses_to_save_another_description(self, public, change):
        for name, value in change.items():
            setattr(public, name, value)
        with pytest.raises(ClearanceRequired):
            public.save()

    def test_refuses_rows_on_their_own(self, public, body):
        with pytest.raises(ClearanceRequired):
            JointIssuer.objects.create(page=public, body=body)
        with pytest.raises(ClearanceRequired):
            public.successors.get().delete()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE {entry} SET keywords = 'secret'",
            "UPDATE {entry} SET effective_on = '2001-01-01'",
            "UPDATE {entry} SET expires_on = '2001-01-01'",
            "UPDATE {entry} SET validity = 'repealed'",
            "UPDATE {entry} SET disclosure_form = 'summary'",
            "UPDATE {entry} SET retention = 'in_force'",
            "UPDATE {entry} SET genre_id = 1",
            "UPDATE {entry} SET subject_class_id = 1",
            "UPDATE {entry} SET disclosure_basis_id = 1",
            "UPDATE wagtail_disclosure_catalog_jointissuer SET sort_order = 9",
            "DELETE FROM wagtail_disclosure_catalog_jointissuer",
            "UPDATE wagtail_disclosure_catalog_entrysuccessor SET relation = 'repealed_by'",
            "UPDATE wagtail_disclosure_catalog_entrysuccessor SET successor_id = 1",
        ],
    )
    def test_is_in_the_database_too(self, public, statement):
        installation.install()
        table = EntryPage._meta.db_table
        refused = pytest.raises(IntegrityError, match="wagtail_disclosure")
        with connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute(statement.format(entry=table))

    def test_shows_reviewers_names_instead_of_keys(self, public):
        content = fingerprints.canonical_content(public)
        with translation.override("en"):
            shown = {row.label: row.text for row in rows(content, EntryPage)}
        assert shown["Joint issuing bodies"] == "Planning"
        assert shown["Later documents"] == "Amended by\n新规"

    def test_keeps_the_bodies_that_it_names(self, public, other_body):
        with pytest.raises(ProtectedError):
            other_body.delete()


def test_an_entry_can_not_expire_before_it_takes_effect(category, unit):
    entry = create_entry(category, unit)
    entry.effective_on, entry.expires_on = date(2024, 2, 1), date(2024, 1, 1)
    with pytest.raises(ValidationError) as refusal:
        entry.full_clean()
    assert list(refusal.value.message_dict) == ["expires_on"]


def test_translators_get_the_keywords_and_nothing_else_of_the_description(db):
    fields = {field.field_name: field for field in EntryPage.override_translatable_fields}
    described = {*EntryPage.DESCRIPTION, "joint_issuers", "successors"}
    assert described <= fields.keys()
    assert [name for name in described if fields[name].is_translated(None)] == ["keywords"]
    assert not any(fields[name].overridable for name in described - {"keywords"})
