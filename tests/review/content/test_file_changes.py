from typing import Any

from wagtail_disclosure.review.content.file_changes import file_changes


def content(*files: tuple[str, str]) -> dict[str, Any]:
    rows = [{"stored_file": {"name": name, "sha256": sha256}} for name, sha256 in files]
    return {"fields": {"title": "x", "attachments": rows}}


def test_files_are_added_removed_replaced_and_renamed() -> None:
    old = content(("same.pdf", "1"), ("list.pdf", "2"), ("old.pdf", "3"), ("gone.pdf", "4"))
    new = content(("list.pdf", "5"), ("same.pdf", "1"), ("new.pdf", "3"), ("more.pdf", "6"))

    assert [
        (change.kind.value, change.old_name, change.name, change.old_sha256, change.sha256)
        for change in file_changes(old, new)
    ] == [
        ("replaced", "list.pdf", "list.pdf", "2", "5"),
        ("renamed", "old.pdf", "new.pdf", "3", "3"),
        ("added", "", "more.pdf", "", "6"),
        ("removed", "", "gone.pdf", "4", ""),
    ]


def test_files_in_another_order_are_no_change() -> None:
    assert file_changes(content(("a", "1"), ("b", "2")), content(("b", "2"), ("a", "1"))) == []
