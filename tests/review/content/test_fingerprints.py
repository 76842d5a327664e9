"""Two forms have the same fingerprint exactly if visitors would see the same."""

import copy
import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from tests.noticeboard.models import NoticeFile, NoticePage
from wagtail_disclosure.core.models import StoredFile
from wagtail_disclosure.review.content.fingerprints import (
    NoCanonicalForm,
    _block_value,
    _plain,
    canonical_content,
    fingerprint,
    fingerprint_of,
)

# Even a page that is never saved asks for its content type.
pytestmark = pytest.mark.django_db

words = st.text(max_size=20)
items = st.one_of(
    st.tuples(st.just("text"), words),
    st.tuples(st.just("points"), st.lists(words, max_size=3)),
    st.tuples(
        st.just("contact"),
        st.fixed_dictionaries({"name": words, "room": st.sampled_from(["1", "2", ""])}),
    ),
)
bodies = st.lists(items, max_size=4)
captions = st.lists(words, max_size=3)


def raw(body: list, *, with_ids: bool) -> list:
    """A body as revisions and rows store it."""

    def identified(block: dict) -> dict:
        return {**block, "id": str(uuid.uuid4())} if with_ids else block

    def value(kind: str, content):
        # Without ids a list is stored in the older form, values only.
        if kind != "points" or not with_ids:
            return content
        return [identified({"type": "item", "value": text}) for text in content]

    return [identified({"type": kind, "value": value(kind, content)}) for kind, content in body]


def notice(title: str, body: list, rows: list[str], *, with_ids: bool = False) -> NoticePage:
    page = NoticePage(title=title, slug="notice", locale_id=None)
    page.body = json.dumps(raw(body, with_ids=with_ids))
    stored = StoredFile(name="plan.txt", sha256="0" * 64)
    page.notice_files = [
        NoticeFile(
            pk=number + 1 if with_ids else None,
            stored_file=stored,
            caption=caption,
            sort_order=number,
        )
        for number, caption in enumerate(rows)
    ]
    return page


@given(title=words, body=bodies, rows=captions)
def test_ids_do_not_matter(title: str, body: list, rows: list[str]) -> None:
    first = notice(title, body, rows, with_ids=True)
    second = notice(title, body, rows)
    assert fingerprint_of(first) == fingerprint_of(second)


@given(title=words, body=bodies, rows=captions)
def test_going_through_a_revision_does_not_matter(title: str, body: list, rows: list[str]) -> None:
    page = notice(title, body, rows)
    content = json.loads(json.dumps(raw(body, with_ids=True)))
    again = notice(title, body, rows)
    again.body = page._meta.get_field("body").to_python(content)
    assert fingerprint_of(page) == fingerprint_of(again)


@given(
    first=st.tuples(words, bodies, captions),
    second=st.tuples(words, bodies, captions),
)
def test_any_public_difference_matters(first: tuple, second: tuple) -> None:
    one, other = notice(*first), notice(*second)
    is_same = canonical_content(one) == canonical_content(other)
    assert (fingerprint_of(one) == fingerprint_of(other)) == is_same
    assert is_same == (_as_seen(first) == _as_seen(second))


@given(title=words, body=bodies, rows=captions, note=words)
def test_what_nobody_sees_does_not_matter(
    title: str, body: list, rows: list[str], note: str
) -> None:
    page = notice(title, body, rows)
    before = fingerprint_of(page)
    page.internal_note = note
    page.live = False
    page.has_unpublished_changes = True
    assert fingerprint_of(page) == before


def test_the_order_of_rows_matters_and_the_order_in_memory_does_not() -> None:
    page = notice("N", [], ["first", "second"])
    first, second = page.notice_files.all()
    before = fingerprint_of(page)
    page.notice_files = [second, first]
    assert fingerprint_of(page) == before
    first.sort_order, second.sort_order = 1, 0
    assert fingerprint_of(page) != before


def test_another_file_under_the_same_name_matters() -> None:
    page = notice("N", [], ["plan"])
    before = fingerprint_of(page)
    page.notice_files.all()[0].stored_file = StoredFile(name="plan.txt", sha256="1" * 64)
    assert fingerprint_of(page) != before


def test_a_value_that_equals_a_constant_default_says_nothing() -> None:
    page = notice("N", [], [])
    assert "kind" not in canonical_content(page)["fields"]
    page.kind = ""
    assert canonical_content(page)["fields"]["kind"] == ""
    page.kind = "law"
    assert canonical_content(page)["fields"]["kind"] == "law"


def test_fields_that_every_page_shows_need_not_be_named() -> None:
    page = notice("N", [], [])
    before = fingerprint_of(page)
    page.search_description = "Secret"
    assert fingerprint_of(page) != before


def test_a_block_child_with_a_new_default_says_nothing() -> None:
    old = blocks.StructBlock([("name", blocks.CharBlock())])
    new = blocks.StructBlock(
        [
            ("name", blocks.CharBlock()),
            ("type", blocks.CharBlock(default="person")),
            ("value", blocks.ListBlock(blocks.CharBlock())),
            ("id", blocks.IntegerBlock(default=3)),
        ]
    )
    stored = {"name": "Lin"}
    assert _block_value(old, old.to_python(stored)) == _block_value(new, new.to_python(stored))
    changed = new.to_python({**stored, "id": 4})
    assert _block_value(new, changed) == {"name": "Lin", "id": 4}


def test_a_computed_default_is_no_constant() -> None:
    block = blocks.StructBlock([("day", blocks.DateBlock(default=date.today))])
    today = block.to_python({})
    assert _block_value(block, today) == {"day": date.today().isoformat()}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC), "2026-01-02T03:04:05.678+00:00"),
        (date(2026, 1, 2), "2026-01-02"),
        (Decimal("1.50"), "1.5"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (1.5, "1.5"),
        (True, True),
        ((1, None), [1, None]),
    ],
)
def test_plain_values(value: object, plain: object) -> None:
    assert _plain(value) == plain


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(NoCanonicalForm, match="object"):
        _plain(object())


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(KeyError):
        canonical_content(NoticePage(title="N"), scheme=99)


def test_the_order_of_keys_does_not_matter() -> None:
    content = {"b": 1, "a": {"d": 2, "c": "水"}}
    again = {"a": {"c": "水", "d": 2}, "b": 1}
    assert fingerprint(content) == fingerprint(copy.deepcopy(again))


def _as_seen(parts: tuple) -> tuple:
    """What a visitor sees of the parts, worked out apart from the code under test."""
    title, body, rows = parts
    shown = []
    for kind, content in body:
        if kind == "contact":
            # Room 1 is the default; an empty room is none.
            content = (content["name"], content["room"])
        elif kind == "points":
            content = tuple(content)
        shown.append((kind, content))
    return title, shown, rows
