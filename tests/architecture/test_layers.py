"""The layers hold, and the check that says so bites."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "a sibling": ("catalog/planted.py", "from wagtail_disclosure import cases\n"),
    "the other sibling": ("cases/planted.py", "import wagtail_disclosure.catalog\n"),
    "a higher layer": ("core/planted.py", "from wagtail_disclosure import review\n"),
    "a higher layer, hidden in a function": (
        "review/planted.py",
        "def late():\n    from wagtail_disclosure import cases\n\n    return cases\n",
    ),
    "a framework in the law": ("rules/planted.py", "from django.utils import timezone\n"),
    "the tests": ("core/planted.py", "import tests.factories\n"),
    "a part that no layer names": ("newcomer/__init__.py", ""),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and of its configuration, to plant faults in."""
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    shutil.copytree(
        REPOSITORY / "wagtail_disclosure",
        tmp_path / "wagtail_disclosure",
        ignore=shutil.ignore_patterns("__pycache__", "templates", "static", "locale"),
    )
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_layers_hold() -> None:
    result = lint_imports(REPOSITORY)

    assert result.returncode == 0, result.stdout + result.stderr


def test_an_untouched_copy_passes_too(copy: Path) -> None:
    result = lint_imports(copy)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("path", "source"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(copy: Path, path: str, source: str) -> None:
    planted = copy / "wagtail_disclosure" / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(source)

    result = lint_imports(copy)

    assert result.returncode != 0
    assert "planted" in result.stdout or "newcomer" in result.stdout
