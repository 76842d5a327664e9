"""What the columns of a table are, by their headers."""

import pytest

from wagtail_disclosure.catalog.staged_import.columns import (
    guess_columns,
    guess_kind,
    missing_fields,
)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (
            ["索引号", "信息名称", "公开属性", "类目编号", "责任科室", "成文日期", "备注"],
            ["index_number", "title_zh", "class", "node", "unit", "created_on", ""],
        ),
        (
            ["Index number", "Title (English)", "Title", "CLASS ", "Created on"],
            ["index_number", "title_en", "title_zh", "class", "created_on"],
        ),
        # As the command names them: there, body is who issued it.
        (["key", "body", "body_zh", "title_zh"], ["key", "body", "body_zh", "title_zh"]),
        (["标题", "名称", "英文标题"], ["title_zh", "", "title_en"]),
    ],
)
def test_headers_are_known_in_chinese_and_english(header, names):
    assert guess_columns("entries", header) == names


def test_categories_are_known_by_what_says_where_they_hang():
    assert guess_kind(["编号", "上级编号", "名称"]) == "categories"
    assert guess_kind(["编号", "名称", "责任单位"]) == "entries"


def test_what_is_missing_is_named():
    assert missing_fields("categories", ["code", "parent", "name_zh"]) == []
    missing = missing_fields("entries", ["title_zh", "class"])
    assert len(missing) == 2
    assert missing_fields("entries", ["index_number", "class", "node", "title_zh"]) == []
