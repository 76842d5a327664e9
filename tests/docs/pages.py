"""The documentation as files and as text."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"


def reference(name: str) -> str:
    """What the reference says about ``name``."""
    return (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")
