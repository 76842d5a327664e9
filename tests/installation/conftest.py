"""The wheel, and one site that it was installed into; each test works on a copy of that site.

Installing takes a minute: ``SHARED`` of the suite lets one worker do it once.
"""

import importlib.metadata
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import readme
from tests.installation.fresh_site import FreshSite, new_environment

# Tested with what this test run itself uses, whatever versions that are.
PINNED = ("Django", "wagtail")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it would be published, built from this working copy."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(readme.REPOSITORY)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def pristine_site(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> FreshSite:
    """A site made by ``wagtail start`` with the package installed as the README says."""
    project = tmp_path_factory.mktemp("project")
    constraints = project / "versions.txt"
    constraints.write_text(
        "\n".join(f"{name}=={importlib.metadata.version(name)}" for name in PINNED)
    )
    pinned = {"PIP_CONSTRAINT": str(constraints)}
    site = FreshSite(folder=project / "agency", python_folder=project / "python")
    site.folder.mkdir()
    new_environment(site.python_folder)
    site.succeed("pip", "install", "wagtail", **pinned)
    site.succeed("wagtail", "start", "agency", ".")
    script = readme.shell_script(readme.installation_blocks(), package=str(wheel))
    site.succeed("bash", "-c", script, **pinned)
    return replace(site, keys=(project / "disclosure.key").read_text().strip())


@pytest.fixture
def site(pristine_site: FreshSite, tmp_path: Path) -> FreshSite:
    """A freshly installed site for one test."""
    return pristine_site.copied_to(tmp_path / "agency")
