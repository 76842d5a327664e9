"""Which columns of a table fill which fields, guessed by their headers in Chinese and English."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_disclosure.catalog.importers.readers import language_suffix
from wagtail_disclosure.catalog.models import StagedImport
from wagtail_disclosure.core import conf

PUNCTUATION = re.compile(r"[\W_]+")
LANGUAGE_NAMES = {"zh": ("中文", "汉语", "chinese"), "en": ("英文", "英语", "english")}


@dataclass(frozen=True)
class Column:
    """What a column may be; ``name`` is what ``catalog.importers`` calls it."""

    name: str
    label: Any
    headers: tuple[str, ...]
    is_required: bool = False
    # Texts have a column per language, or only one in the language of the source.
    is_text: bool = False
    is_source_only: bool = False


ENTRY_COLUMNS = (
    Column("key", gettext_lazy("Key (yours, once in the file)"), ("编号", "主键", "标识", "id")),
    Column(
        "class",
        gettext_lazy("Disclosure class"),
        ("公开属性", "公开类别", "公开方式", "公开类型", "disclosure class"),
        is_required=True,
    ),
    Column(
        "node",
        gettext_lazy("Category (code)"),
        ("类目", "类目编号", "类目代码", "目录编号", "目录代码", "栏目", "category"),
        is_required=True,
    ),
    Column(
        "unit",
        gettext_lazy("Responsible unit (code)"),
        ("责任单位", "责任科室", "责任部门", "公开责任单位", "responsible unit"),
    ),
    Column(
        "title",
        gettext_lazy("Title"),
        ("标题", "名称", "信息名称", "文件名称", "题名"),
        is_required=True,
        is_text=True,
    ),
    Column(
        "summary", gettext_lazy("Summary"), ("摘要", "内容概述", "概述", "abstract"), is_text=True
    ),
    Column("body", gettext_lazy("Text"), ("正文", "内容", "全文", "text"), is_text=True),
    Column("keywords", gettext_lazy("Keywords"), ("关键词", "主题词", "keyword"), is_text=True),
    Column(
        "index_number", gettext_lazy("Index number"), ("索引号", "索引编号", "信息索引号", "index")
    ),
    Column(
        "doc_no",
        gettext_lazy("Document number"),
        ("文号", "发文字号", "文件编号", "发文号", "document number", "document no"),
    ),
    Column(
        "body",
        gettext_lazy("Issuing body (code)"),
        ("发布机构", "发文机关", "发布单位", "制作机关", "issuing body", "issuer"),
    ),
    Column(
        "joint_bodies",
        gettext_lazy("Joint issuing bodies (codes)"),
        ("联合发文单位", "联合发文机关", "joint issuers"),
    ),
    Column(
        "created_on",
        gettext_lazy("Created on"),
        ("成文日期", "生成日期", "制作日期", "产生日期", "发文日期", "date", "date created"),
    ),
    Column(
        "published_on", gettext_lazy("Published on"), ("发布日期", "公开日期", "date published")
    ),
    Column(
        "effective_on", gettext_lazy("Takes effect on"), ("生效日期", "施行日期", "effective date")
    ),
    Column("expires_on", gettext_lazy("Expires on"), ("失效日期", "废止日期", "expiry date")),
    Column("validity", gettext_lazy("Validity"), ("有效性", "效力", "效力状态", "status")),
    Column("amended_by", gettext_lazy("Amended by"), ("被修改为", "修改文件", "amended by")),
    Column("repealed_by", gettext_lazy("Repealed by"), ("被废止为", "废止文件", "repealed by")),
    Column("subject", gettext_lazy("Subject class (code)"), ("主题分类", "主题", "subject class")),
    Column("genre", gettext_lazy("Genre (code)"), ("体裁", "体裁分类", "文种")),
    Column("basis", gettext_lazy("Basis of disclosure (code)"), ("公开依据", "legal basis")),
    Column("form", gettext_lazy("Form of disclosure"), ("公开形式", "form of disclosure")),
    Column("retention", gettext_lazy("How long it stays open"), ("公开时限", "公开期限")),
    Column(
        "reason",
        gettext_lazy("Reason why it is not open to everybody"),
        ("理由", "不公开理由", "依申请公开理由"),
        is_text=True,
        is_source_only=True,
    ),
    Column("ground", gettext_lazy("Legal ground (code)"), ("免予公开依据", "legal ground")),
    Column("citation", gettext_lazy("Citation"), ("引用条款", "法律条款")),
    Column("explanation", gettext_lazy("Explanation"), ("说明", "答复说明"), is_text=True),
    Column("review_on", gettext_lazy("Look at it again on"), ("复审日期", "review date")),
)
CATEGORY_COLUMNS = (
    Column(
        "code",
        gettext_lazy("Code"),
        ("编号", "代码", "类目编号", "类目代码", "目录编号"),
        is_required=True,
    ),
    Column(
        "parent",
        gettext_lazy("Category above (code)"),
        ("上级", "上级编号", "上级代码", "上级类目", "父级", "parent code"),
        is_required=True,
    ),
    Column(
        "name",
        pgettext_lazy("of a category", "Name"),
        ("名称", "类目名称", "目录名称", "标题", "title"),
        is_required=True,
        is_text=True,
    ),
    Column("summary", gettext_lazy("Summary"), ("摘要", "说明"), is_text=True),
    Column("unit", gettext_lazy("Responsible unit (code)"), ("责任单位", "责任科室", "责任部门")),
    Column("level", gettext_lazy("Level"), ("级别", "层级")),
)
COLUMNS = {
    StagedImport.Kind.ENTRIES: ENTRY_COLUMNS,
    StagedImport.Kind.CATEGORIES: CATEGORY_COLUMNS,
}
MARKS_OF_CATEGORIES = {"parent", "level"}


@dataclass(frozen=True)
class Field:
    """A column in one language."""

    name: str
    label: str
    is_required: bool


def fields_of(kind: str) -> dict[str, Field]:
    """What the columns of a table of this kind may fill, in order, by name."""
    found = {}
    for column in COLUMNS[StagedImport.Kind(kind)]:
        for language in _languages_of(column):
            name = _name_of(column, language)
            is_required = column.is_required and language in (None, conf.default_language())
            found[name] = Field(name, _label_of(column, language), is_required)
    return found


def guess_kind(header: Iterable[str]) -> str:
    """Categories are known by what says where they hang; everything else are entries."""
    names = {_plain(cell) for cell in header}
    known = _headers_of(StagedImport.Kind.CATEGORIES)
    is_categories = any(known.get(name) in MARKS_OF_CATEGORIES for name in names)
    return StagedImport.Kind.CATEGORIES if is_categories else StagedImport.Kind.ENTRIES


def guess_columns(kind: str, header: Iterable[str]) -> list[str]:
    """The field of each column; empty where none is meant, or another column has it already."""
    known = _headers_of(kind)
    found: list[str] = []
    for cell in header:
        name = known.get(_plain(cell), "")
        found.append(name if name not in found else "")
    return found


def recognized(cells: Iterable[str]) -> int:
    """How many of the cells name a field of any kind of table."""
    known = {header for kind in COLUMNS for header in _headers_of(kind)}
    return sum(_plain(cell) in known for cell in cells if cell)


def missing_fields(kind: str, names: Iterable[str]) -> list[str]:
    """Labels of what the columns lack."""
    given = set(names)
    required = (field for field in fields_of(kind).values() if field.is_required)
    missing = [field.label for field in required if field.name not in given]
    if kind == StagedImport.Kind.ENTRIES and not given & {"key", "index_number"}:
        missing.insert(0, _("Key or index number"))
    return missing


def _languages_of(column: Column) -> list[str | None]:
    if not column.is_text:
        return [None]
    if column.is_source_only:
        return [conf.default_language()]
    return [code for code, _name in conf.content_languages()]


def _name_of(column: Column, language: str | None) -> str:
    return f"{column.name}_{language_suffix(language)}" if language else column.name


def _label_of(column: Column, language: str | None) -> str:
    if language is None:
        return str(column.label)
    words = {"field": column.label, "language": conf.language_name(language)}
    return _("%(field)s (%(language)s)") % words


def _headers_of(kind: str) -> Mapping[str, str]:
    """Names of fields by the headers that they may have."""
    columns = [
        (column, language)
        for column in COLUMNS[StagedImport.Kind(kind)]
        for language in _languages_of(column)
    ]
    # A name in the manner of the command is that field, whatever else is called so.
    found = {_plain(name): name for name in (_name_of(*column) for column in columns)}
    for column in columns:
        for header in (*_spoken(*column), _label_of(*column)):
            found.setdefault(_plain(header), _name_of(*column))
    return found


def _spoken(column: Column, language: str | None) -> Iterable[str]:
    if language is None:
        yield from (column.name, *column.headers)
        return
    headers = (column.name, *column.headers)
    if language == conf.default_language():
        yield from headers
    for spoken in LANGUAGE_NAMES.get(language_suffix(language), ()):
        for header in headers:
            yield from (f"{header}{spoken}", f"{spoken}{header}")


def _plain(header: str) -> str:
    """Without space, punctuation and case, full-width letters as the usual ones."""
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", header).casefold())
