"""Small import files for tests."""

import csv
from pathlib import Path

CATEGORIES = [
    "code",
    "parent",
    "level",
    "name_zh",
    "name_en",
    "unit",
    "summary_zh",
    "summary_en",
]
ENTRIES = [
    "key",
    "class",
    "node",
    "title_zh",
    "title_en",
    "doc_no",
    "body",
    "unit",
    "created_on",
    "published_on",
    "summary_zh",
    "summary_en",
    "body_zh",
    "body_en",
    "attachment",
    "reason_zh",
    "ground",
    "citation",
    "explanation_zh",
    "explanation_en",
    "review_on",
]


def write_table(path: Path, columns: list[str], *rows: dict[str, str]) -> Path:
    """A UTF-8 file with these columns; cells that a row does not name are empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def categories(folder: Path, *rows: dict[str, str]) -> Path:
    """Rows get a name in both languages."""
    named = [
        {"name_zh": f"类目{row['code']}", "name_en": f"Node {row['code']}"} | row for row in rows
    ]
    return write_table(folder / "catalog.csv", CATEGORIES, *named)


def entries(folder: Path, *rows: dict[str, str]) -> Path:
    """Rows are proactive entries of category 01 and of the unit supply unless they say else."""
    usual = {"class": "proactive", "node": "01", "unit": "supply"}
    filled = [usual | {"title_zh": f"条目{row['key']}"} | row for row in rows]
    return write_table(folder / "entries.csv", ENTRIES, *filled)
