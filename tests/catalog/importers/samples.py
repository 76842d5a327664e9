"""Rows and questions that several tests of imports share."""

from pathlib import Path

EXEMPT = {
    "key": "X1",
    "class": "exempt",
    "title_zh": "秘密方案",
    "ground": "cn-ogi-14-security",
    "citation": "第十四条",
    "explanation_zh": "依据第十四条不予公开。",
    "explanation_en": "Withheld under Article 14.",
}
ON_REQUEST = {"key": "R1", "class": "on_request", "reason_zh": "须征求第三方意见"}


def problems(report) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in report.sorted_errors()]


def stored_paths(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "private").rglob("*") if path.is_file()]
